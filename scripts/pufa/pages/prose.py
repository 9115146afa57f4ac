"""The HTML of a body's prose, made ready for its page: inner links resolved. It was sanitised when it was parsed."""

import re
from collections.abc import Callable
from html import unescape

from markupsafe import Markup

from pufa.model.text import Language
from pufa.model.vocabulary import Section

Resolve = Callable[[Section, str, Language], str | None]
"""Section, slug and language of an article to its address, or None where there is no such page."""

_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'\s+([a-z-]+)="([^"]*)"')
_INNER = re.compile(r"pufa:([a-z-]+)/([a-z0-9-]+)(\.en)?(#.*)?")
_COMPOSITE = re.compile(
    r"\s*<blockquote>\s*<p>\s*(?:合成案例|(?:a )?composite case)[：:，,；;。.]?\s*((?:(?!<blockquote).)*?)</blockquote>",
    re.DOTALL | re.IGNORECASE,
)


def page_prose(html: str, resolve: Resolve) -> Markup:
    """`html` for our own pages: links to articles lead to their pages, a link to a page that is not there is text."""

    def attributes(name: str, value: str) -> str | None:
        return _address(value, resolve) if name == "href" else value

    return _rewritten(html, attributes)


def feed_prose(html: str, resolve: Resolve, page: str) -> Markup:
    """`html` for feeds: as `page_prose`, with every address whole, no classes and no ids. `page` is where it stands."""

    def attributes(name: str, value: str) -> str | None:
        if name in ("class", "id", "align"):
            return None
        if name == "href":
            return page + value if value.startswith("#") else _address(value, resolve)
        return value

    return _rewritten(html, attributes)


def composite_note(html: str) -> tuple[str, str]:
    """What the quotation at the beginning of `html` says after “composite case”, as text, and `html` without it.

    The page says in its own place that the case is composite. Where there is no such quotation, the text is empty.
    """
    match = _COMPOSITE.match(html)
    if match is None:
        return "", html
    said = unescape(re.sub(r"<[^>]+>", "", match[1])).strip()
    return said[:1].upper() + said[1:], html[match.end() :]


def _address(href: str, resolve: Resolve) -> str | None:
    if not href.startswith("pufa:"):
        return href
    match = _INNER.fullmatch(href)
    if match is None or match[1] not in [s.value for s in Section]:
        return None
    address = resolve(Section(match[1]), match[2], Language.EN if match[3] else Language.ZH)
    return None if address is None else address + (match[4] or "")


def _rewritten(html: str, attributes: Callable[[str, str], str | None]) -> Markup:
    """The tags of `html` with their attributes changed or, for None, left out.

    What comes from the sanitiser has every `<` of the text escaped and every attribute in double quotes, so a tag
    cannot be mistaken.
    """

    def tag(match: re.Match[str]) -> str:
        typed = _ATTRIBUTE.findall(match[2])
        outside = any(name == "href" and value.startswith("https://") for name, value in typed)
        kept = [(name, attributes(name, value)) for name, value in typed]
        words = "".join(f' {n}="{v}"' for n, v in kept if v is not None and n != "rel")
        rel = ' rel="external noopener noreferrer"' if outside else ""
        return f"<{match[1]}{words}{rel}{match[3]}>"

    # sanitised by nh3 when it was parsed: the one place where content becomes Markup
    return Markup(_TAG.sub(tag, html))
