"""The compositor: values and a template in, a PDF out. The one place that knows Typst."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import typst

FAMILY = "Noto Sans CJK SC"
"""The one typeface of everything on paper; the templates get its name with the values."""


class Copy(NamedTuple):
    """What is to be set: the template's name, the values it shows, and its pictures (name to SVG).

    `moment` is the date of the document. Values are what JSON can hold: text among them is printed as it stands,
    whatever signs are in it.
    """

    template: str
    values: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    moment: datetime

    @property
    def texts(self) -> Iterator[str]:
        """Every text among the values, for the check of the font."""
        yield from _texts(self.values)


class Compositor:
    """Sets copy with the theme's templates (file name to Typst source) and the fonts of a folder."""

    def __init__(self, templates: Mapping[str, str], fonts: Path) -> None:
        """Nothing is opened yet."""
        self._templates, self._folder = templates, fonts

    @cached_property
    def _fonts(self) -> typst.Fonts:
        # Neither the machine's fonts nor Typst's own: the same sheet must come out everywhere.
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self._folder)])

    def compose(self, copy: Copy) -> bytes:
        """The PDF of `copy`: tagged (PDF/UA-1), fonts embedded, the same bytes for the same copy.

        Raises KeyError for a template that the theme has not, typst.TypstError for one that cannot be set.
        """
        # The files of this compilation are these and no others: Typst sees no folder of this machine but the fonts'.
        sources = {"main.typ": self._templates[copy.template].encode()}
        sources |= {name: source.encode() for name, source in self._templates.items()}
        sources |= {f"art/{name}.svg": data for name, data in copy.pictures.items()}
        values = {"family": FAMILY, **copy.values}
        data: bytes = typst.compile(  # type: ignore[call-overload]  # its types do not know of several files
            sources,
            font_paths=self._fonts,
            sys_inputs={"values": json.dumps(values, ensure_ascii=False, sort_keys=True)},
            timestamp=int(copy.moment.timestamp()),
            pdf_standards=["ua-1"],
        )
        return data


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
