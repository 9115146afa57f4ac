"""The font: how wide its characters are, which it lacks, and drawing them."""

import io
import math
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from pufa.cards.palette import Colour
from pufa.cards.typography import Measure, line_measure, place
from pufa.model.text import Language

_FACE = 2  # Simplified Chinese in the Noto Sans CJK collection
_MASTER = 144  # pixels; every size on a card is reduced from this one, twice the largest
_MASTERS = 1024  # of 20 KB; common characters come in many sizes
_STEPS = 4  # positions of a glyph within a pixel
_GLYPHS = 4096  # of 4 KB; a card needs some fifty


class MissingGlyph(ValueError):
    """The font has no glyph for `character`; it would be printed as an empty box."""

    def __init__(self, character: str) -> None:
        """`character` is the one that is missing."""
        self.character = character
        name = unicodedata.name(character, "unnamed")
        super().__init__(f"the font has no glyph for {character!r} (U+{ord(character):04X} {name})")


class Typeface:
    """One variable font.

    Pillow copies the whole font (30 MB) for every size it opens. So it is opened once, at a large size, and each
    glyph is reduced once for every size and weight in use. Widths then grow exactly with the size.
    Pillow's own layout engine is used because the better one needs a library (fribidi) that not every machine
    has, and the same card must come out everywhere.
    """

    def __init__(self, font: bytes) -> None:
        """Open `font`, a TrueType collection with a weight axis. Raises OSError where Pillow cannot read it."""
        self._font = ImageFont.truetype(io.BytesIO(font), _MASTER, _FACE, layout_engine=ImageFont.Layout.BASIC)
        self._master = lru_cache(_MASTERS)(self._drawn)
        self._glyph = lru_cache(_GLYPHS)(self._reduced)
        self._advances: dict[tuple[str, int], float] = {}
        self._measures: dict[tuple[int, Language], Measure] = {}
        self._known: set[str] = set()
        # A noncharacter: no font has it, so it looks like the empty box.
        self._nothing = self._master("\uffff", 400)

    def check(self, text: str) -> None:
        """Raise MissingGlyph for the first character of `text` that the font lacks."""
        for character in text:
            if character not in self._known:
                if self._box(character, 400) == self._nothing.box and self._master(character, 400) == self._nothing:
                    raise MissingGlyph(character)
                self._known.add(character)

    def measure(self, weight: int, language: Language) -> Measure:
        """A measure of lines set in `weight`."""
        key = weight, language
        if key not in self._measures:
            self._measures[key] = line_measure(language, lambda character: self._advance(character, weight))
        return self._measures[key]

    def write(
        self,
        image: Image.Image,
        at: tuple[float, float],
        text: str,
        size: int,
        weight: int,
        colour: Colour | int,
        language: Language,
    ) -> float:
        """Draw `text` on `image` from the pen position `at` on the baseline; return where the pen ends, in pixels.

        `colour` is one of the image's mode.
        """
        line = place(text, language, lambda character: self._advance(character, weight))
        for character, x in line.glyphs:
            pen = round((at[0] + x * size) * _STEPS)
            glyph, left, top = self._glyph(character, weight, size, pen % _STEPS)
            image.paste(colour, (pen // _STEPS + left, round(at[1]) + top), glyph)
        return at[0] + line.width * size

    def _advance(self, character: str, weight: int) -> float:
        key = character, weight
        if key not in self._advances:
            self._font.set_variation_by_axes([weight])
            self._advances[key] = self._font.getlength(character) / _MASTER
        return self._advances[key]

    def _box(self, character: str, weight: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the ink at the master size, from the pen."""
        self._font.set_variation_by_axes([weight])
        left, top, right, bottom = self._font.getbbox(character, anchor="ls")
        return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)

    def _drawn(self, character: str, weight: int) -> "_Master":
        box = left, top, right, bottom = self._box(character, weight)
        ink = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(ink).text((-left, -top), character, 255, self._font, anchor="ls")
        return _Master(ink, box)

    def _reduced(self, character: str, weight: int, size: int, step: int) -> tuple[Image.Image, int, int]:
        """The glyph reduced to `size`, moved right by `step` parts of a pixel; left and top from the pen."""
        scale = _MASTER / size
        ink, box = self._master(character, weight)
        left, top = math.floor(box[0] / scale) - 1, math.floor(box[1] / scale) - 1
        width, height = math.ceil(box[2] / scale) + 2 - left, math.ceil(box[3] / scale) + 2 - top
        # The pen stands between pixels of the master: the ink goes to whole ones, and the part that is reduced is moved.
        x, y = (step / _STEPS - left) * scale, -top * scale
        pen = math.ceil(x), math.ceil(y)
        sheet = Image.new("L", (math.ceil(width * scale) + 1, math.ceil(height * scale) + 1))
        sheet.paste(ink, (pen[0] + box[0], pen[1] + box[1]))
        x, y = pen[0] - x, pen[1] - y
        part = x, y, x + width * scale, y + height * scale
        return sheet.resize((width, height), Image.Resampling.BOX, part), left, top


class _Master(NamedTuple):
    """The ink of a glyph at the master size (L), and its box: left, top, right, bottom from the pen."""

    ink: Image.Image
    box: tuple[int, int, int, int]
