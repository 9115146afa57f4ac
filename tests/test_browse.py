"""The ways in: by what happened, by tag, and what is covered; every step a page, none of them a dead end."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from pufa.checks.rules import check
from pufa.intake.article import parse_article
from pufa.model.article import Article, FraudGuide
from pufa.model.finding import Severity
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.site import tag_slug
from pufa.model.text import Language
from pufa.model.vocabulary import Ask, Contact, Payment
from pufa.pages import Pages, Theme
from pufa.pages.browse import NONE, ON_FRONT, SHOWN, told
from pufa.pages.sheet import PER_PAGE, Sheet
from pufa.pages.words import TOLD
from test_checks import judge, manuscript
from test_pages import EN, SITE, ZH, Html, case, guide, rumor

ROOT = Path(__file__).parents[1]
Publish = Callable[..., dict[str, Html]]


@pytest.fixture(scope="module")
def ways(registries: Registries) -> Pages:
    """Pages that are given their library by each test; the theme is the project's, without its art."""
    folder = ROOT / "theme"
    templates = {p.name: p.read_text("utf-8") for p in folder.glob("templates/*.html")}
    theme = Theme(templates, {p.name: p.read_bytes() for p in folder.glob("assets/*")}, {})
    return Pages(Library([], registries), SITE, theme)


@pytest.fixture
def sheets(ways: Pages, registries: Registries) -> Callable[[Iterable[Article]], list[Sheet]]:
    def listed(articles: Iterable[Article]) -> list[Sheet]:
        ways.take(Library(articles, registries))
        return list(ways.sheets())

    return listed


@pytest.fixture
def publish(ways: Pages, registries: Registries) -> Publish:
    """Every page of a site made from the articles given, by path."""

    def published(*articles: Article) -> dict[str, Html]:
        ways.take(Library(articles, registries))
        files = [*(ways.article(a) for a in articles), *ways.others()]
        assert len({f.path for f in files}) == len(files)
        return {f.path: Html(f.data.decode()) for f in files if f.path.endswith(".html")}

    return published


def facets(slug: str, contact: str, asks: str, payment: str, **more: Any) -> Article:
    return guide(slug, contact=contact.split(), asks=asks.split(), payment=payment.split(), **more)


def some_guides(language: Language = ZH) -> list[Article]:
    return [
        facets("fake-authority", "phone chat-app", "screen-share transfer", "bank-transfer", language=language),
        facets("screen-share-nfc", "sms phone", "screen-share", "mobile-pay", language=language),
        facets("fake-loan", "phone", "transfer", "bank-transfer", language=language),
        facets("task-rebate", "chat-app", "do-tasks", "gift-card", language=language),
    ]


def targets(page: Html, path: str) -> set[str]:
    """The pages of the site that a page leads to, as paths of files."""
    found = set()
    for a in page.all("a"):
        parts = urlsplit(a.get("href", ""))
        if parts.path.startswith("/a/"):
            target = unquote(parts.path.removeprefix("/a/"))
            found.add(target + "index.html" if not target or target.endswith("/") else target)
    return found - {path}


# by what happened


def test_an_answer_leads_to_its_guides_or_straight_to_the_only_one_or_nowhere(publish: Publish) -> None:
    pages = publish(*some_guides())
    start = targets(pages["browse/index.html"], "")
    assert "browse/phone/index.html" in start
    assert "fraud-guides/task-rebate/index.html" in start  # gift cards: there is only this one
    assert "browse/gift-card/index.html" not in pages
    assert "browse/gold/index.html" not in start | set(pages)
    assert 'class="none">黄金<' in pages["browse/index.html"].source
    step = pages["browse/phone/index.html"]
    assert "browse/phone/screen-share/index.html" in targets(step, "")
    assert "做任务" not in step.words, "after the first answer, what is impossible is not offered"
    last = targets(pages["browse/phone/screen-share/index.html"], "")
    assert {f"fraud-guides/{g}/index.html" for g in ("fake-authority", "screen-share-nfc")} <= last
    assert {"browse/phone/index.html", "browse/screen-share/index.html", "browse/index.html"} <= last, "a way back"


def test_every_combination_that_two_guides_fit_is_a_page_and_no_other(publish: Publish) -> None:
    guides = some_guides()
    fitting: Counter[str] = Counter()
    for one in guides:
        assert isinstance(one, FraudGuide)
        for answers in product(*([None, *facet] for facet in (one.contact, one.asks, one.payment))):
            fitting["/".join(answer for answer in answers if answer)] += 1
    wanted = {f"browse/{path}/index.html" for path, guides_left in fitting.items() if path and guides_left > 1}
    made = {path for path in publish(*guides) if path.startswith("browse/")}
    assert made == wanted | {"browse/index.html"}


def test_every_guide_is_three_clicks_from_the_front_page_and_no_link_is_dead(publish: Publish) -> None:
    guides = [g for language in Language for g in some_guides(language)]
    pages = publish(*guides)
    ways_in = {path for path in pages if re.match(r"(en/)?browse/", path)}
    for root in ("", "en/"):
        reached = {root + "index.html"}
        for _ in range(3):
            reached |= {t for path in reached & (ways_in | {root + "index.html"}) for t in targets(pages[path], path)}
        assert {SITE.article(g) for g in guides if SITE.article(g).startswith(root + "fraud-guides")} <= reached
    for path in ways_in:
        files = {t for t in targets(pages[path], path) if t.endswith(".html")}
        assert files <= set(pages), path
        assert {"tel:110", "tel:96110"} <= {a["href"] for a in pages[path].all("a")}


def test_the_most_typical_guide_leads_and_a_long_list_ends_with_a_way_to_all(
    publish: Publish, registries: Registries
) -> None:
    words = publish(*some_guides())["browse/phone/index.html"].words
    places = [words.index(name) for name in ("冒充公检法及政府机关", "屏幕共享、NFC 盗刷")]
    assert places == sorted(places), "the one that names the telephone second comes second"
    many = publish(*(guide(id) for id in list(registries.fraud_types)[: SHOWN + 3]))["browse/phone/index.html"]
    assert len(many.all("h3")) == SHOWN
    assert f"对得上的有 {SHOWN + 3} 种，先看这 {SHOWN} 种" in many.words.replace("\u00a0", " ")
    assert "fraud-guides/index.html" in targets(many, "")


@pytest.mark.parametrize(
    ("answers", "zh", "en"),
    [
        ((Contact.PHONE, Ask.SCREEN_SHARE, None), "有人打电话来，叫你共享屏幕", "Somebody called you and asked you to share your screen"),
        ((None, Ask.CARD_DETAILS, None), "有人问你卡号密码", "Somebody asked you for your card details"),
        ((None, None, Payment.GOLD), "钱买了黄金", "The money went into gold"),
        ((Contact.GAME, Ask.TOP_UP, Payment.CASH), "打游戏碰上一个人，叫你充值，钱是现金给的", "Somebody met you in a game and asked you to top up an account, and the money went in cash"),
    ],
)  # fmt: skip
def test_a_step_says_in_plain_words_what_happened(answers: Any, zh: str, en: str) -> None:
    assert (told(answers, ZH), told(answers, EN)) == (zh, en)


def test_every_answer_has_its_words_and_belongs_to_one_question() -> None:
    values = [str(term) for terms in (Contact, Ask, Payment) for term in terms]
    assert len(set(values)) == len(values), "or an address would mean two things"
    assert set(TOLD) == set(values)
    for language in Language:
        sentences = {
            told(answers, language)
            for answers in product((None, *Contact), (None, *Ask), (None, *Payment))
            if answers != NONE
        }
        assert len(sentences) == (len(Contact) + 1) * (len(Ask) + 1) * (len(Payment) + 1) - 1
    assert not {"page", "index"} & set(values)


def test_titles_and_descriptions_are_the_page_s_own_and_three_answers_are_for_readers_only(
    sheets: Callable[[Iterable[Article]], list[Sheet]],
) -> None:
    tagged = [case(f"c{i}", tags=["屏幕共享", "取现"]) for i in range(PER_PAGE + 1)]
    made = sheets([*some_guides(), *some_guides(EN), *tagged])
    for said in ([s.head.title for s in made], [s.head.description for s in made if s.head.indexed]):
        twice = {t for t, n in Counter(said).items() if n > 1}
        assert not {t for t in twice if any(t in (s.head.title, s.head.description) for s in made if _ours(s))}
    deep = [s for s in made if s.template == "browse.html" and len(s.values["given"]) == 3]
    assert deep
    assert not any(s.head.indexed for s in deep)
    assert all(s.head.indexed for s in made if s.template == "browse.html" and s not in deep)


def _ours(sheet: Sheet) -> bool:
    return sheet.template in ("browse.html", "tag.html", "tags.html", "statistics.html")


def test_a_step_shows_nothing_of_a_guide_but_what_it_prints(
    sheets: Callable[[Iterable[Article]], list[Sheet]],
) -> None:
    def steps(articles: Iterable[Article]) -> list[Sheet]:
        return [s for s in sheets(articles) if s.template in ("browse.html", "statistics.html")]

    edited = [g.model_copy(update={"summary": "另一句提要。", "terms": ("别名",)}) for g in some_guides()]
    assert steps(some_guides()) == steps(edited), "or an edit would print hundreds of pages anew"


def test_a_step_names_its_translation_only_where_there_is_one(publish: Publish) -> None:
    pages = publish(*some_guides(), *some_guides(EN)[:2])
    named = {a.get("hreflang") for a in pages["browse/phone/transfer/index.html"].all("link", rel="alternate")}
    assert "en" not in named
    named = {a.get("hreflang") for a in pages["browse/phone/screen-share/index.html"].all("link", rel="alternate")}
    assert "en" in named


def test_the_front_page_asks_three_questions_with_the_first_answers_of_each(publish: Publish) -> None:
    every = facets("fake-authority", " ".join(Contact), "transfer", " ".join(Payment))
    page = publish(every, facets("fake-loan", "phone", "transfer", "cash"))["index.html"]
    assert "发生了什么？" in page.words
    assert f"其他 {len(Contact) - ON_FRONT} 种…" in page.words
    assert "其他 1 种" not in page.words, "the tenth way of paying stands there itself"
    assert {"browse/phone/index.html", "browse/cash/index.html"} <= targets(page, "")
    assert "发生了什么？" not in publish(case())["index.html"].words, "no question without an answer"


# tags


def test_a_tag_s_page_lists_its_articles_newest_first_and_each_article_leads_to_it(publish: Publish) -> None:
    articles = [case(f"c{i}", date=f"2026-11-{i + 1:02}", tags=["屏幕共享", f"只有 {i}"]) for i in range(3)]
    pages = publish(*articles, case("other"), guide("fake-loan", language=EN, tags=["屏幕共享"]))
    page = pages["tags/屏幕共享/index.html"]
    assert re.findall(r'<h2><a href="/a/cases/(c\d)/"', page.source) == ["c2", "c1", "c0"]
    assert 'href="/a/tags/%E5%B1%8F%E5%B9%95%E5%85%B1%E4%BA%AB/"' in pages["cases/c0/index.html"].source
    assert page.all("link", rel="canonical")[0]["href"] == SITE.url + "tags/%E5%B1%8F%E5%B9%95%E5%85%B1%E4%BA%AB/"
    assert "fake-loan" not in page.source
    assert "fake-loan" in pages["en/tags/屏幕共享/index.html"].source
    index = pages["tags/index.html"]
    assert index.words.index("屏幕共享") < index.words.index("只有 0"), "the tag of most articles leads"
    assert "tags/只有-0/index.html" in targets(index, "")
    assert pages["tags/只有-0/index.html"].meta("robots") == "noindex", "one article is no list to be found"


def test_a_tag_has_24_articles_a_page_and_is_walked_once(sheets: Callable[[Iterable[Article]], list[Sheet]]) -> None:
    articles = [case(f"c{i}", tags=["多", f"t{i % 7}"]) for i in range(50)]
    made = [s for s in sheets(articles) if s.template == "tag.html"]
    assert [len(s.values["tag"].articles) for s in made if s.values["tag"].slug == "多"] == [24, 24, 2]
    assert sum(len(s.values["tag"].articles) for s in made) == sum(len(a.tags) for a in articles)
    assert [s.head.path for s in made if s.values["number"] == 3] == ["tags/多/page/3/index.html"]


def test_spellings_of_one_tag_share_a_page_under_the_commonest_name(publish: Publish) -> None:
    tags = ["NFC", "ｎｆｃ", "NFC"]
    pages = publish(*(case(f"c{i}", tags=[tag]) for i, tag in enumerate(tags)), case("d", tags=["nfc", "NFC"]))
    page = pages["tags/nfc/index.html"]
    assert "共 4 篇" in page.words
    assert "<h1><small>标签</small>NFC</h1>" in page.source


@pytest.mark.parametrize("tag", ["../../etc", "/", "..", "a/b", "%2e%2e", "‮骗", "<b>", "a\\b", "?q=1#x"])
def test_a_hostile_tag_stays_in_its_folder(tag: str) -> None:
    assert re.fullmatch(r"[^\W_]*(-[^\W_]+)*", tag_slug(tag))


def test_a_rumor_on_a_tag_s_page_stands_behind_its_verdict(publish: Publish) -> None:
    page = publish(rumor(tags=["传言"]), case(tags=["传言"]))["tags/传言/index.html"]
    assert "传言（不实）：有小孩被抢" in page.words


def test_what_is_withdrawn_or_a_draft_has_no_tag(publish: Publish) -> None:
    gone = case("gone", tags=["旧"], status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "撤销。"})
    assert not [path for path in publish(gone) if path.startswith("tags/旧")]


@pytest.mark.parametrize("tag", ['".."', '"/"', "page", "Page", "con", '"—"', "ﷺ" * 20, "𠮷" * 20])
def test_a_tag_without_an_address_is_R22(tag: str, registries: Registries) -> None:
    found = judge(
        manuscript("case", "laws: [cl/266]", f"laws: [cl/266]\ntags: [好, {tag}]"),
        "content/cases/three.md",
        registries,
    )
    rejected = [f for f in found if f.code == "R22"]
    if tag.startswith("𠮷"):
        assert rejected == [], "twenty rare characters are still a folder's name"
    else:
        assert ["屏幕共享" in f.line(ZH) for f in rejected] == [True]


def test_two_spellings_of_a_tag_are_L06_which_is_advice(registries: Registries) -> None:
    def entry(name: str, tag: str) -> Any:
        data = manuscript("case", "laws: [cl/266]", f"laws: [cl/266]\ntags: [{tag}]").replace(
            b"case-three", f"case-{name}".encode()
        )
        return parse_article(f"content/cases/{name}.md", data)[0]

    found = [f for f in check([entry("a", "NFC"), entry("b", "nfc")], registries) if f.code == "L06"]
    assert [(f.place.path, f.severity) for f in found] == [("content/cases/b.md", Severity.ADVICE)]
    assert "tags: [NFC]" in found[0].line(ZH)
    assert not [f for f in check([entry("a", "NFC"), entry("b", "NFC")], registries) if f.code == "L06"]


# what is covered


def test_the_figures_are_the_same_as_bars_as_a_sentence_and_as_a_file(ways: Pages, registries: Registries) -> None:
    articles = [*some_guides(), case(audience=["seniors"]), rumor(), guide("fake-boss", status="draft")]
    ways.take(Library(articles, registries))
    files = {f.path: f.data for f in ways.others()}
    page = Html(files["statistics/index.html"].decode())
    for name in ("language", "section", "category", "contact", "asks", "payment", "audience", "type"):
        assert f"statistics/{name}.csv" in targets(page, "")
        assert files[f"statistics/{name}.csv"].startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(StringIO(files[f"statistics/{name}.csv"].decode("utf-8-sig"))))
        for row in rows:
            found = re.search(
                rf'<th scope="row"><div><span>{re.escape(row["name"])}</span>.*?<td>(\d+)</td>', page.source
            )
            assert found, row
        counts = {row["id"]: int(row["articles"]) for row in rows}
        if name == "contact":
            assert (counts["phone"], counts["sms"], counts["gold" if "gold" in counts else "parcel"]) == (3, 1, 0)
    assert "数的是防骗指南。最多的是电话，3 篇。" in page.words
    assert "67000" not in page.source
    assert "6.7" not in page.words
    assert files["en/statistics/contact.csv"].decode("utf-8-sig").splitlines()[1] == "phone,Phone call,0"


def test_no_bar_is_longer_than_its_figure_and_one_article_alone_is_short(publish: Publish) -> None:
    page = publish(case())["statistics/index.html"]
    lengths = [int(a["width"].rstrip("%")) for a in page.all("rect") if a.get("class") != "bar__rail"]
    assert lengths
    assert set(lengths) == {20}
