"""What a page is before it is printed: its frame, its template, and what it shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Topic
from pufa.pages.words import WORDS

PER_PAGE = 24
"""Articles on one page of a list."""

T = TypeVar("T")


_NOWHERE: Mapping[Language, str] = {}


class Head(NamedTuple):
    """What the frame of a page needs to know about it.

    `title` is the document's, without the site's name. `kind` is the ground it stands on: guide, case, rumor, alert.
    `languages` leads to the same page in every language that has it, itself included. `card` is the path of its picture.
    `finder`: the search box stands in the bar; pages without it have a larger one. `bare`: on a phone only the bar stays.
    `discreet`: the reader may have to leave at once. `sealed`: what is typed cannot be sent, so there is no search box.
    """

    path: str
    language: Language
    title: str
    description: str
    kind: str = "guide"
    section: Section | Topic | None = None
    languages: Mapping[Language, str] = {}  # a MappingProxyType could not be sent to a worker
    card: str = ""
    published: datetime | None = None
    changed: datetime | None = None
    indexed: bool = True
    finder: bool = True
    bare: bool = False
    discreet: bool = False
    sealed: bool = False
    article: bool = False


class Sheet(NamedTuple):
    """A page that is not an article's, before it is printed: its frame, its template, and what it shows."""

    head: Head
    template: str
    values: dict[str, Any]


def word(name: str, language: Language) -> str:
    """One of the site's own words or sentences, by its name in WORDS."""
    return WORDS[name].to(language)


def leaf(site: Site, name: str, language: Language, title: str, description: str, **more: Any) -> Head:
    """The frame of a page of its own (`name`), which every language has; title and description by their names in WORDS."""
    return Head(
        path=site.page(name, language),
        language=language,
        title=word(title, language),
        description=word(description, language),
        languages={other: site.page(name, other) for other in Language},
        **more,
    )


def paged(items: Sequence[T], size: int = PER_PAGE) -> list[list[T]]:
    """`items` page by page, `size` on each; of nothing there is one page, which is empty."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)] or [[]]
