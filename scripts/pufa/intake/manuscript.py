"""A Manuscript: the file as typed, with limits and characters checked before any parser sees it."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from frontmatter.default_handlers import YAMLHandler

from pufa.model.finding import Finding, Place
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section

ARTICLE_BYTES = 200_000
HEADER_BYTES = 20_000
LINE_CHARACTERS = 20_000
RUN = 200
DEPTH = 12
"""Limits of threats T10 to T12; an article of 1,200 characters needs about 6,000 bytes."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.en)?\.md")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index|page|feed|atom)(\.en)?\.md")
_RUNS = re.compile(rf"([\[!<*_`(])(?:\s*\1){{{RUN},}}|(!\[){{{RUN // 2},}}")
_NESTING = re.compile(rf"^[ \t>]*(?:>[ \t]?){{{DEPTH + 1},}}|^(?:[ \t]*[-*+][ \t]){{{DEPTH + 1},}}")
_FENCE = re.compile(r"-{3,}\s*")


class Manuscript(NamedTuple):
    """An article's file, split: `header` without its fences, `body` beginning at line `body_line` (from 1)."""

    path: str
    section: Section
    slug: str
    language: Language
    text: str
    header: str
    body: str
    body_line: int


def located(path: str) -> tuple[Section, str, Language] | Finding:
    """Section, slug and language of `content/SECTION/SLUG[.en].md`, or what is wrong with the name."""
    pure = PurePosixPath(path)
    name = pure.name
    if not _NAME.fullmatch(name) or len(name) > 64:
        return Finding(
            Place(path),
            "N03",
            "",
            Text(
                "文件名只能用小写字母、数字和连字符，以 .md 结尾，英文版以 .en.md 结尾。",
                "a file name has lower-case letters, digits and hyphens and ends in .md, English ones in .en.md.",
            ),
            Text("请改名，例如 task-rebate.md。", "Rename it, for example task-rebate.md."),
        )
    if _RESERVED.fullmatch(name):
        return Finding(
            Place(path),
            "N05",
            "",
            Text("这个名字留给网站自己的页面，会互相覆盖。", "that name belongs to a page of the site itself."),
            Text("请换一个名字，例如 task-rebate.md。", "Choose another one, for example task-rebate.md."),
        )
    language = Language.EN if name.endswith(".en.md") else Language.ZH
    return Section(pure.parts[-2]), name.removesuffix(".md").removesuffix(".en"), language


def parse_manuscript(path: str, data: bytes) -> tuple[Manuscript | None, list[Finding]]:
    """Split the file at `path` (from the project's root) with content `data`; None where it cannot be read at all."""
    where = located(path)
    if isinstance(where, Finding):
        return None, [where]
    text, findings = parse_text(path, data, ARTICLE_BYTES)
    if text is None or findings:
        return None, findings
    lines = text.split("\n")
    if lines[0] != "---":
        return None, [_no_fence(path, lines[0])]
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None or lines[end] != "---":
        return None, [_no_closing(path, end)]
    # The fences are ours to judge; past that python-frontmatter's own split must see the same two parts.
    header, body = YAMLHandler().split(text)
    if len(header.encode()) > HEADER_BYTES:
        return None, [
            Finding(
                Place(path),
                "F09",
                "",
                Text("开头的资料部分超过 20 kB。", "the front matter is larger than 20 kB."),
                Text("把正文移到第二个 --- 下面。", "Move the text below the second ---."),
            )
        ]
    section, slug, language = where
    body_line = text[: len(text) - len(body)].count("\n") + 1
    return Manuscript(path, section, slug, language, text, "\n".join(lines[1:end]), body, body_line), []


def parse_text(path: str, data: bytes, limit: int) -> tuple[str | None, list[Finding]]:
    """`data` as text with LF line ends, or findings: size in bytes over `limit`, encoding, characters, lines, runs."""
    if len(data) > limit:
        return None, [
            Finding(
                Place(path),
                "F01",
                "",
                Text(f"文件超过 {limit // 1000} kB。", f"the file is larger than {limit // 1000} kB."),
                Text(
                    "请分成几篇，或检查是不是贴进了别的东西。", "Split it, or see whether something else was pasted in."
                ),
            )
        ]
    if data.startswith(b"\xef\xbb\xbf"):
        return None, [
            Finding(
                Place(path),
                "F03",
                "",
                Text("文件开头有一个看不见的 BOM 标记。", "the file begins with an invisible BOM mark."),
                Text("另存为“UTF-8（无 BOM）”。", "Save it as “UTF-8 without BOM”."),
            )
        ]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            Finding(
                Place(path, line),
                "F02",
                "",
                Text("这一行不是 UTF-8 编码，可能是 GBK。", "this line is not UTF-8, perhaps GBK."),
                Text("在编辑器里另存为 UTF-8。", "Save it as UTF-8 in your editor."),
            )
        ]
    text = text.replace("\r\n", "\n")
    return text, list(_characters(path, text)) + list(_lines(path, text))


def _characters(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable() and not _RADICAL.search(line):
            continue
        column = next((i for i in range(len(line)) if _forbidden(line, i)), None)
        if column is not None:
            character = line[column]
            name = unicodedata.name(character, "控制字符")
            yield Finding(
                Place(path, number, column + 1),
                "F04",
                "",
                Text(
                    f"这里有一个不许用的字符 U+{ord(character):04X}（{name}），多半是从别处复制时带来的。",
                    f"there is a forbidden character U+{ord(character):04X} ({name}), probably pasted in.",
                ),
                Text("删掉它，重新打这几个字。", "Delete it and type these words again."),
            )


_JOINERS = "\u200d\ufe0f"
_RADICAL = re.compile("[\u2e80-\u2fdf\ufffd]")
"""Kangxi and CJK radicals look like characters but are found by no search; U+FFFD is what a lost character leaves."""


def _forbidden(line: str, index: int) -> bool:
    character = line[index]
    if character == "\t" or character.isprintable() or character == "　":
        return _RADICAL.match(character) is not None
    if character in "\xa0\u2009\u202f":  # spaces that text from a word processor is full of: harmless
        return False
    if character in _JOINERS:  # joins emoji; anywhere else it hides text
        return index == 0 or unicodedata.category(line[index - 1]) not in ("So", "Sk", "Mn")
    return True


def _lines(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE_CHARACTERS:
            yield Finding(
                Place(path, number),
                "F05",
                "",
                Text("这一行超过两万字。", "this line has more than 20,000 characters."),
                Text("分成几段，段落之间空一行。", "Split it into paragraphs with an empty line between."),
            )
        elif run := _RUNS.search(line):
            yield _too_many(path, number, run.start() + 1)
        elif _NESTING.match(line) or len(line) - len(line.lstrip(" \t")) > 4 * DEPTH:
            yield _too_many(path, number, 1)


def _too_many(path: str, line: int, column: int) -> Finding:
    return Finding(
        Place(path, line, column),
        "F06",
        "",
        Text("同一个符号连着太多，或者层次太深。", "the same sign repeated too often, or nested too deep."),
        Text("删掉多余的符号。", "Delete the surplus signs."),
    )


def _no_fence(path: str, first: str) -> Finding:
    shown = "开头有空行或空格" if first.strip() in ("", "---") else "第一行应当只有三个短横"
    return Finding(
        Place(path),
        "F07",
        "",
        Text(f"没有找到资料部分：{shown}。", "there is no front matter: the first line must be three hyphens."),
        Text(
            "第一行写 ---，资料写完再写一行 ---。", "Begin with a line ---, and end the front matter with a line ---."
        ),
    )


def _no_closing(path: str, line: int | None) -> Finding:
    return Finding(
        Place(path, (line or 0) + 1),
        "F08",
        "",
        Text("资料部分没有结束：缺第二行 ---。", "the front matter does not end: the second --- is missing."),
        Text(
            "在正文前面单独写一行 ---（三个短横，前后没有空格）。",
            "Write a line --- (three hyphens, no spaces) before the text.",
        ),
    )
