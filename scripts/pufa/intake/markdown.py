"""Markdown to HTML, once: CommonMark with tables, no raw HTML, Chinese emphasis, and nh3 over what comes out.

The same tokens serve the checks and the page, so that nothing can read one way here and another way there.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_TAGS = {
    "p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "h5", "h6",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "tel", "mailto", "pufa"}
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--|<![A-Z]|<\?")


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's emphasis, but Chinese characters and marks count as word boundaries.

    By the letter of CommonMark `**“安全账户”**不安全` stays unmarked, since the closing stars stand between a mark and
    a letter. Chinese has no spaces that an officer could add, so stars beside a wide character may open and close; which
    of them they do is decided by what is open already.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    after_at = state.pos + scanned.length
    after = state.src[after_at] if after_at < state.posMax else " "
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*" and (_wide(before) or _wide(after)):
        can_open, can_close = not isWhiteSpace(ord(after)), not isWhiteSpace(ord(before))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def _wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef" or character in "“”‘’…—" or ord(character) > 0x1FFFF


def _any_link(_: str) -> bool:
    return True


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": 24, "breaks": False})
    md.enable(["table", "strikethrough"])
    md.disable(["html_block", "html_inline", "image", "autolink", "lheading", "reference"])
    md.inline.ruler.at("emphasis", _emphasis)
    md.validateLink = _any_link  # type: ignore[method-assign, assignment]  # our link rules judge it, with a line number
    return md


_PARSER = _parser()


def parse(text: str) -> list[Token]:
    """The block tokens of `text`."""
    return _PARSER.parse(text)


def render(tokens: list[Token]) -> str:
    """Sanitised HTML of `tokens`: what nh3 leaves of it."""
    return nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def plain(inline: Token) -> str:
    """The words of an inline token, without their marks."""
    return "".join(
        t.content if t.type in ("text", "code_inline") else " " if "break" in t.type else ""
        for t in inline.children or []
    )


def inlines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Each inline token with the line it begins at (from 0)."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.type == "inline":
            yield token, line


def raw_html(inline: Token) -> Iterator[re.Match[str]]:
    """What looks like HTML in the text of an inline token: the parser shows it as typed, and we refuse it."""
    for child in inline.children or []:
        if child.type == "text":
            yield from _HTML.finditer(child.content)


def links(inline: Token) -> Iterator[tuple[Token, str]]:
    """Each opening link of an inline token, with the text of the link."""
    open_: Token | None = None
    words: list[str] = []
    for child in inline.children or []:
        if child.type == "link_open":
            open_, words = child, []
        elif child.type == "link_close" and open_ is not None:
            yield open_, "".join(words)
            open_ = None
        else:
            words.append(child.content)


def is_external(href: str) -> bool:
    """Whether a link leaves the site."""
    parts = urlsplit(href)
    return bool(parts.scheme or parts.netloc)
