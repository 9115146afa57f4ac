"""A project on disk, read and judged. Knows nothing of MkDocs or Pillow, so that `pufa check` is quick."""

from pathlib import Path
from typing import NamedTuple

from pufa import disk
from pufa.checks.rules import check, unechoed
from pufa.intake.article import parse_article
from pufa.intake.registry import parse_registries
from pufa.model.finding import Finding, Severity
from pufa.model.library import Entry, Library


class Project(NamedTuple):
    """What content/ says, and everything that is wrong with it."""

    entries: list[Entry]
    library: Library
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build."""
        return [f for f in self.findings if f.severity is Severity.ERROR]


def read_project(root: Path) -> Project:
    """Read and check everything below `root`/content."""
    content = disk.read_content(root)
    registries, findings = parse_registries(content.registries.items(), disk.read_characters(root))
    findings += content.findings
    entries: list[Entry] = []
    for path, data in sorted(content.articles.items()):
        entry, wrong = parse_article(path, data)
        findings += wrong
        if entry:
            entries.append(entry)
    unread = content.paths - {e.article.path for e in entries}
    findings += unechoed(check(entries, registries), unread)
    library = Library((e.article for e in entries), registries)
    return Project(entries, library, sorted(findings))
