"""What a run of the benchmark found, before anybody calls it good or bad."""

from collections import defaultdict
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from contestants import Product
from meter import Usage
from reading import Search


class Case(StrEnum):
    """What is built."""

    COLD = "cold, without cards"
    CHANGED = "one article changed"
    UNCHANGED = "nothing changed"
    COLD_CARDS = "cold, a card per article"
    UNCHANGED_CARDS = "nothing changed, with cards"


class Who(StrEnum):
    """Who builds it."""

    PUFA = "Pufa"
    HUGO = "Hugo"
    LEAN = "Hugo, no related articles"
    PAGEFIND = "Pagefind"
    MATERIAL = "Material, social plugin"


class Cards(NamedTuple):
    """Cards drawn alone by one process: how many, the seconds of drawing, all bytes, the largest's, the whole process."""

    cards: int
    seconds: float
    bytes: int
    largest: int
    usage: Usage


class Figures:
    """All measurements of one run. Those of one (case, who, size) are in the order in which they were made."""

    def __init__(self) -> None:
        """Nothing is measured yet."""
        self.usages: dict[tuple[Case, Who, int], list[Usage]] = defaultdict(list)
        self.serving: dict[int, list[float]] = {}
        self.searches: dict[int, list[Search]] = {}
        self.cards: dict[str, list[Cards]] = defaultdict(list)
        self.products: dict[tuple[Who, int], Product] = {}
        self.missing: list[str] = []

    def rounds(self, case: Case, size: int, *who: Who) -> list[Usage]:
        """The usages of `who` one after the other, round by round; empty where one of them was not measured."""
        together: list[Usage] = []
        for parts in zip(*(self.usages.get((case, one, size), []) for one in who), strict=False):
            whole = parts[0]
            for part in parts[1:]:
                whole = whole.then(part)
            together.append(whole)
        return together

    def wall(self, case: Case, size: int, *who: Who) -> float | None:
        """The median of the wall seconds of `who` together; None where they were not measured."""
        rounds = self.rounds(case, size, *who)
        return median(usage.wall for usage in rounds) if rounds else None
