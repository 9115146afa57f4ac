"""The comic strip: the conversation of an article in panels, 1080 pixels wide, read from left to right and down."""

import re
from itertools import pairwise
from typing import NamedTuple

from pufa.cards.balloon import Letters
from pufa.cards.furniture import chip_row, ending
from pufa.cards.layout import Box, Desk, Element, Fill, Layout, staged, standing
from pufa.cards.panel import Told, least, panel
from pufa.cards.single import TITLE
from pufa.cards.story import Chat, Remark, Story
from pufa.model.text import Language

SIZE = {Language.ZH: 34, Language.EN: 31}
"""What is said in a balloon, in pixels. On a phone a picture 1080 wide is shown a third as large."""

MOST, FEWEST = 7, 4
"""Panels of a conversation; one more tells what it comes to. More only where there are more red flags than that."""

_TOGETHER = 3  # remarks in a panel
_ROOM = 95  # of the characters of a panel, Latin ones counted half
_WIDTH, _MARGIN, _GUTTER = 1080, 36, 20
_INNER = _WIDTH - 2 * _MARGIN
_SHARES = (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56)  # of a row, for the left one of two panels
_HOUR = re.compile(r"(\d{1,2})[:：]\d\d")
_DAY, _NIGHT = ("guide", "rumor", "case"), ("case", "rumor", "guide")
_NARRATOR = "characters/xie-stop-right"
_CAUGHT = "characters/weasel-tangled"
_TREAT = "props/bubble-tea"


class Panel(NamedTuple):
    """What one panel tells: consecutive remarks of at most two speakers, and the red flag after them, if any."""

    said: tuple[Remark, ...]
    flag: str = ""


def panels(chat: Chat) -> list[Panel]:
    """The panels of a conversation. Its beginning, its red flags and its end are always told, remarks always whole.

    What there is no room for is left out: whole panels, first those that neither open a new turn of events nor are
    an exchange of two, the shortest of them first.
    """
    found: list[tuple[Panel, int]] = []  # with a rank: 0 is never left out
    since: list[Remark] = []
    for remark in (*chat.remarks, None):
        if remark and remark.who:
            since.append(remark)
            continue
        groups = _groups(since)
        for i, group in enumerate(groups):
            rank = 1 if i == 0 else 2 if len({r.me for r in group}) > 1 else 3
            found.append((Panel(group), rank))
        since = []
        if remark:
            said = found.pop()[0].said if groups else ()
            found.append((Panel(said, remark.text), 0))
    spoken = [i for i, (panel, _) in enumerate(found) if panel.said]
    for i in (*spoken[:1], *spoken[-1:]):
        found[i] = found[i][0], 0
    while len(found) > MOST and any(rank for _, rank in found):
        least_missed = min((one for one in found if one[1]), key=lambda one: (-one[1], _length(one[0].said)))
        found.remove(least_missed)
    told = [one for one, _ in found]
    while len(told) < FEWEST and any(len(one.said) > 1 for one in told):
        at = max(range(len(told)), key=lambda i: len(told[i].said))
        said = told[at].said
        told[at : at + 1] = [Panel(said[:1]), Panel(said[1:], told[at].flag)]
    return told


def _groups(said: list[Remark]) -> list[tuple[Remark, ...]]:
    """Remarks that share a panel: one speaks, the other answers. What comes last before a flag stays together."""
    groups: list[list[Remark]] = []
    for remark in reversed(said):
        group = groups[-1] if groups else []
        if group and _joins(remark, group):
            group.insert(0, remark)
        else:
            groups.append([remark])
    return [tuple(group) for group in reversed(groups)]


def _joins(remark: Remark, group: list[Remark]) -> bool:
    """Whether a remark shares a panel with those after it: one speaker a side, and no side speaks twice."""
    together = [remark, *group]
    sides = [one.me for one in together]
    turns = 1 + sum(a != b for a, b in pairwise(sides))
    speakers = {one.who for one in together}
    return (
        len(together) <= _TOGETHER
        and turns <= 2
        and len(speakers) == len(set(sides))
        and _length(tuple(together)) <= _ROOM
    )


def _length(said: tuple[Remark, ...]) -> float:
    return sum(0.5 if character < "\u2000" else 1.0 for remark in said for character in remark.text)


def strip(story: Story, scene: str, desk: Desk) -> Layout:
    """1080×n: title, the panels two in a row, what it comes to, and at the end the code beside the domain in words."""
    chat = story.chat
    assert chat
    standing_there = staged(scene, desk.studio, Box(0, 0, _WIDTH, _WIDTH), 1, floating=False)
    prop = next((drawing.art for drawing in standing_there if drawing.art.startswith("props/")), "")
    told = [one._replace(prop=prop) for one in _told(chat, desk.language)]
    elements, y = _head(story, desk)
    for row in _rows(len(told)):
        shown = [told[i] for i in row]
        if len(row) == 1:
            height = least(shown[0], _INNER, True, desk)
            elements += panel(shown[0], Box(_MARGIN, y, _WIDTH - _MARGIN, y + height), True, desk, chat.flag)
        else:
            middle, height = _shared(shown[0], shown[1], desk)
            left, right = Box(_MARGIN, y, middle, y + height), Box(middle + _GUTTER, y, _WIDTH - _MARGIN, y + height)
            elements += panel(shown[0], left, False, desk, chat.flag)
            elements += panel(shown[1], right, False, desk, chat.flag)
        y += height + _GUTTER
    moral = _moral(story, desk)
    height = least(moral, _INNER, True, desk)
    elements += panel(moral, Box(_MARGIN, y, _WIDTH - _MARGIN, y + height), True, desk, "")
    y += height + 40
    end = ending(story, desk, _WIDTH, 84)
    elements.append(Fill(Box(0, y, _WIDTH, round(y + end.height)), desk.colour("paper")))
    elements += end.down(y)
    return Layout(_WIDTH, round(y + end.height), desk.ground.paper, tuple(elements))


def _rows(count: int) -> list[tuple[int, ...]]:
    """The first panel is wide, and the last one where that leaves no gap."""
    found: list[tuple[int, ...]] = [(0,)] if count else []
    found += [(i, i + 1) for i in range(1, count - 1, 2)]
    return [*found, (count - 1,)] if count % 2 == 0 and count else found


def _shared(one: Told, other: Told, desk: Desk) -> tuple[int, int]:
    """Where the left one of two panels ends, so that their row is as low as it can be; and its height."""
    ways = []
    for i, share in enumerate(_SHARES):
        left = round((_INNER - _GUTTER) * share)
        right = _INNER - _GUTTER - left
        height = max(least(one, left, False, desk), least(other, right, False, desk))
        ways.append((height, i, left))
    height, _, left = min(ways)
    return _MARGIN + left, height


def _told(chat: Chat, language: Language) -> list[Told]:
    """Who stands where, how near and on what ground."""
    found: list[Told] = []
    named: set[str] = set()
    arts = {True: "", False: ""}
    for remark in reversed([remark for remark in chat.remarks if remark.who]):
        arts[remark.me] = _turned(remark.art)  # who speaks first on each side listens until then
    chosen = panels(chat)
    at = ""
    for i, one in enumerate(chosen):
        for remark in one.said:
            arts[remark.me] = _turned(remark.art)
        sides = {remark.me for remark in one.said}
        wide = i == 0 or (i == len(chosen) - 1 and len(chosen) % 2 == 0)
        shown = {me: arts[me] if wide or me in sides else "" for me in (True, False)}
        if not any(shown.values()):
            shown[True] = _NARRATOR
        when = one.said[0].at if one.said else ""
        fresh = tuple(dict.fromkeys((r.who, r.me) for r in one.said if r.who not in named))
        named |= {who for who, _ in fresh}
        found.append(
            Told(
                shown[True],
                shown[False],
                one.said,
                Letters(SIZE[language] + (4 if wide else 0), 600),
                at=when if when != at else "",
                flag=one.flag,
                near=bool(one.flag),
                named=fresh,
                ground=_ground(when or at, found, bool(one.flag)),
            )
        )
        at = when or at
    return found


def _turned(art: str) -> str:
    """The swindler stands right and looks left, however the chat has him."""
    return art.removesuffix("-right") if art.startswith("characters/weasel") else art


def _ground(at: str, before: list[Told], flag: bool) -> str:
    """A landscape by the hour, a warm one with a red flag; but not one that the panel before had."""
    if flag:
        return "rumor" if before and before[-1].ground == "alert" else "alert"
    hour = _HOUR.search(at)
    night = hour is not None and not 6 <= int(hour[1]) < 18
    had = [told.ground for told in before[-2:]]
    return next(name for name in (_NIGHT if night else _DAY) if name not in had)


def _moral(story: Story, desk: Desk) -> Told:
    """What it comes to, said by one who can tell right from wrong."""
    line = Remark("", _NARRATOR, True, story.caption.line)
    letters = Letters(44 if desk.language is Language.ZH else 40, 800)
    return Told(_NARRATOR, _CAUGHT, (line,), letters, ground=desk.kind, prop=_TREAT, below=236)


def _head(story: Story, desk: Desk) -> tuple[list[Element], int]:
    """Chip and title; somebody comes on tiptoe over the first panel."""
    paper, ink = desk.ground.paper, desk.colour("ink")
    spacing = 1.24 if desk.language is Language.ZH else 1.16
    setting = desk.within(story.caption.title, TITLE, 690, 300, range(80, 43, -2), spacing, 4)
    block = desk.lines(_MARGIN + 12, setting, TITLE, spacing, ink, paper)
    bottom = round(max(370, 136 + block.height + 28))
    elements = chip_row(desk, story.caption, _MARGIN + 12, 84, 58, 740, paper)
    elements += block.down(130 + (bottom - 24 - 130 - block.height) / 2)
    elements.append(standing("characters/weasel-sneak", desk.studio, 752, bottom + 3, 290, bottom - 60))
    return elements, bottom
