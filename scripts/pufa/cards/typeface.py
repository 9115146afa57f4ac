"""The font: how wide its characters are, which it lacks, and drawing them."""

import io
import math
import unicodedata

from PIL import Image, ImageDraw, ImageFont

from pufa.cards.palette import Colour
from pufa.cards.typography import Measure, place
from pufa.model.text import Language

_FACE = 2  # Simplified Chinese in the Noto Sans CJK collection
_MASTER = 216  # pixels; every size on a card is reduced from this one
_STEPS = 4  # positions of a glyph within a pixel


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
        self._advances: dict[tuple[str, int], float] = {}
        self._glyphs: dict[tuple[str, int, int, int], tuple[Image.Image, int, int]] = {}
        self._known: set[str] = set()
        self._nothing = self._look("\uffff")  # a noncharacter: no font has it, so this is the empty box

    def check(self, text: str) -> None:
        """Raise MissingGlyph for the first character of `text` that the font lacks."""
        for character in text:
            if character not in self._known:
                if self._look(character) == self._nothing:
                    raise MissingGlyph(character)
                self._known.add(character)

    def measure(self, weight: int, language: Language) -> Measure:
        """A measure of lines set in `weight`."""
        return lambda text: place(text, language, lambda character: self._advance(character, weight)).width

    def write(
        self,
        image: Image.Image,
        at: tuple[float, float],
        text: str,
        size: int,
        weight: int,
        colour: Colour,
        language: Language,
    ) -> float:
        """Draw `text` on `image` from the pen position `at` on the baseline; return where the pen ends, in pixels."""
        line = place(text, language, lambda character: self._advance(character, weight))
        for character, x in line.glyphs:
            pen = round((at[0] + x * size) * _STEPS)
            glyph, left, top = self._glyph(character, weight, size, pen % _STEPS)
            image.paste(colour, (pen // _STEPS + left, round(at[1]) + top), glyph)
        return at[0] + line.width * size

    def _draw(self, character: str, weight: int, size: tuple[int, int], pen: tuple[float, float]) -> Image.Image:
        """A sheet of `size` with `character` at the master size, its pen at `pen` on the baseline."""
        self._font.set_variation_by_axes([weight])
        sheet = Image.new("L", size)
        ImageDraw.Draw(sheet).text(pen, character, 255, self._font, anchor="ls")
        return sheet

    def _look(self, character: str) -> bytes:
        return self._draw(character, 400, (2 * _MASTER, 2 * _MASTER), (_MASTER // 2, _MASTER * 3 // 2)).tobytes()

    def _advance(self, character: str, weight: int) -> float:
        key = character, weight
        if key not in self._advances:
            self._font.set_variation_by_axes([weight])
            self._advances[key] = self._font.getlength(character) / _MASTER
        return self._advances[key]

    def _glyph(self, character: str, weight: int, size: int, step: int) -> tuple[Image.Image, int, int]:
        """The glyph reduced to `size`, moved right by `step` parts of a pixel; left and top from the pen."""
        key = character, weight, size, step
        if key not in self._glyphs:
            scale = _MASTER / size
            self._font.set_variation_by_axes([weight])
            box = self._font.getbbox(character, anchor="ls")
            left, top = math.floor(box[0] / scale) - 1, math.floor(box[1] / scale) - 1
            width, height = math.ceil(box[2] / scale) + 2 - left, math.ceil(box[3] / scale) + 2 - top
            pen = (step / _STEPS - left) * scale, -top * scale
            sheet = self._draw(character, weight, (math.ceil(width * scale), math.ceil(height * scale)), pen)
            reduced = sheet.resize((width, height), Image.Resampling.BOX, (0, 0, width * scale, height * scale))
            self._glyphs[key] = reduced, left, top
        return self._glyphs[key]
