"""The picture kit of an article: every format by name, each drawn only when it is asked for."""

from collections.abc import Callable, Mapping

from pufa.cards.layout import Desk, Layout
from pufa.cards.paint import paint
from pufa.cards.provenance import marks
from pufa.cards.scroll import scroll
from pufa.cards.single import head, portrait, portrait_with_code, square, thumb
from pufa.cards.story import Story, story
from pufa.cards.studio import Studio
from pufa.cards.tiles import tile, tiles
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.vocabulary import Status

ALWAYS = ("square",)
"""What every article has besides its card; the others are drawn on demand."""

_TILE = "weibo-"
_SINGLE: Mapping[str, Callable[[Story, str, Desk], Layout]] = {
    "wechat-head": head,
    "wechat-square": thumb,
    "square": square,
    "portrait": portrait,
    "portrait-qr": portrait_with_code,
}


def pictures(article: Article, site: Site, registries: Registries) -> tuple[str, ...]:
    """The names of the pictures that `article` has. A withdrawn one is not told again: it has no long one and no tiles."""
    if article.status is Status.WITHDRAWN:
        return tuple(_SINGLE)
    count = len(tiles(story(article, site, registries)))
    return (*_SINGLE, "long", *(f"{_TILE}{number}" for number in range(1, count + 1)))


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
    return {**_SINGLE, "long": scroll}[name](words, scene, desk)


def draw_picture(name: str, article: Article, site: Site, registries: Registries, studio: Studio) -> bytes:
    """The picture `name` of `article` as PNG; it says which version of what it is. Raises as `lay_out` does."""
    layout = lay_out(name, article, site, registries, studio)
    return paint(layout, article.language, studio, marks(article, site), name in ALWAYS)
