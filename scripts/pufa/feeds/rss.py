"""RSS 2.0, with the full content in content:encoded."""

from lxml import etree

from pufa.feeds.entry import Feed
from pufa.feeds.generator import fill

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"


def render_rss(feed: Feed) -> bytes:
    """Render `feed` as an RSS 2.0 document in UTF-8: the same feed gives the same bytes.

    Raises ValueError where a date carries no zone or a text holds a character that XML forbids, and KeyError where
    `feed.self_urls` has no `rss`.
    """
    root = etree.fromstring(fill(feed, "rss", "application/rss+xml").rss_str())
    # What feedgen cannot say in RSS: when an entry was corrected, and what its image shows.
    for item, entry in zip(root.iter("item"), feed.entries, strict=True):
        etree.SubElement(item, f"{_ATOM}updated").text = entry.updated.isoformat()
        image = item.find(f"{_MEDIA}content")
        etree.SubElement(image, f"{_MEDIA}description", type="plain").text = entry.image_alt
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document
