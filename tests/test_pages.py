"""The face of the site: model in, HTML out."""

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from pufa.model.article import KINDS, Article
from pufa.model.artifact import Artifact
from pufa.model.body import Body, Chat, Heading, Prose, Quotation, RedFlag, Referral, Turn
from pufa.model.dates import day_words, when_words, yuan_words
from pufa.model.library import Library
from pufa.model.moment import PartialDate
from pufa.model.registry import Registries
from pufa.model.seal import Standing
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Level, Section, Topic, Verdict, Verification
from pufa.pages import Pages, Theme
from pufa.pages.browse import QUESTIONS
from pufa.pages.phrases import cut, phrases
from pufa.pages.words import WORDS

ROOT = Path(__file__).parents[1]
ZH, EN = Language.ZH, Language.EN
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;"
SITE = Site("https://pufa.example/a/", "pufa.example,2026", Text("普法", "Pufa"), Text("编辑部", "Editors"), True)
Render = Callable[..., dict[str, str]]


class Html(HTMLParser):
    """What a browser would make of a page, as far as these tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.source = text
        self.data: list[str] = []
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in = "data" if tag == "script" and dict(attrs).get("type") == "application/ld+json" else tag

    def handle_data(self, data: str) -> None:
        assert self._in != "script" or not data.strip(), "an inline script"
        if self._in == "data":
            self.data.append(data)  # for machines, never run
        else:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.tags if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    @property
    def ids(self) -> list[str]:
        return [a["id"] for _, a in self.tags if "id" in a]

    def meta(self, name: str) -> str:
        found = [
            a for t, a in self.tags if t == "meta" and name in (a.get("property"), a.get("name"), a.get("http-equiv"))
        ]
        return found[0]["content"]


def article(
    section: Section, slug: str, language: Language = ZH, *, parts: Iterable[Any] = (), **typed: Any
) -> Article:
    """An article of `section` with the least that its form wants, `typed` over it."""
    least: dict[str, Any] = {
        "id": f"{section.prefix}-{slug}", "title": f"题目 {slug}", "summary": f"提要 {slug}。", "date": "2026-11-23",
        "reviewed": "2026-11-24", "review_by": "2027-11-24",
        "slug": slug, "language": language, "path": f"content/{section}/{slug}.md", "body": Body(parts=tuple(parts)),
    }  # fmt: skip
    if section is Section.GUIDES:
        least |= {
            "fraud_type": slug, "contact": ["phone"], "asks": ["transfer"], "payment": ["cash"], "giveaway": "一句识破。",
            "red_flags": ["红旗一", "红旗二", "红旗三"], "steps": ["第一步", "第二步", "第三步"], "if_hit": ["特有的一步"],
        }  # fmt: skip
    elif section is Section.CASES:
        least |= {
            "basis": "composite", "fraud_type": "fake-authority", "conduct_date": "2026-04", "loss": "67000",
            "outcome": "拦下一半。", "lesson": "先挂断。", "timeline": [{"at": "14:05", "what": "来电"}],
        }  # fmt: skip
    else:
        least |= {
            "claim": {"text": "有小孩被抢", "first_seen": "2014-09", "where": "微博"}, "verdict": "false",
            "evidence": [{"text": "没有这样的案件。", "source": "report"}], "checked_by": "警方",
            "sources": [{"id": "report", "title": "通报", "issuer": "公安局", "date": "2015-06", "held": "true"}],
        }  # fmt: skip
    return KINDS[section].model_validate(least | typed)


def guide(slug: str = "fake-authority", **typed: Any) -> Article:
    return article(Section.GUIDES, slug, **typed)


def case(slug: str = "a-case", **typed: Any) -> Article:
    return article(Section.CASES, slug, **typed)


def rumor(slug: str = "a-rumor", **typed: Any) -> Article:
    return article(Section.RUMORS, slug, **typed)


def prose(html: str, line: int = 1) -> Prose:
    return Prose(line=line, html=html)


CHAT = Chat(
    line=3,
    title="一通电话",
    lines=(
        Turn(line=4, at="10:02", who="“刘警官”", character="weasel-uniform", me=False, text="你涉嫌洗钱"),
        RedFlag(line=5, text="吓人的话"),
        Turn(line=6, at="10:03", who="鸡妈妈", character="hen-phone", me=True, text="啥"),
    ),
)


@pytest.fixture(scope="module")
def set_up(theme: Theme, registries: Registries) -> Callable[[Site], Pages]:
    """The pages of a site, set up once and given each test's library."""
    return cache(lambda site: Pages(Library([], registries), site, theme))


@pytest.fixture
def render(set_up: Callable[[Site], Pages], registries: Registries) -> Render:
    """Every file of a site made from the articles given, as text, by path."""

    def published(*articles: Article, site: Site = SITE) -> dict[str, str]:
        library, pages = Library(articles, registries), set_up(site)
        pages.take(library)
        files = [*(pages.article(a) for a in library.articles), *pages.others()]
        assert len({f.path for f in files}) == len(files)
        return {f.path: f.data.decode() for f in files}

    return published


@pytest.fixture
def feed(theme: Theme, registries: Registries) -> Callable[[Article], str]:
    return lambda one: Pages(Library([one], registries), SITE, theme).feed_content(one)


def html_of(files: dict[str, str]) -> dict[str, Html]:
    return {path: Html(text) for path, text in files.items() if path.endswith(".html")}


def every_kind() -> list[Article]:
    body = [prose("<p>开头</p>"), Heading(line=2, level=2, text="一通电话", anchor="call"), CHAT]
    law = [Quotation(line=9, id="cl/266"), Referral(line=12, id="12377")]
    old: dict[str, Any] = {
        "updated": "2026-12-01",
        "corrections": [{"date": "2026-12-01", "text": "改过一处。"}],
        "tags": ["标签"],
    }
    alert = {"severity": "caution", "starts": "2026-11-20", "expires": "2026-12-04"}
    return [
        one
        for language in Language
        for one in (
            guide(language=language, parts=[*body, *law], laws=["cl/266", "atf/31"], alert=alert, **old),
            guide("task-rebate", language=language, parts=body),
            case(language=language, laws=["cl/266"], aliases=[f"/{'en/' if language is EN else ''}cases/old-name/"]),
            rumor(language=language, laws=[{"id": "psa/25", "as_of": "2014-09-30"}], timeline=[{"at": "2014-09", "what": "传开"}]),
        )
    ]  # fmt: skip


# nothing hostile gets through


def test_hostile_text_is_text_wherever_it_stands(render: Render, feed: Callable[[Article], str]) -> None:
    hostile: dict[str, Any] = {
        "title": HOSTILE,
        "summary": HOSTILE,
        "unit": HOSTILE,
        "tags": ['"><script>'],
        "corrections": [{"date": "2026-12-01", "text": HOSTILE}],
    }
    source = {
        "id": "report",
        "title": HOSTILE,
        "issuer": HOSTILE,
        "date": "2015",
        "url": "https://example.cn/?a=1&b='script",
    }
    chat = CHAT.model_copy(
        update={
            "title": HOSTILE,
            "lines": tuple(line.model_copy(update={"text": HOSTILE} | ({"who": HOSTILE, "at": HOSTILE, "character": HOSTILE} if isinstance(line, Turn) else {})) for line in CHAT.lines),
        }
    )  # fmt: skip
    many = [HOSTILE] * 3
    events = [{"at": HOSTILE, "what": HOSTILE}]
    articles = [
        guide(parts=[Heading(line=1, level=2, text=HOSTILE, anchor="x"), chat], giveaway=HOSTILE[:40], red_flags=many, steps=many, if_hit=many,
              alert={"severity": "info", "starts": "2026-11-20", "expires": "2026-12-04", "regions": many}, sources=[source], **hostile),
        case(outcome=HOSTILE, lesson=HOSTILE, offence=HOSTILE, timeline=events, aliases=["/cases/was/"], **hostile),
        case("more", **hostile),
        rumor(claim={"text": HOSTILE, "first_seen": "2014", "where": HOSTILE}, evidence=[{"text": HOSTILE, "source": "report"}],
              checked_by=HOSTILE, outcome=HOSTILE, timeline=events, sources=[source], **hostile),
        rumor("gone", status="withdrawn", withdrawn={"date": "2026-12-01", "reason": HOSTILE}, **hostile),
    ]  # fmt: skip
    files = render(*articles, site=SITE._replace(name=Text(HOSTILE, HOSTILE), unit=Text(HOSTILE, HOSTILE)))
    contents = {a.id: feed(a) for a in articles}
    for path, text in {**files, **contents}.items():
        if path.endswith((".css", ".js", ".svg", ".txt")):
            continue
        assert "<script>" not in text, path
        assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;|\\u003c.*?\\u003e", "", text), path
        assert not any(name.startswith("on") for _, attributes in Html(text).tags for name in attributes), path
    assert "alert(1)" in Html(files["fraud-guides/fake-authority/index.html"]).words
    ET.fromstring(files["sitemap.xml"])


def test_every_page_states_a_policy_under_which_nothing_foreign_or_inline_can_load(render: Render) -> None:
    for path, page in html_of(render(*every_kind())).items():
        policy = page.meta("Content-Security-Policy")
        assert policy.startswith("default-src 'none'; "), path
        if path.endswith("first-hour/index.html"):
            continue  # stricter: test_the_sheet_for_the_police_can_send_nothing
        for part in ("script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "style-src 'self'", "img-src 'self' data:",
                     "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'"):  # fmt: skip
            assert part in policy.split("; "), path
        assert page.meta("referrer") == "no-referrer"
        assert not page.all("style"), path
        for tag, attributes in page.tags:
            assert "style" not in attributes, path
            assert not [name for name in attributes if name.startswith("on")], path
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert attributes.get("src"), path
            for name in ("src", "srcset", "action", "data", "poster"):
                if name in attributes:
                    assert attributes[name].startswith("/a/"), (path, tag, attributes)
            if tag == "link" and attributes.get("rel") in ("stylesheet", "icon"):
                assert attributes["href"].startswith(("/a/", "data:,")), path


def test_the_web_server_snippet_has_the_same_policy_and_what_only_a_header_can_say(render: Render) -> None:
    files = render(guide())
    policy = Html(files["index.html"]).meta("Content-Security-Policy")
    snippet = files["headers.txt"]
    assert snippet.count(f"Content-Security-Policy \"{policy}; frame-ancestors 'none'\" always;") == 2
    assert snippet.count("nosniff") >= 2
    assert "immutable" in snippet
    pattern = re.search(r"location ~ (\S+) \{", snippet)
    assert pattern is not None
    hashed = [path for path in files if re.match(pattern[1], "/a/" + path)]
    assert {path.rsplit(".", 1)[1] for path in hashed} == {"css", "js", "svg"}
    assert not [path for path in hashed if not path.startswith("assets/")]


# languages, addresses, links


def test_each_page_is_whole_in_its_language_and_siblings_name_each_other(render: Render) -> None:
    pages = html_of(render(*every_kind()))
    for path, page in pages.items():
        if "refresh" in [a.get("http-equiv") for a in page.all("meta")]:
            continue
        assert page.all("html")[0]["lang"] == ("en" if path.startswith("en/") else "zh-CN"), path
        if page.all("meta", name="robots", content="noindex"):
            continue
        assert [a["href"] for a in page.all("link", rel="canonical")] == [SITE.absolute(path)]
        named = {a["hreflang"]: a["href"] for a in page.all("link", rel="alternate") if "hreflang" in a}
        here, there = path.removeprefix("en/"), "en/" + path.removeprefix("en/")
        assert named == {"zh-CN": SITE.absolute(here), "en": SITE.absolute(there), "x-default": SITE.absolute(here)}, (
            path
        )


def test_an_article_without_translation_names_none_and_switches_to_the_other_home(render: Render) -> None:
    page = Html(render(guide())["fraud-guides/fake-authority/index.html"])
    assert not [a for a in page.all("link", rel="alternate") if "hreflang" in a]
    assert {a["href"] for a in page.all("a", hreflang="en")} == {"/a/en/"}


def test_no_template_says_a_word_that_the_list_of_words_should_say(theme: Theme) -> None:
    for name, source in theme.templates.items():
        if not name.startswith("about."):  # whole pages of prose, one for each language
            assert not re.search(r"[\u4e00-\u9fff]", source), name


def test_every_word_of_the_list_is_said_somewhere(theme: Theme) -> None:
    sources = (p for p in (ROOT / "scripts/pufa/pages").glob("*.py") if p.name != "words.py")
    said = "".join([*theme.templates.values(), *(p.read_text("utf-8") for p in sources)])
    made_up = {f"{section}_{end}" for section in Section for end in ("short", "lead")}
    made_up |= {f"level_{level}" for level in Level} | {f"verify_{standing}" for standing in Standing}
    made_up |= {f"{way}_{name}" for way in ("ask", "next") for name in QUESTIONS} | {f"in_{o}" for o in Language}
    made_up |= {f"by_{name}" for name in ("language", "section", "category", "type", "audience", *QUESTIONS)}
    unsaid = [name for name in WORDS if name not in made_up and not re.search(rf't\.{name}\b|"{name}"', said)]
    assert unsaid == []
    assert not [name for name in WORDS if hasattr({}, name)], "a template would see the method of the mapping instead"


def test_no_internal_link_is_dead(render: Render) -> None:
    articles = every_kind()
    files = render(*articles)
    pages = html_of(files)
    cards = {path for a in articles for path in (SITE.card(a), SITE.kit(a))}
    feeds = {
        SITE.feed(f, lang, s) for f in ("rss", "atom", "json") for lang in Language for s in (None, *Section, *Topic)
    }
    for path, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), path
        addresses = [a[k] for _, a in page.tags for k in ("href", "src", "action") if k in a]
        addresses += [a["content"].split("url=")[1] for a in page.all("meta") if a.get("http-equiv") == "refresh"]
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme in ("tel", "https", "data") and not address.startswith(SITE.url):
                continue
            target = unquote(parts.path).removeprefix("/a/") if parts.path else path
            assert not parts.path or parts.path.startswith("/a/"), (path, address)
            target = target + "index.html" if target == "" or target.endswith("/") else target
            assert target in files or target in cards or target in feeds, (path, address)
            if parts.fragment and target in pages:
                assert parts.fragment in pages[target].ids, (path, address)


def test_a_link_to_an_article_leads_to_its_page_and_one_that_leads_nowhere_is_text(
    render: Render, feed: Callable[[Article], str]
) -> None:
    html = (
        '<p><a href="pufa:cases/a-case#end">中文</a> <a href="pufa:fraud-guides/fake-loan.en">英文</a> <a href="pufa:cases/none">没有</a>'
        ' <a href="https://www.12377.cn/">外面</a> href="pufa:cases/a-case" <a href="#here">这里</a></p>'
    )
    one = guide(parts=[prose(html)])
    text = render(one, case(), guide("fake-loan", language=EN))["fraud-guides/fake-authority/index.html"]
    assert '<a href="/a/cases/a-case/#end">中文</a>' in text
    assert '<a href="/a/en/fraud-guides/fake-loan/">英文</a>' in text
    assert "<a>没有</a>" in text
    assert '<a href="https://www.12377.cn/" rel="external noopener noreferrer">外面</a>' in text
    assert 'href="pufa:cases/a-case" <a' in text, "words that look like a link stay as they were written"
    assert '<a href="https://pufa.example/a/fraud-guides/fake-authority/#here">这里</a>' in feed(one)


def test_an_old_address_leads_on(render: Render) -> None:
    page = Html(render(case(aliases=["/cases/old-name/", "/x/"]))["cases/old-name/index.html"])
    assert page.all("meta", **{"http-equiv": "refresh"})[0]["content"] == "0; url=/a/cases/a-case/"
    assert page.all("link", rel="canonical")[0]["href"] == "https://pufa.example/a/cases/a-case/"
    assert page.all("a")[0]["href"] == "/a/cases/a-case/"


def test_the_site_map_lists_what_may_be_found_with_dates_from_the_articles(render: Render) -> None:
    gone = rumor("gone", status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "x"})
    files = render(guide(updated="2026-12-02"), guide(language=EN), gone)
    tree = ET.fromstring(files["sitemap.xml"])
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {u.findtext("s:loc", "", ns): u for u in tree.findall("s:url", ns)}
    entry = found["https://pufa.example/a/fraud-guides/fake-authority/"]
    assert entry.findtext("s:lastmod", "", ns) == "2026-12-02T09:00:00+08:00"
    assert [link.get("hreflang") for link in entry.findall("x:link", ns)] == ["zh-CN", "en", "x-default"]
    assert "https://pufa.example/a/rumors/gone/" not in found
    assert not [u for u in found if "404" in u]
    indexed = {p for p, page in html_of(files).items() if not page.all("meta", name="robots")}
    assert found.keys() == {SITE.absolute(p) for p in indexed}
    assert "Sitemap: https://pufa.example/a/sitemap.xml" in files["robots.txt"]


def test_pages_tell_previews_what_they_are(render: Render) -> None:
    page = Html(render(guide(), guide(language=EN))["en/fraud-guides/fake-authority/index.html"])
    assert page.meta("og:type") == "article"
    assert page.meta("og:url") == "https://pufa.example/a/en/fraud-guides/fake-authority/"
    assert page.meta("og:image") == "https://pufa.example/a/cards/en/fraud-guides/fake-authority.png"
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")
    assert page.meta("og:image:alt")
    assert page.meta("og:locale") == "en_GB"
    assert page.meta("og:site_name") == "Pufa"
    assert page.meta("twitter:card") == "summary_large_image"
    feeds = [(a["type"], a["href"]) for a in page.all("link", rel="alternate") if "type" in a]
    assert ("application/atom+xml", "/a/en/atom.xml") in feeds
    assert ("application/feed+json", "/a/en/fraud-guides/feed.json") in feeds


# the frame


def test_every_page_has_one_search_box_and_the_way_to_the_emergency_page(render: Render) -> None:
    for path, page in html_of(render(*every_kind())).items():
        if not page.all("main"):
            continue  # a redirect
        root = "/a/en/" if path.startswith("en/") else "/a/"
        assert [a["href"] for _, a in page.tags if a.get("class") == "sos"] == [f"{root}emergency/"], path
        if path.endswith("first-hour/index.html"):
            continue  # nothing is asked for where somebody writes about himself
        if path.endswith("offline/index.html"):
            continue  # there is nothing to search without a network
        (form,) = page.all("form", role="search")
        assert (form["action"], form["method"], form["data-base"]) == (f"{root}search/", "get", "/a/"), path
        assert form["data-language"] == page.all("html")[0]["data-language"]
        assert len(page.all("input", name="q")) == 1, path
        assert len([a for _, a in page.tags if "data-search-results" in a]) == 1, path
        assert len([a for _, a in page.tags if "data-search-none" in a]) == 1, path


def test_the_search_page_can_be_narrowed_and_says_what_to_do_without_script(render: Render) -> None:
    text = render(guide())["search/index.html"]
    page = Html(text)
    assert [a["value"] for a in page.all("input", name="kind")] == ["", *(str(s) for s in Section)]
    assert page.all("select", name="audience")
    assert "JavaScript" in text[text.index("<noscript>") : text.index("</noscript>")]
    ways = text[text.index("</noscript>") : text.index("<footer")]
    for way in ("/a/emergency/", "/a/fraud-guides/", "/a/cases/", "/a/rumors/", "tel:96110"):
        assert f'href="{way}"' in ways


def test_a_demonstration_says_so_at_the_top_and_at_the_foot_and_another_site_does_not(render: Render) -> None:
    for site, times in ((SITE, 2), (SITE._replace(demo=False), 0)):
        files = render(guide(), site=site)
        for path in ("index.html", "fraud-guides/fake-authority/index.html", "emergency/index.html"):
            assert files[path].count("示范站点，并非官方网站") == times
        assert files["en/index.html"].count("Demonstration, not an official site") == times


def test_headings_come_in_order_on_every_page(render: Render) -> None:
    for path, page in html_of(render(*every_kind())).items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        if not page.all("main"):
            continue
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), (path, levels)


# guides


def test_a_guide_shows_all_that_an_officer_filled_in(render: Render) -> None:
    text = render(*every_kind())["fraud-guides/fake-authority/index.html"]
    words = Html(text).words
    for part in ("一句识破。", "提要 fake-authority。", "电话", "转账", "现金", "红旗一", "第一步", "特有的一步", "开头", "一通电话",
                 "改过一处。", "2026年11月23日", "2026年11月24日", "2027年11月24日 前", "编辑部", "标签", "43 种之 26"):  # fmt: skip
        assert part in words, part
    assert 'href="tel:110"' in text
    assert 'href="/a/fraud-guides/#impersonation"' in text


def test_the_first_hour_is_the_common_list_and_what_this_fraud_adds(render: Render, registries: Registries) -> None:
    text = render(guide())["fraud-guides/fake-authority/index.html"]
    places = [text.index(step.zh) for step in registries.first_hour] + [text.index("特有的一步")]
    assert places == sorted(places)


def test_a_chat_is_a_list_in_which_a_flag_stands_with_its_line_and_everybody_has_a_name(render: Render) -> None:
    text = render(guide(parts=[CHAT]))["fraud-guides/fake-authority/index.html"]
    chat = re.sub(
        r"<[^>]+>|\s+",
        " ",
        text[text.index('<ol class="chat">') : text.index("</figure>", text.index('<ol class="chat">'))],
    )
    assert chat.split() == [
        "10:02",
        "“刘警官”",
        "：",
        "你涉嫌洗钱",
        "红旗：",
        "吓人的话",
        "10:03",
        "鸡妈妈",
        "：",
        "啥",
    ]
    lines = re.findall(r"<li class=\"turn[^>]*>.*?</li>", text, re.DOTALL)
    assert len(lines) == 2
    assert "吓人的话" in lines[0]
    assert "turn--me" in lines[1]
    assert "weasel-uniform" in lines[0]


def test_a_character_without_a_picture_still_speaks(render: Render) -> None:
    turn = Turn(line=1, at="", who="谁", character="nobody", me=False, text="说话")
    text = render(guide(parts=[Chat(line=1, title="对话", lines=(turn,))]))["fraud-guides/fake-authority/index.html"]
    assert "说话" in text
    assert "nobody" not in text


# the law


def test_a_provision_is_quoted_in_the_version_of_the_day_with_its_name_dates_and_plain_reading(
    render: Render, registries: Registries
) -> None:
    then = registries.cite("psa/25", date(2014, 9, 30))
    assert not isinstance(then, Text)
    text = render(rumor(parts=[Quotation(line=3, id="psa/25", as_of=date(2014, 9, 30))]))["rumors/a-rumor/index.html"]
    figure = text[text.index('<figure class="law">') : text.index("</figure>")]
    for paragraph in (then.version.text or "").split("\n"):
        assert f"<p>{paragraph}</p>" in figure
    words = Html(figure).words
    assert "中华人民共和国治安管理处罚法" in words
    assert "第二十五条" in words
    assert "当时有效，2006年3月1日至2025年12月31日，今天是第二十九条" in re.sub(r"\s", "", words)
    assert f"{WORDS['plain_present'].zh}{then.provision.plain.zh}" in words, (
        "the plain reading is of today's text, and says so"
    )


def test_the_day_that_counts_is_the_conduct_s_for_a_case(render: Render) -> None:
    quotation = [Quotation(line=3, id="psa/29")]
    then, now = (
        render(case(conduct_date=d, parts=quotation))["cases/a-case/index.html"] for d in ("2025-06", "2026-06")
    )
    assert "当时有效" in then
    assert "计算机信息系统" in then
    assert "现行条文" in now
    assert "散布谣言" in now


def test_a_law_cited_and_not_quoted_is_listed_with_its_plain_reading_once(
    render: Render, registries: Registries
) -> None:
    one = guide(parts=[Quotation(line=3, id="cl/266")], laws=["cl/266", "atf/31"])
    text = render(one)["fraud-guides/fake-authority/index.html"]
    assert text.count("诈骗公私财物，数额较大的") == 1
    cited = registries.cite("atf/31", date(2026, 11, 24))
    assert not isinstance(cited, Text)
    assert cited.provision.plain.zh in text[text.index('id="law"') :]


def test_a_long_text_is_folded_and_whole(render: Render, registries: Registries) -> None:
    long = registries.cite("atf/31", date(2026, 11, 24))
    assert not isinstance(long, Text)
    assert len(long.version.text or "") > 220
    text = render(guide(parts=[Quotation(line=3, id="atf/31")]))["fraud-guides/fake-authority/index.html"]
    folded = text[text.index("<details>") : text.index("</details>")]
    assert all(p in folded for p in (long.version.text or "").split("\n"))


def test_a_wording_that_is_not_verified_is_never_in_quotation_marks(theme: Theme, registries: Registries) -> None:
    statute = registries.statutes["cl"]
    unsure = tuple(p.model_copy(update={"verified": Verification.P}) for p in statute.provisions)
    doubtful = registries.model_copy(update={"statutes": {"cl": statute.model_copy(update={"provisions": unsure})}})
    one = guide(parts=[Quotation(line=3, id="cl/266")])
    text = Pages(Library([one], doubtful), SITE, theme).article(one).data.decode()
    assert "<blockquote" not in text
    assert "编假话、瞒真相" in text


def test_a_provision_that_the_registry_lacks_stops_the_page(render: Render) -> None:
    with pytest.raises(LookupError, match="cl/99999"):
        render(guide(laws=["cl/99999"]))


def test_english_pages_say_that_only_the_chinese_text_counts(render: Render) -> None:
    text = render(guide(language=EN, parts=[Quotation(line=3, id="cl/266")]))[
        "en/fraud-guides/fake-authority/index.html"
    ]
    assert '<blockquote lang="zh-CN">' in text
    assert "only the Chinese text counts" in text
    assert "Article 266" in text


# cases


def test_a_composite_case_says_so_once_at_the_top(render: Render) -> None:
    note = "<blockquote>\n<p>合成案例：由常见情节合写而成。</p>\n</blockquote>\n<p>早点摊收了。</p>"
    text = render(case(parts=[prose(note)]))["cases/a-case/index.html"].replace("</b>", "")
    assert text.count("合成案例") == text.count("由常见情节合写而成。") == 1
    assert text.index("这是合成案例。由常见情节合写而成。") < text.index("早点摊收了。")
    assert "6.7 万元" in text
    english = render(
        case(
            language=EN, parts=[prose("<blockquote><p>A composite case, put together &amp; made up.</p></blockquote>")]
        )
    )
    assert "This is a composite case.</b> Put together &amp; made up." in english["en/cases/a-case/index.html"]
    bare = render(case(parts=[prose("<p>早点摊收了。</p>")]))["cases/a-case/index.html"]
    assert "这是合成案例。</b>由同类案件的常见情节合写而成。" in bare


def test_a_case_from_public_records_keeps_its_quotations(render: Render) -> None:
    text = render(case(basis="public-record", parts=[prose("<blockquote><p>合成案例：一句引文</p></blockquote>")]))[
        "cases/a-case/index.html"
    ]
    assert "这是合成案例。" not in text
    assert "一句引文" in text


# rumors


@pytest.mark.parametrize("verdict", Verdict)
def test_no_title_preview_or_description_states_a_rumor_without_its_verdict(render: Render, verdict: Verdict) -> None:
    one = rumor(verdict=verdict.value, title="某县有小孩被抢", summary="某县有小孩被抢。")
    page = Html(render(one)["rumors/a-rumor/index.html"])
    text = render(one)["rumors/a-rumor/index.html"]
    title = text[text.index("<title>") + 7 : text.index("</title>")]
    for said in (title, page.meta("og:title"), page.meta("description"), page.meta("og:description")):
        assert said.startswith(("核查：" + verdict.zh, "核查结论：" + verdict.zh))
    assert page.words.index(f"传言（{verdict.zh}）") < page.words.index("有小孩被抢", page.words.index("传言（"))
    assert verdict.meaning(ZH) in page.words


def test_lists_show_a_claim_behind_its_verdict(render: Render) -> None:
    files = render(rumor())
    for path in ("index.html", "rumors/index.html"):
        words = Html(files[path]).words
        assert "传言（不实）：有小孩被抢" in words


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        ([None], "本文只依据一份由本站保存的材料"),
        (["https://a.cn/"], "本文只依据一个来源。"),
        (["https://a.cn/", None], "本文依据 2 个来源。其中 1 份由本站保存"),
        ([None, None], "本文依据 2 份由本站保存的材料"),
    ],
)
def test_a_rumor_says_how_many_sources_it_rests_on(render: Render, urls: list[str | None], said: str) -> None:
    sources = [
        {"id": f"s{i}", "title": "通报", "issuer": "公安局", "date": "2015-06"}
        | ({"url": url} if url else {"held": "true"})
        for i, url in enumerate(urls)
    ]
    evidence = [{"text": f"查到 {i}", "source": f"s{i}"} for i in range(len(urls))]
    words = Html(render(rumor(sources=sources, evidence=evidence))["rumors/a-rumor/index.html"]).words
    assert said in words
    assert ("本单位保存，未公开网址" in words) == (None in urls)


def test_a_rumor_says_whose_finding_it_rests_on(render: Render) -> None:
    one = {"id": "s", "title": "报道", "issuer": "某报", "date": "2015-06", "held": "true"}
    evidence = [
        {"text": "没有这样的案件。", "source": "s", "investigator": "某县公安局"},
        {"text": "来历查明。", "source": "s", "investigator": "某县公安局"},
    ]
    page = render(rumor(sources=[one], evidence=evidence))["rumors/a-rumor/index.html"]
    assert "读者无法自己去查。结论出自某县公安局自己的调查。" in Html(page).words
    assert page.count("调查机关：某县公安局") == 2
    assert "调查机关" not in render(rumor())["rumors/a-rumor/index.html"]


# withdrawn, drafts


def test_a_withdrawn_article_keeps_its_address_and_says_only_when_and_why(
    render: Render, feed: Callable[[Article], str]
) -> None:
    gone = guide(
        parts=[prose("<p>原来的正文</p>")],
        status="withdrawn",
        withdrawn={"date": "2026-12-01", "reason": "材料已被撤销。"},
    )
    files = render(gone, guide("fake-boss"))
    text = files["fraud-guides/fake-authority/index.html"]
    assert "材料已被撤销。" in text
    assert "2026年12月1日" in text
    assert Html(text).meta("robots") == "noindex"
    for hidden in ("原来的正文", "红旗一", "一句识破。", "/cards/"):
        assert hidden not in text
    for path, other in files.items():
        if path.endswith((".html", ".xml")) and path != "fraud-guides/fake-authority/index.html":
            assert "/fraud-guides/fake-authority/" not in other, path
    assert "材料已被撤销。" in feed(gone)
    assert "原来的正文" not in feed(gone)


def test_a_draft_is_nowhere(render: Render) -> None:
    assert not [p for p, text in render(guide(status="draft"), case()).items() if "题目 fake-authority" in text]


# lists


def test_a_section_has_24_articles_a_page_and_its_pages_name_each_other(render: Render) -> None:
    files = render(*(case(f"c{i}") for i in range(49)), *(case(f"c{i}", language=EN) for i in range(25)))
    shown = [
        re.findall(r'<h2><a href="/a/cases/(c\d+)/"', files[f"cases/{tail}index.html"])
        for tail in ("", "page/2/", "page/3/")
    ]
    assert [len(s) for s in shown] == [24, 24, 1]
    assert len(set().union(*map(set, shown))) == 49
    assert "cases/page/4/index.html" not in files
    assert 'rel="next" href="/a/cases/page/2/"' in files["cases/index.html"]
    assert 'rel="prev" href="/a/cases/"' in files["cases/page/2/index.html"]
    assert 'hreflang="en" href="https://pufa.example/a/en/cases/page/2/"' in files["cases/page/2/index.html"]
    assert 'hreflang="en" href="https' not in files["cases/page/3/index.html"]


def test_the_round_up_lists_every_type_and_links_only_those_that_are_written(
    render: Render, registries: Registries
) -> None:
    files = render(guide())
    for path in ("index.html", "fraud-guides/index.html"):
        page = Html(files[path])
        for kind in registries.fraud_types.values():
            assert kind.zh in page.words
        assert {a["href"] for a in page.all("a") if re.match("/a/fraud-guides/.", a["href"])} - {
            f"/a/fraud-guides/#{c}" for c in registries.categories
        } == {"/a/fraud-guides/fake-authority/"}
        assert "已经写好 1 种" in page.words
        assert "其余 42 种正在写" in page.words
    assert "一句识破。" in files["fraud-guides/index.html"]


def test_the_front_page_shows_alerts_with_both_dates_and_no_box_without_one(render: Render) -> None:
    alert = {"severity": "urgent", "starts": "2026-11-20", "expires": "2026-12-04"}
    text = Html(render(guide(alert=alert))["index.html"]).words
    assert "紧急" in text
    assert re.search(r"2026年11月20日\s*至\s*2026年12月4日", text)
    assert "data-alerts" not in render(guide())["index.html"]


def test_a_site_without_articles_is_whole_and_honest(render: Render) -> None:
    files = render()
    assert "正在写" in files["cases/index.html"]
    assert "正在写" in files["index.html"]


# emergency


def test_the_emergency_page_weighs_less_than_40_kb_as_sent_with_all_that_it_loads(render: Render) -> None:
    files = render(guide())
    for path in ("emergency/index.html", "en/emergency/index.html"):
        page = Html(files[path])
        loaded = [a["href"] for rel in ("stylesheet", "icon") for a in page.all("link", rel=rel)]
        loaded += [a["src"] for tag in ("script", "img") for a in page.all(tag)]
        sent = [path, *sorted({u.removeprefix("/a/") for u in loaded})]
        weight = sum(len(gzip.compress(files[p].encode(), mtime=0)) for p in sent)
        assert weight < 40 * 1024, weight


def test_the_sheet_for_the_police_can_send_nothing(render: Render) -> None:
    files = render(guide())
    for path in ("first-hour/index.html", "en/first-hour/index.html"):
        page = Html(files[path])
        policy = page.meta("Content-Security-Policy").split("; ")
        assert {"form-action 'none'", "connect-src 'none'", "default-src 'none'"} <= set(policy)
        assert not page.all("form")
        typed = page.all("input") + page.all("textarea")
        assert len(typed) > 20
        assert not [a for a in typed if "name" in a]
        assert {a["autocomplete"] for a in typed if a.get("type") != "checkbox"} == {"off"}
    assert '"/a/first-hour/"' in files["emergency/index.html"]


def test_one_can_leave_at_once_from_what_nobody_else_should_see(render: Render) -> None:
    love = guide("online-romance")
    told = case("blackmailed", fraud_type="image-blackmail")
    dating = guide("romance-investment", contact=["dating-app"])
    files = render(love, told, dating, guide())
    leaving = [
        "fraud-guides/online-romance/",
        "cases/blackmailed/",
        "fraud-guides/romance-investment/",
        "en/emergency/",
    ]
    for path in leaving:
        (way,) = [a for _, a in Html(files[path + "index.html"]).tags if "data-leave" in a]
        blank = Html(files[way["href"].removeprefix("/a/")])
        assert blank.words.strip() in ("新标签页", "New tab")
        assert {tag for tag, _ in blank.tags} == {"html", "head", "meta", "title", "link", "body"}
        assert [a["href"] for a in blank.all("link")] == ["data:,"]
    assert "普法" not in files["blank.html"]
    assert "data-leave" not in files["fraud-guides/fake-authority/index.html"]
    assert "data-leave" not in files["index.html"]


def test_the_text_to_copy_is_the_title_the_one_line_and_the_address(render: Render) -> None:
    files = render(guide(), case(), rumor())
    lines = {
        "fraud-guides/fake-authority/": "一句识破。",
        "cases/a-case/": "先挂断。",
        "rumors/a-rumor/": "提要 a-rumor。",
    }
    for path, line in lines.items():
        copied = re.search(r"<textarea[^>]*readonly>(.*?)</textarea>", files[path + "index.html"], re.DOTALL)
        assert copied is not None
        title, middle, address = copied[1].split("\n")
        assert (middle, address) == (line, f"https://pufa.example/a/{path}")
        assert title.startswith("核查：不实" if "rumors" in path else "题目")


def test_a_conversation_stops_only_where_there_is_a_red_flag(render: Render) -> None:
    quiet = CHAT.model_copy(update={"lines": CHAT.lines[:1]})
    files = render(guide(parts=[quiet]), guide("fake-boss", parts=[CHAT]))
    assert "data-talk" not in files["fraud-guides/fake-authority/index.html"]
    assert "data-talk-start" in files["fraud-guides/fake-boss/index.html"]


def test_the_emergency_page_marks_what_is_our_advice(render: Render) -> None:
    page = render(guide())["emergency/index.html"]
    for step, advice in (("停", True), ("报警", False), ("打银行", True), ("记下来", False)):
        assert (f"<h2>{step} <small>我们的建议</small></h2>" in page) == advice
    assert 'href="tel:110"' in page[: page.index("</ol>")]


# feeds


def test_feed_content_holds_everything_that_matters_as_simple_html(feed: Callable[[Article], str]) -> None:
    first = every_kind()[0]
    text = feed(first)
    for part in (
        "一句识破。",
        "开头",
        "你涉嫌洗钱",
        "吓人的话",
        "红旗一",
        "第一步",
        "特有的一步",
        "诈骗公私财物",
        "改过一处。",
        "停下：别再转账",
    ):
        assert part in text, part
    page = Html(text)
    allowed = {"a", "blockquote", "code", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "time", "ul"}
    assert {tag for tag, _ in page.tags} <= allowed
    for tag, attributes in page.tags:
        assert set(attributes) <= {"a": {"href", "rel"}, "time": {"datetime"}}.get(tag, set()), tag
        if tag == "a":
            assert attributes["href"].startswith("https://")


def test_feed_content_of_a_rumor_leads_with_the_verdict(feed: Callable[[Article], str]) -> None:
    text = Html(feed(rumor())).words
    assert text.index("不实") < text.index("有小孩被抢")
    assert "本文只依据一份由本站保存的材料" in text


# the same input


def test_the_same_articles_in_any_order_give_the_same_bytes(theme: Theme, registries: Registries) -> None:
    def made(articles: list[Article]) -> list[Artifact]:
        pages = Pages(Library(articles, registries), SITE, theme)
        return sorted([*map(pages.article, articles), *pages.others()])

    assert made(every_kind()) == made(every_kind()[::-1])


def test_an_asset_bears_the_hash_of_what_it_holds(theme: Theme, registries: Registries) -> None:
    def names(changed: Theme) -> set[str]:
        return {a.path for a in Pages(Library([], registries), SITE, changed).others() if a.path.startswith("assets/")}

    other = theme._replace(assets={**theme.assets, "site.js": theme.assets["site.js"] + b"\n"})
    before, after = names(theme), names(other)
    assert len(before - after) == 1
    assert len(after - before) == 1
    assert all(re.fullmatch(r"assets/[\w/-]+\.[0-9a-f]{8}\.(css|js|svg)", name) for name in before)


# small words


@pytest.mark.parametrize(
    "text",
    [
        "冒充公检法：要借你的手，因为没手续",
        "警方查过：2014 年“抢小孩”的两条帖子不实",
        "<b>你好</b>&再见",
        "14:05　小板凳",
        "的",
        "a b",
    ],
)
def test_phrases_are_the_text_and_nothing_else(text: str) -> None:
    assert "".join(cut(text)) == text
    assert Html(str(phrases(text))).words.replace("\u00a0", " ") == text
    assert [t for t, _ in Html(str(phrases(text))).tags if t != "wbr"] == []


def test_a_heading_never_breaks_inside_a_number_or_a_short_quotation_or_before_one_character() -> None:
    assert "2014 年" in cut("警方查过：2014 年“抢小孩”的两条帖子不实")
    assert "“抢小孩”的" in cut("警方查过：2014 年“抢小孩”的两条帖子不实")
    assert all(len(piece) > 1 for piece in cut("冒充公检法：要借你的手，因为没手续"))


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 3), "2026年11月3日", "3 November 2026"),
        (PartialDate("2014-09"), "2014年9月", "September 2014"),
        (PartialDate("2014"), "2014年", "2014"),
    ],
)
def test_days_in_words(day: date | PartialDate, zh: str, en: str) -> None:
    assert (day_words(day, ZH), day_words(day, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("2014-09", "2014年9月", "September 2014"),
        ("2019-09-16", "2019年9月16日", "16 September 2019"),
        ("14:05", "14:05", "14:05"),
        ("第 3 天", "第 3 天", "第 3 天"),
        ("2014-13", "2014-13", "2014-13"),
    ],
)
def test_a_timeline_says_days_in_words_and_everything_else_as_it_was_typed(typed: str, zh: str, en: str) -> None:
    assert (when_words(typed, ZH), when_words(typed, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (800, "800 元", "800 yuan"),
        (67000, "6.7 万元", "67,000 yuan"),
        (31050, "31050 元", "31,050 yuan"),
        (98_000_000, "9800 万元", "98,000,000 yuan"),
        (250_000_000, "2.5 亿元", "250,000,000 yuan"),
    ],
)
def test_sums_in_words_are_exact(yuan: int, zh: str, en: str) -> None:
    assert (yuan_words(yuan, ZH), yuan_words(yuan, EN)) == (zh, en)
