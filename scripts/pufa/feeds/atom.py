"""Atom (RFC 4287)."""

from typing import Any

from lxml import etree

from pufa.feeds.entry import IMAGE_TYPE, Feed, FeedEntry
from pufa.feeds.generator import fill

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render_atom(feed: Feed) -> bytes:
    """Render `feed` as an Atom document in UTF-8: the same feed gives the same bytes.

    Raises ValueError where a date carries no zone or a text holds a character that XML forbids, and KeyError where
    `feed.self_urls` has no `atom`.
    """
    root = etree.fromstring(fill(feed, "atom", "application/atom+xml").atom_str())
    for element, entry in zip(root.iter(f"{_ATOM}entry"), feed.entries, strict=True):
        element.set(_LANGUAGE, entry.language)
        _mend_links(element, entry)
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document


def _mend_links(element: Any, entry: FeedEntry) -> None:
    """Give an entry's links the attributes that feedgen 1.0 drops.

    It writes an entry's links with `href` alone. A link without `rel` is an alternate, so the image would pass for a
    second page of the article, and the feed would be invalid.
    """
    page, image = element.findall(f"{_ATOM}link")
    page.attrib.update({"rel": "alternate", "type": "text/html", "hreflang": entry.language})
    length = str(entry.image_length)
    image.attrib.update({"rel": "enclosure", "type": IMAGE_TYPE, "length": length, "title": entry.image_alt})
