"""Making a card small: a palette PNG whose flat colours are exact.

Measured on 1200×630: true colour takes 50 ms and 75 KB and more, and choosing a palette anew for every card takes
45 ms. Mapping a card to a table that was made once takes 1.5 ms, so a table is made for each look of card.
"""

import io
from collections.abc import Iterable

from PIL import Image

from pufa.cards.palette import Colour

_LEVEL = 6  # of 1 to 9: 9 saves a tenth and takes eight times as long


def colour_table(specimen: Image.Image, flats: Iterable[Colour], shades: int) -> Image.Image:
    """A table for cards that look like `specimen` (RGB): those of the `flats` it shows, exact, and its `shades`."""
    # Every second pixel of every second line: the same colours in a quarter of the time.
    specimen = specimen.resize((specimen.width // 2, specimen.height // 2), Image.Resampling.NEAREST)
    counts = {colour: count for count, colour in specimen.getcolors(specimen.width * specimen.height) or ()}
    kept = sorted({flat for flat in flats if counts.get(flat, 0) >= 16})
    reduced = specimen.quantize(shades, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    values = reduced.getpalette() or []
    mixed = [c for c in zip(values[::3], values[1::3], values[2::3], strict=True) if c not in kept]
    probe = Image.new("RGB", (len(kept), 1))
    probe.putdata(kept)
    # Pillow looks up the nearest colour in coarse steps: a shade may win against a flat that is in the table.
    # Whatever does so has to go.
    while True:
        table = Image.new("P", (1, 1))
        table.putpalette([value for colour in [*kept, *mixed][:256] for value in colour])
        found = probe.quantize(palette=table, dither=Image.Dither.NONE).convert("RGB")
        wrong = {got for got, want in zip(found.get_flattened_data(), kept, strict=True) if got != want} - set(kept)
        if not wrong:
            return table
        mixed = [colour for colour in mixed if colour not in wrong]


def encode(image: Image.Image, table: Image.Image) -> bytes:
    """`image` (RGB) in the colours of `table`, as PNG: nothing in it but size, palette and pixels."""
    file = io.BytesIO()
    image.quantize(palette=table, dither=Image.Dither.NONE).save(file, "PNG", compress_level=_LEVEL)
    return file.getvalue()
