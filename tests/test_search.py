"""Search: the cut, what is indexed, and what a reader finds in a real browser with a real index."""

import functools
import http.server
import json
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

from pufa import disk
from pufa.model.article import Article, Case, Claim, FraudGuide, Rumor
from pufa.model.body import Body, Chat, Heading, Prose, RedFlag, Turn
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.pages.headers import POLICY
from pufa.search import index
from pufa.search.cut import END, bigrams, key, keys, name
from pufa.search.index import IndexFailed, build_index
from pufa.search.record import record, render_stage
from pufa.search.shards import directory, shards

TESTS = Path(__file__).parent
SCRIPT = TESTS.parent / "theme/assets/search.js"
CUTS = json.loads((TESTS / "cuts.json").read_text("utf-8"))
SITE = Site("https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("普法", "Pufa"), True)
ZH, EN = Language.ZH, Language.EN
DAYS = {"date": "2026-11-23", "reviewed": "2026-11-23", "review_by": "2027-11-23"}


def guide(slug: str, title: str, *, terms: tuple[str, ...] = (), language: Language = ZH, **given: Any) -> FraudGuide:
    """A guide that says nothing but what is given."""
    told: dict[str, Any] = {
        "id": f"guide-{slug}",
        "title": title,
        "summary": "…",
        **DAYS,
        "fraud_type": slug,
        "contact": ["phone"],
        "asks": ["transfer"],
        "payment": ["bank-transfer"],
        "giveaway": "…",
        "red_flags": ["…"] * 3,
        "steps": ["…"] * 3,
        "terms": terms,
        "slug": slug,
        "language": language,
    }
    return FraudGuide(**told | given)


def case(slug: str, title: str, **given: Any) -> Case:
    told: dict[str, Any] = {
        "id": f"case-{slug}",
        "title": title,
        "summary": "…",
        **DAYS,
        "basis": "composite",
        "fraud_type": "fake-boss",
        "conduct_date": "2026-04",
        "loss": "1",
        "outcome": "…",
        "lesson": "…",
        "slug": slug,
    }
    return Case(**told | given)


def rumor(slug: str, title: str, claim: str) -> Rumor:
    source = {"id": "s", "title": "通报", "issuer": "县公安局", "date": "2014-09-30", "held": "true"}
    return Rumor(
        id=f"rumor-{slug}",
        title=title,
        summary="…",
        **DAYS,
        claim=Claim(text=claim, first_seen="2014-09", where="微博"),
        verdict="false",
        evidence=[{"text": "没有报案。", "source": "s"}],
        sources=[source],
        checked_by="县公安局",
        slug=slug,
    )


def body(*html: str) -> Body:
    return Body(parts=tuple(Prose(line=1, html=piece) for piece in html))


# the cut


@pytest.mark.parametrize("row", CUTS, ids=lambda row: row["text"][:12])
def test_text_is_cut_into_the_words_of_the_shared_table(row: dict[str, Any]) -> None:
    assert bigrams(row["text"]) == row["words"]
    assert name(row["text"]) == row["name"]


@pytest.mark.parametrize("row", CUTS, ids=lambda row: row["text"][:12])
def test_every_word_and_every_single_character_of_a_text_finds_its_keys(row: dict[str, Any]) -> None:
    held = keys(row["text"])
    characters = [character for word in row["words"] if key(word) != word for character in word]
    assert [word for word in row["words"] + characters if not any(k.startswith(key(word)) for k in held)] == []


def test_no_key_is_the_beginning_of_a_longer_word_that_the_text_lacks() -> None:
    # Pagefind answers a word it does not have with the longest key that the word begins with
    held = keys("装app，骗，客服")
    assert [k for k in held for word in ("apple", "骗子", "客家", "服务") if key(word).startswith(k)] == []


def test_keys_are_small_letters_and_digits_so_that_no_segmenter_cuts_them_again() -> None:
    held = keys("安全账户，ＡＰＰ")
    assert [k for k in held if not re.fullmatch(f"[0-9a-z]+{END}?", k)] == []


# a small library: for every guide that must come first there is another page that says the same words in its text

LONG = "".join(chr(0x5000 + i) for i in range(2000))
"""Two thousand characters that say nothing: by themselves they must not push a page down."""

GUIDES: list[Article] = [
    guide(
        "fake-shop-agent",
        "冒充电商客服：赔你的五百，是你自己借的",
        terms=("冒充客服", "客服退宽", "假客服", "双倍赔付"),
        summary="说商品有毛病要退款，再请你共享屏幕。",
        giveaway="退款在订单里点。",
        audience=["shoppers"],
        body=body("<p>真客服不会叫你借钱。</p>"),
    ),
    guide(
        "fake-courier-agent",
        "冒充物流客服：丢的那件快递还在路上",
        terms=("快递丢了", "快递理赔"),
        body=body("<p>客服退款、客服退款、冒充的客服退款，听着都像真的。</p>"),
    ),
    guide(
        "fake-authority",
        "冒充公检法：要借你的手，因为没手续",
        terms=("假警察", "洗钱", "安全帐户", "公安局打电话说我涉案"),
        summary="说你洗钱，叫你锁门，最后催你往“安全账户”转钱。",
        red_flags=["转进“安全账户”", "打电话说你涉嫌洗钱", "叫你别告诉家里人"],
        audience=["everyone", "seniors"],
    ),
    guide("task-rebate", "刷单返利：三趟准点，第四趟没有返程", terms=("返利", "刷丹", "垫付")),
    guide("red-packet-rebate", "充值返利：红包返利、明星返利都是返利", terms=("红包返利", "充值返利")),
    guide(
        "romance-investment",
        "网恋投资：他在海上钻井，一提钱就满格",
        terms=("杀猪盘", "网上认识的男朋友叫我投资", "提现不了"),
        body=body("<p>投资的钱提不出来，还要先交税。</p>"),
    ),
    guide(
        "fake-investment",
        "虚假投资平台：先让你赚",
        body=body("<p>杀猪盘也带人投资，杀猪盘、杀猪盘。</p>", *["<p>网络贷款</p>"] * 4),
    ),
    guide(
        "fake-loan",
        "虚假网络贷款：先收费的没有款",
        terms=("贷款要先交保证金", "网贷"),
        body=body("<p>先交钱。</p>", LONG),
    ),
    guide("screen-share-nfc", "屏幕共享：喊别动的人，自己在动", terms=("共享屏目",), summary="教你共享屏幕。"),
    case(
        "three-person-group",
        "冒充老总：三个人的群里，只有两个人",
        summary="会计被拉进群。<b>她</b>&amp;多问了四个字。",
        terms=("会计被骗",),
        audience=["finance-staff"],
        body=body(*["<p>群里说安全账户、刷单返利、共享屏幕、客服退款、贷款、杀猪盘。</p>"] * 9),
    ),
    rumor("youyang-child-snatching", "酉阳抢孩子：没有发生过", "酉阳有人抢孩子"),
    guide(
        "fake-authority",
        "Fake police: no paperwork, so he needs your thumb",
        terms=("fake police", "safe account", "money laundering"),
        language=EN,
    ),
    guide(
        "fake-shop-agent",
        "Fake customer service: the refund you lent yourself",
        body=body("<p>He is no police and no fake policeman. Sharing the screen is all he wants.</p>"),
        language=EN,
    ),
]


# what is known of an article


def test_title_and_terms_weigh_more_than_everything_else_together(registries: Registries) -> None:
    titled = record(guide("a", "安全账户"), SITE, registries).weights
    termed = record(guide("a", "…", terms=("安全账户",)), SITE, registries).weights
    mention = "安全账户"
    mentioned = record(
        guide("a", "…", summary=mention, red_flags=[mention] * 3, steps=[mention] * 3, body=body(*[mention] * 50)),
        SITE,
        registries,
    ).weights
    assert mentioned[key("账户")] < titled[key("账户")] == termed[key("账户")]


def test_headings_red_flags_and_giveaway_weigh_more_than_a_mention_in_the_text(registries: Registries) -> None:
    def weight(**given: Any) -> float:
        return record(guide("a", "…", **given), SITE, registries).weights[key("账户")]

    mention = weight(body=body("<p>账户</p>"))
    heading = weight(body=Body(parts=(Heading(line=1, level=2, text="账户", anchor="a"),)))
    assert mention < heading == weight(red_flags=["账户", "…", "…"]) < weight(giveaway="账户") == weight(summary="账户")


def test_no_weight_is_more_than_pagefind_keeps(registries: Registries) -> None:
    everywhere = guide("task-rebate", "刷单返利", terms=("刷单返利",), summary="刷单返利", giveaway="刷单返利")
    assert max(record(everywhere, SITE, registries).weights.values()) == 10


def test_a_guide_carries_the_name_of_its_fraud_more_heavily_than_a_case_of_it(registries: Registries) -> None:
    of_guide = record(guide("fake-boss", "…"), SITE, registries).weights
    of_case = record(case("a", "…", fraud_type="fake-boss"), SITE, registries).weights
    assert of_guide[key("老总")] > of_case[key("老总")] > 0


def test_the_same_word_weighs_more_in_a_guide_than_in_a_case_but_a_name_is_a_name(registries: Registries) -> None:
    of_guide = record(guide("fake-boss", "账户：一"), SITE, registries).weights
    of_case = record(case("a", "账户：一"), SITE, registries).weights
    assert of_guide[key("账户")] > of_case[key("账户")] > 0
    assert of_guide[name("账户")] == of_case[name("账户")]


def test_terms_and_the_title_up_to_its_colon_are_names(registries: Registries) -> None:
    known = record(guide("task-rebate", "刷丹：三趟准点", terms=("返利",)), SITE, registries)
    assert {name("返利"), name("刷丹"), name("刷单返利")} <= known.weights.keys()
    assert name("三趟准点") not in known.weights


def test_what_is_said_in_a_chat_is_found(registries: Registries) -> None:
    turn = Turn(line=1, at="10:02", who="“通管局”", character="weasel", me=False, text="您名下有个手机号")
    chat = Chat(line=1, title="一通电话", lines=(turn, RedFlag(line=2, text="电话捏在他手里")))
    held = record(guide("a", "…", body=Body(parts=(chat,))), SITE, registries).weights
    assert {key("名下"), key("一通"), key("捏在")} <= held.keys()


def test_the_claim_of_a_rumor_and_the_lesson_of_a_case_are_found(registries: Registries) -> None:
    assert key("酉阳") in record(rumor("a", "…", "酉阳有人抢孩子"), SITE, registries).weights
    assert key("官方") in record(case("a", "…", lesson="打官方号码问"), SITE, registries).weights


def test_emphasis_and_wrapped_lines_do_not_part_words_but_paragraphs_do(registries: Registries) -> None:
    html = "<p>安全<strong>账户</strong>里的\n钱</p><p>款不动</p><ul><li>先挂</li><li>断网</li></ul>"
    held = record(guide("a", "…", body=body(html)), SITE, registries).weights
    assert {key("全账"), key("的钱")} <= held.keys()
    assert not {key("钱款"), key("挂断")} & held.keys()


def test_markup_is_no_text(registries: Registries) -> None:
    html = '<p>看<a href="https://mps.gov.cn/strong" title="b > c">官网</a>&amp;页</p>'
    held = record(guide("a", "…", body=body(html)), SITE, registries).weights
    assert key("看官") in held
    assert not {k for k in held if re.match("href|https|strong|amp", k)}


# what pagefind gets


def staged(article: Article, registries: Registries) -> str:
    return render_stage(article, SITE, registries).decode()


def test_a_staged_page_holds_each_key_once(registries: Registries) -> None:
    html = staged(guide("task-rebate", "刷单返利", terms=("刷单",), body=body("<p>刷单刷单</p>")), registries)
    held = [k for span in re.findall("<span[^>]*>([^<]*)</span>", html) for k in span.split()]
    assert key("刷单") in held
    assert len(held) == len(set(held))


def test_a_staged_page_tells_kind_and_audiences_as_keys_without_weight(registries: Registries) -> None:
    html = staged(guide("a", "…", audience=["seniors", "job-seekers"]), registries)
    assert f'<span data-pagefind-weight="0">forjobseekers{END} forseniors{END} kindfraudguides{END}</span>' in html


def test_markup_in_a_title_stays_text_in_the_staged_page(registries: Registries) -> None:
    html = staged(guide("a", '<b title="x">&amp;'), registries)
    assert "&lt;b title=&quot;x&quot;&gt;&amp;amp;</p>" in html


def test_a_staged_page_names_the_kind_in_its_language(registries: Registries) -> None:
    assert 'meta="kind">防骗指南<' in staged(guide("a", "…"), registries)
    assert 'meta="kind">Fraud guide<' in staged(guide("a", "…", language=EN), registries)


# the index


def stage(articles: list[Article], registries: Registries) -> dict[str, bytes]:
    return {SITE.article(article): render_stage(article, SITE, registries) for article in articles}


def test_the_same_pages_give_the_same_bytes_in_whatever_order_they_come(registries: Registries) -> None:
    pages = stage(GUIDES, registries)
    assert build_index(pages) == build_index(dict(reversed(pages.items())))


def test_only_what_a_browser_needs_is_made(registries: Registries) -> None:
    kinds = {re.sub(r"unknown_\w+", "*", path) for path, _ in build_index(stage(GUIDES, registries))}
    assert kinds == {
        "pagefind.js",
        "pagefind-entry.json",
        "wasm.unknown.pagefind",
        "pagefind.*.pf_meta",
        "index/*.pf_index",
        "fragment/*.pf_fragment",
    }


def test_what_is_fetched_for_a_result_is_its_address_title_summary_and_kind_only(registries: Registries) -> None:
    article = guide("a", "标题", summary="提要", body=body("<p>正文</p>"))
    made = build_index(stage([article], registries))
    (fragment,) = (data for path, data in made if path.startswith("fragment/"))
    page = json.loads(fragment.removeprefix(b"pagefind_dcd"))
    assert (page["url"], page["content"]) == ("/fraud-guides/a/", "")
    assert page["meta"] == {"title": "标题", "summary": "提要", "kind": "防骗指南"}


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("print('no room', file=sys.stderr)", "no room"),
        ("pass", "Pagefind stopped without a word"),
        ('print(base64.b64encode(b\'{"payload": {"type": "Error", "message": "odd"}}\').decode() + \',\')', "odd"),
    ],
)
def test_what_pagefind_says_when_it_fails_is_the_message(
    program: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "pagefind"
    fake.write_text(f"#!{sys.executable}\nimport base64, sys\n{program}\n")
    fake.chmod(0o700)
    monkeypatch.setattr(index, "get_executable", lambda: fake)
    with pytest.raises(IndexFailed, match=f"^{said}$"):
        build_index({})


def test_a_missing_pagefind_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "get_executable", lambda: None)
    with pytest.raises(IndexFailed, match="Could not find"):
        build_index({})


# the parts of a large index


def dated(count: int, year: int, month: int, slug: str) -> list[Article]:
    """So many cases of one month."""
    day = f"{year}-{month:02}-11"
    return [case(f"{slug}{number:04}", "…", id=f"case-{slug}{number}", date=day) for number in range(count)]


def test_up_to_a_thousand_articles_are_one_part() -> None:
    assert list(shards(dated(1000, 2026, 1, "a"))) == ["all"]
    assert json.loads(directory(shards(dated(1000, 2026, 1, "a")))) == {"first": ["all"], "rest": []}


def test_guides_are_a_part_of_their_own_and_the_rest_goes_by_spans_of_dates() -> None:
    articles = [*GUIDES[:3], *dated(500, 2024, 5, "a"), *dated(300, 2025, 1, "b"), *dated(350, 2025, 9, "c")]
    parts = shards(articles)
    assert {name: len(part) for name, part in parts.items()} == {
        "fraud-guides": 3,
        "2024-m05": 500,
        "2025-h1": 300,
        "2025-h2": 350,
    }
    assert json.loads(directory(parts)) == {"first": ["fraud-guides", "2025-h2"], "rest": ["2025-h1", "2024-m05"]}


def test_the_newest_part_is_the_one_with_the_newest_article_however_spans_are_named() -> None:
    articles = [
        *dated(300, 2026, 2, "a"),
        *dated(300, 2026, 8, "b"),
        *dated(250, 2026, 10, "c"),
        *dated(250, 2026, 12, "d"),
    ]
    assert json.loads(directory(shards(articles)))["first"] == ["2026-m12"]


def test_guides_that_are_many_go_by_their_dates_too() -> None:
    many = [guide(f"g{n}", "…", id=f"guide-g{n}", date=f"{2020 + n % 3}-01-01") for n in range(1100)]
    assert set(shards(many)) == {"2020", "2021", "2022"}


def test_an_edit_leaves_an_article_in_its_part() -> None:
    before = dated(1200, 2026, 3, "a")
    after = [before[0].model_copy(update={"title": "改过", "updated": before[0].date}), *before[1:]]
    assert [[a.path for a in part] for part in shards(before).values()] == [
        [a.path for a in part] for part in shards(after).values()
    ]


# in the browser

TEXTS = {
    ZH: {
        "waiting": "正在找",
        "found": "找到 {n} 篇",
        "found-first": "先找到 {n} 篇",
        "older": "更早的",
        "closest": "最接近的 {n} 篇",
        "failed": "没能打开",
        "none": "没有找到",
    },
    EN: {
        "waiting": "…",
        "found": "{n} results",
        "found-one": "1 result",
        "closest": "",
        "failed": "",
        "none": "Nothing",
    },
}


def page_with_form(language: Language, *, wide: bool, base: str) -> str:
    """What every template has of search, and no more; `wide` on the search page itself."""
    action = base + ("search/" if language is ZH else "en/search/")
    told = "".join(f' data-{field}="{text}"' for field, text in TEXTS[language].items())
    more = (
        """<input type="radio" name="kind" value="" checked><input type="radio" name="kind" value="cases">
        <select name="audience"><option value=""></option><option>finance-staff</option></select>"""
        if wide
        else ""
    )
    return f"""<!doctype html><html lang="{language.tag}"><meta charset="utf-8"><link rel="icon" href="data:,">
    <meta http-equiv="Content-Security-Policy" content="{POLICY}">
    <script type="module" src="{base}assets/search.js"></script>
    <div><form role="search" action="{action}" data-search data-base="{base}" data-language="{language}">
    <input type="search" name="q"><button>go</button>{more}</form>
    <div data-search-results aria-live="polite"{told}{"" if wide else " hidden"}></div></div>
    <template data-search-none><p class="none">{TEXTS[language]["none"]}</p></template><a href="#x">elsewhere</a></html>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


def write_index(folder: Path, parts: dict[str, list[Article]], registries: Registries) -> None:
    for part, articles in parts.items():
        disk.write(folder / part, build_index(stage(articles, registries)))
    (folder / "shards.json").write_bytes(directory(parts))


PARTS = {
    "fraud-guides": [guide("ticket-grabbing", "代抢门票")],
    "2026": [case(f"new{n}", f"演唱会第 {n} 排", id=f"case-new{n}", date="2026-02-01") for n in range(6)],
    "2019": [
        case("old", "演唱会在 2019 年", id="case-old", date="2019-02-01"),
        case("comet", "扫帚星", id="case-comet", date="2019-02-01"),
    ],
}
"""A large index, made small."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, registries: Registries) -> Iterator[str]:
    """Where a site with the small library is served: below a path, as many a site is."""
    root = tmp_path_factory.mktemp("www")
    new = root / "pufa"
    for language in Language:
        articles = [article for article in GUIDES if article.language is language]
        write_index(new / "pagefind" / language, {"all": articles}, registries)
        for path, wide in ((SITE.page("", language), False), (SITE.page("search", language), True)):
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_text(page_with_form(language, wide=wide, base="/pufa/"), "utf-8")
    write_index(new / "pagefind/large", PARTS, registries)
    (new / "large").mkdir()
    page = page_with_form(ZH, wide=False, base="/pufa/").replace('data-language="zh"', 'data-language="large"')
    (new / "large/index.html").write_text(page, "utf-8")
    (new / "assets").mkdir()
    shutil.copy(SCRIPT, new / "assets")
    handler = functools.partial(Quiet, directory=root)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/pufa/"
        server.shutdown()
        thread.join()


class Visit(NamedTuple):
    page: Page
    fetched: list[str]

    def ask(self, query: str) -> list[str]:
        """Type `query`; the slugs of what is found, once it is."""
        self.page.fill("[name=q]", query)
        self.page.wait_for_timeout(180)
        self.page.wait_for_selector("[data-search-results]:not([aria-busy])", state="attached")
        return self.shown()

    def shown(self) -> list[str]:
        """The slugs of what is listed."""
        links = self.page.locator("[data-search-result] .result a").evaluate_all("links => links.map(a => a.pathname)")
        return [link.rstrip("/").split("/")[-1] for link in links]

    @property
    def count(self) -> str:
        return self.page.locator("[role=status]").inner_text()


@pytest.fixture(scope="module")
def visits(address: str) -> Iterator[Callable[[str], Visit]]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)

        def visit(path: str) -> Visit:
            visit = Visit(browser.new_context().new_page(), [])

            def note(request: Request) -> None:
                visit.fetched.append(request.url)

            visit.page.on("request", note)
            visit.page.goto(address + path)
            return visit

        yield visit
        browser.close()


@pytest.fixture(scope="module")
def wide(visits: Callable[[str], Visit]) -> Visit:
    return visits("search/")


@pytest.fixture(scope="module")
def english(visits: Callable[[str], Visit]) -> Visit:
    return visits("en/search/")


@pytest.mark.browser
def test_the_script_cuts_as_python_does(wide: Visit) -> None:
    cut = """async texts => { const { bigrams, name, key } = await import('/pufa/assets/search.js');
        return texts.map(text => ({ text, words: bigrams(text), name: name(text), keys: bigrams(text).map(key) })) }"""
    told = wide.page.evaluate(cut, [row["text"] for row in CUTS])
    assert told == [row | {"keys": [key(word) for word in row["words"]]} for row in CUTS]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("冒充客服退款", "fake-shop-agent"),
        ("安全账户", "fake-authority"),
        ("安全帐户", "fake-authority"),
        ("刷单返利", "task-rebate"),
        ("返利", "task-rebate"),
        ("猪盘", "romance-investment"),
        ("杀猪盘怎么办", "romance-investment"),
        ("公安局打电话说我洗钱", "fake-authority"),
        ("网上认识的人带我投资提不出来", "romance-investment"),
        ("贷款要先交钱", "fake-loan"),
        ("让我共享屏幕", "screen-share-nfc"),
        ("网络贷款", "fake-loan"),
        ("贷", "fake-loan"),
        ("快递客服", "fake-courier-agent"),
        ("酉阳 孩子", "youyang-child-snatching"),
        ("ＮＦＣ", "screen-share-nfc"),
        ("贷款被他骗了钱怎么办", "fake-loan"),
        ("骗子让我共享屏幕", "screen-share-nfc"),
    ],
)
def test_the_right_page_comes_first(query: str, slug: str, wide: Visit) -> None:
    assert wide.ask(query)[:1] == [slug]


@pytest.mark.browser
@pytest.mark.parametrize("query", ["fake police", "police", "Police’s", "the police say money laundering", "laundered"])
def test_the_right_english_page_comes_first(query: str, english: Visit) -> None:
    assert english.ask(query)[:1] == ["fake-authority"]
    assert (
        english.page.locator("[data-search-result] a").first.get_attribute("href")
        == "/pufa/en/fraud-guides/fake-authority/"
    )


@pytest.mark.browser
def test_an_english_word_is_found_in_its_other_forms(english: Visit) -> None:
    assert [english.ask(query) for query in ("share", "shared", "screens", "policeman")] == [["fake-shop-agent"]] * 4
    assert english.count == "1 result"


@pytest.mark.browser
def test_all_words_must_be_found_but_not_the_pairs_across_their_borders(wide: Visit) -> None:
    assert wide.ask("会计 刷单") == ["three-person-group"]
    assert wide.ask("会计刷单") == ["three-person-group"]
    assert wide.count == "找到 1 篇"


@pytest.mark.browser
@pytest.mark.parametrize(("parted", "first"), [(False, "part"), (True, "whole")])
def test_a_page_that_holds_all_of_a_query_is_worth_more_and_comes_first_where_words_were_parted(
    parted: bool, first: str, wide: Visit
) -> None:
    ranked = """async ({ parted, part, whole }) => {
        const { rank } = await import('/pufa/assets/search.js');
        const hits = { a: { part, whole }, b: { whole } };
        const units = Object.keys(hits).map(word => ({ size: 1, words: [word] }));
        const pages = Object.entries(hits).map(([word, scores]) => [word, new Map(Object.entries(scores))]);
        return rank({ units, parted }, new Map(pages)).ids }"""
    assert wide.page.evaluate(ranked, {"parted": parted, "part": 10, "whole": 3}) == ["whole"]
    assert wide.page.evaluate(ranked, {"parted": parted, "part": 40, "whole": 3})[0] == first


@pytest.mark.browser
def test_what_comes_near_is_said_to_be_only_near(wide: Visit) -> None:
    assert "fake-shop-agent" in wide.ask("冒充客服量子")
    assert wide.count.startswith("最接近的")


@pytest.mark.browser
@pytest.mark.parametrize("query", ["蓝鲸保卫战", "apple", "xyz"])
def test_what_is_nowhere_is_not_found(query: str, wide: Visit) -> None:
    assert wide.ask(query) == []
    assert wide.count == "没有找到"


@pytest.mark.browser
@pytest.mark.parametrize("character", ["屏", "享"])
def test_a_single_character_finds_the_words_that_it_begins(character: str, wide: Visit) -> None:
    assert "screen-share-nfc" in wide.ask(character)


@pytest.mark.browser
def test_an_emptied_box_shows_nothing(wide: Visit) -> None:
    assert wide.ask("安全账户") != []
    assert wide.ask(" ？ ") == []
    assert wide.count == ""


@pytest.mark.browser
def test_kind_and_audience_narrow_what_is_found(visits: Callable[[str], Visit]) -> None:
    visit = visits("search/?q=安全账户&kind=cases")
    expect(visit.page.locator("[data-search-result]")).to_have_count(1)
    visit.page.check("[name=kind][value='']")
    expect(visit.page.locator("[data-search-result]")).to_have_count(2)
    visit.page.select_option("[name=audience]", "finance-staff")
    expect(visit.page.locator("[data-search-result] h3")).to_have_text(["冒充老总：三个人的群里，只有两个人"])
    assert visit.page.evaluate("new URLSearchParams(location.search).toString()") == (
        "q=%E5%AE%89%E5%85%A8%E8%B4%A6%E6%88%B7&audience=finance-staff"
    )


@pytest.mark.browser
def test_the_words_of_the_query_are_marked_in_the_summary(wide: Visit) -> None:
    wide.ask("安全账户洗钱")
    first = wide.page.locator("[data-search-result]").first
    assert first.locator("mark").all_inner_texts() == ["洗钱", "安全账户"]
    assert first.locator("p").last.inner_text() == "说你洗钱，叫你锁门，最后催你往“安全账户”转钱。"
    assert first.locator(".meta b").inner_text() == "防骗指南"


@pytest.mark.browser
def test_markup_in_what_is_indexed_or_typed_is_shown_as_text(wide: Visit) -> None:
    wide.ask("会计<b>她</b>")
    first = wide.page.locator("[data-search-result]").first
    assert first.locator("p").last.inner_text() == "会计被拉进群。<b>她</b>&amp;多问了四个字。"
    assert wide.page.locator("[data-search-result] p b").all_inner_texts()[0] == "案例"


@pytest.mark.browser
def test_nothing_is_fetched_before_the_box_is_used_and_the_query_never(visits: Callable[[str], Visit]) -> None:
    visit = visits("")
    before = len(visit.fetched)
    visit.page.wait_for_timeout(200)
    assert len(visit.fetched) == before
    visit.ask("安全账户")
    after = visit.fetched[before:]
    assert 5 < len(after) < 16
    assert [url for url in after if "/pufa/pagefind/zh/" not in url] == []
    assert [url for url in after if "5b89" in url or "%E5" in url] == []


@pytest.mark.browser
def test_elsewhere_results_hang_in_a_panel_that_escape_closes(visits: Callable[[str], Visit]) -> None:
    visit = visits("")
    panel = visit.page.locator("[data-search-results]")
    expect(panel).to_be_hidden()
    assert len(visit.ask("客服")) > 1
    expect(panel).to_be_visible()
    visit.page.keyboard.press("ArrowDown")
    expect(panel.locator("a").first).to_be_focused()
    visit.page.keyboard.press("ArrowDown")
    expect(panel.locator("a").nth(1)).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(visit.page.locator("[name=q]")).to_be_focused()
    visit.ask("安全账户")
    visit.page.get_by_text("elsewhere").focus()
    expect(panel).to_be_hidden()
    assert "q=" not in visit.page.url


@pytest.mark.browser
def test_enter_goes_to_the_search_page_which_takes_the_query_up(visits: Callable[[str], Visit]) -> None:
    visit = visits("")
    visit.page.fill("[name=q]", "猪盘")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/pufa/search/?q=*")
    expect(visit.page.locator("[data-search-result] a").first).to_have_text(GUIDES[5].title)
    expect(visit.page.locator("[name=q]")).to_have_value("猪盘")


@pytest.mark.browser
def test_only_the_count_is_read_aloud(wide: Visit) -> None:
    assert wide.page.locator("[aria-live], [role=status]").evaluate_all("all => all.map(e => e.children.length)") == [0]


@pytest.mark.browser
def test_nothing_is_searched_while_characters_are_being_composed(visits: Callable[[str], Visit]) -> None:
    visit = visits("search/")
    compose = """text => { const box = document.querySelector('[name=q]'); box.value = text;
        box.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true })) }"""
    visit.page.evaluate(compose, "an quan")
    visit.page.evaluate(compose, "安全")
    visit.page.wait_for_timeout(250)
    assert [url for url in visit.fetched if "/pagefind/" in url] == []
    visit.page.locator("[name=q]").dispatch_event("compositionend")
    expect(visit.page.locator("[data-search-result]").first).to_be_visible()


@pytest.mark.browser
def test_a_late_answer_does_not_replace_a_newer_one(visits: Callable[[str], Visit]) -> None:
    visit = visits("search/")
    visit.ask("会计")
    held: list[Any] = []
    visit.page.route("**/*.pf_fragment", lambda route: held.append(route) if not held else route.continue_())
    visit.page.fill("[name=q]", "酉阳")
    visit.page.wait_for_timeout(400)
    assert visit.ask("会计") == ["three-person-group"]
    assert len(held) == 1
    held[0].continue_()
    visit.page.wait_for_timeout(200)
    expect(visit.page.locator("[data-search-result] h3")).to_have_text([GUIDES[9].title])


@pytest.mark.browser
def test_a_lost_index_is_said_and_the_next_try_begins_anew(visits: Callable[[str], Visit]) -> None:
    visit = visits("search/")
    visit.page.route("**/pagefind-entry.json*", lambda route: route.abort())
    assert visit.ask("安全账户") == []
    assert visit.count == "没能打开"
    visit.page.unroute("**/pagefind-entry.json*")
    assert visit.ask("安全账户洗钱")[:1] == ["fake-authority"]


@pytest.mark.browser
def test_of_a_large_index_the_older_parts_are_opened_when_they_are_wanted(visits: Callable[[str], Visit]) -> None:
    visit = visits("large/")
    first = visit.ask("演唱会")
    assert len(first) == 5
    assert "old" not in first
    assert visit.count == "先找到 6 篇"
    assert not [url for url in visit.fetched if "/2019/" in url]
    visit.page.get_by_role("button", name="更早的").click()
    expect(visit.page.get_by_role("status")).to_have_text("找到 7 篇")
    assert visit.shown() == first, "what was there keeps its place"
    assert not visit.page.get_by_role("button", name="更早的").count()


@pytest.mark.browser
def test_of_a_large_index_the_older_parts_are_opened_when_the_first_have_too_little(
    visits: Callable[[str], Visit],
) -> None:
    visit = visits("large/")
    assert visit.ask("扫帚星") == ["comet"]
    assert visit.count == TEXTS[ZH]["found"].format(n=1)
