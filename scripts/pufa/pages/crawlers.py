"""What machines read: the site map, and robots.txt."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import NamedTuple

from pufa.model.moment import CHINA
from pufa.model.site import Site
from pufa.model.text import Language


class Stop(NamedTuple):
    """A page in the site map: its path, when it last changed, and the same page in every language that has it."""

    path: str
    changed: datetime | None
    languages: Mapping[Language, str]


def sitemap(stops: Iterable[Stop], site: Site) -> bytes:
    """The site map (sitemaps.org, with the alternate links that search engines read), in the order given."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    for path, changed, languages in stops:
        lines.append(f"<url><loc>{escape(site.absolute(path))}</loc>")
        if changed:
            lines.append(f"<lastmod>{changed.astimezone(CHINA).isoformat(timespec='seconds')}</lastmod>")
        if len(languages) > 1:
            for tag, other in alternates(languages).items():
                href = escape(site.absolute(other))
                lines.append(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>')
        lines.append("</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def alternates(languages: Mapping[Language, str]) -> dict[str, str]:
    """The tag of each language to the path, for a page that exists in several languages; the Chinese one is the default."""
    tags = {language.tag: languages[language] for language in Language if language in languages}
    return {**tags, "x-default": languages[Language.ZH]} if len(tags) > 1 else {}


def robots(site: Site) -> bytes:
    """robots.txt: everything may be read, and where the site map is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute('sitemap.xml')}\n".encode()
