"""Keys: digests of all that a thing is made from. The same key, the same thing."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from pufa.model.article import Article

_PACKAGE = Path(__file__).parents[1]


def digest(*parts: str | bytes) -> str:
    """One digest for several values, their boundaries included."""
    total = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@cache
def fingerprint() -> str:
    """The digest of our own code and of every package installed beside it: another version makes everything anew.

    Asked once in a process, which goes on with the code that it has loaded.
    """
    code = [
        digest(p.relative_to(_PACKAGE).as_posix(), p.read_bytes())
        for p in sorted(_PACKAGE.rglob("*"))
        if p.suffix in (".py", ".html")
    ]
    names = sorted({f"{d.name}=={d.version}" for d in distributions()})
    return digest(*code, *names)


def items(files: Mapping[str, str | bytes]) -> list[str]:
    """The names and contents of files, in order, as digests."""
    return [digest(name, data) for name, data in sorted(files.items())]


def shown(value: Any, outer: Mapping[str, str]) -> str:
    """The digest of what a sheet shows, each article by the digest of its header: `outer`, by path."""
    if isinstance(value, Article):
        return outer[value.path]
    if isinstance(value, Mapping):
        return digest(*(digest(str(k), shown(v, outer)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return digest(*(shown(v, outer) for v in value))
    return digest(repr(value))
