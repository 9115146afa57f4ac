"""Painting a layout: from values to a PNG. Words in ink are printed on a plate of all the rest, as on the card."""

import math
from collections import defaultdict

from PIL import Image, ImageChops, ImageDraw

from pufa.cards.layout import Box, Code, Drawing, Fill, Layout, Line, Shape, Stamp
from pufa.cards.palette import Colour
from pufa.cards.png import Plate, colour_table, encode, make_plate, print_ink
from pufa.cards.stamp import FINE, draw_stamp
from pufa.cards.studio import Studio
from pufa.model.text import Language

_WHITE, _INK = "white", "ink"
_INKS = "ink", "ink_soft"  # what is printed on the paper itself


def paint(layout: Layout, language: Language, studio: Studio, marks: bytes = b"", often: bool = False) -> bytes:
    """`layout` as PNG, with `marks` in it. Raises UnknownArt.

    `often`: many pictures share all but their words, so the plate is worth remembering.
    """
    inks = {studio.colour(name) for name in _INKS}
    printed = [e for e in layout.elements if isinstance(e, Line) and e.ink in inks and e.ground == layout.paper]
    rest = layout._replace(elements=tuple(e for e in layout.elements if e not in printed))

    def make() -> Plate:
        return _plate(rest, language, studio)

    plate = studio.plate((rest, language), make) if often else make()
    sheet = plate.sheet.copy()
    by_ink: dict[Colour, list[Line]] = defaultdict(list)
    for line in printed:
        by_ink[line.ink].append(line)
    for ink, lines in sorted(by_ink.items()):
        coverage = Image.new("L", (layout.width, layout.height))
        for line in lines:
            at = line.x, line.baseline
            studio.typeface.write(coverage, at, line.text, line.size, line.weight, 255, language)
        print_ink(plate, sheet, ink, coverage)
    return encode(plate, sheet, marks)


def _plate(layout: Layout, language: Language, studio: Studio) -> Plate:
    image = pixels(layout, language, studio)
    pairs = [(line.ground, line.ink) for line in layout.lines]
    for stamp in (element for element in layout.elements if isinstance(element, Stamp)):
        pairs.append((studio.colour("paper"), studio.colour(stamp.word.colour)))
    colours = colour_table(image, studio.palette.colours.values(), dict.fromkeys(pairs))
    return make_plate(image, colours, layout.paper, [studio.colour(name) for name in _INKS])


def pixels(layout: Layout, language: Language, studio: Studio) -> Image.Image:
    """`layout` in true colour. Raises UnknownArt."""
    image = Image.new("RGB", (layout.width, layout.height), layout.paper)
    for element in layout.elements:
        match element:
            case Line(x, baseline, _, text, size, weight, ink, _):
                studio.typeface.write(image, (x, baseline), text, size, weight, ink, language)
            case Fill(box, colour, radius):
                _fill(image, box, colour, radius)
            case Drawing(art, x, y, width, window):
                lasting = art.startswith("backgrounds/") and not window
                drawing = studio.picture(art, width) if lasting else studio.drawn(art, width)
                _seen(image, drawing, (x, y), window)
            case Shape():
                _shape(image, element)
            case Stamp(x, y, diameter, word):
                drawing = draw_stamp(word, language, diameter, studio)
                image.paste(drawing, (x - diameter // 2, y - diameter // 2), drawing)
            case Code():
                _code(image, element, studio.colour(_INK), studio.colour(_WHITE))
    return image


def _fill(image: Image.Image, box: Box, colour: Colour, radius: int) -> None:
    left, top, right, bottom = (round(side) for side in box)
    if radius:
        image.paste(colour, (left, top), _rounded(right - left, bottom - top, radius))
    else:
        image.paste(colour, (left, top, right, bottom))


def _rounded(width: int, height: int, radius: int) -> Image.Image:
    """A mask with round corners. Only these are drawn large and reduced; the rest is flat."""
    radius = min(radius, width // 2, height // 2)
    mask = Image.new("L", (width, height), 255)
    if not radius:
        return mask
    disc = Image.new("L", (2 * radius * FINE, 2 * radius * FINE))
    ImageDraw.Draw(disc).ellipse((0, 0, disc.width - 1, disc.height - 1), fill=255)
    disc = disc.resize((2 * radius, 2 * radius), Image.Resampling.BOX)
    for x, from_x in ((0, 0), (mask.width - radius, radius)):
        for y, from_y in ((0, 0), (mask.height - radius, radius)):
            mask.paste(disc.crop((from_x, from_y, from_x + radius, from_y + radius)), (x, y))
    return mask


def _seen(image: Image.Image, drawing: Image.Image, at: tuple[int, int], window: Fill | None) -> None:
    """Put a drawing on the picture, behind its window where it has one."""
    if not window:
        image.paste(drawing, at, drawing)
        return
    left, top, right, bottom = (round(side) for side in window.box)
    sheet = Image.new("RGBA", (right - left, bottom - top))
    sheet.paste(drawing, (at[0] - left, at[1] - top))
    mask = ImageChops.multiply(sheet.getchannel("A"), _rounded(*sheet.size, window.radius))
    image.paste(sheet, (left, top), mask)


def _shape(image: Image.Image, shape: Shape) -> None:
    across, down = zip(*shape.points, strict=True)
    left, top = math.floor(min(across)) - shape.grown, math.floor(min(down)) - shape.grown
    right, bottom = math.ceil(max(across)) + shape.grown, math.ceil(max(down)) + shape.grown
    fine = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
    points = [((x - left) * FINE, (y - top) * FINE) for x, y in shape.points]
    draw = ImageDraw.Draw(fine)
    draw.polygon(points, fill=255)
    if shape.grown:
        draw.line([*points, points[0], points[1]], 255, 2 * shape.grown * FINE, joint="curve")
    mask = fine.resize((right - left, bottom - top), Image.Resampling.BOX)
    drawing = Image.new("RGBA", mask.size, shape.colour)
    drawing.putalpha(mask)
    _seen(image, drawing, (left, top), shape.window)


def _code(image: Image.Image, code: Code, dark: Colour, light: Colour) -> None:
    small = Image.new("RGB", (len(code.rows), len(code.rows)), light)
    for y, row in enumerate(code.rows):
        for x, module in enumerate(row):
            if module:
                small.putpixel((x, y), dark)
    image.paste(small.resize((code.side, code.side), Image.Resampling.NEAREST), (code.x, code.y))
