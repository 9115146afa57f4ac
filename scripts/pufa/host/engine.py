"""The engine: what an article's outputs depend on makes a digest; what is known is not made again.

A build is a table of units (a page, a card, a list, a shard of the search index, a feed). Each unit has a key, the
digest of everything that it is made from, and outputs, files by digest in the store. The ledger remembers both. A unit
whose key is in the ledger, and whose outputs are in the store undamaged, is linked; every other one is made by the
crew. So an edit costs its own page, the lists and neighbours that show it, its shard and the feeds.
"""

from collections.abc import Mapping
from pathlib import Path

from pufa import disk
from pufa.host import work
from pufa.host.crew import Crew
from pufa.host.keys import digest, fingerprint, items
from pufa.host.ledger import Built, Files, Known, Outcome, Unit, parse_known, parse_ledger, render_ledger
from pufa.host.making import Basis, Lost, Making, Refused
from pufa.host.project import read_art
from pufa.host.reading import Reading, read
from pufa.host.terminal import Tell
from pufa.model.finding import Severity
from pufa.model.site import FEED_FORMATS, Site


def sweep(root: Path, older_than: float) -> tuple[int, int]:
    """Remove from the store of the project at `root` what the last build does not need and is older (seconds since 1970).

    How many files, and how many bytes. Nothing is lost by it but time.
    """
    store = disk.Store(root / ".pufa")
    _, rest = parse_ledger(store.read_ledger())
    units = parse_known(rest).units.values()
    return store.sweep({name for u in units for name, _ in [*u.files.values(), *u.aside.values()]}, older_than)


class Engine:
    """Builds one project's site, again and again."""

    def __init__(self, root: Path, site: Site, crew: Crew, tell: Tell) -> None:
        """For the project at `root`, whose store is `root`/.pufa; `tell` is told how far it is."""
        self._root, self._site, self._crew, self._tell = root, site, crew, tell
        self._store = disk.Store(root / ".pufa")

    @work.undisturbed()
    def build(self, target: Path) -> Built:
        """Make the site at `target` what the content says. Raises Refused, BuildBusy, IndexFailed; then nothing changed."""
        content = disk.read_content(self._root)
        theme = disk.read_theme(self._root)
        art = read_art(self._root)
        code = fingerprint()
        law = digest(code, art.names, *items(content.registries))
        basis = Basis.of(self._site, theme, code, law, disk.open_drawer(self._root / ".pufa/templates", code[:16]))
        state = digest(
            basis.studio, law, repr(self._site), str(target), *items(content.articles), *items(content.issued)
        )
        last, rest = parse_ledger(self._store.read_ledger())
        with disk.workshop(target) as shop:
            if last and last.state == state and not content.findings and disk.holds(target, last.files):
                return last.built._replace(made=0)
            before = parse_known(rest)
            reading = read(content, self._site, art, law, before.articles, self._crew, self._tell)
            if any(f.severity is Severity.ERROR for f in reading.findings):
                raise Refused(reading.findings)
            known, files = self._make(basis, reading, before, shop / "spare")
            disk.replace(shop / "spare", target)
            made = sum(before.units.get(name) != unit for name, unit in known.units.items())
            built = Built(*_count(known.units), reading.findings, made)
            self._store.write_ledger(render_ledger(Outcome(state, built, files), known))
        return built

    def _make(self, basis: Basis, reading: Reading, before: Known, folder: Path) -> tuple[Known, Files]:
        """Make `folder` the site. What the store turns out to have lost is made again."""
        making = Making(basis, reading, self._store, self._crew, self._tell)
        while True:
            try:
                units = making.units(before)
                files = {path: file for unit in units.values() for path, file in unit.files.items()}
                if lost := self._store.furnish(folder, files):
                    raise Lost(lost)
            except Lost as error:
                whole = {n: u for n, u in before.units.items() if error.names.isdisjoint(_digests(u))}
                before = Known(before.articles, whole, "")
            else:
                return Known(reading.known, units, making.frame), files


def _digests(unit: Unit) -> set[str]:
    return {name for name, _ in [*unit.files.values(), *unit.aside.values()]}


def _count(units: Mapping[str, Unit]) -> tuple[int, int, int]:
    """How many articles, cards and feeds there are."""
    pages, cards = (sum(name.startswith(kind) for name in units) for kind in ("page:", "card:"))
    names = FEED_FORMATS.values()
    return pages, cards, sum(path.rsplit("/", 1)[-1] in names for unit in units.values() for path in unit.files)
