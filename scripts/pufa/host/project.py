"""A project on disk, read and judged. Knows nothing of MkDocs or Pillow, so that `pufa check` is quick."""

from pathlib import Path
from typing import NamedTuple

from pufa import disk
from pufa.checks.rules import check, without_echoes
from pufa.intake.article import parse_article
from pufa.intake.issued import parse_issued
from pufa.intake.registry import parse_registries
from pufa.model.finding import Finding, Severity
from pufa.model.library import Entry, Library
from pufa.model.seal import Seal


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
    content = disk.read_content(root)
    registries, findings = parse_registries(content.registries.items(), disk.read_characters(root))
    issued, broken = parse_issued(b"".join(content.issued.values()))
    findings += [*content.findings, *broken]
    entries: list[Entry] = []
    for path, data in sorted(content.articles.items()):
        entry, wrong = parse_article(path, data)
        findings += wrong
        if entry:
            entries.append(entry)
    findings += check(entries, registries)
    findings = without_echoes(findings, content.articles.keys() - {e.article.path for e in entries})
    library = Library((e.article for e in entries), registries)
    return Project(entries, library, issued, sorted(findings))
