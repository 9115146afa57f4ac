"""How the index of a large site is split, so that a changed word costs one part of it and not the whole."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pufa.model.article import Article
from pufa.model.vocabulary import Section

_WHOLE = 1000
"""Up to this many articles, one index: a reader then opens one only."""

_PART = 400
"""More articles of one year are split into halves, and those into quarters and months."""

_SPANS = {12: "", 6: "-h", 3: "-q", 1: "-m"}
"""How spans of so many months are named: `2026`, `2026-h2`, `2026-q3`, `2026-m09`."""

_GUIDES = str(Section.GUIDES)


def shards(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles of a language by shard name, in the order of their paths.

    The guides are one shard, unless they are many. Every other is a span of publication dates, which never change; so an
    edit touches one shard, and a new article the newest.
    """
    everything = sorted(articles, key=lambda article: article.path)
    if len(everything) <= _WHOLE:
        return {"all": everything}
    guides = [article for article in everything if article.section is Section.GUIDES]
    if not 0 < len(guides) <= _PART:
        return dict(sorted(_spans(everything, 12)))
    rest = [article for article in everything if article.section is not Section.GUIDES]
    return {_GUIDES: guides} | dict(sorted(_spans(rest, 12)))


def _spans(articles: Sequence[Article], months: int) -> Iterator[tuple[str, list[Article]]]:
    """The articles by spans of so many months; where they are too many, by shorter ones."""
    for name, within in _grouped(articles, months).items():
        shorter = max((span for span in _SPANS if span < months), default=None)
        if len(within) > _PART and shorter:
            yield from _spans(within, shorter)
        else:
            yield name, within


def _grouped(articles: Sequence[Article], months: int) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    width = 2 if months == 1 else 1
    for article in articles:
        part = (article.date.month - 1) // months + 1
        found[f"{article.date.year}{_SPANS[months]}{f'{part:0{width}}' if months < 12 else ''}"].append(article)
    return found


def directory(parts: Mapping[str, Sequence[Article]]) -> bytes:
    """What the browser reads first: the names of the shards.

    `first` are those that it asks at once, the guides and the newest; `rest`, newest first, those that it opens when the
    first have not filled its list.
    """
    dated = sorted(
        (name for name in parts if name != _GUIDES),
        key=lambda name: max((article.date.timestamp() for article in parts[name]), default=0.0),
        reverse=True,
    )
    first = [*([_GUIDES] if _GUIDES in parts else []), *dated[:1]]
    return json.dumps({"first": first, "rest": dated[1:]}, separators=(",", ":")).encode()
