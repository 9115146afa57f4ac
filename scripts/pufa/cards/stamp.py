"""The verdict stamp: a word in a ring, a little askew."""

from PIL import Image, ImageDraw

from pufa.cards.caption import Word
from pufa.cards.studio import Studio
from pufa.cards.typography import Measure
from pufa.model.text import Language

FINE = 4
"""Pillow draws jagged curves: they are drawn this much larger and reduced."""

HALF = 0.37
"""Ems from the middle of a character down to its baseline."""

_PITCH = 1.04
_HYPHENATED = {"Misleading": "Mis- leading", "Unproven": "Un- proven", "Withdrawn": "With- drawn"}
"""In one line these would be too small to be read on a stamp in a thumbnail."""


def draw_stamp(seal: Word, language: Language, diameter: int, studio: Studio) -> Image.Image:
    """A round stamp, RGBA, `diameter` pixels wide. The word stands alone, as large as the ring allows."""
    side = diameter * FINE
    red, paper = studio.colour(seal.colour), studio.colour("paper")
    image = Image.new("RGBA", (side, side), (*red, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse(_ring(side, 0.495), fill=red)
    draw.ellipse(_ring(side, 0.458), fill=paper)
    draw.ellipse(_ring(side, 0.432), outline=red, width=round(side * 0.012))
    image = image.resize((diameter, diameter), Image.Resampling.BOX)
    lines = _lines(seal.text, language)
    measure = studio.typeface.measure(900, language)
    size = next(s for s in range(round(side * 0.4), 0, -1) if _inside(lines, s, side * 0.395, measure))
    word = Image.new("L", (side, side))
    for i, line in enumerate(lines):
        baseline = side / 2 + (i - (len(lines) - 1) / 2) * size * _PITCH + size * HALF
        studio.typeface.write(word, ((side - measure(line) * size) / 2, baseline), line, size, 900, 255, language)
    word = word.rotate(11, Image.Resampling.BICUBIC).resize((diameter, diameter), Image.Resampling.BOX)
    image.paste(red, (0, 0), word)
    return image


def _lines(word: str, language: Language) -> list[str]:
    """Four Chinese characters stand two and two, English words or halves of one on a line."""
    if language is not Language.ZH:
        return _HYPHENATED.get(word, word).split()
    return [word[:2], word[2:]] if len(word) == 4 else [word]


def _inside(lines: list[str], size: int, radius: float, measure: Measure) -> bool:
    """Whether lines of `size` stay within a circle: the corners of the block are what comes nearest to it."""
    height = size * (_PITCH * (len(lines) - 1) + 0.86)
    width = max(measure(line) for line in lines) * size
    return float((width / 2) ** 2 + (height / 2) ** 2) <= radius**2


def _ring(side: int, radius: float) -> tuple[float, float, float, float]:
    low, high = side * (0.5 - radius), side * (0.5 + radius)
    return low, low, high, high
