"""A project on disk, read and judged. Loads neither MkDocs nor Pillow, so that `pufa check` is quick."""

from pathlib import Path
from typing import NamedTuple

from pufa import disk
from pufa.cards.scene import check_scenes, parse_scenes
from pufa.checks.rules import check, unechoed
from pufa.intake.article import parse_article
from pufa.intake.issued import parse_issued
from pufa.intake.registry import parse_registries
from pufa.model.finding import Finding, Severity
from pufa.model.library import Entry, Library
from pufa.model.seal import Seal


class Art(NamedTuple):
    """What articles may name of the art: characters, and scenes with whether each has room for the verdict stamp.

    `findings` are what is wrong with the table of scenes; there are then no scenes.
    """

    characters: frozenset[str]
    scenes: dict[str, bool]
    findings: list[Finding]

    @property
    def names(self) -> str:
        """All names in order, for a digest."""
        return repr((sorted(self.characters), sorted(self.scenes.items())))


def read_art(root: Path) -> Art:
    """What the art below `root`/theme can show; nothing where there is no theme."""
    characters, table, drawings = disk.read_characters(root), disk.read_scenes(root), disk.read_drawings(root)
    if not table:
        return Art(characters, {}, [])
    if findings := check_scenes(table, drawings):
        return Art(characters, {}, findings)
    return Art(characters, {name: scene.stamp for name, scene in parse_scenes(table, drawings).scene.items()}, [])


class Project(NamedTuple):
    """What content/ says, and everything that is wrong with it. `issued` are the seals of files issued before."""

    entries: list[Entry]
    library: Library
    issued: list[Seal]
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build."""
        return [f for f in self.findings if f.severity is Severity.ERROR]


def read_project(root: Path) -> Project:
    """Read and check everything below `root`/content."""
    content, art = disk.read_content(root), read_art(root)
    registries, findings = parse_registries(content.registries.items(), art.characters, art.scenes)
    issued, broken = parse_issued(b"".join(content.issued.values()))
    findings += [*content.findings, *art.findings, *broken]
    entries: list[Entry] = []
    for path, data in sorted(content.articles.items()):
        entry, wrong = parse_article(path, data)
        findings += wrong
        if entry:
            entries.append(entry)
    unread = content.paths - {e.article.path for e in entries}
    findings += unechoed(check(entries, registries), unread)
    library = Library((e.article for e in entries), registries)
    return Project(entries, library, issued, sorted(findings))
