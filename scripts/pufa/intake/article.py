"""One file of content/ becomes an Entry."""

from typing import Any

from pufa.intake.body import parse_body
from pufa.intake.decode import decode
from pufa.intake.header import parse_header
from pufa.intake.manuscript import parse_manuscript
from pufa.model.article import KINDS
from pufa.model.finding import Finding
from pufa.model.library import Entry


def parse_article(path: str, data: bytes) -> tuple[Entry | None, list[Finding]]:
    """The article in the file at `path` (`content/SECTION/SLUG[.en].md`) with content `data`.

    Returns None and every finding when it cannot be published.
    """
    manuscript, findings = parse_manuscript(path, data)
    if manuscript is None:
        return None, findings
    header, wrong = parse_header(path, manuscript.header, 2)
    body, odd = parse_body(manuscript)
    given: dict[str, Any] = {
        "slug": manuscript.slug,
        "language": manuscript.language,
        "path": path,
        "body": body,
    }
    article, unfit = decode(KINDS[manuscript.section], header, given)
    findings = [*findings, *wrong, *unfit, *odd]
    if article is None or findings:
        return None, findings
    return Entry(article, manuscript.text, header.places), findings
