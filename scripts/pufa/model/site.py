"""The Site and its one URL policy: who we are, and where everything stands."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pufa.model.article import Article
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Topic

FEED_FORMATS = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""The file name of each feed format."""

ICON = "icon.png"
"""The path of the site's own picture."""

ICON_SIZE = 512
"""Its width and height in pixels."""

LICENCE = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
"""Under what content and pictures may be used: its name and its address."""


class Site(NamedTuple):
    """What the configuration says about the site.

    `url` ends in `/`. `authority` is the fixed part of feed ids (RFC 4151: a domain held on a date, `x.cn,2026`);
    it never changes, even when the site moves. `cards`: whether articles have pictures (off only to try things out
    quickly). `kits`: whether they have share kits (a site that wants nothing but link cards goes without).
    `all_formats`: whether the kits hold every picture, poster and archive, or card and square only.
    """

    url: str
    authority: str
    name: Text
    unit: Text
    demo: bool
    cards: bool = True
    kits: bool = True
    all_formats: bool = False

    @property
    def base(self) -> str:
        """The path below which the site lives: `/`, or `/pufa/`."""
        return urlsplit(self.url).path or "/"

    def href(self, path: str) -> str:
        """`path` (from the root of the site) as a link from any page: a directory's index by its folder."""
        return self.base + quote(path.removesuffix("index.html"))

    def absolute(self, path: str) -> str:
        """`path` (from the root of the site) as a full address."""
        return self.url + quote(path.removesuffix("index.html"))

    def root(self, language: Language) -> str:
        """The folder of a language: empty for Chinese, `en/` for English."""
        return "" if language is Language.ZH else f"{language}/"

    def page(self, name: str, language: Language) -> str:
        """The path of a page of its own: `page("search", EN)` is `en/search/index.html`; an empty name is the home."""
        return f"{self.root(language)}{name + '/' if name else ''}index.html"

    def article(self, article: Article) -> str:
        """The path of an article's page."""
        return self.located(article.section, article.slug, article.language)

    def located(self, section: Section, slug: str, language: Language) -> str:
        """The path of the page of the article with that section, slug and language."""
        return f"{self.root(language)}{section}/{slug}/index.html"

    def section(self, section: Section, language: Language, number: int = 1) -> str:
        """The path of a page of a section's index; the first has the section's own address."""
        tail = "" if number == 1 else f"page/{number}/"
        return f"{self.root(language)}{section}/{tail}index.html"

    def browse(self, answers: Sequence[str], language: Language) -> str:
        """The path of the page of those `answers` (values of the vocabularies) to what happened; of none, the first page."""
        return self.page("/".join(["browse", *answers]), language)

    def tags(self, language: Language, number: int = 1) -> str:
        """The path of a page of the index of tags."""
        return self.page("tags" if number == 1 else f"tags/page/{number}", language)

    def tagged(self, slug: str, language: Language, number: int = 1) -> str:
        """The path of a page of the articles whose tag has that `slug`."""
        return self.page(f"tags/{slug}" if number == 1 else f"tags/{slug}/page/{number}", language)

    def table(self, name: str, language: Language) -> str:
        """The path of the figures of one statistic, for spreadsheets."""
        return f"{self.root(language)}statistics/{name}.csv"

    def card(self, article: Article) -> str:
        """The path of an article's card."""
        return f"cards/{self.root(article.language)}{article.section}/{article.slug}.png"

    def kit(self, article: Article) -> str:
        """The path of the page of an article's share kit."""
        return self.page(f"kit/{article.section}/{article.slug}", article.language)

    def kit_file(self, article: Article, name: str) -> str:
        """The path of a file of an article's share kit: `square.png`."""
        return self.kit(article).removesuffix("index.html") + name

    def archive(self, article: Article) -> str:
        """The path of the share kit in one file."""
        return self.kit_file(article, f"{article.slug}.zip")

    def cover(self, section: Section | Topic, language: Language) -> str:
        """The path of the picture of a section or topic."""
        return f"cards/{self.root(language)}{section}.png"

    def seals(self, beginning: str) -> str:
        """The path of what is known of the pictures whose digest begins with those two characters."""
        return f"verify/{beginning}.json"

    def feed(self, format: str, language: Language, section: Section | Topic | None = None) -> str:
        """The path of a feed: of the whole site, or of one section or topic."""
        folder = f"{section}/" if section else ""
        return f"{self.root(language)}{folder}{FEED_FORMATS[format]}"

    def collection(self, name: str, language: Language) -> str:
        """The path of something printed of all guides: `booklet.pdf`."""
        return f"{self.root(language)}{name}.pdf"

    def tagged_paper(self, name: str, language: Language) -> str:
        """The permanent id of something printed of all guides."""
        return f"tag:{self.authority}:{name}{'' if language is Language.ZH else f'/{language}'}"

    def tag(self, article: Article) -> str:
        """An article's permanent id in feeds (RFC 4151), made from its `id` and language only."""
        tail = "" if article.language is Language.ZH else f"/{article.language}"
        return f"tag:{self.authority}:{article.id}{tail}"


@lru_cache(maxsize=4096)
def tag_slug(tag: str) -> str:
    """A tag as the name of its folder: its letters and digits in any script, small, with `-` for all that stands between.

    Empty where it has none. Spellings that a reader takes for one another (`NFC`, `ｎｆｃ`) have the same.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())
    return re.sub(r"[\W_]+", "-", plain).strip("-")
