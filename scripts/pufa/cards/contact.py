"""Contact sheets: all the art at a glance, each drawing with its name, and all of it as small as a chat shows it."""

from collections.abc import Callable, Mapping, Sequence

from pufa.cards.layout import Box, Desk, Drawing, Element, Fill, Layout, staged
from pufa.cards.palette import Colour
from pufa.cards.studio import Studio
from pufa.model.text import Language

SMALL = 100
"""Pixels: as wide as a thumbnail in a chat. Who it is and what he does must still be seen."""

_GAP = 10
_NAME, _SIZE, _WEIGHT = 30, 16, 500  # the line of a name: height, size, weight
_KIND = "guide"  # scenes are shown on the paper of this kind of card
_ACROSS = 2400  # pixels that a sheet is wide at most

Tile = Callable[[float, float], list[Element]]
"""Draws itself with its upper left corner at x, y."""


def contact_sheets(studio: Studio) -> Mapping[str, Layout]:
    """A sheet by name for each folder of the art and for the scenes, and `small` for all at 100 pixels on white."""
    desk = Desk(studio, Language.EN, _KIND)
    folders = dict.fromkeys(name.split("/")[0] for name in studio.drawings)
    sheets = {}
    for folder in folders:
        names = [name for name in studio.drawings if name.split("/")[0] == folder]
        width = 300 if folder == "backgrounds" else 240
        height = max(_height(studio, name, width) for name in names)
        tiles = [(name.split("/")[1], _drawing(studio, name, width, height)) for name in names]
        sheets[folder] = _sheet(tiles, width, height, desk, named=True)
    scenes = [(name, _scene(studio, name, 320, desk.ground.paper)) for name in studio.scenes.scene]
    sheets["scenes"] = _sheet(scenes, 320, 320, desk, named=True)
    small = [(name, _drawing(studio, name, SMALL, SMALL)) for name in studio.drawings]
    small += [(name, _scene(studio, name, SMALL, desk.colour("white"))) for name in studio.scenes.scene]
    sheets["small"] = _sheet(small, SMALL, SMALL, desk, named=False)
    return sheets


def _height(studio: Studio, name: str, width: int) -> int:
    return studio.picture(name, width).height


def _drawing(studio: Studio, name: str, width: int, height: int) -> Tile:
    """A drawing at the bottom of a tile, as large as it allows."""
    wide = min(width, width * height // _height(studio, name, width))
    at = (width - wide) // 2, height - _height(studio, name, wide)
    return lambda x, y: [Drawing(name, round(x) + at[0], round(y) + at[1], wide)]


def _scene(studio: Studio, name: str, side: int, paper: Colour) -> Tile:
    """A scene on paper."""

    def draw(x: float, y: float) -> list[Element]:
        edge = side / 40
        zone = Box(x + edge, y + edge, x + side - edge, y + side - edge)
        return [Fill(Box(x, y, x + side, y + side), paper), *staged(name, studio, zone, 1.0)]

    return draw


def _sheet(tiles: Sequence[tuple[str, Tile]], width: int, height: int, desk: Desk, named: bool) -> Layout:
    """Tiles in rows, from left to right."""
    white, ink = desk.colour("white"), desk.colour("ink")
    columns = (_ACROSS - _GAP) // (width + _GAP)
    pitch = height + _GAP + (_NAME if named else 0)
    elements: list[Element] = []
    for number, (name, draw) in enumerate(tiles):
        x, y = _GAP + number % columns * (width + _GAP), _GAP + number // columns * pitch
        elements += draw(x, y)
        if named:
            middle = y + height + _NAME / 2
            line = desk.fitted(x, middle, name, range(_SIZE, 9, -1), _WEIGHT, width, (ink, white))
            elements.append(line._replace(x=x + (width - line.width) / 2))
    rows = -(-len(tiles) // columns)
    return Layout(columns * (width + _GAP) + _GAP, rows * pitch + _GAP, white, tuple(elements))
