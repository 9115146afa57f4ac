"""Setting a title on a card: where a line may end, and which of the possible endings looks best.

Nothing is drawn here and no font is known: a `Measure` says how wide a string is. The rules are those of W3C clreq
on GB/T 15834-2011, level GB; phrases come from budoux in Chinese and are words in English.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import accumulate, combinations, pairwise
from typing import NamedTuple

import budoux

from pufa.cards.lexicon import WORDS
from pufa.model.text import Language

Measure = Callable[[str], float]
"""The width of a string on one line, in ems: times the type size it is a width in pixels."""

OPENING = "“‘「『（《〈【［〔"
CLOSING = "”’」』）》〉】］〕、，。；：！？"
_NEVER_FIRST = CLOSING + "·…—～–/,.;:!?)%％‰℃"
_NEVER_LAST = OPENING + "(/"
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|《[^《》]*》|（[^（）]*）")
_SHORT_QUOTE = 10  # marks included: longer ones may be broken like any other text

_HAN_NUMBER = "〇零一二三四五六七八九十百千万亿两几半数"
_UNIT = (
    "年月日号时点分秒天周岁元块角毛万亿千百个名人位次单条张笔套份家户只部台通页层楼"
    "种步招类轮例起项倍成折斤公里米克吨度届期款词句字段篇课级趟"
)
_UNITS = f"(?:分钟|秒钟|小时|个月|[{_UNIT}]+)"
_ARTICLE = rf"第[\d{_HAN_NUMBER}]+条(?:之[{_HAN_NUMBER}]+)?(?:第[\d{_HAN_NUMBER}]+[款项])*"
_LAW = re.compile(rf"《[^《》]+》(?:{_ARTICLE})?")
_TELEPHONE = re.compile(r"\d+(?:[ -]\d+)+")
_KEPT_ZH = [
    _TELEPHONE,
    re.compile(_ARTICLE),
    re.compile(rf"[\d{_HAN_NUMBER}]+ ?年(?: ?[\d{_HAN_NUMBER}]+ ?月份?)?(?: ?[\d{_HAN_NUMBER}]+ ?[日号])?"),
    re.compile(rf"[\d{_HAN_NUMBER}]+ ?月份?(?: ?[\d{_HAN_NUMBER}]+ ?[日号])?"),
    re.compile(rf"(?:第 ?)?\d[\d,.]*(?: ?(?:[%％‰℃]|{_UNITS}))?"),
    re.compile(rf"第?[{_HAN_NUMBER}]+{_UNITS}"),
    re.compile(r"(?<![A-Za-z0-9])[A-Za-z] ?[\u4e00-\u9fff]"),  # K 线, T 恤, A 股
    re.compile(r"[A-Za-z0-9×*][A-Za-z0-9×*.,'’\-+&/@:_%#=?]*"),
    re.compile("——|……"),
]
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNTED = (
    "yuan|RMB|percent|million|billion|seconds?|minutes?|hours?|days?|weeks?|months?|years?|people|posts?|calls?|steps?"
)
_KEPT_EN = [
    re.compile(rf"\d[\d,.]* (?:{_COUNTED})\b"),
    re.compile(rf"(?:\d{{1,2}} )?(?:{_MONTH}) \d+(?:, \d{{4}})?|\d{{1,2}} (?:{_MONTH})\b"),
    _TELEPHONE,
]

# A line does not like to end on one of these: each belongs to the word after it.
_LEANING = "a an the of to in on at by for from with and or but no not is are was were your his her its our"
_LEANING_EN = frozenset(_LEANING.split())
# These belong to the word before them.
_PARTICLES = frozenset("的了着过吗呢吧呀啊啦嘛哦们得地等里上下中内外前后时者")
_CLAUSE_END = "，。；：！？,;:!?—…"
_SPACE = re.compile(" +")
_MEETING = re.compile(f"(?<=[{CLOSING}·—…])(?=[{OPENING}])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_END_OF_CLAUSE = re.compile("(?:[，。；：！？、]|——|……)[”’」』）》〉】］〕]*")
_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
_SENTENCE_END = re.compile(r"[。！？][”’」』）]*|(?<!\b[A-Z][a-z])[.!?][\"'”’)]*(?= |$)")


class Break(IntEnum):
    """How willingly a line ends at a place."""

    CLAUSE = 0
    PHRASE = 1
    WEAK = 2
    TORN = 3  # only where no line holds what it parts: the title of a law and the number of its article


_TEXTS = 256  # a text is broken in many sizes, and finding its phrases takes longest
_KEPT = 8192  # pairs of characters, and lines, of some 0.2 KB each: remembered by each measure
_EVEN = 1.6  # times: where a last line too is to be even, a phrase is cut for it sooner
_COST = {
    Break.CLAUSE: 0.0,
    Break.PHRASE: 0.1,
    Break.WEAK: 0.3,
    Break.TORN: 0.6,
}  # on the scale of raggedness, 0 to 1 a line


class Phrase(NamedTuple):
    """A piece of text that stays on one line, and how willingly the line ends after it."""

    text: str
    after: Break


class Setting(NamedTuple):
    """A text set: its size in pixels and its lines. `whole` is false where the end had to be left out."""

    size: int
    lines: tuple[str, ...]
    whole: bool = True


@lru_cache(_TEXTS)
def phrases(text: str, language: Language) -> tuple[Phrase, ...]:
    """Cut `text` where a line may end. Joined again, the phrases are `text`."""
    breaks = _breaks_zh(text) if language is Language.ZH else _breaks_en(text)
    kept = _KEPT_ZH if language is Language.ZH else _KEPT_EN
    # Each pattern looks at the whole text: what one of them takes is not lost to the others.
    for run in (run for pattern in kept for run in pattern.finditer(text)):
        for place in range(run.start() + 1, run.end()):
            breaks.pop(place, None)
    if language is Language.ZH:
        for law in _LAW.finditer(text):
            breaks.update({place: Break.TORN for place in range(law.start() + 1, law.end()) if place in breaks})
    for place in list(breaks):
        if text[place] in _NEVER_FIRST or text[:place].rstrip(" ")[-1:] in _NEVER_LAST:
            del breaks[place]
    ends = [*sorted(breaks), len(text)]
    return tuple(
        Phrase(text[start:end], breaks.get(end, Break.CLAUSE)) for start, end in pairwise([0, *ends]) if start < end
    )


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()


def _breaks_zh(text: str) -> dict[int, Break]:
    """Place of each break between two phrases of a Chinese text."""
    edges = {0, *accumulate(map(len, _parser().parse(text)))}
    for pattern in (_END_OF_CLAUSE, _MEETING, _SPACE):
        edges.update(found.end() for found in pattern.finditer(text))
    for word in _WORD.finditer(text):
        edges -= set(range(word.start() + 1, word.end()))
        edges |= {word.start(), word.end()}
    # A space belongs to the end of a line, where it is not seen.
    places = sorted(place for place in edges if place == len(text) or text[place] != " ")
    words = [text[start:end] for start, end in pairwise(places)]
    found: dict[int, Break] = {}
    for place, left, right in zip(places[1:], words, words[1:], strict=False):
        found[place] = _willingness(left, right, last=place + len(right) == len(text))
    for quote in _QUOTED.finditer(text):
        if len(quote.group()) <= _SHORT_QUOTE:
            found.update({place: Break.WEAK for place in range(quote.start() + 1, quote.end()) if place in found})
    return found


def _willingness(left: str, right: str, last: bool) -> Break:
    end = left.rstrip(" ”’」』）》")
    if end and end[-1] in _CLAUSE_END:
        return Break.CLAUSE
    if left.endswith(" ") and _HAN.fullmatch(end[-1:]) and _HAN.match(right):
        return Break.CLAUSE  # whoever writes in haste parts clauses so
    before, after = left.strip(OPENING + CLOSING + " "), right.strip(OPENING + CLOSING + " ")
    if after in _PARTICLES or (len(after) == 1 and (last or right[-1] in CLOSING)):
        return Break.WEAK
    if len(before) == 1 and before not in _PARTICLES and left[-1] not in CLOSING:
        return Break.WEAK
    return Break.PHRASE


def _breaks_en(text: str) -> dict[int, Break]:
    """Place of each break between two words."""
    found: dict[int, Break] = {}
    for space in re.finditer(" +", text):
        word = text[: space.start()].rpartition(" ")[2].rstrip("\"'”’)")
        if word[-1:] in ".,;:!?—":
            found[space.end()] = Break.CLAUSE
        else:
            found[space.end()] = Break.WEAK if word.lower() in _LEANING_EN else Break.PHRASE
    for hyphen in re.finditer(r"(?<=[A-Za-z]{3})[-–—/](?=[A-Za-z]{3})", text):
        found[hyphen.end()] = Break.WEAK
    found.pop(len(text), None)
    return found


def fit(text: str, language: Language, measure: Measure, width: float, sizes: Sequence[int], most: int) -> Setting:
    """Set `text` in at most `most` lines of `width` pixels, as large and as even as it goes.

    `sizes` are type sizes in pixels, largest first. Few lines are preferred while they stay within 84 % of the
    largest size. What does not fit at the smallest size ends after a whole sentence, or with … after a phrase.
    """
    measure = cache(measure)  # the same lines are tried at every size
    pieces = _narrowed(phrases(text, language), measure, width / sizes[-1])
    if most < 3:
        plans = [(Break.PHRASE, most, sizes), (Break.WEAK, most, sizes)]
    else:
        large, smaller = [size for size in sizes if size >= 0.84 * sizes[0]], sizes[3:] or sizes
        middle = [size for size in smaller if size >= 0.65 * sizes[0]]
        plans = [(Break.PHRASE, 2, large), (Break.PHRASE, most, middle), (Break.WEAK, 2, large)]
        plans += [(Break.WEAK, most, smaller)]
    for weakest, lines, allowed in plans:
        for size in allowed:
            if found := _lines(pieces, measure, width / size, lines, weakest, language):
                return Setting(size, found)
    return _shortened(text, pieces, language, measure, width, sizes, most)


def _kept(pieces: Sequence[Phrase], measure: Measure, room: float) -> Iterator[Phrase]:
    """Pieces of a law and its article as one, where a line holds it; else title and number, as far as lines hold these."""
    run: list[Phrase] = []
    for piece in pieces:
        run.append(piece)
        if piece.after is not Break.TORN:
            yield from _joined(run, measure, room)
            run = []


def _joined(run: list[Phrase], measure: Measure, room: float) -> list[Phrase]:
    text = "".join(piece.text for piece in run)
    if measure(text.rstrip(" ")) <= room:
        return [Phrase(text, run[-1].after)]
    title = next((i for i, piece in enumerate(run[:-1], 1) if piece.text.endswith("》")), 0)
    if title:
        before = [*run[: title - 1], run[title - 1]._replace(after=Break.WEAK)]
        return [*_joined(before, measure, room), *_joined(run[title:], measure, room)]
    return [*(piece._replace(after=Break.WEAK) for piece in run[:-1]), run[-1]]


def _narrowed(pieces: Sequence[Phrase], measure: Measure, room: float) -> list[Phrase]:
    """Cut what is wider than a whole line (an address, say): the one case in which a word is broken."""
    narrow: list[Phrase] = []
    for text, after in _kept(pieces, measure, room):
        while len(text) > 1 and measure(text.rstrip(" ")) > room:
            cut = next(i for i in range(len(text) - 1, 0, -1) if i == 1 or measure(text[:i]) <= room)
            cut = next((place for place in range(cut, 0, -1) if not _torn(text, place)), cut)
            narrow.append(Phrase(text[:cut], Break.WEAK))
            text = text[cut:]
        narrow.append(Phrase(text, after))
    return narrow


def _torn(text: str, place: int) -> bool:
    """Whether a cut there would part what is worse to part than a word: a mark from its word, a number, a pair of marks."""
    before, after = text[:place].rstrip(" ")[-1:], text[place:].lstrip(" ")[:1]
    number = after.isdigit() and (before.isdigit() or before in (".", ","))
    return text[place] in _NEVER_FIRST or before in tuple(_NEVER_LAST) or number


def _lines(
    pieces: Sequence[Phrase], measure: Measure, room: float, most: int, weakest: Break, language: Language
) -> tuple[str, ...] | None:
    """The fewest lines within `room` ems; of all ways to make so many, the least ragged."""
    # A mark or a space at the end of a line takes less room than inside it, but never a whole em less.
    if measure("".join(piece.text for piece in pieces)) > most * (room + 1):
        return None
    ends = [i + 1 for i, piece in enumerate(pieces[:-1]) if piece.after <= weakest]

    def line(start: int, end: int) -> str:
        return "".join(piece.text for piece in pieces[start:end]).strip(" ")

    def wide(start: int, end: int) -> float:
        return measure(line(start, end))

    def ways(count: int) -> Iterator[tuple[float, tuple[int, ...]]]:
        for chosen in combinations(ends, count - 1):
            cuts = (0, *chosen, len(pieces))
            spans = list(pairwise(cuts))
            if all(wide(*span) <= room and (count == 1 or not _lonely(line(*span), language)) for span in spans):
                longest = max(wide(*span) for span in spans) or 1.0
                ragged = sum((1 - wide(*span) / longest) ** 2 for span in spans)
                unwilling = sum(_COST[pieces[cut - 1].after] for cut in chosen)
                yield ragged + unwilling, cuts

    for count in range(1, most + 1):
        if best := min(ways(count), default=None):
            return tuple(line(*span) for span in pairwise(best[1]))
    return None


def _lonely(line: str, language: Language) -> bool:
    """Whether a line holds no more than one character, marks aside."""
    letters = re.sub(r"[\W_]", "", line)
    return len(letters) < (2 if language is Language.ZH else 3)


def _shortened(
    text: str,
    pieces: Sequence[Phrase],
    language: Language,
    measure: Measure,
    width: float,
    sizes: Sequence[int],
    most: int,
) -> Setting:
    room = width / sizes[-1]

    def fits(part: str) -> bool:
        kept = _narrowed(phrases(part, language), measure, room)
        return _lines(kept, measure, room, most, Break.WEAK, language) is not None

    # No more than the lines can hold is ever tried, so a long text costs no more than a short one.
    start, full = 0, 0
    for i in range(len(pieces)):
        if measure("".join(piece.text for piece in pieces[start : i + 1]).rstrip(" ")) > room:
            start, full = i, full + 1
        if full == most:
            pieces = pieces[:i]
            break
    length = sum(len(piece.text) for piece in pieces)
    sentences = [found.end() for found in _SENTENCE_END.finditer(text) if 0.5 * length <= found.end() <= length]
    phrase_ends = list(accumulate(len(piece.text) for piece in pieces))
    parts = [text[:end] for end in reversed(sentences)]
    parts += [text[:end].rstrip(OPENING + CLOSING + " ,.;:!?-–—…") + "…" for end in reversed(phrase_ends)]
    # Only where the first word alone is wider than a line is a word cut.
    parts += [text[:end] + "…" for end in range(phrase_ends[0] - 1, 0, -1)]
    part = next(part for part in [*parts, "…"] if fits(part))
    return fit(part, language, measure, width, sizes, most)._replace(whole=False)


def paragraph(
    text: str, language: Language, measure: Measure, room: float, most: int | None = None, even: bool = False
) -> tuple[str, ...]:
    """Break a longer text into lines of at most `room` ems: as few as it takes, and as even as it goes.

    The last one may be short, unless it is to be as `even` as the others. What does not fit in `most` lines ends
    with … after a phrase.
    """
    pieces = _narrowed(phrases(text, language), cache(measure), room)
    lines = _filled(pieces, measure, room, language, even)
    if most is None or len(lines) <= most:
        return lines
    ends = [end for end in accumulate(len(piece.text) for piece in pieces) if end <= sum(map(len, lines[:most])) + most]
    parts = (text[:end].rstrip(OPENING + CLOSING + " ,.;:!?-–—…") + "…" for end in reversed(ends))
    tried = (_filled(_narrowed(phrases(part, language), measure, room), measure, room, language) for part in parts)
    return next((lines for lines in tried if len(lines) <= most), ("…",))


def _filled(
    pieces: Sequence[Phrase], measure: Measure, room: float, language: Language, even: bool = False
) -> tuple[str, ...]:
    """The fewest lines, and of these the least ragged; the last one may be short, but holds more than a character."""
    ragged = _EVEN if even else 1.0
    ends = [0, *accumulate(len(piece.text) for piece in pieces)]
    text = "".join(piece.text for piece in pieces)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # lines, cost, and where the last of them begins
    for end in range(1, len(pieces) + 1):
        ways: list[tuple[int, float, int]] = []
        for start in range(end - 1, -1, -1):
            line = text[ends[start] : ends[end]].strip(" ")
            wide = measure(line)
            if wide > room and start < end - 1:
                break
            last = end == len(pieces)
            cost = 0.0 if last and not even else ragged * (1 - wide / room) ** 2
            cost += 0.0 if last else _COST[pieces[end - 1].after]
            cost += 1.0 if last and start and _lonely(line, language) else 0.0
            ways.append((best[start][0] + 1, best[start][1] + cost, start))
        best.append(min(ways))
    cuts = [len(pieces)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return tuple(text[ends[start] : ends[end]].strip(" ") for start, end in pairwise(reversed(cuts)))


class Glyph(NamedTuple):
    """A character and where its pen stands, in ems from the beginning of the line."""

    character: str
    x: float


class Line(NamedTuple):
    """The characters of a line, and its width in ems."""

    glyphs: tuple[Glyph, ...]
    width: float


def place(text: str, language: Language, advance: Measure) -> Line:
    """Put the characters of one line side by side.

    `advance` gives the width of a single character in ems. In Chinese, full-width marks are closed up: set in
    full they tear holes in a bold title. In English, quotation marks get the width of their ink, because the
    Chinese font has them on full squares.
    """
    x = 0.0
    glyphs: list[Glyph] = []
    for i, (character, following) in enumerate(zip(*_pairs(text, language), strict=False)):
        shift, step = _step(character, following, i == 0, language, advance)
        glyphs.append(Glyph(character, x - shift))
        x += step
    return Line(tuple(glyphs), x)


def line_measure(language: Language, advance: Measure) -> Measure:
    """A measure of lines as `place` sets them, which remembers pairs of characters."""

    # A title is measured in some fifty ways to break it: this takes a fifth of the time that placing it does.
    @lru_cache(_KEPT)
    def step(character: str, following: str) -> float:
        return _step(character, following, False, language, advance)[1]

    @lru_cache(_KEPT)  # and one article asks about the same lines in every format
    def measure(text: str) -> float:
        characters, following = _pairs(text, language)
        if not characters:
            return 0.0
        first = _step(characters[0], following[0], True, language, advance)[1]
        return first + sum(map(step, characters[1:], following[1:]))

    return measure


def _pairs(text: str, language: Language) -> tuple[str, list[str]]:
    """The characters of a line, and the one after each of them; after the last there is none."""
    if language is not Language.ZH:
        text = text.replace("…", "...")
    return text, [*text[1:], ""]


def _step(character: str, following: str, first: bool, language: Language, advance: Measure) -> tuple[float, float]:
    """How far the pen goes back before a character, and how far it moves on in all."""
    if character == "·":
        return 0.25, 0.5
    if language is not Language.ZH:
        return {"“": (0.55, 0.47), "”": (-0.02, 0.45), "‘": (0.76, 0.25), "’": (-0.01, 0.24)}.get(
            character, (0.0, advance(character))
        )
    if character == "—" and following == "—":
        return 0.0, 0.8  # so that the two strokes meet
    if character in OPENING:
        return (0.5, 0.5) if first else (0.42, 0.58)
    if character in CLOSING:
        if following and following in CLOSING:
            return 0.0, 0.54 if character in "？！" else 0.46
        tight = not following or following in OPENING or character in "”’」』）》〉】"
        return 0.0, 0.58 if tight else 0.86
    return 0.0, advance(character)
