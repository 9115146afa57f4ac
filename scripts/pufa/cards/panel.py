"""One panel of a strip: who stands in it, how near, on what ground, and what they say."""

import math
from typing import NamedTuple

from pufa.cards.balloon import Balloon, Letters, Speaker, hung, spoken
from pufa.cards.layout import Box, Desk, Drawing, Element, Fill, Line, Shape, standing
from pufa.cards.palette import Colour
from pufa.cards.prose import pitch
from pufa.cards.story import Remark
from pufa.cards.typography import paragraph
from pufa.model.text import Language

_FRAME, _ROUND = 5, 22
_INSET = 20  # between the frame and what stands in it
_GAP = 18  # between balloons and heads
_FEET, _HIPS = 382, 316  # units of a drawing: where it stands, and where a nearer view ends
_UNIT = 400
_CLEAR = 26  # between a tail and the balloon that it passes
_PASSING = 52
_TALL = 900  # pixels: more than any room for people
_GROUND = 950 / 1080  # of a square landscape: where people stand
_ABOVE = 90  # units over a head: more than any hat
_COLUMN = 400  # the least room for balloons between two


class Told(NamedTuple):
    """What a panel shows: who stands left and right (an art, or nobody), what they say, when, and the red flag.

    `near` brings the swindler, or whoever is alone, close up. `named` are those whose names are shown. `ground` is a
    kind of article, whose landscape lies behind; rays are drawn instead where somebody is close. A `prop` stands
    between two in a wide panel, where there is room for it; `below` is the room that balloons leave above the ground.
    """

    left: str
    right: str
    said: tuple[Remark, ...]
    letters: Letters
    at: str = ""
    flag: str = ""
    near: bool = False
    named: tuple[tuple[str, bool], ...] = ()
    ground: str = "guide"
    prop: str = ""
    below: int = 0


class _Actor(NamedTuple):
    """A drawing in a panel, and where it speaks."""

    drawing: Drawing
    speaker: Speaker


def least(told: Told, width: float, wide: bool, desk: Desk) -> int:
    """The height that a panel of `width` needs, in pixels."""
    below = _caption_height(told, width, desk)
    if wide:
        placed = _between(told, Box(0, 0, width, 0), desk)
        said = placed[-1].box.bottom + _INSET if placed else 0
        return round(max(said + (64 if told.named else told.below), 410) + below)
    placed = _above(told, Box(0, 0, width, 0), desk)
    said = placed[-1].box.bottom if placed else _below_time(told)
    return round(said + _GAP + (300 if told.near else 250) + below)


def panel(told: Told, box: Box, wide: bool, desk: Desk, flag: str) -> list[Element]:
    """A panel in its `box`. `flag` is the word on the narrator's box."""
    told = _enlarged(told, box, wide, desk)
    frame = Fill(box, desk.colour("ink"), _ROUND)
    inner = Box(box.left + _FRAME, box.top + _FRAME, box.right - _FRAME, box.bottom - _FRAME)
    paper = Fill(inner, desk.studio.palette.grounds[told.ground].paper, _ROUND - _FRAME)
    floor = box.bottom - _caption_height(told, box.right - box.left, desk)
    if wide:
        placed = _between(told, box, desk)
        actors = _facing(told, Box(box.left, box.top, box.right, floor), desk)
    else:
        placed = _above(told, box, desk)
        top = (placed[-1].box.bottom if placed else box.top + _below_time(told)) + _GAP
        actors = _below(told, Box(box.left, top, box.right, floor), desk)
        # Where the heads are low, what they say hangs lower too.
        air = min((actor.speaker.face.top for actor in actors.values()), default=top) - top - 90
        placed = [one.moved(0, max(0, air * 0.5)) for one in placed]
    elements: list[Element] = [frame, paper, *_behind(told, paper, floor, actors, desk)]
    elements += [actors[me].drawing._replace(window=paper) for me in sorted(actors, reverse=True)]
    if wide and told.prop:
        elements += _prop(told, placed, actors, box, floor, desk)
    if told.at:
        elements += _time(told, box, desk)
    elements += spoken(placed, {me: actor.speaker for me, actor in actors.items()}, desk)
    elements += _names(told, box, floor, desk)
    if told.flag:
        elements += _caption(told, box, floor, paper, desk, flag)
    return elements


def _enlarged(told: Told, box: Box, wide: bool, desk: Desk) -> Told:
    """The same in larger letters, where there is room, and as long as no line is broken for it."""
    stack = _between if wide else _above
    lines = _texts(stack(told, box, desk))
    for more in (12, 10, 8, 6, 4, 2):
        larger = told._replace(letters=told.letters._replace(size=told.letters.size + more))
        if least(larger, box.right - box.left, wide, desk) > box.bottom - box.top:
            continue
        if _texts(stack(larger, box, desk)) == lines:
            return larger
    return told


def _texts(balloons: list[Balloon]) -> list[list[str]]:
    return [[line.text for line in balloon.lines] for balloon in balloons]


# where it is said


def _above(told: Told, box: Box, desk: Desk) -> list[Balloon]:
    """In a narrow panel balloons hang above the heads. A lower one leaves room for the tail of an upper one."""
    left, right = box.left + _INSET, box.right - _INSET
    columns = {True: (left, right), False: (left, right)}
    # As large as they may become: then no tail is in the way of a balloon.
    actors = _below(told, Box(box.left, box.top, box.right, box.top + _TALL), desk)
    if told.said and len(actors) > 1:
        first = told.said[0].me
        passing = actors[first].speaker.mouth[0]
        columns[not first] = (passing + _CLEAR, right) if first else (left, passing - _CLEAR)
    balloons = hung(told.said, columns, box.top + _below_time(told), told.letters, desk)
    if len(actors) == 1:
        (mouth,) = (actor.speaker.mouth[0] for actor in actors.values())
        balloons = [one.moved(_over(one.box, mouth, left, right), 0) for one in balloons]
    # Beside the time there is often room for the first one.
    if told.at and balloons and balloons[0].box.left >= _time_line(told, box, desk).box.right + 36:
        return [one.moved(0, _INSET - _below_time(told)) for one in balloons]
    return balloons


def _over(box: Box, mouth: float, left: float, right: float) -> float:
    """How far to the right a balloon goes to hang straight above a mouth, between `left` and `right`."""
    wide = box.right - box.left
    return min(max(mouth - wide / 2, left), right - wide) - box.left


def _between(told: Told, box: Box, desk: Desk) -> list[Balloon]:
    """In a wide panel balloons stand between those who speak."""
    actors = _facing(told, Box(box.left, box.top, box.right, box.top + _TALL), desk)
    left = actors[True].speaker.face.right + 34 if True in actors else box.left + _INSET
    right = actors[False].speaker.face.left - 34 if False in actors else box.right - _INSET
    # Rather beside what they hold than over it, where there is room enough.
    clear = max(left, _reach(actors.get(True), desk)[1] + 8), min(right, _reach(actors.get(False), desk)[0] - 8)
    if clear[1] - clear[0] >= _COLUMN:
        left, right = clear
    columns = {True: (left, right), False: (left, right)}
    if told.said:  # the tail of the first one goes past the corner of the next
        first = told.said[0].me
        columns[not first] = (left + _PASSING, right) if first else (left, right - _PASSING)
    beside = not told.at or _time_line(told, box, desk).box.right + 36 <= left
    top = box.top + (_INSET + 6 if beside else _below_time(told))
    return hung(told.said, columns, top, told.letters, desk)


def _reach(actor: _Actor | None, desk: Desk) -> tuple[float, float]:
    """From where to where a drawing is seen."""
    if not actor:
        return math.inf, -math.inf
    art, x, _, width, _ = actor.drawing
    left, _, right, _ = desk.studio.ink(art)
    return x + left * width, x + right * width


# who stands there


def _actor(desk: Desk, art: str, x: float, y: float, scale: float) -> _Actor:
    """A drawing whose upper left corner is at `x`, `y`."""
    figure = desk.studio.scenes.cast(art)
    left, top, right, bottom = figure.face
    face = Box(x + left * scale, y + top * scale, x + right * scale, y + bottom * scale)
    mouth = x + figure.mouth[0] * scale, y + figure.mouth[1] * scale
    return _Actor(Drawing(art, round(x), round(y), round(_UNIT * scale)), Speaker(face, mouth))


def _head(desk: Desk, art: str) -> float:
    """Units from the top of a drawing to the highest thing in it."""
    return desk.studio.ink(art)[1] * _UNIT


def _standing(desk: Desk, art: str, zone: Box, scale: float, middle: float, near: bool = False) -> _Actor:
    """Somebody whose face is around `middle`: on the ground where there is room, else cut at the lower edge.

    Of a picture in a frame the lower part is not seen where it is `near`.
    """
    head, figure = _head(desk, art), desk.studio.scenes.cast(art)
    seen = (zone.bottom - zone.top) / scale  # units that have room
    if figure.framed and not near:
        end = _FEET + 14 / scale
    elif seen >= _FEET + 20 - head:
        end = _FEET + 18 / scale
    else:
        end = min(head + seen, max(_HIPS, head + seen - 40))
    face = figure.face
    x = middle - (face[0] + face[2]) / 2 * scale
    return _actor(desk, art, x, zone.bottom - end * scale, scale)


def _below(told: Told, zone: Box, desk: Desk) -> dict[bool, _Actor]:
    """Those in a narrow panel, as large as the zone allows."""
    if told.left and told.right:
        return _side_by_side(told, zone, desk)
    width, height = zone.right - zone.left, zone.bottom - zone.top
    art, me = told.left or told.right, bool(told.left)
    figure, head = desk.studio.scenes.cast(art), _head(desk, art)
    left, _, right, chin = figure.face
    end = chin + 34 if told.near else max(_HIPS, chin + 90)
    scale = min(
        (height - (60 if told.named else 0)) / (end - head),
        (2.1 if told.near else 1.3),
        (width - 90) / (right - left) * 0.8,
    )
    if figure.framed and not told.near:
        scale = min(height / (_UNIT - 10), width / _UNIT)
    return {me: _standing(desk, art, zone, scale, zone.left + width / 2, told.near)}


def _side_by_side(told: Told, zone: Box, desk: Desk) -> dict[bool, _Actor]:
    cast, ink = desk.studio.scenes.cast, desk.studio.ink
    (left, _, right, chin), (start, top, end, jaw) = cast(told.left).face, cast(told.right).face
    held = min(60.0, max(0.0, left - ink(told.left)[0] * _UNIT))  # a phone beside the face
    # Near, the swindler is larger than the one who listens, unless he has a frame or windows around his head.
    framed = cast(told.right).framed
    around = framed or top - _head(desk, told.right) > _ABOVE
    before = max(0.0, start - ink(told.right)[0] * _UNIT) if around else 0.0
    ratio = 1.3 if told.near and not around else 1.0
    height = zone.bottom - zone.top
    most = (zone.right - zone.left - 84) / (held + right - left + before + (end - start) * ratio)
    small = max(0.5, min(most, 1.1, height / (max(_HIPS, chin + 100, jaw + 100) - 36)))
    large = min(small * ratio, height / (_UNIT - 14)) if framed else small * ratio
    mine = zone.left + 20 + (held + (right - left) / 2) * small
    other = zone.right - 34 - (end - start) / 2 * large
    return {
        True: _standing(desk, told.left, zone, small, mine),
        False: _standing(desk, told.right, zone, large, other),
    }


def _facing(told: Told, zone: Box, desk: Desk) -> dict[bool, _Actor]:
    """Those in a wide panel: at its two sides."""
    height = zone.bottom - zone.top - (72 if told.at else 24)
    found: dict[bool, _Actor] = {}
    for me, art in ((True, told.left), (False, told.right)):
        if not art:
            continue
        face, head = desk.studio.scenes.cast(art).face, _head(desk, art)
        scale = min(height / (_FEET - head), 1.06)
        if told.near and not me and not desk.studio.scenes.cast(art).framed:
            scale = min(height / (face[3] + (100 if told.named else 50) - head), 1.5)
        half = (face[2] - face[0]) / 2 * scale
        middle = zone.left + max(150, half + 40) if me else zone.right - max(150, half + 90)
        found[me] = _standing(desk, art, zone, scale, middle)
    return found


def _prop(
    told: Told, placed: list[Balloon], actors: dict[bool, _Actor], box: Box, floor: float, desk: Desk
) -> list[Element]:
    """A thing on the ground between two, where balloons, bodies and names leave room for it."""
    top = (placed[-1].box.bottom if placed else box.top) + 24
    left = max(_reach(actors.get(True), desk)[1], box.left)
    right = min(_reach(actors.get(False), desk)[0], box.right - (box.right - box.left) / 3)
    side = min(right - left - 24, floor - 22 - top, 170)
    if side < 90:
        return []
    return [standing(told.prop, desk.studio, (left + right - side) / 2, floor - 22, side, side)]


# what lies behind


def _behind(told: Told, paper: Fill, floor: float, actors: dict[bool, _Actor], desk: Desk) -> list[Element]:
    """Rays around a face that is close; else a landscape."""
    if told.near and actors:
        face = actors[min(actors)].speaker.face
        middle = (face.left + face.right) / 2, (face.top + face.bottom) / 2
        return list(_rays(middle, paper, desk.colour("rose_deep" if told.ground == "alert" else "butter_deep")))
    left, _, right, _ = paper.box
    width = max(right - left, 760)
    x = left - (width - (right - left)) * 0.62
    y = floor - 8 - width * _GROUND
    return [Drawing(f"backgrounds/{told.ground}-square", round(x), round(y), round(width), paper)]


def _rays(middle: tuple[float, float], paper: Fill, colour: Colour) -> list[Shape]:
    """Every other of 32 rays around a point."""
    left, top, right, bottom = paper.box
    far = math.hypot(right - left, bottom - top)
    x, y = middle
    found = []
    for i in range(0, 32, 2):
        ends = [
            (x + far * math.cos(math.pi * k / 16), y + far * math.sin(math.pi * k / 16)) for k in (i - 0.28, i + 0.62)
        ]
        found.append(Shape((middle, *ends), colour, paper))
    return found


# balloons, boxes and names


def _below_time(told: Told) -> float:
    return 74 if told.at else _INSET + 4


def _time_line(told: Told, box: Box, desk: Desk) -> Line:
    on = desk.colour("ink"), desk.colour("gold")
    return desk.fitted(box.left + 24, box.top + 28, told.at, range(30, 25, -1), 800, box.right - box.left - 60, on)


def _time(told: Told, box: Box, desk: Desk) -> list[Element]:
    """When, in the narrator's box in the upper corner."""
    line = _time_line(told, box, desk)
    edge = Fill(Box(box.left, box.top, line.box.right + 25, box.top + 55), desk.colour("ink"), 18)
    area = Fill(Box(box.left + 5, box.top + 5, line.box.right + 20, box.top + 50), line.ground, 14)
    return [edge, area, line]


def _names(told: Told, box: Box, floor: float, desk: Desk) -> list[Element]:
    """Who is new, at the feet."""
    found: list[Element] = []
    middle = floor - (54 if told.flag else 38)
    for name, me in told.named:
        on = desk.colour("white"), desk.colour("teal_deep" if me else "plum")
        line = desk.fitted(0, middle, name, range(28, 21, -1), 800, (box.right - box.left) / 2 - 76, on)
        left = box.left + 16 if me else box.right - 16 - line.width - 44
        pill = Box(left, middle - 24, left + line.width + 44, middle + 24)
        found += [Fill(pill, line.ground, 24), line._replace(x=left + 22)]
    return found


def _caption_lines(told: Told, width: float, desk: Desk) -> tuple[tuple[str, ...], int]:
    size = 32 if desk.language is Language.ZH else 30
    return paragraph(told.flag, desk.language, desk.measure(700), (width - 56) / size, even=True), size


def _caption_height(told: Told, width: float, desk: Desk) -> float:
    if not told.flag:
        return _FRAME
    lines, size = _caption_lines(told, width, desk)
    return len(lines) * size * pitch(desk) + 56


def _caption(told: Told, box: Box, floor: float, paper: Fill, desk: Desk, flag: str) -> list[Element]:
    """The narrator's box along the lower edge, with a small flag on it."""
    fill, ink, red = desk.colour("gold_pale"), desk.colour("ink"), desk.colour("coral_deep")
    lines, size = _caption_lines(told, box.right - box.left, desk)
    lower = Fill(Box(paper.box.left, floor, paper.box.right, paper.box.bottom), fill, paper.radius)
    upper = Fill(Box(paper.box.left, floor, paper.box.right, floor + 40), fill)
    rule = Fill(Box(paper.box.left, floor - _FRAME, paper.box.right, floor), ink)
    word = desk.pill(box.left + 24, floor, 44, flag, red, desk.colour("white"))
    found: list[Element] = [lower, upper, rule, *word.elements]
    y = floor + 34
    for text in lines:
        middle = y + size * pitch(desk) / 2
        found.append(desk.line(box.left + 28, middle, text, size, 700, ink, fill))
        y += size * pitch(desk)
    return found
