"""The prose of a body for paper: its sanitised HTML as a tree of plain values."""

from html.parser import HTMLParser
from typing import Any

_ALONE = {"br", "hr"}


def tree(html: str) -> list[Any]:
    """`html` as JSON can hold it: text as strings, each element as its tag and its children. Attributes are left out."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    """Follows the tags of what nh3 let pass: they are closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Any] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (attributes are not printed)
        children: list[Any] = []
        self._open[-1].append({"tag": tag, "children": children})
        if tag not in _ALONE:
            self._open.append(children)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALONE:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open[-1].append(data.replace("\n", " "))
