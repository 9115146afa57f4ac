"""Every page of the site: articles, and all that leads to them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.artifact import Artifact
from pufa.model.kit import Item
from pufa.model.library import Library
from pufa.model.registry import Category
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Audience, Section, Status, Verdict
from pufa.pages.alerts import alert_sheets, bulletin, notice
from pufa.pages.bodies import chapters, gist, note, villain
from pufa.pages.crawlers import Stop, alternates, robots, sitemap
from pufa.pages.headers import POLICY, SEALED, nginx
from pufa.pages.kit import Words, message, weibo
from pufa.pages.laws import cited_only
from pufa.pages.leaving import blank_sheet, discreet
from pufa.pages.linked import linked_article
from pufa.pages.lists import Lists
from pufa.pages.offline import always_kept, manifest, offline_sheet, worker
from pufa.pages.prose import feed_prose, page_prose
from pufa.pages.quiz import questions, quiz_sheets
from pufa.pages.sheet import Head, Sheet, leaf, word
from pufa.pages.statutes import report_sheet, statute_sheets
from pufa.pages.theme import WORKER, Files, Theme
from pufa.pages.typesetting import FEED_TYPES, SCENES, Feed, typesetter
from pufa.pages.verify import verify_sheet
from pufa.pages.wechat import for_wechat

_DATED = {"home.html", "roundup.html", "section.html", "tag.html", "alerts.html"}
"""The sheets whose last change the site map tells."""

_TEMPLATES = {Section.GUIDES: "guide.html", Section.CASES: "case.html", Section.RUMORS: "rumor.html"}


class Pages:
    """Sets pages from a library. Pure: the same library, site and theme give the same bytes."""

    def __init__(self, library: Library, site: Site, theme: Theme) -> None:
        """Prepare the environments; nothing is set yet."""
        self._library = library
        self._lists: Lists | None = None
        self._site = site
        self._files, self._worker = Files(theme), theme.assets.get(WORKER)
        self._environments = {
            language: typesetter(theme, site, self._files, language, partial(page_prose, resolve=self._href))
            for language in Language
        }

    def take(self, library: Library) -> None:
        """Set pages of another library from now on, with the environments that were prepared."""
        if library is not self._library:
            self._library, self._lists = library, None

    def article(self, article: Article, related: Sequence[Article] | None = None) -> Artifact:
        """The page of `article`, with those that are `related` (by the library where they are not given).

        Raises LookupError where it cites a provision that the registry does not have.
        """
        withdrawn = article.status is Status.WITHDRAWN
        template = "withdrawn.html" if withdrawn else _TEMPLATES[article.section]
        head = self._article_head(article)
        values = {} if withdrawn else self._told(article)
        if values:
            values["linked"] = linked_article(article, head, self._site, values["category"])
        return self._set(
            template,
            head,
            article=article,
            related=self._library.related(article) if related is None else related,
            **values,
        )

    def feed_content(self, article: Article) -> str:
        """The whole content of `article` for feeds: plain HTML, every address whole. Raises LookupError as `article`."""
        page = self._site.absolute(self._site.article(article))
        values = {} if article.status is Status.WITHDRAWN else self._told(article)
        template = self._environments[article.language].get_template("feed.html")
        resolve = partial(feed_prose, resolve=self._absolute, page=page)
        return template.render(article=article, address=page, feed_prose=resolve, **values).strip()

    def words(self, article: Article) -> Words | None:
        """What of `article` can be copied; a withdrawn one is not to be passed on. Raises LookupError as `article`."""
        if article.status is Status.WITHDRAWN:
            return None
        title, address = self._article_head(article).title, self._site.absolute(self._site.article(article))
        return Words(
            weibo(article, title, self._site),
            message(article, title, self._site),
            for_wechat(self.feed_content(article), address),
        )

    def kit(self, article: Article, words: Words | None, items: Sequence[Item], bundle: Item | None) -> Artifact:
        """The page of the share kit of `article`: its `items`, its `words`, and the `bundle` of all of it."""
        told = self._article_head(article)
        languages = {
            language: self._site.kit(other)
            for language in Language
            if (other := article if language is article.language else self._library.sibling(article, language))
        }
        head = told._replace(
            path=self._site.kit(article),
            title=word("kit_of", article.language).format(told.title),
            description=word("kit_lead", article.language),
            languages=languages,
            indexed=False,
            article=False,
            published=None,
        )
        return self._set("kit.html", head, article=article, words=words, items=items, bundle=bundle)

    def others(self) -> Iterator[Artifact]:
        """Everything else: lists, pages of their own, redirects, what machines read, and the files of the theme."""
        for sheet in self.sheets():
            yield self.print(sheet)
        yield from self.loose()

    def sheets(self) -> Iterator[Sheet]:
        """The lists and the pages of their own, not printed yet: what they show decides whether they are made anew."""
        lists = self._listed()
        for language in Language:
            yield from lists.sheets(language)
            yield from self._leaves(language)
            yield from quiz_sheets(self._library, self._site, language)
            yield blank_sheet(self._site, language)
            yield from alert_sheets(self._library, self._site, language)
            yield offline_sheet(self._site, language)
            yield from statute_sheets(self._library, self._site, language)
            yield report_sheet(self._library, self._site, language)
            if self._site.cards:
                yield verify_sheet(self._site, language)

    def print(self, sheet: Sheet) -> Artifact:
        """The page of a sheet."""
        return self._set(sheet.template, sheet.head, **sheet.values)

    def loose(self) -> Iterator[Artifact]:
        """What is no page: redirects, what machines read, and the files of the theme."""
        sheets = list(self.sheets())
        stops = [
            Stop(s.head.path, s.head.changed if s.template in _DATED else None, s.head.languages)
            for s in sheets
            if s.head.indexed
        ]
        for article in self._library.articles:
            yield from self._redirects(article)
            if article.status is Status.PUBLISHED:
                path = self._site.article(article)
                stops.append(Stop(path, article.changed, self._siblings(article)))
        yield Artifact("sitemap.xml", sitemap(sorted(stops, key=lambda stop: stop.path), self._site))
        yield Artifact("robots.txt", robots(self._site))
        yield Artifact("headers.txt", nginx(self._site))
        bulletins = [bulletin(self._library, self._site, language) for language in Language]
        yield from bulletins
        yield from (manifest(self._site, language) for language in Language)
        if self._worker:
            paths = always_kept(self._site)
            kept = [self.print(sheet) for sheet in sheets if sheet.head.path in paths]
            yield worker(self._worker, [*kept, *bulletins], self._site)
        for language in Language:
            yield from self._listed().tables(language)
        yield from self._files.artifacts()

    def _listed(self) -> Lists:
        """The lists, gathered once for each library."""
        if self._lists is None:
            self._lists = Lists(self._library, self._site)
        return self._lists

    # articles

    def _article_head(self, article: Article) -> Head:
        language = article.language
        title, description = article.title, article.summary
        withdrawn = article.status is Status.WITHDRAWN
        if isinstance(article, Rumor):  # the verdict leads, so that no title or preview states the claim as a fact
            verdict = article.verdict.to(language)
            title = word("title_verdict", language).format(verdict=verdict, title=title)
            description = word("described", language).format(verdict=verdict, summary=description)
        if withdrawn and article.withdrawn:
            title = word("withdrawn_title", language).format(article.title)
            description = article.withdrawn.reason
        return Head(
            path=self._site.article(article),
            language=language,
            title=title,
            description=description,
            kind=article.section.prefix,
            section=article.section,
            languages=self._siblings(article),
            card=self._site.card(article) if self._site.cards and not withdrawn else "",
            published=article.date,
            changed=article.changed,
            indexed=not withdrawn,
            discreet=not withdrawn and discreet(article, self._library),
            article=True,
        )

    def _told(self, article: Article) -> dict[str, Any]:
        """What the page of an article that stands shows besides its own fields."""
        registries = self._library.registries
        fraud = article.fraud_type if isinstance(article, FraudGuide | Case) else None
        type_ = registries.fraud_types.get(fraud) if fraud else None
        category = registries.categories.get(type_.category) if type_ else None
        guide = self._library.guide(fraud, article.language) if fraud and isinstance(article, Case) else None
        return {
            "chapters": chapters(article, registries),
            "laws": cited_only(article, registries),
            "sources": {source.id: source for source in article.sources},
            "fraud_type": type_,
            "category": category,
            "guide": guide if guide and guide.status is Status.PUBLISHED else None,
            "first_hour": registries.first_hour,
            "notice": notice(article, self._library),
            "scene": self._scene(article, category),
            "gist": gist(article),
            "questions": questions(article, self._library) if isinstance(article, FraudGuide) else [],
            "rests": _rests(article) if isinstance(article, Rumor) else [],
            "note": note(article),
        }

    def _scene(self, article: Article, category: Category | None) -> tuple[str, ...]:
        scene = SCENES[article.section.prefix]
        against = villain(article) if isinstance(article, FraudGuide) else None
        if against is None or self._files.art(against) is None:
            against = category.art if category else None
        return (*scene, against) if against else scene

    def _siblings(self, article: Article) -> dict[Language, str]:
        found = ((language, self._library.sibling(article, language)) for language in Language)
        # an article that the library does not hold (a preview) still leads to itself
        return {article.language: self._site.article(article)} | {
            language: self._site.article(other)
            for language, other in found
            if other and other.status is not Status.WITHDRAWN
        }

    def _redirects(self, article: Article) -> Iterator[Artifact]:
        for alias in article.aliases:
            path = alias.removeprefix("/") + "index.html"
            template = self._environments[article.language].get_template("redirect.html")
            yield Artifact(path, template.render(article=article, head=self._article_head(article)).encode())

    # pages of their own

    def _leaves(self, language: Language) -> Iterator[Sheet]:
        for head, values in (
            (
                leaf(self._site, "search", language, "search", "search_lead", finder=False),
                {"audiences": tuple(Audience)},
            ),
            (leaf(self._site, "subscribe", language, "subscribe", "subscribe_lead"), {}),
            (
                leaf(
                    self._site,
                    "emergency",
                    language,
                    "now_title",
                    "now_note",
                    kind="alert",
                    finder=False,
                    bare=True,
                    discreet=True,
                ),
                {},
            ),
            (
                leaf(
                    self._site, "first-hour", language, "sheet", "sheet_note", kind="alert", finder=False, sealed=True
                ),
                {},
            ),
            (leaf(self._site, "about", language, "about_title", "about_note"), {"verdicts": tuple(Verdict)}),
            (self._lost(language), {}),
        ):
            name = head.path.removeprefix(self._site.root(language)).removesuffix(".html").removesuffix("/index")
            template = {"about": f"about.{language}.html", "404": "lost.html"}.get(name, f"{name}.html")
            yield Sheet(head, template, values)

    def _lost(self, language: Language) -> Head:
        return Head(
            path=f"{self._site.root(language)}404.html",
            language=language,
            title=word("lost", language),
            description=word("lost_lead", language),
            kind="rumor",
            indexed=False,
            finder=False,
        )

    # the frame

    def _set(self, template: str, head: Head, **values: Any) -> Artifact:
        other = Language.EN if head.language is Language.ZH else Language.ZH
        html = (
            self._environments[head.language]
            .get_template(template)
            .render(
                head=head,
                policy=SEALED if head.sealed else POLICY,
                feeds=self._feeds(head),
                alternates=alternates(head.languages),
                switch=self._site.href(head.languages.get(other) or self._site.page("", other)),
                types_total=len(self._library.registries.fraud_types),
                **values,
            )
        )
        return Artifact(head.path, html.encode())

    def _feeds(self, head: Head) -> list[Feed]:
        name = self._site.name.to(head.language)
        found = []
        for section in (None, *([head.section] if head.section else [])):
            for name_of, (label, type_) in FEED_TYPES.items():
                title = f"{name} · {section.to(head.language)} ({label})" if section else f"{name} ({label})"
                found.append(Feed(title, type_, self._site.feed(name_of, head.language, section)))
        return found

    def _path(self, section: Section, slug: str, language: Language) -> str | None:
        found = self._library.find(section, slug, language)
        return self._site.article(found) if found else None

    def _href(self, section: Section, slug: str, language: Language) -> str | None:
        path = self._path(section, slug, language)
        return None if path is None else self._site.href(path)

    def _absolute(self, section: Section, slug: str, language: Language) -> str | None:
        path = self._path(section, slug, language)
        return None if path is None else self._site.absolute(path)


def _rests(rumor: Rumor) -> list[str]:
    """The sentences that say on how many sources and on whose finding a rumor check rests, and what nobody can look up."""
    named = {e.source for e in rumor.evidence}
    sources = [s for s in rumor.sources if s.id in named]
    held = sum(s.url is None for s in sources)

    def say(name: str, *values: object) -> str:
        return word(name, rumor.language).format(*values)

    found = [say("rests_on_finding", who) for who in dict.fromkeys(e.investigator for e in rumor.evidence) if who]
    if len(sources) == 1:
        return [say("rests_one_held" if held else "rests_one"), *found]
    if held == len(sources):
        return [say("rests_many_held", held), *found]
    return [say("rests_many", len(sources)), *([say("rests_some_held", held)] if held else []), *found]
