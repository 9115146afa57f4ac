"""Drawing a card: the words of a caption and the pictures of a scene, laid out in a format."""

from typing import NamedTuple

from PIL import Image, ImageDraw

from pufa.cards.caption import Caption, caption
from pufa.cards.format import OPEN_GRAPH, Format, Style
from pufa.cards.layout import Line
from pufa.cards.palette import Colour
from pufa.cards.png import Plate, colour_table, encode, make_plate, print_ink
from pufa.cards.provenance import marks
from pufa.cards.stamp import FINE, HALF, draw_stamp
from pufa.cards.studio import Studio
from pufa.cards.typography import Measure, Setting, fit
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site

_CHIP_SIZE, _CHIP_WEIGHT = 25, 800
_PAD = 0.46  # heights of a pill beside its word
_INK, _SOFT, _NAME = "ink", "ink_soft", "teal_deep"


def draw_card(article: Article, site: Site, registries: Registries, studio: Studio) -> bytes:
    """The Open Graph card of `article`: a PNG of 1200×630 pixels.

    Raises MissingGlyph for a character that the font lacks, UnknownScene for a `scene:` that does not exist or, on
    a rumor, leaves no room for the verdict.
    """
    words = caption(article, site, registries)
    for text in _texts(words):
        studio.typeface.check(text)
    return _print(words, studio.scenes.of(article), OPEN_GRAPH, studio, marks(article, site))


def _texts(words: Caption) -> tuple[str, ...]:
    said = [word.text for word in (words.mark, words.seal) if word]
    return (words.chip, *words.context, words.title, words.line, words.site, words.demo, words.hotlines, *said, "…·-")


def _print(words: Caption, scene: str, format: Format, studio: Studio, written: bytes) -> bytes:
    """Everything that other cards have too stands on a plate; what is this card's own is printed on it."""
    shared = words._replace(context=(), title="", line="")
    plate = studio.plate((format, scene, shared), lambda: _plate(shared, scene, format, studio))
    sheet = plate.sheet.copy()
    own = lines(words, format, studio)
    for ink in (studio.colour(_SOFT), studio.colour(_INK)):
        coverage = Image.new("L", (format.width, format.height))
        for line in own:
            if line.ink == ink:
                at = line.x, line.baseline
                studio.typeface.write(coverage, at, line.text, line.size, line.weight, 255, words.language)
        print_ink(plate, sheet, ink, coverage)
    return encode(plate, sheet, written)


def lines(words: Caption, format: Format, studio: Studio) -> list[Line]:
    """What is printed on a plate: as much of the context as has room beside the chip, the title, the line below it."""
    ground = studio.palette.grounds[words.kind].paper
    return [*_context(words, format, ground, studio), *_text(words, format, ground, studio)]


def _context(words: Caption, format: Format, ground: Colour, studio: Studio) -> list[Line]:
    measure = studio.typeface.measure(_CHIP_WEIGHT, words.language)
    x = format.margin + _pill(words.chip, format.chip, _CHIP_SIZE, measure) + 18
    if words.mark:
        x += 10 + _pill(words.mark.text, format.chip, _CHIP_SIZE, measure)
    measure = studio.typeface.measure(600, words.language)
    for count in range(len(words.context), 0, -1):
        text = " · ".join(part for part in words.context[:count] if part)
        if size := _largest(measure(text), range(_CHIP_SIZE, 18, -1), format.right - x):
            ink, baseline = studio.colour(_SOFT), format.head + size * HALF
            return [Line(x, baseline, measure(text) * size, text, size, 600, ink, ground)]
    return []


def _text(words: Caption, format: Format, ground: Colour, studio: Studio) -> list[Line]:
    """The title and the line below it, in the middle of their room."""
    blocks: list[tuple[Setting, Style]] = []
    for text, style in ((words.title, format.title[words.language]), (words.line, format.line[words.language])):
        measure = studio.typeface.measure(style.weight, words.language)
        blocks.append((fit(text, words.language, measure, format.column, style.sizes, style.most), style))
    heights = [setting.size * style.pitch * len(setting.lines) for setting, style in blocks]
    y = format.top + (format.bottom - format.top - sum(heights) - format.gap) / 2
    found: list[Line] = []
    ink = studio.colour(_INK)
    for (setting, style), height in zip(blocks, heights, strict=True):
        measure = studio.typeface.measure(style.weight, words.language)
        for i, text in enumerate(setting.lines):
            baseline, wide = y + setting.size * (style.pitch * i + 0.99), measure(text) * setting.size
            found.append(Line(format.margin, baseline, wide, text, setting.size, style.weight, ink, ground))
        y += height + format.gap
    return found


def _plate(words: Caption, scene: str, format: Format, studio: Studio) -> Plate:
    ground = studio.picture(f"backgrounds/{words.kind}", format.width).convert("RGB")
    sheet = _Sheet(ground, words, format, studio)
    for art, x, y, width in ((p.art, p.x, p.y, p.width) for p in studio.scenes.scene[scene].place):
        sheet.picture(art, format.stage[0] + x, format.stage[1] + y, width)
    colours = colour_table(sheet.image, studio.palette.colours.values(), _words_on_grounds(words, studio))
    sheet.head()
    sheet.foot()
    sheet.stamp()
    inks = studio.colour(_INK), studio.colour(_SOFT)
    return make_plate(sheet.image, colours, studio.palette.grounds[words.kind].paper, inks)


def _words_on_grounds(words: Caption, studio: Studio) -> list[tuple[Colour, Colour]]:
    """Every pair of colours that meet in the words of a card, and at the edges of chips and stamp."""
    (ground, chip, chip_text), colour = studio.palette.grounds[words.kind], studio.colour
    pairs = [(ground, colour(name)) for name in (_INK, _SOFT, _NAME)] + [(ground, chip), (chip, chip_text)]
    if words.demo:
        pairs += [(ground, colour("paper")), (colour("paper"), colour(_INK))]
    if words.mark:
        pairs += [(ground, colour(words.mark.colour)), (colour(words.mark.colour), colour("white"))]
    if words.seal:
        pairs += [(ground, colour(words.seal.colour)), (colour("paper"), colour(words.seal.colour))]
    return pairs


class _Sheet(NamedTuple):
    """A plate that is being drawn."""

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
        width = _pill(text, height, size, self.measure(_CHIP_WEIGHT))
        mask = Image.new("L", (width * FINE, height * FINE))
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), mask.height / 2, fill=255)
        self.image.paste(fill, (x, middle - height // 2), mask.resize((width, height), Image.Resampling.BOX))
        self.write(x + height * _PAD, middle + size * HALF, text, size, _CHIP_WEIGHT, colour)
        return x + width

    def head(self) -> None:
        """The chip, and a mark where there is one."""
        grid, words, ground = self.format, self.words, self.studio.palette.grounds[self.words.kind]
        x = self.chip(grid.margin, grid.head, grid.chip, _CHIP_SIZE, words.chip, ground.chip, ground.chip_text)
        if words.mark:
            fill, white = self.studio.colour(words.mark.colour), self.studio.colour("white")
            self.chip(x + 10, grid.head, grid.chip, _CHIP_SIZE, words.mark.text, fill, white)

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
        x = self.write(left, first + size * HALF, site, size, 800, colour(_NAME))
        if words.demo:
            x = self.chip(round(x + 14), first, 30, 18, words.demo, colour("paper"), colour(_INK))
        small = _largest(calls(words.hotlines), range(size - 4 if one_row else 18, 9, -1), room) or 10
        start = x + 20 if one_row else left
        self.write(start, second + small * HALF, words.hotlines, small, 500, colour(_SOFT if one_row else _INK))

    def stamp(self) -> None:
        """The verdict, where there is one."""
        seal, diameter = self.words.seal, self.format.seal.diameter
        if seal:
            drawing = draw_stamp(seal, self.words.language, diameter, self.studio)
            self.image.paste(drawing, self.format.seal.box[:2], drawing)


def _pill(text: str, height: int, size: int, measure: Measure) -> int:
    """How wide a pill with a word in it is."""
    return round(measure(text) * size + 2 * height * _PAD)


def _largest(width: float, sizes: range, room: float) -> int | None:
    """The first of the `sizes` at which a text `width` ems wide has room."""
    return next((size for size in sizes if width * size <= room), None)
