"""Seals of what was made: the store already knows every file by its digest."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pufa.host.ledger import Unit
from pufa.model.article import Article
from pufa.model.seal import Seal

_KINDS = "card", "kit"
_SEALED = (".png", ".pdf")


def sealed(units: Mapping[str, Unit], articles: Mapping[str, Article]) -> Iterator[Seal]:
    """The seal of every picture and poster in `units`; `articles` by path, as they were when those were made."""
    for name, unit in units.items():
        kind, _, path = name.partition(":")
        if kind in _KINDS and path in articles:
            article = articles[path]
            for file, (digest, _) in unit.files.items():
                if file.endswith(_SEALED):
                    format = "open-graph" if kind == "card" else PurePosixPath(file).stem
                    yield Seal(digest, article.id, article.language, format, article.version.isoformat())
