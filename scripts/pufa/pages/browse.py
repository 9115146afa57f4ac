"""Browsing by what happened: how they came, what they asked, how the money went. Every step is a page of its own.

A page exists for each set of answers (at most one to a question) that two guides or more fit; where one is left, the
answer leads straight to it, and where none is, nowhere. So the pages are bounded by the vocabularies, and the guides by
the registry (one to a type of fraud), however many articles there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from pufa.model.article import FraudGuide
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Ask, Contact, Payment, Section, Term
from pufa.pages.sheet import Head, Sheet, word
from pufa.pages.words import TOLD

SHOWN = 24
"""Guides listed on one page; where more fit, another answer shortens the list, and the round-up has them all."""

ON_FRONT = 9
"""Answers that the front page offers to each question."""

QUESTIONS: Mapping[str, type[Term]] = {"contact": Contact, "asks": Ask, "payment": Payment}
"""The questions in their order, each with its answers. No answer belongs to two questions."""

Answers = tuple[Term | None, ...]
"""One answer, or none, to each question."""

NONE: Answers = (None,) * len(QUESTIONS)
"""No question answered yet."""


class Option(NamedTuple):
    """One answer to a question.

    `left`: how many guides it leaves. `path`: the page of those, or of the only one, or nothing where there is none.
    `only`: what the only one is about.
    """

    term: Term
    left: int
    path: str
    only: str


class Found(NamedTuple):
    """A guide on a list: what it is about, the path of its page, and the sentence that unmasks the fraud."""

    name: str
    path: str
    giveaway: str


class Question(NamedTuple):
    """A question with its answers, by its number from 1; `more`: how many answers with guides are not among them."""

    number: int
    name: str
    options: list[Option]
    more: int = 0


class Browse:
    """The pages of every language, from the guides that stand in it."""

    def __init__(self, guides: Mapping[Language, Sequence[FraudGuide]], registries: Registries, site: Site) -> None:
        """Sort the guides (each about a type of fraud in the registry) under every set of answers that they fit."""
        self._site, self._types = site, registries.fraud_types
        self._fitting = {language: _fitting(guides[language]) for language in Language}
        self._found = {
            language: {
                g.slug: Found(self._types[g.fraud_type].to(language), site.article(g), g.giveaway) for g in shelf
            }
            for language, shelf in guides.items()
        }

    def sheets(self, language: Language) -> Iterator[Sheet]:
        """The page of the three questions, and one for each set of answers that leaves a choice."""
        yield self._start(language)
        for answers, guides in self._fitting[language].items():
            if answers != NONE and len(guides) > 1:
                yield self._step(language, answers, guides)

    def first(self, language: Language) -> list[Question]:
        """The three questions as the front page asks them: the first answers of each vocabulary that have guides."""
        questions = []
        for question in self._questions(language, NONE):
            offered = [option for option in question.options if option.left]
            shown = offered if len(offered) == ON_FRONT + 1 else offered[:ON_FRONT]  # “one more …” is that one
            questions.append(question._replace(options=shown, more=len(offered) - len(shown)))
        return [question for question in questions if question.options]

    def _start(self, language: Language) -> Sheet:
        head = Head(
            path=self._site.browse((), language),
            language=language,
            title=word("browse_title", language),
            description=word("browse_lead", language),
            section=Section.GUIDES,
            languages={other: self._site.browse((), other) for other in Language},
        )
        return Sheet(
            head, "browse.html", {"given": [], "guides": [], "total": 0, "questions": self._questions(language, NONE)}
        )

    def _step(self, language: Language, answers: Answers, guides: Sequence[FraudGuide]) -> Sheet:
        given = [term for term in answers if term]
        title = told(answers, language)
        ranked = sorted(guides, key=lambda guide: self._rank(guide, answers))
        found = [self._found[language][guide.slug] for guide in ranked[:SHOWN]]
        names = word("comma", language).join(one.name for one in found[:3])
        head = Head(
            path=self._site.browse(given, language),
            language=language,
            title=title,
            description=word("browse_note", language).format(told=title, n=len(guides), names=names),
            section=Section.GUIDES,
            languages={
                other: self._site.browse(given, other)
                for other in Language
                if len(self._fitting[other].get(answers, ())) > 1
            },
            indexed=len(given) < len(QUESTIONS),  # nobody searches by three answers, and those pages are much alike
        )
        shown = {
            "given": [(term, self._site.browse([t for t in given if t is not term], language)) for term in given],
            "guides": found,
            "total": len(guides),
            "questions": self._questions(language, answers),
        }
        return Sheet(head, "browse.html", shown)

    def _questions(self, language: Language, answers: Answers) -> list[Question]:
        """The questions not answered yet; after a first answer, only with what is left to choose from."""
        questions = []
        for place, (name, terms) in enumerate(QUESTIONS.items()):
            if answers[place] is None:
                options = [
                    self._option(language, (*answers[:place], term, *answers[place + 1 :]), term) for term in terms
                ]
                questions.append(Question(place + 1, name, [o for o in options if o.left or answers == NONE]))
        return questions

    def _option(self, language: Language, answers: Answers, term: Term) -> Option:
        guides = self._fitting[language].get(answers, ())
        if len(guides) == 1:
            only = self._found[language][guides[0].slug]
            return Option(term, 1, only.path, only.name)
        path = self._site.browse([answer for answer in answers if answer], language) if guides else ""
        return Option(term, len(guides), path, "")

    def _rank(self, guide: FraudGuide, answers: Answers) -> tuple[int, int]:
        """A guide names first what is most typical of its fraud, so that leads; of equals the registry's order."""
        facets = zip(_facets(guide), answers, strict=True)
        return sum(facet.index(answer) for facet, answer in facets if answer), self._types[guide.fraud_type].n


def told(answers: Answers, language: Language) -> str:
    """What happened, in one sentence of the person it happened to: “有人打电话来，叫你共享屏幕”."""
    contact, ask, payment = answers
    story = word("told_and", language).join(TOLD[term].to(language) for term in (contact, ask) if term)
    if ask and not contact:
        story = word("told_somebody", language) + story
    if payment:
        money = TOLD[payment].to(language)
        story = word("told_money", language).join([story, money]) if story else money[0].upper() + money[1:]
    return story


def _facets(guide: FraudGuide) -> tuple[Sequence[Term], ...]:
    return guide.contact, guide.asks, guide.payment


def _fitting(guides: Sequence[FraudGuide]) -> dict[Answers, list[FraudGuide]]:
    fitting: dict[Answers, list[FraudGuide]] = defaultdict(list)
    for guide in guides:
        for answers in product(*([None, *dict.fromkeys(facet)] for facet in _facets(guide))):
            fitting[answers].append(guide)
    return dict(sorted(fitting.items(), key=lambda item: [answer or "" for answer in item[0]]))
