"""Balloons: remarks in lines, one below the other, with tails that point at the mouth of whoever speaks."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pufa.cards.layout import Box, Desk, Element, Fill, Line, Shape
from pufa.cards.story import Remark
from pufa.cards.typography import paragraph
from pufa.model.text import Language

Point = tuple[float, float]

_PAD_X, _PAD_Y = 24, 14
_GAP, _NECK = 18, 12  # between balloons of two speakers, of one
_ROUND, _LINE = 30, 4
_TAIL = 17  # half as wide as a tail where it begins
_EDGE = 44  # from the side of a balloon to the middle of its tail
_SHORT = 14  # before a mouth, where the face is no hindrance


class Letters(NamedTuple):
    """How the words of balloons are set: their size in pixels and their weight."""

    size: int
    weight: int


class Balloon(NamedTuple):
    """A remark in its box; `me` is the side that says it."""

    me: bool
    box: Box
    lines: tuple[Line, ...]

    def moved(self, right: float, down: float) -> "Balloon":
        """The same elsewhere."""
        box = Box(self.box.left + right, self.box.top + down, self.box.right + right, self.box.bottom + down)
        return Balloon(self.me, box, tuple(line.down(down)._replace(x=line.x + right) for line in self.lines))


class Speaker(NamedTuple):
    """Where in a picture somebody has his face and his mouth."""

    face: Box
    mouth: Point


def hung(
    said: Sequence[Remark], columns: Mapping[bool, tuple[float, float]], top: float, letters: Letters, desk: Desk
) -> list[Balloon]:
    """A balloon for each remark from `top` down, in the column of its side: mine at its left, the other's at its right."""
    found: list[Balloon] = []
    y = top
    for i, remark in enumerate(said):
        if i:
            y += _NECK if said[i - 1].me == remark.me else _GAP
        left, right = columns[remark.me]
        balloon = _balloon(remark, right - left, letters, desk)
        found.append(balloon.moved(left if remark.me else right - balloon.box.right, y))
        y += balloon.box.bottom
    return found


def _balloon(remark: Remark, room: float, letters: Letters, desk: Desk) -> Balloon:
    """A balloon at most `room` wide with its upper left corner at 0, 0."""
    size, weight = letters
    measure = desk.measure(weight)
    texts = paragraph(remark.text, desk.language, measure, (room - 2 * _PAD_X) / size, even=True)
    pitch = size * (1.32 if desk.language is Language.ZH else 1.24)
    wide = max(measure(text) for text in texts) * size + 2 * _PAD_X
    ink, white = desk.colour("ink"), desk.colour("white")
    lines = []
    for i, text in enumerate(texts):
        x = (wide - measure(text) * size) / 2
        lines.append(desk.line(x, _PAD_Y + pitch * (i + 0.5), text, size, weight, ink, white))
    return Balloon(remark.me, Box(0, 0, wide, pitch * len(texts) + 2 * _PAD_Y), tuple(lines))


def spoken(balloons: Sequence[Balloon], speakers: Mapping[bool, Speaker], desk: Desk) -> list[Element]:
    """The balloons with their tails. Who says two things one after the other has two balloons and one tail.

    First come the outlines, then what is white, then words: so no tail lies on words or cuts into another balloon.
    """
    ink, white = desk.colour("ink"), desk.colour("white")
    edges: list[Element] = []
    inner: list[Element] = []
    words: list[Element] = []
    for i, (me, box, lines) in enumerate(balloons):
        after = balloons[i + 1] if i + 1 < len(balloons) else None
        points: tuple[Point, ...] = ()
        if after and after.me == me:
            points = _neck(box, after.box)
        elif me in speakers:
            points = tail(box, speakers[me])
        if points:
            edges.append(Shape(points, ink, grown=_LINE))
            inner.append(Shape(points, white))
        radius = min(_ROUND, round((box.bottom - box.top) / 2))
        outer = Box(box.left - _LINE, box.top - _LINE, box.right + _LINE, box.bottom + _LINE)
        edges.append(Fill(outer, ink, radius + _LINE))
        inner.append(Fill(box, white, radius))
        words += lines
    return [*edges, *inner, *words]


def _neck(upper: Box, lower: Box) -> tuple[Point, ...]:
    """What joins two balloons, where both are."""
    x = (max(upper.left, lower.left) + min(upper.right, lower.right)) / 2
    top, bottom = upper.bottom - 6, lower.top + 6
    return (x - _TAIL, top), (x + _TAIL, top), (x + _TAIL, bottom), (x - _TAIL, bottom)


def tail(box: Box, speaker: Speaker) -> tuple[Point, Point, Point]:
    """The tail of the balloon in `box`: two corners within its edge, and the tip, towards the mouth as far as the face."""
    x, y = speaker.mouth
    if y > box.bottom + 16:
        at, end = _between(x, box.left + _EDGE, box.right - _EDGE), box.bottom - 8
        start = at, box.bottom
        corners = (at - _TAIL, end), (at + _TAIL, end)
    else:
        end, side = (box.left + 8, box.left) if x < box.left else (box.right - 8, box.right)
        at = _between(y, box.top + 2 * _TAIL, box.bottom - 2 * _TAIL)
        start = side, at
        corners = (end, at - _TAIL), (end, at + _TAIL)
    return *corners, _tip(start, speaker)


def _between(value: float, low: float, high: float) -> float:
    """The nearest value that is not beyond the two; the middle, where there is no room between them."""
    return min(max(value, low), high) if low <= high else (low + high) / 2


def _tip(start: Point, speaker: Speaker) -> Point:
    """The first place on the way from `start` to the mouth that is at the face, or a step before the mouth."""
    (left, top, right, bottom), mouth = speaker
    far = math.hypot(mouth[0] - start[0], mouth[1] - start[1])
    for step in range(100):
        x, y = (a + (b - a) * step / 100 for a, b in zip(start, mouth, strict=True))
        across, down = (2 * x - left - right) / (right - left), (2 * y - top - bottom) / (bottom - top)
        if across**2 + down**2 <= 1 or far * (1 - step / 100) < _SHORT:
            return x, y
    return mouth
