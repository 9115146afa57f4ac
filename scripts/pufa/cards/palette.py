"""The palette of the illustrations, read from its TOML."""

import tomllib
from collections.abc import Mapping
from typing import NamedTuple

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Ground(NamedTuple):
    """The colours of one kind of card: the paper behind the text, its chip and the word on it."""

    paper: Colour
    chip: Colour
    chip_text: Colour


class Palette(NamedTuple):
    """Every colour by name, and the ground of each kind of article (`guide`, `case`, `rumor`)."""

    colours: Mapping[str, Colour]
    grounds: Mapping[str, Ground]


def parse_palette(text: str) -> Palette:
    """Read palette.toml. Raises ValueError where a value is no `#RRGGBB`, KeyError where a ground names no colour."""
    tables = tomllib.loads(text)
    colours = {
        name: _colour(value)
        for title, table in tables.items()
        if title not in ("kind", "pairs")
        for name, value in table.items()
    }
    grounds = {
        kind: Ground(colours[of["ground"]], colours[of["chip"]], colours[of["chip_text"]])
        for kind, of in tables["kind"].items()
    }
    return Palette(colours, grounds)


def _colour(value: str) -> Colour:
    if len(value) != 7 or value[0] != "#":
        raise ValueError(f"{value!r} is not #RRGGBB")
    red, green, blue = bytes.fromhex(value[1:])
    return red, green, blue
