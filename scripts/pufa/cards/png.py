"""Making a card small, fast: what many cards share is brought to a palette once, and text is printed in palette indices.

Measured on 1200×630: true colour takes 50 ms and 75 KB and more a card, a palette chosen anew for every card 45 ms.
Printing on a finished plate takes 2 ms and compressing the sheet 2 ms more; the plate itself takes 10.
"""

import struct
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from PIL import Image

from pufa.cards.palette import Colour

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHADES = 96  # of the art, besides the flats: 48 dB. A third fewer save 3 % of the bytes and lose 1 dB
_EDGES = 5  # steps from the ground of a chip, a stamp or a common word to its colour
_STEPS = 10  # from paper to ink where a card is printed: half as many again cost 2 % more bytes, and nobody sees them
_MOST = 220  # of the 256 that a palette can have: the rest is for what lies between paper and inks
_LEVELS = [(coverage * _STEPS + 127) // 255 for coverage in range(256)]
_SEEN = [255 if level else 0 for level in _LEVELS]


class Plate(NamedTuple):
    """What many cards share, ready to be printed on.

    `sheet` (L) holds palette indices, behind one column of zeros: PNG wants a byte before each row that says how the
    row is filtered, and so the sheet's bytes are what gets compressed. `opening` is the file up to its pixels.
    `inks` gives for each ink the index of every coverage from 0 to 255, over the paper.
    """

    sheet: Image.Image
    opening: bytes
    inks: Mapping[Colour, list[int]]


def colour_table(art: Image.Image, flats: Collection[Colour], words: Iterable[tuple[Colour, Colour]]) -> list[Colour]:
    """At most 220 colours: all `flats`, what lies between the pairs of `words` (ground and ink), shades of `art` (RGB).

    It depends on no word, so cards that differ in a word differ in its pixels alone.
    """
    fixed = [*flats, *(colour for ground, ink in words for colour in _ramp(ground, ink, _EDGES)[1:-1])]
    fixed = list(dict.fromkeys(fixed))
    # Every fourth pixel of every fourth line: shades as good in a fraction of the time.
    art = art.resize((art.width // 4, art.height // 4), Image.Resampling.NEAREST)
    reduced = art.quantize(min(_SHADES, _MOST - len(fixed)), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    values = reduced.getpalette() or []
    colours = list(dict.fromkeys([*fixed, *zip(values[::3], values[1::3], values[2::3], strict=True)]))
    probe = Image.new("RGB", (len(flats), 1))
    probe.putdata(list(flats))
    # Pillow looks up the nearest colour in coarse steps: another may win against a flat that is in the table.
    # Whatever does so has to go.
    while True:
        found = probe.quantize(palette=_palette(colours), dither=Image.Dither.NONE).convert("RGB")
        wrong = {got for got, want in zip(found.get_flattened_data(), flats, strict=True) if got != want} - set(flats)
        if not wrong:
            return colours
        colours = [colour for colour in colours if colour not in wrong]


def make_plate(image: Image.Image, colours: Sequence[Colour], paper: Colour, inks: Iterable[Colour]) -> Plate:
    """A plate that looks like `image` (RGB) in `colours`, to be printed on in `inks` where it shows its `paper`.

    `colours` are a `colour_table`; what lies between paper and inks is added to them.
    """
    indices = image.quantize(palette=_palette(colours), dither=Image.Dither.NONE)
    sheet = Image.new("L", (image.width + 1, image.height))
    sheet.paste(Image.frombytes("L", image.size, indices.tobytes()), (1, 0))
    ramps = {ink: _ramp(paper, ink, _STEPS) for ink in inks}
    table = list(dict.fromkeys([*colours, *chain.from_iterable(ramps.values())]))
    index = {colour: i for i, colour in enumerate(table)}
    size = struct.pack(">IIBBBBB", *image.size, 8, 3, 0, 0, 0)  # eight bits, palette
    colour_bytes = bytes(value for colour in table for value in colour)
    opening = _SIGNATURE + _chunk(b"IHDR", size) + _chunk(b"PLTE", colour_bytes)
    return Plate(sheet, opening, {ink: [index[ramp[level]] for level in _LEVELS] for ink, ramp in ramps.items()})


def print_ink(plate: Plate, sheet: Image.Image, ink: Colour, coverage: Image.Image) -> None:
    """Print `ink` on `sheet`, a copy of that of `plate`, where `coverage` (L, as large as the card) is not 0."""
    if box := coverage.getbbox():
        part = coverage.crop(box)
        sheet.paste(part.point(plate.inks[ink]), (box[0] + 1, box[1]), part.point(_SEEN))


def encode(plate: Plate, sheet: Image.Image, marks: bytes = b"") -> bytes:
    """`sheet`, a copy of that of `plate` which was printed on, as PNG: size, palette and pixels, and any `marks`."""
    # Run lengths only, in blocks of 4,096: 1.8 ms and 46 KB. In blocks of 32,768 it is 49 KB, because scene and text
    # then share a code; looking for repeats as well (level 6) takes 7 ms and makes 41 KB of it.
    deflate = zlib.compressobj(strategy=zlib.Z_RLE, memLevel=6)
    pixels = deflate.compress(sheet.tobytes()) + deflate.flush()
    return plate.opening + marks + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels. Raises ValueError where it is none."""
    if data[:8] != _SIGNATURE:
        raise ValueError("this is no PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def note(keyword: str, text: str) -> bytes:
    """A Latin text in a PNG under one of the keywords of the format (`Source`): a tEXt chunk."""
    return _chunk(b"tEXt", f"{keyword}\0{text}".encode("latin-1"))


def xmp(packet: str) -> bytes:
    """A packet of XMP in a PNG, uncompressed as the specification wants it (part 3, 1.1.5): an iTXt chunk."""
    return _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet.encode())


def _ramp(ground: Colour, ink: Colour, steps: int) -> list[Colour]:
    """From `ground` to `ink`, both included."""
    red, green, blue = (
        [round(a + (b - a) * step / steps) for step in range(steps + 1)] for a, b in zip(ground, ink, strict=True)
    )
    return list(zip(red, green, blue, strict=True))


def _palette(colours: Sequence[Colour]) -> Image.Image:
    table = Image.new("P", (1, 1))
    table.putpalette([value for colour in colours for value in colour])
    return table


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
