"""Dates and sums of money in words."""

import re
from datetime import date, datetime

from pufa.model.moment import CHINA, PartialDate
from pufa.model.text import Language

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_CALENDAR = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")


def day_words(day: date | datetime | PartialDate, language: Language) -> str:
    """A day, a month or a year in words: `2026年11月23日`, `23 November 2026`; of a moment, its day in China."""
    parts = [int(part) for part in iso(day).split("-")]
    if language is Language.ZH:
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    words = [str(parts[0])]
    if len(parts) > 1:
        words.append(_MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.append(str(parts[2]))
    return " ".join(reversed(words))


def when_words(at: str, language: Language) -> str:
    """When something happened, as its author typed it; a day or a month (`2014-09`) in words."""
    return day_words(PartialDate(at), language) if _CALENDAR.fullmatch(at) else at


def iso(day: date | datetime | PartialDate) -> str:
    """A day, a month or a year as HTML's `datetime` wants it; of a moment, its day in China."""
    if isinstance(day, datetime):
        day = day.astimezone(CHINA).date()
    return str(day)


def yuan_words(yuan: int, language: Language) -> str:
    """A sum of whole yuan: `6.7 万元`, `800 元`, `67,000 yuan`."""
    if language is Language.EN:
        return f"{yuan:,} yuan"
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if yuan >= size and yuan % (size // 100) == 0:
            return f"{yuan / size:g} {unit}元"
    return f"{yuan} 元"
