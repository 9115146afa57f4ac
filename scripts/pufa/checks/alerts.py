"""Rules about alerts."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pufa.model.article import Alert
from pufa.model.finding import Finding
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Status

_ONE_DAY = Text(
    "同一天发的，两篇的 starts 都写上钟点，例如 2026-12-01T15:00:00+08:00。",
    "If both began on one day, write the hour too: 2026-12-01T15:00:00+08:00.",
)


def replacement_is_a_newer_alert(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """What replaces an alert is another published article with an alert that begins later."""
    originals = {e.article.id: e.article for e in entries if e.article.language is Language.ZH}
    alerts = {a.id: a.alert for a in originals.values() if a.alert and a.status is Status.PUBLISHED}
    for entry in entries:
        old = entry.article.alert
        if old is None or old.replaced_by is None:
            continue
        if wrong := _wrong(old, entry.article.id, alerts):
            message, cure = wrong
            yield Finding(entry.places[("alert", "replaced_by")], "L05", "alert.replaced_by", message, cure)


def _wrong(old: Alert, own: str, alerts: dict[str, Alert]) -> tuple[Text, Text] | None:
    """What is wrong with the replacement of `old`, the alert of the article `own`, and the cure."""
    name = old.replaced_by or ""
    if name not in alerts:
        known = sorted(alerts.keys() - {own})
        near = get_close_matches(name, known, 1, 0.4)
        cure = Text("写已发布的预警的 id，或者删掉这一项。", "Write the id of a published alert, or delete it.")
        if near:
            cure = Text(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
        return Text(f"没有编号为“{name}”的预警。", f"no published article “{name}” has an alert."), cure
    if alerts[name].starts <= old.starts:
        message = Text(f"“{name}”不比这一篇开始得晚，不能替换它。", f"“{name}” does not begin later than this one.")
        return message, _ONE_DAY
    return None
