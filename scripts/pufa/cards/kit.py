"""The picture kit of an article: every format by name, each drawn only when it is asked for."""

from collections.abc import Callable, Mapping

from pufa.cards.chat import chat
from pufa.cards.layout import Desk, Layout
from pufa.cards.paint import paint
from pufa.cards.provenance import marks
from pufa.cards.scroll import scroll
from pufa.cards.single import head, portrait, portrait_with_code, square, thumb
from pufa.cards.story import Story, story
from pufa.cards.strip import strip
from pufa.cards.studio import Studio
from pufa.cards.tiles import tile, tiles
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.vocabulary import Status

ALWAYS = ("square",)
"""What every article has besides its card; the others are drawn on demand."""

_TILE = "weibo-"
_Format = Callable[[Story, str, Desk], Layout]
_SINGLE: Mapping[str, _Format] = {
    "wechat-head": head,
    "wechat-square": thumb,
    "square": square,
    "portrait": portrait,
    "portrait-qr": portrait_with_code,
}
_TOLD: Mapping[str, _Format] = {"strip": strip, "chat": chat}
"""A conversation once more."""


def pictures(article: Article, site: Site, registries: Registries) -> tuple[str, ...]:
    """The names of the pictures that `article` has.

    A withdrawn one is not told again: it has no long one, no strip and no tiles. A conversation is told only where there
    is one, and never that of a rumor, whose every picture is about its verdict.
    """
    if article.status is Status.WITHDRAWN:
        return tuple(_SINGLE)
    words = story(article, site, registries)
    told = _TOLD if words.chat and not words.verdict else ()
    return (*_SINGLE, "long", *told, *(f"{_TILE}{number}" for number in range(1, len(tiles(words)) + 1)))


def lay_out(name: str, article: Article, site: Site, registries: Registries, studio: Studio) -> Layout:
    """The picture `name` of `article` before it is drawn.

    Raises KeyError for a name that is none, MissingGlyph for a character that the font lacks, UnknownScene and
    UnknownArt for drawings that do not exist.
    """
    words = story(article, site, registries)
    for text in words.texts:
        studio.typeface.check(text)
    desk = Desk(studio, article.language, words.caption.kind)
    scene = studio.scenes.of(article)
    if name not in pictures(article, site, registries):
        raise KeyError(name)
    if name.startswith(_TILE):
        return tile(int(name.removeprefix(_TILE)), words, scene, desk)
    return {**_SINGLE, **_TOLD, "long": scroll}[name](words, scene, desk)


def draw_picture(name: str, article: Article, site: Site, registries: Registries, studio: Studio) -> bytes:
    """The picture `name` of `article` as PNG; it says which version of what it is. Raises as `lay_out` does."""
    layout = lay_out(name, article, site, registries, studio)
    return paint(layout, article.language, studio, marks(article, site), name in ALWAYS)
