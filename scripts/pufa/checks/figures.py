"""Numbers, dates, telephone numbers, provisions and quotations read out of text, in both languages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pufa.model.vocabulary import Term


class Kind(Term):
    """What a fact is."""

    FIGURE = "figure", "数字", "figure"
    DATE = "date", "日期", "date"
    TELEPHONE = "telephone", "电话", "telephone"
    PROVISION = "provision", "条号", "provision"
    QUOTATION = "quotation", "引文", "quotation"


class Item(NamedTuple):
    """Something found in a line, from character `start` to before `end` (from 0).

    `values` are the numbers that a figure may mean (in `3—10 万` the 3 may be 30,000) and `unit` what it counts, empty
    where it does not say; `day` is a date as year, month and day, each None where not said; `word` is a telephone number
    in plain digits, a provision as the registry numbers it (`287-1`), or the words between quotation marks.
    """

    kind: Kind
    start: int
    end: int
    text: str
    values: frozenset[float] = frozenset()
    unit: str = ""
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    word: str = ""


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ENGLISH = {
    **{word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])},
    **{word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)},
}  # fmt: skip
_SMALL = re.compile(
    "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)(?: or (?:one|two|three|four|five|six|seven|eight|nine|ten))?",
    re.IGNORECASE,
)
"""English numbers that are figures only where they count something: `three days`, but not `one of them`."""
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

_UNITS = {
    "元": "元|块钱|块(?!儿)|yuan|RMB", "日": "日|天|days?", "月": "个月|个多月|months?", "年": "年|years?", "岁": "周岁|岁|years? old",
    "次": "次|回", "times": "times", "条": "条", "人": "个人|人|名|位|people", "张": "张|cards?", "小时": "个小时|小时|个钟头|hours?", "分钟": "分钟|minutes?",
    "%": "%|％|per ?cent|percent", "倍": "倍", "台": "台|computers?", "份": "份", "个": "个",
}  # fmt: skip
_UNIT = {f"u{n}": name for n, name in enumerate(_UNITS)}
_UNIT_RE = "|".join(f"(?P<u{n}>{spelled})" for n, spelled in enumerate(_UNITS.values()))
_IDIOMS = ("万一", "一五一十", "十万八千", "十之八九", "千千万万")
_ALONE = {*_DIGITS, "十"}
_COUNTED = ("元", "块钱", *"日天年岁倍成")
_INDEFINITE = ("一天", "一日", "一年")
"""What makes a figure of a Chinese digit that stands alone: `三年`, but not `三扇门`."""

_ZH = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    rf"(?<![\w.第])(?<!第 )(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?)(?: ?(?P<scale>[百千万亿]+|thousand|million|billion)(?![a-z]))?(?![\d:])"
    rf"|(?<![第{_ZH}])(?P<chinese>[{_ZH}]+)"
    rf"|(?<![\w-])(?<!several )(?<!few )(?P<english>(?:{'|'.join([*_ENGLISH, *_SCALES])})(?:[ -](?:and )?(?:{'|'.join([*_ENGLISH, *_SCALES])}))*)(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_AFTER = re.compile(rf"[ -]?[多来余几]?(?:{_UNIT_RE})(?![a-z])", re.IGNORECASE)
_RANGE = re.compile(r" ?(?:[—–~至到或、-]|to|or|and) ?")

_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?" if m != "may" else "may" for m in _MONTHS)
_DATE = re.compile(
    rf"(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?(?!\d)"
    rf"|(?P<y2>(?:19|20)\d\d|[〇零一二三四五六七八九]{{4}}) ?年(?: ?(?P<m2>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月(?: ?(?P<d2>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[日号])?)?"
    rf"|(?<![\d,.])(?P<m3>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月(?: ?(?P<d3>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[日号])?(?=[^薪])"
    rf"|\b(?:(?P<d4>\d{{1,2}}) )?(?P<m4>{_MONTH})(?: (?P<d5>\d{{1,2}})(?!\d))?(?:,? (?P<y4>(?:19|20)\d\d))?\b"
    rf"|(?<![\d,.:-])(?P<y5>(?:19|20)\d\d)(?![\d:-]|[.,]\d| ?(?:元|块|yuan|万|次|人|个|分))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)")
_TELEPHONE = re.compile(
    r"(?<![\d,.:-])(?:110|9[56]\d{3,4}|12[1-3]\d{2}|12[0-9]{3}(?=[热专]线|电话)|10699?\d{3,}|100\d\d(?= ?号| ?客服)|400-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8}"
    r"|(?<=打 )1[12]\d|(?<=拨 )1[12]\d|(?<=call )1[12]\d|(?<=dial )1[12]\d|(?<=ring )1[12]\d)(?![\d:-]|[.,]\d| ?(?:元|块|yuan|万|分|次))"
)
_PROVISION = re.compile(
    rf"第 ?(?P<zh>[{_ZH}]+|\d+) ?条(?:之(?P<of>[一二三四五六七八九十]))?|\bArticles? (?P<en>\d+(?:-\d+)?(?:(?:, | and | to )\d+(?:-\d+)?)*)"
)
_QUOTATION = re.compile(r"“([^“”\n]+)”|「([^「」\n]+)」")


def items(line: str, *, exact: bool = True) -> Iterator[Item]:
    """Everything in `line`, kind by kind; what one kind has taken is no figure any more.

    Unless `exact`, every numeral is a figure, `两` in `两张` too: so a text is read that others are compared with.
    """
    free = line
    for find in (_dates, _provisions, _telephones):
        taken = list(find(free))
        yield from taken
        for item in taken:
            free = free[: item.start] + "\0" * (item.end - item.start) + free[item.end :]
    yield from _figures(free, exact)
    for match in _QUOTATION.finditer(line):
        words = match[1] or match[2]
        yield Item(Kind.QUOTATION, match.start(), match.end(), match[0], word=words)


def _dates(line: str) -> Iterator[Item]:
    for match in _CLOCK.finditer(line):
        yield Item(Kind.DATE, match.start(), match.end(), match[0], word=match[0])
    for match in _DATE.finditer(line):
        found = match.groupdict()
        year = found["y1"] or found["y2"] or found["y4"] or found["y5"]
        month = found["m1"] or found["m2"] or found["m3"] or found["m4"]
        day = found["d1"] or found["d2"] or found["d3"] or found["d4"] or found["d5"]
        if found["m4"] and not (year or day):
            continue  # `may` and `March` alone are words
        yield Item(
            Kind.DATE,
            match.start(),
            match.end(),
            match[0],
            day=(_year(year), _month(month), int(_plain(day)) if day else None),
        )


def _year(text: str | None) -> int | None:
    if text is None or text.isdecimal():
        return int(text) if text else None
    return int("".join(str(_DIGITS[c]) for c in text))


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    if text[0].isascii() and text[0].isalpha():
        return 1 + next(n for n, month in enumerate(_MONTHS) if month.startswith(text[:3].lower()))
    return int(_plain(text))


def _provisions(line: str) -> Iterator[Item]:
    for match in _PROVISION.finditer(line):
        if match["en"]:
            for number in re.finditer(r"\d+(?:-\d+)?", match["en"]):
                start = match.start("en") + number.start()
                yield Item(Kind.PROVISION, start, start + len(number[0]), f"Article {number[0]}", word=number[0])
        else:
            tail = f"-{_DIGITS.get(match['of'], 10)}" if match["of"] else ""
            yield Item(Kind.PROVISION, match.start(), match.end(), match[0], word=f"{int(_plain(match['zh']))}{tail}")


def _telephones(line: str) -> Iterator[Item]:
    for match in _TELEPHONE.finditer(line):
        yield Item(Kind.TELEPHONE, match.start(), match.end(), match[0], word=match[0].replace("-", ""))


def _figures(line: str, exact: bool) -> Iterator[Item]:
    found: list[Item] = []
    for match in _NUMBER.finditer(line):
        after = _AFTER.match(line, match.end())
        unit = _UNIT[after.lastgroup] if after and after.lastgroup else ""
        if match["chinese"] and not _counts(match["chinese"], line[match.end() : match.end() + 2], exact):
            continue
        scale = (match["scale"] or "").lower()
        value = _english(match[0]) if match["english"] else _plain(match["arabic"] or match["chinese"])
        for sign in re.findall(r"[百千万亿]|[a-z]+", scale):
            value *= (_TENS | _MYRIADS | _SCALES)[sign]
        end = after.end() if after else match.end()
        found.append(Item(Kind.FIGURE, match.start(), end, line[match.start() : end], frozenset([value]), unit))
    for number, item in enumerate(found):
        if number + 1 < len(found) and not item.unit:
            item = _in_range(item, found[number + 1], line)
        if item.unit or not (exact and _SMALL.fullmatch(item.text)):
            yield item


def _in_range(item: Item, following: Item, line: str) -> Item:
    """The first number of a range with the unit of the second: of `5—10 日` and `3 到 10 万元`."""
    between = line[item.end : following.start]
    if not following.unit or not _RANGE.fullmatch(between):
        return item
    scaled = {v * m for v in item.values for m in (1, 1_000, 10_000, 100_000_000)}
    top = max(following.values)
    return item._replace(values=item.values | {v for v in scaled if v <= top}, unit=following.unit)


def _counts(numeral: str, after: str, exact: bool) -> bool:
    """Whether a Chinese numeral is a figure: a digit with a power of ten, or what counts money, time or age."""
    if not exact and numeral in _ALONE:
        return True
    if len(numeral) > 1 and numeral not in _IDIOMS:
        return any(c in _TENS or c in _MYRIADS for c in numeral) and not set(numeral) <= set("百千万亿")
    if (numeral + after).startswith(_INDEFINITE) and not after[1:].startswith("以"):
        return False  # 哪一天, 头一年
    return numeral in _ALONE and after.startswith((*_COUNTED, "个月", "小时", "分钟"))


def _plain(text: str) -> float:
    """The value of digits, or of a Chinese numeral; in `八万六` the last sign counts thousands."""
    if text[0].isdecimal() and text.isascii():
        return float(text.replace(",", ""))
    total = section = digit = 0
    last = 1
    for c in text:
        if c in _MYRIADS:
            section = (section + digit) or 1
            if _MYRIADS[c] > total and total:
                total = (total + section) * _MYRIADS[c]
            else:
                total += section * _MYRIADS[c]
            section, digit, last = 0, 0, _MYRIADS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit, last = 0, _TENS[c]
        else:
            digit = _DIGITS[c] if digit == 0 else digit * 10 + _DIGITS[c]
            last = 1 if c in "零〇" else last
    colloquial = last > 10 and text[-1] in _DIGITS and text[-2:-1] not in ("零", "〇")
    return float(total + section + digit * (last // 10 if colloquial else 1))


def _english(text: str) -> float:
    total = part = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        else:
            part += _ENGLISH.get(word, 0)
    return float(total + part)
