"""Drawing a card: the words of a caption and the pictures of a scene, laid out in a format."""

from typing import NamedTuple

from PIL import Image, ImageDraw

from pufa.cards.caption import Caption, Word, caption
from pufa.cards.format import OPEN_GRAPH, Format, Style
from pufa.cards.palette import Colour
from pufa.cards.png import encode
from pufa.cards.studio import Studio
from pufa.cards.typography import Measure, fit
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language

_FINE = 4  # Pillow draws jagged curves: they are drawn this much larger and reduced
_HALF = 0.37  # ems from the middle of a character down to its baseline
_SEAL_PITCH = 1.04


def draw_card(article: Article, site: Site, registries: Registries, studio: Studio) -> bytes:
    """The Open Graph card of `article`: a PNG of 1200×630 pixels.

    Raises MissingGlyph for a character that the font lacks, UnknownScene for a `scene:` that does not exist or, on
    a rumor, leaves no room for the verdict.
    """
    words = caption(article, site, registries)
    for text in _texts(words):
        studio.typeface.check(text)
    scene = studio.scenes.of(article)
    likeness = _specimen(words)
    table = studio.table((scene, likeness), lambda: _paint(likeness, scene, OPEN_GRAPH, studio))
    return encode(_paint(words, scene, OPEN_GRAPH, studio), table)


def _texts(words: Caption) -> tuple[str, ...]:
    marks = [word.text for word in (words.mark, words.seal) if word]
    return (words.chip, *words.context, words.title, words.line, words.site, words.demo, words.hotlines, *marks, "…·")


def _specimen(words: Caption) -> Caption:
    """The same look with fixed words, so that a table of colours never depends on which card came first."""
    plain = "永和国書"
    return words._replace(
        language=Language.ZH,
        chip=plain,
        context=(plain,),
        title=plain * 4,
        line=plain * 6,
        site=plain,
        hotlines=plain * 3,
        demo=plain if words.demo else "",
        mark=words.mark and words.mark._replace(text=plain),
        seal=words.seal and words.seal._replace(text=plain),
    )


def _paint(words: Caption, scene: str, format: Format, studio: Studio) -> Image.Image:
    ground = studio.picture(f"backgrounds/{words.kind}", format.width).convert("RGB")
    sheet = _Sheet(ground, words, format, studio)
    for art, x, y, width in ((p.art, p.x, p.y, p.width) for p in studio.scenes.scene[scene].place):
        sheet.picture(art, format.stage[0] + x, format.stage[1] + y, width)
    sheet.head()
    sheet.text()
    sheet.foot()
    sheet.stamp()
    return sheet.image


class _Sheet(NamedTuple):
    """A card that is being drawn."""

    image: Image.Image
    words: Caption
    format: Format
    studio: Studio

    def picture(self, art: str, x: int, y: int, width: int) -> None:
        drawing = self.studio.picture(art, width)
        self.image.paste(drawing, (x, y), drawing)

    def measure(self, weight: int) -> Measure:
        return self.studio.typeface.measure(weight, self.words.language)

    def write(self, x: float, baseline: float, text: str, size: int, weight: int, colour: Colour) -> float:
        """Write one line; returns where the pen ends."""
        face = self.studio.typeface
        return face.write(self.image, (x, baseline), text, size, weight, colour, self.words.language)

    def chip(self, x: int, middle: int, height: int, size: int, text: str, fill: Colour, colour: Colour) -> int:
        """A pill with a word in it; returns where it ends."""
        pad = height * 0.46
        width = round(self.measure(800)(text) * size + 2 * pad)
        mask = Image.new("L", (width * _FINE, height * _FINE))
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), mask.height / 2, fill=255)
        self.image.paste(fill, (x, middle - height // 2), mask.resize((width, height), Image.Resampling.BOX))
        self.write(x + pad, middle + size * _HALF, text, size, 800, colour)
        return x + width

    def head(self) -> None:
        """The chip, a mark where there is one, and as much of the context as has room beside them."""
        grid, words, ground = self.format, self.words, self.studio.palette.grounds[self.words.kind]
        middle, height, size = grid.head, grid.chip, 25
        x = self.chip(grid.margin, middle, height, size, words.chip, ground.chip, ground.chip_text)
        if words.mark:
            fill, white = self.studio.colour(words.mark.colour), self.studio.colour("white")
            x = self.chip(x + 10, middle, height, size, words.mark.text, fill, white)
        x += 18
        for count in range(len(words.context), 0, -1):
            text = " · ".join(part for part in words.context[:count] if part)
            if smaller := self._largest(text, 600, range(size, 18, -1), grid.right - x):
                self.write(x, middle + smaller * _HALF, text, smaller, 600, self.studio.colour("ink_soft"))
                return

    def text(self) -> None:
        """The title and the line below it, in the middle of their room."""
        grid, words = self.format, self.words
        blocks: list[tuple[str, Style]] = [
            (words.title, grid.title[words.language]),
            (words.line, grid.line[words.language]),
        ]
        set_blocks = [
            (fit(text, words.language, self.measure(style.weight), grid.column, style.sizes, style.most), style)
            for text, style in blocks
        ]
        heights = [setting.size * style.pitch * len(setting.lines) for setting, style in set_blocks]
        y = grid.top + (grid.bottom - grid.top - sum(heights) - grid.gap) / 2
        for (setting, style), height in zip(set_blocks, heights, strict=True):
            for i, line in enumerate(setting.lines):
                baseline = y + setting.size * (style.pitch * i + 0.99)
                self.write(grid.margin, baseline, line, setting.size, style.weight, self.studio.colour("ink"))
            y += height + grid.gap

    def foot(self) -> None:
        """Shield, name of the site, whether it is a demonstration, and whom to call: in one row, else in two."""
        grid, words, colour = self.format, self.words, self.studio.colour
        left, room = grid.margin + 46, grid.column - 46
        demo = self.measure(800)(words.demo) * 18 + 14 + 30 * 0.92 if words.demo else 0
        name, calls = self.measure(800), self.measure(500)
        sizes = (26, 25, 24, 23, 22)
        one_row = [s for s in sizes if name(words.site) * s + demo + 20 + calls(words.hotlines) * (s - 4) <= room]
        first, second = (grid.foot, grid.foot) if one_row else (grid.foot - 14, grid.foot + 18)
        size, (site,), _ = fit(words.site, words.language, name, room - demo, one_row[:1] or range(22, 17, -1), 1)
        self.picture("props/shield", grid.margin - 2, first - 20, 38)
        x = self.write(left, first + size * _HALF, site, size, 800, colour("teal_deep"))
        if words.demo:
            x = self.chip(round(x + 14), first, 30, 18, words.demo, colour("paper"), colour("ink"))
        small = self._largest(words.hotlines, 500, range(size - 4 if one_row else 18, 9, -1), room) or 10
        start = x + 20 if one_row else left
        self.write(start, second + small * _HALF, words.hotlines, small, 500, colour("ink_soft" if one_row else "ink"))

    def stamp(self) -> None:
        """The verdict, where there is one."""
        seal, diameter = self.words.seal, self.format.seal.diameter
        if seal:
            key = seal, self.words.language, diameter
            drawing = self.studio.seal(key, lambda: _stamp(seal, self.words.language, diameter, self.studio))
            self.image.paste(drawing, self.format.seal.box[:2], drawing)

    def _largest(self, text: str, weight: int, sizes: range, room: float) -> int | None:
        width = self.measure(weight)(text)
        return next((size for size in sizes if width * size <= room), None)


def _stamp(seal: Word, language: Language, diameter: int, studio: Studio) -> Image.Image:
    """A round stamp, RGBA. The word stands alone, as large as the ring allows."""
    side = diameter * _FINE
    red, paper = studio.colour(seal.colour), studio.colour("paper")
    image = Image.new("RGBA", (side, side), (*red, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse(_ring(side, 0.495), fill=red)
    draw.ellipse(_ring(side, 0.458), fill=paper)
    draw.ellipse(_ring(side, 0.432), outline=red, width=round(side * 0.012))
    lines = _seal_lines(seal.text, language)
    measure = studio.typeface.measure(900, language)
    size = next(s for s in range(round(side * 0.4), 0, -1) if _inside(lines, s, side * 0.395, measure))
    for i, line in enumerate(lines):
        baseline = side / 2 + (i - (len(lines) - 1) / 2) * size * _SEAL_PITCH + size * _HALF
        studio.typeface.write(image, ((side - measure(line) * size) / 2, baseline), line, size, 900, red, language)
    turned = image.rotate(11, Image.Resampling.BICUBIC)
    return turned.resize((diameter, diameter), Image.Resampling.BOX)


def _seal_lines(word: str, language: Language) -> list[str]:
    """Four Chinese characters stand two and two, English words one on a line."""
    if language is not Language.ZH:
        return word.split()
    return [word[:2], word[2:]] if len(word) == 4 else [word]


def _inside(lines: list[str], size: int, radius: float, measure: Measure) -> bool:
    """Whether lines of `size` stay within a circle: the corners of the block are what comes nearest to it."""
    height = size * (_SEAL_PITCH * (len(lines) - 1) + 0.86)
    width = max(measure(line) for line in lines) * size
    return float((width / 2) ** 2 + (height / 2) ** 2) <= radius**2


def _ring(side: int, radius: float) -> tuple[float, float, float, float]:
    low, high = side * (0.5 - radius), side * (0.5 + radius)
    return low, low, high, high
