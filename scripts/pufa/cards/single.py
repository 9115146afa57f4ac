"""Pictures that stand alone: the heads of a WeChat article, the portrait and the square.

A rumor's verdict stands where it stays whole however the middle is cut out (1:1, 3:4 or 2.35:1).
"""

import math

from pufa.cards.furniture import band, chip_row, code, ground, name_row
from pufa.cards.layout import Block, Box, Desk, Element, Fill, Layout, Stamp, staged
from pufa.cards.story import Story
from pufa.model.text import Language

TITLE = 850
"""The weight of titles."""

_STEP = 48


def head(story: Story, scene: str, desk: Desk) -> Layout:
    """900×383, above an article in WeChat: a broad title, the scene at its side."""
    words, paper, ink = story.caption, desk.ground.paper, desk.colour("ink")
    margin, right = 44, 384 if words.seal else 486
    sizes = range(50, 27, -1) if words.seal else range(64, 31, -2)
    pitch = 1.24 if desk.language is Language.ZH else 1.17
    title = desk.within(words.title, TITLE, right - margin, 216, sizes, pitch, 4 if words.seal else 3)
    block = desk.lines(margin, title, TITLE, pitch, ink, paper)
    elements: list[Element] = [ground(desk, "", 900, -89)]
    elements += staged(scene, desk.studio, Box(590 if words.seal else 500, 24, 884, 346), 0.78)
    elements += chip_row(desk, words, margin, 52, 42, right + 60, paper, aside=not words.seal)
    elements += block.down(92 + (216 - block.height) / 2)
    elements += name_row(desk, words, margin, 343, range(24, 15, -1), 380, _near(desk))[0]
    if words.seal:
        elements.append(Stamp(488, 186, 200, words.seal))
    return Layout(900, 383, paper, tuple(elements))


def thumb(story: Story, scene: str, desk: Desk) -> Layout:
    """500×500, beside a title in a list: what it is about in the largest letters, or the verdict."""
    words, paper, ink = story.caption, desk.ground.paper, desk.colour("ink")
    elements: list[Element] = [ground(desk, "-square", 500)]
    elements += chip_row(desk, words, 32, 50, 44, 468, paper, aside=False)
    if words.seal:
        title = desk.within(words.title, TITLE, 436, 60, range(44, 21, -1), 1.2, 2)
        elements += desk.lines(32, title, TITLE, 1.2, ink, paper).down(83)
        elements += staged(scene, desk.studio, Box(262, 172, 492, 456), 1.0)
        elements.append(Stamp(170, 252, 206, words.seal))
    else:
        subject = desk.within(story.subject, 900, 436, 162, range(96, 35, -2), 1.16, 3)
        block = desk.lines(32, subject, 900, 1.16, ink, paper)
        elements += block.down(86)
        elements += staged(scene, desk.studio, Box(20, 100 + block.height, 480, 452), 1.2, 1.4, floating=False)
    elements += name_row(desk, words, 32, 477, range(20, 13, -1), 320, _near(desk))[0]
    return Layout(500, 500, paper, tuple(elements))


def square(story: Story, scene: str, desk: Desk) -> Layout:
    """1080×1080: title above, scene below, a strip with who speaks."""
    words, paper, ink = story.caption, desk.ground.paper, desk.colour("ink")
    pitch = 1.24 if desk.language is Language.ZH else 1.16
    title = desk.within(words.title, TITLE, 924, 234 if words.seal else 250, range(92, 51, -2), pitch, 3)
    block = desk.lines(78, title, TITLE, pitch, ink, paper)
    elements: list[Element] = [ground(desk, "-square", 1080)]
    elements += chip_row(desk, words, 78, 102, 58, 1002, paper)
    elements += block.down(152)
    # In steps, so that pictures whose titles are nearly as high share a plate.
    top = 152 + math.ceil((block.height + 26) / _STEP) * _STEP
    zone = Box(480, max(top, 384), 1056, 966) if words.seal else Box(44, top, 1036, 966)
    elements += staged(scene, desk.studio, zone, 1.75, 1.35)
    if words.seal:
        elements.append(Stamp(312, 584, 350, words.seal))
    elements += band(desk, words, 1080, 990, 1080, 78)
    return Layout(1080, 1080, paper, tuple(elements))


def portrait(story: Story, scene: str, desk: Desk) -> Layout:
    """1080×1440 for feeds that dislike codes: title, what to take away, a large scene down to the ground."""
    words, near = story.caption, _near(desk)
    elements = tall(story, scene, desk, 1300, words.line)
    row, end = name_row(desk, words, 84, 1384, range(36, 21, -1), 600, near)
    calls = desk.measure(600)(words.hotlines)
    size = max(22, min(32, int((996 - end - 24) / calls)))
    call = desk.line(996 - calls * size, 1384, words.hotlines, size, 600, desk.colour("ink"), near)
    return Layout(1080, 1440, desk.ground.paper, (*elements, *row, call))


def portrait_with_code(story: Story, scene: str, desk: Desk) -> Layout:
    """1080×1440 with a QR code, and the domain in words beside it."""
    words, paper = story.caption, desk.colour("paper")
    elements = tall(story, scene, desk, 1196, words.line)
    qr = code(story, 1028, 1248, 184, from_right=True)
    right = qr.x - 28
    elements.append(Fill(Box(0, 1226, 1080, 1440), paper))
    elements += name_row(desk, words, 72, 1280, range(38, 21, -1), right, paper)[0]
    ink, soft = desk.colour("ink"), desk.colour("ink_soft")
    elements.append(desk.fitted(72, 1340, words.hotlines, range(34, 17, -1), 600, right - 72, (ink, paper)))
    tail = f"{story.scan} · {story.domain}"
    elements.append(desk.fitted(72, 1394, tail, range(30, 15, -1), 500, right - 72, (soft, paper)))
    elements.append(qr)
    return Layout(1080, 1440, desk.ground.paper, tuple(elements))


def tall(story: Story, scene: str, desk: Desk, feet: int, line: str) -> list[Element]:
    """Chip, title, takeaway and scene of a portrait, whose feet stand at `feet`; `line` is the takeaway."""
    words, paper, ink = story.caption, desk.ground.paper, desk.colour("ink")
    chinese = desk.language is Language.ZH
    pitch, line_pitch = (1.25, 1.5) if chinese else (1.16, 1.4)
    title = desk.within(words.title, TITLE, 912, 236, range(108, 55, -2), pitch, 3)
    block = desk.lines(84, title, TITLE, pitch, ink, paper)
    y = 186 + block.height + 22
    below = Block((), 0)
    if line:
        taken = desk.within(line, 500, 912, 566 - y, range(48, 31, -1), line_pitch, 3)
        below = desk.lines(84, taken, 500, line_pitch, ink, paper)
    elements: list[Element] = [ground(desk, "-tall", 1080)]
    elements += chip_row(desk, words, 84, 122, 62, 996, paper)
    elements += [*block.down(186), *below.down(y)]
    y += below.height
    zone = Box(452, 566, 1068, feet) if words.seal else Box(30, y + 34, 1050, feet)
    elements += staged(scene, desk.studio, zone, 2.0, 1.35)
    if words.seal:
        elements.append(Stamp(266, 756, 372, words.seal))
    return elements


def _near(desk: Desk) -> tuple[int, int, int]:
    """The colour of the ground under the feet."""
    return desk.colour({"guide": "mint", "case": "lilac", "rumor": "butter"}[desk.kind] + "_line")
