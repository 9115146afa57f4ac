"""The Studio: everything that cards are made from, and what was made once and is used again."""

import io
from collections.abc import Callable, Hashable, Mapping

import resvg_py
from PIL import Image

from pufa.cards.palette import Colour, parse_palette
from pufa.cards.png import colour_table
from pufa.cards.scene import UnknownArt, parse_scenes
from pufa.cards.typeface import Typeface

_SHADES = 128  # twice as many cost 6 % more bytes and cannot be told apart


class Studio:
    """Art, font, palette and scenes. Drawing fills its caches; what it draws never depends on them."""

    def __init__(self, art: Mapping[str, bytes], font: bytes, palette: str, scenes: str) -> None:
        """Make a studio from values.

        `art` is SVG by name (`characters/xie-stop`), `font` a TrueType collection, `palette` and `scenes` TOML.
        Raises UnknownArt and UnknownScene for scenes that do not fit together, ValueError for what cannot be read.
        """
        self.palette = parse_palette(palette)
        self.scenes = parse_scenes(scenes, art.keys())
        self.typeface = Typeface(font)
        self._art = art
        self._pictures: dict[tuple[str, int], Image.Image] = {}
        self._seals: dict[Hashable, Image.Image] = {}
        self._tables: dict[Hashable, Image.Image] = {}

    def picture(self, name: str, width: int) -> Image.Image:
        """The drawing `name`, `width` pixels wide, RGBA. Raises UnknownArt."""
        key = name, width
        if key not in self._pictures:
            if name not in self._art:
                raise UnknownArt(name, self._art)
            png = resvg_py.svg_to_bytes(svg_string=self._art[name].decode(), width=width, skip_system_fonts=True)
            self._pictures[key] = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
        return self._pictures[key]

    def colour(self, name: str) -> Colour:
        """The colour called `name` in the palette. Raises KeyError."""
        return self.palette.colours[name]

    def seal(self, key: Hashable, make: Callable[[], Image.Image]) -> Image.Image:
        """The stamp remembered under `key`, made with `make` the first time."""
        if key not in self._seals:
            self._seals[key] = make()
        return self._seals[key]

    def table(self, key: Hashable, specimen: Callable[[], Image.Image]) -> Image.Image:
        """The colour table remembered under `key`, taken from a `specimen` the first time."""
        if key not in self._tables:
            self._tables[key] = colour_table(specimen(), self.palette.colours.values(), _SHADES)
        return self._tables[key]
