"""Provisions made ready to be shown: the official text of the version that applied, and its plain reading."""

from datetime import date
from typing import NamedTuple

from pufa.model.article import Article
from pufa.model.registry import Provision, Registries, Statute, Version, Wording
from pufa.model.text import Language

LONG = 220
"""From how many characters on an official text is folded away behind its plain reading."""


class Law(NamedTuple):
    """One provision as a page shows it.

    `page` and `anchor` lead to its place among the statutes. `paragraphs` is the official Chinese text, empty where it
    may not be quoted; `today` is the provision's number now where it differs from the one cited.
    """

    page: str
    anchor: str
    statute: str
    article: str
    paragraphs: tuple[str, ...]
    plain: str
    version: Version
    today: str
    note: str

    @property
    def present(self) -> bool:
        """Whether the text is still in force."""
        return self.version.valid_to is None

    @property
    def length(self) -> int:
        """Characters of the official text."""
        return sum(map(len, self.paragraphs))

    @property
    def long(self) -> bool:
        """Whether the text is folded away."""
        return self.length > LONG


def quoted(article: Article, registries: Registries) -> dict[int, Law]:
    """The provisions quoted in the body, by the line at which they are quoted.

    Raises LookupError where the registry has no such provision on that day.
    """
    wordings = {q.line: _wording(article, registries, q.id, q.as_of) for q in article.body.quotations}
    return {line: _law(wording, article.language) for line, wording in wordings.items()}


def cited_only(article: Article, registries: Registries) -> list[Law]:
    """The provisions among `laws` that the body does not quote, in the order typed. Raises LookupError as `quoted`."""
    shown = {_key(_wording(article, registries, q.id, q.as_of)) for q in article.body.quotations}
    wordings = {_key(w): w for w in (_wording(article, registries, c.id, c.as_of) for c in article.laws)}
    return [_law(wording, article.language) for key, wording in wordings.items() if key not in shown]


def statute_page(statute: Statute | None = None) -> str:
    """The name of the page of a law, or of the index of all."""
    return f"statutes/{statute.id}" if statute else "statutes"


def anchor(provision: Provision, version: Version) -> str:
    """Where a version stands on the page of its law: `29` today, `v25-2006-03-01` or `v192` (begin unknown) before."""
    if version.valid_to is None:
        return provision.number
    return "-".join(["v" + version.number, *([str(version.valid_from)] if version.valid_from else [])])


def paragraphs(version: Version) -> tuple[str, ...]:
    """The official text by paragraphs; whether it may be quoted is not judged here."""
    return tuple(p.strip() for p in (version.text or "").split("\n") if p.strip())


def _wording(article: Article, registries: Registries, id: str, as_of: date | None) -> Wording:
    wording = registries.cite(id, as_of or article.law_date)
    if not isinstance(wording, Wording):
        raise LookupError(f"{article.path}: {id}: {wording.en}")
    return wording


def _key(wording: Wording) -> tuple[str, str, str]:
    return wording.statute.id, wording.version.number, str(wording.version.valid_from)


def _law(wording: Wording, language: Language) -> Law:
    statute, provision, version = wording.statute, wording.provision, wording.version
    quotable = provision.verified.quotable and version.text
    if language is Language.ZH:
        name, number, today = statute.name, version.article, provision.article
    else:
        name, number, today = statute.en, f"Article {version.number}", f"Article {provision.number}"
    return Law(
        page=statute_page(statute),
        anchor=anchor(provision, version),
        statute=name,
        article=number,
        paragraphs=paragraphs(version) if quotable else (),
        plain=provision.plain.to(language),
        version=version,
        today=today if provision.number != version.number else "",
        # the note of an old version says how far that wording was compared; it stands in the registry in Chinese only
        note=(version.note or "") if version.valid_to and language is Language.ZH else "",
    )
