"""Making: every unit of the site, from what was read. What is known under the same key is taken; the rest the crew makes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import distributions
from typing import NamedTuple

from pufa import disk
from pufa.host import work
from pufa.host.crew import Crew, chunks
from pufa.host.keys import digest, items, shown
from pufa.host.ledger import Files, Known, Unit
from pufa.host.reading import Reading
from pufa.host.seals import sealed
from pufa.host.terminal import Tell
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.finding import Finding, Place
from pufa.model.seal import Archive
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Topic
from pufa.pages.verify import seal_files
from pufa.press import Unprintable
from pufa.search.shards import directory, shards


class Refused(Exception):
    """The content has errors; nothing was made."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Lost(Exception):
    """Files that the ledger speaks of, by digest, and that the store has no more."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(f"{len(names)} files")
        self.names = names


class Basis(NamedTuple):
    """What all units of a build have in common: the site and the theme, and the keys of `looks`, `studio` and `law`.

    `looks` stands for our code and for what pages are set with, `studio` also for what cards are drawn with, `law` for
    the registries.
    """

    site: Site
    theme: disk.ThemeFiles
    looks: str
    studio: str
    law: str
    drawer: str

    @classmethod
    def of(cls, site: Site, theme: disk.ThemeFiles, code: str, law: str, drawer: str) -> "Basis":
        """The basis of a build by code whose digest is `code`; compiled templates are kept in the folder `drawer`."""
        looks = digest(code, *items(theme.templates), *items(theme.assets), *items(theme.art))
        return cls(site, theme, looks, digest(looks, theme.palette, theme.scenes, *items(theme.paper)), law, drawer)


class Making:
    """One making of all units."""

    def __init__(self, basis: Basis, reading: Reading, store: disk.Store, crew: Crew, tell: Tell) -> None:
        """Of what was read, on `basis`; files go to `store`."""
        self._basis, self._reading, self._store, self._crew, self._tell = basis, reading, store, crew, tell
        self._library = reading.library
        self._packed = work.pack(work.Desk(basis.site, reading.library.registries, basis.theme, basis.drawer))
        self._press = work.press(self._packed)
        self._outer = {a.path: digest(reading.known[a.path].article.json) for a in self._library.articles}
        self._same = (basis.looks, basis.law, repr(basis.site))
        self.frame = digest(*self._same, basis.studio, *(part for pair in self._outer.items() for part in pair))
        """The digest of all that one page shows of others."""
        self._by_path = {a.path: a for a in self._library.articles}
        self._related = cache(lambda path: [a.path for a in self._library.related(self._by_path[path])])
        self._units: dict[str, Unit] = {}

    def units(self, before: Known) -> dict[str, Unit]:
        """Every unit by name. Raises Lost where the store has lost what one is made from; Refused, IndexFailed."""
        if before.frame == self.frame:
            # Nobody's header has changed: only the pages that were read anew differ, their shards and feeds.
            own = {f"{kind}:{path}" for path in self._reading.full for kind in ("page", "kit")}
            self._units = {
                name: unit
                for name, unit in before.units.items()
                if name not in own and not name.startswith(("shard:", "feeds:", "papers:"))
            }
            articles = [a for a in map(self._by_path.get, self._reading.full) if a]
            self._print(self._wanted({f"page:{a.path}": self._page_key(a) for a in articles}, before))
            self._make_kits(articles, before)
        else:
            self._units = {}
            self._print(self._wanted({f"page:{a.path}": self._page_key(a) for a in self._library.articles}, before))
            self._print_sheets(before)
            self._draw(before)
            self._make_kits(self._library.articles, before)
            self._loose()
        self._index(before)
        self._feeds(before)
        self._collect(before)
        self._seal()
        return self._units

    def _wanted(self, keys: Mapping[str, str], before: Known) -> dict[str, str]:
        """Those units of `keys` that are to be made; the others, made before under the same key, are taken."""
        wanted = {}
        for name, key in keys.items():
            unit = before.units.get(name)
            if unit and unit.key == key:
                self._units[name] = unit
            else:
                wanted[name] = key
        return wanted

    def _keep(self, name: str, key: str, artifacts: Iterable[Artifact], aside: Iterable[Artifact] = ()) -> None:
        files, hidden = ({a.path: (self._store.put(a.data), len(a.data)) for a in some} for some in (artifacts, aside))
        self._units[name] = Unit(key, files, hidden)

    # pages and cards

    def _page_key(self, article: Article) -> str:
        related = self._related(article.path)
        beside = [*related, *(a.path for a in self._library.named(article))]
        own = self._reading.known[article.path].key
        return digest(*self._same, own, *(self._outer[path] for path in beside), str(len(related)))

    def _print(self, wanted: Mapping[str, str]) -> None:
        paths = sorted(name.removeprefix("page:") for name in wanted)
        packs, calls = list(chunks(paths)), []
        for pack in packs:
            beside = [self._related(path) for path in pack]
            near = {path for some in beside for path in some}
            near.update(a.path for path in pack for a in self._library.named(self._by_path[path]))
            calls.append((self._packed, self._manuscripts(pack), self._typed(near), beside))
        done = 0
        for pack, printed in zip(packs, self._crew.map(work.print_pages, calls), strict=True):
            for path, (page, staged) in zip(pack, printed, strict=True):
                self._keep(f"page:{path}", wanted[f"page:{path}"], [page], [staged] if staged else [])
            done += len(pack)
            self._tell(Text("排页面", "pages"), done, len(paths))

    def _print_sheets(self, before: Known) -> None:
        self._press.take(self._library)  # printing here, for want of workers, gave it another
        sheets = {f"sheet:{sheet.head.path}": sheet for sheet in self._press.sheets()}
        keys = {
            name: digest(*self._same, sheet.template, shown(sheet.head, self._outer), shown(sheet.values, self._outer))
            for name, sheet in sheets.items()
        }
        wanted = self._wanted(keys, before)
        packs = list(chunks(list(wanted)))
        calls = [(self._packed, [sheets[name] for name in pack]) for pack in packs]
        for pack, printed in zip(packs, self._crew.map(work.print_sheets, calls), strict=True):
            for name, page in zip(pack, printed, strict=True):
                self._keep(name, wanted[name], [page])

    def _draw(self, before: Known) -> None:
        """The pictures of site and sections, and the card of each article. Raises Refused where one cannot be drawn."""
        studio = self._basis.studio
        key = digest(studio, *self._same)
        if self._wanted({"icon": key}, before):
            covers = self._press.covers() if self._basis.site.cards else ()
            self._keep("icon", key, [self._press.icon(), *covers])
        if not self._basis.site.cards:
            return
        keys = {f"card:{path}": digest(studio, *self._same, outer) for path, outer in self._outer.items()}
        wanted = self._wanted(keys, before)
        paths = sorted(name.removeprefix("card:") for name in wanted)
        packs = list(chunks(paths))
        calls = [(self._packed, [self._reading.known[path].article for path in pack]) for pack in packs]
        findings: list[Finding] = []
        done = 0
        for pack, drawn in zip(packs, self._crew.map(work.draw_cards, calls), strict=True):
            for path, card in zip(pack, drawn, strict=True):
                if isinstance(card, Artifact):
                    self._keep(f"card:{path}", wanted[f"card:{path}"], [card])
                else:
                    findings += card
            done += len(pack)
            self._tell(Text("画卡片", "cards"), done, len(paths))
        if findings:
            raise self._refused(findings)

    def _make_kits(self, articles: Sequence[Article], before: Known) -> None:
        """The share kit of each of the `articles`. Raises Refused where a picture cannot be drawn."""
        if not self._basis.site.kits:
            return
        wanted = self._wanted({f"kit:{a.path}": self._kit_key(a) for a in articles}, before)
        packs = list(chunks(sorted(name.removeprefix("kit:") for name in wanted)))
        calls = []
        for pack in packs:
            near = {a.path for path in pack for a in self._library.named(self._by_path[path])}
            near.update(a.path for path in pack for a in self._siblings(path))
            drawn = [self._units[f"card:{path}"].files for path in pack]
            cards = [size for files in drawn for _, size in files.values()]
            calls.append((self._packed, self._manuscripts(pack), self._typed(near), cards))
        findings: list[Finding] = []
        done = 0
        for pack, made in zip(packs, self._crew.map(work.make_kits, calls), strict=True):
            for path, kit in zip(pack, made, strict=True):
                artifacts = [file for file in kit if isinstance(file, Artifact)]
                self._keep(f"kit:{path}", wanted[f"kit:{path}"], artifacts)
                findings += [wrong for wrong in kit if isinstance(wrong, Finding)]
            done += len(pack)
            self._tell(Text("配转发素材", "share kits"), done, len(wanted))
        if findings:
            raise self._refused(findings)

    def _refused(self, findings: Iterable[Finding]) -> Refused:
        """What could not be drawn, each with the line on which it stands: a character, or the name of a scene."""
        placed = []
        for finding in findings:
            lines = self._reading.sources[finding.place.path].decode("utf-8", "replace").splitlines()
            sought = "scene:" if finding.code == "C02" else finding.field
            found = ((number, line.find(sought)) for number, line in enumerate(lines, 1) if sought in line)
            number, column = next(found, (1, 0))
            placed.append(finding._replace(place=Place(finding.place.path, number, column + 1)))
        return Refused(sorted(set(placed)))

    def _collect(self, before: Known) -> None:
        """What is printed of all guides: the round-up, the booklets."""
        if not (self._basis.site.kits and self._basis.site.all_formats):
            return
        shelves = {language: self._library.shelf(language, Section.GUIDES) for language in Language}
        keys = {
            f"papers:{language}": digest(
                self._basis.studio, *self._same, *(self._reading.known[guide.path].key for guide in guides)
            )
            for language, guides in shelves.items()
        }
        wanted = self._wanted(keys, before)
        languages = [language for language in Language if f"papers:{language}" in wanted]
        calls = [(self._packed, self._manuscripts(g.path for g in shelves[o]), o) for o in languages]
        try:
            for language, papers in zip(languages, self._crew.map(work.print_collections, calls), strict=True):
                self._keep(f"papers:{language}", wanted[f"papers:{language}"], papers)
        except Unprintable as error:
            raise self._refused(error.findings) from error

    def _kit_key(self, article: Article) -> str:
        beside = [*(a.path for a in self._library.named(article)), *(a.path for a in self._siblings(article.path))]
        own = self._reading.known[article.path].key
        return digest(self._basis.studio, *self._same, own, *(self._outer[path] for path in beside))

    def _siblings(self, path: str) -> list[Article]:
        article = self._by_path[path]
        found = (self._library.sibling(article, language) for language in Language if language is not article.language)
        return [other for other in found if other]

    def _manuscripts(self, paths: Iterable[str]) -> list[work.Manuscript]:
        full, sources = self._reading.full, self._reading.sources
        return [work.Manuscript(path, full.get(path), b"" if path in full else sources[path]) for path in paths]

    def _typed(self, paths: Iterable[str]) -> dict[str, work.Typed]:
        return {path: self._reading.known[path].article for path in sorted(paths)}

    def _seal(self) -> None:
        """What the site says of pictures that somebody holds against it."""
        if self._basis.site.cards:
            current = sealed(self._units, self._by_path)
            known = Archive(current, self._reading.issued, self._library.articles)
            self._keep("seals", "", seal_files(known, self._basis.site))

    def _loose(self) -> None:
        self._press.take(self._library)
        self._keep("loose", "", self._press.loose())

    # what is made from pages

    def _index(self, before: Known) -> None:
        """The search index of each language, shard by shard."""
        keys: dict[str, str] = {}
        staged: dict[str, Files] = {}
        for language in Language:
            parts = shards(self._library.shelf(language))
            for name, articles in parts.items():
                files = {path: f for a in articles for path, f in self._units[f"page:{a.path}"].aside.items()}
                staged[f"shard:{language}/{name}"] = files
                keys[f"shard:{language}/{name}"] = digest(_INDEX, *(d for d, _ in files.values()), *files)
            self._keep(f"shards:{language}", "", [Artifact(f"pagefind/{language}/shards.json", directory(parts))])
        wanted = self._wanted(keys, before)
        calls = [(self._all(staged[name]),) for name in wanted]
        for done, (name, indexed) in enumerate(zip(wanted, self._crew.map(work.index, calls), strict=True), 1):
            folder = f"pagefind/{name.removeprefix('shard:')}/"
            self._keep(name, keys[name], (a._replace(path=folder + a.path) for a in indexed))
            self._tell(Text("编索引", "search index"), done, len(wanted))

    def _all(self, files: Files) -> dict[str, bytes]:
        """What the store holds of `files`. Raises Lost where it does not hold all."""
        found = {path: self._store.read(name) for path, (name, _) in files.items()}
        if lost := {files[path][0] for path, data in found.items() if data is None}:
            raise Lost(lost)
        return {path: data for path, data in found.items() if data is not None}

    def _feeds(self, before: Known) -> None:
        self._press.take(self._library)
        keys: dict[str, str] = {}
        shelves: dict[str, tuple[Language, Section | Topic | None]] = {}
        for language in Language:
            for section in (None, *Section, *Topic):
                name = f"feeds:{language}/{section or ''}"
                shelves[name] = language, section
                parts = [
                    self._units[f"{kind}:{a.path}"]
                    for a in self._press.fed(language, section)
                    for kind in ("page", "card")
                    if f"{kind}:{a.path}" in self._units
                ]
                keys[name] = digest(
                    *self._same,
                    self._units["icon"].key,
                    *(part.key for part in parts),
                    *(repr(part.files) for part in parts),
                )
        wanted = self._wanted(keys, before)
        if not wanted:
            return
        sizes = {path: size for unit in self._units.values() for path, (_, size) in unit.files.items()}
        for name in wanted:
            self._keep(
                name, keys[name], self._press.feeds(*shelves[name], sizes, lambda a: self._reading.whole(a.path))
            )


_INDEX = digest("search index", *(f"{d.name}=={d.version}" for d in distributions() if d.name.startswith("pagefind")))
