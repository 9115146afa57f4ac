"""Rules about links: a reader is never handed a live scam link, nor a dead one of ours."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from pufa.model.body import Heading
from pufa.model.finding import Finding, Place
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Language, Text

_TOP = "com|cn|net|org|cc|top|xyz|vip|info|io|app|club|shop|site|online|link|ltd|me|tv|biz|pro|icu|live|work|gov|edu|hk|tw|ru|us|uk|win|fun|store|tech|cloud|dev|page|example"
_ADDRESS = re.compile(
    rf"(?P<scheme>[a-z][a-z0-9+.-]*)://[^\s<>()（）\"“”]+|(?<![A-Za-z0-9_@./-])(?P<bare>(?:[a-z0-9-]+\.)+(?:{_TOP}))(?![A-Za-z0-9_-])",
    re.I,
)
_NUMERIC = re.compile(r"[\d.]+|0x[0-9a-f]+|\[.*", re.I)


def _host(address: str) -> str | None:
    """The host of an https address in ASCII, or None where the address hides or disguises it."""
    try:
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or parts.password or parts.port or not parts.hostname:
            return None
        host = parts.hostname.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    return None if _NUMERIC.fullmatch(host) or "\\" in address else host


def link_is_harmless(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """A link leads to an article, to a listed host over https, or to a telephone number of the registry."""
    numbers = {c.tel for c in registries.channels.values() if c.tel}
    for link in entry.article.body.links:
        href = html.unescape(link.href).strip()
        scheme = href.split(":", 1)[0].lower() if re.match(r"[a-z][a-z0-9+.-]*:", href, re.I) else ""
        if not scheme and not href.startswith(("//", "\\")):
            continue
        if scheme == "tel" and href[4:] in numbers:
            continue
        host = _host(href) if scheme == "https" else None
        if host is None or not registries.allows(host):
            shown = _defanged(href)
            yield Finding(
                Place(entry.article.path, link.line),
                "U02",
                "",
                Text(f"链接 {shown} 不在允许的名单里。", f"the link {shown} is not on the list of allowed hosts."),
                Text(
                    f"读者可能点进骗子的网站：去掉链接，只写文字 {shown}；官方网站请先登记到 content/hosts.yml。",
                    f"Readers might be handed a scam: remove the link, write {shown}; list official hosts in content/hosts.yml.",
                ),
            )


def _defanged(address: str) -> str:
    return re.sub(r"\.", "[.]", re.sub(r"(?i)^http", "hxxp", address))[:80]


def address_is_listed(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """Every web address in the file, linked or bare, is on a listed host or defanged (`hxxps://evil[.]example`)."""
    linked = {(link.line, link.href) for link in entry.article.body.links}
    for number, line in enumerate(entry.text.split("\n"), 1):
        if "." not in line and "．" not in line and "。" not in line:
            continue
        for match in _ADDRESS.finditer(unicodedata.normalize("NFKC", line)):
            if (match["scheme"] or "").lower().startswith("hxxp"):
                continue  # defanged already
            text = match.group().rstrip(".,;:!?、。，；：")
            if any(text in href for at, href in linked if at == number):
                continue  # the rule above speaks of it
            host = _host(text if match["scheme"] else f"https://{text}")
            if host is None or not registries.allows(host):
                shown = _defanged(text)
                yield Finding(
                    Place(entry.article.path, number, match.start() + 1),
                    "U03",
                    "",
                    Text(
                        f"网址 {shown} 不在允许的名单里，聊天软件会把它变成能点的链接。",
                        f"the address {shown} is not on the list of allowed hosts.",
                    ),
                    Text(
                        f"要提到它就写成 {shown}；官方网站请先登记到 content/hosts.yml。",
                        f"Write it as {shown}; list official hosts in content/hosts.yml.",
                    ),
                )


def link_leads_to_an_article(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """A link inside the site leads to an article that exists, and to a heading that it has."""
    known = {
        f"{e.article.section}/{e.article.slug}{'.en' if e.article.language is Language.EN else ''}": e for e in entries
    }
    for entry in entries:
        a = entry.article
        for link in a.body.links:
            path, mark, fragment = unquote(link.href).partition("#")
            if path and not link.target:
                continue  # another rule speaks of links that lead elsewhere
            target = known.get(link.target) if path else entry
            if target is None:
                near = get_close_matches(link.target, known, 1, 0.6)
                hint = f"是不是 {near[0]}.md？" if near else "检查文件名。"
                hint_en = f"Is it {near[0]}.md?" if near else "Check the file name."
                message = Text(f"链接指向的 {path} 不存在。", f"the link leads to {path}, which does not exist.")
                yield Finding(Place(a.path, link.line), "U04", "", message, Text(hint, hint_en))
            elif mark and fragment not in {p.anchor for p in target.article.body.parts if isinstance(p, Heading)}:
                yield Finding(
                    Place(a.path, link.line),
                    "U05",
                    "",
                    Text(
                        f"{path or '本页'} 没有“#{fragment}”这个小标题。",
                        f"{path or 'this page'} has no heading “#{fragment}”.",
                    ),
                    Text("去掉 # 后面的部分。", "Remove what follows the #."),
                )
