"""The press: everything published, from values to bytes. No disk, no clock, no host."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from pufa.archive import archive
from pufa.cards.alt import describe
from pufa.cards.cover import draw_cover
from pufa.cards.draw import draw_card
from pufa.cards.format import OPEN_GRAPH
from pufa.cards.icon import draw_icon
from pufa.cards.kit import ALWAYS, draw_picture, pictures
from pufa.cards.png import size
from pufa.cards.scene import UnknownName
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph
from pufa.checks.subjects import unknown_scene
from pufa.feeds.atom import render_atom
from pufa.feeds.entry import Feed, FeedEntry
from pufa.feeds.json_feed import render_json
from pufa.feeds.rss import render_rss
from pufa.feeds.selection import AT_LEAST, WINDOW, select
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.finding import Finding, Place
from pufa.model.kit import Item
from pufa.model.library import Library
from pufa.model.moment import CHINA
from pufa.model.site import ICON, ICON_SIZE, Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Status, Topic
from pufa.pages.kit import Words, texts
from pufa.pages.pages import Pages
from pufa.pages.sheet import Sheet
from pufa.pages.theme import Theme
from pufa.paper.compositor import Compositor
from pufa.paper.imprint import Desk
from pufa.paper.kit import collections, papers, print_collection, print_paper
from pufa.search.record import render_stage

_RENDER = {"rss": render_rss, "atom": render_atom, "json": render_json}
_ABOUT = Text(
    "骗局怎么识破，流言是真是假，被骗以后怎么办。",
    "How to see through frauds, whether rumors are true, and what to do when it has happened.",
)
_FEED_BEGINS = datetime(2026, 1, 1, tzinfo=CHINA)
"""The date of a feed that has no entries yet."""


def _itself(article: Article) -> Article:
    return article


class Kit(NamedTuple):
    """What the press works with: the theme of the pages, and the studio of the cards (opened when a card is wanted).

    `compositor` sets what is printed on paper; without one there are no papers.
    """

    theme: Theme
    studio: Callable[[], Studio]
    compositor: Compositor | None = None


class Share(NamedTuple):
    """A share kit: its `files` at their places in the site, what its page says of each, and the words to copy.

    `loose` is all of it, card and texts included, by file name alone.
    """

    files: list[Artifact]
    items: list[Item]
    words: Words | None
    loose: list[Artifact]


class Unprintable(Exception):
    """Articles that cannot be printed, as findings."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Press:
    """Prints a library for a site with a kit. Each call is pure and may be made in any order."""

    def __init__(self, library: Library, site: Site, kit: Kit) -> None:
        """Set up the pages; nothing is printed yet."""
        self.library, self.site, self.kit = library, site, kit
        self.pages = Pages(library, site, kit.theme)

    def take(self, library: Library) -> None:
        """Print another library from now on, with everything that was set up."""
        self.library = library
        self.pages.take(library)

    def page(self, article: Article, related: Sequence[Article] | None = None) -> Artifact:
        """The page of an article, with those that are `related` (by the library where they are not given)."""
        return self.pages.article(article, related)

    def card(self, article: Article) -> Artifact:
        """The card of an article. Raises Unprintable, with a finding, for a missing glyph or an unknown scene."""
        with _drawing(article):
            data = draw_card(article, self.site, self.library.registries, self.kit.studio())
        return Artifact(self.site.card(article), data)

    def pictures(self, article: Article) -> Iterator[Artifact]:
        """The pictures of the share kit, besides the card: those that every article has, or all, each drawn when asked for.

        Raises Unprintable as `card` does.
        """
        site, registries, studio = self.site, self.library.registries, self.kit.studio()
        for name in pictures(article, site, registries) if site.all_formats else ALWAYS:
            with _drawing(article):
                data = draw_picture(name, article, site, registries, studio)
            yield Artifact(site.kit_file(article, f"{name}.png"), data)

    def share(self, article: Article) -> Share:
        """What the share kit of an article holds, its card included. Raises Unprintable as `card` does."""
        card, files = self.card(article), list(self.pictures(article))
        files += self.papers(article) if self.site.all_formats else ()
        items = self._items(article, len(card.data), files)
        words = self.pages.words(article)
        said = [Artifact(name, text.encode()) for name, text in texts(article, words, items)]
        beside = [file._replace(path=file.path.rpartition("/")[2]) for file in files]
        return Share(files, items, words, [card._replace(path="open-graph.png"), *beside, *said])

    def share_kit(self, article: Article, card: int) -> list[Artifact]:
        """The share kit as it is published: its page, its files, and, with all formats, everything in one archive.

        `card`: how many bytes the card has, which stands elsewhere on the site. Raises Unprintable as `card` does.
        """
        if not self.site.all_formats:
            files = list(self.pictures(article))
            items = self._items(article, card, files)
            return [self.pages.kit(article, self.pages.words(article), items, None), *files]
        files, items, words, loose = self.share(article)
        packed = Artifact(self.site.archive(article), archive(loose))
        bundle = Item("bundle", packed.path, len(packed.data))
        return [self.pages.kit(article, words, items, bundle), *files, packed]

    def _items(self, article: Article, card: int, files: Sequence[Artifact]) -> list[Item]:
        """The card, of so many bytes, and the files of a kit, for its page."""
        alt = describe("open-graph", article, self.site, self.library.registries, self.kit.studio().scenes)
        first = Item("open-graph", self.site.card(article), card, OPEN_GRAPH.width, OPEN_GRAPH.height, alt)
        return [first, *(self._item(article, stem(file.path), file) for file in files)]

    def _item(self, article: Article, name: str, file: Artifact) -> Item:
        if not file.path.endswith(".png"):
            return Item(name, file.path, len(file.data))
        alt = describe(name, article, self.site, self.library.registries, self.kit.studio().scenes)
        return Item(name, file.path, len(file.data), *size(file.data), alt)

    def papers(self, article: Article) -> Iterator[Artifact]:
        """The papers of an article (PDF), each set when it is asked for. Raises Unprintable as `card` does.

        Raises ValueError for a kit without a compositor.
        """
        desk, compositor = self._paper()
        for name in papers(article):
            with _drawing(article):
                data = print_paper(name, article, desk, compositor)
            yield Artifact(self.site.kit_file(article, f"{name}.pdf"), data)

    def collections(self, language: Language) -> Iterator[Artifact]:
        """The papers that are made from all guides of a language: the round-up, the booklets. Where it has none, none.

        They stand at the root of the language: `booklet.pdf`, `en/booklet.pdf`. The guides must come with their bodies.
        Raises as `papers` does, LookupError for a provision that the registry has not.
        """
        desk, compositor = self._paper()
        guides = self.library.shelf(language, Section.GUIDES)
        for guide in guides:
            with _drawing(guide):
                desk.studio.scenes.of(guide)
        for name in collections(self.library, language):
            try:
                data = print_collection(name, self.library, language, desk, compositor)
            except MissingGlyph as error:
                holder = next((g for g in guides if error.character in g.model_dump_json()), guides[0])
                raise Unprintable([_missing_glyph(holder, error.character)]) from error
            yield Artifact(self.site.collection(name, language), data)

    def _paper(self) -> tuple[Desk, Compositor]:
        if self.kit.compositor is None:
            raise ValueError("this kit has no compositor")
        desk = Desk(self.site, self.library.registries, self.kit.studio(), self.kit.theme.art)
        return desk, self.kit.compositor

    def sheets(self) -> Iterator[Sheet]:
        """The pages that are no article's, before they are printed."""
        return self.pages.sheets()

    def sheet(self, sheet: Sheet) -> Artifact:
        """One of them, printed."""
        return self.pages.print(sheet)

    def loose(self) -> Iterator[Artifact]:
        """Every file that is neither a page, nor a card, nor a feed, nor the search index."""
        return self.pages.loose()

    def icon(self) -> Artifact:
        """The site's own picture."""
        return Artifact(ICON, draw_icon(self.kit.studio()))

    def covers(self) -> Iterator[Artifact]:
        """The pictures of sections and topics, which their feeds show."""
        for language in Language:
            for section in (*Section, *Topic):
                data = draw_cover(section, language, self.site, self.kit.studio())
                yield Artifact(self.site.cover(section, language), data)

    def fed(self, language: Language, section: Section | Topic | None) -> list[Article]:
        """The articles that the feed of a section or topic, or of the whole site, is made from."""
        if isinstance(section, Topic):
            shelf = [article for article in self.library.shelf(language) if article.alert]
        else:
            shelf = self.library.shelf(language, section)
        return _recent([a for a in shelf if a.status is Status.PUBLISHED or a.withdrawn])

    def feeds(
        self,
        language: Language,
        section: Section | Topic | None,
        sizes: Mapping[str, int],
        whole: Callable[[Article], Article] = _itself,
    ) -> Iterator[Artifact]:
        """The feed of a section or topic, or of the whole site, in each format.

        `sizes` says how many bytes the picture at a path has: the cards, or the icon where there are none. `whole` gives
        the article with all of its body, where the library holds articles without.
        """
        site, name = self.site, self.site.name.to(language)
        articles = self.fed(language, section)
        chosen = select([self._entry(article, sizes) for article in articles])
        by_id = {site.tag(article): article for article in articles}
        home = site.section(section, language) if isinstance(section, Section) else site.page(section or "", language)
        parts = ["feed", *([str(section)] if section else []), *([] if language is Language.ZH else [str(language)])]
        feed = Feed(
            id=f"tag:{site.authority}:{'/'.join(parts)}",
            title=f"{name} · {section.to(language)}" if section else name,
            description=_ABOUT.to(language),
            home_url=site.absolute(home),
            self_urls={format: site.absolute(site.feed(format, language, section)) for format in _RENDER},
            language=language.tag,
            author=site.unit.to(language),
            icon=site.absolute(site.cover(section, language) if section and site.cards else ICON),
            entries=tuple(e._replace(html=self.pages.feed_content(whole(by_id[e.id]))) for e in chosen),
            updated_if_empty=_FEED_BEGINS,
        )
        for format, render in _RENDER.items():
            yield Artifact(site.feed(format, language, section), render(feed))

    def _entry(self, article: Article, sizes: Mapping[str, int]) -> FeedEntry:
        site, language = self.site, article.language
        picture = site.card(article) if site.cards else ICON
        noun = article.section.to(language)
        return FeedEntry(
            id=site.tag(article),
            url=site.absolute(site.article(article)),
            title=article.title,
            summary=article.summary,
            html="",
            published=article.date,
            updated=article.changed,
            author=article.unit or site.unit.to(language),
            categories=(noun, *article.tags),
            language=language.tag,
            image_url=site.absolute(picture),
            image_length=sizes[picture],
            image_width=OPEN_GRAPH.width if site.cards else ICON_SIZE,
            image_height=OPEN_GRAPH.height if site.cards else ICON_SIZE,
            image_alt=Text(f"卡片：{article.title}", f"Card: {article.title}").to(language),
        )

    def staged(self, article: Article) -> Artifact | None:
        """What Pagefind is to index of an article; nothing of a withdrawn one."""
        if article.status is not Status.PUBLISHED:
            return None
        return Artifact(self.site.article(article), render_stage(article, self.site, self.library.registries))


def stem(path: str) -> str:
    """The name of a format, by the file that it is in."""
    return path.rpartition("/")[2].rpartition(".")[0]


def publish(library: Library, site: Site, kit: Kit) -> Iterator[Artifact]:
    """Every file of the site but the search index, all in one go. Raises Unprintable."""
    press = Press(library, site, kit)
    sizes: dict[str, int] = {}
    for article in library.articles:
        if site.cards:
            card = press.card(article)
            sizes[card.path] = len(card.data)
            yield card
        if site.kits:
            yield from press.share_kit(article, sizes[site.card(article)])
        yield press.page(article)
    for sheet in press.sheets():
        yield press.sheet(sheet)
    yield from press.loose()
    icon = press.icon()
    sizes[icon.path] = len(icon.data)
    yield icon
    if site.cards:
        yield from press.covers()
    for language in Language:
        for section in (None, *Section, *Topic):
            yield from press.feeds(language, section, sizes)


@contextmanager
def _drawing(article: Article) -> Iterator[None]:
    """What goes wrong with a drawing is a finding about its article."""
    try:
        yield
    except MissingGlyph as error:
        raise Unprintable([_missing_glyph(article, error.character)]) from error
    except UnknownName as error:
        raise Unprintable([unknown_scene(Place(article.path), error.name, error.nearest)]) from error


def _recent(articles: Sequence[Article]) -> list[Article]:
    """Those that `select` could choose at all, so that a feed's cost does not grow with the library."""
    if not articles:
        return []
    start = max(article.changed for article in articles) - WINDOW
    return [article for rank, article in enumerate(articles) if rank < AT_LEAST or article.changed >= start]


def _missing_glyph(article: Article, character: str) -> Finding:
    code = f"U+{ord(character):04X}"
    return Finding(
        Place(article.path),
        "C01",
        character,
        Text(
            f"字体里没有“{character}”（{code}），卡片和印刷品上会是空框。",
            f"the font has no “{character}” ({code}) for cards and paper.",
        ),
        Text(
            "换一个字或去掉它；表情符号不能写进标题和提要。",
            "Use another character; emoji cannot stand in titles or summaries.",
        ),
    )
