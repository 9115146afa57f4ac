"""The words of the share kit: a post for Weibo, a message for a chat, an article for WeChat, words for the pictures."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pufa.model.article import Article, FraudGuide
from pufa.model.kit import Item
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.pages.bodies import gist
from pufa.pages.sheet import word

WEIBO = 140
"""Characters of a post, the address counted in full; Weibo itself counts less for it."""


class Words(NamedTuple):
    """What is copied: `weibo` and `chat` are plain text, `wechat` is HTML with its styles on the elements."""

    weibo: str
    chat: str
    wechat: str


def weibo(article: Article, title: str, site: Site) -> str:
    """A post of at most 140 characters: the title, what to take away, as many steps as there is room for, the address."""
    chinese = article.language is Language.ZH
    demo = word("kit_demo", article.language) if site.demo else ""
    tail = f"{demo} {site.absolute(site.article(article))}"
    said = f"【{title}】" if chinese else f"{title}."
    for part in _parts(article):
        more = part if chinese else f" {part}"
        if len(said) + len(more) + len(tail) <= WEIBO:
            said += more
    if len(said) + len(tail) > WEIBO:
        said = said[: WEIBO - len(tail) - 1].rstrip("，、 ") + "…"
    return said + tail


def _parts(article: Article) -> Iterator[str]:
    yield gist(article)
    if isinstance(article, FraudGuide):
        yield from article.steps


def message(article: Article, title: str, site: Site) -> str:
    """A message for a group chat: title, what to take away, address, each on a line."""
    return "\n".join((title, gist(article), site.absolute(site.article(article))))


def texts(article: Article, words: Words | None, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """The texts of the archive: name of the file and what it says."""
    if words:
        yield "weibo.txt", words.weibo + "\n"
        yield "chat.txt", words.chat + "\n"
        head = f'<!DOCTYPE html>\n<html lang="{article.language.tag}">\n<meta charset="utf-8">\n'
        yield "wechat.html", f"{head}<title>WeChat</title>\n{words.wechat}\n</html>\n"
    named = [f"{item.name}.png\n{item.alt}\n" for item in items if item.alt]
    yield "alt.txt", "\n".join(named)
