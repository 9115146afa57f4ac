"""Where a Chinese heading may break: between phrases, never inside a word, a number or a short quotation."""

import re
from functools import cache, lru_cache

from budoux import Parser, load_default_simplified_chinese_parser
from markupsafe import Markup, escape

_TRAILING = frozenset("的了着过吗呢吧们个只条种件项页上下里中")
"""Single characters that belong to what stands before them; every other one belongs to what follows."""

_MARKS = "，。：；、？！"
_CLAUSE = 8
"""Up to how many characters a clause stays whole: that many fit one line of a title on the smallest phone."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WHOLE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9.,:%-]*(?: ?[\u4e00-\u9fff](?![\u4e00-\u9fff]))?|“[^”]{1,8}”|《[^》]{1,12}》"
)


@cache
def _parser() -> Parser:
    return load_default_simplified_chinese_parser()


@lru_cache(maxsize=8192)
def phrases(text: str) -> Markup:
    """`text`, escaped, with `<wbr>` wherever a Chinese line may break; other text comes back escaped only."""
    if not _CHINESE.search(text):
        return escape(text)
    # within a phrase a space does not break either: “2014 年” stays on one line
    return Markup("<wbr>").join(
        piece.rstrip(" ").replace(" ", "\u00a0") + " " * piece.endswith(" ") for piece in cut(text)
    )


def cut(text: str) -> list[str]:
    """The phrases of `text`, in order; joined they are `text` again."""
    ends, end = set(), 0
    for piece in _parser().parse(text):
        end += len(piece)
        ends.add(end)
    for match in _WHOLE.finditer(text):
        ends -= set(range(match.start() + 1, match.end()))
    pieces, start = [], 0
    for end in sorted(ends | {len(text)}):
        pieces.append(text[start:end])
        start = end
    return _clauses(_joined(pieces))


def _joined(pieces: list[str]) -> list[str]:
    """The pieces with no single character left alone at the beginning or the end of a line."""
    joined: list[str] = []
    carried = ""
    for piece in pieces:
        whole, carried = carried + piece, ""
        letters = re.sub(r"\W", "", whole)
        belongs_before = not letters or letters in _TRAILING
        if joined and belongs_before and joined[-1][-1] not in _MARKS:
            joined[-1] += whole
        elif len(letters) > 1 or (letters and whole[-1] in _MARKS):
            joined.append(whole)
        else:
            carried = whole
    if carried:
        joined = [*joined[:-1], (joined[-1] if joined else "") + carried]
    return joined


def _clauses(pieces: list[str]) -> list[str]:
    """The pieces with those of a short clause (up to a comma, colon or full stop) put together."""
    clauses: list[str] = []
    clause: list[str] = []
    for last, piece in enumerate(pieces, 1):
        clause.append(piece)
        if piece[-1:] in _MARKS or last == len(pieces):
            clauses += ["".join(clause)] if sum(map(len, clause)) <= _CLAUSE else clause
            clause = []
    return clauses
