"""The Library: all articles together, with the orders and neighbourhoods that pages need."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from pufa.model.article import Article, Case, FraudGuide
from pufa.model.finding import Places
from pufa.model.registry import Registries
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Status


class Entry(NamedTuple):
    """An article as it came in: with its text as typed and the place of each field."""

    article: Article
    text: str
    places: Places


class Library:
    """All articles and registries. Lists are newest first, ties by id: a total order."""

    def __init__(self, articles: Iterable[Article], registries: Registries) -> None:
        """Order the articles; drafts are left out."""
        kept = [a for a in articles if a.status is not Status.DRAFT]
        self.articles = sorted(kept, key=lambda a: (-a.date.timestamp(), a.id, a.language))
        self.registries = registries

    @cached_property
    def _shelves(self) -> dict[tuple[Language, Section | None], list[Article]]:
        shelves: dict[tuple[Language, Section | None], list[Article]] = defaultdict(list)
        for article in self.articles:
            shelves[article.language, None].append(article)
            shelves[article.language, article.section].append(article)
        return shelves

    @cached_property
    def _by_id(self) -> dict[tuple[str, Language], Article]:
        return {(a.id, a.language): a for a in self.articles}

    @cached_property
    def _by_address(self) -> dict[tuple[Section, str, Language], Article]:
        return {(a.section, a.slug, a.language): a for a in self.articles}

    @cached_property
    def _kin(self) -> dict[tuple[Language, str], list[Article]]:
        kin: dict[tuple[Language, str], list[Article]] = defaultdict(list)
        for article in self.articles:
            for key in self._traits(article):
                if len(kin[article.language, key]) < 24:  # enough to choose from, and never quadratic
                    kin[article.language, key].append(article)
        return kin

    def _traits(self, article: Article) -> list[str]:
        traits = [f"tag:{t}" for t in article.tags]
        type_id = article.fraud_type if isinstance(article, FraudGuide | Case) else None
        kind = self.registries.fraud_types.get(type_id) if type_id else None
        if kind:
            traits = [f"type:{kind.id}", f"category:{kind.category}", *traits]
        if isinstance(article, FraudGuide):
            traits += [f"ask:{a}" for a in article.asks]
        return traits

    def shelf(self, language: Language, section: Section | None = None) -> list[Article]:
        """The articles of a language, or of one section of it, newest first."""
        return self._shelves.get((language, section), [])

    def sibling(self, article: Article, language: Language) -> Article | None:
        """The same article in another language."""
        return self._by_id.get((article.id, language))

    def find(self, section: Section, slug: str, language: Language) -> Article | None:
        """The article at an address."""
        return self._by_address.get((section, slug, language))

    def guide(self, fraud_type: str, language: Language) -> Article | None:
        """The guide to a type of fraud."""
        return self.find(Section.GUIDES, fraud_type, language)

    def related(self, article: Article, limit: int = 3) -> list[Article]:
        """The articles that share most with `article`, at most `limit`."""
        score: dict[str, float] = defaultdict(float)
        seen: dict[str, Article] = {}
        for rank, trait in enumerate(self._traits(article)):
            for other in self._kin.get((article.language, trait), []):
                if other.id != article.id and other.status is Status.PUBLISHED:
                    score[other.id] += {"type": 8, "cate": 4, "tag:": 3}.get(trait[:4], 1) - rank * 0.01
                    seen[other.id] = other
        return [seen[i] for i in sorted(score, key=lambda i: (-score[i], i))][:limit]

    def traits(self, article: Article) -> list[tuple[Language, str]]:
        """What `article` has in common with others, each the name of a list of `kindred`."""
        return [(article.language, trait) for trait in self._traits(article)]

    def kindred(self, trait: tuple[Language, str]) -> list[Article]:
        """The newest articles that have a trait; `related` chooses from these."""
        return self._kin.get(trait, [])

    def named(self, article: Article) -> list[Article]:
        """The articles that the page of `article` names by themselves: its translation, its guide, those it links to."""
        found = [s for o in Language if o is not article.language and (s := self.sibling(article, o))]
        if isinstance(article, Case) and article.fraud_type:
            guide = self.guide(article.fraud_type, article.language)
            found += [guide] if guide else []
        return [*found, *self.targets(article)]

    def targets(self, article: Article) -> list[Article]:
        """The articles that the text of `article` links to."""
        found = []
        for link in article.body.links:
            section, _, name = link.target.partition("/")
            language = Language.EN if name.endswith(".en") else Language.ZH
            if name and (target := self.find(Section(section), name.removesuffix(".en"), language)):
                found.append(target)
        return found
