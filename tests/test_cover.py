"""The pictures of sections and topics, which feed readers show."""

import json
import struct
from pathlib import Path

import pytest

from conftest import ROOT
from pufa import disk
from pufa.cards.cover import draw_cover, lay_out_cover
from pufa.cards.layout import Box, Drawing
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Topic

SITE = Site("https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("编辑部", "Editors"), demo=True)
ALL = [*Section, *Topic]


@pytest.fixture(scope="module")
def studio() -> Studio:
    files = disk.read_theme(ROOT)
    return Studio(files.art, disk.read_font(), files.palette, files.scenes)


@pytest.mark.parametrize("section", ALL)
@pytest.mark.parametrize("language", list(Language))
def test_a_section_is_called_by_its_name_which_nothing_covers(
    section: Section | Topic, language: Language, studio: Studio
) -> None:
    layout = lay_out_cover(section, language, SITE, studio)
    first, *rest = layout.lines
    assert " ".join(line.text for line in layout.lines[: -len(rest) or None]) == section.to(language)
    for line in layout.lines:
        assert line.box.within(Box(0, 0, 512, 512))
    for drawing in layout.elements:
        if isinstance(drawing, Drawing) and not drawing.art.startswith("backgrounds/"):
            left, top, right, bottom = (drawing.width * part for part in studio.ink(drawing.art))
            assert not first.box.meets(Box(drawing.x + left, drawing.y + top, drawing.x + right, drawing.y + bottom))
    assert SITE.name.to(language) in [line.text for line in rest]


def test_no_two_sections_look_alike_and_each_is_a_small_square(studio: Studio) -> None:
    drawn = {section: draw_cover(section, Language.ZH, SITE, studio) for section in ALL}
    assert len(set(drawn.values())) == len(ALL)
    assert all(struct.unpack(">II", data[16:24]) == (512, 512) for data in drawn.values())
    assert all(len(data) < 40_000 for data in drawn.values())
    assert drawn[Section.CASES] == draw_cover(Section.CASES, Language.ZH, SITE, studio)


def test_a_name_that_the_font_cannot_draw_is_refused(studio: Studio) -> None:
    with pytest.raises(MissingGlyph):
        draw_cover(Section.CASES, Language.ZH, SITE._replace(name=Text("普法🐔", "Pufa")), studio)


@pytest.mark.parametrize("section", ALL)
def test_every_feed_of_a_section_shows_its_picture(section: Section | Topic, site: Path) -> None:
    for root in ("", "en/"):
        icon = json.loads((site / f"{root}{section}/feed.json").read_text("utf-8"))["icon"]
        assert icon == f"https://pufa.example/cards/{root}{section}.png"
        assert (site / f"cards/{root}{section}.png").is_file()
        assert f"<logo>{icon}</logo>" in (site / f"{root}{section}/atom.xml").read_text("utf-8") or (
            f"<icon>{icon}</icon>" in (site / f"{root}{section}/atom.xml").read_text("utf-8")
        )
