"""Dates as officers write them. The site lives in one time zone; a date alone means nine in the morning there."""

import calendar
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

CHINA = timezone(timedelta(hours=8))
_OPENING = time(9, 0)


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    text = str(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.combine(date.fromisoformat(text), _OPENING, CHINA)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", text):
            return datetime.fromisoformat(text).astimezone(CHINA)
    except ValueError:
        pass
    raise PydanticCustomError("moment", "not a date")


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a date")


class PartialDate(str):
    """A year, a month or a day: `2014`, `2014-09`, `2014-09-30`."""

    __slots__ = ()

    @property
    def first(self) -> date:
        """The first day it covers."""
        year, month, day = [*map(int, self.split("-")), 1, 1][:3]
        return date(year, month, day)

    @property
    def last(self) -> date:
        """The last day it covers."""
        parts = [*map(int, self.split("-"))]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _partial(value: Any) -> PartialDate:
    text = str(value)
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        try:
            PartialDate(text).last  # noqa: B018  (the property raises when there is no such day)
            return PartialDate(text)
        except ValueError:
            pass
    raise PydanticCustomError("partial_date", "not a date")


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-11-23", "2026-11-23T08:30:00+08:00"]}),
]
"""`2026-11-23`, or `2026-11-23T08:30:00+08:00`; always with a zone once parsed."""

Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-23"]})
]
"""`2026-11-23`."""

Span = Annotated[
    PartialDate,
    PlainValidator(_partial),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2014-09"]}),
]
"""`2014`, `2014-09` or `2014-09-30`."""
