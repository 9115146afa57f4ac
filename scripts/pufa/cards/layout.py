"""A picture before it is drawn: what stands where, as values. Boxes can be compared without drawing anything."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pufa.cards.caption import Word
from pufa.cards.palette import Colour, Ground
from pufa.cards.scene import Placement
from pufa.cards.stamp import HALF
from pufa.cards.studio import Studio
from pufa.cards.typography import Measure, Setting, fit
from pufa.model.text import Language

_PAD = 0.46  # heights of a pill beside its word
_PILL = 0.54  # heights of a pill: the size of its word
_STEP = 80  # what ends higher than this above the ground of a scene hangs in the air
_RISE, _FALL = 0.88, 0.14  # ems above and below the baseline that a line takes


class Box(NamedTuple):
    """Left, top, right, bottom, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Box") -> bool:
        """Whether this one lies wholly in the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class Line(NamedTuple):
    """A line of text; `x` and `baseline` are where its pen begins. It is read in `ink` on `ground`."""

    x: float
    baseline: float
    width: float
    text: str
    size: int
    weight: int
    ink: Colour
    ground: Colour

    @property
    def box(self) -> Box:
        """The room that its characters take."""
        return Box(self.x, self.baseline - _RISE * self.size, self.x + self.width, self.baseline + _FALL * self.size)

    def down(self, by: float) -> "Line":
        """The same, lower."""
        return self._replace(baseline=self.baseline + by)


class Fill(NamedTuple):
    """A flat shape with round corners."""

    box: Box
    colour: Colour
    radius: int = 0

    def down(self, by: float) -> "Fill":
        """The same, lower."""
        left, top, right, bottom = self.box
        return self._replace(box=Box(left, top + by, right, bottom + by))


class Drawing(NamedTuple):
    """Art by name, its upper left corner and its width. It may reach over the edge of the picture.

    Of a drawing with a `window` only what lies behind it is seen.
    """

    art: str
    x: int
    y: int
    width: int
    window: Fill | None = None

    def down(self, by: float) -> "Drawing":
        """The same, lower."""
        return self._replace(y=round(self.y + by), window=self.window and self.window.down(by))


class Shape(NamedTuple):
    """A flat shape with corners, `grown` by some pixels all round: the tail of a balloon, a ray.

    What lies outside its `window` is not seen.
    """

    points: tuple[tuple[float, float], ...]
    colour: Colour
    window: Fill | None = None
    grown: int = 0

    def down(self, by: float) -> "Shape":
        """The same, lower."""
        points = tuple((x, y + by) for x, y in self.points)
        return self._replace(points=points, window=self.window and self.window.down(by))


class Stamp(NamedTuple):
    """A verdict stamp: its centre and diameter."""

    x: int
    y: int
    diameter: int
    word: Word

    @property
    def box(self) -> Box:
        """The square around it."""
        radius = self.diameter / 2
        return Box(self.x - radius, self.y - radius, self.x + radius, self.y + radius)

    def down(self, by: float) -> "Stamp":
        """The same, lower."""
        return self._replace(y=round(self.y + by))


class Code(NamedTuple):
    """A QR code on white with its quiet zone: the upper left corner, pixels a module, and the modules (1 is dark)."""

    x: int
    y: int
    module: int
    rows: tuple[bytes, ...]

    @property
    def side(self) -> int:
        """Its width and height."""
        return self.module * len(self.rows)

    def down(self, by: float) -> "Code":
        """The same, lower."""
        return self._replace(y=round(self.y + by))


Element = Line | Fill | Drawing | Shape | Stamp | Code


class Layout(NamedTuple):
    """A picture: its size, the paper it is on, and what stands on it from back to front."""

    width: int
    height: int
    paper: Colour
    elements: tuple[Element, ...]

    @property
    def lines(self) -> list[Line]:
        """Every line of text."""
        return [element for element in self.elements if isinstance(element, Line)]


class Block(NamedTuple):
    """Elements that belong together, laid out from y = 0, and their height."""

    elements: tuple[Element, ...]
    height: float

    def down(self, by: float) -> list[Element]:
        """The elements, lower."""
        return [element.down(by) for element in self.elements]


class Desk(NamedTuple):
    """What a picture is laid out with: the studio, the language of the article and the kind of its ground."""

    studio: Studio
    language: Language
    kind: str

    @property
    def ground(self) -> Ground:
        """The paper and the chip of this kind of article."""
        return self.studio.palette.grounds[self.kind]

    def colour(self, name: str) -> Colour:
        """A colour of the palette. Raises KeyError."""
        return self.studio.colour(name)

    def measure(self, weight: int) -> Measure:
        """A measure of lines set in `weight`."""
        return self.studio.typeface.measure(weight, self.language)

    def line(self, x: float, middle: float, text: str, size: int, weight: int, ink: Colour, ground: Colour) -> Line:
        """One line around a `middle` height."""
        return Line(x, middle + size * HALF, self.measure(weight)(text) * size, text, size, weight, ink, ground)

    def fitted(
        self,
        x: float,
        middle: float,
        text: str,
        sizes: Sequence[int],
        weight: int,
        room: float,
        on: tuple[Colour, Colour],
    ) -> Line:
        """One line, as large as `room` allows, shortened where the smallest of `sizes` is too large. `on`: ink, ground."""
        setting = fit(text, self.language, self.measure(weight), room, sizes, 1)
        return self.line(x, middle, setting.lines[0], setting.size, weight, *on)

    def lines(
        self, x: float, setting: Setting, weight: int, pitch: float, ink: Colour, ground: Colour, centre: float = 0
    ) -> Block:
        """A text that was set; where `centre` is given (the width of the column), each line stands in its middle."""
        measure, size, found = self.measure(weight), setting.size, []
        for i, text in enumerate(setting.lines):
            wide = measure(text) * size
            at = x + (centre - wide) / 2 if centre else x
            found.append(Line(at, size * (pitch * (i + 0.5) + HALF), wide, text, size, weight, ink, ground))
        return Block(tuple(found), size * pitch * len(found))

    def within(
        self, text: str, weight: int, width: float, height: float, sizes: Sequence[int], pitch: float, most: int
    ) -> Setting:
        """Set `text` as large as both width and height allow; at the smallest size its end may be left out."""
        sizes = list(sizes)
        while True:
            allowed = max(1, min(most, int(height / (pitch * sizes[-1]))))
            setting = fit(text, self.language, self.measure(weight), width, sizes, allowed)
            if setting.size * pitch * len(setting.lines) <= height or len(sizes) == 1:
                return setting
            sizes = [size for size in sizes if size < sizes[0]]

    def pill(
        self, x: float, middle: float, height: int, text: str, fill: Colour, ink: Colour, room: float = 0
    ) -> Block:
        """A pill with a word in it, around a middle height; `room` is the most it may be wide."""
        size = round(height * _PILL)
        wide = self.measure(800)(text)
        if room:
            size = min(size, int((room - 2 * height * _PAD) / wide))
        box = Box(x, middle - height / 2, x + round(wide * size + 2 * height * _PAD), middle + height / 2)
        word = self.line(x + height * _PAD, middle, text, size, 800, ink, fill)
        return Block((Fill(box, fill, height // 2), word), height)


def pill_end(pill: Block) -> float:
    """Where a pill ends on the right."""
    return max(element.box.right for element in pill.elements if isinstance(element, Fill))


def stacked(blocks: Iterable[Block], gap: float) -> Block:
    """Blocks one below the other."""
    elements: list[Element] = []
    y = 0.0
    for block in blocks:
        y += gap if elements else 0
        elements += block.down(y)
        y += block.height
    return Block(tuple(elements), y)


def staged(
    scene: str, studio: Studio, zone: Box, most: float, spread: float = 1.0, floating: bool = True
) -> list[Drawing]:
    """The drawings of a scene, as large as the `zone` allows (at most `most` times their size), feet at its bottom.

    Where there is room beside them they step apart, up to `spread` times; props stay between them or above.
    Without `floating` no prop comes that hangs in the air, a bubble say: the others are then larger.
    """
    places = studio.scenes.scene[scene].place

    def shown(place: Placement) -> Box:
        left, top, right, bottom = (part * place.width for part in studio.ink(place.art))
        return Box(place.x + left, place.y + top, place.x + right, place.y + bottom)

    ground = max(shown(place).bottom for place in places)
    if not floating:
        low = ground - _STEP
        places = tuple(place for place in places if place.art.startswith("characters/") or shown(place).bottom > low)
    inks = [shown(place) for place in places]
    whole = Box(
        min(i.left for i in inks), min(i.top for i in inks), max(i.right for i in inks), max(i.bottom for i in inks)
    )
    width, height = whole.right - whole.left, whole.bottom - whole.top
    scale = min((zone.right - zone.left) / width, (zone.bottom - zone.top) / height, most)
    middle = (whole.left + whole.right) / 2
    centres = [(ink.left + ink.right) / 2 - middle for ink in inks]

    def reach(stretch: float) -> float:
        """How far the drawings reach to either side."""
        sides = zip(inks, centres, strict=True)
        return max(abs(centre) * stretch + (ink.right - ink.left) / 2 for ink, centre in sides) * scale

    room = (zone.right - zone.left) / 2
    stretch = next((s / 100 for s in range(round(spread * 100), 100, -2) if reach(s / 100) <= room), 1.0)
    drawings = []
    for place, centre in zip(places, centres, strict=True):
        x = (zone.left + zone.right) / 2 + (place.x - middle + centre * (stretch - 1)) * scale
        y = zone.bottom + (place.y - whole.bottom) * scale
        drawings.append(Drawing(place.art, round(x), round(y), math.ceil(place.width * scale)))
    return drawings


def standing(art: str, studio: Studio, x: float, feet: float, width: float, height: float = math.inf) -> Drawing:
    """A drawing whose visible part is in the middle of `width` from `x`, ends at `feet`, and is at most `height` high."""
    left, top, right, bottom = studio.ink(art)
    whole = min(width / (right - left), height / (bottom - top))
    x += (width - whole * (right - left)) / 2
    return Drawing(art, round(x - left * whole), round(feet - bottom * whole), round(whole))
