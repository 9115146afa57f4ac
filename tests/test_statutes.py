"""The law: which version a number means on which day, the pages that show it, who cites it, and the official channels."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from pufa import disk
from pufa.checks.cites import Cites, cites
from pufa.cli import main
from pufa.host import work
from pufa.intake.article import parse_article
from pufa.model.article import Article
from pufa.model.body import Quotation
from pufa.model.library import Entry, Library
from pufa.model.registry import Document, Provision, Registries, Wording
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Need, Verification
from pufa.pages import Pages, Theme
from pufa.pages.statutes import CITING, marked, statute_sheets
from test_checks import judge, manuscript
from test_pages import EN, SITE, ZH, Html, case, guide, rumor

PRESENT = date(2026, 11, 23)
LAST_OF_OLD = date(2025, 12, 31)
FIRST_OF_NEW = date(2026, 1, 1)

COLLISIONS = [
    # law, a number, words of what it meant until 2025-12-31, where that stands now, words of what the number means now
    ("psa", "21", "不执行行政拘留", "23", ""),
    ("psa", "22", "追究时效", "25", ""),
    ("psa", "25", "散布谣言", "29", "追究时效"),
    ("psa", "26", "寻衅滋事", "30", ""),
    ("psa", "29", "计算机信息系统", "33", "散布谣言"),
    ("psa", "42", "威胁、侮辱、诽谤", "50", ""),
    ("psa", "47", "煽动民族仇恨", "55", ""),
    ("psa", "49", "诈骗", "58", ""),
    ("psa", "51", "招摇撞骗", "62", ""),
    ("psa", "60", "隐藏转移涉案财物", "72", "学生欺凌"),
    ("psa", "68", "淫秽", "80", ""),
    ("psa", "70", "赌博", "82", "窃听"),
    ("psa", "80", "办案保密", "94", "淫秽"),
    ("csl", "12", "虚假信息", "13", ""),
    ("csl", "27", "黑客工具", "29", ""),
    ("csl", "42", "个人信息", "44", ""),
    ("csl", "44", "个人信息", "46", "未"),
    ("csl", "46", "违法网站、群组", "48", "个人信息"),
    ("csl", "47", "平台发现违法信息", "49", ""),
    ("csl", "49", "投诉举报", "51", "平台发现违法信息"),
    ("csl", "63", "第二十九条", "66", ""),
    ("csl", "64", "个人信息", "71", ""),
    ("csl", "67", "第四十八条", "68", ""),
    ("csl", "70", "违法信息", "71", ""),
]


def about(provision: Provision) -> str:
    return f"{provision.topic} {provision.offence} {provision.plain.zh}"


@pytest.mark.parametrize(("law", "number", "then", "now", "usurper"), COLLISIONS)
def test_a_number_that_changed_hands_means_the_rule_of_its_day(
    law: str, number: str, then: str, now: str, usurper: str, registries: Registries
) -> None:
    old, present = registries.cite(f"{law}/{number}", LAST_OF_OLD), registries.cite(f"{law}/{number}", FIRST_OF_NEW)
    assert isinstance(old, Wording)
    assert (old.provision.number, old.version.number, old.version.valid_to) == (now, number, LAST_OF_OLD)
    assert then in about(old.provision)
    successor = registries.cite(f"{law}/{now}", FIRST_OF_NEW)
    assert isinstance(successor, Wording)
    assert successor.provision is old.provision
    if usurper:
        assert isinstance(present, Wording)
        assert present.provision is not old.provision
        assert (present.version.number, present.version.valid_from) == (number, FIRST_OF_NEW)
        assert usurper in about(present.provision)
    elif isinstance(present, Wording):
        assert present.provision is not old.provision
    else:
        assert "登记库里" in present.zh
        assert f"今天是{successor.provision.article}" in present.zh, "the finding names the number of today"


FIRST_DAYS = [
    # a provision and the first day of conduct that it may be cited for
    ("cl/286-1", date(2015, 11, 1)),
    ("cl/287-1", date(2015, 11, 1)),
    ("cl/287-2", date(2015, 11, 1)),
    ("cl/253-1", date(2009, 2, 28)),
    ("cl/291-1", date(2001, 12, 29)),
    ("ji2011_7/1", date(2011, 4, 8)),
    ("ji2013_21/2", date(2013, 9, 10)),
    ("ji2013_21/5", date(2013, 9, 10)),
    ("ji2019_15/10", date(2019, 11, 1)),
    ("ji2025_13/2", date(2025, 8, 26)),
    ("psa/34", FIRST_OF_NEW),
    ("psa/56", FIRST_OF_NEW),
    ("psa/136", FIRST_OF_NEW),
    ("psa/25", date(2006, 3, 1)),
    ("csl/12", date(2017, 6, 1)),
    ("mpl/103", date(2021, 6, 1)),
    ("apl/37", date(2021, 7, 15)),
]


@pytest.mark.parametrize(("id", "first"), FIRST_DAYS)
def test_a_provision_cannot_be_cited_for_conduct_before_it_existed(
    id: str, first: date, registries: Registries
) -> None:
    assert isinstance(registries.cite(id, first - timedelta(days=1)), Text)
    assert isinstance(registries.cite(id, first), Wording)


@pytest.mark.parametrize(
    ("law", "first"), [("atf", date(2022, 12, 1)), ("pipl", date(2021, 11, 1)), ("rmn", date(2024, 1, 1))]
)
def test_a_young_law_cannot_be_cited_for_conduct_before_it_in_any_provision(
    law: str, first: date, registries: Registries
) -> None:
    for provision in registries.statutes[law].provisions:
        assert isinstance(registries.cite(f"{law}/{provision.number}", first - timedelta(days=1)), Text)
        assert isinstance(registries.cite(f"{law}/{provision.number}", first), Wording)


def wording(registries: Registries, id: str, on: date) -> str:
    found = registries.cite(id, on)
    assert isinstance(found, Wording)
    assert found.quotable
    return found.version.text or ""


def test_the_rumor_article_says_deliberately_and_disaster_and_a_thousand_yuan_only_since_2026(
    registries: Registries,
) -> None:
    old, new = wording(registries, "psa/25", LAST_OF_OLD), wording(registries, "psa/29", FIRST_OF_NEW)
    assert "（一）故意散布谣言" in new
    assert "（一）散布谣言" in old
    assert "灾情" in new
    assert "灾情" not in old
    assert "一千元以下罚款" in new
    assert "五百元以下罚款" in old
    assert "一千元" not in old


def test_false_information_is_no_crime_of_its_own_before_november_2015(registries: Registries) -> None:
    old, new = wording(registries, "cl/291-1", date(2015, 10, 31)), wording(registries, "cl/291-1", date(2015, 11, 1))
    assert "编造虚假的险情、疫情、灾情、警情" in new
    assert "灾情" not in old


def test_gambling_houses_are_punished_by_the_text_of_their_time(registries: Registries) -> None:
    old, new = wording(registries, "cl/303", date(2021, 2, 28)), wording(registries, "cl/303", date(2021, 3, 1))
    assert "处三年以下有期徒刑、拘役或者管制，并处罚金；情节严重的，处三年以上十年以下" in old
    assert "五年以上十年以下" in new


@pytest.mark.parametrize("id", ["cl/176", "cl/192"])
def test_a_text_that_was_not_verified_whole_is_cited_and_never_quoted(id: str, registries: Registries) -> None:
    found = registries.cite(id, date(2021, 2, 28))
    assert isinstance(found, Wording)
    assert not found.quotable
    assert wording(registries, id, date(2021, 3, 1))


def test_3000_yuan_is_a_span_by_province_for_fraud_and_one_sum_only_by_the_opinion_on_telecom_fraud(
    registries: Registries,
) -> None:
    assert "三千元至一万元以上" in wording(registries, "ji2011_7/1", PRESENT)
    opinion = registries.documents["fraud-opinion-2016"]
    assert opinion.issued.first == date(2016, 12, 19)
    assert opinion.verified is Verification.P
    assert "3000 元以上是数额较大" in opinion.points[0].zh


def test_500_and_5000_are_the_line_of_defamation(registries: Registries) -> None:
    text = wording(registries, "ji2013_21/2", PRESENT)
    assert "五千次以上" in text
    assert "五百次以上" in text
    assert "诽谤" in text


def test_old_conduct_cited_by_todays_number_is_refused_by_the_check(registries: Registries) -> None:
    for typed, refused in (
        ("{id: psa/29, as_of: 2014-09-30}", False),  # in force, though about computers: the page shows which
        ("{id: psa/56, as_of: 2014-09-30}", True),
        ("{id: cl/287-2, as_of: 2014-09-30}", True),
        ("{id: psa/22, as_of: 2026-02-01}", True),
    ):
        data = manuscript("case", "laws: [cl/266]", f"laws: [{typed}]")
        findings = judge(data, "content/cases/three.md", registries)
        assert ([f.code for f in findings] == ["R17"]) is refused, typed


# the pages


@pytest.fixture
def pages(theme: Theme, registries: Registries) -> Callable[..., dict[str, str]]:
    """The pages of the law and of the channels, with those of the articles given, as text by path."""

    def printed(*articles: Article, known: Registries = registries) -> dict[str, str]:
        library = Library(articles, known)
        press = Pages(library, SITE, theme)
        wanted = [s for s in press.sheets() if re.search("statutes/|report/|fraud-guides/index", s.head.path)]
        files = [*(press.print(s) for s in wanted), *(press.article(a) for a in library.articles)]
        return {file.path: file.data.decode() for file in files}

    return printed


def test_each_law_has_a_page_in_each_language_on_which_every_provision_has_its_anchor(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    files = pages()
    for statute in registries.statutes.values():
        for root in ("", "en/"):
            page = Html(files[f"{root}statutes/{statute.id}/index.html"])
            assert {p.number for p in statute.provisions} <= set(page.ids)
            assert len(set(page.ids)) == len(page.ids)
            assert {
                v.text is None or v.text.split("\n")[-1].strip() in page.words
                for p in statute.provisions
                for v in p.versions
            } == {True}
            assert f"/a/{root}statutes/{statute.id}/" in {
                a.get("href") for a in Html(files[f"{root}statutes/index.html"]).all("a")
            }


def test_a_provision_shows_its_text_reading_penalty_versions_and_how_far_it_was_checked(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    text = pages()["statutes/psa/index.html"]
    rule = text[text.index('id="29"') : text.index('id="30"')]
    words = Html(rule).words
    assert 'id="v25-2006-03-01"' in rule
    found = registries.cite("psa/29", PRESENT)
    assert isinstance(found, Wording)
    for said in (
        found.provision.plain.zh,
        found.provision.penalty,
        Verification.V2.zh,
        "2006年3月1日至2025年12月31日",
        "自2026年1月1日起",
    ):
        assert said in words, said
    assert rule.count("<blockquote") == 2
    assert "<mark>故意</mark>散布谣言" in rule
    assert "2025年12月31日以前，第二十九条写的是另一件事" in words
    assert 'href="#33"' in rule


def test_an_article_is_named_under_the_version_that_it_cites(pages: Callable[..., dict[str, str]]) -> None:
    then = rumor("then", laws=[{"id": "psa/25", "as_of": "2014-09-30"}], title="那时")
    now = rumor("now", parts=[Quotation(line=3, id="psa/29")], title="如今")
    files = pages(then, now, guide(laws=["cl/266"], language=EN))
    text = files["statutes/psa/index.html"]
    present, past = text.index('id="29"'), text.index('id="v25-2006-03-01"')
    assert present < text.index("如今") < past < text.index("那时") < text.index('id="30"')
    assert "那时" not in files["en/statutes/psa/index.html"]
    assert 'href="/a/statutes/psa/#v25-2006-03-01"' in files["rumors/then/index.html"]
    assert 'href="/a/statutes/psa/#29"' in files["rumors/now/index.html"]
    assert 'href="/a/en/statutes/cl/#266"' in files["en/fraud-guides/fake-authority/index.html"]


def test_an_article_that_only_quotes_a_provision_keeps_that_where_its_text_is_left_out(registries: Registries) -> None:
    data = manuscript("guide", "laws: [cl/266]\n", "laws: []\n")
    desk = work.pack(work.Desk(SITE, registries, disk.NO_THEME))
    (parsed,) = work.parse(desk, [("content/fraud-guides/fake-loan.md", data)])
    assert parsed.slim is not None
    slim = parsed.slim.article()
    assert slim.body.chats == ()
    assert [id for id, _ in slim.cited] == ["cl/266"]


def test_ten_thousand_citations_are_counted_and_only_the_newest_named(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    many = [
        rumor(f"r{n}", laws=["atf/31", "atf/44"], date=f"2026-{n % 9 + 1:02}-10", title=f"题目{n}号")
        for n in range(200)
    ]
    library = Library(
        [
            a.model_copy(update={"slug": f"x{k}-{a.slug}", "id": f"rumor-x{k}-{a.slug}"})
            for k in range(50)
            for a in many
        ],
        registries,
    )
    sheet = next(s for s in statute_sheets(library, SITE, ZH) if s.head.path == "statutes/atf/index.html")
    (era,) = next(rule.eras for rule in sheet.values["rules"] if rule.provision.number == "31")
    assert (era.total, len(era.citing)) == (10_000, CITING)
    assert sheet.values["entry"].articles == 10_000
    text = pages(*many)["statutes/atf/index.html"]
    assert "引用这一版的文章：200 篇" in text
    assert f'href="/a/search/?q={"%E5%8F%8D%E7%94%B5%E4%BF%A1%E7%BD%91%E7%BB%9C%E8%AF%88%E9%AA%97%E6%B3%95"}"' in text
    assert text.count("题目") == 2 * CITING


def test_what_is_seen_on_web_pages_only_is_not_quoted_and_what_is_unverified_is_absent(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    statute = registries.statutes["cl"]
    codes = {"266": Verification.P, "264": Verification.U}
    changed = tuple(p.model_copy(update={"verified": codes.get(p.number, p.verified)}) for p in statute.provisions)
    unverified = next(
        (p for p in changed if p.verified is Verification.U),
        changed[0].model_copy(update={"verified": Verification.U, "number": "999"}),
    )
    law = statute.model_copy(
        update={"provisions": (*(p for p in changed if p.verified is not Verification.U), unverified)}
    )
    text = pages(known=registries.model_copy(update={"statutes": {"cl": law}}))["statutes/cl/index.html"]
    rule = text[text.index('id="266"') :]
    rule = rule[: rule.index("</section>")]
    assert "<blockquote" not in rule
    assert "编假话、瞒真相" in rule
    assert Verification.P.zh in rule
    assert f'id="{unverified.number}"' not in text


def test_words_that_differ_between_two_versions_are_marked_and_quite_another_text_is_not() -> None:
    assert marked(["罚一千元。", "又<及>。"], ["罚五百元。", "又<及>。"]) == [
        "罚<mark>一千</mark>元。",
        "又&lt;及&gt;。",
    ]
    assert marked(["完全两样的话。"], ["abcdefg"]) == ["完全两样的话。"]
    assert marked(["一段。"], []) == ["一段。"]


def test_the_documents_known_by_their_points_stand_on_the_index_and_are_not_quoted(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    text = pages()["statutes/index.html"]
    for document in registries.documents.values():
        assert document.verified is Verification.P
        assert document.name.zh in Html(text).words
        assert all(point.zh in text for point in document.points)
    assert "<blockquote" not in text
    hidden = registries.documents["fraud-opinion-2016"].model_copy(update={"verified": Verification.U})
    assert isinstance(hidden, Document)
    unseen = pages(known=registries.model_copy(update={"documents": {hidden.id: hidden}}))["statutes/index.html"]
    assert hidden.points[0].zh not in unseen


# the channels


def test_the_report_page_names_every_channel_most_urgent_first_with_its_number_and_needs_no_script(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    files = pages()
    for language, path in ((ZH, "report/index.html"), (EN, "en/report/index.html")):
        text = unescape(files[path])
        main_ = text[text.index("<main") : text.index("</main>")]
        places = [main_.index(f'id="{need.value}"') for need in Need]
        assert places == sorted(places)
        for channel in registries.channels.values():
            card = main_[main_.index(f'id="channel-{channel.id}"') :].split('<div class="channel"')[0]
            assert channel.purpose.to(language) in card
            assert channel.note is None or channel.note.to(language) in card
            assert channel.tel is None or f'href="tel:{channel.tel}"' in card
            assert channel.url is None or f'href="{channel.url}"' in card
        assert main_.index("tel:110") < main_.index("tel:96110") < main_.index("tel:12377")
        assert "<script" not in main_
    assert "没有见到主管部门的原件" in files["report/index.html"]


def test_a_channel_that_is_unverified_is_not_shown(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    doubtful = registries.channels["12348"].model_copy(update={"verified": Verification.U})
    text = pages(known=registries.model_copy(update={"channels": {**registries.channels, "12348": doubtful}}))[
        "report/index.html"
    ]
    assert "tel:12348" not in text
    assert "tel:12355" in text


# the round-up


def test_the_round_up_has_all_frauds_by_group_and_number_with_the_giveaway_of_each_guide(
    pages: Callable[..., dict[str, str]], registries: Registries
) -> None:
    text = pages(guide("task-rebate", giveaway="先垫钱的，退出。"))["fraud-guides/index.html"]
    main_ = text[text.index("<main") : text.index("</main>")]
    types = sorted(registries.fraud_types.values(), key=lambda t: t.n)
    assert [int(n) for n in re.findall(r'(?:<a href="[^"]+">|kind__later">)<span class="num">(\d+)</span>', main_)] == [
        t.n for t in types
    ]
    assert "先垫钱的，退出。" in main_
    assert f"{len(types)} 种骗局" in Html(main_).words.replace("\xa0", " ")
    assert re.findall(r'<section class="kind" id="([^"]+)"', main_) == list(registries.categories)


# who cites a law


def entry(name: str, laws: str) -> Entry:
    found, findings = parse_article(f"content/cases/{name}.md", manuscript("case", "laws: [cl/266]", f"laws: [{laws}]"))
    assert found, findings
    return found


def test_cites_lists_who_cites_a_provision_in_any_of_its_versions(registries: Registries) -> None:
    entries = [
        entry("a", "{id: psa/25, as_of: 2014-09-30}"),
        entry("b", "psa/29, cl/266"),
        entry("c", "{id: psa/29, as_of: 2014-09-30}"),
    ]
    said = cites(entries, registries, "psa/29")
    assert isinstance(said, Cites)
    assert [(c.place.path, c.place.line, c.id) for c in said.found] == [
        ("content/cases/a.md", 14, "psa/25"),
        ("content/cases/b.md", 14, "psa/29"),
    ]
    assert [c.wording.version.number for c in said.found if c.wording] == ["25", "29"]
    assert said.others == ["psa/33"], "which bore the number before"
    whole = cites(entries, registries, "psa")
    assert isinstance(whole, Cites)
    assert len(whole.found) == 3


@pytest.mark.parametrize(("typed", "near"), [("psa/290", "psa/29"), ("pas", "psa"), ("cl/2661", "cl/266")])
def test_cites_of_an_unknown_law_or_number_names_the_nearest(typed: str, near: str, registries: Registries) -> None:
    said = cites([], registries, typed)
    assert isinstance(said, Text)
    assert near in said.zh
    assert near in said.en


def test_the_command_lists_file_line_title_and_version_and_ends_with_1_where_nothing_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    assert main(["init", str(root)]) == 0
    (root / "content/cases/three.md").write_bytes(
        manuscript("case", "laws: [cl/266]", "laws: [{id: psa/25, as_of: 2014-09-30}]")
    )
    capsys.readouterr()
    assert main(["cites", "psa/29", "--root", str(root)]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("content/cases/three.md:14: psa/25 → psa/29 2006-03-01—2025-12-31 | 列出 | ")
    assert "psa/33" in shown.err
    assert main(["cites", "psa", "--root", str(root), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["cited"], row["on"], row["provision"], row["valid_to"]) == (
        "psa/25",
        "2014-09-30",
        "psa/29",
        "2025-12-31",
    )
    assert main(["cites", "psa/2900", "--root", str(root)]) == 1
    assert "psa/29" in capsys.readouterr().err


def test_every_language_of_the_site_has_its_own_count(registries: Registries) -> None:
    library = Library([case(laws=["cl/266"]), guide(laws=["cl/266"]), guide(laws=["cl/266"], language=EN)], registries)
    counts = {}
    for language in Language:
        index = next(iter(statute_sheets(library, SITE, language)))
        counts[language] = {entry.statute.id: entry.articles for entry in index.values["entries"]}["cl"]
    assert counts == {ZH: 2, EN: 1}
