"""Reading: what content/ says, each article by itself and all of them together."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pufa import disk
from pufa.checks.rules import check_library, unechoed
from pufa.host import work
from pufa.host.crew import Crew, chunks
from pufa.host.keys import digest
from pufa.host.ledger import Read
from pufa.host.project import Art
from pufa.host.terminal import Tell
from pufa.intake.article import parse_article
from pufa.intake.issued import parse_issued
from pufa.intake.registry import parse_registries
from pufa.model.article import Article
from pufa.model.finding import Finding, Place, Places
from pufa.model.library import Entry, Library
from pufa.model.registry import Registries
from pufa.model.seal import Seal
from pufa.model.site import Site
from pufa.model.text import Text


class Reading(NamedTuple):
    """What content/ says, and what is wrong with it.

    The `library` holds articles without the parts of their bodies. `known` is what came of each file; `full` are those
    that were read this time, with all of their bodies; `sources` the files themselves. `issued` are the seals of files
    that were issued before.
    """

    library: Library
    known: dict[str, Read]
    full: dict[str, work.Typed]
    sources: Mapping[str, bytes]
    issued: list[Seal]
    findings: list[Finding]

    def whole(self, path: str) -> Article:
        """The article of the file `path`, with all of its body."""
        if path in self.full:
            return self.full[path].article()
        entry, findings = parse_article(path, self.sources[path])
        assert entry, findings  # it was read and judged before
        return entry.article


def read(
    content: disk.Content,
    site: Site,
    art: Art,
    law: str,
    before: Mapping[str, Read],
    crew: Crew,
    tell: Tell,
) -> Reading:
    """Read `content`. What `before` knows under the same key is not read again; `law` is the key of all that judges it."""
    registries, findings = parse_registries(content.registries.items(), art.characters, art.scenes)
    issued, broken = parse_issued(b"".join(content.issued.values()))
    findings += [*content.findings, *art.findings, *broken]
    keys = {path: digest(law, path, source) for path, source in sorted(content.articles.items())}
    known = {path: k for path, key in keys.items() if (k := before.get(path)) and k.key == key}
    full: dict[str, work.Typed] = {}
    missing = [(path, content.articles[path]) for path in keys if path not in known]
    packed = work.pack(work.Desk(site, registries, disk.NO_THEME))
    done = 0
    for parsed in crew.map(work.parse, [(packed, chunk) for chunk in chunks(missing)]):
        for path, article, slim, found in parsed:
            findings += found
            if article and slim:
                full[path] = article
                known[path] = Read(keys[path], slim, found)
        done += len(parsed)
        tell(Text("读文章", "reading"), done, len(missing))
    findings += [f for path, k in known.items() if path not in full for f in k.findings]
    articles = [known[path].article.article() for path in keys if path in known]
    findings += unechoed(_check_library(articles, content, registries), content.paths - known.keys())
    return Reading(Library(articles, registries), known, full, content.articles, issued, sorted(set(findings)))


def _check_library(articles: Sequence[Article], content: disk.Content, registries: Registries) -> list[Finding]:
    """The rules about all articles, first without places; where one objects, the files are read again for theirs."""
    entries = {a.path: Entry(a, "", Places(Place(a.path))) for a in articles}
    wrong = {f.place.path for f in check_library(entries.values(), registries)}
    if not wrong:
        return []
    for path in wrong:
        entry, _ = parse_article(path, content.articles[path])
        if entry:
            entries[path] = entry
    return check_library(entries.values(), registries)
