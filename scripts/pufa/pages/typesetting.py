"""Our own Jinja environment: nothing goes in unescaped, nothing may be undefined, nothing of the host is within reach."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from pufa.model.article import Article
from pufa.model.dates import day_words, iso, when_words, yuan_words
from pufa.model.site import ICON, ICON_SIZE, Site, tag_slug
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Topic
from pufa.pages.headers import POLICY
from pufa.pages.kit import WEIBO
from pufa.pages.phrases import phrases
from pufa.pages.statutes import marked
from pufa.pages.theme import Files, Theme
from pufa.pages.words import WORDS


class Feed(NamedTuple):
    """A feed as a page names it: title, media type, path from the root of the site."""

    title: str
    type: str
    path: str


FEED_TYPES: Mapping[str, tuple[str, str]] = {
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}
"""The name and media type of each feed format, in the order in which pages list them."""

SCENES: Mapping[str, tuple[str, ...]] = {
    "icon": ("props/shield",),
    "front": ("characters/xie-stop-right", "props/phone-ringing"),
    "fraud-guides": ("characters/xie-explain", "characters/chick-curious"),
    "cases": ("characters/xie-read",),
    "rumors": ("characters/xie-magnifier",),
    "guide": ("characters/xie-stop-right",),
    "case": ("characters/xie-law",),
    "rumor": ("characters/xie-magnifier",),
    "withdrawn": ("characters/xie-read",),
    "emergency": ("characters/xie-comfort", "characters/hen-worried"),
    "browse": ("characters/rooster-phone",),
    "tags": ("characters/cat-scroll",),
    "statistics": ("characters/xie-read", "props/chart"),
    "statutes": ("characters/xie-law",),
    "report": ("characters/xie-phone", "characters/hen-phone"),
    "subscribe": ("characters/duck-megaphone",),
    "about": ("characters/xie-welcome",),
    "alerts": ("characters/xie-stop-right", "props/megaphone"),
    "verify": ("characters/xie-magnifier", "characters/cat-scroll"),
    "lost": ("characters/xie-magnifier", "characters/chick-curious"),
}
"""Who stands on which page: names of pictures in the theme's art, from left to right."""


def typesetter(
    theme: Theme, site: Site, files: Files, language: Language, resolved: Callable[[str], Markup]
) -> Environment:
    """The environment in which pages of `language` are set.

    `resolved` turns the sanitised HTML of prose into the HTML of a page. Templates see plain values and the model:
    `t` (our words), `site`, and functions that give addresses.
    """
    environment = Environment(
        loader=DictLoader(dict(theme.templates)),
        bytecode_cache=theme.bytecode,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    other = Language.EN if language is Language.ZH else Language.ZH
    environment.globals.update(
        t={name: text.to(language) for name, text in WORDS.items()},
        site=site,
        site_name=site.name.to(language),
        language=language,
        other=other,
        zh=language is Language.ZH,
        policy=POLICY,
        sections=tuple(Section),
        topics=tuple(Topic),
        icon=ICON,
        icon_size=ICON_SIZE,
        scenes=SCENES,
        feed_types=FEED_TYPES,
        weibo_most=WEIBO,
        href=site.href,
        page=lambda name: site.href(site.page(name, language)),
        to_article=lambda article: site.href(site.article(article)),
        to_section=lambda section, number=1: site.href(site.section(section, language, number)),
        to_tag=lambda tag: site.href(site.tagged(tag_slug(tag), language)),
        asset=lambda name: _href(site, files.asset(name)),
        art=lambda name: _href(site, files.art(name)),
        noun=partial(_noun, language),
    )
    environment.filters.update(
        phrases=phrases,
        marked=marked,
        day=lambda day: day_words(day, language),
        when=lambda at: when_words(at, language),
        iso=iso,
        megabytes=lambda size: f"{max(size / 1e6, 0.1):.1f} MB",
        yuan=lambda yuan: yuan_words(yuan, language),
        to=lambda named: named.to(language),
        resolved=resolved,
    )
    return environment


def _noun(language: Language, article: Article) -> str:
    return article.section.noun[0 if language is Language.ZH else 1]


def _href(site: Site, path: str | None) -> str:
    return "" if path is None else site.href(path)
