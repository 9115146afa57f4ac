"""What a person reads in the terminal: findings, progress, and how it ended. Quiet where nobody watches."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pufa.checks.cites import Cite
from pufa.checks.facts import Fact
from pufa.model.finding import Finding, Severity, printable
from pufa.model.text import Language, Text

if TYPE_CHECKING:  # the engine draws cards; `pufa check` need not load what draws them
    from pufa.host.ledger import Built

Tell = Callable[[Text, int, int], None]
"""Is told how far a stage is: what, done, of how many."""


def language() -> Language:
    """The language of messages: Chinese, unless `--lang en` set PUFA_LANG for this process."""
    return Language(os.environ.get("PUFA_LANG", "zh"))


def say(text: Text) -> None:
    """A line for people, on standard error."""
    print(printable(text.to(language())), file=sys.stderr)


def say_findings(findings: Iterable[Finding]) -> None:
    """Each finding on a line of its own, on standard error."""
    for finding in findings:
        print(finding.line(language()), file=sys.stderr)


def as_json(findings: Iterable[Finding], language: Language) -> str:
    """The findings as a JSON array, for editors and other programs."""
    return json.dumps(
        [
            {
                "path": f.place.path,
                "line": f.place.line,
                "column": f.place.column,
                "code": f.code,
                "severity": f.severity,
                "field": f.field,
                "message": printable(f.message.to(language)),
                "cure": printable(f.cure.to(language)),
            }
            for f in findings
        ],
        ensure_ascii=False,
        indent=2,
    )


def cite_line(cite: Cite, language: Language) -> str:
    """A citation as one line: where it stands, what is cited in which version, and the article's title."""
    path, line, _ = cite.place
    how = Text("引原文" if cite.quoted else "列出", "quoted" if cite.quoted else "listed").to(language)
    if cite.wording is None:
        said = Text(f"{cite.on} 没有这一条", f"not in force on {cite.on}").to(language)
    else:
        version = cite.wording.version
        said = f"{cite.wording.statute.id}/{cite.wording.provision.number} {version.valid_from or ''}—{version.valid_to or ''}"
    return printable(f"{path}:{line}: {cite.id} → {said} | {how} | {cite.title}")


def cites_as_json(cites: Iterable[Cite]) -> str:
    """The citations as a JSON array."""
    rows = []
    for cite in cites:
        version = cite.wording.version if cite.wording else None
        rows.append(
            {
                "path": cite.place.path,
                "line": cite.place.line,
                "title": cite.title,
                "cited": cite.id,
                "on": cite.on.isoformat(),
                "quoted": cite.quoted,
                "provision": f"{cite.wording.statute.id}/{cite.wording.provision.number}" if cite.wording else None,
                "valid_from": version.valid_from.isoformat() if version and version.valid_from else None,
                "valid_to": version.valid_to.isoformat() if version and version.valid_to else None,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def fact_line(fact: Fact, language: Language) -> str:
    """A fact as one line: where it stands, what it is, and where it comes from."""
    path, line, column = fact.place
    origin = fact.origin.to(language) if fact.origin else Text("说不出出处", "UNACCOUNTED").to(language)
    detail = f" {fact.detail}" if fact.detail else ""
    return printable(f"{path}:{line}:{column}: {fact.kind.to(language)} {fact.text} ← {origin}{detail}")


def facts_as_json(facts: Iterable[Fact]) -> str:
    """The facts as a JSON array; `origin` is null where none was found."""
    rows = [
        {
            "path": f.place.path,
            "line": f.place.line,
            "column": f.place.column,
            "kind": f.kind,
            "text": f.text,
            "origin": f.origin,
            "detail": f.detail,
        }
        for f in facts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(finding: Finding, language: Language) -> str:
    """The finding as a workflow command: an annotation beside the line of the pull request."""
    kind = "error" if finding.severity is Severity.ERROR else "notice"
    said = printable(f"{finding.message.to(language)} {finding.cure.to(language)}")
    path = _property(finding.place.path)
    title = _property(f"{finding.code} {finding.field}".strip())
    return f"::{kind} file={path},line={finding.place.line},col={finding.place.column},title={title}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def progress(what: Text, done: int, total: int) -> None:
    """Show how far a long stage is, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{what.to(language())} {done}/{total}", end=end, file=sys.stderr, flush=True)


def stopped(findings: Iterable[Finding]) -> str:
    """The sentence that ends a build with errors."""
    count = sum(f.severity is Severity.ERROR for f in findings)
    return Text(
        f"有 {count} 处要改，没有发布任何东西，原来的网站没有动。",
        f"{count} to mend; nothing was published, the site is as it was.",
    ).to(language())


def busy(site: Path) -> str:
    """The sentence for a second build."""
    return Text(
        f"另一次构建正在写 {site.name}，等它结束再运行。",
        f"another build is writing {site.name}; run this again when it has ended.",
    ).to(language())


def summary(site: Path, built: "Built", seconds: float) -> None:
    """How a build ended."""
    count = len(built.findings)
    say(
        Text(
            f"完成：{built.articles} 篇文章，{built.cards} 张卡片，{built.feeds} 个订阅，{count} 条提醒，"
            f"重做 {built.made} 件，{seconds:.1f} 秒。网站在 {site}",
            f"Done: {built.articles} articles, {built.cards} cards, {built.feeds} feeds, {count} findings, "
            f"{built.made} made anew, {seconds:.1f} s. The site is in {site}",
        )
    )


def no_index(reason: str) -> str:
    """The sentence for a search index that could not be made."""
    return Text(f"搜索索引没有做成：{reason}", f"The search index could not be made: {reason}").to(language())
