"""How the index of a large site is split, so that a changed word costs one part of it and not the whole."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pufa.model.article import Article

_WHOLE = 1000
"""Up to this many articles, one index: a reader then opens one only."""

_PART = 800
"""More articles of one year are split into halves, and those into quarters."""


def shards(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles of a language by shard name, in the order of their paths.

    A shard is a span of publication dates, which never change; so an edit touches one shard, and a new article the
    newest.
    """
    everything = sorted(articles, key=lambda article: article.path)
    if len(everything) <= _WHOLE:
        return {"all": everything}
    found: dict[str, list[Article]] = {}
    for year, of_year in _grouped(everything, 12).items():
        halves = {year: of_year} if len(of_year) <= _PART else _grouped(of_year, 6)
        for half, of_half in halves.items():
            found |= {half: of_half} if len(of_half) <= _PART else _grouped(of_half, 3)
    return dict(sorted(found.items()))


def _grouped(articles: Sequence[Article], months: int) -> dict[str, list[Article]]:
    """By spans of so many months: `2026`, `2026-h2`, `2026-q3`."""
    found: dict[str, list[Article]] = defaultdict(list)
    letter = {12: "", 6: "-h", 3: "-q"}[months]
    for article in articles:
        part = (article.date.month - 1) // months + 1
        found[f"{article.date.year}{letter}{part if letter else ''}"].append(article)
    return found


def directory(parts: Mapping[str, Sequence[Article]]) -> bytes:
    """What the browser reads first: the names of the shards, newest first."""
    return json.dumps(sorted(parts, reverse=True), separators=(",", ":")).encode()
