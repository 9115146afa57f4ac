"""The geometry of a card: numbers only, in pixels. Another format is another value of `Format`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pufa.model.text import Language


class Style(NamedTuple):
    """How a text is set: sizes largest first, weight of the font, line pitch in ems, most lines."""

    sizes: tuple[int, ...]
    weight: int
    pitch: float
    most: int


class Seal(NamedTuple):
    """Where the verdict stamp stands: its centre and diameter."""

    x: int
    y: int
    diameter: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        radius = self.diameter // 2
        return self.x - radius, self.y - radius, self.x + radius, self.y + radius


@dataclass(frozen=True, eq=False)  # a format equals itself alone: what was drawn in it is remembered under it
class Format:
    """One size of card.

    Text stands in the column from `margin`, `column` wide. `head` is the middle of the row of the chip, which is
    `chip` high; the title and its line are centred between `top` and `bottom`, `gap` apart; `foot` is the middle of
    the last row. The scene's own coordinates begin at `stage`.
    """

    width: int
    height: int
    margin: int
    column: int
    head: int
    chip: int
    top: int
    bottom: int
    title: Mapping[Language, Style]
    line: Mapping[Language, Style]
    gap: int
    stage: tuple[int, int]
    seal: Seal
    foot: int

    @property
    def right(self) -> int:
        """Where the text column ends."""
        return self.margin + self.column


OPEN_GRAPH = Format(
    width=1200,
    height=630,
    margin=72,
    column=520,
    head=89,
    chip=46,
    top=132,
    bottom=532,
    title={
        Language.ZH: Style(tuple(range(72, 41, -2)), 850, 1.27, 3),
        Language.EN: Style(tuple(range(64, 35, -2)), 850, 1.18, 3),
    },
    line={
        Language.ZH: Style((29, 28, 27, 26, 25), 500, 1.5, 2),
        Language.EN: Style((28, 27, 26, 25, 24), 500, 1.42, 2),
    },
    gap=28,
    stage=(612, 72),
    # Inside the square x 285-915 that a chat's thumbnail is cut from.
    seal=Seal(738, 300, 248),
    foot=570,
)
"""Open Graph: what chat programs and social networks show beside a link."""
