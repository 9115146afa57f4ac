"""The ledger: what earlier builds know. Two lines of JSON, so that a build with nothing to do reads the first only."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pufa.host import work
from pufa.model.finding import Finding, Place, Severity
from pufa.model.text import Text

Files = Mapping[str, tuple[str, int]]
"""Files: path in the site → digest and size in bytes."""


class Unit(NamedTuple):
    """What was made from a key: files; `aside` are not published."""

    key: str
    files: Files
    aside: Files


class Read(NamedTuple):
    """An article that was read before: the key of its reading, and what came of it."""

    key: str
    article: work.Typed
    findings: list[Finding]


class Built(NamedTuple):
    """How a build ended."""

    articles: int
    cards: int
    feeds: int
    findings: list[Finding]
    made: int


class Outcome(NamedTuple):
    """What the last build was made from (`state`, a digest), how it ended, and the files that it put in the site."""

    state: str
    built: Built
    files: Files


class Known(NamedTuple):
    """What earlier builds know: articles by path, units by name.

    `frame` is the digest of all that one page shows of others: while it stays, an edit concerns its own page only.
    """

    articles: Mapping[str, Read]
    units: Mapping[str, Unit]
    frame: str


NOTHING = Known({}, {}, "")

_FORMAT = 2


def render_ledger(outcome: Outcome, known: Known) -> bytes:
    """The ledger after a build."""
    built = outcome.built._replace(findings=[])
    head = [_FORMAT, outcome.state, built, [_finding_row(f) for f in outcome.built.findings], outcome.files]
    articles = {
        path: [k.key, k.article.section, k.article.json, [_finding_row(f) for f in k.findings]]
        for path, k in known.articles.items()
    }
    return b"\n".join(
        json.dumps(part, ensure_ascii=False).encode() for part in (head, [articles, known.units, known.frame])
    )


def _finding_row(finding: Finding) -> list[Any]:
    place, code, field, message, cure, severity = finding
    return [list(place), code, field, list(message), list(cure), str(severity)]


def parse_ledger(data: bytes) -> tuple[Outcome | None, bytes]:
    """The outcome of the last build, and what `parse_known` reads; of another version's ledger nothing."""
    head, _, rest = data.partition(b"\n")
    try:
        format_, state, built, rows, files = json.loads(head or b"null") or [None] * 5
        if format_ != _FORMAT:
            return None, b""
        return Outcome(state, Built(*built)._replace(findings=_findings(rows)), _files(files)), rest
    except (ValueError, TypeError):
        return None, b""


def parse_known(rest: bytes) -> Known:
    """What the second part of a ledger says."""
    if not rest:
        return NOTHING
    articles, units, frame = json.loads(rest)
    return Known(
        {
            path: Read(key, work.Typed(section, text), _findings(rows))
            for path, (key, section, text, rows) in articles.items()
        },
        {name: Unit(key, _files(made), _files(aside)) for name, (key, made, aside) in units.items()},
        frame,
    )


def _findings(rows: Iterable[Sequence[Any]]) -> list[Finding]:
    return [Finding(Place(*p), c, f, Text(*m), Text(*u), Severity(s)) for p, c, f, m, u, s in rows]


def _files(rows: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, int]]:
    return {path: (name, size) for path, (name, size) in rows.items()}
