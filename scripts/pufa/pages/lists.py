"""The lists of the site: the front page, the round-up, the sections, and the ways that lead into them."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pufa.model.article import Article, FraudGuide
from pufa.model.artifact import Artifact
from pufa.model.library import Library
from pufa.model.registry import Category, FraudType
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Status
from pufa.pages.alerts import front
from pufa.pages.browse import Browse
from pufa.pages.linked import linked_site
from pufa.pages.sheet import Head, Sheet, leaf, paged, word
from pufa.pages.statistics import Statistics
from pufa.pages.tags import Tags


class Group(NamedTuple):
    """One group of the round-up: the types of fraud in it, each with its guide where one is written."""

    category: Category
    types: list[tuple[FraudType, FraudGuide | None]]


class Lists:
    """The lists of one library. What they show is gathered once, in time linear in the articles."""

    def __init__(self, library: Library, site: Site) -> None:
        """Gather what stands; nothing is set yet."""
        self._library, self._site, self._registries = library, site, library.registries
        self._standing = {
            (language, section): [a for a in library.shelf(language, section) if a.status is Status.PUBLISHED]
            for language in Language
            for section in (None, *Section)
        }
        guides = {
            language: [a for a in self._standing[language, Section.GUIDES] if isinstance(a, FraudGuide)]
            for language in Language
        }
        articles = {language: self._standing[language, None] for language in Language}
        self._groups = {language: self._grouped(guides[language]) for language in Language}
        self._browse = Browse(guides, self._registries, site)
        self._tags = Tags(articles, site)
        self._statistics = Statistics(articles, self._registries, site)

    def sheets(self, language: Language) -> Iterator[Sheet]:
        """Every list of a language, not printed yet."""
        yield self._home(language)
        yield self._roundup(language)
        for section in (Section.CASES, Section.RUMORS):
            yield from self._section(section, language)
        yield from self._browse.sheets(language)
        yield from self._tags.sheets(language)
        yield self._statistics.sheet(language)

    def tables(self, language: Language) -> Iterator[Artifact]:
        """The figures of a language for spreadsheets."""
        return self._statistics.tables(language)

    def _home(self, language: Language) -> Sheet:
        articles, groups = self._standing[language, None], self._groups[language]
        shown = {
            "alerts": front(self._library, language),
            "linked": linked_site(self._site, language),
            "questions": self._browse.first(language),
            "latest": [a for a in articles if a.section is not Section.RUMORS][:5],
            "rumors": self._standing[language, Section.RUMORS][:3],
            "groups": groups,
            "progress": _progress(groups),
        }
        head = leaf(self._site, "", language, "front_title", "note", changed=_latest(articles), finder=False)
        return Sheet(head, "home.html", shown)

    def _roundup(self, language: Language) -> Sheet:
        groups = self._groups[language]
        head = Head(
            path=self._site.section(Section.GUIDES, language),
            language=language,
            title=f"{word('roundup', language).format(len(self._registries.fraud_types))} | {Section.GUIDES.to(language)}",
            description=word("roundup_lead", language),
            section=Section.GUIDES,
            languages={other: self._site.section(Section.GUIDES, other) for other in Language},
            changed=_latest(self._standing[language, Section.GUIDES]),
        )
        return Sheet(head, "roundup.html", {"groups": groups, "progress": _progress(groups)})

    def _section(self, section: Section, language: Language) -> Iterator[Sheet]:
        shelves = {other: paged(self._standing[other, section]) for other in Language}
        for number, shown in enumerate(shelves[language], 1):
            tail = f" | {word('page_n', language).format(number)}" if number > 1 else ""
            head = Head(
                path=self._site.section(section, language, number),
                language=language,
                title=section.to(language) + tail,
                description=word(f"{section}_lead", language),
                kind=section.prefix,
                section=section,
                languages={o: self._site.section(section, o, number) for o in Language if number <= len(shelves[o])},
                changed=_latest(shown),
            )
            yield Sheet(head, "section.html", {"articles": shown, "number": number, "last": len(shelves[language])})

    def _grouped(self, guides: list[FraudGuide]) -> list[Group]:
        written = {guide.fraud_type: guide for guide in guides}
        types = sorted(self._registries.fraud_types.values(), key=lambda type_: type_.n)
        return [
            Group(category, [(t, written.get(t.id)) for t in types if t.category == category.id])
            for category in self._registries.categories.values()
        ]


def _latest(articles: list[Article]) -> datetime | None:
    return max((a.changed for a in articles), default=None)


def _progress(groups: list[Group]) -> dict[str, int]:
    guides = [guide for group in groups for _, guide in group.types]
    done = sum(guide is not None for guide in guides)
    return {"done": done, "rest": len(guides) - done}
