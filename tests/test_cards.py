"""Cards: where lines break, what a card says, and what is drawn."""

import io
import itertools
import math
import random
import struct
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import resvg_py
import zxingcpp
from PIL import Image, ImageChops

from pufa.cards.caption import caption
from pufa.cards.draw import draw_card
from pufa.cards.format import OPEN_GRAPH
from pufa.cards.furniture import QUIET
from pufa.cards.kit import draw_picture, lay_out, pictures
from pufa.cards.layout import Box, Code, Fill, Layout, Line, Stamp, staged
from pufa.cards.paint import pixels
from pufa.cards.palette import Colour
from pufa.cards.png import colour_table, encode, make_plate, print_ink
from pufa.cards.scene import UnknownArt, UnknownScene, parse_scenes
from pufa.cards.story import story
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph, Typeface
from pufa.cards.typography import CLOSING, OPENING, Break, fit, line_measure, paragraph, phrases, place
from pufa.cli import main
from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.body import Body, Chat, RedFlag, Turn
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.site import LICENCE, Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Verdict
from pufa.pages.theme import Theme
from pufa.press import Kit, Press, Unprintable

CARDS = Path(__file__).parents[1] / "theme/cards"
ZH, EN = Language.ZH, Language.EN
SIZES = range(72, 41, -2)
SITE = Site("https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("编辑部", "Editors"), True)

TITLES = [
    "退休教师的 40 分钟：一通“客服”电话如何变成屏幕共享",
    "“县城有小孩被抢”？警方核实：不实",
    "2026 年 4 月起贷款先交费的一律是骗局，请转告家里老人",
    "AI 换脸视频通话：领导开口借 50 万元，先打电话核实",
    "会计收到老板微信：马上转 26 万元——三个人的群里只有两个人",
    "《治安管理处罚法》2026 年 1 月 1 日起施行，这几条要知道",
    "拨打 96110 咨询，比回拨陌生号码 138 1234 5678 安全",
    "二〇二六年三月五日的通知（第 3 条）：补贴先交 15% 保证金？",
    "网恋三个月，她带你看 K 线图……这是杀猪盘！",
    "说好的“内部名额”呢？！“再交一笔就有”……",
]
WHOLE = [
    "40 分钟",
    "26 万元",
    "50 万元",
    "2026 年 4 月",
    "2026 年 1 月 1 日",
    "二〇二六年三月五日",
    "第 3 条",
    "15%",
    "138 1234 5678",
    "96110",
    "AI",
    "K 线",
    "——",
    "……",
    "三个",
]


def full(text: str) -> float:
    """A made-up font: Latin characters are half as wide as all others."""
    return sum(0.5 if ord(character) < 0x2000 else 1.0 for character in text)


def settings(width_in_ems: float) -> Iterator[tuple[str, tuple[str, ...]]]:
    for title in TITLES:
        yield title, fit(title, ZH, full, width_in_ems * 10, [10], 3).lines


# where lines break


@pytest.mark.parametrize("text", [*TITLES, "Fake police: no paperwork, so he needs your thumb", "", "骗", "a  b"])
@pytest.mark.parametrize("language", [ZH, EN])
def test_phrases_joined_again_are_the_text(text: str, language: Language) -> None:
    assert "".join(phrase.text for phrase in phrases(text, language)) == text


@pytest.mark.parametrize("width", [6, 7, 8.5, 10, 12, 15, 20])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: float) -> None:
    for _, lines in settings(width):
        assert all(line[0] not in CLOSING + "·—…" or line.startswith("……") for line in lines), lines
        assert all(line[-1] not in OPENING for line in lines), lines


@pytest.mark.parametrize("width", [9, 10, 10.5, 12, 14, 17])
def test_numbers_dates_telephone_numbers_latin_words_and_pairs_stay_whole(width: float) -> None:
    checked = 0
    for title, lines in settings(width):
        shown = "".join(lines).replace(" ", "")
        for piece in WHOLE:
            if piece in title and piece.replace(" ", "") in shown:
                assert any(piece in line for line in lines), (piece, lines)
                checked += 1
    assert checked >= 8


def test_a_mark_that_is_cut_off_from_its_word_is_not_a_break_even_where_budoux_would_break() -> None:
    for phrase in itertools.chain.from_iterable(phrases(title, ZH) for title in TITLES):
        assert phrase.text[0] not in CLOSING
        assert phrase.text.rstrip(" ")[-1] not in OPENING


@pytest.mark.parametrize("word", ["社保", "医保", "补贴", "人员"])
def test_words_of_the_field_are_not_cut(word: str) -> None:
    for width in range(4, 12):
        lines = fit("冒充社保医保补贴人员", ZH, full, width * 10, [10], 3).lines
        assert any(word in line for line in lines), lines


def test_a_short_quotation_stays_whole_where_another_break_will_do() -> None:
    lines = fit("接到“百万保障”电话", ZH, full, 80, [10], 3).lines
    assert any("“百万保障”" in line for line in lines), lines


def test_no_line_holds_a_single_character() -> None:
    for size in range(3, 16):
        for title in TITLES:
            lines = fit(title, ZH, full, size * 10, [10], 3).lines
            assert len(lines) == 1 or all(len(line.strip(OPENING + CLOSING + "—… ")) > 1 for line in lines), lines


def test_a_line_break_after_a_clause_is_preferred() -> None:
    assert fit("刷单返利：前三单是鱼饵钱", ZH, full, 504, SIZES, 3).lines == ("刷单返利：", "前三单是鱼饵钱")


def test_lines_are_even_rather_than_full() -> None:
    lines = fit("老人手机孩子电话银行网点", ZH, full, 100, [10], 3).lines
    assert lines == ("老人手机孩子", "电话银行网点")


def test_one_line_is_enough_where_it_fits_at_the_largest_size() -> None:
    assert fit("虚假网络贷款", ZH, full, 520, SIZES, 3) == (72, ("虚假网络贷款",), True)


def test_two_lines_shrink_to_84_percent_before_three_are_made() -> None:
    text = "虚假网络贷款：收费站后面没有路啊"
    assert fit(text, ZH, full, 62 * 9, SIZES, 3)[:2] == (62, ("虚假网络贷款：", "收费站后面没有路啊"))
    narrower = fit(text, ZH, full, 60 * 9, SIZES, 3)
    assert len(narrower.lines) == 3
    assert narrower.size == SIZES[3]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_thirty_characters_is_shown_whole_and_fits(title: str) -> None:
    setting = fit(title, ZH, full, 520, SIZES, 3)
    assert setting.whole
    assert len(setting.lines) <= 3
    assert all(full(line) * setting.size <= 520 for line in setting.lines)
    assert "".join(setting.lines).replace(" ", "") == title.replace(" ", "")


def test_what_does_not_fit_ends_with_an_ellipsis_after_a_phrase() -> None:
    text = "没有句号的一段话，讲的是银行和电话和老人和孩子和快递和客服和老板和会计"
    setting = fit(text, ZH, full, 100, [12, 10], 2)
    shown = "".join(setting.lines)
    ends = list(itertools.accumulate(phrase.text for phrase in phrases(text, ZH)))
    assert not setting.whole
    assert len(setting.lines) <= 2
    assert all(full(line) <= 10 for line in setting.lines)
    assert shown.endswith("…")
    assert any(end.rstrip(CLOSING) == shown.removesuffix("…") for end in ends)


def test_an_english_ellipsis_never_cuts_a_word() -> None:
    text = "Never hand anybody the code that the bank has sent to you for confirmation of something"
    setting = fit(text, EN, full, 120, [10], 2)
    assert not setting.whole
    assert set(" ".join(setting.lines).removesuffix("…").split()) <= set(text.split())


def test_whole_sentences_are_preferred_to_an_ellipsis() -> None:
    setting = fit("先打电话问清楚再说。后面还有很长很长的一段话要讲给大家听。", ZH, full, 100, [10], 2)
    assert setting == (10, ("先打电话问清楚再说。",), False)


def test_a_shortened_text_is_set_as_large_as_what_is_left_allows() -> None:
    setting = fit("先打电话问清楚再说。" + "后面还有很长很长的一段话" * 5, ZH, full, 100, [12, 11, 10], 2)
    assert setting.size == 12


def test_an_address_wider_than_the_column_is_cut_rather_than_let_out_of_it() -> None:
    for most in (1, 2, 3):
        setting = fit("https://www.example.com/" + "a" * 80, ZH, full, 100, [10], most)
        assert all(full(line) <= 10 for line in setting.lines)
        assert setting.lines[0].startswith("https")


def test_a_long_text_is_set_in_bounded_time() -> None:
    random.seed(7)
    text = "".join(random.choice("先打电话问清楚银行老人孩子的了是在") for _ in range(4000))
    measured = 0

    def counting(line: str) -> float:
        nonlocal measured
        measured += 1
        return full(line)

    fit(text, ZH, counting, 520, SIZES, 3)
    assert measured < 20_000


def test_english_lines_do_not_end_on_an_article() -> None:
    lines = fit("Never call back the number that a stranger gave you", EN, full, 130, [10], 3).lines
    assert not any(line.endswith((" the", " a")) for line in lines)


@pytest.mark.parametrize("kept", ["31,000 yuan", "April 2026", "two-minute"])
def test_english_amounts_dates_and_compounds_stay_whole(kept: str) -> None:
    text = "In April 2026 he lost 31,000 yuan in one two-minute call to a stranger"
    for width in range(8, 20):
        lines = fit(text, EN, full, width * 10, [10], 4).lines
        shown = " ".join(lines)
        assert kept not in shown or any(kept in line for line in lines), lines


def test_a_break_after_a_comma_is_the_most_welcome() -> None:
    after = {phrase.text: phrase.after for phrase in phrases("真要冻结，公安找银行", ZH)}
    assert after["真要冻结，" if "真要冻结，" in after else "冻结，"] is Break.CLAUSE


# characters of a line


def test_marks_are_closed_up_in_chinese() -> None:
    assert place("一“二”三", ZH, full).width < 5
    assert place("一二三四五", ZH, full).width == 5


def test_an_opening_quote_at_the_beginning_of_a_line_hangs_into_the_margin() -> None:
    assert place("“二”", ZH, full).glyphs[0].x == -0.5


def test_english_quotes_are_as_wide_as_their_ink_and_an_ellipsis_is_three_periods() -> None:
    line = place("“don’t”…", EN, full)
    assert line.width < 5 < full("“don’t”...")
    assert "".join(glyph.character for glyph in line.glyphs) == "“don’t”..."


def test_a_long_dash_has_no_gap() -> None:
    first, second = place("——", ZH, lambda _: 0.9).glyphs
    assert second.x - first.x < 0.82


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("text", [*TITLES, "“我”", "don’t…", "——", "。", "骗", ""])
def test_a_line_measures_as_wide_as_its_characters_stand(text: str, language: Language) -> None:
    measure = line_measure(language, full)
    assert measure(text) == pytest.approx(place(text, language, full).width)
    assert measure(text) == pytest.approx(place(text, language, full).width)  # from what it remembers


# articles to draw


def article(kind: type[Article], language: Language = ZH, **fields: Any) -> Any:
    common = {
        "id": "x",
        "title": "先打电话核实",
        "summary": "先打电话核实，再转账。",
        "date": "2026-11-23",
        "reviewed": "2026-11-23",
        "review_by": "2027-11-23",
        "language": language,
        "slug": "x",
    }
    own: dict[type[Article], dict[str, Any]] = {
        FraudGuide: {
            "fraud_type": "task-rebate",
            "contact": ["phone"],
            "asks": ["transfer"],
            "payment": ["cash"],
            "giveaway": "先收费的贷款没有款。",
            "red_flags": ["一", "二", "三"],
            "steps": ["一", "二", "三"],
        },
        Case: {
            "basis": "composite",
            "fraud_type": "fake-boss",
            "conduct_date": "2026-04",
            "loss": 67000,
            "outcome": "止付。",
            "lesson": "先挂断，再打官方号码问。",
        },
        Rumor: {
            "claim": {"text": "某县有小孩被抢", "first_seen": "2014-09", "where": "微博"},
            "verdict": "false",
            "evidence": [{"text": "没有发生过。", "source": "report"}],
            "checked_by": "某县公安局",
        },
    }
    return kind(**{**common, **own[kind], **fields})


CORRECTIONS: list[dict[str, str]] = [{"date": "2026-12-01", "text": "号码写错，已改。"}]
WITHDRAWN: dict[str, Any] = {
    "status": "withdrawn",
    "withdrawn": {"date": "2026-12-01", "reason": "所依据的材料已被撤销。"},
}


# what a card says


def test_a_guide_says_its_kind_category_and_giveaway(registries: Registries) -> None:
    words = caption(article(FraudGuide), SITE, registries)
    assert (words.kind, words.chip, words.context, words.line) == (
        "guide",
        "防骗指南",
        ("返利兼职",),
        "先收费的贷款没有款。",
    )


def test_a_case_says_its_lesson_and_that_it_is_a_composite(registries: Registries) -> None:
    words = caption(article(Case), SITE, registries)
    assert (words.chip, words.context, words.line) == ("案例", ("冒充身份", "合成案例"), "先挂断，再打官方号码问。")


def test_a_case_of_no_fraud_says_the_offence(registries: Registries) -> None:
    words = caption(article(Case, fraud_type=None, offence="帮助信息网络犯罪活动"), SITE, registries)
    assert words.context[0] == "帮助信息网络犯罪活动"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_rumor_carries_its_verdict_twice(verdict: Verdict, registries: Registries) -> None:
    words = caption(article(Rumor, verdict=verdict), SITE, registries)
    assert words.seal
    assert words.seal.text == verdict.zh
    assert verdict.zh in words.context[0]


def test_a_true_claim_is_not_stamped_in_red(registries: Registries) -> None:
    red, other = (caption(article(Rumor, verdict=v), SITE, registries).seal for v in ("false", "true"))
    assert red
    assert other
    assert red.colour != other.colour


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
@pytest.mark.parametrize(("language", "word"), [(ZH, "已更正"), (EN, "Corrected")])
def test_a_correction_shows(kind: type[Article], language: Language, word: str, registries: Registries) -> None:
    words = caption(article(kind, language, corrections=CORRECTIONS), SITE, registries)
    assert words.mark
    assert words.mark.text == word


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_a_withdrawn_article_says_so_and_why_and_drops_its_advice_and_verdict(
    kind: type[Article], registries: Registries
) -> None:
    words = caption(article(kind, corrections=CORRECTIONS, **WITHDRAWN), SITE, registries)
    assert words.mark
    assert words.mark.text == "已撤回"
    assert "所依据的材料已被撤销。" in words.line
    assert "不实" not in f"{words.seal}{words.context}"


def test_a_draft_bears_no_mark(registries: Registries) -> None:
    assert caption(article(FraudGuide, status="draft"), SITE, registries).mark is None


def test_only_a_demonstration_says_that_it_is_one(registries: Registries) -> None:
    assert caption(article(Rumor), SITE, registries).demo == "示范站点"
    assert caption(article(Rumor, EN), SITE, registries).demo == "Demo site"
    assert caption(article(Rumor), SITE._replace(demo=False), registries).demo == ""


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_an_english_card_has_no_chinese_of_its_own(kind: type[Article], registries: Registries) -> None:
    fields = {"title": "Ring first", "summary": "Ring.", "giveaway": "Ring.", "lesson": "Ring."}
    typed: dict[str, Any] = {name: text for name, text in fields.items() if name in kind.model_fields}
    words = caption(article(kind, EN, **typed), SITE, registries)
    assert not [character for character in str(words) if "\u4e00" <= character <= "\u9fff"]


def test_line_breaks_and_wide_spaces_in_a_title_are_one_space(registries: Registries) -> None:
    assert caption(article(Rumor, title="先打\n电话\u3000核实"), SITE, registries).title == "先打 电话 核实"


# scenes

ART = {p.relative_to(CARDS / "art").with_suffix("").as_posix(): p.read_bytes() for p in CARDS.glob("art/*/*.svg")}
SCENES = (CARDS / "scenes.toml").read_text("utf-8")
PALETTE = (CARDS / "palette.toml").read_text("utf-8")
PAIRS = tomllib.loads(PALETTE)["pairs"]


@pytest.fixture(scope="module")
def font() -> bytes:
    return (files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc").read_bytes()


@pytest.fixture(scope="module")
def make(font: bytes) -> Callable[[], Studio]:
    return lambda: Studio(ART, font, PALETTE, SCENES)


@pytest.fixture(scope="module")
def studio(make: Callable[[], Studio]) -> Studio:
    return make()


def test_every_type_of_fraud_has_its_scene(registries: Registries) -> None:
    assert set(registries.fraud_types) <= set(parse_scenes(SCENES, ART).scene)


def test_an_article_has_the_scene_of_its_type_and_may_name_another(studio: Studio) -> None:
    assert studio.scenes.of(article(FraudGuide)) == "task-rebate"
    assert studio.scenes.of(article(FraudGuide, scene="fake-loan")) == "fake-loan"
    assert studio.scenes.of(article(FraudGuide, fraud_type="not-listed")) == studio.scenes.guide
    assert studio.scenes.of(article(Case, fraud_type=None, offence="盗窃")) == studio.scenes.case
    assert studio.scenes.of(article(Rumor)) == studio.scenes.rumor


def test_an_unknown_scene_is_named_with_the_nearest(studio: Studio) -> None:
    with pytest.raises(UnknownScene) as caught:
        studio.scenes.of(article(FraudGuide, scene="fake-lone"))
    assert (caught.value.name, caught.value.nearest) == ("fake-lone", "fake-loan")
    assert "fake-lone" in str(caught.value)
    assert "fake-loan" in str(caught.value)


def test_a_rumor_takes_no_scene_without_room_for_the_stamp(studio: Studio) -> None:
    with pytest.raises(UnknownScene):
        studio.scenes.of(article(Rumor, scene="fake-loan"))
    assert studio.scenes.of(article(Rumor, scene="megaphone")) == "megaphone"


def test_unknown_art_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownArt) as caught:
        parse_scenes(SCENES.replace("characters/xie-comfort", "characters/xie-comfrot"), ART)
    assert (caught.value.name, caught.value.nearest) == ("characters/xie-comfrot", "characters/xie-comfort")


def test_a_default_that_is_no_scene_is_named() -> None:
    with pytest.raises(UnknownScene, match="magnifire"):
        parse_scenes(SCENES.replace('rumor = "magnifier"', 'rumor = "magnifire"'), ART)


@pytest.fixture(scope="module")
def inks(studio: Studio) -> dict[str, tuple[int, int, int, int]]:
    """The box around everything that a scene draws, on the card."""
    boxes = {}
    for name, scene in studio.scenes.scene.items():
        sheet = Image.new("L", (2000, 1500))
        for placement in scene.place:
            ink = studio.picture(placement.art, placement.width).getchannel("A").point(lambda a: 255 if a > 40 else 0)
            at = OPEN_GRAPH.stage[0] + placement.x + 400, OPEN_GRAPH.stage[1] + placement.y + 400
            sheet.paste(255, at, ink)
        left, top, right, bottom = sheet.getbbox() or (0, 0, 0, 0)
        boxes[name] = left - 400, top - 400, right - 400, bottom - 400
    return boxes


def test_every_scene_is_on_the_card_and_clear_of_the_text(inks: dict[str, tuple[int, int, int, int]]) -> None:
    for name, (left, top, right, bottom) in inks.items():
        assert left >= OPEN_GRAPH.right + 16, name
        assert right <= OPEN_GRAPH.width, name
        assert top >= 0, name
        assert bottom <= 585, name


def test_scenes_with_a_stamp_leave_it_its_room(studio: Studio) -> None:
    box = OPEN_GRAPH.seal.box
    for name, scene in studio.scenes.scene.items():
        if scene.stamp:
            for placement in scene.place:
                ink = studio.picture(placement.art, placement.width).getchannel("A")
                sheet = Image.new("L", (OPEN_GRAPH.width, OPEN_GRAPH.height))
                sheet.paste(ink, (OPEN_GRAPH.stage[0] + placement.x, OPEN_GRAPH.stage[1] + placement.y))
                assert sheet.crop(box).getbbox() is None, name


@pytest.mark.parametrize("kind", ["guide", "case", "rumor"])
def test_nothing_but_paper_lies_behind_title_line_and_context(kind: str, studio: Studio) -> None:
    words = (
        OPEN_GRAPH.margin - 8,
        OPEN_GRAPH.head - OPEN_GRAPH.chip // 2,
        OPEN_GRAPH.right + 8,
        OPEN_GRAPH.bottom,
    )
    ground = studio.picture(f"backgrounds/{kind}", OPEN_GRAPH.width).convert("RGB").crop(words)
    assert ground.getcolors() == [(ground.width * ground.height, studio.palette.grounds[kind].paper)]


def test_the_stamp_is_in_the_square_that_a_thumbnail_is_cut_from() -> None:
    left, top, right, bottom = OPEN_GRAPH.seal.box
    assert left >= max(285, OPEN_GRAPH.right + 16)
    assert right <= 915
    assert top >= 0
    assert bottom <= 630


# what is drawn


def opened(card: bytes) -> Image.Image:
    return Image.open(io.BytesIO(card)).convert("RGB")


def changed(one: bytes, other: bytes) -> tuple[int, int, int, int]:
    box = ImageChops.difference(opened(one), opened(other)).getbbox()
    assert box
    return box


LONGEST: list[tuple[type[Article], Language, dict[str, Any]]] = [
    (
        FraudGuide,
        ZH,
        {"title": TITLES[4], "giveaway": "“老板”在群里叫付款又不让打电话，就打他用了多年的号码，当面问也行。"},
    ),
    (
        FraudGuide,
        EN,
        {
            "title": "Doctored-photo and nude-chat blackmail: do not pay one cent",
            "giveaway": "Pay once and he knows that you can pay.",
        },
    ),
    (
        Case,
        ZH,
        {"title": TITLES[0], "lesson": "问一句“我挂了，打官方号码回给你，行不行”，真客服都行，假客服都急。" * 6},
    ),
    (
        Case,
        EN,
        {
            "title": "He said “don’t tell anyone”: what a fake boss wants on Friday",
            "lesson": "Ring the number you have used for years. " * 9,
        },
    ),
    (Rumor, ZH, {"title": TITLES[7], "summary": "重庆某县当年并没有小孩被偷、被抢的案件，一句晚饭桌上听来的话，" * 3}),
    (
        Rumor,
        EN,
        {
            "title": "Does 96110 charge you for answering? The claim is misleading",
            "summary": "Answering a call from 96110 costs nothing at all. " * 2,
        },
    ),
]


@pytest.mark.parametrize(("kind", "language", "fields"), LONGEST)
@pytest.mark.parametrize(
    "extra", [{}, {"corrections": CORRECTIONS}, WITHDRAWN], ids=["plain", "corrected", "withdrawn"]
)
def test_a_card_is_a_small_png_of_the_right_size(
    kind: type[Article],
    language: Language,
    fields: dict[str, Any],
    extra: dict[str, Any],
    studio: Studio,
    registries: Registries,
) -> None:
    card = draw_card(article(kind, language, **fields, **extra), SITE, registries, studio)
    assert card.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", card[16:24]) == (1200, 630)
    assert len(card) <= 60 * 1024


def test_a_card_holds_nothing_but_size_palette_pixels_and_where_it_comes_from(
    studio: Studio, registries: Registries
) -> None:
    card = draw_card(article(Case), SITE, registries, studio)
    chunks, at = [], 8
    while at < len(card):
        (length,) = struct.unpack(">I", card[at : at + 4])
        chunks.append(card[at + 4 : at + 8])
        at += 12 + length
    assert chunks == [b"IHDR", b"PLTE", b"tEXt", b"tEXt", b"tEXt", b"iTXt", b"IDAT", b"IEND"]


def test_the_same_article_gives_the_same_bytes_whatever_was_drawn_before(
    make: Callable[[], Studio], registries: Registries
) -> None:
    articles = [article(kind, title=title) for kind in (FraudGuide, Rumor) for title in TITLES[:2]]
    one, other = make(), make()
    forward = [draw_card(a, SITE, registries, one) for a in articles]
    backward = [draw_card(a, SITE, registries, other) for a in reversed(articles)]
    assert forward == backward[::-1]


def test_the_plates_used_last_are_kept_and_a_dropped_one_is_made_again_the_same(
    make: Callable[[], Studio], registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr("pufa.cards.draw.make_plate", lambda *given: made.append(given) or make_plate(*given))
    monkeypatch.setattr("pufa.cards.studio._PLATES", 2)
    fresh, kinds = make(), (FraudGuide, Case, FraudGuide, Rumor, FraudGuide, Case)
    cards = [draw_card(article(kind), SITE, registries, fresh) for kind in kinds]
    assert len(made) == 4
    assert cards[0] == cards[2] == cards[4]
    assert cards[1] == cards[5]


def test_ink_is_printed_by_its_coverage_and_covers_nothing_else() -> None:
    paper, ink, flat = (250, 240, 230), (10, 20, 30), (0, 200, 0)
    art = Image.new("RGB", (40, 20), paper)
    art.paste(flat, (0, 0, 20, 20))
    plate = make_plate(art, colour_table(art, [paper, ink, flat], []), paper, [ink])
    coverage = Image.new("L", art.size)
    for x, value in ((30, 255), (31, 128), (32, 1)):
        coverage.putpixel((x, 5), value)
    sheet = plate.sheet.copy()
    print_ink(plate, sheet, ink, coverage)
    printed = opened(encode(plate, sheet))
    expected = art.copy()
    expected.putpixel((30, 5), ink)
    expected.putpixel((31, 5), (130, 130, 130))
    assert printed.tobytes() == expected.tobytes()


@pytest.mark.parametrize("off", [1, 2, 3])
def test_no_shade_wins_against_a_flat_colour_that_it_resembles(off: int) -> None:
    flat = (100, 150, 200)
    art = Image.new("RGB", (64, 64), (flat[0] + off, flat[1] - off, flat[2] + off))
    art.paste(flat, (0, 0, 8, 8))
    plate = make_plate(art, colour_table(art, [flat], []), flat, [])
    assert opened(encode(plate, plate.sheet)).getpixel((4, 4)) == flat


@pytest.mark.parametrize(("kind", "language", "fields"), LONGEST)
def test_title_and_line_stay_in_their_column(
    kind: type[Article], language: Language, fields: dict[str, Any], studio: Studio, registries: Registries
) -> None:
    plain = article(kind, language, title="别", **({"giveaway": "别"} if kind is FraudGuide else {}))
    left, top, right, bottom = changed(
        draw_card(plain, SITE, registries, studio),
        draw_card(article(kind, language, **fields), SITE, registries, studio),
    )
    assert left >= OPEN_GRAPH.margin - 4
    assert right <= OPEN_GRAPH.right + 4
    assert top >= OPEN_GRAPH.head + OPEN_GRAPH.chip / 2 + 8
    assert bottom <= OPEN_GRAPH.foot - 24


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize(
    "name", ["普", "某某市公安局反诈中心普法网", "Public Security Bureau of Somewhere: the Law for All"]
)
def test_a_long_name_of_the_site_stays_in_its_corner(
    name: str, language: Language, studio: Studio, registries: Registries
) -> None:
    card = article(FraudGuide, language)
    left, top, right, bottom = changed(
        draw_card(card, SITE._replace(name=Text("法", "x")), registries, studio),
        draw_card(card, SITE._replace(name=Text(name, name)), registries, studio),
    )
    assert left >= OPEN_GRAPH.margin - 4
    assert right <= OPEN_GRAPH.right + 4
    assert top >= OPEN_GRAPH.bottom - 4
    assert bottom <= OPEN_GRAPH.height


@pytest.mark.parametrize("extra", [{}, {"corrections": CORRECTIONS}])
def test_chip_mark_and_context_stay_in_their_row(extra: dict[str, Any], studio: Studio, registries: Registries) -> None:
    one, other = (
        draw_card(article(Case, language, fraud_type=None, offence=offence, **extra), SITE, registries, studio)
        for language, offence in ((EN, "x"), (EN, "Aiding crimes committed on information networks for money"))
    )
    if one != other:
        _, _, right, bottom = changed(one, other)
        assert right <= OPEN_GRAPH.right + 4
        assert bottom < OPEN_GRAPH.top


def test_a_verdict_is_stamped_inside_the_stamp_and_nowhere_else(studio: Studio, registries: Registries) -> None:
    one, other = (
        opened(draw_card(article(Rumor, verdict=verdict), SITE, registries, studio))
        for verdict in ("false", "outdated")
    )
    scene = OPEN_GRAPH.right, 0, OPEN_GRAPH.width, OPEN_GRAPH.height
    box = ImageChops.difference(one.crop(scene), other.crop(scene)).getbbox()
    assert box
    assert box[0] + scene[0] >= OPEN_GRAPH.seal.box[0]
    assert box[2] + scene[0] <= OPEN_GRAPH.seal.box[2]
    assert box[1] >= OPEN_GRAPH.seal.box[1]
    assert box[3] <= OPEN_GRAPH.seal.box[3]


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_word_of_a_stamp_does_not_touch_its_ring(
    verdict: Verdict, language: Language, studio: Studio, registries: Registries
) -> None:
    image = opened(draw_card(article(Rumor, language, verdict=verdict), SITE, registries, studio))
    seal = OPEN_GRAPH.seal
    for degrees in range(360):
        # Paper all round, between the ring and the word.
        x = seal.x + 0.407 * seal.diameter * math.cos(math.radians(degrees))
        y = seal.y + 0.407 * seal.diameter * math.sin(math.radians(degrees))
        pixel = image.getpixel((round(x), round(y)))
        assert isinstance(pixel, tuple)
        assert min(pixel) > 180, (degrees, pixel)


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("fields", [*({"verdict": verdict} for verdict in Verdict), WITHDRAWN])
def test_the_word_of_a_stamp_is_large_enough_for_a_thumbnail(
    fields: dict[str, Any], language: Language, studio: Studio, registries: Registries
) -> None:
    drawn = article(Rumor, language, **fields)
    image = opened(draw_card(drawn, SITE, registries, studio))
    seal, stamped = OPEN_GRAPH.seal, caption(drawn, SITE, registries).seal
    assert stamped
    inside = round(seal.diameter * 0.28)  # a square within the ring
    word = image.crop((seal.x - inside, seal.y - inside, seal.x + inside, seal.y + inside))
    counts = {colour: count for count, colour in word.getcolors(1 << 16) or ()}
    share = counts[studio.colour(stamped.colour)] / (word.width * word.height)
    assert share > 0.12, share


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_flat_colours_are_exact(kind: type[Article], studio: Studio, registries: Registries) -> None:
    image = opened(draw_card(article(kind), SITE, registries, studio))
    ground = studio.palette.grounds[kind.section.prefix]
    counts = {colour: count for count, colour in image.getcolors(1 << 20) or ()}
    assert image.getpixel((5, 5)) == ground.paper
    assert counts[ground.chip] > 500
    assert counts[studio.colour("ink")] > 2000


def test_each_kind_stands_on_its_own_ground(studio: Studio, registries: Registries) -> None:
    corners = {
        opened(draw_card(article(k), SITE, registries, studio)).getpixel((5, 5)) for k in (FraudGuide, Case, Rumor)
    }
    assert len(corners) == len(Section)


def test_an_svg_is_rasterised_once(
    make: Callable[[], Studio], registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    real = resvg_py.svg_to_bytes

    def counting(**options: Any) -> bytes:
        drawn.append(hash(options["svg_string"]) ^ options["width"])
        return bytes(real(**options))

    monkeypatch.setattr(resvg_py, "svg_to_bytes", counting)
    fresh = make()
    for title in TITLES[:3]:
        draw_card(article(FraudGuide, title=title), SITE, registries, fresh)
    assert drawn
    assert len(drawn) == len(set(drawn))


def test_a_kit_without_the_ground_is_an_unknown_drawing(font: bytes, registries: Registries) -> None:
    art = {name: svg for name, svg in ART.items() if name != "backgrounds/guide"}
    with pytest.raises(UnknownArt, match="backgrounds/guide"):
        draw_card(article(FraudGuide), SITE, registries, Studio(art, font, PALETTE, SCENES))


# the font


@pytest.mark.parametrize("character", ["😀", "\u200b", "\ufe0f", "\ue000", "ก", "\U000e0041"])
@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_character_that_the_font_lacks_is_named(
    character: str, field: str, studio: Studio, registries: Registries
) -> None:
    fields: dict[str, Any] = {field: f"先打电话{character}核实"}
    with pytest.raises(MissingGlyph) as caught:
        draw_card(article(Rumor, **fields), SITE, registries, studio)
    assert caught.value.character == character
    assert f"U+{ord(character):04X}" in str(caught.value)


def test_every_other_text_of_a_card_is_checked_too(studio: Studio, registries: Registries) -> None:
    cases = [
        (article(Case, fraud_type=None, offence="盗窃🐔"), SITE),
        (article(Case, lesson="先挂断🐔"), SITE),
        (article(FraudGuide, giveaway="先挂断🐔"), SITE),
        (article(FraudGuide), SITE._replace(name=Text("普法🐔", "Pufa"))),
        (article(FraudGuide, status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "误🐔"}), SITE),
    ]
    for drawn, site in cases:
        with pytest.raises(MissingGlyph):
            draw_card(drawn, site, registries, studio)


def test_latin_and_rare_chinese_characters_are_there(studio: Studio) -> None:
    studio.typeface.check("Pufa àéñ 0123 %×·—…“”‘’ 龘靐𠮷㐂䶮 囧 ①Ⅳ ～／℃")


def test_a_size_is_wide_in_proportion(font: bytes) -> None:
    measure = Typeface(font).measure(850, ZH)
    assert measure("安全账户") == 4
    assert 1 < measure("Pufa") < 3
    assert measure("WWWW") > measure("iiii")


# pictures to share


CHAT = Chat(
    line=1,
    title="一次聊天",
    lines=(
        Turn(
            line=2, at="08:11", who="“接待员”", character="weasel-chats", me=False, text="帮商家点个赞，3 元，点完就结"
        ),
        Turn(line=3, at="08:12", who="仓鼠", character="hamster-phone", me=True, text="点了 真到了"),
        RedFlag(line=4, text="小钱真到账，买的是下一回点头。"),
        *(
            Turn(
                line=5 + i,
                at="21:30",
                who="“导师”",
                character="weasel-tutor",
                me=False,
                text="三单一组，中途停整组不返",
            )
            for i in range(7)
        ),
        Turn(line=12, at="21:44", who="仓鼠", character="hamster-phone", me=True, text="等下"),
        RedFlag(line=13, text="一句劝你别做，一句替你掐上了表。"),
    ),
)
EVENTS = [{"at": f"2026-04-0{day}", "what": "对方让他再转一笔，他去问了民警。"} for day in range(1, 6)]
SINGLE = ["wechat-head", "wechat-square", "square", "portrait", "portrait-qr"]
TILES = [f"weibo-{number}" for number in range(1, 10)]
TALKS = ["strip", "chat"]
EVERY = [*SINGLE, "long", *TILES]
OF_A_CHAT = [*SINGLE, "long", *TALKS, *TILES]
OF_KIND = [
    *((FraudGuide, name) for name in OF_A_CHAT),
    *((kind, name) for kind in (Case, Rumor) for name in EVERY),
]
SIZE = {"wechat-head": (900, 383), "wechat-square": (500, 500), "portrait": (1080, 1440), "portrait-qr": (1080, 1440)}
HARD = [
    *TITLES,
    "二十四岁那年，他第一次坐在银行柜台前，替一个只在网上见过照片的人，把父母攒了半辈子的养老钱一笔一笔转了出去，直到民警来",
    "《反电信网络诈骗法》第三十八条：帮人架设“猫池”，没收违法所得并罚款",
    "他说“（《通知》里写的。）”……转 3.5% 手续费，12月5日前打 96110！",
    "New voice clone scam asks grandparents to wire bail money today",
    "𠮷野家“抽奖”链接——点开就要你先交 3.5% 的税",
    "骗",
    "https://a-very-long-address.example.invalid/with/a/path/that/never/ends?and=more",
]


def told(kind: type[Article], language: Language = ZH, **fields: Any) -> Any:
    """An article with everything that the larger pictures tell."""
    own: dict[type[Article], dict[str, Any]] = {
        FraudGuide: {"body": Body(parts=(CHAT,)), "if_hit": ["打 110，把每一笔都写上。"]},
        Case: {"timeline": EVENTS},
        Rumor: {"timeline": EVENTS, "outcome": "发帖人受到行政处罚。"},
    }
    return article(kind, language, **{**own[kind], **fields})


@pytest.fixture(scope="module")
def laid(studio: Studio, registries: Registries) -> Callable[[Article, str], Layout]:
    return lambda drawn, name: lay_out(name, drawn, SITE, registries, studio)


def assert_whole(layout: Layout) -> None:
    """Every line is on the picture, and touches no other line, no stamp and no code."""
    picture = Box(0, 0, layout.width, layout.height)
    lines = layout.lines
    for i, line in enumerate(lines):
        # A quotation mark hangs half an em into the margin, so a line may begin left of it, not left of the picture.
        assert line.box.within(picture), line
        for other in lines[i + 1 :]:
            assert not line.box.meets(other.box), (line.text, other.text)
        for element in layout.elements:
            if isinstance(element, Stamp):
                assert not line.box.meets(element.box), line.text
            if isinstance(element, Code):
                box = Box(element.x, element.y, element.x + element.side, element.y + element.side)
                assert not line.box.meets(box), line.text


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    parts = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def crops(layout: Layout) -> Iterator[Box]:
    """What feeds and lists cut out of the middle: 1:1, 3:4 and 2.35:1, as large as the picture allows."""
    for ratio in (1, 3 / 4, 2.35):
        width = min(layout.width, layout.height * ratio)
        height = width / ratio
        left, top = (layout.width - width) / 2, (layout.height - height) / 2
        yield Box(left, top, left + width, top + height)


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_an_article_has_a_picture_for_every_place_and_nine_tiles(kind: type[Article], registries: Registries) -> None:
    assert list(pictures(told(kind), SITE, registries)) == [name for of, name in OF_KIND if of is kind]


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_nine_tiles_come_of_the_shortest_article_too(kind: type[Article], registries: Registries) -> None:
    assert list(pictures(article(kind), SITE, registries)) == EVERY


@pytest.mark.parametrize(("language", "month"), [(ZH, "2014年9月"), (EN, "September 2014")])
def test_a_month_is_in_words_on_pictures_and_an_hour_as_it_was_typed(
    language: Language, month: str, registries: Registries
) -> None:
    rumor = told(Rumor, language, timeline=[{"at": "2014-09", "what": "a"}, {"at": "14:05", "what": "b"}])
    said = [item for part in story(rumor, SITE, registries).parts for item in part.items]
    assert {f"{month}\ta", "14:05\tb"} <= set(said)
    assert any(item.endswith(month) for item in said), "when it was first seen"


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_what_was_withdrawn_is_not_told_again_at_length(kind: type[Article], registries: Registries) -> None:
    assert list(pictures(told(kind, **WITHDRAWN), SITE, registries)) == SINGLE


def test_a_picture_that_there_is_not_is_refused(studio: Studio, registries: Registries) -> None:
    for name in ("poster", "weibo-0", "weibo-10", "weibo-x"):
        with pytest.raises(KeyError):
            lay_out(name, told(FraudGuide), SITE, registries, studio)
    with pytest.raises(KeyError):
        lay_out("long", told(FraudGuide, **WITHDRAWN), SITE, registries, studio)


@pytest.mark.parametrize(("kind", "name"), OF_KIND)
@pytest.mark.parametrize("language", [ZH, EN])
def test_words_are_whole_and_apart_in_every_picture(
    kind: type[Article], language: Language, name: str, laid: Callable[[Article, str], Layout]
) -> None:
    layout = laid(told(kind, language), name)
    assert_whole(layout)
    if name not in ("long", *TALKS):
        assert (layout.width, layout.height) == SIZE.get(name, (1080, 1080))


@pytest.mark.parametrize("name", ["long", *TILES])
@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_the_longest_items_stay_in_their_panel(
    kind: type[Article], name: str, laid: Callable[[Article, str], Layout]
) -> None:
    text = ("他说先交钱再放款，你就挂断，打银行卡背面的号码问一问。" * 20)[:400]
    many: dict[type[Article], dict[str, Any]] = {
        FraudGuide: {"red_flags": [text] * 7, "steps": [text] * 7, "if_hit": [text] * 5, "giveaway": text[:40]},
        Case: {"timeline": [{"at": text, "what": text}] * 20, "outcome": text, "lesson": text, "summary": text},
        Rumor: {
            "claim": {"text": text, "first_seen": "2014-09", "where": text},
            "evidence": [{"text": text, "source": "report"}] * 5,
            "timeline": [{"at": text, "what": text}] * 20,
            "checked_by": text,
            "outcome": text,
        },
    }
    layout = laid(told(kind, **many[kind]), name)
    assert_whole(layout)
    strip = [e.box for e in layout.elements if isinstance(e, Fill) and e.box.bottom == layout.height and name != "long"]
    for line in layout.lines:
        assert all(line.box.within(box) or not line.box.meets(box) for box in strip), line.text


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((FraudGuide, name) for name in OF_A_CHAT if name != "weibo-1"),
        *((Case, name) for name in ("wechat-head", "portrait", "long", "weibo-2", "weibo-3", "weibo-5")),
        *((Rumor, name) for name in (*SINGLE, "long", "weibo-2", "weibo-5")),
    ],
)
def test_every_word_is_readable_on_what_lies_under_it(
    kind: type[Article], name: str, laid: Callable[[Article, str], Layout], studio: Studio
) -> None:
    layout = laid(told(kind, corrections=CORRECTIONS), name)
    names = {colour: name for name, colour in studio.palette.colours.items()}
    bare = layout._replace(elements=tuple(e for e in layout.elements if not isinstance(e, Line)))
    under = pixels(bare, ZH, studio)
    for line in layout.lines:
        ink, ground = names[line.ink], names[line.ground]
        assert ground in PAIRS.get(ink, ()) or ink in PAIRS.get(ground, ()), (line.text, ink, ground)
        left, top, right, bottom = line.box
        # Between the highest and the lowest stroke: what is above an ascender is nobody's ground.
        part = under.crop((math.floor(left), round(top + 0.08 * line.size), math.ceil(right), round(bottom)))
        values = part.tobytes()
        colours = set(zip(values[::3], values[1::3], values[2::3], strict=True))
        worst = min(contrast(line.ink, colour) for colour in colours)
        assert worst >= 4.5, (line.text, worst)


def test_ink_on_art_would_be_found_unreadable(studio: Studio) -> None:
    assert contrast(studio.colour("ink"), studio.colour("mane_deep")) < 4.5 < contrast((0, 0, 0), (255, 255, 255))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_survives_every_cut_out_of_the_middle(
    verdict: Verdict, language: Language, name: str, laid: Callable[[Article, str], Layout]
) -> None:
    layout = laid(told(Rumor, language, verdict=verdict), name)
    stamps = [element for element in layout.elements if isinstance(element, Stamp)]
    said = [line.box for line in layout.lines if verdict.to(language) in line.text and line.size >= 32]
    for crop in crops(layout):
        assert any(box.within(crop) for box in [*said, *(stamp.box for stamp in stamps)]), crop
    assert all(stamp.diameter * 100 / layout.width >= 22 for stamp in stamps)
    assert stamps


@pytest.mark.parametrize("count", [1, 3, 5, 9])
def test_the_middle_of_a_long_refutation_says_its_verdict_whatever_its_length(
    count: int, laid: Callable[[Article, str], Layout]
) -> None:
    for size in (8, 60, 400):
        evidence = [{"text": ("查过，没有这回事。" * 50)[:size], "source": "report"}] * count
        layout = laid(told(Rumor, evidence=evidence, timeline=EVENTS[:count]), "long")
        said = [line.box for line in layout.lines if "不实" in line.text and line.size >= 32]
        assert all(any(box.within(crop) for box in said) for crop in crops(layout))


@pytest.mark.parametrize("name", OF_A_CHAT)
@pytest.mark.parametrize(("language", "word"), [(ZH, "示范站点"), (EN, "Demo site")])
def test_every_picture_of_a_demonstration_says_that_it_is_one(
    language: Language, word: str, name: str, studio: Studio, registries: Registries
) -> None:
    for demo in (True, False):
        layout = lay_out(name, told(FraudGuide, language), SITE._replace(demo=demo), registries, studio)
        assert (word in [line.text for line in layout.lines]) == demo


@pytest.mark.parametrize(("kind", "name"), OF_KIND)
@pytest.mark.parametrize(("language", "word"), [(ZH, "已更正"), (EN, "Corrected")])
def test_every_picture_of_a_corrected_article_says_so(
    kind: type[Article], language: Language, word: str, name: str, laid: Callable[[Article, str], Layout]
) -> None:
    assert word in [line.text for line in laid(told(kind, language, corrections=CORRECTIONS), name).lines]
    assert word not in [line.text for line in laid(told(kind, language), name).lines]


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize(("language", "word"), [(ZH, "已撤回"), (EN, "Withdrawn")])
@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_every_picture_of_a_withdrawn_article_says_so_and_gives_no_advice(
    kind: type[Article], language: Language, word: str, name: str, laid: Callable[[Article, str], Layout]
) -> None:
    layout = laid(told(kind, language, **WITHDRAWN), name)
    assert_whole(layout)
    assert word in [line.text for line in layout.lines]
    assert all("收费" not in line.text and "官方号码" not in line.text for line in layout.lines)
    assert all(stamp.word.text == word for stamp in layout.elements if isinstance(stamp, Stamp))


def test_the_long_picture_tells_the_whole_guide(laid: Callable[[Article, str], Layout], registries: Registries) -> None:
    guide = told(FraudGuide)
    layout = laid(guide, "long")
    shown = "".join(line.text for line in layout.lines).replace(" ", "")
    spoken = [line.text for line in CHAT.lines]
    first_hour = [step.zh for step in registries.first_hour]
    assert first_hour
    for text in (guide.giveaway, *guide.red_flags, *guide.steps, *guide.if_hit, *spoken, *first_hour, "96110", "110"):
        assert text.replace(" ", "") in shown, text
    assert "pufa.example" in shown
    assert sum(isinstance(element, Code) for element in layout.elements) == 1


@pytest.mark.parametrize("kind", [FraudGuide, Case, Rumor])
def test_each_tile_can_be_read_alone(kind: type[Article], laid: Callable[[Article, str], Layout]) -> None:
    seen = set()
    for name in TILES:
        texts = [line.text for line in laid(told(kind), name).lines]
        assert SITE.name.zh in texts
        assert "防骗指南案例辟谣".count(texts[0]) == 1
        assert "被骗快拨 110 · 咨询 96110" in texts
        seen.add(tuple(texts))
    assert len(seen) == len(TILES)


def test_how_a_chat_begins_and_how_it_ends_are_told_in_turn(laid: Callable[[Article, str], Layout]) -> None:
    begins, ends = (
        " ".join(line.text for line in laid(told(FraudGuide), name).lines) for name in ("weibo-3", "weibo-4")
    )
    assert "点完就结" in begins
    assert "下一回点头" in begins
    assert "掐上了表" in ends
    assert "点完就结" not in ends


def test_a_list_that_was_divided_goes_on_counting(laid: Callable[[Article, str], Layout]) -> None:
    guide = article(FraudGuide, steps=["挂断，再打官方号码问一问，问清楚了再说别的。"] * 6)
    numbers = [
        [line.text for line in laid(guide, name).lines if line.text.isdigit() and len(line.text) == 1] for name in TILES
    ]
    assert ["4", "5", "6"] in numbers


def test_the_code_leads_to_the_article_and_the_domain_stands_beside_it_in_words(
    laid: Callable[[Article, str], Layout], registries: Registries
) -> None:
    guide = told(FraudGuide)
    assert story(guide, SITE, registries).address == SITE.absolute(SITE.article(guide))
    for name in ("portrait-qr", "long", *TALKS, "weibo-9"):
        layout = laid(guide, name)
        (code,) = [element for element in layout.elements if isinstance(element, Code)]
        assert code.module >= 4
        assert code.rows[QUIET][QUIET : QUIET + 7] == b"\x01" * 7
        assert not any(any(row) for row in (*code.rows[:QUIET], *code.rows[-QUIET:]))
        assert any("pufa.example" in line.text for line in layout.lines)
    assert not [element for element in laid(guide, "portrait").elements if isinstance(element, Code)]


CODED = "portrait-qr", "long", *TALKS, "weibo-9"


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in OF_KIND if name in CODED])
def test_the_code_is_read_from_a_jpeg_half_as_large(
    kind: type[Article], name: str, studio: Studio, registries: Registries
) -> None:
    drawn = told(kind)
    picture = opened(draw_picture(name, drawn, SITE, registries, studio))
    jpeg = io.BytesIO()
    picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BILINEAR).save(jpeg, "JPEG", quality=60)
    found = zxingcpp.read_barcodes(Image.open(jpeg))
    assert [code.text for code in found] == [SITE.absolute(SITE.article(drawn))]


@pytest.mark.parametrize("name", ["wechat-head", "portrait-qr", "long", *TALKS, "weibo-5"])
def test_a_picture_is_a_small_png_that_says_which_version_of_what_it_is(
    name: str, studio: Studio, registries: Registries, make: Callable[[], Studio]
) -> None:
    guide = told(FraudGuide, updated="2026-12-03")
    data = draw_picture(name, guide, SITE, registries, studio)
    assert len(data) <= 2 << 20
    notes = {"Source": SITE.tag(guide), "Version": "2026-12-03", "Copyright": ", ".join(LICENCE)}
    image = Image.open(io.BytesIO(data))
    assert notes.items() <= image.info.items()
    said = ElementTree.fromstring(image.info["xmp"]).find("{*}RDF/{*}Description")
    assert said is not None
    assert said.get("{http://purl.org/dc/elements/1.1/}identifier") == SITE.tag(guide)
    assert said.get("{http://purl.org/dc/elements/1.1/}source") == SITE.absolute(SITE.article(guide))
    assert said.get("{http://ns.adobe.com/xap/1.0/mm/}VersionID") == "2026-12-03"
    (licence,) = said.iterfind("{http://creativecommons.org/ns#}license")
    assert list(licence.attrib.values()) == [LICENCE[1]]
    assert data == draw_picture(name, guide, SITE, registries, make())


def test_only_what_is_asked_for_is_painted(
    studio: Studio, registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    monkeypatch.setattr("pufa.cards.kit.paint", lambda *given: painted.append(given) or b"")
    draw_picture("wechat-square", told(FraudGuide), SITE, registries, studio)
    assert len(painted) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"red_flags": ["一", "二", "三🐔"]},
        {"steps": ["一", "二", "三🐔"]},
        {"body": Body(parts=(Chat(line=1, title="", lines=(RedFlag(line=2, text="停🐔"),)),))},
    ],
)
def test_a_character_that_the_font_lacks_is_refused_wherever_it_stands(
    fields: dict[str, Any], studio: Studio, registries: Registries
) -> None:
    with pytest.raises(MissingGlyph, match="1F414"):
        draw_picture("square", told(FraudGuide, **fields), SITE, registries, studio)


@pytest.mark.parametrize("room", [7, 9, 13, 22.5])
@pytest.mark.parametrize("text", [*HARD, "一句话。" * 30])
def test_a_paragraph_is_whole_fits_and_keeps_the_rules_of_lines(text: str, room: float) -> None:
    lines = paragraph(text, ZH, full, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(full(line) <= room for line in lines)
    assert all(line[0] not in CLOSING for line in lines)
    assert all(len(line) == 1 or line[-1] not in OPENING for line in lines)


def test_a_paragraph_without_room_ends_with_an_ellipsis_in_its_last_line() -> None:
    lines = paragraph("先打电话问清楚，再决定要不要转账。" * 9, ZH, full, 10, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert paragraph("先打电话。", ZH, full, 10, 3) == ("先打电话。",)


def test_a_scene_is_enlarged_stands_on_its_ground_and_steps_apart_where_there_is_room(studio: Studio) -> None:
    narrow = staged("task-rebate", studio, Box(0, 0, 700, 600), 9)
    wide = staged("task-rebate", studio, Box(0, 0, 2000, 600), 9, 1.4)
    for drawings, right in ((narrow, 700), (wide, 2000)):
        for drawing in drawings:
            left, top, end, bottom = (part * drawing.width for part in studio.ink(drawing.art))
            assert drawing.x + left >= -3
            assert drawing.x + end <= right + 3
            assert drawing.y + top >= -3
            assert drawing.y + bottom <= 603
    assert wide[1].x - wide[2].x > narrow[1].x - narrow[2].x


def test_a_list_leaves_out_what_hangs_in_the_air_and_keeps_what_stands(studio: Studio) -> None:
    zone = Box(0, 0, 480, 350)
    arts = [drawing.art for drawing in staged("second-hand-trade", studio, zone, 2, floating=False)]
    assert arts == ["characters/weasel-courier", "characters/hamster-phone-right"]
    assert "props/coin" in [drawing.art for drawing in staged("task-rebate", studio, zone, 2, floating=False)]


# the press and the gallery


def test_the_press_draws_one_picture_at_a_time_under_the_name_of_its_article(
    studio: Studio, registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    monkeypatch.setattr("pufa.press.draw_picture", lambda name, *_: painted.append(name) or b"")
    press = Press(Library([], registries), SITE._replace(all_formats=True), Kit(Theme({}, {}, {}), lambda: studio))
    drawn = press.pictures(told(FraudGuide, EN))
    assert painted == []
    assert next(drawn).path == "en/kit/fraud-guides/x/wechat-head.png"
    assert painted == ["wechat-head"]
    assert [picture.path.rpartition("/")[2] for picture in drawn] == [f"{name}.png" for name in OF_A_CHAT[1:]]


def test_what_cannot_be_drawn_is_a_finding_about_its_article(studio: Studio, registries: Registries) -> None:
    press = Press(Library([], registries), SITE, Kit(Theme({}, {}, {}), lambda: studio))
    with pytest.raises(Unprintable) as caught:
        list(press.pictures(told(FraudGuide, steps=["一", "二", "三🐔"], path="content/fraud-guides/x.md")))
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.path) == ("C01", "content/fraud-guides/x.md")


def test_the_gallery_shows_every_picture_and_names_an_article_that_there_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(CARDS.parents[1])
    assert main(["gallery", "task-rebate", "--limit", "1", "--root", root, "--out", str(tmp_path)]) == 0
    page = (tmp_path / "index.html").read_text("utf-8")
    drawn = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.png"))
    assert len(drawn) == len(OF_A_CHAT) + 1
    assert all(f'src="{path}"' in page for path in drawn)
    assert "style=" not in page
    assert "<script" not in page
    assert main(["gallery", "task-rebait", "--root", root, "--out", str(tmp_path)]) == 2
    assert "task-rebait" in capsys.readouterr().err
