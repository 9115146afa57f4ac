"""A seal: the digest of a file that we issued, and what it is a picture of."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from pufa.model.article import Article
from pufa.model.moment import CHINA
from pufa.model.text import Language
from pufa.model.vocabulary import Status


class Seal(NamedTuple):
    """`digest` is the SHA-256 of the file in hexadecimal; `article` the article's `id`; `name` that of the format.

    `version` is the day of the text that it shows (`Article.version`), in ISO 8601.
    """

    digest: str
    article: str
    language: Language
    name: str
    version: str


class Standing(StrEnum):
    """How a file that is ours stands to the article today."""

    CURRENT = "current"
    """It shows the text that stands."""
    REDRAWN = "redrawn"
    """Its version is that of the text, but today it would be drawn otherwise: anew, or after a change on the same day."""
    UPDATED = "updated"
    """The article was changed since."""
    CORRECTED = "corrected"
    """The article was corrected since."""
    WITHDRAWN = "withdrawn"
    """The article was withdrawn since."""
    GONE = "gone"
    """There is no such article any more."""


class Archive:
    """Every seal that is known: of what would be made today, and of what was once issued."""

    def __init__(self, current: Iterable[Seal], issued: Iterable[Seal], articles: Iterable[Article]) -> None:
        """The `articles` as they stand today."""
        self._articles = {(article.id, article.language): article for article in articles}
        self._now: dict[tuple[str, Language, str], str] = {}
        self.seals: dict[str, Seal] = {}
        """By digest."""
        for seal in current:
            self._now[seal.article, seal.language, seal.name] = seal.digest
            self.seals.setdefault(seal.digest, seal)
        for seal in issued:
            self.seals.setdefault(seal.digest, seal)

    def article(self, seal: Seal) -> Article | None:
        """The article of a file with that `seal`, where it is published."""
        found = self._articles.get((seal.article, seal.language))
        return None if found is None or found.status is Status.DRAFT else found

    def standing(self, seal: Seal) -> Standing:
        """How a file with that `seal` stands to its article today."""
        article = self.article(seal)
        if article is None:
            return Standing.GONE
        if seal.version >= article.version.isoformat():
            drawn = self._now.get((seal.article, seal.language, seal.name), seal.digest)
            return Standing.CURRENT if drawn == seal.digest else Standing.REDRAWN
        if article.status is Status.WITHDRAWN:
            return Standing.WITHDRAWN
        corrected = any(
            correction.date.astimezone(CHINA).date().isoformat() > seal.version for correction in article.corrections
        )
        return Standing.CORRECTED if corrected else Standing.UPDATED
