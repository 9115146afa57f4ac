"""The Theme: templates, assets and art as values, and the address under which each file is published."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from pufa.model.artifact import Artifact
from pufa.pages.bytecode import Bytecode

WORKER = "sw.js"
"""The asset that is no file of a page: the service worker, which stands at the root of the site."""


class Theme(NamedTuple):
    """What the pages are made with.

    `templates`: file name to Jinja source. `assets`: file name (`pufa.css`) to bytes. `art`: name without ending
    (`characters/xie-stop`) to the bytes of an SVG. `bytecode`: where compiled templates are kept, if anywhere.
    """

    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    art: Mapping[str, bytes]
    bytecode: Bytecode | None = None


class Files:
    """The published files of a theme: each bears the hash of its bytes in its name, so it may be cached for ever."""

    def __init__(self, theme: Theme) -> None:
        """Shrink the style sheets and name every file."""
        self._assets = {
            name: _named(name, _shrunk(name, data)) for name, data in sorted(theme.assets.items()) if name != WORKER
        }
        self._art = {name: _named(f"art/{name}.svg", data) for name, data in sorted(theme.art.items())}

    def asset(self, name: str) -> str | None:
        """The path of an asset from the root of the site, or None where the theme has none of that name."""
        file = self._assets.get(name)
        return file.path if file else None

    def art(self, name: str) -> str | None:
        """The path of a picture from the root of the site, or None where the theme has none of that name."""
        file = self._art.get(name)
        return file.path if file else None

    def artifacts(self) -> list[Artifact]:
        """All assets, and the whole cast with its props: an edit of one chat then changes no other file."""
        figures = [file for name, file in self._art.items() if not name.startswith("backgrounds/")]
        return [*self._assets.values(), *figures]


def _named(name: str, data: bytes) -> Artifact:
    stem, _, ending = name.rpartition(".")
    return Artifact(f"assets/{stem}.{sha256(data).hexdigest()[:8]}.{ending}", data)


def _shrunk(name: str, data: bytes) -> bytes:
    """A style sheet without comments, indentation and line ends (our own sheets have no `/*` in a string)."""
    if not name.endswith(".css"):
        return data
    css = re.sub(r"/\*.*?\*/", "", data.decode(), flags=re.DOTALL)
    css = "".join(
        line.strip() + ("" if line.rstrip().endswith(("{", "}", ";", ",")) else " ") for line in css.splitlines()
    )
    return re.sub(r" *([{};,]) *|(:) +", r"\1\2", css).strip().encode()
