"""Rules about dates and states. None of them looks at a clock."""

from collections.abc import Iterator

from pufa.model.finding import Finding
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Text
from pufa.model.vocabulary import Status


def dates_are_in_order(entry: Entry, _: Registries) -> Iterator[Finding]:
    """Nothing changes before it is published, and the next review lies after the last one."""
    a = entry.article
    if a.updated and a.updated < a.date:
        yield _wrong(entry, ("updated",), "updated", "比首次发布（date）还早。", "is before `date`.")
    if a.review_by <= a.reviewed:
        yield _wrong(entry, ("review_by",), "review_by", "不比上次核对（reviewed）晚。", "is not after `reviewed`.")
    for number, correction in enumerate(a.corrections):
        if correction.date < a.date:
            yield _wrong(entry, ("corrections", number), "corrections", "更正比首次发布还早。", "is before `date`.")
    if a.alert and a.alert.expires <= a.alert.starts:
        yield _wrong(entry, ("alert", "expires"), "alert.expires", "到期不比开始晚。", "is not after `starts`.")


def _wrong(entry: Entry, at: tuple[str | int, ...], field: str, zh: str, en: str) -> Finding:
    cure = Text("核对这两个日期，年月日都写全。", "Check the two dates.")
    return Finding(entry.places[at], "R07", field, Text(zh, en), cure)


def withdrawal_is_complete(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A withdrawn article says when and why; any other one does not."""
    a = entry.article
    if (a.status is Status.WITHDRAWN) != (a.withdrawn is not None):
        field = "status" if a.withdrawn else "withdrawn"
        yield Finding(
            entry.places[(field,)],
            "R08",
            field,
            Text(
                "撤回的文章要有 status: withdrawn，也要有日期和原因。",
                "a withdrawn article needs its status, a date and a reason.",
            ),
            Text(
                "写两行：status: withdrawn 和 withdrawn: {date: 2026-12-01, reason: 原因}",
                "Write two lines: status: withdrawn and withdrawn: {date: 2026-12-01, reason: why}",
            ),
        )
