"""Alerts: what stands on the pages, what the banner is filled from, and what replaces what."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pufa.checks.rules import check
from pufa.intake.article import parse_article
from pufa.model.finding import Finding
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.text import Language
from pufa.model.vocabulary import Topic
from pufa.pages import Pages, Theme
from pufa.pages.alerts import alert_sheets, bulletin
from pufa.press import Kit, Press
from test_pages import EN, HOSTILE, SITE, Html, case, guide, rumor

FILES = {"fake-loan": "content/fraud-guides/fake-loan.md", "three": "content/cases/three.md"}
GOOD = Path(__file__).parent / "manuscripts"


@pytest.fixture
def render(theme: Theme, registries: Registries) -> Callable[..., dict[str, str]]:
    """The pages of the articles given, the lists of their alerts, and what the banner is filled from.

    `whole`: every other page as well.
    """

    def published(*articles: Any, whole: bool = False) -> dict[str, str]:
        library = Library(articles, registries)
        pages = Pages(library, SITE, theme)
        sheets = [s for language in Language for s in alert_sheets(library, SITE, language)]
        if whole:  # but for those by what happened: hundreds, and never an alert
            sheets = [s for s in pages.sheets() if "/browse/" not in f"/{s.head.path}"]
        files = [*map(pages.article, library.articles), *map(pages.print, sheets)]
        files += [bulletin(library, SITE, language) for language in Language]
        return {f.path: f.data.decode() for f in files}

    return published


def alert(severity: str = "caution", starts: str = "2026-11-20", expires: str = "2026-12-04", **more: Any) -> Any:
    return {"severity": severity, "starts": starts, "expires": expires, **more}


def items(page: str) -> list[dict[str, str]]:
    return [a for tag, a in Html(page).tags if "data-ends" in a and tag == "li"]


# pages


def test_the_page_of_alerts_tells_level_days_region_and_audience_in_words(render: Any) -> None:
    one = guide(alert=alert("urgent", regions=["重庆"]), audience=["seniors"])
    words = " ".join(Html(render(one)["alerts/index.html"]).words.split())
    for part in ("紧急", "重庆 2026年11月20日 至 2026年12月4日", "写给：老年人", "题目 fake-authority", "请看日期"):
        assert part in words, part
    english = " ".join(Html(render(one, guide(language=EN, alert=alert()))["en/alerts/index.html"]).words.split())
    assert "Caution" in english
    assert "Everywhere 20 November 2026 to 4 December 2026" in english


def test_an_alert_lasts_from_the_first_moment_of_its_first_day_to_the_last_of_its_last_in_china(render: Any) -> None:
    (item,) = items(
        render(guide(alert=alert(starts="2026-11-20T23:30:00Z", expires="2026-12-31")))["alerts/index.html"]
    )
    assert item["data-begins"] == "2026-11-21T00:00:00+08:00"
    assert item["data-ends"] == "2027-01-01T00:00:00+08:00"


def test_nothing_is_called_in_force_or_over_by_a_build_that_knows_no_day(render: Any) -> None:
    text = render(guide(alert=alert(starts="1999-01-01", expires="1999-02-01")))["alerts/index.html"]
    words = Html(text[text.index("<main") : text.index('data-group="soon"')]).words
    assert "正在生效" not in words
    assert "已到期" not in words
    assert "1999年2月1日" in words


def test_alerts_stand_by_their_end_the_last_first_and_a_long_list_has_pages(render: Any) -> None:
    days = [f"2027-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 14)]
    files = render(*(case(f"c{i}", alert=alert(expires=day)) for i, day in enumerate(days)))
    ends = [item["data-ends"] for page in ("", "page/2/") for item in items(files[f"alerts/{page}index.html"])]
    assert ends == sorted(ends, reverse=True)
    assert len(ends) == len(days)
    assert 'rel="next" href="/a/alerts/page/2/"' in files["alerts/index.html"]
    assert 'rel="prev" href="/a/alerts/"' in files["alerts/page/2/index.html"]


def test_a_replaced_alert_keeps_its_page_and_says_what_replaced_it(render: Any) -> None:
    old = guide(alert=alert(replaced_by="case-new"))
    new = case("new", title="新的说法", alert=alert(starts="2026-12-01"))
    files = render(old, new, whole=True)
    for page in ("alerts/index.html", "fraud-guides/fake-authority/index.html"):
        assert "已替换" in Html(files[page]).words
        assert '已由新的预警替换：<a href="/a/cases/new/">新的说法</a>' in files[page]
    assert [a["data-ends"] for a in items(files["index.html"])] == ["2026-12-05T00:00:00+08:00"], "only the new one"
    assert "题目 fake-authority" not in files["alerts.json"]


def test_an_english_alert_leads_to_the_chinese_replacement_where_there_is_no_other(render: Any) -> None:
    old = [guide(language=o, alert=alert(replaced_by="case-new")) for o in Language]
    new = case("new", alert=alert(starts="2026-12-01"))
    assert 'href="/a/cases/new/"' in render(*old, new)["en/alerts/index.html"]
    both = render(*old, new, case("new", language=EN, alert=alert(starts="2026-12-01")))
    assert 'href="/a/en/cases/new/"' in both["en/alerts/index.html"]


def test_a_withdrawn_alert_stays_on_the_list_with_the_reason_and_leaves_the_banner(render: Any) -> None:
    gone = guide(alert=alert(), status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "短信属实。"})
    files = render(gone, whole=True)
    (item,) = items(files["alerts/index.html"])
    assert "data-over" in item
    assert "短信属实。" in Html(files["alerts/index.html"]).words
    assert json.loads(files["alerts.json"])["alerts"] == []
    assert "data-alerts" not in files["index.html"]


def test_without_an_alert_the_page_says_so(render: Any) -> None:
    assert "现在没有生效的预警。" in render(guide())["alerts/index.html"]


# the banner


def test_the_banner_is_filled_from_one_small_file_of_each_language_the_most_urgent_first(render: Any) -> None:
    files = render(
        guide(alert=alert("info", expires="2027-03-01")),
        case("a", alert=alert("urgent")),
        case("b", language=EN, alert=alert(), title=HOSTILE),
    )
    shown = json.loads(files["alerts.json"])["alerts"]
    assert [(a["severity"], a["level"]) for a in shown] == [("urgent", "紧急"), ("info", "提示")]
    assert shown[0]["url"] == "/a/cases/a/"
    assert shown[0]["until"] == "至2026年12月4日"
    assert "<" not in files["en/alerts.json"]
    assert json.loads(files["en/alerts.json"])["alerts"][0]["title"] == HOSTILE


def test_no_page_of_another_article_changes_when_an_alert_comes(render: Any) -> None:
    before, after = (render(guide(alert=a), rumor(), whole=True) for a in (None, alert("urgent")))
    assert before["rumors/a-rumor/index.html"] == after["rumors/a-rumor/index.html"]
    assert before["cases/index.html"] == after["cases/index.html"]
    assert before["alerts.json"] != after["alerts.json"]


def test_every_page_has_room_for_the_banner_but_those_that_show_the_alerts_or_help_at_once(render: Any) -> None:
    files = render(guide(alert=alert()), case(), rumor(), whole=True)
    without = {
        path
        for path, page in files.items()
        if path.endswith(".html") and "<main" in page and "data-bulletin" not in page and not path.startswith("en/")
    }
    assert {"index.html", "alerts/index.html", "emergency/index.html", "offline/index.html"} <= without
    for path in ("fraud-guides/fake-authority/index.html", "cases/index.html", "about/index.html", "search/index.html"):
        assert path not in without


# feeds


def test_the_alerts_have_feeds_of_their_own_with_the_same_ids_and_their_days_in_words(
    theme: Theme, registries: Registries
) -> None:
    one, other = guide(alert=alert("urgent", regions=["重庆"])), case()
    press = Press(Library([one, other], registries), SITE, Kit(theme, lambda: pytest.fail("nothing is drawn")))
    sizes = {SITE.card(a): 1 for a in (one, other)}
    feeds = {a.path: a.data.decode() for a in press.feeds(Language.ZH, Topic.ALERTS, sizes)}
    assert feeds.keys() == {"alerts/feed.xml", "alerts/atom.xml", "alerts/feed.json"}
    document = json.loads(feeds["alerts/feed.json"])
    assert document["title"] == "普法 · 预警"
    assert document["home_page_url"] == "https://pufa.example/a/alerts/"
    (item,) = document["items"]
    assert item["id"] == SITE.tag(one)
    assert "预警（紧急）：重庆，2026年11月20日至2026年12月4日。" in item["content_html"]


# the rule


def judged(registries: Registries, newer: str, *, second: str = "", starts: str = "2026-12-01") -> list[Finding]:
    """The findings about a guide whose alert is replaced by `newer`; `second` is typed into the header of a case."""
    line = f"alert: {{severity: info, starts: 2026-11-20, expires: 2026-12-04, replaced_by: {newer}}}\n---\n"
    other = f"alert: {{severity: info, starts: {starts}, expires: 2027-01-01}}\n{second}---\n"
    entries = []
    for name, text in (("guide", line), ("case", other)):
        source = (GOOD / f"{name}.md").read_text("utf-8").replace("也看", "不看")
        head, body = source.split("\n---\n", 1)
        body = body.replace("(fake-shop-agent.md)", "(../cases/three.md)")
        path = FILES["fake-loan" if name == "guide" else "three"]
        entry, findings = parse_article(path, f"{head}\n{text}{body}".encode())
        assert entry, findings
        entries.append(entry)
    return [f for f in check(entries, registries) if f.code == "L05"]


def test_a_replacement_that_is_a_newer_alert_is_right(registries: Registries) -> None:
    assert judged(registries, "case-three") == []


@pytest.mark.parametrize(
    ("newer", "second", "starts", "words"),
    [
        ("case-thre", "", "2026-12-01", "是不是想写 case-three"),
        ("case-three", "status: draft\n", "2026-12-01", "没有编号为“case-three”的预警"),
        ("case-three", "", "2026-11-20", "不比这一篇开始得晚"),
        ("guide-fake-loan", "", "2026-12-01", "不比这一篇开始得晚"),
    ],
)
def test_a_replacement_that_is_none_is_L05(
    registries: Registries, newer: str, second: str, starts: str, words: str
) -> None:
    (finding,) = judged(registries, newer, second=second, starts=starts)
    assert finding.code == "L05"
    assert finding.place.line > 1
    assert words in finding.line(Language.ZH)
