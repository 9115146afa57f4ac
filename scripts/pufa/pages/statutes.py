"""The law as reference: a page for every statute, the index of them all, and the page of the official channels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup, escape

from pufa.model.library import Library
from pufa.model.registry import Channel, Provision, Registries, Statute, Version, Wording
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Need, Status, Verification
from pufa.pages.laws import anchor, paragraphs, statute_page
from pufa.pages.sheet import Head, Sheet, leaf, word

CITING = 12
"""Articles named under one version, the newest; the rest are counted and left to the search."""

ALIKE = 0.5
"""How alike two versions must be (difflib's ratio) for the words that differ to be marked; else everything would be."""

_SEEN = {
    Verification.V2: "seen_v2",
    Verification.V1_PLUS: "seen_v1_plus",
    Verification.V1: "seen_v1",
    Verification.P: "seen_p",
}
"""The sentence that says how far a channel was verified, by its name in WORDS. What is U is not shown."""


class Citing(NamedTuple):
    """An article that cites a version, as a link: what kind it is, its title, the path of its page."""

    noun: str
    title: str
    path: str


class Era(NamedTuple):
    """A version of a provision, with the articles that cite it: the newest, and how many there are in all.

    `paragraphs` is the official text, empty where it may not be quoted.
    """

    anchor: str
    article: str
    version: Version
    penalty: str
    paragraphs: tuple[str, ...]
    citing: list[Citing]
    total: int


class Rule(NamedTuple):
    """A provision through its versions, the present one first.

    `usurped` are other provisions that bore its number before, with the last day on which they did.
    """

    provision: Provision
    article: str
    subject: str
    eras: list[Era]
    usurped: list[tuple[str, str, str, date]]
    total: int


class Entry(NamedTuple):
    """A law on the index: its page, its names, how many provisions it has here, how many articles cite it."""

    page: str
    statute: Statute
    provisions: int
    articles: int


Key = tuple[str, str]
"""A version: the id of its law, and its anchor on the page of that law."""


class Citations(NamedTuple):
    """Who cites what, in one language: the newest of each version, how many in all, and how many articles cite each law."""

    newest: Mapping[Key, list[Citing]]
    totals: Mapping[Key, int]
    articles: Mapping[str, int]


def statute_sheets(library: Library, site: Site, language: Language) -> Iterator[Sheet]:
    """The index of the laws, those that most articles cite first, and the page of each."""
    citations = _citations(library, site, language)
    statutes = library.registries.statutes.values()
    entries = [
        Entry(statute_page(s), s, len(_shown(s)), citations.articles.get(s.id, 0)) for s in statutes if _shown(s)
    ]
    entries.sort(key=lambda entry: (-entry.articles, entry.statute.id))
    head = leaf(site, statute_page(), language, "statutes_title", "statutes_lead", kind="case")
    documents = [d for d in library.registries.documents.values() if d.verified is not Verification.U]
    yield Sheet(head, "statutes.html", {"entries": entries, "documents": documents})
    for entry in entries:
        yield _statute(entry, citations, site, language)


def _statute(entry: Entry, citations: Citations, site: Site, language: Language) -> Sheet:
    statute = entry.statute
    name = statute.name if language is Language.ZH else statute.en
    head = Head(
        path=site.page(entry.page, language),
        language=language,
        title=name,
        description=word("statute_note", language).format(name=name, n=entry.provisions),
        kind="case",
        languages={other: site.page(entry.page, other) for other in Language},
    )
    rules = [_rule(statute, provision, citations, language) for provision in _shown(statute)]
    values = {"entry": entry, "rules": rules, "renumbered": _renumbered(statute, language)}
    return Sheet(head, "statute.html", values)


def _shown(statute: Statute) -> list[Provision]:
    """The provisions that may be mentioned at all, in the order of their numbers."""
    kept = [p for p in statute.provisions if p.verified is not Verification.U]
    return sorted(kept, key=lambda p: [int(part) for part in p.number.split("-")])


def _rule(statute: Statute, provision: Provision, citations: Citations, language: Language) -> Rule:
    eras = []
    for version in provision.versions:
        key = (statute.id, anchor(provision, version))
        quotable = provision.verified.quotable and version.text
        eras.append(
            Era(
                anchor=key[1],
                article=_number(version.article, version.number, language),
                version=version,
                penalty=_said(version.penalty or (provision.penalty if version.valid_to is None else None)),
                paragraphs=paragraphs(version) if quotable else (),
                citing=citations.newest.get(key, []),
                total=citations.totals.get(key, 0),
            )
        )
    usurped = [
        (other.number, _number(other.article, other.number, language), _subject(other, language), old.valid_to)
        for other in _shown(statute)
        if other is not provision
        for old in other.versions
        if old.number == provision.number and old.valid_to
    ]
    article = _number(provision.article, provision.number, language)
    subject = _subject(provision, language) if language is Language.ZH else ""
    return Rule(provision, article, subject, eras, usurped, sum(era.total for era in eras))


def _renumbered(statute: Statute, language: Language) -> list[tuple[str, str, str, date]]:
    """The numbers that were given up: the old one, the present one, where it stands, and the last day of the old."""
    found = [
        (
            [int(part) for part in old.number.split("-")],
            (
                _number(old.article, old.number, language),
                _number(provision.article, provision.number, language),
                provision.number,
                old.valid_to,
            ),
        )
        for provision in _shown(statute)
        for old in provision.versions
        if old.valid_to and old.number != provision.number
    ]
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _number(article: str, number: str, language: Language) -> str:
    return article if language is Language.ZH else f"Article {number}"


def _subject(provision: Provision, language: Language) -> str:
    """What a provision is about, in a few words; in English only its plain reading says so."""
    if language is Language.EN:
        return provision.plain.en
    return _said(provision.topic) or _said(provision.offence) or provision.plain.zh


def _said(entry: str | None) -> str:
    """What the registry says in a field; where it says that there is nothing (`—`, or words in brackets), nothing."""
    return "" if entry is None or entry.startswith(("—", "（")) else entry


def marked(version: Sequence[str], beside: Sequence[str]) -> list[Markup]:
    """The paragraphs of a version, with the words in `<mark>` that are not in the version `beside`."""
    text = "\n".join(version)
    matcher = SequenceMatcher(None, "\n".join(beside), text, autojunk=False)
    if not beside or matcher.ratio() < ALIKE:
        return [escape(paragraph) for paragraph in version]
    pieces = [
        piece
        for operation, _, _, start, end in matcher.get_opcodes()
        for piece in _lines(text[start:end], same=operation == "equal")
    ]
    return [Markup(line) for line in "".join(pieces).split("\n")]


def _lines(text: str, *, same: bool) -> Iterator[str]:
    """A stretch of text as HTML, its lines marked one by one where it is not the `same`."""
    for number, line in enumerate(text.split("\n")):
        yield "\n" * (number > 0)
        yield str(escape(line)) if same or not line else f"<mark>{escape(line)}</mark>"


def _citations(library: Library, site: Site, language: Language) -> Citations:
    """One walk over the articles that stand, newest first; an article counts once for each version that it cites."""
    newest: dict[Key, list[Citing]] = defaultdict(list)
    totals: dict[Key, int] = defaultdict(int)
    articles: dict[str, int] = defaultdict(int)
    known: dict[tuple[str, date], Key | None] = {}
    for article in library.shelf(language):
        if article.status is not Status.PUBLISHED:
            continue
        keys = dict.fromkeys(_resolved(library.registries, known, *cited) for cited in article.cited)
        found = [key for key in keys if key]
        for key in found:
            totals[key] += 1
            if len(newest[key]) < CITING:
                noun = article.section.noun[0 if language is Language.ZH else 1]
                newest[key].append(Citing(noun, article.title, site.article(article)))
        for law in {key[0] for key in found}:
            articles[law] += 1
    return Citations(newest, totals, articles)


def _resolved(registries: Registries, known: dict[tuple[str, date], Key | None], id: str, on: date) -> Key | None:
    """The version that is meant by `id` on the day `on`; looked up once for all articles that mean it."""
    if (id, on) not in known:
        found = registries.cite(id, on)
        known[id, on] = (
            (found.statute.id, anchor(found.provision, found.version)) if isinstance(found, Wording) else None
        )
    return known[id, on]


def report_sheet(library: Library, site: Site, language: Language) -> Sheet:
    """The page of the official channels: what for, the most urgent first."""
    by_need: dict[Need, list[Channel]] = {need: [] for need in Need}
    for channel in library.registries.channels.values():
        if channel.verified in _SEEN:
            by_need[channel.need].append(channel)
    head = leaf(site, "report", language, "report_title", "report_lead")
    groups = [(need, channels) for need, channels in by_need.items() if channels]
    return Sheet(head, "report.html", {"groups": groups, "seen": {str(code): name for code, name in _SEEN.items()}})
