"""The engine: what an article's outputs depend on makes a digest; what is known is not made again.

A build is a table of units (a page, a card, a list, a shard of the search index, a feed). Each unit has a key, the
digest of everything that it is made from, and outputs, files by digest in the store. The ledger remembers both. A unit
whose key is in the ledger, and whose outputs are in the store undamaged, is linked; every other one is made by the
crew. So an edit costs its own page, the lists and neighbours that show it, its shard and the feeds.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pufa import disk
from pufa.checks.rules import check_library
from pufa.host import work
from pufa.host.crew import Crew
from pufa.intake.article import parse_article
from pufa.intake.registry import parse_registries
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.finding import Finding, Place, Places, Severity
from pufa.model.library import Entry, Library
from pufa.model.registry import Registries
from pufa.model.site import FEED_FORMATS, Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section
from pufa.press import Press
from pufa.search.shards import directory, shards

_CHUNK = 100
"""Articles in one call of a worker: large enough to be worth sending, small enough to share out evenly."""

T = TypeVar("T")
Tell = Callable[[Text, int, int], None]
"""Is told how far a stage is: what, done, of how many."""


class Unit(NamedTuple):
    """What was made from a key: files (path in the site → digest and size in bytes); `aside` are not published."""

    key: str
    files: dict[str, tuple[str, int]]
    aside: dict[str, tuple[str, int]]


class Read(NamedTuple):
    """An article that was read before: the key of its reading, and what came of it."""

    key: str
    article: work.Typed
    findings: list[Finding]


class Built(NamedTuple):
    """How a build ended."""

    articles: int
    cards: int
    feeds: int
    findings: list[Finding]
    made: int


class Outcome(NamedTuple):
    """What the last build was made from (`state`, a digest), how it ended, and the files that it put in the site."""

    state: str
    built: Built
    files: dict[str, tuple[str, int]]


class Known(NamedTuple):
    """What earlier builds know: articles by path, units by name."""

    articles: dict[str, Read]
    units: dict[str, Unit]


class _Lost(Exception):
    """Files that the ledger speaks of, by digest, and that the store has no more."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(f"{len(names)} files")
        self.names = names


class Refused(Exception):
    """The content has errors; nothing was made."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def sweep(root: Path, older_than: float) -> tuple[int, int]:
    """Remove from the store of the project at `root` what the last build does not need and is older (seconds since 1970).

    How many files, and how many bytes. Nothing is lost by it but time.
    """
    store = disk.Store(root / ".pufa")
    _, rest = _parse_ledger(store.read_ledger())
    units = _parse_known(rest).units.values()
    return store.sweep({name for u in units for name, _ in [*u.files.values(), *u.aside.values()]}, older_than)


def digest(*parts: str | bytes) -> str:
    """One digest for several values, their boundaries included."""
    total = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def fingerprint() -> str:
    """The digest of our own code and of every package installed beside it: another version makes everything anew."""
    package = Path(work.__file__).parents[1]
    code = [
        digest(p.relative_to(package).as_posix(), p.read_bytes())
        for p in sorted(package.rglob("*"))
        if p.suffix in (".py", ".html")
    ]
    names = sorted({f"{d.name}=={d.version}" for d in distributions()})
    return digest(*code, *names)


class Reading(NamedTuple):
    """What content/ says: every article without the parts of its body, and what is wrong."""

    library: Library
    registries: Registries
    known: dict[str, Read]
    full: dict[str, work.Typed]
    findings: list[Finding]


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
        characters = disk.read_characters(self._root)
        code = fingerprint()
        looks = digest(code, *_items(theme.templates), *_items(theme.assets), *_items(theme.art))
        law = digest(code, repr(sorted(characters)), *_items(content.registries))
        self._sources = {path: digest(data) for path, data in content.articles.items()}
        whole = digest(looks, theme.palette, theme.scenes, law, repr(self._site), str(target), *_items(self._sources))
        last, rest = _parse_ledger(self._store.read_ledger())
        with disk.workshop(target) as shop:
            if last and last.state == whole and not content.findings and disk.holds(target, last.files):
                return last.built._replace(made=0)
            before = _parse_known(rest)
            reading = self._read(content, characters, law, before.articles)
            if any(f.severity is Severity.ERROR for f in reading.findings):
                raise Refused(reading.findings)
            desk = work.Desk(self._site, reading.registries, theme)
            units = self._furnish(shop / "spare", desk, reading, content, looks, law, before.units)
            disk.replace(shop / "spare", target)
            made = sum(before.units.get(name) != unit for name, unit in units.items())
            outcome = Outcome(whole, _built(units, reading.findings, made), _files_of(units.values()))
            self._store.write_ledger(_ledger_bytes(outcome, Known(reading.known, units)))
        return outcome.built

    def _furnish(
        self,
        folder: Path,
        desk: work.Desk,
        reading: Reading,
        content: disk.Content,
        looks: str,
        law: str,
        known: Mapping[str, Unit],
    ) -> dict[str, Unit]:
        """Make every unit of the site, and `folder` the site. What the store turns out to have lost is made again."""
        lost: set[str] = set()
        while True:
            units = {
                name: unit
                for name, unit in known.items()
                if not lost or lost.isdisjoint(digest for digest, _ in [*unit.files.values(), *unit.aside.values()])
            }
            try:
                units = self._units(desk, reading, content, looks, law, units)
                if lost := self._store.furnish(folder, _files_of(units.values())):
                    raise _Lost(lost)
            except _Lost as error:
                lost |= error.names
                continue
            return units

    # reading

    def _read(self, content: disk.Content, characters: frozenset[str], law: str, before: Mapping[str, Read]) -> Reading:
        registries, findings = parse_registries(content.registries.items(), characters)
        findings += content.findings
        keys = {path: digest(law, path, source) for path, source in self._sources.items()}
        known = {path: k for path, key in keys.items() if (k := before.get(path)) and k.key == key}
        full: dict[str, work.Typed] = {}
        missing = [(path, content.articles[path]) for path in sorted(keys) if path not in known]
        packed = work.pack(work.Desk(self._site, registries, disk.NO_THEME))
        done = 0
        for parsed in self._crew.map(work.parse, [(packed, chunk) for chunk in _chunks(missing)]):
            for path, article, slim, found in parsed:
                findings += found
                if article and slim:
                    full[path] = article
                    known[path] = Read(keys[path], slim, found)
            done += len(parsed)
            self._tell(Text("读文章", "reading"), done, len(missing))
        findings += [f for path, k in known.items() if path not in full for f in k.findings]
        articles = {path: k.article.article() for path, k in sorted(known.items())}
        findings += self._check_library(articles, content, registries)
        return Reading(Library(articles.values(), registries), registries, known, full, sorted(set(findings)))

    def _check_library(
        self, articles: Mapping[str, Article], content: disk.Content, registries: Registries
    ) -> list[Finding]:
        """The rules about all articles, first without places; where one objects, the files are read again for theirs."""
        entries = {path: Entry(a, "", Places(Place(path))) for path, a in articles.items()}
        wrong = {f.place.path for f in check_library(entries.values(), registries)}
        if not wrong:
            return []
        for path in wrong:
            entry, _ = parse_article(path, content.articles[path])
            if entry:
                entries[path] = entry
        return check_library(entries.values(), registries)

    # making

    def _units(
        self, desk: work.Desk, reading: Reading, content: disk.Content, looks: str, law: str, before: Mapping[str, Unit]
    ) -> dict[str, Unit]:
        """Every unit of the site: taken from `before` where it is there with the same key, else made. Raises _Lost."""
        theme, library, known = desk.theme, reading.library, reading.known
        packed, site = work.pack(desk), repr(self._site)
        studio = digest(looks, theme.palette, theme.scenes)
        outer = {a.path: digest(known[a.path].article.json) for a in library.articles}
        related = {a.path: [r.path for r in library.related(a)] for a in library.articles}

        @cache
        def read(path: str) -> Article:
            if path in reading.full:
                return reading.full[path].article()
            entry, findings = parse_article(path, content.articles[path])
            assert entry, findings  # it was read and judged before
            return entry.article

        def whole(article: Article) -> Article:
            """The article with all of its body."""
            return read(article.path)

        press = work.press(packed)
        press.take(library)
        sheets = {f"sheet:{sheet.head.path}": sheet for sheet in press.sheets()}
        keys: dict[str, str] = {}
        for article in library.articles:
            beside = [*related[article.path], *(a.path for a in library.named(article))]
            keys[f"page:{article.path}"] = digest(
                looks, law, site, known[article.path].key, *(outer[p] for p in beside), str(len(related[article.path]))
            )
            if self._site.cards:
                keys[f"card:{article.path}"] = digest(studio, law, site, outer[article.path])
        for name, sheet in sheets.items():
            keys[name] = digest(
                looks, law, site, sheet.template, _shown(sheet.head, outer), _shown(sheet.values, outer)
            )
        keys["icon"] = digest(studio)
        units = _still(keys, before)
        todo = {name: key for name, key in keys.items() if name not in units}
        by_path = {a.path: a for a in library.articles}
        self._print(units, todo, by_path, related, reading, content, packed)
        press.take(library)  # printing here, for want of workers, gave it another
        for name, sheet in sheets.items():
            if name in todo:
                units[name] = Unit(todo[name], self._keep([press.sheet(sheet)]), {})
        self._draw(units, todo, reading, packed)
        if "icon" in todo:
            units["icon"] = Unit(todo["icon"], self._keep([press.icon()]), {})
        units["loose"] = Unit("", self._keep(press.loose()), {})
        self._index(units, library, before)
        self._feeds(units, press, whole, digest(looks, law, site), before)
        return units

    def _print(
        self,
        units: dict[str, Unit],
        todo: Mapping[str, str],
        by_path: Mapping[str, Article],
        related: Mapping[str, list[str]],
        reading: Reading,
        content: disk.Content,
        packed: bytes,
    ) -> None:
        paths = sorted(n.removeprefix("page:") for n in todo if n.startswith("page:"))
        library, chunks, calls = reading.library, list(_chunks(paths)), []
        for chunk in chunks:
            beside = [related[path] for path in chunk]
            near = {path for paths in beside for path in paths}
            near.update(a.path for path in chunk for a in library.named(by_path[path]))
            manuscripts = [
                work.Manuscript(p, reading.full.get(p), b"" if p in reading.full else content.articles[p])
                for p in chunk
            ]
            calls.append((packed, manuscripts, {p: reading.known[p].article for p in sorted(near)}, beside))
        done = 0
        for chunk, printed in zip(chunks, self._crew.map(work.print_pages, calls), strict=True):
            for path, (page, staged) in zip(chunk, printed, strict=True):
                units[f"page:{path}"] = Unit(
                    todo[f"page:{path}"], self._keep([page]), self._keep([staged] if staged else [])
                )
            done += len(chunk)
            self._tell(Text("排页面", "pages"), done, len(paths))

    def _draw(self, units: dict[str, Unit], todo: Mapping[str, str], reading: Reading, packed: bytes) -> None:
        paths = sorted(n.removeprefix("card:") for n in todo if n.startswith("card:"))
        chunks = list(_chunks(paths))
        calls = [(packed, [reading.known[p].article for p in chunk]) for chunk in chunks]
        findings: list[Finding] = []
        done = 0
        for chunk, drawn in zip(chunks, self._crew.map(work.draw_cards, calls), strict=True):
            for path, card in zip(chunk, drawn, strict=True):
                if isinstance(card, Artifact):
                    units[f"card:{path}"] = Unit(todo[f"card:{path}"], self._keep([card]), {})
                else:
                    findings += card
            done += len(chunk)
            self._tell(Text("画卡片", "cards"), done, len(paths))
        if findings:
            raise Refused(sorted(findings))

    def _index(self, units: dict[str, Unit], library: Library, before: Mapping[str, Unit]) -> None:
        """The search index of each language, shard by shard."""
        keys: dict[str, str] = {}
        staged: dict[str, dict[str, tuple[str, int]]] = {}
        for language in Language:
            parts = shards(library.shelf(language))
            for name, articles in parts.items():
                files = {path: f for a in articles for path, f in units[f"page:{a.path}"].aside.items()}
                staged[f"shard:{language}/{name}"] = files
                keys[f"shard:{language}/{name}"] = digest(_INDEX, *(d for d, _ in files.values()), *files)
            units[f"shards:{language}"] = Unit(
                "", self._keep([Artifact(f"pagefind/{language}/shards.json", directory(parts))]), {}
            )
        known = _still(keys, before)
        units.update(known)
        todo = sorted(set(keys) - set(known))
        calls = [(self._all(staged[name]),) for name in todo]
        for done, (name, indexed) in enumerate(zip(todo, self._crew.map(work.index, calls), strict=True), 1):
            folder = f"pagefind/{name.removeprefix('shard:')}/"
            units[name] = Unit(keys[name], self._keep(a._replace(path=folder + a.path) for a in indexed), {})
            self._tell(Text("编索引", "search index"), done, len(todo))

    def _all(self, files: Mapping[str, tuple[str, int]]) -> dict[str, bytes]:
        """What the store holds of `files`. Raises _Lost where it does not hold all."""
        found = {path: self._store.read(name) for path, (name, _) in files.items()}
        if lost := {files[path][0] for path, data in found.items() if data is None}:
            raise _Lost(lost)
        return {path: data for path, data in found.items() if data is not None}

    def _feeds(
        self,
        units: dict[str, Unit],
        press: Press,
        whole: Callable[[Article], Article],
        frame: str,
        before: Mapping[str, Unit],
    ) -> None:
        sizes = {path: size for unit in units.values() for path, (_, size) in unit.files.items()}
        keys: dict[str, str] = {}
        shelves: dict[str, tuple[Language, Section | None]] = {}
        for language in Language:
            for section in (None, *Section):
                name = f"feeds:{language}/{section or ''}"
                shelves[name] = language, section
                parts = [
                    units[f"{kind}:{a.path}"]
                    for a in press.fed(language, section)
                    for kind in ("page", "card")
                    if f"{kind}:{a.path}" in units
                ]
                keys[name] = digest(
                    frame, units["icon"].key, *(part.key for part in parts), *(repr(part.files) for part in parts)
                )
        units.update(_still(keys, before))
        for name, shelf in shelves.items():
            if name not in units:
                units[name] = Unit(keys[name], self._keep(press.feeds(*shelf, sizes, whole)), {})

    def _keep(self, artifacts: Iterable[Artifact]) -> dict[str, tuple[str, int]]:
        return {a.path: (self._store.put(a.data), len(a.data)) for a in artifacts}


_INDEX = digest("search index", *(f"{d.name}=={d.version}" for d in distributions() if d.name.startswith("pagefind")))


def _chunks(items: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _items(files: Mapping[str, str | bytes]) -> list[str]:
    """The names and contents of files, in order, as digests."""
    return [digest(name, data) for name, data in sorted(files.items())]


def _shown(value: Any, outer: Mapping[str, str]) -> str:
    """The digest of what a sheet shows, each article by the digest of its header."""
    if isinstance(value, Article):
        return outer[value.path]
    if isinstance(value, Mapping):
        return digest(*(digest(str(k), _shown(v, outer)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return digest(*(_shown(v, outer) for v in value))
    return digest(repr(value))


def _still(keys: Mapping[str, str], before: Mapping[str, Unit]) -> dict[str, Unit]:
    """Those units of `keys` that were made before under the same key."""
    return {name: unit for name, key in keys.items() if (unit := before.get(name)) and unit.key == key}


def _files_of(units: Iterable[Unit]) -> dict[str, tuple[str, int]]:
    return {path: file for unit in units for path, file in unit.files.items()}


def _built(units: Mapping[str, Unit], findings: list[Finding], made: int) -> Built:
    articles = sum(name.startswith("page:") for name in units)
    cards = sum(name.startswith("card:") for name in units)
    feeds = sum(path.rsplit("/", 1)[-1] in FEED_FORMATS.values() for unit in units.values() for path in unit.files)
    return Built(articles, cards, feeds, findings, made)


# the ledger: two lines of JSON, so that a build with nothing to do reads the first only

_FORMAT = 2


def _ledger_bytes(outcome: Outcome, known: Known) -> bytes:
    built = outcome.built._replace(findings=[])
    head = [_FORMAT, outcome.state, built, [_finding_row(f) for f in outcome.built.findings], outcome.files]
    articles = {
        path: [k.key, k.article.section, k.article.json, [_finding_row(f) for f in k.findings]]
        for path, k in known.articles.items()
    }
    return b"\n".join(json.dumps(part, ensure_ascii=False).encode() for part in (head, [articles, known.units]))


def _finding_row(finding: Finding) -> list[Any]:
    place, code, field, message, cure, severity = finding
    return [list(place), code, field, list(message), list(cure), str(severity)]


def _parse_ledger(data: bytes) -> tuple[Outcome | None, bytes]:
    """The outcome of the last build, and what `_parse_known` reads; of another version's ledger nothing."""
    head, _, rest = data.partition(b"\n")
    try:
        format_, state, built, rows, files = json.loads(head or b"null") or [None] * 5
        if format_ != _FORMAT:
            return None, b""
        return Outcome(state, Built(*built)._replace(findings=_findings(rows)), _files(files)), rest
    except (ValueError, TypeError):
        return None, b""


def _parse_known(rest: bytes) -> Known:
    if not rest:
        return Known({}, {})
    articles, units = json.loads(rest)
    return Known(
        {
            path: Read(key, work.Typed(section, text), _findings(rows))
            for path, (key, section, text, rows) in articles.items()
        },
        {name: Unit(key, _files(made), _files(aside)) for name, (key, made, aside) in units.items()},
    )


def _findings(rows: Iterable[Sequence[Any]]) -> list[Finding]:
    return [Finding(Place(*p), c, f, Text(*m), Text(*u), Severity(s)) for p, c, f, m, u, s in rows]


def _files(rows: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, int]]:
    return {path: (name, size) for path, (name, size) in rows.items()}
