"""The nine tiles: an article taken apart into squares, each of which can be read alone."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pufa.cards.furniture import band, chip_row, code, ground
from pufa.cards.layout import Block, Box, Desk, Drawing, Element, Fill, Layout, Stamp, standing
from pufa.cards.prose import items, largest, remarks
from pufa.cards.single import TITLE, square
from pufa.cards.story import Part, Remark, Story
from pufa.model.text import Language

NINE = 9
_SIDE = 1080
_GAP = 40  # an item takes room besides its characters
_LISTS = "flags", "steps", "hour", "lines", "events", "calls"
_TALK = "mint_deep"  # what bubbles stand on
_SIZES = range(62, 25, -2)
_FACES = {
    "flags": ("rose", "characters/xie-stop"),
    "steps": ("mint", "characters/xie-explain"),
    "hour": ("butter", "characters/xie-phone"),
    "lines": ("mint", "characters/xie-magnifier"),
    "events": ("lilac", "characters/xie-read"),
    "calls": ("mint_deep", "characters/duck-megaphone"),
    "chat": ("lilac", "characters/weasel-sneak"),
    "closing": ("lilac", "characters/xie-welcome"),
}
"""Paper and character of each form of tile."""


class Tile(NamedTuple):
    """What one square tells: `form` is that of its part, or `cover`, `chat` or `closing`; its items count from `begins`."""

    form: str
    heading: str
    items: tuple[str, ...] = ()
    said: tuple[Remark, ...] = ()
    begins: int = 1


def tiles(story: Story) -> list[Tile]:
    """Nine tiles in order; fewer only where an article has too little to say."""
    parts = [part for part in story.parts if part.form == "statement" or part.form in _LISTS]
    chapters = [Tile(part.form, part.heading, part.items) for part in parts]
    if story.chat:
        # With a conversation to show there is no room for the facets and for what is special in the first hour.
        chapters = [tile for tile in chapters if tile.form != "lines"]
        chapters[1:1] = _conversation(story)
    found = [Tile("cover", ""), *chapters, Tile("closing", story.whole)][:NINE]
    while len(found) < NINE:
        lists = [tile for tile in found if tile.form in _LISTS and len(tile.items) > 1]
        if not lists:
            break
        longest = max(lists, key=lambda tile: sum(len(item) + _GAP for item in tile.items))
        at, half = found.index(longest), (len(longest.items) + 1) // 2
        # Numbers go on counting in the second half.
        first = longest._replace(items=longest.items[:half])
        second = longest._replace(items=longest.items[half:], begins=longest.begins + half)
        found[at : at + 1] = [first, second]
    return found


def _conversation(story: Story) -> list[Tile]:
    """How it begins, up to the first flag; and how it ends, up to the last one."""
    chat = story.chat
    assert chat
    flags = [i for i, remark in enumerate(chat.remarks) if not remark.who]
    first = flags[0] + 1 if flags else (len(chat.remarks) + 1) // 2
    last = flags[-1] + 1 if len(flags) > 1 else len(chat.remarks)
    cuts = (chat.heading, chat.remarks[:first]), (chat.on, chat.remarks[first:last])
    return [Tile("chat", heading, said=said) for heading, said in cuts if said]


def tile(number: int, story: Story, scene: str, desk: Desk) -> Layout:
    """The square of that `number`, from 1. Raises IndexError."""
    told = tiles(story)[number - 1]
    if told.form == "cover":
        return square(story, scene, desk)
    draw = _content(told, story, desk)
    if story.caption.seal:
        return _stamped(told, story, desk, draw)
    if told.form == "statement":
        return _statement(told, story, scene, desk)
    return _panel(told, story, desk, draw)


Draw = Callable[[float, float, float], Block]
"""What fills a panel: given where its text begins, its width and its height."""


def _content(told: Tile, story: Story, desk: Desk) -> Draw:
    white, talked = desk.colour("white"), desk.colour(_TALK)

    def listed(x: float, width: float, height: float) -> Block:
        part = Part(told.form, told.heading, told.items)
        sizes = range(84, 29, -2) if told.form == "statement" else _SIZES
        return largest(
            lambda size, most: items(desk, part, x, width, size, white, most, told.begins), sizes, 0.55, height
        )

    def talk(x: float, width: float, height: float) -> Block:
        chat = story.chat
        assert chat

        def make(said: Sequence[Remark], size: int) -> Block:
            return remarks(desk, chat, said, x, width, size, talked)

        # Where there is no room for all of it, what was said first goes first, or the letters do: how it began is
        # told whole, how it went on is told in large ones. A remark is never cut.
        smallest = 30 if told.heading == chat.heading else 38
        tries = [told.said[start:] for start in range(len(told.said))]
        ways = (make(said, size) for said in tries for size in range(46, smallest - 1, -2))
        return next((block for block in ways if block.height <= height), make(tries[-1], 26))

    def closing(x: float, width: float, height: float) -> Block:
        return _address(story, desk, x, width, height)

    return {"chat": talk, "closing": closing}.get(told.form, listed)


def _address(story: Story, desk: Desk, x: float, width: float, height: float) -> Block:
    white, ink, soft = desk.colour("white"), desk.colour("ink"), desk.colour("ink_soft")
    deep = desk.colour("teal_deep")
    scan, read = (story.scan, range(52, 19, -1), 800, ink), (story.read, range(40, 19, -1), 500, soft)
    texts = scan, read, (story.domain, range(72, 19, -1), 800, deep)
    if width > height:  # beside it, else below
        qr = code(story, x, 0, int(min(width * 0.5, height)))
        x, width, y = x + qr.side + 40, width - qr.side - 40, qr.side / 2 - 84
    else:
        qr = code(story, 0, 0, int(min(width, height - 240)))
        qr, y = qr._replace(x=round(x + (width - qr.side) / 2)), qr.side + 56.0
    lines = []
    for i, (text, sizes, weight, colour) in enumerate(texts):
        line = desk.fitted(x, y + 84 * i, text, sizes, weight, width, (colour, white))
        lines.append(line._replace(x=x + (width - line.width) / 2))
    bottom = max(qr.side, lines[-1].box.bottom + 10)
    return Block((qr, *lines), bottom)


def _panel(told: Tile, story: Story, desk: Desk, draw: Draw) -> Layout:
    """Heading above a white panel, over which somebody looks."""
    name, art = _FACES[told.form]
    paper = desk.colour(name)
    chat = told.form == "chat"  # it needs all the height there is
    panel = Box(44, 262 if chat else 318, 1036, 954)
    elements: list[Element] = [_peeking(art, desk, 712, 46, 310)]
    elements += chip_row(desk, story.caption, 64, 98, 56, 700, paper)
    heading = desk.within(told.heading, TITLE, 628, panel.top - 162, range(92, 43, -2), 1.16, 2)
    block = desk.lines(64, heading, TITLE, 1.16, desk.colour("ink"), paper)
    elements += block.down(138 + (panel.top - 156 - block.height) / 2)
    elements.append(Fill(panel, desk.colour(_TALK if chat else "white"), 40))
    content = draw(96, 888, panel.bottom - panel.top - 84)
    elements += content.down((panel.top + panel.bottom - content.height) / 2)
    elements += band(desk, story.caption, _SIDE, 990, 1080, 64)
    return Layout(_SIDE, _SIDE, paper, tuple(elements))


def _peeking(art: str, desk: Desk, x: float, top: float, width: float) -> Drawing:
    """A drawing by the upper edge of what it shows."""
    left, above, right, _ = desk.studio.ink(art)
    whole = width / (right - left)
    return Drawing(art, round(x - left * whole), round(top - above * whole), round(whole))


def _statement(told: Tile, story: Story, scene: str, desk: Desk) -> Layout:
    """One sentence in the largest letters, and somebody who says it."""
    paper = desk.ground.paper
    chinese = desk.language is Language.ZH
    pitch = 1.3 if chinese else 1.2
    elements: list[Element] = [ground(desk, "-square", _SIDE)]
    elements += chip_row(desk, story.caption, 78, 102, 58, 1002, paper)
    label = desk.pill(78, 208, 70, told.heading, desk.colour("gold"), desk.colour("ink"), 900)
    setting = desk.within(told.items[0], TITLE, 924, 322, range(104, 43, -2), pitch, 4)
    block = desk.lines(78, setting, TITLE, pitch, desk.colour("ink"), paper)
    if block.height > 180:  # as far as the landscape leaves the paper empty
        panel = Fill(Box(44, 176, 1036, 262 + block.height + 28), desk.colour("white"), 40)
        block = desk.lines(78, setting, TITLE, pitch, desk.colour("ink"), panel.colour)
        elements.append(panel)
    elements += [*label.elements, *block.down(262)]
    top = 262 + block.height + 40
    places = [place.art for place in desk.studio.scenes.scene[scene].place]
    public = [art for art in places if art.startswith("characters/") and not art.startswith("characters/weasel")]
    arts = list(dict.fromkeys([*public[:1], "characters/xie-explain"]))
    width = 924 / len(arts)
    for i, art in enumerate(arts):
        elements.append(standing(art, desk.studio, 78 + width * (i + 0.07), 966, width * 0.86, 966 - top))
    elements += band(desk, story.caption, _SIDE, 990, 1080, 78)
    return Layout(_SIDE, _SIDE, paper, tuple(elements))


def _stamped(told: Tile, story: Story, desk: Desk, draw: Draw) -> Layout:
    """A panel on the left, the verdict on the right: where it stays however the middle is cut out."""
    words, paper = story.caption, desk.ground.paper
    seal = words.seal
    assert seal
    panel = Box(44, 272, 634, 954)
    elements: list[Element] = list(chip_row(desk, words, 64, 98, 56, 1016, paper))
    heading = desk.within(told.heading, TITLE, 952, 120, range(88, 43, -2), 1.16, 1)
    elements += desk.lines(64, heading, TITLE, 1.16, desk.colour("ink"), paper).down(142)
    elements.append(Fill(panel, desk.colour("white"), 40))
    content = draw(84, 510, panel.bottom - panel.top - 76)
    elements += content.down((panel.top + panel.bottom - content.height) / 2)
    elements.append(standing(_reader(told), desk.studio, 700, 972, 300, 326))
    elements.append(Stamp(790, 470, 304, seal))
    elements += band(desk, words, _SIDE, 990, 1080, 64)
    return Layout(_SIDE, _SIDE, paper, tuple(elements))


def _reader(told: Tile) -> str:
    arts = {"closing": "characters/xie-welcome", "events": "characters/xie-read", "calls": "characters/duck-megaphone"}
    return arts.get(told.form, "characters/xie-explain")
