"""The site's own picture: the shield on paper, for feed readers and home screens."""

import io

from PIL import Image

from pufa.cards.studio import Studio
from pufa.model.site import ICON_SIZE

_SHIELD = 424


def draw_icon(studio: Studio) -> bytes:
    """A square PNG of 512 px."""
    icon = Image.new("RGB", (ICON_SIZE, ICON_SIZE), studio.palette.colours["paper"])
    shield = studio.picture("props/shield", _SHIELD)
    edge = (ICON_SIZE - _SHIELD) // 2
    icon.paste(shield, (edge, edge), shield)
    data = io.BytesIO()
    icon.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()
