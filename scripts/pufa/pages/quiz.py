"""The quiz: which of these red flags is most like this fraud? Made from the guides, the same in every build."""

from collections.abc import Iterator
from hashlib import sha256
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from pufa.model.article import FraudGuide
from pufa.model.library import Library
from pufa.model.registry import FraudType
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Section, Status
from pufa.pages.sheet import Sheet, leaf

BANK = 60
"""The most questions that the quiz page holds, however many guides there are."""

_EACH = 3
"""Questions about one guide, where it has as many red flags."""


class Option(NamedTuple):
    """A line to choose, and the guide that it is a red flag of."""

    text: str
    guide: FraudGuide
    fraud: FraudType


class Question(NamedTuple):
    """Which of `options` is most like the fraud that `answer` is a red flag of? `id` is unique in a page."""

    id: str
    answer: Option
    options: tuple[Option, ...]

    @property
    def others(self) -> tuple[Option, ...]:
        """The options that belong to other frauds."""
        return tuple(option for option in self.options if option is not self.answer)


def questions(guide: FraudGuide, library: Library) -> list[Question]:
    """The questions about `guide`: one of its red flags each, among those of frauds of other categories.

    None where the library has no guides of two other categories, or the registry does not know its type of fraud.
    """
    kinds = library.registries.fraud_types
    foils = library.foils(guide)
    if guide.fraud_type not in kinds or len(foils) < 2:
        return []
    own, *others = (
        [Option(text, one, kinds[one.fraud_type]) for text in _drawn(one, guide)] for one in (guide, *foils)
    )
    asked = []
    for number, (answer, *wrong) in enumerate(islice(zip(own, *others, strict=False), _EACH), 1):
        name = f"q-{guide.slug}-{number}"
        asked.append(Question(name, answer, _mixed(name, (answer, *wrong))))
    return asked


def bank(library: Library, language: Language) -> list[Question]:
    """The questions of the quiz page: at most BANK, every guide once before any comes twice, well mixed."""
    shelf = library.shelf(language, Section.GUIDES)
    guides = [a for a in shelf if isinstance(a, FraudGuide) and a.status is Status.PUBLISHED]
    chosen = nsmallest(BANK, guides, key=lambda guide: _digest(guide.id))
    rounds = [questions(guide, library) for guide in chosen]
    return [asked[n] for n in range(_EACH) for asked in rounds if len(asked) > n][:BANK]


def quiz_sheets(library: Library, site: Site, language: Language) -> Iterator[Sheet]:
    """The quiz page of a language."""
    asked = bank(library, language)
    yield Sheet(leaf(site, "quiz", language, "quiz_title", "quiz_note"), "quiz.html", {"questions": asked})


def _mixed(question: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: _digest(question, option.text)))


def _drawn(guide: FraudGuide, beside: FraudGuide) -> list[str]:
    """The red flags of `guide` in the order in which questions about `beside` use them up."""
    return sorted(dict.fromkeys(guide.red_flags), key=lambda text: _digest(beside.id, guide.id, text))


def _digest(*parts: str) -> bytes:
    return sha256("\n".join(parts).encode()).digest()
