"""A Finding: one problem, where it is, and what to type instead."""

from enum import StrEnum
from typing import NamedTuple

from pufa.model.text import Language, Text


class Severity(StrEnum):
    """An error stops the build; advice does not."""

    ERROR = "error"
    ADVICE = "advice"


class Place(NamedTuple):
    """A spot in a file as typed: path from the project's root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


class Finding(NamedTuple):
    """One problem. Sorts by place, then code.

    `field` is the front matter key it concerns, or empty. `message` says what is wrong and why, `cure` what to
    type, with a corrected example.
    """

    place: Place
    code: str
    field: str
    message: Text
    cure: Text
    severity: Severity = Severity.ERROR

    def line(self, language: Language) -> str:
        """The finding as one line of text, safe for a terminal."""
        path, line, column = self.place
        colon, dot = ("：", "") if language is Language.ZH else (": ", " ")
        field = f" {self.field}" if self.field else ""
        said = f"{self.message.to(language)}{dot}{self.cure.to(language)}"
        return printable(f"{path}:{line}:{column}: {self.code}{field}{colon}{said}")


class Places:
    """Where each value of a front matter stands: a path of keys and indexes leads to a Place.

    A path that was never typed (a missing field) answers with the nearest place above it.
    """

    def __init__(self, top: Place) -> None:
        """Begin with `top`, the place that stands for the whole."""
        self._places: dict[tuple[str | int, ...], Place] = {(): top}

    def __setitem__(self, path: tuple[str | int, ...], place: Place) -> None:
        self._places[path] = place

    def __getitem__(self, path: tuple[str | int, ...]) -> Place:
        while path not in self._places:
            path = path[:-1]
        return self._places[path]


def printable(text: str) -> str:
    """`text` with everything that could steer a terminal or hide in a log spelled as U+XXXX."""
    return "".join(c if c.isprintable() or c == "　" else f"U+{ord(c):04X}" for c in text)
