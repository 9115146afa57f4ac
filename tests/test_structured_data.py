"""What machines and messengers are told about a page: the same as readers, and nothing that could run."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from pufa.model.article import Article
from pufa.model.library import Library
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Text
from pufa.model.vocabulary import Verdict
from pufa.pages import Pages, Theme
from test_pages import EN, HOSTILE, SITE, Html, case, every_kind, guide, rumor

Page = Callable[..., Html]


@pytest.fixture
def page(theme: Theme, registries: Registries) -> Page:
    def printed(article: Article, site: Site = SITE) -> Html:
        return Html(Pages(Library([article], registries), site, theme).article(article).data.decode())

    return printed


def graph(page: Html) -> dict[str, dict[str, Any]]:
    """The nodes of a page's structured data, by type."""
    (data,) = page.data
    return {node["@type"]: node for node in json.loads(data)["@graph"]}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("article", every_kind(), ids=lambda a: f"{a.id}-{a.language}")
def test_every_article_says_what_its_page_shows(page: Page, article: Article) -> None:
    shown = page(article)
    node = graph(shown)["Article"]
    words = squeezed(shown.words)
    assert node["headline"] == shown.meta("og:title")
    assert node["description"] == shown.meta("og:description")
    assert node["url"] == node["mainEntityOfPage"] == shown.meta("og:url")
    assert node["image"] == shown.meta("og:image")
    assert node["inLanguage"] == shown.all("html")[0]["lang"]
    assert node["datePublished"] == shown.meta("article:published_time")
    assert node["dateModified"] == shown.meta("article:modified_time")
    assert squeezed(node["author"]["name"]) in words
    for cited in node.get("citation", []):
        assert squeezed(cited["name"]) in words
        assert squeezed(cited["publisher"]["name"]) in words
    for correction in node.get("correction", []):
        assert squeezed(correction["text"]) in words
    assert bool(article.corrections) == ("correction" in node)


@pytest.mark.parametrize("article", every_kind(), ids=lambda a: f"{a.id}-{a.language}")
def test_the_way_to_an_article_is_the_one_that_its_page_shows(page: Page, article: Article) -> None:
    shown = page(article)
    steps = graph(shown)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    links = {SITE.url.removesuffix("/a/") + a["href"] for a in shown.all("a")}
    assert {step["item"] for step in steps[:-1]} <= links
    crumbs = shown.source[shown.source.index('<nav class="crumbs"') :].split("</nav>")[0]
    assert len(steps) - 1 == crumbs.count("<a ")
    assert steps[-1] == {
        "@type": "ListItem",
        "position": len(steps),
        "name": article.title,
        "item": shown.meta("og:url"),
    }
    assert all(squeezed(step["name"]) in squeezed(shown.words) for step in steps)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_rumor_carries_a_claim_review_that_is_its_page(page: Page, verdict: Verdict) -> None:
    shown = page(rumor(verdict=verdict.value))
    review = graph(shown)["ClaimReview"]
    words = squeezed(shown.words)
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": verdict.zh,
        "ratingExplanation": verdict.meaning(shown_in := rumor().language),
    }, "a word, never a number: the five verdicts are no scale"
    assert shown_in == "zh"
    for said in (review["claimReviewed"], review["reviewBody"], review["author"]["name"],
                 review["itemReviewed"]["firstAppearance"]["description"], *review["reviewRating"].values()):  # fmt: skip
        assert squeezed(said) in words or said == "Rating"
    assert review["itemReviewed"]["text"] == review["claimReviewed"]
    assert review["itemReviewed"]["firstAppearance"]["datePublished"] == "2014-09"
    assert review["url"] == shown.meta("og:url")


def test_no_headline_or_step_states_the_claim_without_the_verdict(page: Page) -> None:
    nodes = graph(page(rumor(summary="有小孩被抢。")))
    assert nodes["Article"]["headline"].startswith("核查：不实")
    assert nodes["Article"]["description"].startswith("核查结论：不实")
    assert "ClaimReview" not in graph(page(case()))


def test_the_definition_of_the_verdict_leads_to_the_scale(theme: Theme, registries: Registries) -> None:
    one = rumor()
    pages = Pages(Library([one], registries), SITE, theme)
    assert '<a href="/a/about/#verdict-false">核查到的事实与说法相反。</a>' in pages.article(one).data.decode()
    (about,) = [s for s in pages.sheets() if s.head.path == "about/index.html"]
    assert set(Html(pages.print(about).data.decode()).ids) >= {f"verdict-{v}" for v in Verdict}


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "]]>&lt;/script&gt;\u2028", HOSTILE]
)
def test_nothing_that_is_typed_can_end_the_data_and_it_reads_back_as_typed(page: Page, title: str) -> None:
    one = rumor(title=title, claim={"text": title, "first_seen": "2014", "where": title}, checked_by=title)
    shown = page(one, SITE._replace(unit=Text(title, title)))
    (data,) = shown.data
    assert not set(data) & {"<", ">", "&", "\u2028"}
    nodes = graph(shown)
    assert nodes["ClaimReview"]["claimReviewed"] == title.strip()
    assert nodes["BreadcrumbList"]["itemListElement"][-1]["name"] == title.strip()
    assert "alert(1)" not in "".join(a.get("src", "") for a in shown.all("script"))


def test_a_withdrawn_article_makes_no_claims_to_machines(page: Page) -> None:
    gone = rumor(status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "材料已被撤销。"})
    assert page(gone).data == []


def test_the_front_page_names_the_site_and_a_search_that_exists(theme: Theme, registries: Registries) -> None:
    pages = Pages(Library([], registries), SITE, theme)
    for sheet in pages.sheets():
        if sheet.template == "home.html":
            shown = Html(pages.print(sheet).data.decode())
            (data,) = shown.data
            site = json.loads(data)
            assert site["url"] == shown.meta("og:url")
            assert site["name"] == shown.meta("og:site_name")
            (form,) = shown.all("form", role="search")
            target = site["potentialAction"]["target"]["urlTemplate"]
            assert target == f"https://pufa.example{form['action']}?q={{search_term_string}}"
            assert shown.all("input", name="q")


# what a messenger shows


def test_every_page_has_a_preview_with_title_summary_and_a_picture_with_its_size(
    theme: Theme, registries: Registries
) -> None:
    gone = rumor("gone", status="withdrawn", withdrawn={"date": "2026-12-01", "reason": "材料已被撤销。"})
    articles = [guide(), case(aliases=["/cases/old-name/"]), rumor(), gone, guide(language=EN)]
    pages = Pages(Library(articles, registries), SITE, theme)
    first = {s.template: s for s in pages.sheets()}.values()
    printed = [*map(pages.article, articles), *map(pages.print, first), *pages.loose()]
    seen = 0
    for path, data in printed:
        if not path.endswith(".html") or path.endswith("blank.html"):
            continue
        seen += 1
        shown = Html(data.decode())
        for name in ("og:title", "og:description", "og:site_name", "og:image:alt", "og:locale"):
            assert shown.meta(name), (path, name)
        assert shown.meta("og:url").startswith(SITE.url), path
        article = path.split("/")[-2:-1] and SITE.absolute(f"cards/{path.removesuffix('/index.html')}.png")
        size = (shown.meta("og:image:width"), shown.meta("og:image:height"))
        if shown.meta("og:image") == article:
            assert size == ("1200", "630"), path
            assert shown.meta("twitter:card") == "summary_large_image", path
        elif path == "cases/old-name/index.html":
            assert shown.meta("og:image") == SITE.absolute("cards/cases/a-case.png"), "an old address shows the article"
            assert shown.meta("og:url") == SITE.absolute("cases/a-case/index.html")
        else:
            assert shown.meta("og:image") == "https://pufa.example/a/icon.png", path
            assert size == ("512", "512"), path
            assert shown.meta("twitter:card") == "summary", path
    assert seen > 15
    withdrawn = Html(pages.article(gone).data.decode())
    assert withdrawn.meta("og:title").startswith("已撤回：")
    assert withdrawn.meta("og:description") == "材料已被撤销。"
