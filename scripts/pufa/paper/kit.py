"""Every paper by name: those of an article, and those of a whole library."""

from collections.abc import Callable, Mapping

from pufa.model.article import Article
from pufa.model.library import Library
from pufa.model.text import Language
from pufa.paper.booklet import booklet, booklet_large
from pufa.paper.compositor import Compositor, Copy
from pufa.paper.handout import handout
from pufa.paper.imprint import Desk
from pufa.paper.poster import poster_a3, poster_a4
from pufa.paper.roundup import groups, roundup

_PAPERS: Mapping[str, Callable[[Article, Desk], Copy]] = {
    "poster-a4": poster_a4,
    "poster-a3": poster_a3,
    "handout": handout,
}
_COLLECTIONS: Mapping[str, Callable[[Library, Language, Desk], Copy]] = {
    "roundup-a3": roundup,
    "booklet": booklet,
    "booklet-large": booklet_large,
}


def papers(article: Article) -> tuple[str, ...]:  # noqa: ARG001  (all have the same; a withdrawn one says so)
    """The names of the papers that `article` has."""
    return tuple(_PAPERS)


def print_paper(name: str, article: Article, desk: Desk, compositor: Compositor) -> bytes:
    """The paper `name` of `article` as PDF.

    Raises KeyError for a name that is none, MissingGlyph for a character that the font lacks, UnknownScene and
    UnknownArt for drawings that do not exist.
    """
    return _printed(_PAPERS[name](article, desk), desk, compositor)


def collections(library: Library, language: Language) -> tuple[str, ...]:
    """The names of the papers that are made from all guides of `language`; without a guide there are none."""
    return tuple(_COLLECTIONS) if groups(library, language) else ()


def print_collection(name: str, library: Library, language: Language, desk: Desk, compositor: Compositor) -> bytes:
    """The paper `name` of all guides of `language` as PDF.

    Raises as `print_paper` does, ValueError where there is no guide, LookupError for a provision that is not registered.
    """
    return _printed(_COLLECTIONS[name](library, language, desk), desk, compositor)


def _printed(copy: Copy, desk: Desk, compositor: Compositor) -> bytes:
    for text in copy.texts:
        desk.studio.typeface.check(text)
    return compositor.compose(copy)
