"""The comic strip and the mock chat: which remarks make which panel, and what stands where in the pictures."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pufa import disk
from pufa.cards.balloon import Speaker, tail
from pufa.cards.kit import lay_out, pictures
from pufa.cards.layout import Box, Drawing, Fill, Layout, Line, Shape
from pufa.cards.story import Chat, Remark
from pufa.cards.strip import FEWEST, MOST, panels
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph
from pufa.host.project import read_project
from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.body import Body, RedFlag, Turn
from pufa.model.body import Chat as Spoken
from pufa.model.registry import Registries
from pufa.model.text import Language
from test_cards import CHAT, CORRECTIONS, EN, SITE, WITHDRAWN, ZH, article, assert_whole, told

BOTH = ["strip", "chat"]


def chat(*lines: str) -> Chat:
    """`他：话` is said by the swindler, `我：话` by the public, `红旗：话` by the narrator."""
    said = []
    for line in lines:
        who, _, text = line.partition("：")
        if who == "红旗":
            said.append(Remark("", "", False, text))
        else:
            art = "characters/hamster-phone" if who == "我" else "characters/weasel-tutor"
            said.append(Remark(who, art, who == "我", text, "10:00"))
    return Chat("", "", "红旗", tuple(said))


def texts(talk: Chat) -> list[list[str]]:
    return [
        [*(remark.text for remark in panel.said), *([f"*{panel.flag}"] if panel.flag else [])] for panel in panels(talk)
    ]


# which remarks make which panel


def test_what_one_says_and_the_other_answers_shares_a_panel() -> None:
    talk = chat("他：一", "我：二", "他：三", "我：四", "他：五", "我：六", "他：七", "我：八")
    assert texts(talk) == [["一", "二"], ["三", "四"], ["五", "六"], ["七", "八"]]


def test_a_red_flag_ends_the_panel_of_what_it_is_about() -> None:
    talk = chat("他：一", "我：二", "他：三", "他：四", "红旗：停", "他：五", "我：六", "他：七", "我：八")
    assert texts(talk) == [["一"], ["二", "三", "四", "*停"], ["五", "六"], ["七", "八"]]


def test_two_swindlers_do_not_share_a_panel() -> None:
    talk = chat("他：一", "她：二", "我：三", "它：四")
    assert texts(talk) == [["一"], ["二"], ["三"], ["四"]]


def test_long_remarks_have_a_panel_each() -> None:
    long = "先把钱转过来，我们再说后面的事情，不要问为什么，也不要告诉家里人。" * 2
    talk = chat(f"他：{long}", f"我：{long}", f"他：{long}", f"我：{long}")
    assert [len(panel.said) for panel in panels(talk)] == [1, 1, 1, 1]


def test_a_short_chat_is_spread_over_four_panels_as_far_as_it_goes() -> None:
    assert texts(chat("他：一", "我：二", "他：三", "我：四")) == [["一"], ["二"], ["三"], ["四"]]
    assert texts(chat("他：一", "我：二")) == [["一"], ["二"]]
    assert texts(chat("他：一", "我：二", "红旗：停")) == [["一"], ["二", "*停"]]


def test_what_is_neither_an_opening_nor_an_exchange_is_left_out_first() -> None:
    opening = ["他：一", "我：二", "红旗：甲"]
    middle = [
        "他：开场",
        "她：路过",
        "它：也路过一下",
        "他：问",
        "我：答",
        "他：再问",
        "我：再答",
        "他：三问",
        "我：三答",
        "红旗：乙",
    ]
    talk = chat(*opening, *middle, "他：末", "我：终")
    assert texts(talk) == [
        ["一", "二", "*甲"],
        ["开场"],
        ["也路过一下"],
        ["问", "答"],
        ["再问", "再答"],
        ["三问", "三答", "*乙"],
        ["末", "终"],
    ]


def test_a_flag_with_nothing_before_it_has_a_panel_of_its_own() -> None:
    assert texts(chat("红旗：先停", "他：一", "我：二")) == [["*先停"], ["一"], ["二"]]


REMARKS = st.lists(
    st.tuples(st.sampled_from(["他", "她", "我", "它", "红旗"]), st.integers(1, 60)), min_size=1, max_size=40
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(REMARKS)
def test_beginning_flags_and_end_are_always_told_and_no_remark_is_cut(lines: list[tuple[str, int]]) -> None:
    talk = chat(*(f"{who}：{i}{'话' * length}" for i, (who, length) in enumerate(lines)))
    found = panels(talk)
    said = [remark for panel in found for remark in panel.said]
    everything = [remark for remark in talk.remarks if remark.who]
    flags = [remark.text for remark in talk.remarks if not remark.who]
    rest = iter(everything)
    assert all(remark in rest for remark in said)  # whole, and in their order
    assert [panel.flag for panel in found if panel.flag] == flags
    assert said[:1] == everything[:1]
    assert said[-1:] == everything[-1:]
    assert len(found) <= max(MOST, len(flags) + 2)
    assert len(found) >= min(FEWEST, len(said))
    for i, remark in enumerate(talk.remarks):
        if not remark.who and i and talk.remarks[i - 1].who:
            assert any(panel.flag == remark.text and panel.said[-1] == talk.remarks[i - 1] for panel in found)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(REMARKS)
def test_a_panel_has_one_speaker_a_side_and_nobody_speaks_twice(lines: list[tuple[str, int]]) -> None:
    for panel in panels(chat(*(f"{who}：{'话' * length}" for who, length in lines))):
        sides = [remark.me for remark in panel.said]
        assert len(sides) <= 3
        assert sum(a != b for a, b in pairwise(sides)) <= 1
        assert len({remark.who for remark in panel.said}) == len(set(sides))


# the pictures


@pytest.fixture(scope="module")
def studio() -> Studio:
    files = disk.read_theme(ROOT)
    return Studio(files.art, disk.read_font(), files.palette, files.scenes)


@pytest.fixture(scope="module")
def laid(studio: Studio, registries: Registries) -> Callable[[Article, str], Layout]:
    return lambda drawn, name: lay_out(name, drawn, SITE, registries, studio)


@pytest.fixture(scope="module")
def guides() -> list[FraudGuide]:
    """Some of the project's own, all costumes among them."""
    found = [a for a in read_project(ROOT).library.articles if isinstance(a, FraudGuide) and a.body.chats]
    return sorted(found, key=lambda a: (a.slug, a.language))[::9]


def with_chat(kind: type[Article], *lines: Turn | RedFlag, language: Language = ZH, **fields: Any) -> Any:
    return told(kind, language, **{"body": Body(parts=(Spoken(line=1, title="聊", lines=lines),)), **fields})


def turn(who: str, character: str, text: str, at: str = "10:00") -> Turn:
    return Turn(line=2, at=at, who=who, character=character, me=not character.startswith("weasel"), text=text)


def windows(layout: Layout) -> list[Fill]:
    """The papers of the panels, from the first to the last."""
    found = [e.window for e in layout.elements if isinstance(e, Drawing | Shape) and e.window]
    return list(dict.fromkeys(window for window in found if window.radius < 40))


def cast(layout: Layout) -> list[Drawing]:
    return [e for e in layout.elements if isinstance(e, Drawing) and e.window and e.art.startswith("characters/")]


def speaker(drawing: Drawing, studio: Studio) -> Speaker:
    figure, unit = studio.scenes.cast(drawing.art), drawing.width / 400
    left, top, right, bottom = figure.face
    face = Box(drawing.x + left * unit, drawing.y + top * unit, drawing.x + right * unit, drawing.y + bottom * unit)
    return Speaker(face, (drawing.x + figure.mouth[0] * unit, drawing.y + figure.mouth[1] * unit))


def balloons(layout: Layout, studio: Studio) -> list[Box]:
    white = studio.colour("white")
    return [e.box for e in layout.elements if isinstance(e, Fill) and e.colour == white]


def tails(layout: Layout, studio: Studio) -> list[tuple[tuple[float, float], ...]]:
    white = studio.colour("white")
    return [e.points for e in layout.elements if isinstance(e, Shape) and e.colour == white and len(e.points) == 3]


@pytest.mark.parametrize("kind", [FraudGuide, Case])
def test_both_are_there_only_where_there_is_a_chat_and_nothing_was_withdrawn(
    kind: type[Article], registries: Registries
) -> None:
    talks = told(kind, body=Body(parts=(CHAT,)))
    assert [name for name in pictures(talks, SITE, registries) if name in BOTH] == BOTH
    assert not set(BOTH) & set(pictures(article(kind), SITE, registries))
    assert not set(BOTH) & set(pictures(told(kind, body=Body(parts=(CHAT,)), **WITHDRAWN), SITE, registries))


def test_a_rumor_is_not_told_as_a_conversation(registries: Registries) -> None:
    assert not set(BOTH) & set(pictures(told(Rumor, body=Body(parts=(CHAT,))), SITE, registries))


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("language", [ZH, EN])
def test_a_case_with_a_chat_is_drawn_too(language: Language, name: str, laid: Callable[[Article, str], Layout]) -> None:
    assert_whole(laid(told(Case, language, body=Body(parts=(CHAT,)), corrections=CORRECTIONS), name))


def test_the_strip_of_every_guide_has_four_to_eight_panels_apart_from_each_other(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout]
) -> None:
    for guide in guides:
        layout = laid(guide, "strip")
        assert_whole(layout)
        shown = windows(layout)
        assert 4 <= len(shown) <= 8, guide.slug
        for i, window in enumerate(shown):
            assert window.box.within(Box(36, 0, 1044, layout.height))
            assert not any(window.box.meets(other.box) for other in shown[i + 1 :])


def test_no_panel_has_the_ground_of_the_one_before(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout]
) -> None:
    for guide in guides:
        *told_, _ = windows(laid(guide, "strip"))
        assert all(one.colour != other.colour for one, other in pairwise(told_)), guide.slug


def test_the_public_stands_left_and_the_swindler_right_and_looks_left(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout], studio: Studio
) -> None:
    for guide in guides:
        drawn = cast(laid(guide, "strip"))
        for window in {drawing.window for drawing in drawn}:
            here = [drawing for drawing in drawn if drawing.window == window]
            swindlers = [speaker(d, studio).mouth[0] for d in here if d.art.startswith("characters/weasel")]
            public = [speaker(d, studio).mouth[0] for d in here if not d.art.startswith("characters/weasel")]
            assert len(swindlers) <= 1
            assert len(public) <= 1
            assert not (swindlers and public) or public[0] < swindlers[0]
        assert not any(drawing.art.endswith("-right") for drawing in drawn if "weasel" in drawing.art)


def test_a_swindler_who_looks_right_in_the_chat_is_turned(laid: Callable[[Article, str], Layout]) -> None:
    drawn = with_chat(FraudGuide, turn("他", "weasel-rod-right", "来"), turn("我", "hen-phone", "不"))
    assert "characters/weasel-rod" in [drawing.art for drawing in cast(laid(drawn, "strip"))]


def test_no_balloon_is_on_a_face(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout], studio: Studio
) -> None:
    for guide in guides:
        layout = laid(guide, "strip")
        faces = [speaker(drawing, studio).face for drawing in cast(layout)]
        for box in balloons(layout, studio):
            assert not any(box.meets(face) for face in faces), (guide.slug, guide.language, box)


def test_every_tail_points_at_a_mouth_and_cuts_into_no_other_balloon(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout], studio: Studio
) -> None:
    for guide in guides:
        layout = laid(guide, "strip")
        mouths = [speaker(drawing, studio) for drawing in cast(layout)]
        boxes = balloons(layout, studio)
        for one, other, tip in tails(layout, studio):
            start = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
            assert any(on_the_way(start, tip, each.mouth) for each in mouths), (guide.slug, tip)
            own = [box for box in boxes if box.left <= start[0] <= box.right and box.top <= start[1] <= box.bottom]
            for step in range(101):
                x, y = (a + (b - a) * step / 100 for a, b in zip(start, tip, strict=True))
                crossed = [box for box in boxes if box.left < x < box.right and box.top < y < box.bottom]
                assert all(box in own for box in crossed), (guide.slug, guide.language, tip)


def on_the_way(start: tuple[float, float], tip: tuple[float, float], mouth: tuple[float, float]) -> bool:
    """Whether a tail, made longer, comes within some pixels of a mouth."""
    (a, b), (x, y), (m, n) = start, tip, mouth
    far = ((x - a) ** 2 + (y - b) ** 2) ** 0.5
    aside = abs((x - a) * (n - b) - (y - b) * (m - a)) / far
    return aside < 14 and (x - a) * (m - a) + (y - b) * (n - b) > 0


def test_a_tail_begins_in_its_balloon_and_ends_before_the_face() -> None:
    face = Box(100, 300, 200, 400)
    *base, tip = tail(Box(0, 0, 300, 100), Speaker(face, (150, 370)))
    assert all(0 <= x <= 300 and 0 <= y <= 100 for x, y in base)
    assert tip[0] == pytest.approx(150)
    assert 100 < tip[1] < 304
    *base, tip = tail(Box(260, 320, 500, 420), Speaker(face, (120, 350)))
    assert all(260 <= x <= 500 for x, _ in base)
    assert 198 <= tip[0] < 260


def test_letters_in_balloons_and_captions_can_be_read_on_a_telephone(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout], studio: Studio
) -> None:
    grounds = {studio.colour("white"), studio.colour("gold_pale")}
    for guide in guides:
        for name in BOTH:
            said = [line for line in laid(guide, name).lines if line.ground in grounds]
            assert [line for line in said if line.size >= 30]
            assert all(line.size >= 30 for line in said if line.ground == studio.colour("white")), guide.slug


def test_a_mock_chat_tells_every_remark_and_every_flag_whole(
    guides: list[FraudGuide], laid: Callable[[Article, str], Layout]
) -> None:
    for guide in guides:
        layout = laid(guide, "chat")
        assert_whole(layout)
        shown = joined(layout.lines)
        for line in guide.body.chats[0].lines:
            assert plain(line.text) in shown, line.text
            if isinstance(line, Turn):
                assert plain(line.at) in shown
                assert plain(line.who) in shown


def test_a_strip_tells_its_remarks_whole(guides: list[FraudGuide], laid: Callable[[Article, str], Layout]) -> None:
    for guide in guides:
        shown = joined(laid(guide, "strip").lines)
        lines = guide.body.chats[0].lines
        told_ = [line for line in lines if plain(line.text) in shown]
        assert lines[0] in told_
        assert lines[-1] in told_
        assert all(line in told_ for line in lines if isinstance(line, RedFlag))


def joined(lines: Sequence[Line]) -> str:
    return plain("".join(line.text for line in lines))


def plain(text: str) -> str:
    return text.replace(" ", "").replace("…", "...")


@pytest.mark.parametrize("name", BOTH)
def test_the_longest_of_everything_stays_in_its_place(name: str, laid: Callable[[Article, str], Layout]) -> None:
    text = ("他说先交钱再放款，你就挂断，打银行卡背面的号码问一问。" * 20)[:400]
    who, at = "“某某银行信用卡中心反诈专线高级客服专员”", "二〇二六年十二月三十一日二十三点五十九分"
    lines = [
        turn(who, "weasel-boss", text, at),
        turn("仓鼠" * 12, "hamster-phone", text, at),
        RedFlag(line=4, text=text),
        turn(who, "weasel-chats", "好", ""),
        turn("仓鼠" * 12, "hamster-phone", "W" * 200, "08:00"),
    ]
    layout = laid(with_chat(FraudGuide, *lines, title=text[:60], giveaway=text[:40], corrections=CORRECTIONS), name)
    assert_whole(layout)
    shown = joined(layout.lines)
    assert shown.count(text) == 3
    fills = [e for e in layout.elements if isinstance(e, Fill)]
    for line in layout.lines:
        ems = 0.6 * line.size  # a quotation mark may hang over an edge
        core = Box(line.box.left + ems, line.box.top, line.box.right, line.box.bottom)
        grounds = [fill.box for fill in fills if fill.colour == line.ground]
        assert not grounds or line.ground == layout.paper or any(core.within(box) for box in grounds), line.text


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    "lines",
    [
        (RedFlag(line=2, text="停"),),
        (turn("我", "hen-phone", "喂"),),
        (turn("他", "weasel-beauty", "在吗"), RedFlag(line=3, text="停"), RedFlag(line=4, text="再停")),
        (RedFlag(line=2, text="停"), turn("他", "weasel-slip", "哎")),
        tuple(RedFlag(line=2 + i, text=f"第 {i} 面旗") for i in range(12)),
        tuple(turn("我", "chick-hand", f"第 {i} 句", "") for i in range(9)),
    ],
)
def test_odd_chats_are_drawn_whole(
    lines: tuple[Turn | RedFlag, ...], name: str, laid: Callable[[Article, str], Layout]
) -> None:
    assert_whole(laid(with_chat(FraudGuide, *lines), name))


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("field", ["who", "at", "text"])
def test_a_character_of_a_chat_that_the_font_lacks_is_refused(
    field: str, name: str, laid: Callable[[Article, str], Layout]
) -> None:
    given_ = {"who": "他", "at": "10:00", "text": "在吗", field: "🐔"}
    with pytest.raises(MissingGlyph, match="1F414"):
        laid(with_chat(FraudGuide, turn(given_["who"], "weasel-rod", given_["text"], given_["at"])), name)


def test_a_rising_clock_is_shown_only_when_it_moves(laid: Callable[[Article, str], Layout]) -> None:
    lines = [turn("他", "weasel-rod", f"第 {i} 句", "10:00" if i < 4 else "10:05") for i in range(8)]
    shown = [line.text for line in laid(with_chat(FraudGuide, *lines), "chat").lines]
    assert shown.count("10:00") == 1
    assert shown.count("10:05") == 1
    assert shown.count("他") == 2


def test_every_one_of_the_cast_has_his_face_in_his_drawing(studio: Studio) -> None:
    characters = {p.stem for p in (ROOT / "theme/cards/art/characters").glob("*.svg")}
    assert set(studio.scenes.figure) == characters
    for name, figure in studio.scenes.figure.items():
        left, top, right, bottom = (400 * part for part in studio.ink(f"characters/{name}"))
        face = Box(*figure.face)
        assert face.within(Box(left - 12, top - 12, right + 12, bottom + 12)), name
        assert face.left <= figure.mouth[0] <= face.right, name
        assert face.top <= figure.mouth[1] <= face.bottom, name
