"""From bytes to model: YAML stays as typed, Markdown is safe, blocks become data."""

import time
from datetime import date, datetime

import pytest

from pufa.intake import markdown
from pufa.intake.article import parse_article
from pufa.intake.decode import decode
from pufa.intake.header import parse_header
from pufa.model.article import Article, Form
from pufa.model.body import Body, Chat, Heading, Prose, Quotation, RedFlag, Turn
from pufa.model.moment import CHINA
from pufa.model.text import Language
from test_checks import manuscript


def article(data: bytes, path: str = "content/fraud-guides/fake-loan.md") -> Article:
    entry, findings = parse_article(path, data)
    assert entry is not None, findings
    return entry.article


def prose(text: str) -> str:
    return markdown.render(markdown.parse(text)).strip()


def test_yaml_keeps_every_value_as_typed() -> None:
    header, findings = parse_header("x.yml", "a: no\nb: 012345\nc: 12:30:45\nd: [yes, ~, 1.50]\ne: {f: 2026-11-23}", 1)
    assert findings == []
    assert header.values == {
        "a": "no",
        "b": "012345",
        "c": "12:30:45",
        "d": ["yes", "~", "1.50"],
        "e": {"f": "2026-11-23"},
    }


def test_each_value_knows_its_line_and_column() -> None:
    header, _ = parse_header("x.yml", "a:\n  - b\n  - {c: d}", 10)
    assert header.places[("a", 1, "c")][1:] == (12, 9)
    assert header.places[("a", 7)][1:] == (11, 3), "what was never typed is placed with what holds it"


def test_a_broken_entry_hides_no_other() -> None:
    header, findings = parse_header("x.yml", "a: [b\nc: d\ne: 'f\ng: h", 2)
    assert header.values == {"c": "d", "g": "h"}
    assert header.broken == {"a", "e"}
    assert [(f.code, f.place.line) for f in findings] == [("Y10", 2), ("Y11", 4)]


def test_a_second_document_is_Y02() -> None:
    _, findings = parse_header("x.yml", "a: b\n--- \nc: d", 1)
    assert "Y02" in [f.code for f in findings]


def test_a_yaml_bomb_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
        f"{c}: &{c} [*{p},*{p},*{p}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.process_time()
    header, findings = parse_header("x.yml", bomb, 1)
    assert header.values == {}
    assert {f.code for f in findings} == {"Y04"}
    assert time.process_time() - started < 0.5


def test_an_error_that_no_form_knows_yet_is_still_told_in_plain_words() -> None:
    class Odd(Form):
        ratio: float

    header, _ = parse_header("x.yml", "ratio: viel", 1)
    _, (finding,) = decode(Odd, header, {})
    assert finding.code == "D00"
    assert "viel" in finding.message.zh


def test_dates_carry_the_zone_of_the_site() -> None:
    a = article(manuscript("guide", "date: 2026-11-23", "date: 2026-11-23T00:30:00+00:00"))
    assert a.date == datetime(2026, 11, 23, 8, 30, tzinfo=CHINA)
    assert article(manuscript("guide")).date == datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
    assert a.reviewed == date(2026, 11, 23)


def test_section_slug_and_language_come_from_the_path() -> None:
    a = article(manuscript("guide"), "content/fraud-guides/fake-loan.en.md")
    assert (a.section, a.slug, a.language) == ("fraud-guides", "fake-loan", Language.EN)


def test_they_cannot_be_typed() -> None:
    _, findings = parse_article("content/fraud-guides/fake-loan.md", manuscript("guide", "laws:", "slug: x\nlaws:"))
    assert [f.code for f in findings] == ["D01"]


def test_a_chat_becomes_turns_and_red_flags_with_their_lines() -> None:
    (chat,) = article(manuscript("guide")).body.chats
    assert isinstance(chat, Chat)
    assert chat.title == "一通电话"
    assert [(type(said), said.line) for said in chat.lines] == [(Turn, 31), (Turn, 32), (RedFlag, 34)]
    first, second, flag = chat.lines
    assert isinstance(first, Turn)
    assert isinstance(second, Turn)
    assert (first.at, first.who, first.character, first.me, first.text) == (
        "10:02",
        "“客服”",
        "weasel-headset",
        False,
        "先交工本费",
    )
    assert second.me, "whoever is no weasel is the reader's side"
    assert flag.text == "放款的先收钱。"


def test_a_time_of_several_words_stays_whole() -> None:
    (chat,) = article(manuscript("guide", "- 10:02 “客服”：", "- 第 19 天 07:02 “客服”：")).body.chats
    assert isinstance(chat.lines[0], Turn)
    assert chat.lines[0].at == "第 19 天 07:02"


def test_a_body_is_cut_into_prose_headings_and_blocks_in_order() -> None:
    body: Body = article(manuscript("guide")).body
    assert [type(p).__name__ for p in body.parts] == [
        "Prose",
        "Heading",
        "Chat",
        "Heading",
        "Prose",
        "Quotation",
        "Referral",
    ]
    heading, quotation = body.parts[1], body.parts[5]
    assert isinstance(heading, Heading)
    assert isinstance(quotation, Quotation)
    assert (heading.text, heading.anchor, heading.line) == ("一通电话", "s-一通电话", 26)
    assert (quotation.id, quotation.as_of) == ("cl/266", None)


def test_equal_headings_get_different_anchors() -> None:
    body = article(manuscript("guide", "## 法律怎么说", "## 一通电话")).body
    assert [h.anchor for h in body.headings] == ["s-一通电话", "s-一通电话-2"]


def test_links_between_articles_wait_for_their_address() -> None:
    body = article(manuscript("guide")).body
    html = "".join(p.html for p in body.parts if isinstance(p, Prose))
    assert 'href="pufa:fraud-guides/fake-shop-agent"' in html
    assert [link.href for link in body.links] == ["fake-shop-agent.md", "https://www.piyao.org.cn/"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("他说**“安全账户”**不安全", "<p>他说<strong>“安全账户”</strong>不安全</p>"),
        ("**重点。**下一句", "<p><strong>重点。</strong>下一句</p>"),
        ("前，**重点。**后**又**前", "<p>前，<strong>重点。</strong>后<strong>又</strong>前</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("snake_case_word 和 a*b*c", "<p>snake_case_word 和 a<em>b</em>c</p>"),
    ],
)
def test_emphasis_works_in_chinese(text: str, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](data:text/html,1)", "![x](x onerror=alert(1))",
        "<img src=x onerror=alert(1)>", "[x](https://e \"onmouseover=alert(1)\")", "<a href='java&#9;script:1'>", "<svg/onload=1>",
        "[x]: javascript:1\n\n[x]", "<https://e.example>", "x{ onclick=alert(1) }", "```\n</code><script>\n```", "| <b> |\n|--|\n| <i> |",
    ],
)  # fmt: skip
def test_no_markdown_becomes_active_html(attack: str) -> None:
    html = prose(attack).lower()
    for live in ("<script", "<img", "<svg", "javascript:", "data:", "<b>", "<i>", 'onmouseover="', 'onclick="'):
        if live in ("javascript:", "data:"):
            assert f'href="{live}' not in html
        else:
            assert live not in html


@pytest.mark.parametrize(
    "unit", ["[", "![", "<a ", "[^a]", "*a", "`", "> ", "- ", "[a](", "\\[", "a**b", "|", "_a_ ", "~~", "&#"]
)
def test_no_run_of_signs_makes_the_parser_slow(unit: str) -> None:
    started = time.process_time()
    prose(unit * (20_000 // len(unit)))
    assert time.process_time() - started < 2


def test_withdrawal_and_corrections_move_the_date_of_change() -> None:
    data = manuscript("guide", "laws: [cl/266]", "laws: [cl/266]\ncorrections: [{date: 2026-12-01, text: 改了}]")
    assert article(data).changed == datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)
