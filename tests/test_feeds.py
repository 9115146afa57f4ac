"""Feeds: what a subscriber gets, in three formats, read back with parsers that know nothing of how it was made."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from pufa.feeds.atom import render_atom
from pufa.feeds.entry import Feed, FeedEntry
from pufa.feeds.json_feed import render_json
from pufa.feeds.rss import render_rss
from pufa.feeds.selection import select

CHINA = timezone(timedelta(hours=8))
SITE = "https://pufa.example.org/"
RENDERERS = {"rss": render_rss, "atom": render_atom, "json": render_json}
NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
AWKWARD = 'a<b & "c" ]]> <script>x</script> &amp; 刷单'

every_format = pytest.mark.parametrize("format", RENDERERS)


def day(number: float) -> datetime:
    """Nine in the morning, `number` days after 1 January 2015: years before any clock that runs these tests."""
    return datetime(2015, 1, 1, 9, tzinfo=CHINA) + timedelta(days=number)


def entry(name: str, published: float = 0, updated: float | None = None, **changes: Any) -> FeedEntry:
    whole = FeedEntry(
        id=f"tag:pufa.example.org,2026:{name}",
        url=f"{SITE}fraud-guides/{name}/",
        title="刷单返利：前三单是鱼饵钱",
        summary="先返小钱，再要大钱。",
        html=f'<p>先收费的<a href="{SITE}cases/loan/">贷款</a>没有款。</p><img src="{SITE}{name}.png" alt="">',
        published=day(published),
        updated=day(published if updated is None else updated),
        author="某市公安局",
        categories=("防骗指南", "屏幕共享"),
        language="zh-CN",
        image_url=f"{SITE}cards/{name}.png",
        image_length=24_187,
        image_width=1200,
        image_height=630,
        image_alt="卡片：前三单是鱼饵钱。",
    )
    return whole._replace(**changes)


def feed(*entries: FeedEntry, **changes: Any) -> Feed:
    whole = Feed(
        id="tag:pufa.example.org,2026:feed/zh",
        title="普法",
        description="防骗指南、案例和辟谣。",
        home_url=SITE,
        self_urls={"rss": f"{SITE}feed.xml", "atom": f"{SITE}atom.xml", "json": f"{SITE}feed.json"},
        language="zh-CN",
        author="某市公安局",
        icon=f"{SITE}assets/shield.png",
        entries=entries,
        updated_if_empty=day(0),
    )
    return whole._replace(**changes)


def channel(shown: Feed) -> ET.Element:
    found = ET.fromstring(render_rss(shown)).find("channel")
    assert found is not None
    return found


def atom(shown: Feed) -> ET.Element:
    return ET.fromstring(render_atom(shown))


def json_feed(shown: Feed) -> Any:
    return json.loads(render_json(shown))


def read(format: str, shown: Feed, rss: str, atom_path: str, key: str) -> list[Any]:
    """One value of every entry, in the order in which they stand."""
    if format == "rss":
        return [item.findtext(rss, None, NS) for item in channel(shown).iterfind("item")]
    if format == "atom":
        return [e.findtext(atom_path, None, NS) for e in atom(shown).iterfind("atom:entry", NS)]
    return [item[key] for item in json_feed(shown)["items"]]


def ids(format: str, shown: Feed) -> list[str]:
    return read(format, shown, "guid", "atom:id", "id")


# Which entries a feed holds


def names(chosen: tuple[FeedEntry, ...]) -> list[str]:
    return [e.id.rpartition(":")[2] for e in chosen]


def test_the_newest_publication_stands_first_and_ties_stand_by_id() -> None:
    shelf = [entry("b", 2), entry("c", 1), entry("a", 2), entry("d", 3)]
    assert names(select(shelf)) == ["d", "a", "b", "c"]
    assert select(reversed(shelf)) == select(shelf)


def test_a_correction_does_not_move_an_entry_up() -> None:
    assert names(select([entry("old", 1, updated=9), entry("new", 5)])) == ["new", "old"]


def test_a_quiet_site_fills_its_feed_with_the_thirty_newest_entries() -> None:
    shelf = [entry(f"e{n:02}", n * 100) for n in range(40)]
    assert names(select(shelf)) == [f"e{n:02}" for n in range(39, 9, -1)]


def test_a_burst_within_thirty_days_is_held_whole() -> None:
    assert len(select([entry(f"e{n:02}", 100 + n % 3) for n in range(50)])) == 50


def test_the_thirty_days_include_their_first_moment_and_nothing_before_it() -> None:
    burst = [entry(f"e{n:02}", 100) for n in range(30)]
    assert "edge" in names(select([*burst, entry("edge", 70)]))
    assert "edge" not in names(select([*burst, entry("edge", 69.999)]))


def test_an_old_entry_corrected_in_the_last_thirty_days_stays_in() -> None:
    burst = [entry(f"e{n:02}", 100) for n in range(30)]
    assert names(select([*burst, entry("corrected", 1, updated=90)]))[-1] == "corrected"
    assert "corrected" not in names(select([*burst, entry("corrected", 1, updated=60)]))


def test_a_correction_made_after_the_last_publication_stays_in() -> None:
    burst = [entry(f"e{n:02}", 100) for n in range(30)]
    assert names(select([*burst, entry("corrected", 1, updated=500)]))[-1] == "corrected"


def test_corrections_leave_thirty_days_later_even_where_nothing_new_is_published() -> None:
    shelf = [entry(f"e{n:02}", n) for n in range(30)]
    shelf += [entry("earlier", -1, updated=400), entry("later", -2, updated=500)]
    assert names(select(shelf))[30:] == ["later"]


def test_an_empty_shelf_gives_an_empty_feed() -> None:
    assert select([]) == ()


# What holds in every format


@every_format
def test_entries_stand_in_the_order_given(format: str) -> None:
    shown = feed(entry("b", 3), entry("a", 2), entry("c", 1))
    assert ids(format, shown) == [e.id for e in shown.entries]


@every_format
def test_a_changed_title_address_and_date_leave_the_id_alone(format: str) -> None:
    before, after = entry("a"), entry("a", 5, url=f"{SITE}elsewhere/", title="另一个标题")
    assert ids(format, feed(before)) == ids(format, feed(after)) == [before.id]


@every_format
def test_title_and_summary_survive_markup_and_the_end_of_a_cdata_section(format: str) -> None:
    shown = feed(entry("a", title=AWKWARD, summary=AWKWARD), title=AWKWARD, description=AWKWARD)
    assert read(format, shown, "title", "atom:title", "title") == [AWKWARD]
    (summary,) = read(format, shown, "description", "atom:summary", "summary")
    # Readers take the summary for HTML in RSS and, as declared, in Atom: it has to be text there once more.
    assert (summary if format == "json" else unescape(summary)) == AWKWARD
    assert format == "json" or "<" not in summary


@every_format
def test_the_full_content_comes_back_unchanged(format: str) -> None:
    html = f'<p>{AWKWARD}</p>\n<pre>  两格\n\t一格</pre><img src="{SITE}a.png" alt="&lt;">'
    assert read(format, feed(entry("a", html=html)), "content:encoded", "atom:content", "content_html") == [html]


@every_format
def test_every_address_is_absolute(format: str) -> None:
    shown = feed(entry("a"))
    found: list[str] = []

    class Addresses(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name in ("href", "src"))

    if format == "json":
        document = json_feed(shown)
        (item,) = document["items"]
        found += [document["home_page_url"], document["feed_url"], document["icon"]]
        found += [item["url"], item["image"], item["attachments"][0]["url"]]
    else:
        for element in ET.fromstring(RENDERERS[format](shown)).iter():
            found += [element.attrib[name] for name in ("href", "url") if name in element.attrib]
            if element.tag.rpartition("}")[2] in ("link", "icon", "docs") and element.text:
                found.append(element.text)
    (html,) = read(format, shown, "content:encoded", "atom:content", "content_html")
    Addresses().feed(html)
    assert shown.entries[0].url in found
    assert shown.entries[0].image_url in found
    assert all(address.startswith("https://") for address in found)


@every_format
def test_dates_carry_the_zone_they_came_with(format: str) -> None:
    (published,) = read(format, feed(entry("a", 1, 5)), "pubDate", "atom:published", "date_published")
    (updated,) = read(format, feed(entry("a", 1, 5)), "atom:updated", "atom:updated", "date_modified")
    moment = parsedate_to_datetime(published) if format == "rss" else datetime.fromisoformat(published)
    assert (moment, moment.utcoffset()) == (day(1), timedelta(hours=8))
    assert updated == "2015-01-06T09:00:00+08:00"


@every_format
def test_a_date_without_a_zone_is_refused(format: str) -> None:
    naive = day(0).replace(tzinfo=None)
    for wrong in (entry("a")._replace(published=naive), entry("a")._replace(updated=naive)):
        with pytest.raises(ValueError, match="zone"):
            RENDERERS[format](feed(entry("b"), wrong))


@every_format
def test_the_self_link_is_the_address_at_which_that_format_is_served(format: str) -> None:
    shown = feed(entry("a"))
    if format == "json":
        assert json_feed(shown)["feed_url"] == shown.self_urls["json"]
    else:
        links = (channel if format == "rss" else atom)(shown).findall("atom:link[@rel='self']", NS)
        assert [(link.get("href"), link.get("type")) for link in links] == [
            (shown.self_urls[format], f"application/{format}+xml")
        ]


@every_format
def test_author_categories_and_language_are_named(format: str) -> None:
    shown = feed(entry("a", author="某派出所", language="en"))
    authors = read(format, shown, "dc:creator", "atom:author/atom:name", "authors")
    if format == "rss":
        top = channel(shown)
        assert [c.text for c in top.iterfind("item/category")] == ["防骗指南", "屏幕共享"]
        assert (top.findtext("language"), authors) == ("zh-CN", ["某派出所"])
    elif format == "atom":
        root = atom(shown)
        assert [c.get("term") for c in root.iterfind("atom:entry/atom:category", NS)] == ["防骗指南", "屏幕共享"]
        assert root.findtext("atom:author/atom:name", None, NS) == shown.author
        assert [root.get(LANGUAGE), *(e.get(LANGUAGE) for e in root.iterfind("atom:entry", NS))] == ["zh-CN", "en"]
        assert authors == ["某派出所"]
    else:
        document = json_feed(shown)
        assert [item["tags"] for item in document["items"]] == [["防骗指南", "屏幕共享"]]
        assert [document["language"], *(item["language"] for item in document["items"])] == ["zh-CN", "en"]
        assert (document["authors"], authors) == ([{"name": shown.author}], [[{"name": "某派出所"}]])


@every_format
def test_the_same_feed_gives_the_same_bytes(format: str) -> None:
    assert RENDERERS[format](feed(entry("b", 2), entry("a"))) == RENDERERS[format](feed(entry("b", 2), entry("a")))


@every_format
def test_each_format_looks_as_it_did(format: str, golden: Callable[[str, bytes], None]) -> None:
    shown = feed(entry("task-rebate", 2, 40, title="点赞<3 & 返利 ]]>"), entry("fake-loan", 1))
    golden(f"feeds/{shown.self_urls[format].removeprefix(SITE)}", RENDERERS[format](shown))


# The date of the feed


def test_the_feed_is_dated_by_its_newest_change_wherever_that_stands() -> None:
    shown = feed(entry("new", 8), entry("old", 1, updated=9))
    assert channel(shown).findtext("lastBuildDate") == "Sat, 10 Jan 2015 09:00:00 +0800"
    assert atom(shown).findtext("atom:updated", None, NS) == "2015-01-10T09:00:00+08:00"


def test_a_feed_without_entries_is_dated_by_what_it_was_given() -> None:
    shown = feed(updated_if_empty=day(7))
    assert channel(shown).findtext("lastBuildDate") == "Thu, 08 Jan 2015 09:00:00 +0800"
    assert atom(shown).findtext("atom:updated", None, NS) == "2015-01-08T09:00:00+08:00"
    assert json_feed(shown)["items"] == []


# What belongs to one format


def test_rss_links_the_home_page_and_each_article() -> None:
    top = channel(feed(entry("a")))
    assert [link.text for link in top.findall("link")] == [SITE]
    assert [link.text for link in top.findall("item/link")] == [f"{SITE}fraud-guides/a/"]


def test_rss_calls_its_ids_no_permalinks() -> None:
    assert [guid.get("isPermaLink") for guid in channel(feed(entry("a"), entry("b"))).iter("guid")] == ["false"] * 2


def test_rss_carries_the_image_with_its_true_length_its_size_and_what_it_shows() -> None:
    (item,) = channel(feed(entry("a", image_alt=AWKWARD))).findall("item")
    enclosure, image = item.find("enclosure"), item.find("media:content", NS)
    assert enclosure is not None
    assert image is not None
    assert enclosure.attrib == {"url": f"{SITE}cards/a.png", "length": "24187", "type": "image/png"}
    assert (image.get("url"), image.get("width"), image.get("height")) == (f"{SITE}cards/a.png", "1200", "630")
    assert image.findtext("media:description", None, NS) == AWKWARD


def test_rss_and_atom_name_a_generator_without_a_version() -> None:
    assert channel(feed()).findtext("generator") == "Pufa"
    generator = atom(feed()).find("atom:generator", NS)
    assert generator is not None
    assert (generator.text, generator.attrib) == ("Pufa", {})


def test_an_atom_entry_has_one_alternate_and_one_enclosure() -> None:
    shown = feed(entry("b"), entry("a", image_length=9))
    links = [[link.attrib for link in e.findall("atom:link", NS)] for e in atom(shown).iterfind("atom:entry", NS)]
    assert links[1] == [
        {"href": f"{SITE}fraud-guides/a/", "rel": "alternate", "type": "text/html", "hreflang": "zh-CN"},
        {
            "href": f"{SITE}cards/a.png",
            "rel": "enclosure",
            "type": "image/png",
            "length": "9",
            "title": "卡片：前三单是鱼饵钱。",
        },
    ]
    assert [link["rel"] for link in links[0]] == ["alternate", "enclosure"]


def test_atom_declares_summary_and_content_as_escaped_html() -> None:
    (shown,) = atom(feed(entry("a"))).iterfind("atom:entry", NS)
    for name in ("summary", "content"):
        element = shown.find(f"atom:{name}", NS)
        assert element is not None
        assert (element.get("type"), len(element)) == ("html", 0)


@pytest.mark.parametrize("render", [render_rss, render_atom])
def test_xml_is_utf_8_without_cdata_sections(render: Callable[[Feed], bytes]) -> None:
    data = render(feed(entry("a", html="<p>]]></p>")))
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "刷单返利".encode() in data
    assert b"CDATA" not in data


def test_json_feed_states_its_version_first_and_writes_chinese_as_it_is() -> None:
    data = render_json(feed(entry("a")))
    assert next(iter(json.loads(data).items())) == ("version", "https://jsonfeed.org/version/1.1")
    assert "刷单返利".encode() in data


def test_json_feed_attaches_the_image_with_its_size_in_bytes() -> None:
    (item,) = json_feed(feed(entry("a")))["items"]
    image = f"{SITE}cards/a.png"
    assert item["image"] == image
    assert item["attachments"] == [
        {"url": image, "mime_type": "image/png", "title": "卡片：前三单是鱼饵钱。", "size_in_bytes": 24_187}
    ]
