"""Vector pictures put together from the theme's art: a scene as one SVG, a QR code as one path."""

import re
from collections.abc import Mapping, Sequence

import segno

from pufa.cards.furniture import QUIET
from pufa.cards.layout import Box, Drawing, staged
from pufa.cards.scene import UnknownArt
from pufa.cards.studio import Studio

FINE = 10
"""Drawings are placed in whole tenths of a point."""

SYMBOL = 26 * 72 / 25.4
"""Points: how wide a code's modules are together, without the quiet zone. At 26 mm an old telephone reads it."""

_LARGEST = 3  # points for a pixel of the scene: far larger than any sheet wants it
_SPREAD = 1.35  # how much further apart they may stand than on a card

_ROOT = re.compile(rb"<svg\b[^>]*>")
_VIEW = re.compile(rb'viewBox="([^"]+)"')
_PAINT = re.compile(rb'\s(fill|stroke-linecap|stroke-linejoin)="[^"]*"')
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


def scene(
    name: str, studio: Studio, art: Mapping[str, bytes], width: float, height: float, floating: bool = True
) -> bytes:
    """The scene `name` as an SVG of `width` by `height` points, feet at its lower edge.

    Without `floating` what hangs in the air stays away, where two can do without it: they are then larger.
    """
    box = Box(0, 0, width * FINE, height * FINE)
    cast = [place for place in studio.scenes.scene[name].place if place.art.startswith("characters/")]
    return drawn(staged(name, studio, box, _LARGEST * FINE, _SPREAD, floating or len(cast) < 2), art, width, height)


def drawn(drawings: Sequence[Drawing], art: Mapping[str, bytes], width: float, height: float) -> bytes:
    """Drawings (placed in tenths of a point) as one SVG, from back to front. Raises UnknownArt."""
    parts = [b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">' % (width * FINE, height * FINE)]
    parts += [_nested(drawing, art) for drawing in drawings]
    return b"".join([*parts, b"</svg>"])


def _nested(drawing: Drawing, art: Mapping[str, bytes]) -> bytes:
    """A drawing of the theme as a part of another one. None refers to its own ids, so that they may come twice."""
    if drawing.art not in art:
        raise UnknownArt(drawing.art, art)
    source = art[drawing.art]
    root, view = _ROOT.search(source), _VIEW.search(source)
    assert root
    assert view
    _, _, wide, high = map(float, view[1].split())
    place = f' x="{drawing.x}" y="{drawing.y}" width="{drawing.width}" height="{drawing.width * high / wide:g}"'
    paint = b"".join(match[0] for match in _PAINT.finditer(root[0]))
    head = b'<svg overflow="visible" viewBox="%s"%s%s>' % (view[1], place.encode(), paint)
    inside = source[root.end() :]
    return head + _TITLE.sub(b"", inside)


def code(address: str) -> tuple[bytes, float]:
    """The QR code of an address as an SVG with its quiet zone, and its width in points."""
    # Level M, so that a crease or a thumb does not spoil it.
    modules = [bytes(row) for row in segno.make(address, error="m", micro=False, boost_error=False).matrix]
    side = len(modules) + 2 * QUIET
    runs = []
    for y, row in enumerate(modules, QUIET):
        for run in re.finditer(rb"\x01+", row):
            wide = run.end() - run.start()
            runs.append(f"M{run.start() + QUIET} {y}h{wide}v1h-{wide}z")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{"".join(runs)}"/></svg>'
    )
    return svg.encode(), SYMBOL * side / len(modules)
