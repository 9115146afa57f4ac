"""What a picture says and shows, in words: for those who do not see it, and for the form in which it is posted."""

from pufa.cards.caption import Caption
from pufa.cards.scene import Scenes
from pufa.cards.story import Chat, Story, story
from pufa.cards.tiles import tiles
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language, Text

_CAST = {
    "xie": Text("小獬", "Xiao Xie the Xiezhi"),
    "weasel": Text("黄二狼", "the weasel"),
    "hen": Text("鸡妈妈", "the hen"),
    "chick": Text("小鸡", "the chick"),
    "rooster": Text("公鸡爷爷", "grandpa rooster"),
    "hamster": Text("仓鼠", "the hamster"),
    "duck": Text("鸭邻居", "the duck"),
    "cat": Text("猫", "the cat"),
    "family": Text("鸡一家", "the hen family"),
}
_DRAWN = Text("画里有{}。", "Drawn: {}.")
_TOLD = {
    "long": Text("长图：", "Long picture: "),
    "strip": Text("连环画：", "Comic strip: "),
    "chat": Text("聊天长图：", "A chat: "),
}


def describe(name: str, article: Article, site: Site, registries: Registries, scenes: Scenes) -> str:
    """The words for the picture `name` of `article`. Raises UnknownScene as drawing it does."""
    told, language = story(article, site, registries), article.language
    gap = "" if language is Language.ZH else " "
    if name.startswith("weibo-"):
        tile = tiles(told)[int(name.removeprefix("weibo-")) - 1]
        said = [*tile.items, *(f"{remark.who}{_colon(language)}{remark.text}" for remark in tile.said)]
        if tile.form != "cover":
            return gap.join([_heading(tile.heading, language), *(_plain(line, language) for line in said)]).strip()
    words = told.caption
    if name in _TOLD:
        opening = _TOLD[name].to(language) + _sentence(words.title, language)
        return gap.join([opening, *(_chat(told, language) if name != "long" else _chapters(told, language))])
    return gap.join([*_front(words, language), _drawn(scenes, scenes.of(article), language)])


def _front(words: Caption, language: Language) -> list[str]:
    verdict = [words.seal.text] if words.seal else []
    mark = [words.mark.text] if words.mark and words.mark.text not in verdict else []
    return [_sentence(part, language) for part in (words.chip, *mark, *verdict, words.title, words.line) if part]


def _drawn(scenes: Scenes, scene: str, language: Language) -> str:
    arts = [place.art.rpartition("/")[2].split("-")[0] for place in scenes.scene[scene].place]
    cast = [_CAST[art].to(language) for art in dict.fromkeys(arts) if art in _CAST]
    return _DRAWN.to(language).format(("、" if language is Language.ZH else ", ").join(cast)) if cast else ""


def _chapters(told: Story, language: Language) -> list[str]:
    said = []
    for part in told.parts:
        said += [_heading(part.heading, language), *(_plain(item, language) for item in part.items)]
    return said


def _chat(told: Story, language: Language) -> list[str]:
    chat = told.chat or Chat("", "", "", ())
    colon = _colon(language)
    return [_sentence(f"{remark.who or chat.flag}{colon}{remark.text}", language) for remark in chat.remarks]


def _plain(item: str, language: Language) -> str:
    return _sentence(item.replace("\t", _colon(language)), language)


def _heading(text: str, language: Language) -> str:
    return text + _colon(language).rstrip()


def _colon(language: Language) -> str:
    return "：" if language is Language.ZH else ": "


def _sentence(text: str, language: Language) -> str:
    """`text` with a full stop, where it has none."""
    stop = "。" if language is Language.ZH else "."
    return text if text.rstrip("”’」』）)\"'")[-1:] in "。！？.!?…：:" else text + stop
