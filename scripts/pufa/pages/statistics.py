"""What the site covers, counted: each figure as bars, as a sentence, as a table, and as a file for spreadsheets."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from pufa.model.article import Article, Case, FraudGuide
from pufa.model.artifact import Artifact
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Ask, Audience, Contact, Payment, Section, Term
from pufa.pages.sheet import Sheet, leaf, word

AT_LEAST = 5
"""How many articles a bar of full length stands for at least: one alone is not to look like much."""


_OF = {"contact": "of_guides", "asks": "of_guides", "payment": "of_guides", "category": "of_fraud", "type": "of_fraud"}
"""The word that says what a figure counts, where it is not every article."""


class Bar(NamedTuple):
    """One line of a figure; `share` is its length in percent of the full length."""

    id: str
    name: str
    articles: int
    share: int


class Figure(NamedTuple):
    """One count of articles: by what (`name`), in one sentence (`says`), line by line; `table` is the path of its file."""

    name: str
    title: str
    says: str
    bars: list[Bar]
    table: str


class Statistics:
    """The figures of every language, counted in one walk over the articles. They count what is written, never losses."""

    def __init__(self, articles: Mapping[Language, Sequence[Article]], registries: Registries, site: Site) -> None:
        """Count the articles given, which stand on the site."""
        self._site = site
        total = Counter({str(language): len(articles[language]) for language in Language})
        self._figures = {
            language: [
                self._figure(language, name, names, counts)
                for name, names, counts in (
                    ("language", {str(o): word(f"in_{o}", language) for o in Language}, total),
                    *_counted(articles[language], registries, language),
                )
            ]
            for language in Language
        }

    def sheet(self, language: Language) -> Sheet:
        """The page of all figures of a language."""
        return Sheet(
            leaf(self._site, "statistics", language, "statistics_title", "statistics_lead"),
            "statistics.html",
            {"figures": self._figures[language]},
        )

    def tables(self, language: Language) -> Iterator[Artifact]:
        """The figures as CSV (UTF-8 with the mark that spreadsheets want): id, name, number of articles."""
        for figure in self._figures[language]:
            rows = StringIO()
            writer = csv.writer(rows, lineterminator="\r\n")
            writer.writerow(["id", "name", "articles"])
            writer.writerows((bar.id, bar.name, bar.articles) for bar in figure.bars)
            yield Artifact(figure.table, rows.getvalue().encode("utf-8-sig"))

    def _figure(self, language: Language, name: str, names: Mapping[str, str], counts: Counter[str]) -> Figure:
        longest = max([AT_LEAST, *(counts[id] for id in names)])
        bars = [Bar(id, name, counts[id], round(100 * counts[id] / longest)) for id, name in names.items()]
        says = word(_OF.get(name, "of_all_articles"), language) + _sentence(bars, language)
        return Figure(name, word(f"by_{name}", language), says, bars, self._site.table(name, language))


def _counted(
    articles: Sequence[Article], registries: Registries, language: Language
) -> Iterator[tuple[str, dict[str, str], Counter[str]]]:
    """Each figure's name, the names of its lines in their order, and the counts."""
    guides = [a for a in articles if isinstance(a, FraudGuide)]
    types = sorted(registries.fraud_types.values(), key=lambda type_: type_.n)
    told = [
        a.fraud_type for a in articles if isinstance(a, FraudGuide | Case) and a.fraud_type in registries.fraud_types
    ]
    yield "section", _names(Section, language), Counter(str(a.section) for a in articles)
    yield (
        "category",
        {c.id: c.to(language) for c in registries.categories.values()},
        Counter(registries.fraud_types[id].category for id in told if id),
    )
    yield "contact", _names(Contact, language), Counter(str(t) for g in guides for t in dict.fromkeys(g.contact))
    yield "asks", _names(Ask, language), Counter(str(t) for g in guides for t in dict.fromkeys(g.asks))
    yield "payment", _names(Payment, language), Counter(str(t) for g in guides for t in dict.fromkeys(g.payment))
    yield "audience", _names(Audience, language), Counter(str(t) for a in articles for t in dict.fromkeys(a.audience))
    yield "type", {t.id: t.to(language) for t in types}, Counter(id for id in told if id)


def _names(terms: Iterable[Term], language: Language) -> dict[str, str]:
    return {str(term): term.to(language) for term in terms}


def _sentence(bars: Sequence[Bar], language: Language) -> str:
    """What a reader who sees no bars is told: what leads, and how much is not covered yet."""
    most = max(bar.articles for bar in bars)
    if most == 0:
        return word("nothing_yet", language)
    leading = [bar.name for bar in bars if bar.articles == most]
    none = sum(bar.articles == 0 for bar in bars)
    names = word("comma", language).join(leading[:3])
    if len(leading) == len(bars):
        said = word("says_equal", language).format(n=most)
    elif len(leading) > 3:
        said = word("says_many", language).format(k=len(leading), n=most)
    else:
        said = word("says_most" if len(leading) == 1 else "says_tied", language).format(names=names, n=most)
    return said + (word("says_none", language).format(none) if none else "")
