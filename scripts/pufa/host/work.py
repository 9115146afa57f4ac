"""What worker processes do: parse, print, draw and index, each a pure function of what it is sent.

A worker may sit on another machine, so everything comes as arguments and goes back as values; what is the same for all
calls of a build comes as a Desk, packed once and unpacked once a worker.
"""

import gc
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import NamedTuple

from pufa import disk
from pufa.cards.studio import Studio
from pufa.checks.rules import check_entry
from pufa.intake.article import parse_article
from pufa.model.article import KINDS, Article
from pufa.model.artifact import Artifact
from pufa.model.body import Body, Heading, Quotation
from pufa.model.finding import Finding
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Section
from pufa.pages.bytecode import Bytecode
from pufa.pages.sheet import Sheet
from pufa.pages.theme import Theme
from pufa.paper.compositor import Compositor
from pufa.press import Kit, Press, Unprintable
from pufa.search.index import build_index


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collector: what a build makes lives to its end, and is looked through again and again in vain.

    Reading 10,000 articles from the ledger took 1.06 s with it and 0.39 s without.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Desk(NamedTuple):
    """What every call of a build needs. `drawer` is the folder in which compiled templates are kept, if anywhere."""

    site: Site
    registries: Registries
    theme: disk.ThemeFiles
    drawer: str = ""


def pack(desk: Desk) -> bytes:
    """The desk as bytes, to be sent with each call (between our own processes only, never kept)."""
    return pickle.dumps(desk)


class Typed(NamedTuple):
    """An article as JSON, with the section that says which form it is."""

    section: str
    json: str

    @classmethod
    def of(cls, article: Article) -> "Typed":
        """The article, to be sent."""
        return cls(str(article.section), article.model_dump_json())

    def article(self) -> Article:
        """The article again."""
        return KINDS[Section(self.section)].model_validate_json(self.json)


class Parsed(NamedTuple):
    """A file of content/, read and judged by itself; None where it cannot be published.

    `slim` is the article without its text: headings, links and quoted provisions are kept, which other pages need.
    """

    path: str
    article: Typed | None
    slim: Typed | None
    findings: list[Finding]


class Manuscript(NamedTuple):
    """An article to be printed: as parsed already, or the file to be parsed again."""

    path: str
    article: Typed | None
    data: bytes


@lru_cache(maxsize=1)
def _desk(packed: bytes) -> Desk:
    desk = pickle.loads(packed)
    assert isinstance(desk, Desk)
    return desk


@lru_cache(maxsize=1)
def press(packed: bytes) -> Press:
    """The press of a desk, set up once; it is given its library by whoever prints."""
    desk = _desk(packed)
    drawer = disk.Drawer(desk.drawer)
    bytecode = Bytecode(drawer.read, drawer.write) if desk.drawer else None
    theme = Theme(desk.theme.templates, desk.theme.assets, desk.theme.art, bytecode)
    kit = Kit(theme, partial(studio, packed), Compositor(desk.theme.paper, disk.font_folder()))
    return Press(Library([], desk.registries), desk.site, kit)


@lru_cache(maxsize=1)
def studio(packed: bytes) -> Studio:
    """The studio of a desk, set up once."""
    theme = _desk(packed).theme
    return Studio(theme.art, disk.read_font(), theme.palette, theme.scenes)


@undisturbed()
def parse(packed: bytes, files: Sequence[tuple[str, bytes]]) -> list[Parsed]:
    """Read and judge each file (path, content) by itself."""
    registries = _desk(packed).registries
    found = []
    for path, data in files:
        entry, findings = parse_article(path, data)
        if entry:
            findings = [*findings, *check_entry(entry, registries)]
        if entry is None:
            found.append(Parsed(path, None, None, findings))
        else:
            found.append(Parsed(path, Typed.of(entry.article), Typed.of(slim(entry.article)), findings))
    return found


def slim(article: Article) -> Article:
    """The article without its text: its headings and links are kept, which others point at."""
    body = article.body
    kept = Body(parts=tuple(part for part in body.parts if isinstance(part, Heading | Quotation)), links=body.links)
    return article.model_copy(update={"body": kept})


def _articles(manuscripts: Sequence[Manuscript]) -> list[Article]:
    articles = []
    for manuscript in manuscripts:
        if manuscript.article:
            articles.append(manuscript.article.article())
        else:
            entry, findings = parse_article(manuscript.path, manuscript.data)
            assert entry, findings  # it was parsed and judged before
            articles.append(entry.article)
    return articles


def _gathered(
    packed: bytes, articles: Sequence[Article], neighbours: Mapping[str, Typed]
) -> tuple[Library, Mapping[str, Article]]:
    """A library of the `articles` and all that they name; and the neighbours by path."""
    near = {path: typed.article() for path, typed in neighbours.items()}
    own = {article.path for article in articles}
    return Library([*articles, *(a for path, a in near.items() if path not in own)], _desk(packed).registries), near


@undisturbed()
def print_pages(
    packed: bytes, manuscripts: Sequence[Manuscript], neighbours: Mapping[str, Typed], related: Sequence[Sequence[str]]
) -> list[tuple[Artifact, Artifact | None]]:
    """The page of each article, and what Pagefind is to index of it (nothing of a withdrawn one).

    `neighbours` are all articles that any of the pages names, by path; `related` are the paths of those that stand
    beneath each.
    """
    printer = press(packed)
    articles = _articles(manuscripts)
    library, near = _gathered(packed, articles, neighbours)
    printer.take(library)
    return [
        (printer.page(article, [near[path] for path in paths]), printer.staged(article))
        for article, paths in zip(articles, related, strict=True)
    ]


@undisturbed()
def print_sheets(packed: bytes, sheets: Sequence[Sheet]) -> list[Artifact]:
    """The page of each sheet."""
    printer = press(packed)
    return [printer.sheet(sheet) for sheet in sheets]


@undisturbed()
def draw_cards(packed: bytes, articles: Sequence[Typed]) -> list[Artifact | list[Finding]]:
    """The card of each article, or why it cannot be drawn."""
    printer = press(packed)
    drawn: list[Artifact | list[Finding]] = []
    for typed in articles:
        try:
            drawn.append(printer.card(typed.article()))
        except Unprintable as error:
            drawn.append(error.findings)
    return drawn


@undisturbed()
def make_kits(
    packed: bytes, manuscripts: Sequence[Manuscript], neighbours: Mapping[str, Typed], cards: Sequence[int]
) -> list[list[Artifact] | list[Finding]]:
    """The share kit of each article, or why it cannot be drawn.

    `neighbours` are all articles that any of them names; `cards` how many bytes the card of each has.
    """
    printer = press(packed)
    articles = _articles(manuscripts)
    printer.take(_gathered(packed, articles, neighbours)[0])
    made: list[list[Artifact] | list[Finding]] = []
    for article, card in zip(articles, cards, strict=True):
        try:
            made.append(printer.share_kit(article, card))
        except Unprintable as error:
            made.append(error.findings)
    return made


@undisturbed()
def print_collections(packed: bytes, manuscripts: Sequence[Manuscript], language: Language) -> list[Artifact]:
    """What is printed of all guides of a `language`: these. Raises Unprintable."""
    printer = press(packed)
    printer.take(Library(_articles(manuscripts), _desk(packed).registries))
    return list(printer.collections(language))


def index(staged: Mapping[str, bytes]) -> list[Artifact]:
    """The files of the search index over the `staged` pages, by path; their paths begin at the index. Raises IndexFailed."""
    return build_index(staged)
