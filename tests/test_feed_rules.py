"""Every feed of the built site by the letter of RFC 4287, RSS 2.0 and JSON Feed 1.1: what the W3C's validator looks at."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

URL = "https://pufa.example/"
FOLDERS = [root + section for root in ("", "en/") for section in ("", "fraud-guides/", "cases/", "rumors/", "alerts/")]
ATOM = "{http://www.w3.org/2005/Atom}"
DC, CONTENT, MEDIA = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://purl.org/rss/1.0/modules/content/}",
    "{http://search.yahoo.com/mrss/}",
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")

# How often an element may stand in its parent: at least, at most.
ANY = 10**6
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, ANY), "link": (2, ANY), "generator": (0, 1), "icon": (0, 1), "logo": (0, 1), "subtitle": (0, 1), "rights": (0, 1), "category": (0, ANY), "entry": (1, ANY)}  # fmt: skip
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "author": (0, ANY), "link": (1, ANY), "content": (0, 1), "summary": (0, 1), "category": (0, ANY), "rights": (0, 1)}  # fmt: skip
CHANNEL = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (0, 1), "lastBuildDate": (0, 1), "pubDate": (0, 1), "docs": (0, 1), "generator": (0, 1), "image": (0, 1), "category": (0, ANY), "item": (1, ANY), f"{ATOM}link": (1, 1)}  # fmt: skip
ITEM = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "guid": (1, 1), "pubDate": (1, 1), "enclosure": (0, 1), "category": (0, ANY), f"{DC}creator": (0, ANY), f"{CONTENT}encoded": (0, 1), f"{MEDIA}content": (0, ANY), f"{ATOM}updated": (0, 1)}  # fmt: skip

every_feed = pytest.mark.parametrize("folder", FOLDERS)


def parsed(site: Path, path: str) -> ET.Element:
    """The root of a feed, whose bytes are XML in UTF-8 without what XML forbids."""
    data = (site / path).read_bytes()
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", data.decode())
    return ET.fromstring(data)


def held(element: ET.Element, rules: dict[str, tuple[int, int]], space: str = "") -> None:
    """`element` has the children that `rules` allow, as often as they allow, and no other."""
    counted = Counter(child.tag.removeprefix(space) for child in element)
    assert counted.keys() <= rules.keys()
    for name, (least, most) in rules.items():
        assert least <= counted[name] <= most, name


class Markup(HTMLParser):
    """What is wrong with HTML that a reader shows inside a page of its own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "img", "hr"):
            self.open.append(tag)
        if tag in ("script", "style", "iframe", "object", "embed", "form", "input", "link", "meta"):
            self.wrong.append(tag)
        for name, value in attrs:
            if name in ("style", "id") or name.startswith("on"):
                self.wrong.append(f"{tag} {name}")
            if name in ("href", "src") and urlsplit(value or "").scheme not in ("https", "tel", "mailto"):
                self.wrong.append(value or name)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def absolute(address: str | None) -> bool:
    """Whether `address` is a whole address that URI syntax allows: no space, no character that should be escaped."""
    return bool(address and re.fullmatch(r"https://[!#-;=?-Z_a-z~%\[\]]+", address))


def size(site: Path, address: str) -> int:
    return (site / urlsplit(address).path.removeprefix("/")).stat().st_size


@every_feed
def test_an_atom_feed_is_what_rfc_4287_allows(site: Path, folder: str) -> None:
    feed = parsed(site, f"{folder}atom.xml")
    assert feed.tag == f"{ATOM}feed"
    held(feed, FEED, ATOM)
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        identity = one.findtext(f"{ATOM}id", "")
        assert re.fullmatch(r"tag:[a-z.]+,\d{4}:[a-z0-9./-]+", identity)
        for name in ("updated", "published"):
            for element in one.findall(f"{ATOM}{name}"):
                assert MOMENT.fullmatch(element.text or "")
        for name in one.findall(f"{ATOM}author/{ATOM}name"):
            assert (name.text or "").strip()
        places = Counter(
            (link.get("rel"), link.get("type"), link.get("hreflang")) for link in one.findall(f"{ATOM}link")
        )
        assert max(places.values()) == 1, "two links of one kind"
        assert all(absolute(link.get("href")) for link in one.findall(f"{ATOM}link"))
    assert feed.findall(f"{ATOM}link[@rel='self']")[0].get("href") == f"{URL}{folder}atom.xml"
    assert feed.findtext(f"{ATOM}updated") == max(e.findtext(f"{ATOM}updated", "") for e in entries)
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries)
    for entry in entries:
        held(entry, ENTRY, ATOM)
        assert entry.findtext(f"{ATOM}published", "") <= entry.findtext(f"{ATOM}updated", "")
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")].count("alternate") == 1
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        for text in (entry.find(f"{ATOM}content"), entry.find(f"{ATOM}summary")):
            assert text is not None
            assert text.get("type") == "html"
            assert Markup(text.text or "").wrong == []
        (card,) = entry.findall(f"{ATOM}link[@rel='enclosure']")
        assert int(card.get("length", "")) == size(site, card.get("href", ""))
        assert card.get("type") == "image/png"


@every_feed
def test_an_rss_feed_is_what_rss_2_allows(site: Path, folder: str) -> None:
    root = parsed(site, f"{folder}feed.xml")
    (channel,) = root
    assert (root.tag, root.get("version"), channel.tag) == ("rss", "2.0", "channel")
    held(channel, CHANNEL)
    assert LANGUAGE.fullmatch(channel.findtext("language", ""))
    assert RFC_822.fullmatch(channel.findtext("lastBuildDate", ""))
    assert absolute(channel.findtext("link"))
    link = channel.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib == {"href": f"{URL}{folder}feed.xml", "rel": "self", "type": "application/rss+xml"}
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)
    for item in items:
        held(item, ITEM)
        assert item.find("guid[@isPermaLink='false']") is not None
        moment = item.findtext("pubDate", "")
        assert RFC_822.fullmatch(moment)
        assert f"{parsedate_to_datetime(moment):%a}" == moment[:3]
        assert absolute(item.findtext("link"))
        assert item.find("author") is None, "an author is an e-mail address; a name is dc:creator"
        assert Markup(item.findtext(f"{CONTENT}encoded", "")).wrong == []
        assert "<" not in item.findtext("description", "")
        for name in ("title", "description", f"{DC}creator"):
            assert item.findtext(name, "").strip()
        enclosure = item.find("enclosure")
        assert enclosure is not None
        assert set(enclosure.keys()) == {"url", "length", "type"}
        assert int(enclosure.get("length", "")) == size(site, enclosure.get("url", ""))


@every_feed
def test_a_json_feed_is_what_version_1_1_allows(site: Path, folder: str) -> None:
    feed = json.loads((site / f"{folder}feed.json").read_text("utf-8"))
    known = "version title home_page_url feed_url description icon favicon authors language items"
    assert feed.keys() <= set(known.split())
    assert (feed["version"], feed["feed_url"]) == ("https://jsonfeed.org/version/1.1", f"{URL}{folder}feed.json")
    assert isinstance(feed["title"], str)
    assert LANGUAGE.fullmatch(feed["language"])
    assert all(absolute(feed[name]) for name in ("home_page_url", "icon"))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    known = "id url title content_html summary image date_published date_modified authors tags language attachments"
    for item in feed["items"]:
        assert item.keys() <= set(known.split())
        assert all(isinstance(item[name], str) and item[name] for name in ("id", "title", "content_html", "summary"))
        assert absolute(item["url"])
        assert absolute(item["image"])
        for name in ("date_published", "date_modified"):
            assert MOMENT.fullmatch(item[name])
            assert datetime.fromisoformat(item[name]).tzinfo
        assert item["authors"]
        assert all(author.keys() == {"name"} and author["name"] for author in item["authors"])
        assert all(isinstance(tag, str) and tag for tag in item["tags"])
        assert Markup(item["content_html"]).wrong == []
        for attachment in item["attachments"]:
            assert absolute(attachment["url"])
            assert attachment["mime_type"] == "image/png"
            assert attachment["size_in_bytes"] == size(site, attachment["url"])


@every_feed
def test_the_three_formats_of_a_feed_hold_the_same_entries_in_the_same_order(site: Path, folder: str) -> None:
    rss = [guid.text for guid in parsed(site, f"{folder}feed.xml").iter("guid")]
    atom = [e.findtext(f"{ATOM}id") for e in parsed(site, f"{folder}atom.xml").iter(f"{ATOM}entry")]
    items: list[Any] = json.loads((site / f"{folder}feed.json").read_text("utf-8"))["items"]
    assert rss == atom == [item["id"] for item in items]


def test_no_two_feeds_have_one_id(site: Path) -> None:
    ids = [parsed(site, f"{folder}atom.xml").findtext(f"{ATOM}id") for folder in FOLDERS]
    assert len(set(ids)) == len(ids)
