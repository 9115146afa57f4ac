"""The whole site, really built: what is promised of every page, card, feed and link; and what a failed build leaves."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from command import pufa
from conftest import digests, few
from pufa import disk
from pufa.host.project import read_project
from pufa.model.article import Article
from pufa.model.registry import Registries, Wording
from pufa.model.text import Language

URL = "https://pufa.example/"
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """The addresses in a page: `links` a reader may follow, `loads` what a browser fetches by itself, `ids`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []
        self.metas: dict[str, str] = {}
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link":
            (self.loads if values.get("rel") in ("stylesheet", "icon") else self.links).append(values["href"])
        if "src" in values:
            self.loads.append(values["src"])
        if tag == "script" and "src" not in values and "json" not in values.get("type", ""):
            self.inline.append("script")
        self.inline += [name for name in values if name == "style" or name.startswith("on")]
        if tag == "meta" and "content" in values:
            self.metas[values.get("property") or values.get("name") or values.get("http-equiv", "")] = values["content"]


@pytest.fixture(scope="session")
def articles(project: Path) -> list[Article]:
    return read_project(project).library.articles


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its address, `/cases/x/`."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = Page(path.read_text("utf-8"))
    return found


def address(article: Article) -> str:
    return f"/{'en/' if article.language is Language.EN else ''}{article.section}/{article.slug}/"


def alternate(entry: ET.Element) -> str | None:
    """Where an Atom entry leads."""
    link = entry.find(f"{ATOM}link[@rel='alternate']")
    return None if link is None else link.get("href")


def test_every_article_has_a_page_in_its_own_language(articles: list[Article], pages: dict[str, Page]) -> None:
    assert articles
    for article in articles:
        assert pages[address(article)].language == article.language.tag


def test_every_article_has_a_translation_and_they_name_each_other(
    articles: list[Article], pages: dict[str, Page]
) -> None:
    for article in articles:
        other = address(article).replace("/en/", "/") if article.language is Language.EN else "/en" + address(article)
        assert URL + other.removeprefix("/") in pages[address(article)].links


def test_every_quoted_provision_stands_on_its_page_to_the_character(
    site: Path, articles: list[Article], registries: Registries
) -> None:
    count = 0
    for article in articles:
        html = (site / address(article).strip("/") / "index.html").read_text("utf-8")
        said = unescape(re.sub(r"<[^>]+>", "", html))
        for quotation in article.body.quotations:
            wording = registries.cite(quotation.id, quotation.as_of or article.law_date)
            assert isinstance(wording, Wording)
            for line in wording.version.text.split("\n"):
                assert line in said, f"{article.path}: {quotation.id}"
                count += 1
    assert count > 500


def test_every_card_is_1200_by_630_and_the_page_says_so(
    site: Path, articles: list[Article], pages: dict[str, Page]
) -> None:
    for article in articles:
        metas = pages[address(article)].metas
        card = site / urlsplit(metas["og:image"]).path.removeprefix("/")
        data = card.read_bytes()
        assert struct.unpack(">II", data[16:24]) == (1200, 630)
        assert len(data) <= 60_000
        assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
        assert metas["og:image:alt"]


def test_every_article_stands_in_three_feeds_with_one_id_and_its_card(site: Path, articles: list[Article]) -> None:
    @cache
    def feeds(folder: Path) -> tuple[list[ET.Element], list[ET.Element], list[dict[str, str]]]:
        rss, atom = ET.parse(folder / "feed.xml"), ET.parse(folder / "atom.xml")
        items: list[dict[str, str]] = json.loads((folder / "feed.json").read_text("utf-8"))["items"]
        return list(rss.iter("item")), list(atom.iter(f"{ATOM}entry")), items

    for article in articles:
        root = site / "en" if article.language is Language.EN else site
        for folder in (root, root / article.section):
            items, entries, others = feeds(folder)
            url = URL.rstrip("/") + address(article)
            (item,) = [i for i in items if i.findtext("link") == url]
            (entry,) = [e for e in entries if alternate(e) == url]
            (other,) = [i for i in others if i["url"] == url]
            assert item.findtext("guid") == entry.findtext(f"{ATOM}id") == other["id"]
            assert other["id"].startswith(f"tag:pufa.example,2026:{article.id}")
            enclosure = item.find("enclosure")
            assert enclosure is not None
            card = site / urlsplit(enclosure.get("url", "")).path.removeprefix("/")
            assert int(enclosure.get("length", "0")) == card.stat().st_size


def test_a_feed_s_self_link_is_where_it_is_served(site: Path) -> None:
    feeds = sorted(site.rglob("feed.xml")) + sorted(site.rglob("atom.xml"))
    assert len(feeds) == 20
    for path in feeds:
        root = ET.parse(path).getroot()
        links = [e.get("href") for e in root.iter(f"{ATOM}link") if e.get("rel") == "self"]
        assert links == [URL + path.relative_to(site).as_posix()]


def test_the_icon_that_feeds_name_is_there(site: Path) -> None:
    assert json.loads((site / "feed.json").read_text("utf-8"))["icon"] == URL + "icon.png"
    assert (site / "icon.png").read_bytes().startswith(b"\x89PNG")


def test_feed_content_has_absolute_addresses_only(site: Path) -> None:
    for path in site.rglob("feed.json"):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            for href in re.findall(r'(?:href|src)="([^"]*)"', item["content_html"]):
                assert urlsplit(href).scheme in ("https", "tel", "mailto"), href


def test_no_link_inside_the_site_is_dead(site: Path, pages: dict[str, Page]) -> None:
    dead = []
    for here, page in pages.items():
        for href in page.links + page.loads:
            parts = urlsplit(urljoin(URL.rstrip("/") + here, href))
            if parts.hostname != "pufa.example":
                continue
            path = unquote(parts.path)
            target = site / path.removeprefix("/") / ("index.html" if path.endswith("/") else "")
            if not target.is_file() or (
                parts.fragment and path in pages and unquote(parts.fragment) not in pages[path].ids
            ):
                dead.append((here, href))
    assert dead == []


def test_no_page_loads_anything_from_another_host_and_its_policy_says_so(pages: dict[str, Page]) -> None:
    for here, page in pages.items():
        assert not [u for u in page.loads if urlsplit(u).netloc], here
        assert page.inline == [], here
        if "refresh" not in page.metas:
            policy = page.metas["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert not re.search(r"https?:|\*|'unsafe-inline'|'unsafe-eval'", policy)


def test_nothing_of_material_s_is_published(site: Path) -> None:
    names = [p.name for p in site.rglob("*")]
    assert not [n for n in names if n.startswith(("bundle.", "main.", "palette.", "lunr", "search_index"))]


def test_no_file_names_the_machine_or_the_day_it_was_built_on(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".txt", ".css", ".js"):
            text = path.read_text("utf-8")
            assert str(Path.home()) + "/" not in text
            assert "site-packages" not in text


def test_the_demonstration_says_so_on_every_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        if path.name == "blank.html":
            continue  # it passes for a new tab: whoever looks over a shoulder must not read where somebody has been
        text = path.read_text("utf-8")
        assert 'http-equiv="refresh"' in text or "示范站点" in text or "Demonstration" in text, path


def test_two_builds_are_equal_to_the_byte_whatever_the_folder_zone_locale_or_hash_seed(tmp_path: Path) -> None:
    here, there = few(tmp_path / "here"), few(tmp_path / "further/there")
    for root, settings in (
        (here, {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}),
        (there, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}),
    ):
        result = pufa("build", "--root", str(root), **settings)
        assert result.returncode == 0, result.stderr
    assert digests(here / "site") == digests(there / "site")


def test_mkdocs_build_makes_the_same_site(site: Path, project: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(project / "mkdocs.yml"),
            "-d",
            str(tmp_path / "site"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "site") == digests(site)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few articles whose site is published."""
    root = few(tmp_path_factory.mktemp("original"))
    assert pufa("build", "--root", str(root)).returncode == 0
    return root


@pytest.fixture
def published(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    return Path(shutil.copytree(original, tmp_path / "project"))


SPOILED = {
    "half a title": ("content/fraud-guides/fake-loan.md", lambda t: re.sub("title: .*", "title: [oops", t, count=1), "Y10"),
    "a script in a title": ("content/fraud-guides/fake-loan.md", lambda t: t.replace("title: ", "title: <script>alert(1)</script>", 1), "R21"),
    "a live javascript link": ("content/fraud-guides/fake-loan.md", lambda t: t + "\n[x](javascript:alert)\n", "U02"),
    "a 5 MB article": ("content/fraud-guides/fake-loan.md", lambda t: t + "字" * 1_700_000, "F01"),
    "20 kB of brackets": ("content/fraud-guides/fake-loan.md", lambda t: t + "\n" + "[" * 20_000 + "\n", "F06"),
    "a character no font has": ("content/fraud-guides/fake-loan.md", lambda t: re.sub("title: .*", "title: 虚假贷款\U000e0100\U0001f9ff", t, count=1), "C01"),
    "an emoji in a step": ("content/fraud-guides/fake-loan.md", lambda t: t.replace("steps:\n  - ", "steps:\n  - \U0001f414", 1), "C01"),
    "an unknown scene": ("content/fraud-guides/fake-loan.md", lambda t: t.replace("\nlaws:", "\nscene: nowhere\nlaws:", 1), "C02"),
}  # fmt: skip


def worked() -> float:
    """The seconds that commands have worked so far; what the machine does beside them does not count."""
    spent = os.times()
    return spent.children_user + spent.children_system


@pytest.mark.parametrize("mistake", SPOILED)
def test_a_mistake_publishes_nothing_and_leaves_the_site_to_the_byte(published: Path, mistake: str) -> None:
    name, spoil, code = SPOILED[mistake]
    before = digests(published / "site")
    path = published / name
    typed = path.read_text("utf-8")
    path.write_text(spoil(typed), "utf-8")
    spoiled = next(
        n for n, (a, b) in enumerate(zip_longest(typed.split("\n"), path.read_text("utf-8").split("\n")), 1) if a != b
    )
    started = worked()
    result = pufa("build", "--root", str(published))
    seconds = worked() - started
    assert result.returncode == 1
    place = re.search(rf"^{re.escape(name)}:(\d+):\d+: {code}\b", result.stderr, re.MULTILINE)
    assert place, result.stderr
    assert len(result.stderr.splitlines()) == 2, "one finding, and how it ended"
    assert int(place[1]) in (1, spoiled), "a file that is too large as a whole is refused at its first line"
    assert "Traceback" not in result.stderr
    assert digests(published / "site") == before
    assert code.startswith("C") or seconds < 2, "processor seconds: whatever else the machine does"


def test_a_link_to_a_system_folder_and_two_files_for_one_address_publish_nothing(published: Path) -> None:
    before = digests(published / "site")
    (published / "content/cases/x").symlink_to("/etc")
    (published / "content/fraud-guides/fake-loan").mkdir()
    (published / "content/fraud-guides/fake-loan/index.md").write_text("x")
    result = pufa("build", "--root", str(published))
    assert result.returncode == 1
    assert "content/cases/x:1:1: N01" in result.stderr
    assert "content/fraud-guides/fake-loan/index.md:1:1: N05" in result.stderr
    assert digests(published / "site") == before


def test_a_second_build_at_the_same_time_says_so(published: Path) -> None:
    with disk.workshop(published / "site"):
        result = pufa("build", "--root", str(published))
    assert result.returncode == 1
    assert "另一次构建" in result.stderr
