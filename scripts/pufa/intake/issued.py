"""The list of files that were once issued: `content/issued.tsv`, which `pufa issue` and `pufa kit` write."""

import re
from collections.abc import Iterable

from pufa.model.finding import Finding, Place
from pufa.model.seal import Seal
from pufa.model.text import Language, Text

ISSUED = "content/issued.tsv"
"""Where it stands, from the project's root."""

ISSUED_BYTES = 100_000_000
"""A million files."""

_ROW = re.compile(r"([0-9a-f]{64})\t([a-z0-9-]+)\t(zh|en)\t([a-z0-9-]+)\t(\d{4}-\d{2}-\d{2})")


def parse_issued(data: bytes) -> tuple[list[Seal], list[Finding]]:
    """The seals in the list, one a line, and a finding for each line that is none, or where it is too long."""
    seals, findings = [], []
    if len(data) > ISSUED_BYTES:
        return [], [_broken(1)]
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if row := _ROW.fullmatch(line):
            digest, article, language, name, version = row.groups()
            seals.append(Seal(digest, article, Language(language), name, version))
        elif line:
            findings.append(_broken(number))
    return seals, findings


def render_issued(seals: Iterable[Seal]) -> bytes:
    """The list again, each file once, by digest."""
    return "".join("\t".join(seal) + "\n" for seal in sorted(set(seals))).encode()


def _broken(number: int) -> Finding:
    return Finding(
        Place(ISSUED, number),
        "F10",
        "",
        Text(
            "这一行不是图片指纹。这个文件由命令写，不用手改。",
            "this line is no seal; commands write this file, people need not.",
        ),
        Text(
            "把这个文件恢复成提交里的样子，或删掉这一行。", "Restore the file from the last commit, or delete the line."
        ),
    )
