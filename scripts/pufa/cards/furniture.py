"""What stands on every picture: the row of the chip, and who speaks and whom to call."""

from collections.abc import Sequence

import segno

from pufa.cards.caption import Caption
from pufa.cards.layout import Block, Box, Code, Desk, Drawing, Element, Fill, pill_end, standing
from pufa.cards.palette import Colour
from pufa.cards.story import Story

QUIET = 4
"""Modules of white around a QR code."""


def chip_row(
    desk: Desk, words: Caption, x: float, middle: float, height: int, right: float, paper: Colour, aside: bool = True
) -> list[Element]:
    """Chip, mark, and (`aside`) as much of the context as there is room for before `right`."""
    chip = desk.pill(x, middle, height, words.chip, desk.ground.chip, desk.ground.chip_text)
    elements, x = [*chip.elements], pill_end(chip)
    if words.mark:
        gap = height * 0.22
        mark = desk.pill(
            x + gap,
            middle,
            height,
            words.mark.text,
            desk.colour(words.mark.colour),
            desk.colour("white"),
            right - x - gap,
        )
        elements, x = [*elements, *mark.elements], pill_end(mark)
    if aside:
        x += height * 0.4
        sizes = range(round(height * 0.54), round(height * 0.4), -1)
        measure = desk.measure(600)
        for count in range(len(words.context), 0, -1):
            text = " · ".join(part for part in words.context[:count] if part)
            size = next((size for size in sizes if measure(text) * size <= right - x), None)
            if size:
                return [*elements, desk.line(x, middle, text, size, 600, desk.colour("ink_soft"), paper)]
    return elements


def name_row(
    desk: Desk, words: Caption, x: float, middle: float, sizes: Sequence[int], right: float, paper: Colour
) -> tuple[list[Element], float]:
    """Shield, name of the site, and whether it is a demonstration; and where the row ends."""
    largest = sizes[0]
    shield = standing("props/shield", desk.studio, x, middle + largest * 0.72, largest * 1.2)
    left = x + largest * 1.2 + largest * 0.4
    height = round(largest * 1.2)
    demo = desk.pill(0, 0, height, words.demo, desk.colour("paper"), desk.colour("ink")) if words.demo else None
    aside = pill_end(demo) + largest * 0.5 if demo else 0
    on = desk.colour("teal_deep"), paper
    name = desk.fitted(left, middle, words.site, sizes, 800, right - left - aside, on)
    elements: list[Element] = [shield, name]
    end = name.box.right
    if words.demo:
        fill = desk.colour("gold_pale" if paper == desk.colour("paper") else "paper")
        demo = desk.pill(end + largest * 0.5, middle, height, words.demo, fill, desk.colour("ink"))
        elements, end = [*elements, *demo.elements], pill_end(demo)
    return elements, end


def band(desk: Desk, words: Caption, width: int, top: int, bottom: int, margin: int) -> list[Element]:
    """A strip of paper with who speaks on the left and whom to call on the right."""
    paper, middle = desk.colour("paper"), (top + bottom) / 2
    calls = desk.measure(600)(words.hotlines)
    size = round((bottom - top) * 0.32)
    row, end = name_row(desk, words, margin, middle, range(size + 5, 21, -1), width - margin - 20 - calls * 22, paper)
    small = max(22, min(size, int((width - margin - end - 24) / calls)))
    call = desk.line(width - margin - calls * small, middle, words.hotlines, small, 600, desk.colour("ink"), paper)
    return [Fill(Box(0, top, width, bottom), paper), *row, call]


def code(story: Story, x: float, y: float, room: int, from_right: bool = False) -> Code:
    """The article's address as a QR code, at most `room` pixels wide; `x` is its left side, or its right one."""
    # Level M, so that a crease or a thumb does not spoil it; no micro codes, which most phones cannot read.
    modules = segno.make(story.address, error="m", micro=False, boost_error=False)
    rows = tuple(bytes(row) for row in modules.matrix_iter(scale=1, border=QUIET))
    module = max(1, room // len(rows))
    return Code(round(x) - (module * len(rows) if from_right else 0), round(y), module, rows)


def ending(story: Story, desk: Desk, width: int, margin: int) -> Block:
    """The end of a long picture: the code, how to read on, who speaks and whom to call. It stands on paper."""
    words, paper = story.caption, desk.colour("paper")
    ink, soft = desk.colour("ink"), desk.colour("ink_soft")
    qr = code(story, margin, 64, 330)
    left = margin + qr.side + 48
    room = width - margin - left
    lines = [
        desk.fitted(left, 108, story.scan, range(48, 23, -1), 800, room, (ink, paper)),
        desk.fitted(left, 168, story.read, range(34, 17, -1), 500, room, (soft, paper)),
        desk.fitted(left, 226, story.domain, range(52, 19, -1), 800, room, (desk.colour("teal_deep"), paper)),
        desk.fitted(left, 352, words.hotlines, range(38, 19, -1), 600, room, (ink, paper)),
    ]
    row, _ = name_row(desk, words, left, 296, range(38, 19, -1), width - margin, paper)
    return Block((qr, *lines, *row), qr.side + 128)


def ground(desk: Desk, shape: str, width: int, y: int = 0) -> Drawing:
    """The landscape behind a picture: `shape` is empty, `-square` or `-tall`."""
    return Drawing(f"backgrounds/{desk.kind}{shape}", 0, y, width)
