"""The quiz: made from the guides, the same in every build, bounded, and the same for a part of the library."""

import re
from pathlib import Path
from typing import Any

import pytest

from pufa.model.article import Article, FraudGuide
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.pages import Pages, Theme
from pufa.pages.quiz import BANK, Question, bank, questions

ROOT = Path(__file__).parents[1]
SITE = Site("https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("编辑部", "Editors"), True)
ZH, EN = Language.ZH, Language.EN


def guide(fraud: str, language: Language = ZH, flags: int = 4, **typed: Any) -> FraudGuide:
    least: dict[str, Any] = {
        "id": f"guide-{fraud}", "title": f"题目 {fraud}", "summary": "提要。", "date": "2026-11-23", "reviewed": "2026-11-24",
        "review_by": "2027-11-24", "slug": fraud, "language": language, "path": f"content/fraud-guides/{fraud}.md",
        "fraud_type": fraud, "contact": ["phone"], "asks": ["transfer"], "payment": ["cash"], "giveaway": "一句识破。",
        "red_flags": [f"{fraud} 的红旗 {n}" for n in range(flags)], "steps": ["一", "二", "三"],
    }  # fmt: skip
    return FraudGuide.model_validate(least | typed)


@pytest.fixture(scope="module")
def guides(registries: Registries) -> list[FraudGuide]:
    """A guide to every type of fraud, in both languages."""
    return [guide(name, language) for name in registries.fraud_types for language in Language]


@pytest.fixture(scope="module")
def whole(guides: list[FraudGuide], registries: Registries) -> Library:
    return Library(guides, registries)


def about(name: str, library: Library) -> list[Question]:
    one = library.guide(name, ZH)
    assert isinstance(one, FraudGuide)
    return questions(one, library)


def test_a_question_has_one_red_flag_of_its_guide_and_two_of_guides_of_other_categories(
    guides: list[FraudGuide], whole: Library, registries: Registries
) -> None:
    for one in guides:
        asked = questions(one, whole)
        assert len(asked) == 3
        for question in asked:
            assert question.answer.guide is one
            assert question.answer.text in one.red_flags
            assert len(question.options) == 3
            kinds = {registries.fraud_types[o.guide.fraud_type].category for o in question.options}
            assert len(kinds) == 3
            assert all(o.text in o.guide.red_flags and o.guide.language is one.language for o in question.others)
        lines = [option.text for question in asked for option in question.options]
        assert len(set(lines)) == len(lines), "no line is asked twice on a page"


def test_the_answer_stands_in_no_fixed_place(guides: list[FraudGuide], whole: Library) -> None:
    places = [q.options.index(q.answer) for one in guides for q in questions(one, whole)]
    assert all(places.count(place) > len(places) / 5 for place in range(3))


def test_the_order_of_the_articles_changes_nothing(
    guides: list[FraudGuide], whole: Library, registries: Registries
) -> None:
    assert bank(whole, ZH) == bank(Library(guides[::-1], registries), ZH)


def test_a_part_of_the_library_that_holds_the_named_guides_gives_the_same_questions(
    guides: list[FraudGuide], whole: Library, registries: Registries
) -> None:
    for one in guides:
        part = Library([one, *whole.foils(one), *guides[:7]], registries)
        assert questions(one, part) == questions(one, whole)
        assert {f.path for f in whole.foils(one)} <= {a.path for a in whole.named(one)}, "so that a worker is sent them"


def test_a_new_guide_changes_few_questions(guides: list[FraudGuide], registries: Registries, whole: Library) -> None:
    before = Library([g for g in guides if g.fraud_type != "fake-boss"], registries)
    changed = [g for g in before.shelf(ZH) if isinstance(g, FraudGuide) and questions(g, before) != questions(g, whole)]
    assert len(changed) < 12


def test_the_bank_has_every_guide_before_any_comes_twice_and_never_more_than_its_size(whole: Library) -> None:
    asked = bank(whole, ZH)
    assert len(asked) == BANK
    first = [q.answer.guide.fraud_type for q in asked[:43]]
    assert len(set(first)) == 43
    assert len({q.id for q in asked}) == BANK


def test_without_guides_of_two_other_categories_nothing_is_asked(registries: Registries) -> None:
    kin = [guide("fake-authority"), guide("fake-boss"), guide("task-rebate")]
    assert about("fake-authority", Library(kin, registries)) == []
    assert len(about("fake-authority", Library([*kin, guide("fake-loan")], registries))) == 3


def test_a_withdrawn_guide_or_one_of_another_language_is_never_an_option(registries: Registries) -> None:
    gone = guide("fake-loan", status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "x"})
    found = Library([guide("fake-authority"), guide("task-rebate"), gone, guide("fake-prize", EN)], registries)
    assert about("fake-authority", found) == []


def test_the_shortest_list_of_red_flags_bounds_the_questions(registries: Registries) -> None:
    same = guide("fake-loan", red_flags=["同一句", "同一句", "同一句"])
    assert len(about("fake-authority", Library([guide("fake-authority"), guide("task-rebate"), same], registries))) == 1


def test_the_quiz_can_be_read_without_script_and_every_answer_names_its_guides(
    registries: Registries, guides: list[FraudGuide]
) -> None:
    folder = ROOT / "theme"
    theme = Theme({p.name: p.read_text("utf-8") for p in folder.glob("templates/*.html")}, {}, {})
    pages = Pages(Library(guides, registries), SITE, theme)
    (sheet,) = [s for s in pages.sheets() if s.head.path == "quiz/index.html"]
    html = pages.print(sheet).data.decode()
    items = re.findall(r'<li class="question">.*?</details>', html, re.DOTALL)
    assert len(items) == BANK
    for item, question in zip(items, sheet.values["questions"], strict=True):
        assert item.count('type="radio"') == 3
        assert item.count("data-answer") == 1
        answer = item[item.index("<details>") :]
        assert f"<b>{question.answer.text}</b>" in answer
        assert len(set(re.findall(r'href="(/fraud-guides/[^"]+)"', answer))) == 3


def test_the_quiz_of_a_guide_does_not_lead_to_itself(registries: Registries) -> None:
    folder = ROOT / "theme"
    theme = Theme({p.name: p.read_text("utf-8") for p in folder.glob("templates/*.html")}, {}, {})
    articles: list[Article] = [guide("fake-authority"), guide("task-rebate"), guide("fake-loan")]
    html = Pages(Library(articles, registries), SITE, theme).article(articles[0]).data.decode()
    quiz = html[html.index('<ol class="questions"') :]
    quiz = quiz[: quiz.index("</ol>")]
    assert quiz.count("<legend>") == 3
    assert "/fraud-guides/fake-authority/" not in quiz
