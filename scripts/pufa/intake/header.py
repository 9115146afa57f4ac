"""The one reader of YAML: events in, text out. No tags, anchors, aliases or duplicate keys; every value stays as typed.

Types come from the model, never from YAML, so `no`, `012345` and `12:30` mean what they say.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from pufa.model.finding import Finding, Place, Places
from pufa.model.text import Text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KEY = "\0key"
"""Below the path of a value: the place of its key. No key that passes the character check can be spelled so."""
_DEPTH = 6
_NODES = 2000
_KEY = re.compile(r"^([A-Za-z_][\w-]*)\s*([:：])(\s*)(.*)$")


class Header(NamedTuple):
    """A mapping as typed: strings, lists and mappings only; `broken` keys have a finding already."""

    values: dict[str, Any]
    places: Places
    broken: frozenset[str]


class _Refused(Exception):
    """Valid YAML that is not allowed here."""

    def __init__(self, mark: Any, code: str, message: Text, cure: Text) -> None:
        super().__init__(message.en)
        self.mark, self.code, self.message, self.cure = mark, code, message, cure


def parse_header(path: str, text: str, first_line: int, nodes: int = _NODES) -> tuple[Header, list[Finding]]:
    """Read the mapping `text`, whose first line is line `first_line` of the file at `path`.

    A broken entry does not hide the others: the text is then read entry by entry, and each mistake reported.
    """
    places = Places(Place(path, max(1, first_line - 1)))
    try:
        return Header(_Reader(path, text, first_line, places, nodes).mapping(), places, frozenset()), []
    except (yaml.YAMLError, _Refused):
        pass
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    broken: set[str] = set()
    for offset, lines in _entries(text):
        key = match.group(1) if (match := _KEY.match(lines[0])) else ""
        line = first_line + offset
        try:
            entry = _Reader(path, "\n".join(lines), line, places, nodes).mapping()
        except _Refused as error:
            place = Place(path, line + error.mark.line, error.mark.column + 1)
            findings.append(Finding(place, error.code, key, error.message, error.cure))
            broken.add(key)
        except yaml.YAMLError as error:
            findings.append(_diagnose(path, line, lines, key, error))
            broken.add(key)
        else:
            for name, value in entry.items():
                if name in values:
                    findings.append(_duplicate(Place(path, line), name))
                values[name] = value
    return Header(values, places, frozenset(broken)), findings


def _entries(text: str) -> Iterator[tuple[int, list[str]]]:
    """The text cut at every line that begins in the first column: (offset of the first line, lines)."""
    start, lines = 0, text.split("\n")
    chunk: list[str] = []
    for number, line in enumerate(lines):
        if line[:1] not in ("", " ", "\t", "#", "-", "}", "]"):
            if any(part.strip() for part in chunk):
                yield start, chunk
            start, chunk = number, []
        elif not chunk:
            start = number
        chunk.append(line)
    if any(part.strip() and not part.strip().startswith("#") for part in chunk):
        yield start, chunk


class _Reader:
    """Builds plain values from YAML events, noting where each stands."""

    def __init__(self, path: str, text: str, first_line: int, places: Places, nodes: int) -> None:
        self._events = yaml.parse(text, Loader=_LOADER)
        self._path, self._first_line, self._places, self._left = path, first_line, places, nodes

    def mapping(self) -> dict[str, Any]:
        """The document's one mapping."""
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return {}
        value = self._value(event, (), 0)
        if not isinstance(value, dict):
            raise yaml.MarkedYAMLError(problem="no mapping", problem_mark=event.start_mark)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _Refused(event.start_mark, "Y02", *_SECOND)
        return value

    def _next(self) -> Any:
        return next(self._events)

    def _value(self, event: Any, at: tuple[str | int, ...], depth: int) -> Any:
        self._left -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(event.start_mark, "Y04", *_ANCHOR)
        if event.tag is not None:
            raise _Refused(event.start_mark, "Y05", *_TAG)
        if depth > _DEPTH or self._left < 0:
            raise _Refused(event.start_mark, "Y06", *_LARGE)
        mark = event.start_mark
        self._places[at] = Place(self._path, self._first_line + mark.line, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(event, (*at, len(items)), depth + 1))
            return items
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event.start_mark, "Y03", *_NO_KEYS)
            key = self._value(event, (*at, event.value, KEY), depth)
            if key in values:
                old = self._places[(*at, key)].line
                raise _Refused(
                    event.start_mark,
                    "Y07",
                    Text(f"“{key}”写了两遍，第 {old} 行已经有。", f"“{key}” stands twice, first in line {old}."),
                    Text("删掉其中一行。", "Delete one of them."),
                )
            values[key] = self._value(self._next(), (*at, key), depth + 1)
            if values[key] == "":
                self._places[(*at, key)] = self._places[(*at, key, KEY)]
        return values


_SECOND = (
    Text("资料部分只能有一份。", "there can be only one front matter."),
    Text("删掉多出来的 ---。", "Delete the surplus ---."),
)
_NO_KEYS = (
    Text("这里应当是“键: 值”。", "this should be “key: value”."),
    Text("例如 title: 刷单返利。", "For example title: Task rebates."),
)
_ANCHOR = (
    Text("不能用 & 和 * 开头的写法（锚点和引用）。", "anchors and aliases (& and *) are not allowed."),
    Text('是文字就加引号，例如 title: "*重要*"。', 'If it is text, put it in quotes: title: "*important*".'),
)
_TAG = (
    Text("不能用 ! 开头的写法（类型标签）。", "tags (!…) are not allowed."),
    Text('是文字就加引号，例如 title: "!注意"。', 'If it is text, put it in quotes: title: "!watch out".'),
)
_LARGE = (
    Text("层次太深，或者条目太多。", "nested too deep, or too many entries."),
    Text("照模板的层次写。", "Keep to the template's structure."),
)


def _duplicate(place: Place, key: str) -> Finding:
    return Finding(
        place,
        "Y07",
        key,
        Text("这个键写了两遍。", "this key stands twice."),
        Text("删掉其中一行。", "Delete one of them."),
    )


def quoted(value: str) -> str:
    """`value` as a YAML string in quotes."""
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"


def _diagnose(path: str, first_line: int, lines: list[str], key: str, error: yaml.YAMLError) -> Finding:
    """What an officer most likely typed wrong, seen from the line, not from the parser's words."""
    mark = getattr(error, "problem_mark", None)
    index = min(mark.line if mark else 0, len(lines) - 1)
    while index > 0 and not lines[index].strip():
        index -= 1

    def found(at: int, column: int, code: str, message: Text, cure: Text) -> Finding:
        return Finding(Place(path, first_line + at, column), code, key, message, cure)

    for at, line in enumerate(lines):
        body = line.lstrip(" ")
        if body.startswith("\t") or "\t" in line[: len(line) - len(line.lstrip())]:
            cure = line.replace("\t", "  ").rstrip()
            return found(
                at,
                line.index("\t") + 1,
                "Y08",
                Text("这一行用制表符（Tab）缩进。", "this line is indented with a tab."),
                Text(f"换成两个空格：{cure}", f"Use two spaces: {cure}"),
            )
        match = _KEY.match(body.removeprefix("- "))
        if not match:
            continue
        name, colon, space, value = match.groups()
        if colon == "：":
            return found(
                at,
                line.index("：") + 1,
                "Y09",
                Text("键后面用了全角冒号。", "the colon after the key is a full-width one."),
                Text(f"改成英文冒号加空格：{name}: {value}", f"Type a half-width colon and a space: {name}: {value}"),
            )
        if not value:
            continue
        bare = value.split(" #")[0].rstrip()
        column = line.index(name) + len(name) + 2 + len(space)
        if value[:1] in "[{" and bare:
            opening, closing = value[0], {"[": "]", "{": "}"}[value[0]]
            rest = "\n".join([value, *lines[at + 1 :]])
            if rest.count(opening) > rest.count(closing):
                return found(
                    at,
                    column,
                    "Y10",
                    Text(f"“{opening}”没有配对的“{closing}”。", f"“{opening}” has no matching “{closing}”."),
                    Text(
                        f"如果是文字，加引号：{name}: {quoted(bare)}；如果是列表，补上“{closing}”。",
                        f"If it is text, use quotes: {name}: {quoted(bare)}; if a list, add “{closing}”.",
                    ),
                )
        if value[:1] in "\"'" and value.count(value[:1]) % 2:
            return found(
                at,
                column,
                "Y11",
                Text("引号没有配对。", "the quotation mark has no partner."),
                Text(f"补上另一半：{name}: {value}{value[0]}", f"Add the other one: {name}: {value}{value[0]}"),
            )
        if value[:1] not in "\"'[{" and (": " in bare or bare.endswith(":")):
            return found(
                at,
                column + max(bare.find(": "), 0),
                "Y12",
                Text(
                    "值里面有英文冒号加空格，会被当成另一个键。",
                    "the value holds a colon and a space, which reads as another key.",
                ),
                Text(f"整句加引号：{name}: {quoted(bare)}", f"Put it in quotes: {name}: {quoted(bare)}"),
            )
        if not space:
            return found(
                at,
                line.index(":") + 1,
                "Y13",
                Text("冒号后面少一个空格。", "a space is missing after the colon."),
                Text(f"写成 {name}: {value}", f"Type {name}: {value}"),
            )
        if value[:1] in "@`%&*!|>":
            return found(
                at,
                column,
                "Y14",
                Text(f"值不能用“{value[0]}”开头。", f"a value cannot begin with “{value[0]}”."),
                Text(f"整句加引号：{name}: {quoted(bare)}", f"Put it in quotes: {name}: {quoted(bare)}"),
            )
    return found(
        index,
        (mark.column if mark else 0) + 1,
        "Y01",
        Text(
            "这一行读不懂，前后可能缺引号、冒号，或缩进没有对齐。",
            "this line cannot be read: quotes, a colon or the indent may be wrong.",
        ),
        Text(
            "照模板写成“键: 值”，列表每条以“- ”开头并缩进两格。",
            "Write “key: value”; indent list items by two spaces and begin them with “- ”.",
        ),
    )
