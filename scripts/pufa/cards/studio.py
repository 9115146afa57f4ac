"""The Studio: everything that cards are made from, and what was made once and is used again."""

import io
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache

import resvg_py
from PIL import Image

from pufa.cards.palette import Colour, parse_palette
from pufa.cards.png import Plate
from pufa.cards.scene import UnknownArt, parse_scenes
from pufa.cards.typeface import Typeface

_PROBE = 200  # pixels: what a drawing covers is found to half a percent of its width
_SHADOW = 40  # the alpha below which something is only a shadow on the ground
_DRAWN = 16  # of 1 MB: the same article in the other language is drawn next
_PLATES = 48  # of 0.75 MB; making one costs as much as printing three cards


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
        self.drawn = lru_cache(_DRAWN)(self._draw)
        self._inks: dict[str, tuple[float, float, float, float]] = {}
        self._plates: dict[Hashable, Plate] = {}

    @property
    def drawings(self) -> tuple[str, ...]:
        """The names of all drawings, in order."""
        return tuple(sorted(self._art))

    def picture(self, name: str, width: int) -> Image.Image:
        """The drawing `name`, `width` pixels wide, RGBA. Raises UnknownArt."""
        key = name, width
        if key not in self._pictures:
            self._pictures[key] = self._draw(name, width)
        return self._pictures[key]

    def _draw(self, name: str, width: int) -> Image.Image:
        """The same, made anew; `drawn` remembers the last ones: for widths that hardly come again later."""
        if name not in self._art:
            raise UnknownArt(name, self._art)
        png = resvg_py.svg_to_bytes(svg_string=self._art[name].decode(), width=width, skip_system_fonts=True)
        return Image.open(io.BytesIO(bytes(png))).convert("RGBA")

    def ink(self, name: str) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what the drawing `name` shows, in parts of its width. Raises UnknownArt."""
        if name not in self._inks:
            shown = self.drawn(name, _PROBE).getchannel("A").point(lambda alpha: 255 * (alpha > _SHADOW))
            left, top, right, bottom = shown.getbbox() or (0, 0, _PROBE, _PROBE)
            self._inks[name] = left / _PROBE, top / _PROBE, right / _PROBE, bottom / _PROBE
        return self._inks[name]

    def colour(self, name: str) -> Colour:
        """The colour called `name` in the palette. Raises KeyError."""
        return self.palette.colours[name]

    def plate(self, key: Hashable, make: Callable[[], Plate]) -> Plate:
        """The plate remembered under `key`, made with `make` where it is not; the last ones used are kept."""
        plate = self._plates.pop(key, None) or make()
        self._plates[key] = plate
        if len(self._plates) > _PLATES:
            del self._plates[next(iter(self._plates))]
        return plate
