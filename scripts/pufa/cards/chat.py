"""The mock chat: the conversation of an article on a telephone that is plainly drawn, 1080 pixels wide."""

from pufa.cards.balloon import Speaker, tail
from pufa.cards.furniture import chip_row, ending
from pufa.cards.layout import Block, Box, Desk, Drawing, Element, Fill, Layout, Line, Shape, pill_end, stacked, standing
from pufa.cards.palette import Colour
from pufa.cards.prose import text
from pufa.cards.single import TITLE
from pufa.cards.story import Chat, Remark, Story
from pufa.model.text import Language

_WIDTH, _MARGIN = 1080, 36
_CASE, _ROUND = 18, 72  # of the telephone: how thick its edge is, how round its corners
_LEFT, _RIGHT = _MARGIN + _CASE + 34, _WIDTH - _MARGIN - _CASE - 34
_FACE = 100  # pixels: the disc with who speaks
_ASIDE = 24  # between a disc and its bubble
_PAD_X, _PAD_Y = 30, 18
_SIZE = {Language.ZH: 38, Language.EN: 35}
_SMALL = 28
_BAR = 168
_SCREEN = "mint_deep"
_NARRATOR = "characters/xie-explain"


def chat(story: Story, _scene: str, desk: Desk) -> Layout:
    """1080×n: title, the telephone with all that is said, what it comes to, and how to read on."""
    told = story.chat
    assert told
    words, paper, ink = story.caption, desk.ground.paper, desk.colour("ink")
    spacing = 1.24 if desk.language is Language.ZH else 1.16
    title = desk.within(words.title, TITLE, _WIDTH - 2 * _MARGIN - 24, 250, range(76, 43, -2), spacing, 3)
    above = desk.lines(_MARGIN + 12, title, TITLE, spacing, ink, paper)
    top = round(132 + above.height + 30)
    said = stacked(_messages(told, desk), 26)
    moral = _moral(story, desk)
    bottom = round(top + _BAR + 40 + said.height + 56)
    end = round(bottom + moral.height)
    elements: list[Element] = [*chip_row(desk, words, _MARGIN + 12, 84, 58, _WIDTH - _MARGIN, paper)]
    elements += above.down(132)
    elements += _telephone(story, top, bottom, end, desk)
    elements += said.down(top + _BAR + 40)
    elements += moral.down(bottom)
    last = ending(story, desk, _WIDTH, 84)
    y = end + _CASE + 44
    elements.append(Fill(Box(0, y, _WIDTH, round(y + last.height)), desk.colour("paper")))
    elements += last.down(y)
    return Layout(_WIDTH, round(y + last.height), paper, tuple(elements))


def _telephone(story: Story, top: int, bottom: int, end: int, desk: Desk) -> list[Element]:
    """Its case, its screen, the bar with what the fraud is called, and the paper of the moral below."""
    left, right = _MARGIN + _CASE, _WIDTH - _MARGIN - _CASE
    inner = _ROUND - _CASE
    bar, white, case = desk.colour("plum"), desk.colour("white"), desk.colour("ink")
    screen = Box(left, top + _CASE, right, end)
    elements: list[Element] = [
        Fill(Box(_MARGIN, top, _WIDTH - _MARGIN, end + _CASE), case, _ROUND),
        Fill(screen, desk.colour(_SCREEN), inner),
        Fill(Box(left, top + _CASE, right, top + _CASE + 2 * inner), bar, inner),
        Fill(Box(left, top + _CASE + inner, right, top + _BAR), bar),
        Fill(Box(left, bottom, right, end), desk.colour("butter"), inner),
        Fill(Box(left, bottom, right, end - inner), desk.colour("butter")),
        Fill(Box(_WIDTH / 2 - 70, top + _CASE + 12, _WIDTH / 2 + 70, top + _CASE + 32), case, 10),
    ]
    middle = top + 112
    name = desk.fitted(0, middle, story.subject, range(50, 27, -2), 800, right - left - 260, (white, bar))
    elements.append(name._replace(x=(_WIDTH - name.width) / 2))
    back = ((left + 62, middle - 20), (left + 40, middle), (left + 62, middle + 20), (left + 48, middle))
    elements.append(Shape(back, white, grown=3))
    for i in range(3):
        x = right - 92 + 22 * i
        elements.append(Fill(Box(x, middle - 6, x + 12, middle + 6), white, 6))
    return elements


def _messages(told: Chat, desk: Desk) -> list[Block]:
    blocks: list[Block] = []
    at, before = "", ""
    for remark in told.remarks:
        if not remark.who:
            blocks.append(_flag(told.flag, remark.text, desk))
        else:
            if remark.at and remark.at != at:
                blocks.append(_time(remark.at, desk))
            blocks.append(_bubble(remark, remark.who != before or remark.at != at, desk))
            at = remark.at
        before = remark.who
    return blocks


def _time(at: str, desk: Desk) -> Block:
    ground = desk.colour(_SCREEN)
    line = desk.fitted(0, 22, at, range(_SMALL, 19, -1), 600, _RIGHT - _LEFT, (desk.colour("ink_soft"), ground))
    return Block((line._replace(x=(_WIDTH - line.width) / 2),), 44)


def _bubble(remark: Remark, named: bool, desk: Desk) -> Block:
    """A bubble with its tail to whoever says it. It is as high as its words need."""
    me, size = remark.me, _SIZE[desk.language]
    fill, soft, ground = desk.colour("gold_pale" if me else "white"), desk.colour("ink_soft"), desk.colour(_SCREEN)
    room = _RIGHT - _LEFT - 2 * (_FACE + _ASIDE) + 40
    said = text(desk, remark.text, 0, room - 2 * _PAD_X, size, 500, (desk.colour("ink"), fill))
    lines = [line for line in said.elements if isinstance(line, Line)]
    wide = max(line.width for line in lines) + 2 * _PAD_X
    left = _RIGHT - _FACE - _ASIDE - wide if me else _LEFT + _FACE + _ASIDE
    top = 0.0
    elements: list[Element] = []
    if named:
        name = desk.fitted(left, 16, remark.who, range(_SMALL, 19, -1), 600, room, (soft, ground))
        elements.append(name._replace(x=left + wide - name.width) if me else name)
        elements += _face(remark.art, _RIGHT - _FACE if me else _LEFT, 4, _FACE, me, desk)
        top = 42
        edge, out = (left + wide - 6, 22) if me else (left + 6, -22)
        elements.append(Shape(((edge, top + 18), (edge + out, top + 22), (edge, top + 46)), fill))
    height = said.height + 2 * _PAD_Y
    elements.append(Fill(Box(left, top, left + wide, top + height), fill, 30))
    elements += [line.down(top + _PAD_Y)._replace(x=left + _PAD_X) for line in lines]
    return Block(tuple(elements), max(top + height, _FACE + 4 if named else 0))


def _face(art: str, x: float, y: float, side: float, me: bool, desk: Desk) -> list[Element]:
    """A disc with somebody's head in it."""
    disc = Fill(Box(x, y, x + side, y + side), desk.colour("gold" if me else "plum_pale"), round(side / 2))
    left, top, right, bottom = desk.studio.scenes.cast(art).face
    scale = side * 0.86 / max(right - left, bottom - top)
    at = x + side / 2 - (left + right) / 2 * scale, y + side * 0.52 - (top + bottom) / 2 * scale
    return [disc, Drawing(art, round(at[0]), round(at[1]), round(400 * scale), disc)]


def _flag(label: str, words: str, desk: Desk) -> Block:
    """The narrator's note, from edge to edge of the screen."""
    fill, ink, size = desk.colour("rose"), desk.colour("ink"), _SIZE[desk.language] - 2
    left, right = _MARGIN + _CASE, _WIDTH - _MARGIN - _CASE
    pill = desk.pill(0, 26, 52, label, desk.colour("coral_deep"), desk.colour("white"))
    pill = desk.pill((_WIDTH - pill_end(pill)) / 2, 26, 52, label, desk.colour("coral_deep"), desk.colour("white"))
    told = text(desk, words, 0, _RIGHT - _LEFT - 40, size, 700, (ink, fill), even=True)
    lines = [line for line in told.elements if isinstance(line, Line)]
    height = 26 + 40 + told.height + 22
    band = Fill(Box(left, 26, right, height), fill)
    centred = [line.down(66)._replace(x=(_WIDTH - line.width) / 2) for line in lines]
    return Block((band, *pill.elements, *centred), height)


def _moral(story: Story, desk: Desk) -> Block:
    """What it comes to, said by one who can tell right from wrong, where one would type an answer."""
    fill: Colour = desk.colour("white")
    size = 46 if desk.language is Language.ZH else 42
    left, right = _LEFT + 10, _RIGHT - 296
    said = text(
        desk, story.caption.line, left + 36, right - left - 72, size, 800, (desk.colour("ink"), fill), even=True
    )
    height = max(said.height + 56, 150)
    tall = max(height + 96, 330)
    top = (tall - height) / 2
    person = standing(_NARRATOR, desk.studio, right + 16, tall - 22, _RIGHT - right, tall - 20)
    bubble = Fill(Box(left, top, right, top + height), fill, 34)
    figure, unit = desk.studio.scenes.cast(_NARRATOR), person.width / 400
    face = Box(*(start + unit * side for start, side in zip((person.x, person.y) * 2, figure.face, strict=True)))
    mouth = person.x + unit * figure.mouth[0], person.y + unit * figure.mouth[1]
    words = [element.down(top + (height - said.height) / 2) for element in said.elements]
    return Block((person, Shape(tail(bubble.box, Speaker(face, mouth)), fill), bubble, *words), tall)
