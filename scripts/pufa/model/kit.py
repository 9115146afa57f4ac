"""The share kit: what an article gives to whoever passes it on."""

from typing import NamedTuple

from pufa.model.text import Text

NAMES = {
    "open-graph": Text("链接卡片", "Link card"),
    "square": Text("方图", "Square"),
    "wechat-head": Text("公众号头图", "WeChat head picture"),
    "wechat-square": Text("公众号列表小图", "WeChat list picture"),
    "portrait": Text("竖图", "Portrait"),
    "portrait-qr": Text("竖图，带二维码", "Portrait with QR code"),
    "long": Text("长图", "Long picture"),
    "strip": Text("连环画", "Comic strip"),
    "chat": Text("聊天长图", "The chat as a long picture"),
    "weibo": Text("九宫格第 {} 张", "Tile {} of nine"),
    "poster-a4": Text("海报 A4", "Poster A4"),
    "poster-a3": Text("海报 A3", "Poster A3"),
    "handout": Text("长辈版单页", "Handout in large print"),
}
"""What people call each format."""


class Item(NamedTuple):
    """One file of a kit: `name` is that of its format, `path` from the root of the site, `size` in bytes.

    A picture has its width and height in pixels, and words for those who do not see it.
    """

    name: str
    path: str
    size: int
    width: int = 0
    height: int = 0
    alt: str = ""

    @property
    def label(self) -> Text:
        """What people call it."""
        stem, _, number = self.name.rpartition("-")
        if stem == "weibo":
            text = NAMES[stem]
            return Text(text.zh.format(number), text.en.format(number))
        return NAMES.get(self.name, Text(self.name, self.name))  # a format that was given up is still asked after
