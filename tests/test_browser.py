"""The site in a real browser: nothing inaccessible, nothing foreign loaded, and the search finds what a victim types."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import browser as installed

pytestmark = [
    pytest.mark.browser,
    # Playwright's own pipes and sockets are closed by its process, later than Python looks.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
BRIEF = {"resultTypes": ["violations"], "selectors": False, "preload": False}
"""Axe looks at everything, and writes down only what it objects to."""
COLOURS = ["color-contrast", "link-in-text-block"]
TEMPLATES = {
    "home": "/",
    "round-up": "/fraud-guides/",
    "section": "/cases/",
    "guide": "/fraud-guides/fake-authority/",
    "case": "/cases/thirty-seven-minutes/",
    "rumor": "/rumors/youyang-child-snatching/",
    "search": "/search/",
    "what happened": "/browse/",
    "what happened, two answers": "/browse/phone/screen-share/",
    "tags": "/tags/",
    "tag": f"/tags/{quote('屏幕共享')}/",
    "statistics": "/statistics/",
    "statutes": "/statutes/",
    "statute": "/statutes/psa/",
    "where to report": "/report/",
    "alert": "/fraud-guides/screen-share-nfc/",
    "rumors": "/rumors/",
    "emergency": "/emergency/",
    "quiz": "/quiz/",
    "sheet for the police": "/first-hour/",
    "leaving at once": "/fraud-guides/romance-investment/",
    "share kit": "/kit/fraud-guides/fake-authority/",
    "is this picture ours": "/verify/",
    "subscribe": "/subscribe/",
    "alerts": "/alerts/",
    "offline": "/offline/",
    "about": "/about/",
    "not found": "/404.html",
    "English home": "/en/",
    "English guide": "/en/fraud-guides/fake-authority/",
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site on loopback, as any web server would serve it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed.executable()
    assert path, "no Chromium: run `make browser`, which installs one or says how"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )


def violations(page: Page, *schemes: str) -> list[Any]:
    """What axe objects to, in light and dark or in the `schemes` given.

    All its rules see the first scheme; the others have the same markup in the same places, and only colours to judge.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    options: dict[str, Any] = BRIEF
    for scheme in schemes or ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # a literal in Playwright's eyes
        found += page.evaluate(
            """async ([options, scheme]) => (await axe.run(options)).violations
                .map((v) => [scheme, v.id, v.nodes.map((n) => n.html.slice(0, 120))])""",
            [options, scheme],
        )
        options = {**BRIEF, "runOnly": COLOURS}
    return found


SETTLED = """async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.all([document.fonts.ready, ...images.map((image) => image.decode().catch(() => {}))]);
}"""
"""Wait until the pictures are there, those too that would wait until the reader comes to them."""


class Seen(NamedTuple):
    """What a reader's browser met on a page."""

    hosts: set[str]
    """Whom it asked for anything, until it left."""
    said: list[str]
    """What stood on its console: errors, and what the policy stopped."""
    cookies: list[Any]
    objections: list[Any]
    """Axe's, in light and dark, and in the elder view, which has the same colours in other sizes."""
    sideways: list[int]
    """Widths of the window, in px, in which the page is wider than that."""
    emergency: dict[str, float] | None
    """The box of the first link to the emergency page, on a phone, in px."""


class Reader:
    """Goes from page to page in one window, as people do."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self._hosts: set[str] = set()
        self._said: list[str] = []
        page.on("request", lambda request: self._hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self._said.append(message.text))
        page.on("pageerror", lambda error: self._said.append(str(error)))

    def look(self, path: str) -> Seen:
        """Open the page at `path`, in all sizes, colours and views."""
        page = self._page
        self._hosts.clear()
        self._said.clear()
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(self._address + path)
        page.evaluate(SETTLED)
        emergency = page.locator("a[href$='/emergency/']").first
        box = emergency.bounding_box() if emergency.count() else None
        sideways = []
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                sideways.append(width)
        objections = violations(page)
        page.evaluate("document.documentElement.setAttribute('data-elder', '')")
        objections += [["elder", *objection] for objection in violations(page, "light")]
        cookies = page.context.cookies()
        return Seen(set(self._hosts), list(self._said), cookies, objections, sideways, box)  # type: ignore[arg-type]  # Playwright's own dict


@pytest.fixture(scope="module")
def seen(chromium: Browser, address: str) -> Callable[[str], Seen]:
    """Look at a template's page, once for all tests that ask about it."""
    reader = Reader(chromium.new_context(bypass_csp=False).new_page(), address)
    return functools.cache(lambda template: reader.look(TEMPLATES[template]))


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_request_leaves_for_another_host_and_the_policy_stops_nothing_of_ours(
    seen: Callable[[str], Seen], address: str, template: str
) -> None:
    met = seen(template)
    assert met.hosts == {urlsplit(address).netloc}
    assert met.said == []
    assert met.cookies == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_in_light_or_dark_plain_or_elder(seen: Callable[[str], Seen], template: str) -> None:
    assert seen(template).objections == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_scrolls_sideways_from_320_px_to_1280(seen: Callable[[str], Seen], template: str) -> None:
    assert seen(template).sideways == []


@pytest.mark.parametrize("template", [t for t in TEMPLATES if t != "emergency"])
def test_the_way_to_the_emergency_page_is_on_the_first_screen(seen: Callable[[str], Seen], template: str) -> None:
    box = seen(template).emergency
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert box["height"] >= 44


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Page:
    """One window on a phone, for tests that do not mind who used it before."""
    reader = chromium.new_context(
        viewport={"width": 360, "height": 640}, service_workers="block", reduced_motion="reduce"
    )
    return reader.new_page()


COVERED = """() => {
    const one = document.activeElement;
    const box = one.getClientRects()[0];
    const seen = document.elementFromPoint(Math.min(innerWidth - 1, box.left + Math.min(box.width / 2, 20)), box.top + box.height / 2);
    return one.contains(seen) || one.closest("label")?.contains(seen) ? null : one.outerHTML.slice(0, 90);
}"""
"""What has the focus, where something else lies over it."""


@pytest.mark.parametrize("template", ["emergency", "leaving at once", "guide", "search"])
def test_what_has_the_focus_is_never_hidden_behind_a_bar(window: Page, address: str, template: str) -> None:
    window.goto(address + TEMPLATES[template])
    stops = 0
    for _ in range(300):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement === document.body"):
            break
        assert window.evaluate(COVERED) is None
        stops += 1
    assert 20 < stops < 300


QUERIES = [
    ("/", "冒充客服退款", "/fraud-guides/fake-shop-agent/"),
    ("/", "安全账户", "/fraud-guides/fake-authority/"),
    ("/", "刷单返利", "/fraud-guides/task-rebate/"),
    ("/", "返利", "/fraud-guides/task-rebate/"),
    ("/", "猪盘", "/fraud-guides/romance-investment/"),
    ("/", "杀猪盘怎么办", "/fraud-guides/romance-investment/"),
    ("/", "公安局打电话说我洗钱", "/fraud-guides/fake-authority/"),
    ("/", "让我共享屏幕", "/fraud-guides/screen-share-nfc/"),
    ("/", "贷款要先交钱", "/fraud-guides/fake-loan/"),
    ("/", "抢小孩", "/rumors/youyang-child-snatching/"),
    ("/en/", "fake police", "/en/fraud-guides/fake-authority/"),
    ("/en/", "safe account", "/en/fraud-guides/fake-authority/"),
]


@pytest.mark.parametrize(("root", "query", "guide"), QUERIES)
def test_search_puts_the_right_page_first(window: Page, address: str, root: str, query: str, guide: str) -> None:
    window.goto(f"{address}{root}search/?q={quote(query)}")
    first = window.locator("[data-search-result] a").first
    first.wait_for(timeout=10_000)
    assert urlsplit(first.get_attribute("href") or "").path == guide


VICTIMS = {
    "/": {
        "fake-authority": "检察院打电话说我银行卡有问题 说我名下有张电话卡在外地发诈骗短信 大使馆打电话说我护照有问题 安全帐号 公检发",
        "task-rebate": "刷单被骗了怎么办 做任务垫付的钱提不出来了 被骗刷单两万",
        "romance-investment": "网上认识的女朋友带我炒股提现不了 沙猪盘 网恋对象带我买虚拟币",
        "screen-share-nfc": "装了个软件手机黑屏了 银行卡贴手机背面",
        "fake-shop-agent": "客服说要给我退款让我开共享屏幕 假冒客服",
        "insurance-cancellation": "客服说我开了百万保障要扣钱",
        "fake-courier-agent": "快递员说我的快递丢了加我微信",
        "fake-loan": "网上贷款要先交解冻费",
        "image-blackmail": "他说要把我的视频发给通讯录",
        "fake-boss": "老板在qq群里让我打款",
        "fake-superior": "领导加我微信让我帮他转钱",
        "fake-emergency": "儿子被绑架了让打钱",
        "game-top-up": "孩子玩游戏被骗钱",
        "phishing-trojan": "etc过期短信点了链接",
        "fake-police-recovery": "被骗后有网警加我说能帮追回 律师说能帮我要回被骗的钱",
        "fake-army-purchase": "部队订餐让我买罐头",
        "fake-crypto": "usdt被骗",
        "fake-services": "找狗被骗",
        "second-hand-trade": "咸鱼买东西被骗",
        "fake-investment": "炒股群老师推荐的软件不能提现",
        "fake-credit-repair": "校园贷不注销影响征信",
        "fake-benefits-officer": "医保卡被停用",
    },
    "/en/": {
        "fake-authority": "embassy called me passport|safe acount",
        "screen-share-nfc": "my mom was told to share screen",
        "image-blackmail": "someone has my nudes and wants money",
        "romance-investment": "pig butchering|scam crypto boyfriend",
        "fake-recruitment": "job offer training fee",
        "fake-police-recovery": "get my money back recovery hacker",
    },
}
"""What victims type, by the guide that they need: without spaces, with slips of the keyboard, with words around it."""


@pytest.mark.parametrize("root", VICTIMS)
def test_what_a_victim_types_leads_to_the_guide_first(window: Page, address: str, root: str) -> None:
    window.goto(f"{address}{root}search/")
    box = window.locator("main input[type=search]")
    first = window.locator("[data-search-results]:not([aria-busy]) [data-search-result] a").first
    for guide, typed in VICTIMS[root].items():
        for query in typed.split("|" if root == "/en/" else " "):
            box.fill(query)
            box.press("Enter")
            first.wait_for(timeout=10_000)
            assert urlsplit(first.get_attribute("href") or "").path == f"{root}fraud-guides/{guide}/", query


def test_search_answers_as_one_types_and_loads_nothing_before(chromium: Browser, address: str) -> None:
    page = chromium.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(address + "/fraud-guides/fake-loan/")
    page.wait_for_load_state("networkidle")
    assert not [path for path in asked if path.startswith("/pagefind/")]
    page.locator("input[type=search]").first.press_sequentially("返利", delay=40)
    page.locator("[data-search-result] a").first.wait_for(timeout=10_000)
    assert [path for path in asked if path.startswith("/pagefind/")]
    assert not [path for path in asked if "返" in path or "%E8%BF%94" in path], "the query stays in the browser"


@pytest.mark.parametrize("query", ["返利", "量子纠缠按摩仪"])
def test_axe_finds_nothing_in_the_open_panel_and_its_results_are_no_headings(
    window: Page, address: str, query: str
) -> None:
    window.goto(f"{address}/fraud-guides/fake-loan/")
    window.locator("input[type=search]").first.press_sequentially(query)
    window.locator("[data-search-results] a").first.wait_for(timeout=10_000)
    assert violations(window, "light") == []
    assert window.locator("[data-search-results] :is(h1, h2, h3)").count() == 0, "the page's own begin below the bar"
    line = window.locator("[data-search-results] a").first.evaluate("a => getComputedStyle(a).textDecorationLine")
    assert line == "underline"


def test_search_without_a_result_leads_to_help(window: Page, address: str) -> None:
    window.goto(f"{address}/search/?q={quote('量子纠缠按摩仪')}")
    window.locator("[data-search-results] a[href$='/emergency/']").first.wait_for(timeout=10_000)
    assert window.locator("[data-search-results] a[href='/browse/']").is_visible()


def test_search_can_be_narrowed_to_a_kind(window: Page, address: str) -> None:
    window.goto(f"{address}/search/?q={quote('共享屏幕')}&kind=cases")
    window.locator("[data-search-result] a").first.wait_for(timeout=10_000)
    found = [a.get_attribute("href") or "" for a in window.locator("[data-search-result] a").all()]
    assert all("/cases/" in href for href in found)


def test_a_hostile_query_is_text(window: Page, address: str) -> None:
    window.goto(f"{address}/search/?q={quote('<img src=x onerror=alert(1)>返利')}")
    window.locator("[data-search-result] a").first.wait_for(timeout=10_000)
    assert window.locator("[data-search-results] img").count() == 0


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Page:
    """A window on a phone without JavaScript."""
    return chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}).new_page()


@pytest.fixture
def plain(phone: Page, address: str) -> Page:
    """The front page, without JavaScript."""
    phone.goto(address + "/")
    return phone


def test_without_javascript_a_guide_is_three_clicks_from_the_front_page(plain: Page) -> None:
    for name, heading in (
        ("电话", "有人打电话来"),
        ("共享屏幕", "有人打电话来，叫你共享屏幕"),
        ("冒充公检法及政府机关", ""),
    ):
        plain.locator("main").get_by_role("link", name=name).first.click()
        assert heading in plain.locator("h1").inner_text().replace("\n", "")
    assert urlsplit(plain.url).path == "/fraud-guides/fake-authority/"


def test_without_javascript_the_front_page_shows_help_alerts_questions_news_the_43_and_verdicts(plain: Page) -> None:
    main = plain.locator("main")
    assert [a.get_attribute("href") for a in main.locator("a.door").all()] == ["tel:110", "tel:96110"]
    assert main.locator("[data-alerts] li").first.is_visible()
    assert main.locator(".ask__q").count() == 3
    assert main.locator(".feature a").first.is_visible()
    assert main.locator(".wardrobe li a").count() == 43
    assert all(stamp.inner_text().strip() for stamp in main.locator(".rumors .stamp").all())
    main.locator(".wardrobe").get_by_role("link", name="虚构险情").click()
    assert urlsplit(plain.url).path == "/fraud-guides/fake-emergency/"


def test_without_javascript_help_is_one_click_away_with_numbers_to_dial_and_a_sheet_to_print(plain: Page) -> None:
    plain.get_by_role("link", name="被骗了怎么办").click()
    call = plain.locator("main .call[href='tel:110']")
    box = call.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert plain.locator(".now h2").all_inner_texts() == ["停\n我们的建议", "报警", "打银行\n我们的建议", "记下来"]
    plain.get_by_role("link", name="打开可填写的报案记录单").click()
    assert plain.locator("#amount-1").is_editable()
    plain.get_by_role("link", name="被骗了怎么办").click()
    plain.get_by_role("link", name="快速离开").click()
    assert urlsplit(plain.url).path == "/blank.html"


def test_without_javascript_an_alert_leads_to_its_page_which_says_until_when_it_holds(plain: Page) -> None:
    plain.get_by_role("link", name="预警", exact=True).first.click()
    assert urlsplit(plain.url).path == "/alerts/"
    alert = plain.locator("main li[data-ends]").first
    title = alert.locator("h3 a, h2 a").first.inner_text().replace("\n", "")
    assert "至" in alert.inner_text()
    alert.locator("h3 a, h2 a").first.click()
    assert plain.locator("h1").inner_text().replace("\n", "") == title
    assert "至" in plain.locator("main .alerts li[data-ends]").inner_text()


def test_without_javascript_a_rumor_shows_claim_verdict_evidence_and_the_meaning_of_the_verdict(plain: Page) -> None:
    plain.get_by_role("link", name="辟谣").first.click()
    plain.locator("main").get_by_role("link", name="抢小孩").first.click()
    assert urlsplit(plain.url).path == "/rumors/youyang-child-snatching/"
    assert "不实" in plain.locator(".claim h2").inner_text()
    assert "不实" in plain.locator(".claim .stamp").inner_text()
    assert plain.locator(".finding li").count() >= 1
    for part in ("#timeline", "#outcome", "#sources"):
        plain.locator(f".toc a[href='{part}']").click()
        assert plain.locator(part).is_visible()
    assert "更正" in plain.locator(".prov").inner_text()
    plain.locator(".finding").get_by_role("link", name="核查到的事实与说法相反").click()
    assert plain.url.endswith("/about/#verdict-false")
    assert plain.locator("#verdict-false").is_visible()
