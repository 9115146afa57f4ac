"""A page for every tag, and the index of them all."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pufa.model.article import Article
from pufa.model.site import Site, tag_slug
from pufa.model.text import Language
from pufa.pages.sheet import Head, Sheet, leaf, paged, word

ON_INDEX = 240
"""Tags on one page of the index."""

THIN = 2
"""A tag with fewer articles than this is no page that anybody should find in a search engine."""


class Tag(NamedTuple):
    """A tag with its articles, newest first; `name` as most of them spell it."""

    slug: str
    name: str
    articles: list[Article]


class Tags:
    """The tags of every language, gathered in one walk over the articles."""

    def __init__(self, articles: Mapping[Language, Sequence[Article]], site: Site) -> None:
        """Gather the tags of the articles given, newest first; spellings of one slug are one tag."""
        self._site = site
        self._tags = {language: _gathered(articles[language]) for language in Language}

    def sheets(self, language: Language) -> Iterator[Sheet]:
        """The index, most used first, and the pages of each tag."""
        yield from self._index(language)
        for tag in self._tags[language].values():
            yield from self._tag(tag, language)

    def _index(self, language: Language) -> Iterator[Sheet]:
        lasts = {other: len(paged(list(self._tags[other]), ON_INDEX)) for other in Language}
        tags = sorted(self._tags[language].values(), key=lambda tag: (-len(tag.articles), tag.slug))
        head = leaf(self._site, "tags", language, "tags_title", "tags_lead")
        for number, shown in enumerate(paged(tags, ON_INDEX), 1):
            head = head._replace(
                path=self._site.tags(language, number),
                title=_numbered(word("tags_title", language), number, language),
                languages={other: self._site.tags(other, number) for other in Language if number <= lasts[other]},
                indexed=number == 1,
            )
            counted = [(tag.name, self._site.tagged(tag.slug, language), len(tag.articles)) for tag in shown]
            yield Sheet(head, "tags.html", {"tags": counted, "number": number, "last": lasts[language]})

    def _tag(self, tag: Tag, language: Language) -> Iterator[Sheet]:
        same = {other: self._tags[other][tag.slug] for other in Language if tag.slug in self._tags[other]}
        lasts = {other: len(paged(found.articles)) for other, found in same.items()}
        title = word("tag_title", language).format(tag.name)
        for number, shown in enumerate(paged(tag.articles), 1):
            head = Head(
                path=self._site.tagged(tag.slug, language, number),
                language=language,
                title=_numbered(title, number, language),
                description=_numbered(
                    word("tag_note", language).format(tag=tag.name, n=len(tag.articles)), number, language
                ),
                languages={
                    other: self._site.tagged(tag.slug, other, number) for other in same if number <= lasts[other]
                },
                changed=max(article.changed for article in shown),
                indexed=len(tag.articles) >= THIN,
            )
            shelf = {"tag": tag._replace(articles=shown), "total": len(tag.articles)}
            yield Sheet(head, "tag.html", {**shelf, "number": number, "last": lasts[language]})


def _gathered(articles: Sequence[Article]) -> dict[str, Tag]:
    """The tags by slug, in the order of the slugs."""
    gathered: dict[str, list[Article]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for slug, name in {tag_slug(tag): tag for tag in article.tags}.items():
            gathered[slug].append(article)
            spellings[slug][name] += 1
    return {
        slug: Tag(slug, min(spellings[slug], key=lambda name: (-spellings[slug][name], name)), gathered[slug])
        for slug in sorted(gathered)
    }


def _numbered(title: str, number: int, language: Language) -> str:
    return f"{title} | {word('page_n', language).format(number)}" if number > 1 else title
