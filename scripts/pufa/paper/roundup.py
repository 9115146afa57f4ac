"""The round-up: what gives every fraud away, on one sheet for a wall."""

from collections.abc import Sequence
from itertools import pairwise, product
from math import ceil, inf
from typing import Any, NamedTuple

from pufa.cards.layout import Desk as Measures
from pufa.cards.layout import Drawing
from pufa.model.article import FraudGuide
from pufa.model.library import Library
from pufa.model.registry import Category, FraudType
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Status
from pufa.paper import words
from pufa.paper.compositor import Copy
from pufa.paper.imprint import Desk, imprint
from pufa.paper.picture import FINE, drawn
from pufa.paper.poster import TITLE

_CROWD = (
    ("characters/family-relieved", 0, 6, 176),
    ("characters/xie-stop-right", 138, 0, 190),
    ("characters/weasel-sneak", 300, 8, 176),
)
"""Who stands in the head of the sheet: name, left, top and width in points."""

_CROWD_SIZE = 480, 186

_COLUMNS = 3
_WIDE = {Language.ZH: 18, Language.EN: 38}  # characters in a line of a column
_HEAD, _ASTRAY = 4.2, 1.5  # lines: what a group's head takes, and what keeping the reading order is worth


class Group(NamedTuple):
    """A group of frauds with the guides that are written, in the order of the registry."""

    category: Category
    guides: list[tuple[FraudType, FraudGuide]]


def groups(library: Library, language: Language) -> list[Group]:
    """The groups that have guides in `language`; a guide that was withdrawn is not told again."""
    found: dict[str, list[tuple[FraudType, FraudGuide]]] = {id: [] for id in library.registries.categories}
    for kind in sorted(library.registries.fraud_types.values(), key=lambda kind: kind.n):
        guide = library.guide(kind.id, language)
        if isinstance(guide, FraudGuide) and guide.status is Status.PUBLISHED:
            found[kind.category].append((kind, guide))
    return [Group(library.registries.categories[id], guides) for id, guides in found.items() if guides]


def roundup(library: Library, language: Language, desk: Desk) -> Copy:
    """297×420 mm: every giveaway, numbered and grouped. Raises ValueError where `language` has no guide."""
    found = groups(library, language)
    guides = [guide for group in found for _, guide in group.guides]
    if not guides:
        raise ValueError(f"there is no guide in {language}")
    changed = max(guide.changed for guide in guides)
    title = words.ROUNDUP.to(language).format(len(guides))
    address = desk.site.absolute(desk.site.section(Section.GUIDES, language))
    lead = words.ROUNDUP_LEAD.to(language)
    values, pictures = imprint(
        desk, language, "guide", title, lead, address, changed, desk.site.tagged_paper("roundup", language)
    )
    pitch = 1.16 if language is Language.ZH else 1.08
    measures = Measures(desk.studio, language, "guide")
    headline = measures.within(title, TITLE, 352, 108, range(56, 25, -1), pitch, 2)
    values |= {
        "lead": lead,
        "scan": words.ROUNDUP_SCAN.to(language),
        "counted": words.GROUPS.to(language).format(n=len(found), count=len(guides)),
        "columns": [[_group(group, language) for group in column] for column in columns(found, language)],
        "headline": {"lines": list(headline.lines), "size": headline.size, "pitch": pitch},
        "alt": words.ILLUSTRATION.to(language).format(title),
    }
    pictures |= {f"group-{group.category.id}": desk.art[group.category.art] for group in found}
    crowd = [Drawing(art, x * FINE, y * FINE, width * FINE) for art, x, y, width in _CROWD]
    pictures["crowd"] = drawn(crowd, desk.art, *_CROWD_SIZE)
    pictures["ground"] = desk.art["backgrounds/guide"]
    return Copy("roundup.typ", values, pictures, changed)


def columns(found: Sequence[Group], language: Language) -> list[list[Group]]:
    """The groups in three columns of about the same height, in their order within each."""
    high = [_lines(group, language) for group in found]
    best: tuple[float, tuple[int, ...]] = inf, ()
    for way in product(range(_COLUMNS), repeat=len(found)):
        if way[0]:
            break  # the first group begins the first column
        heights = [0.0] * _COLUMNS
        for column, height in zip(way, high, strict=True):
            heights[column] += height
        # Of ways about equally high, the one that leaves fewest groups beside the reading order.
        astray = sum(before > after for before, after in pairwise(way))
        best = min(best, (max(heights) + _ASTRAY * astray, way))
    parts = [[group for group, column in zip(found, best[1], strict=True) if column == n] for n in range(_COLUMNS)]
    return sorted((part for part in parts if part), key=lambda part: part[0].guides[0][0].n)


def _lines(group: Group, language: Language) -> float:
    """About how many lines a group takes."""
    wide = _WIDE[language]
    return _HEAD + sum(1.6 + ceil(len(guide.giveaway) / wide) for _, guide in group.guides)


def _group(group: Group, language: Language) -> dict[str, Any]:
    return {
        "id": group.category.id,
        "name": group.category.to(language),
        "motto": group.category.motto.to(language),
        "entries": [
            {"n": str(kind.n), "name": kind.to(language), "giveaway": guide.giveaway} for kind, guide in group.guides
        ],
    }
