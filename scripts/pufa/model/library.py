"""The Library: all articles together, with the orders and neighbourhoods that pages need."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from heapq import nlargest, nsmallest
from typing import NamedTuple

from pufa.model.article import Article, Case, FraudGuide
from pufa.model.finding import Places
from pufa.model.registry import Registries
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Status

_KIN = 24
"""How many articles of one trait are looked at: enough to choose from, and never quadratic."""


class Entry(NamedTuple):
    """An article as it came in: with its text as typed and the place of each field."""

    article: Article
    text: str
    places: Places


class Library:
    """All articles and registries. Lists are newest first, ties by id: a total order."""

    def __init__(self, articles: Iterable[Article], registries: Registries) -> None:
        """Order the articles; drafts are left out."""
        kept = [a for a in articles if a.status is not Status.DRAFT]
        self.articles = sorted(kept, key=lambda a: (-a.date.timestamp(), a.id, a.language))
        self.registries = registries

    @cached_property
    def _shelves(self) -> dict[tuple[Language, Section | None], list[Article]]:
        shelves: dict[tuple[Language, Section | None], list[Article]] = defaultdict(list)
        for article in self.articles:
            shelves[article.language, None].append(article)
            shelves[article.language, article.section].append(article)
        return shelves

    @cached_property
    def _by_id(self) -> dict[tuple[str, Language], Article]:
        return {(a.id, a.language): a for a in self.articles}

    @cached_property
    def _by_address(self) -> dict[tuple[Section, str, Language], Article]:
        return {(a.section, a.slug, a.language): a for a in self.articles}

    @cached_property
    def _kin(self) -> dict[str, list[int]]:
        """The newest articles of each trait, as positions in `articles`."""
        kin: dict[str, list[int]] = defaultdict(list)
        for position, article in enumerate(self.articles):
            if article.status is Status.PUBLISHED:
                for trait, _ in self._traits(article):
                    if len(kin[trait]) < _KIN:
                        kin[trait].append(position)
        return kin

    def _traits(self, article: Article) -> list[tuple[str, int]]:
        """What `article` may have in common with others of its language, and how much each of these things counts."""
        language = article.language
        type_id = article.fraud_type if isinstance(article, FraudGuide | Case) else None
        kind = self.registries.fraud_types.get(type_id) if type_id else None
        traits = [(f"{language}:type:{kind.id}", 8), (f"{language}:category:{kind.category}", 4)] if kind else []
        traits += [(f"{language}:tag:{tag}", 3) for tag in article.tags]
        if isinstance(article, FraudGuide):
            traits += [(f"{language}:ask:{ask}", 1) for ask in article.asks]
        return traits

    def shelf(self, language: Language, section: Section | None = None) -> list[Article]:
        """The articles of a language, or of one section of it, newest first."""
        return self._shelves.get((language, section), [])

    def sibling(self, article: Article, language: Language) -> Article | None:
        """The same article in another language."""
        return self._by_id.get((article.id, language))

    def find(self, section: Section, slug: str, language: Language) -> Article | None:
        """The article at an address."""
        return self._by_address.get((section, slug, language))

    def guide(self, fraud_type: str, language: Language) -> Article | None:
        """The guide to a type of fraud."""
        return self.find(Section.GUIDES, fraud_type, language)

    def related(self, article: Article, limit: int = 3) -> list[Article]:
        """The articles that share most with `article`, at most `limit`; of equals the newer."""
        scores: dict[int, int] = {}
        for trait, worth in self._traits(article):
            for position in self._kin.get(trait, ()):
                scores[position] = scores.get(position, 0) + worth
        found = nlargest(limit + len(Language), scores, key=lambda position: (scores[position], -position))
        return [other for position in found if (other := self.articles[position]).id != article.id][:limit]

    @cached_property
    def _rings(self) -> dict[tuple[Language, str], list[tuple[int, FraudGuide]]]:
        """The published guides of each language and category of fraud, in the order of their digests."""
        rings: dict[tuple[Language, str], list[tuple[int, FraudGuide]]] = defaultdict(list)
        for article in self.articles:
            kind = self.registries.fraud_types.get(article.fraud_type) if isinstance(article, FraudGuide) else None
            if kind and isinstance(article, FraudGuide) and article.status is Status.PUBLISHED:
                rings[article.language, kind.category].append((_turn(article.id), article))
        return {key: sorted(ring, key=lambda stop: stop[0]) for key, ring in rings.items()}

    def foils(self, guide: FraudGuide, count: int = 2) -> list[FraudGuide]:
        """The guides that the quiz sets against `guide`: at most `count`, each of another category, picked by digest.

        They are the next ones on a ring of digests, so a part of the library that holds them gives the same answer.
        """
        kind, here = self.registries.fraud_types.get(guide.fraud_type), _turn(guide.id)
        nearest = []
        for (language, category), ring in self._rings.items():
            if kind and language is guide.language and category != kind.category:
                turn, other = ring[bisect_right(ring, here, key=lambda stop: stop[0]) % len(ring)]
                nearest.append(((turn - here) % _WHOLE_TURN, other))
        return [other for _, other in nsmallest(count, nearest, key=lambda found: found[0])]

    def replacement(self, article: Article) -> Article | None:
        """The newer alert that replaces the alert of `article`: in its own language, or else the Chinese one."""
        newer = article.alert.replaced_by if article.alert else None
        found = [self._by_id.get((newer, language)) for language in (article.language, Language.ZH)] if newer else []
        return next((a for a in found if a and a.status is Status.PUBLISHED), None)

    def named(self, article: Article) -> list[Article]:
        """The articles that the page of `article` names by themselves.

        Its translation, its guide, the alert that replaced it, those that its quiz names, those it links to.
        """
        found = [s for o in Language if o is not article.language and (s := self.sibling(article, o))]
        if isinstance(article, Case) and article.fraud_type:
            guide = self.guide(article.fraud_type, article.language)
            found += [guide] if guide else []
        if newer := self.replacement(article):
            found.append(newer)
        if isinstance(article, FraudGuide):
            found += self.foils(article)
        return [*found, *self.targets(article)]

    def targets(self, article: Article) -> list[Article]:
        """The articles that the text of `article` links to."""
        found = []
        for link in article.body.links:
            section, _, name = link.target.partition("/")
            language = Language.EN if name.endswith(".en") else Language.ZH
            if name and (target := self.find(Section(section), name.removesuffix(".en"), language)):
                found.append(target)
        return found


_WHOLE_TURN = 1 << 256


def _turn(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest())
