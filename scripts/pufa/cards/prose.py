"""Chapters of a story as blocks: lists with numbers, timelines, calls and conversations."""

from collections.abc import Callable, Iterable, Sequence

from pufa.cards.layout import Block, Box, Desk, Drawing, Element, Fill, Line, stacked
from pufa.cards.palette import Colour
from pufa.cards.story import Chat, Part, Remark
from pufa.cards.typography import Setting, paragraph
from pufa.model.text import Language

_WEIGHT = 500


def text(
    desk: Desk,
    words: str,
    x: float,
    width: float,
    size: int,
    weight: int,
    on: tuple[Colour, Colour],
    most: int | None = None,
    even: bool = False,
) -> Block:
    """A paragraph in a column that begins at `x`. `on`: ink and ground. `most` lines, where there is no room for all."""
    lines = paragraph(words, desk.language, desk.measure(weight), width / size, most, even)
    return desk.lines(x, Setting(size, lines), weight, pitch(desk), *on)


def pitch(desk: Desk) -> float:
    """From line to line in a paragraph, in ems."""
    return 1.45 if desk.language is Language.ZH else 1.34


def items(
    desk: Desk,
    part: Part,
    x: float,
    width: float,
    size: int,
    ground: Colour,
    most: int | None = None,
    begins: int = 1,
) -> list[Block]:
    """Every item of a chapter as a block of its own, in `size`; numbers begin with `begins`."""
    ink = desk.colour("ink")
    if part.form == "calls":
        return [_call(desk, item, x, width, size, ground, most) for item in part.items]
    if part.form == "events":
        return [_event(desk, item, x, width, size, ground, most) for item in part.items]
    if part.form == "statement":
        return [text(desk, item, x, width, size, 700, (ink, ground), most) for item in part.items]
    badge = {"flags": "coral_deep", "steps": "teal_deep", "hour": "teal_deep"}.get(part.form)
    indent = size * 1.7 if badge else size * 0.9
    blocks = []
    for number, item in enumerate(part.items, begins):
        block = text(desk, item, x + indent, width - indent, size, _WEIGHT, (ink, ground), most)
        mark = _number(desk, x, size, str(number), desk.colour(badge)) if badge else _dot(desk, x, size)
        blocks.append(Block((*mark, *block.elements), block.height))
    return blocks


def _number(desk: Desk, x: float, size: int, number: str, fill: Colour) -> list[Element]:
    side, middle = size * 1.22, size * pitch(desk) / 2
    box = Box(x, middle - side / 2, x + side, middle + side / 2)
    small = round(size * 0.74)
    wide = desk.measure(800)(number) * small
    word = desk.line(x + (side - wide) / 2, middle, number, small, 800, desk.colour("white"), fill)
    return [Fill(box, fill, round(side / 2)), word]


def _dot(desk: Desk, x: float, size: int) -> list[Element]:
    side, middle = size * 0.36, size * pitch(desk) / 2
    return [Fill(Box(x, middle - side / 2, x + side, middle + side / 2), desk.colour("gold"), round(side / 2))]


def _event(desk: Desk, item: str, x: float, width: float, size: int, ground: Colour, most: int | None) -> Block:
    when, _, what = item.partition("\t")
    deep, ink = desk.colour("teal_deep"), desk.colour("ink")
    indent = size * 0.9
    above = text(desk, when, x + indent, width - indent, size, 800, (deep, ground), 1)
    below = text(desk, what, x + indent, width - indent, size, _WEIGHT, (ink, ground), most)
    block = stacked([above, below], 0)
    rail = Fill(Box(x, size * 0.2, x + size * 0.2, block.height - size * 0.2), desk.colour("gold"), round(size * 0.1))
    return Block((rail, *block.elements), block.height)


def _call(desk: Desk, item: str, x: float, width: float, size: int, ground: Colour, most: int | None) -> Block:
    number, _, purpose = item.partition("\t")
    large = min(round(size * 3), 132)
    top = Setting(large, (number,))
    above = desk.lines(x, top, 900, 1.15, desk.colour("coral_deep"), ground)
    return stacked([above, text(desk, purpose, x, width, size, _WEIGHT, (desk.colour("ink"), ground), most)], 0)


def remarks(desk: Desk, chat: Chat, said: Sequence[Remark], x: float, width: float, size: int, ground: Colour) -> Block:
    """Part of a conversation: bubbles of both sides, and the flags between them."""
    blocks: list[Block] = []
    before = ""
    for remark in said:
        if remark.who:
            blocks.append(_bubble(desk, remark, x, width, size, ground, remark.who != before))
        else:
            blocks.append(_flag(desk, chat.flag, remark.text, x, width, size))
        before = remark.who
    return stacked(blocks, size * 0.5)


def _bubble(desk: Desk, remark: Remark, x: float, width: float, size: int, ground: Colour, named: bool) -> Block:
    pad, face = size * 0.6, size * 2.8
    fill = desk.colour("gold_pale" if remark.me else "white")
    room = width - face - size * 3
    said = text(desk, remark.text, 0, room - 2 * pad, size, _WEIGHT, (desk.colour("ink"), fill))
    words = [element for element in said.elements if isinstance(element, Line)]
    wide = max(line.width for line in words)
    left = x + width - face - size * 0.4 - wide - 2 * pad if remark.me else x + face + size * 0.4
    top = 0.0
    elements: list[Element] = []
    if named:
        small = round(size * 0.72)
        name = desk.measure(600)(remark.who) * small
        at = x + width - face - size * 0.4 - name if remark.me else left
        elements.append(desk.line(at, small * 0.6, remark.who, small, 600, desk.colour("ink_soft"), ground))
        elements.append(Drawing(remark.art, round(x + width - face if remark.me else x), 0, round(face)))
        top = small * 1.35
    height = said.height + pad
    elements.append(Fill(Box(left, top, left + wide + 2 * pad, top + height), fill, round(size * 0.6)))
    elements += [line.down(top + pad / 2)._replace(x=left + pad) for line in words]
    return Block(tuple(elements), max(top + height, face if named else 0))


def _flag(desk: Desk, label: str, words: str, x: float, width: float, size: int) -> Block:
    rose, deep, pad = desk.colour("rose"), desk.colour("coral_deep"), size * 0.6
    head = desk.measure(800)(label) * size
    block = text(desk, words, x + head + 2.2 * pad, width - head - 3.2 * pad, size, _WEIGHT, (desk.colour("ink"), rose))
    word = desk.line(x + pad, pad * 0.7 + size * pitch(desk) / 2, label, size, 800, deep, rose)
    box = Box(x, 0, x + width, block.height + 1.4 * pad)
    return Block((Fill(box, rose, round(size * 0.4)), word, *block.down(pad * 0.7)), block.height + 1.4 * pad)


def largest(
    make: Callable[[int, int | None], Iterable[Block]], sizes: Sequence[int], gap: float, height: float
) -> Block:
    """The blocks that `make` gives for a size, in the largest of the `sizes` at which they are no higher than `height`.

    At the smallest size items lose their ends, as few lines as it takes; `make` is also given the most lines an item has.
    """
    for size in sizes:
        block = spread(make(size, None), size * gap, height)
        if block.height <= height:
            return block
    found = list(make(sizes[-1], 1))
    for most in range(int(height / sum(block.height for block in found)) + 1, 1, -1):
        block = spread(make(sizes[-1], most), sizes[-1] * gap, height)
        if block.height <= height:
            return block
    while len(found) > 1 and sum(block.height for block in found) > height:
        del found[len(found) // 2]  # how it began and how it ended count most
    return spread(found, 0, height)


def spread(blocks: Iterable[Block], gap: float, height: float) -> Block:
    """Blocks one below the other, further apart where there is room (up to twice the gap)."""
    found = list(blocks)
    free = height - sum(block.height for block in found)
    between = max(gap, min(2 * gap, free / (len(found) + 1))) if found else gap
    return stacked(found, between)
