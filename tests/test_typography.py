"""Titles that are hard to set, in every format: nothing is torn, cut off or written over."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pufa import disk
from pufa.cards.caption import caption
from pufa.cards.draw import draw_card, lines
from pufa.cards.format import OPEN_GRAPH
from pufa.cards.kit import lay_out
from pufa.cards.layout import Box, Fill, Layout, Line
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph
from pufa.cards.typography import CLOSING, OPENING, Break, fit, paragraph, phrases
from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.body import Body, Chat, RedFlag, Turn
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.text import Language
from pufa.pages.theme import Theme
from pufa.press import Kit, Press, Unprintable
from test_cards import CORRECTIONS, EN, HARD, OF_KIND, SITE, ZH, assert_whole, full, told

OPEN = "open-graph"
# Of the tiles only the first one shows the title.
FORMATS = [(kind, OPEN) for kind in (FraudGuide, Case, Rumor)]
FORMATS += [(kind, name) for kind, name in OF_KIND if not name.startswith("weibo-") or name == "weibo-1"]

LAW = "《反电信网络诈骗法》第三十八条"
TITLES = [
    *HARD,
    f"{LAW}：替人架“猫池”，没收、罚款、拘留都可能",
    f"法条读给你听：{LAW}第二款（2022年12月1日起施行）",
    "他说“你先交（押金）”……可是，谁收？！”——先打 96110",
    "客服说：“百万保障（到期）。”你别信、别点、别转！",
    "12月5日前补交 3.5% 手续费，30 分钟内到账？打 96110 问",
    "贷款先扣 3.5%——还没到账就要“解冻费”……别交",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
    "THE BANK NEVER ASKS FOR THE CODE THAT IT HAS JUST SENT TO YOU",
    "Internationalisation-of-telecommunications-fraud-prevention-work",
    "“《‘（先别动）’》”，。、先问一问；再说：！？",
    "𠮷祥如意的“𠮷”字红包：点开要先交 3.5% 的税",
    "第 1 步、第 2 步、第 3 步：40 分钟里他催了 138 1234 5678 次",
]
WHOLE = ["96110", "3.5%", "12月5日", "30 分钟", "40 分钟", "138 1234 5678", "第三十八条", "——", "……", "𠮷祥"]


@pytest.fixture(scope="module")
def studio() -> Studio:
    files = disk.read_theme(ROOT)
    return Studio(files.art, disk.read_font(), files.palette, files.scenes)


Lay = Callable[[Article, str], Layout]


@pytest.fixture(scope="module")
def laid(studio: Studio, registries: Registries) -> Lay:
    def lay(drawn: Article, name: str) -> Layout:
        if name != OPEN:
            return lay_out(name, drawn, SITE, registries, studio)
        words = caption(drawn, SITE, registries)
        written = tuple(lines(words, OPEN_GRAPH, studio))
        return Layout(OPEN_GRAPH.width, OPEN_GRAPH.height, studio.palette.grounds[words.kind].paper, written)

    return lay


def titled(kind: type[Article], title: str, language: Language = ZH, **fields: Any) -> Any:
    """An article with a title that is also what is said, and noted, in its chat."""
    if kind is FraudGuide:
        said = [Turn(line=2, at="10:00", who="他", character="weasel-rod", me=False, text=title)]
        said.append(Turn(line=3, at="10:01", who="我", character="hen-phone", me=True, text=title))
        talk = Chat(line=1, title="聊", lines=(*said, RedFlag(line=4, text=title)))
        fields = {"giveaway": title if len(title) <= 40 else "先问一问。", "body": Body(parts=(talk,)), **fields}
    return told(kind, language, title=title, **fields)


def assert_kept(layout: Layout, title: str) -> None:
    """Marks stay with their words, and what belongs together on one line."""
    for line in layout.lines:
        text = line.text
        assert text[0] not in CLOSING, (title, text)
        assert len(text) == 1 or text[-1] not in OPENING, (title, text)
        assert not text.startswith("—") or text.startswith("——"), (title, text)
        assert not text.endswith("—") or text.endswith("——"), (title, text)
    shown = "\n".join(line.text for line in layout.lines)
    for piece in WHOLE:
        if piece in title:
            torn = [f"{piece[:i].rstrip(' ')}\n{piece[i:].lstrip(' ')}" for i in range(1, len(piece))]
            assert not [part for part in torn if part in shown], (title, piece)


@pytest.mark.parametrize(("kind", "name"), FORMATS)
def test_no_title_is_too_hard(kind: type[Article], name: str, laid: Lay) -> None:
    for title in TITLES:
        layout = laid(titled(kind, title, corrections=CORRECTIONS), name)
        assert_whole(layout)
        assert_kept(layout, title)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in FORMATS if kind is not Case])
def test_an_english_title_is_never_hyphenated_by_the_edge(kind: type[Article], name: str, laid: Lay) -> None:
    title = "New voice clone scam asks grandparents to wire 31,000 yuan of bail money today, not tomorrow"
    layout = laid(titled(kind, title, EN), name)
    assert_whole(layout)
    for line in layout.lines:
        text = line.text.removesuffix("...").removesuffix("…")
        if len(text) > 3 and text in title:
            start = title.index(text)
            assert start == 0 or title[start - 1] in " -", text
            assert title[start + len(text) :][:1] in ("", " ", ",", ".") or text.endswith("-"), text


# laws, numbers and marks, wherever a line may end


@pytest.mark.parametrize("width", [5, 6, 7.5, 9, 10, 12, 15, 15.5, 16, 18, 22, 30])
def test_a_law_and_its_article_stay_together_where_a_line_can_hold_them(width: float) -> None:
    for title in (f"{LAW}：帮人架设“猫池”", f"你知道{LAW}吗", f"先读{LAW}，再读《刑法》第二百六十六条", f"“{LAW}”"):
        for found in (fit(title, ZH, full, width * 10, [10], 9).lines, paragraph(title, ZH, full, width)):
            shown = "\n".join(found)
            for whole in (LAW, "《反电信网络诈骗法》", "第三十八条", "《刑法》第二百六十六条"):
                # Marks before and after it have to have room too.
                if whole in title and full(whole) + 2 <= width and whole in shown.replace("\n", ""):
                    assert whole in shown, found


def test_a_law_is_broken_between_its_title_and_its_number_first() -> None:
    assert paragraph(f"{LAW}：罚款", ZH, full, 11)[:2] == ("《反电信网络诈骗法》", "第三十八条：罚款")
    assert paragraph(f"{LAW}：罚款", ZH, full, 16)[0] == f"{LAW}："


@pytest.mark.parametrize("width", [4, 5.5, 7, 8, 9, 11, 13])
@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("快打 96110 问一问再说", "96110"),
        ("手续费要 3.5% 才肯放款", "3.5%"),
        ("截止到12月5日为止不再受理", "12月5日"),
        ("他只给你三十分钟去筹钱", "三十分钟"),
        ("锁了24小时才能解开", "24小时"),
        ("存了3个月没动过", "3个月"),
        ("说好的——转完就退", "——"),
        ("说好的……转完就退", "……"),
        ("这家叫𠮷野家的店", "𠮷野家"),
    ],
)
def test_numbers_with_their_units_and_double_marks_are_not_torn(text: str, whole: str, width: float) -> None:
    for found in (fit(text, ZH, full, width * 10, [10], 9).lines, paragraph(text, ZH, full, width)):
        shown = "".join(found)
        if full(whole) <= width and whole in shown:
            assert any(whole in line for line in found), found


@pytest.mark.parametrize("width", [10.5, 12, 14])
@pytest.mark.parametrize(
    "text", ["“客服”·‘138 1234 5678’，挂断", "‘NFC’138 1234 5678，挂断", "说是（“138 1234 5678”）"]
)
def test_a_telephone_number_between_marks_is_not_torn(text: str, width: float) -> None:
    for found in (fit(text, ZH, full, width * 10, [10], 9).lines, paragraph(text, ZH, full, width)):
        assert any("138 1234 5678" in line for line in found), found


@pytest.mark.parametrize("marks", ["）。”", "？！”", "”》，", "……”", "！！！", "］）。"])
@pytest.mark.parametrize("width", [4, 5, 6.5, 8, 12])
def test_three_marks_in_a_row_stay_with_the_word_before_them(marks: str, width: float) -> None:
    text = f"他说先别动{marks}然后就走了"
    for found in (fit(text, ZH, full, width * 10, [10], 9).lines, paragraph(text, ZH, full, width, even=True)):
        assert all(line[0] not in CLOSING for line in found), found
        assert all(not line.startswith("…") or len(line) == 1 for line in found), found


def test_an_even_paragraph_is_no_longer_and_more_even() -> None:
    text = "先打电话问清楚银行，再决定转不转这笔钱给他"
    usual, even = (paragraph(text, ZH, full, 10, even=even) for even in (False, True))
    assert len(even) == len(usual)
    assert "".join(even) == text

    def ragged(found: tuple[str, ...]) -> float:
        return max(map(full, found)) - min(map(full, found))

    assert ragged(even) <= ragged(usual)


def test_a_space_between_two_chinese_words_is_a_welcome_break() -> None:
    spaced = [phrase.after for phrase in phrases("等下 师傅喊终点站了 要下车", ZH) if phrase.text.endswith(" ")]
    assert spaced == [Break.CLAUSE, Break.CLAUSE]
    assert paragraph("等下 师傅喊终点站了 要下车", ZH, full, 9, even=True) == ("等下 师傅", "喊终点站了 要下车")
    assert paragraph("师傅喊终点站了 要下车 等我一下", ZH, full, 9, even=True)[0] == "师傅喊终点站了"


# characters that the font lacks, and rare ones that it has


@pytest.mark.parametrize(("kind", "name"), FORMATS)
def test_an_emoji_in_a_title_is_refused_by_its_name_in_every_format(
    kind: type[Article], name: str, laid: Lay, studio: Studio, registries: Registries
) -> None:
    drawn = titled(kind, "先打电话🐔核实")
    with pytest.raises(MissingGlyph, match=r"U\+1F414 CHICKEN"):
        draw_card(drawn, SITE, registries, studio) if name == OPEN else laid(drawn, name)


def test_the_finding_about_an_emoji_says_which_one_it_is(studio: Studio, registries: Registries) -> None:
    press = Press(Library([], registries), SITE, Kit(Theme({}, {}, {}), lambda: studio))
    with pytest.raises(Unprintable) as caught:
        press.card(titled(FraudGuide, "先打电话🐔核实", path="content/fraud-guides/x.md"))
    (finding,) = caught.value.findings
    assert finding.code == "C01"
    assert "🐔" in str(finding) or "1F414" in str(finding)


@pytest.mark.parametrize(("kind", "name"), FORMATS)
def test_a_rare_character_is_set_in_every_format(kind: type[Article], name: str, laid: Lay) -> None:
    shown = "".join(line.text for line in laid(titled(kind, "𠮷野家的抽奖链接"), name).lines)
    assert "𠮷" in shown or name == "wechat-square"


# any title at all

WORD = st.sampled_from(
    [
        *"的了是在骗钱你我他",
        *("客服", "转账", "银行", "退款", "安全账户", "杀猪盘", "先别动", "𠮷野家", "一个电话"),
        *("96110", "3.5%", "12月5日", "138 1234 5678", "26 万元", "30 分钟", "第 3 条", LAW, "《刑法》"),
        *("NFC", "App", "scam", "verification", "https://x.cn/", "K 线"),
    ]
)
MARK = st.sampled_from(["，", "。", "：", "；", "？", "！", "、", "——", "……", "？！", "”，", "）。", "·", ""])
PAIR = st.sampled_from([("“", "”"), ("《", "》"), ("（", "）"), ("‘", "’"), ("［", "］"), ("", ""), ("", "")])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Titles as people write them: words with marks after them, some in quotes."""
    title = ""
    for _ in range(draw(st.integers(1, 14))):
        before, after = draw(PAIR)
        title += before + draw(WORD) + draw(st.sampled_from(["", "问", "了吗"])) + after + draw(MARK)
    return title.strip(" ") or "骗"


ANY = st.text(
    st.sampled_from([*"骗钱的了a W1%…—·“”‘’《》（）［］，。？！：；、()/,.-𠮷", "语", "i", "0", "×"]),
    min_size=1,
    max_size=90,
)
LATIN = st.lists(st.text("abcdefgWMil-'", min_size=1, max_size=24), min_size=1, max_size=14).map(" ".join)


def every(examples: int) -> Callable[[Any], Any]:
    """The same examples in every run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@pytest.mark.parametrize("name", list(dict.fromkeys(name for _, name in FORMATS)))
def test_no_title_of_any_kind_is_cut_off_or_written_over(name: str, laid: Lay) -> None:
    kinds = [kind for kind, of in FORMATS if of == name]
    costly = name in ("long", "strip", "chat")

    @every(25 if costly else 60)
    @given(st.one_of(sentences(), ANY, LATIN), st.sampled_from(kinds), st.sampled_from([ZH, EN]), st.booleans())
    def holds(title: str, kind: type[Article], language: Language, corrected: bool) -> None:
        extra = {"corrections": CORRECTIONS} if corrected else {}
        layout = laid(titled(kind, title.strip() or "骗", language, **extra), name)
        assert_whole(layout)
        for line in layout.lines:
            assert_in_its_ground(line, layout)

    holds()


@pytest.mark.parametrize("name", list(dict.fromkeys(name for _, name in FORMATS)))
def test_no_sentence_is_torn_in_any_format(name: str, laid: Lay) -> None:
    kinds = [kind for kind, of in FORMATS if of == name]

    @every(25 if name in ("long", "strip", "chat") else 60)
    @given(sentences(), st.sampled_from(kinds))
    def holds(title: str, kind: type[Article]) -> None:
        assert_kept(laid(titled(kind, title), name), title)

    holds()


def assert_in_its_ground(line: Line, layout: Layout) -> None:
    """A line that begins in a balloon or a pill ends in it. A quotation mark may hang over its edge."""
    half = Box(line.box.left + 0.6 * line.size, line.box.top, line.box.right, line.box.bottom)
    holders = [e.box for e in layout.elements if isinstance(e, Fill) and e.colour == line.ground]
    middle = Box(*[(half.left + half.right) / 2, (half.top + half.bottom) / 2] * 2)
    around = [box for box in holders if middle.within(box)]
    assert not around or any(half.within(box) for box in around) or half.right <= half.left, line.text


@every(300)
@given(st.one_of(sentences(), ANY, LATIN), st.floats(3, 24), st.booleans())
def test_a_paragraph_loses_nothing_and_keeps_within_its_room(text: str, room: float, even: bool) -> None:
    found = paragraph(text, ZH, full, room, even=even)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(full(line) <= room or len(line) == 1 for line in found), found


@every(300)
@given(sentences(), st.floats(6, 24), st.integers(1, 4))
def test_a_title_that_is_set_fits_and_begins_no_line_with_a_closing_mark(text: str, width: float, most: int) -> None:
    setting = fit(text, ZH, full, width * 10, [14, 12, 10], most)
    assert len(setting.lines) <= most
    assert all(full(line) * setting.size <= width * 10 for line in setting.lines), setting
    if all(full(phrase.text.strip(" ")) <= width for phrase in phrases(text, ZH)):
        assert all(line[0] not in CLOSING for line in setting.lines), setting
        assert all(line[-1] not in OPENING for line in setting.lines if len(line) > 1), setting
