"""Where every figure, date, telephone number and quotation comes from; what cannot be told is never passed over."""

import json
import time
from pathlib import Path

import pytest

from pufa.checks.facts import Fact, Origin, facts
from pufa.checks.figures import Item, Kind, items
from pufa.cli import main
from pufa.intake.article import parse_article
from pufa.model.library import Entry
from pufa.model.registry import Registries
from test_checks import manuscript

PATHS = {
    "guide": "content/fraud-guides/fake-loan.md",
    "rumor": "content/rumors/lock-account.md",
    "case": "content/cases/three.md",
}
BODIES = {"guide": "仓鼠等着一笔钱。", "rumor": "先说结果：没有官方来源。"}


def entry(data: bytes, path: str) -> Entry:
    found, findings = parse_article(path, data)
    assert found, findings
    return found


def written(kind: str, sentence: str, english: str = "") -> Entry:
    """The good manuscript of a kind, with a sentence in the place of its first; in English where there is such."""
    text = manuscript(kind).decode()
    lines = text.split("\n")
    body = lines.index("---", 1) + 1
    place = next(n for n in range(body, len(lines)) if lines[n].strip() and not lines[n].startswith((">", "#", "/")))
    lines[place] = english or sentence
    path = PATHS[kind].replace(".md", ".en.md") if english else PATHS[kind]
    return entry("\n".join(lines).encode(), path)


def told(one: Entry, registries: Registries, text: str) -> Fact:
    """The first fact of the body whose text this is."""
    body = one.text.split("\n").index("---", 1)
    return next(f for f in facts([one], registries) if f.text == text and f.place.line > body)


def read(line: str, kind: Kind) -> list[Item]:
    return [item for item in items(line) if item.kind is kind]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,000 元", 1_000, "元"), ("3000元", 3_000, "元"), ("1.2 万元", 12_000, "元"), ("二十六万元", 260_000, "元"),
        ("十七万四", 174_000, ""), ("八万六", 86_000, ""), ("一千二", 1_200, ""), ("一万零五百", 10_500, ""), ("一亿二千万元", 120_000_000, "元"),
        ("两千块钱", 2_000, "元"), ("十五日", 15, "日"), ("30 天", 30, "日"), ("三年", 3, "年"), ("十四周岁", 14, "岁"), ("五百次", 500, "次"),
        ("99%", 99, "%"), ("200,000 yuan", 200_000, "元"), ("fifteen days", 15, "日"), ("twenty-six thousand", 26_000, ""),
        ("three hundred and five", 305, ""), ("2 million yuan", 2_000_000, "元"), ("ten times", 10, "times"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_figures_and_in_words_of_both_languages(text: str, value: float, unit: str) -> None:
    (item,) = read(f"他说{text}，" if not text.isascii() or "%" in text else f"He said {text} then.", Kind.FIGURE)
    assert (item.text, item.values, item.unit) == (text, frozenset([value]), unit)


@pytest.mark.parametrize(
    "line",
    [
        "千万别转",
        "万一真有事",
        "三扇门",
        "第三天",
        "第 3 单",
        "哪一天",
        "几百块",
        "一块儿",
        "one of them",
        "several hundred yuan",
    ],
)
def test_words_that_only_look_like_numbers_are_none(line: str) -> None:
    assert read(line, Kind.FIGURE) == []


def test_the_first_number_of_a_range_counts_what_the_second_counts() -> None:
    assert [(sorted(i.values), i.unit) for i in read("处 5—10 日", Kind.FIGURE)] == [([5], "日"), ([10], "日")]
    low, high = read("罚 1—10 万元", Kind.FIGURE)
    assert {1, 10_000} <= low.values
    assert (low.unit, high.values) == ("元", frozenset([100_000.0]))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014 年 9 月 30 日", (2014, 9, 30)), ("2014年9月", (2014, 9, None)), ("二〇一四年", (2014, None, None)), ("9 月 30 号", (None, 9, 30)),
        ("2018-08-29", (2018, 8, 29)), ("1 January 2026", (2026, 1, 1)), ("August 2018", (2018, 8, None)), ("30 February", (None, 2, 30)),
        ("2016", (2016, None, None)),
    ],
)  # fmt: skip
def test_a_date_is_read_as_exactly_as_it_is_said(text: str, day: tuple[int | None, ...]) -> None:
    (item,) = read(f"Since {text}, so it is.", Kind.DATE)
    assert (item.text, item.day) == (text, day)
    assert read(f"Since {text}, so it is.", Kind.FIGURE) == []


def test_provisions_telephones_and_quotations_are_told_apart_from_figures() -> None:
    line = "打 96110 问，刑法第二百八十七条之二写着“情节严重”，12,000 元；Articles 31 and 44。"
    assert [(i.kind, i.word if i.kind is not Kind.FIGURE else i.text) for i in items(line)] == [
        (Kind.PROVISION, "287-2"), (Kind.PROVISION, "31"), (Kind.PROVISION, "44"), (Kind.TELEPHONE, "96110"), (Kind.FIGURE, "12,000 元"), (Kind.QUOTATION, "情节严重"),
    ]  # fmt: skip


ACCOUNTED = [
    # kind, a sentence, the fact, where it comes from
    ("guide", "他要收 499 元手续费，说 3 月 5 日到账。", "499 元", Origin.SCENE),
    ("guide", "他要收 499 元手续费，说 3 月 5 日到账。", "3 月 5 日", Origin.SCENE),
    ("guide", "打 96110 问一句。", "96110", Origin.CHANNEL),
    ("guide", "诈骗数额较大的，处三年以下有期徒刑。", "三年", Origin.REGISTRY),
    ("guide", "刑法第二百六十六条写着。", "第二百六十六条", Origin.REGISTRY),
    ("guide", "刑法的话是“数额特别巨大”。", "“数额特别巨大”", Origin.REGISTRY),
    ("guide", "照最高法 2016 年的意见，电信网络诈骗数额较大是 3000 元。", "3000 元", Origin.DOCUMENT),
    ("guide", "照最高法 2016 年的意见，电信网络诈骗数额较大是 3000 元。", "2016 年", Origin.DOCUMENT),
    ("case", "周某转了 67000 元，攒了 8 年。", "67000 元", Origin.COMPOSITE),
    ("case", "那 8 年攒的钱。67000 元，诈骗罪数额巨大（刑法第二百六十六条）。", "67000 元", Origin.COMPOSITE),
    ("rumor", "2020 年 3 月就有人传。", "2020 年 3 月", Origin.SOURCE),
    ("rumor", "2026 年 11 月检索过。", "2026 年 11 月", Origin.SOURCE),
    ("rumor", "2026 年 11 月 23 日核对。", "2026 年 11 月 23 日", Origin.RECORD),
    ("rumor", "辟谣平台 2018 年 8 月上线。", "2018 年 8 月", Origin.CHANNEL),
    ("rumor", "传言说“输错五次密码就能锁住骗子的账户”。", "“输错五次密码就能锁住骗子的账户”", Origin.SOURCE),
    ("rumor", "“听说”两个字最容易丢。", "“听说”", Origin.OWN),
]


@pytest.mark.parametrize(("kind", "sentence", "text", "origin"), ACCOUNTED)
def test_a_fact_is_traced_to_where_it_comes_from(
    kind: str, sentence: str, text: str, origin: Origin, registries: Registries
) -> None:
    assert told(written(kind, sentence), registries, text).origin is origin


UNACCOUNTED = [
    # kind, a sentence, the fact that nothing accounts for
    ("guide", "打 96119 问一句。", "96119"),
    ("guide", "诈骗数额较大的，罚款 7000 元。", "7000 元"),
    ("guide", "治安拘留 25 日。", "25 日"),
    ("guide", "刑法里，不满十二周岁的不管。", "十二周岁"),
    ("guide", "刑法第二百八十七条之二写着。", "第二百八十七条之二"),
    ("guide", "治安管理处罚法第二百六十六条写着。", "第二百六十六条"),
    ("guide", "2013 年的司法解释写着。", "2013 年"),
    ("guide", "刑法的话是“数额特别地巨大”。", "“数额特别地巨大”"),
    ("guide", "照最高法 2017 年的意见，电信网络诈骗数额较大是 3000 元。", "3000 元"),
    ("case", "诈骗罪要判三十年有期徒刑（刑法第二百六十六条）。", "三十年"),
    ("rumor", "一共转了 8000 次。", "8000 次"),
    ("rumor", "2019 年 5 月 4 日就有人传。", "2019 年 5 月 4 日"),
    ("rumor", "2020 年 3 月 9 日就有人传。", "2020 年 3 月 9 日"),
    ("rumor", "警方通报说：“锁不住的，别试。”", "“锁不住的，别试。”"),
]


@pytest.mark.parametrize(("kind", "sentence", "text"), UNACCOUNTED)
def test_a_fact_without_an_origin_is_unaccounted_for_at_its_place(
    kind: str, sentence: str, text: str, registries: Registries
) -> None:
    one = written(kind, sentence)
    fact = told(one, registries, text)
    assert fact.origin is None
    line = one.text.split("\n")[fact.place.line - 1]
    assert line[fact.place.column - 1 :].startswith(text)


def test_a_figure_in_a_sentence_on_the_law_may_be_the_story_s_own(registries: Registries) -> None:
    one = written("guide", "他收了 3000 元。数额较大的，3000 元也是诈骗。")
    assert {f.origin for f in facts([one], registries) if f.text == "3000 元"} == {Origin.SCENE}


def test_what_is_said_in_a_conversation_is_invented_but_for_the_telephone_numbers(registries: Registries) -> None:
    good = manuscript("guide")
    bad = good.replace("先交工本费".encode(), "刑法第九百条，罚款 7000 元，打 96119".encode())
    assert good != bad
    origins = {f.text: f.origin for f in facts([entry(bad, PATHS["guide"])], registries)}
    assert origins["第九百条"] is Origin.CHAT
    assert origins["7000 元"] is Origin.CHAT
    assert origins["96119"] is None


def test_a_case_from_public_records_rests_on_its_front_matter(registries: Registries) -> None:
    data = written("case", "周某转了 67000 元，利息 880 元。").text.replace("basis: composite", "basis: public-record")
    data = data.replace(
        "laws: [cl/266]", "laws: [cl/266]\nsources:\n  - {id: a, title: 判决, issuer: 法院, date: 2026-06, held: true}"
    )
    one = entry(data.encode(), PATHS["case"])
    assert told(one, registries, "880 元").origin is None
    assert {f.origin for f in facts([one], registries) if f.text == "67000 元"} == {Origin.SOURCE}


def test_a_translation_rests_on_what_its_original_states(registries: Registries) -> None:
    original = entry(manuscript("rumor", "没有找到官方来源。", "问过 37 家银行。"), PATHS["rumor"])
    english = written("rumor", "", "Thirty-seven banks were asked.")
    alone, together = (
        [f for f in facts(es, registries) if f.text == "Thirty-seven"] for es in ([english], [original, english])
    )
    assert [f.origin for f in alone] == [None]
    assert [f.origin for f in together] == [Origin.SOURCE]


def test_english_words_of_the_law_are_compared_with_the_official_text(registries: Registries) -> None:
    good = written("guide", "", "The Criminal Law calls that a “relatively large” sum, and he a “client”.")
    assert told(good, registries, "“relatively large”").origin is Origin.REGISTRY
    assert told(good, registries, "“client”").origin is Origin.SCENE
    bad = written("guide", "", "The law calls it a “monstrous” sum (Criminal Law, Article 266).")
    assert told(bad, registries, "“monstrous”").origin is None


def test_the_command_lists_every_fact_and_ends_with_1_where_one_is_unaccounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    assert main(["init", str(root)]) == 0
    good, bad = written("guide", "他要收 499 元。"), written("guide", "罚款 7000 元。")
    (root / PATHS["guide"]).write_text(good.text)
    capsys.readouterr()
    assert main(["facts", "--root", str(root)]) == 0
    shown = capsys.readouterr()
    assert f"{PATHS['guide']}:24:5: 数字 499 元 ← 指南的场景，编写的" in shown.out
    assert "0 处说不出出处" in shown.err
    (root / PATHS["guide"]).write_text(bad.text)
    assert main(["facts", "--root", str(root)]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1] == f"{PATHS['guide']}:24:4: 数字 7000 元 ← 说不出出处"
    assert main(["facts", "--root", str(root), str(root / "content/cases")]) == 0
    capsys.readouterr()
    assert main(["facts", "--root", str(root), "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [(r["line"], r["kind"], r["text"]) for r in rows if r["origin"] is None] == [(24, "figure", "7000 元")]


def test_the_time_it_takes_grows_with_the_text_and_no_faster(registries: Registries) -> None:
    one = written("guide", "他收了 3000 元，三年以下有期徒刑，2014 年 9 月，“话”。" * 150)
    started = time.process_time()
    assert len(list(facts([one] * 30, registries))) > 15_000
    assert time.process_time() - started < 5


def test_ten_thousand_signs_in_a_row_cost_no_more_than_so_many_words(registries: Registries) -> None:
    started = time.process_time()
    for sign in ("一", "1", "“", "第", "1,", "two ", "。", "1 到 "):
        list(facts([written("rumor", "话" + sign * (4_000 // len(sign)))], registries))
    assert time.process_time() - started < 5
