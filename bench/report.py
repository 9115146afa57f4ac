"""RESULTS.md: what was found, beside the limits that it is held to."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from contestants import HERE
from figures import Case, Figures, Who

_AT = 10_000
"""The size that the limits are set for."""

_PEERS = ((Who.HUGO, Who.PAGEFIND), (Who.LEAN, Who.PAGEFIND))
_ABSENT = "–"


class Machine(NamedTuple):
    """Where and when it ran, and with what. No name of a host and no path."""

    started: datetime
    busy: float
    cores: int
    processor: str
    memory: int
    kernel: str
    versions: dict[str, str]

    @staticmethod
    def here(started: datetime, busy: float) -> "Machine":
        """The machine that this runs on; `busy` is the load average of the minute before the run began."""
        processors = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        models = [line.split(":", 1)[1].strip() for line in processors if line.startswith("model name")]
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        cores = len(os.sched_getaffinity(0))
        model = models[0] if models else platform.machine()
        return Machine(started, busy, cores, model, memory, f"Linux {platform.release()}", _versions())


class _Limit(NamedTuple):
    """A case and its limit. `figure` is a ratio where there is a peer; None where it was not measured."""

    case: str
    ours: str
    peer: str
    figure: float | None
    limit: str
    met: bool


def report(figures: Figures, sizes: Sequence[int], machine: Machine) -> str:
    """The whole of RESULTS.md."""
    parts = [
        "# Results",
        "Written by `make bench`: every figure is computed. README.md says how, and what the figures do not show.",
        _table(("", ""), _circumstances(machine)),
        f"## Limits, at {_AT:,} articles where nothing else is said",
        _table(("case", "ours", "peer", "ours ÷ peer, or figure", "limit", "met"), _limits(figures, sizes)),
        "## Ours ÷ Hugo with Pagefind, wall seconds",
        _table(("case", "peer", *(f"{size:,}" for size in sizes)), _ratios(figures, sizes)),
        "## Everything measured",
        _table(
            ("case", "articles", "who", "rounds", "wall s (least–most)", "CPU s", "peak MB"), _measured(figures, sizes)
        ),
        "## Cards alone, one process",
        _table(("who", "cards", "cards a second", "mean KB", "largest KB", "whole process s"), _cards(figures)),
        "## What a search costs a reader (a new browser, loopback, nothing compressed that is not so in the site)",
        _table(
            ("articles", "typed", "first result, s", "requests", "KB", "requests in all", "KB in all"),
            _searched(figures),
        ),
        "## What was made, without cards",
        _table(
            ("who", "articles", "HTML pages", "mean bytes of an article's page", "files", "MB", "MB of it for search"),
            _products(figures, sizes),
        ),
        "## Not measured",
        "\n".join(f"- {note}" for note in dict.fromkeys(figures.missing)) or "Everything was.",
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances(machine: Machine) -> list[tuple[str, ...]]:
    return [
        ("date", f"{machine.started:%Y-%m-%d %H:%M} UTC"),
        ("machine", f"{machine.cores} cores, {machine.processor}, {machine.memory / 1e9:.1f} GB, {machine.kernel}"),
        ("load average before it began", f"{machine.busy:.2f}"),
        ("versions", ", ".join(f"{name} {number}" for name, number in machine.versions.items())),
    ]


def _versions() -> dict[str, str]:
    """The versions of everything that takes part and is installed."""
    found = {"Python": platform.python_version()}
    for name in ("pufa", "mkdocs", "mkdocs-material", "jinja2", "pillow", "pagefind", "hugo", "jieba"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if node := shutil.which("node"):
        found["node"] = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    for name in ("satori", "@resvg/resvg-js"):
        package = HERE / "node_modules" / name / "package.json"
        if package.is_file():
            found[name] = str(json.loads(package.read_text("utf-8"))["version"])
    return found


# the limits


def _limits(figures: Figures, sizes: Sequence[int]) -> list[tuple[str, ...]]:
    rows = [
        *_against_hugo(figures, Case.COLD, 1.5),
        *_against_hugo(figures, Case.CHANGED, 0.2),
        *_against_hugo(figures, Case.UNCHANGED, 0.1),
        _against_material(figures),
        *_against_satori(figures),
        *_growth(figures, sizes),
        _peak(figures),
        _absolute(figures, Case.UNCHANGED_CARDS, "43 articles, nothing changed, with cards", 2),
        _absolute(figures, Case.COLD_CARDS, "43 articles, cold, with cards", 15),
        _serving(figures),
        *_reading(figures),
    ]
    return [
        (
            row.case,
            row.ours,
            row.peer,
            _ABSENT if row.figure is None else f"{row.figure:.3g}",
            row.limit,
            "not measured" if row.figure is None else "yes" if row.met else "**no**",
        )
        for row in rows
    ]


def _against_hugo(figures: Figures, case: Case, limit: float) -> list[_Limit]:
    ours, rows = figures.wall(case, _AT, Who.PUFA), []
    for peer in _PEERS:
        theirs = figures.wall(case, _AT, *peer)
        ratio = ours / theirs if ours and theirs else None
        name = f"{_seconds(theirs)} ({' + '.join(peer)})"
        rows.append(_Limit(case, _seconds(ours), name, ratio, f"≤ {limit}", ratio is not None and ratio <= limit))
    return rows


def _against_material(figures: Figures) -> _Limit:
    """The peer is measured at 1,000 and scaled in proportion."""
    measured = 1_000
    ours, theirs = figures.wall(Case.COLD_CARDS, _AT, Who.PUFA), figures.wall(Case.COLD_CARDS, measured, Who.MATERIAL)
    scaled = theirs * _AT / measured if theirs else None
    ratio = ours / scaled if ours and scaled else None
    peer = f"{_seconds(scaled)} ({Who.MATERIAL}, {_AT // measured} × {_seconds(theirs)} at {measured:,})"
    return _Limit(Case.COLD_CARDS, _seconds(ours), peer, ratio, "≤ 0.25", ratio is not None and ratio <= 0.25)


def _against_satori(figures: Figures) -> list[_Limit]:
    speeds = {name: median(c.cards / c.seconds for c in cards) for name, cards in figures.cards.items()}
    ours, rows = speeds.get(Who.PUFA), []
    for name, theirs in speeds.items():
        if name != Who.PUFA and ours:
            said = [f"{ours:.1f} cards a second", f"{theirs:.1f} ({name})"]
            rows.append(_Limit("cards alone", said[0], said[1], ours / theirs, "≥ 5", ours / theirs >= 5))
    if not rows:
        rows.append(_Limit("cards alone", _ABSENT, _ABSENT, None, "≥ 5", False))
    drawn = figures.cards.get(Who.PUFA)
    largest = max(cards.largest for cards in drawn) / 1000 if drawn else None
    met = largest is not None and largest <= 60
    rows.append(_Limit("the largest card", f"{largest or 0:.1f} KB", _ABSENT, largest, "≤ 60 KB", met))
    return rows


def _growth(figures: Figures, sizes: Sequence[int]) -> list[_Limit]:
    """From each size to one ten times larger: at most 5 % more than in proportion."""
    rows: list[_Limit] = []
    for small in sizes:
        large = small * 10
        before, after = figures.wall(Case.COLD, small, Who.PUFA), figures.wall(Case.COLD, large, Who.PUFA)
        if before and after:
            ours = f"{_seconds(before)} to {_seconds(after)}"
            peer = [figures.wall(Case.COLD, size, Who.HUGO, Who.PAGEFIND) for size in (small, large)]
            theirs = f"{peer[1] / peer[0]:.2f} × (Hugo + Pagefind)" if peer[0] and peer[1] else _ABSENT
            case = f"growth from {small:,} to {large:,}, {Case.COLD}"
            rows.append(_Limit(case, ours, theirs, after / before, "≤ 10.5", after / before <= 10.5))
    return rows or [_Limit(f"growth from 1,000 to {_AT:,}", _ABSENT, _ABSENT, None, "≤ 10.5", False)]


def _peak(figures: Figures) -> _Limit:
    peaks = {
        who: max((usage.peak for usage in figures.rounds(Case.COLD, _AT, *who)), default=0) / 1e9
        for who in ((Who.PUFA,), (Who.HUGO, Who.PAGEFIND))
    }
    ours, theirs = peaks.values()
    said = [f"{peak:.2f} GB" if peak else _ABSENT for peak in (ours, theirs)]
    name = f"{said[1]} (Hugo + Pagefind)" if theirs else _ABSENT
    case = f"peak memory of all processes, {Case.COLD}"
    return _Limit(case, said[0], name, ours or None, "≤ 1.5 GB", ours <= 1.5)


def _absolute(figures: Figures, case: Case, name: str, limit: float) -> _Limit:
    """A limit in seconds, which the slowest round is held to."""
    rounds = figures.rounds(case, 43, Who.PUFA)
    slowest = max((usage.wall for usage in rounds), default=None)
    met = slowest is not None and slowest < limit
    return _Limit(name, f"{_seconds(slowest)}, the slowest round", _ABSENT, slowest, f"< {limit:g} s", met)


def _serving(figures: Figures) -> _Limit:
    seconds = figures.serving.get(_AT)
    slowest = max(seconds) if seconds else None
    met = slowest is not None and slowest < 1
    return _Limit("`pufa serve` shows an edit", _seconds(slowest), _ABSENT, slowest, "< 1 s", met)


def _reading(figures: Figures) -> list[_Limit]:
    """The first result of the slowest, and of the heaviest, of the searches."""
    found = figures.searches.get(_AT, [])
    seconds = max((search.seconds for search in found), default=None)
    size = max((search.bytes for search in found), default=0) / 1000 or None
    return [
        _Limit(
            "a reader's first result",
            _seconds(seconds),
            _ABSENT,
            seconds,
            "≤ 1 s",
            seconds is not None and seconds <= 1,
        ),
        _Limit(
            "what it costs him",
            f"{size or 0:.0f} KB",
            _ABSENT,
            size,
            "≤ 300 KB",
            size is not None and size <= 300,
        ),
    ]


# the tables


def _ratios(figures: Figures, sizes: Sequence[int]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for case in (Case.COLD, Case.CHANGED, Case.UNCHANGED):
        for peer in _PEERS:
            cells = []
            for size in sizes:
                ours, theirs = figures.wall(case, size, Who.PUFA), figures.wall(case, size, *peer)
                cells.append(f"{ours / theirs:.3f}" if ours and theirs else _ABSENT)
            rows.append((str(case), " + ".join(peer), *cells))
    return rows


def _measured(figures: Figures, sizes: Sequence[int]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for case in Case:
        for size in sizes:
            for who in Who:
                if rounds := figures.rounds(case, size, who):
                    walls = [usage.wall for usage in rounds]
                    spread = f" ({min(walls):.2f}–{max(walls):.2f})" if len(walls) > 1 else ""
                    cpu = f"{median(usage.cpu for usage in rounds):.2f}"
                    peak = f"{max(usage.peak for usage in rounds) / 1e6:.0f}"
                    wall = f"{median(walls):.2f}{spread}"
                    rows.append((str(case), f"{size:,}", str(who), str(len(rounds)), wall, cpu, peak))
    for size, seconds in figures.serving.items():
        spread = f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
        rows.append(("`pufa serve` shows an edit", f"{size:,}", Who.PUFA, str(len(seconds)), spread, _ABSENT, _ABSENT))
    return rows


def _cards(figures: Figures) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, drawn in figures.cards.items():
        speed = median(cards.cards / cards.seconds for cards in drawn)
        process = median(cards.usage.wall for cards in drawn)
        mean, largest = drawn[0].bytes / drawn[0].cards / 1000, drawn[0].largest / 1000
        rows.append((name, str(drawn[0].cards), f"{speed:.1f}", f"{mean:.1f}", f"{largest:.1f}", f"{process:.2f}"))
    return rows


def _products(figures: Figures, sizes: Sequence[int]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for size in sizes:
        for who in (Who.PUFA, Who.HUGO):
            if made := figures.products.get((who, size)):
                totals = f"{made.files:,}", f"{made.bytes / 1e6:.1f}", f"{made.search / 1e6:.1f}"
                rows.append((str(who), f"{size:,}", f"{made.pages:,}", f"{made.article:,.0f}", *totals))
    return rows


def _seconds(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.2f} s"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _searched(figures: Figures) -> list[tuple[str, ...]]:
    return [
        (
            f"{size:,}",
            search.query,
            f"{search.seconds:.2f}",
            str(search.requests),
            f"{search.bytes / 1000:.0f}",
            str(search.requests_in_all),
            f"{search.bytes_in_all / 1000:.0f}",
        )
        for size, found in figures.searches.items()
        for search in found
    ]
