"""The picture of a section or topic, for feed readers: its name, and who works there."""

from pufa.cards.caption import masthead
from pufa.cards.furniture import ground, name_row
from pufa.cards.layout import Box, Desk, Element, Fill, Layout, standing
from pufa.cards.paint import paint
from pufa.cards.single import TITLE
from pufa.cards.studio import Studio
from pufa.model.site import ICON_SIZE as COVER_SIZE
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Topic

_MARGIN, _FEET = 36, 440
_CAST = {
    Section.GUIDES: ("guide", ("characters/xie-stop-right", "characters/weasel-uniform")),
    Section.CASES: ("case", ("characters/xie-law", "characters/weasel-tangled")),
    Section.RUMORS: ("rumor", ("characters/xie-magnifier", "characters/duck-megaphone")),
    Topic.ALERTS: ("alert", ("characters/xie-run", "props/bell")),
}
"""The ground, and who stands on it from left to right."""


def draw_cover(section: Section | Topic, language: Language, site: Site, studio: Studio) -> bytes:
    """A square PNG of 512 px. Raises UnknownArt and MissingGlyph as cards do."""
    return paint(lay_out_cover(section, language, site, studio), language, studio)


def lay_out_cover(section: Section | Topic, language: Language, site: Site, studio: Studio) -> Layout:
    """The same before it is drawn."""
    kind, cast = _CAST[section]
    desk = Desk(studio, language, kind)
    words = masthead(kind, section.to(language), site, language)
    for text in (words.title, words.site, words.demo):
        studio.typeface.check(text)
    paper, foot = desk.ground.paper, desk.colour("paper")
    title = desk.within(words.title, TITLE, COVER_SIZE - 2 * _MARGIN, 112, range(96, 39, -2), 1.1, 2)
    elements: list[Element] = [ground(desk, "-square", COVER_SIZE)]
    elements += desk.lines(_MARGIN, title, TITLE, 1.1, desk.colour("ink"), paper).down(30)
    width = (COVER_SIZE - 2 * _MARGIN) / len(cast)
    for i, art in enumerate(cast):
        elements.append(standing(art, studio, _MARGIN + width * i, _FEET, width * 0.94, _FEET - 150))
    elements.append(Fill(Box(0, _FEET + 14, COVER_SIZE, COVER_SIZE), foot))
    middle = (_FEET + 14 + COVER_SIZE) / 2
    elements += name_row(desk, words, _MARGIN, middle, range(28, 15, -1), COVER_SIZE - _MARGIN, foot)[0]
    return Layout(COVER_SIZE, COVER_SIZE, paper, tuple(elements))
