"""In a real browser: what stays on the device when the network goes, and what the day does to an alert."""

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import browser as installed

pytestmark = [
    pytest.mark.browser,
    # Playwright's own pipes and sockets are closed by its process, later than Python looks.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

GUIDE, OTHER = "/fraud-guides/fake-loan/", "/cases/three-person-group/"


class Host:
    """A web server for the site that can go away and come back, and that can send something else instead of a page."""

    def __init__(self, folder: Path) -> None:
        self.instead: dict[str, bytes | int] = {}
        self._away = False
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                if host._away:
                    return  # on a connection that was opened before
                path = self.path.split("?")[0]
                other = host.instead.get(path)
                if isinstance(other, int):
                    self.send_error(other)
                elif other is not None:
                    self.send_response(200)
                    self.send_header(
                        "Content-Type", "text/html; charset=utf-8" if path.endswith("/") else "application/json"
                    )
                    self.end_headers()
                    self.wfile.write(other)
                else:
                    super().do_GET()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._handler = functools.partial(Handler, directory=str(folder))
        self._port = 0
        self.start()

    def start(self) -> None:
        """Answer, at the same address as before."""
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._port, self._away = self._server.server_port, False
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._away = True
        self._server.shutdown()
        self._server.server_close()

    def __call__(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}{path}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed.executable()
    assert path, "no Chromium: run `make browser`, which installs one or says how"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    made = Host(site)
    yield made
    made.stop()


Reader = Callable[..., Page]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Reader]:
    """A page of somebody who was never here before."""
    contexts = []

    def arrived(**options: Any) -> Page:
        contexts.append(chromium.new_context(**options))
        return contexts[-1].new_page()

    yield arrived
    for context in contexts:
        context.close()


KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
  return urls.map((url) => new URL(url)).map(({ pathname, search }) => pathname + search);
}"""


def until(page: Page, question: str, *about: str) -> None:
    """Wait until the answer to `question`, an asynchronous function in the page, is yes."""
    for _ in range(100):
        if page.evaluate(question, list(about)):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {question} of {about}")


def kept(page: Page, *wanted: str) -> list[str]:
    """The addresses that the device has kept, once it has those that are `wanted`."""
    until(
        page,
        f"async (wanted) => {{ const has = await ({KEPT})(); return wanted.every((p) => has.includes(p)); }}",
        *wanted,
    )
    found: list[str] = page.evaluate(KEPT)
    return found


def test_what_was_visited_opens_again_without_a_network_and_says_how_old_it_is(host: Host, reader: Reader) -> None:
    page = reader()
    page.goto(host(GUIDE))
    kept(page, GUIDE, "/emergency/", "/alerts/", "/en/emergency/", "/alerts.json")
    page.goto(host(OTHER))
    kept(page, GUIDE, OTHER)
    title = page.locator("h1").text_content()
    assert page.locator("[data-kept-words]").is_hidden(), "fresh from the network"

    host.instead[OTHER] = 503
    page.goto(host(OTHER))
    assert page.locator("h1").text_content() == title
    host.stop()
    page.goto(host(OTHER))
    assert page.locator("h1").text_content() == title
    assert "今天存下的" in (page.locator("[data-kept-words]").text_content() or "")
    assert page.evaluate("document.styleSheets.length") >= 2
    assert page.evaluate("getComputedStyle(document.querySelector('.sos')).borderRadius") != "0px"
    assert page.evaluate(
        "[...document.images].every(i => !i.src.includes('/assets/') || i.loading === 'lazy' || i.naturalWidth)"
    )
    page.clock.set_fixed_time(datetime.now() + timedelta(days=3, hours=1))
    page.goto(host(GUIDE))
    assert "3 天前存下的" in (page.locator("[data-kept-words]").text_content() or "")

    page.goto(host("/emergency/"))
    assert page.locator("main .call[href='tel:110']").first.is_visible()
    page.goto(host("/alerts/"))
    assert page.locator("h1").text_content() == "眼下要当心的"
    for path, root in (("/cases/", "/"), ("/en/cases/", "/en/")):
        page.goto(host(path))
        assert page.locator(f"main a[href='{root}emergency/']").is_visible(), "never visited: the way to help"
        assert page.locator("[data-kept-words]").is_hidden()
    host.start()


def test_neither_a_query_nor_a_page_to_leave_at_once_is_kept(host: Host, reader: Reader) -> None:
    page = reader()
    page.goto(host(GUIDE))
    kept(page, GUIDE)
    host.instead["/cases/"] = b'<!DOCTYPE html><html lang="zh"><a data-leave href="/">x</a>'
    page.goto(host("/cases/"))
    page.goto(host("/search/?q=%E8%BF%94%E5%88%A9"))
    page.locator("[data-search-result] a").first.wait_for(timeout=10_000)
    page.goto(host(OTHER))
    found = kept(page, OTHER)
    assert not [path for path in found if "?" in path or "pagefind" in path or path.startswith("/search")]
    assert "/cases/" not in found


def test_a_withdrawn_page_replaces_the_kept_one_and_a_page_that_is_gone_is_forgotten(
    host: Host, reader: Reader
) -> None:
    page = reader()
    for path in (GUIDE, OTHER):
        page.goto(host(path))
        kept(page, path)
    host.instead = {GUIDE: '<!DOCTYPE html><html lang="zh"><h1>已撤回</h1>'.encode(), OTHER: 404}
    page.goto(host(GUIDE))
    until(page, "async ([path]) => (await (await caches.match(path)).text()).includes('已撤回')", GUIDE)
    page.goto(host(OTHER))
    until(page, "async ([path]) => !(await caches.match(path))", OTHER)
    host.stop()
    page.goto(host(GUIDE))
    assert page.locator("h1").text_content() == "已撤回"
    page.goto(host(OTHER))
    assert page.locator("h1").text_content() == "这一页没有存下来"
    host.start()


def test_the_device_keeps_at_most_sixty_visited_pages_and_no_file_that_none_of_them_names(
    host: Host, reader: Reader
) -> None:
    page = reader()
    page.goto(host(GUIDE))
    kept(page, GUIDE, "/emergency/")
    page.evaluate(
        """async () => {
          const pages = await caches.open("pufa / pages"), files = await caches.open("pufa / files");
          for (let n = 0; n < 60; n++) await pages.put(`/old/${n}/`, new Response(`<img src="/assets/${n}.svg">`));
          for (let n = 0; n < 60; n++) await files.put(`/assets/${n}.svg`, new Response(""));
        }"""
    )
    page.goto(host(OTHER))
    until(page, "async () => !(await caches.match('/assets/0.svg'))")
    found = kept(page, OTHER, "/emergency/", "/alerts.json", "/old/59/", "/assets/59.svg")
    assert "/old/0/" not in found
    assert len([path for path in found if path.startswith("/old/")]) <= 60
    assert len([path for path in found if path.startswith("/assets/") and path.endswith(".css")]) >= 2


# alerts, by the day


def listed(page: Page) -> dict[str, int]:
    """How many alerts stand in each group that is shown."""
    groups = {name: page.locator(f"[data-group='{name}']") for name in ("now", "soon", "past")}
    return {name: group.locator("[data-ends]").count() for name, group in groups.items() if group.is_visible()}


def test_an_alert_comes_and_goes_by_the_reader_s_clock_though_nothing_is_built_anew(host: Host, reader: Reader) -> None:
    page = reader(service_workers="block")
    page.goto(host("/alerts/"))
    spans = page.locator("main [data-ends]").evaluate_all("all => all.map(a => [a.dataset.begins, a.dataset.ends])")
    assert spans
    first, last = min(begins for begins, _ in spans), max(ends for _, ends in spans)
    for day, group, word in (
        (datetime.fromisoformat(first) - timedelta(minutes=1), "soon", "还没开始"),
        (datetime.fromisoformat(last), "past", "已到期"),
    ):
        page.clock.set_fixed_time(day)
        page.reload()
        assert listed(page) == {"now": 0, group: len(spans)}
        assert page.get_by_text("现在没有生效的预警。").is_visible()
        assert page.locator(f"[data-group='{group}'] li").first.get_by_text(word).is_visible()
        page.goto(host("/"))
        assert page.locator("[data-alerts] li").count() == 0
        page.goto(host("/alerts/"))
    page.clock.set_fixed_time(datetime.fromisoformat(last) - timedelta(minutes=1))
    page.reload()
    assert listed(page)["now"] >= 1


def test_without_script_the_alerts_are_there_with_their_days_and_nothing_is_called_in_force(
    host: Host, reader: Reader
) -> None:
    page = reader(java_script_enabled=False)
    page.goto(host("/alerts/"))
    assert page.locator("main [data-ends]").first.is_visible()
    assert page.locator("noscript p").text_content() == "哪一条还有效，请看日期。"
    assert page.get_by_text("正在生效").count() == 0
    assert page.locator("[data-bulletin]").count() == 0
    page.goto(host(GUIDE))
    assert page.locator("[data-bulletin]").is_hidden()


def test_the_banner_shows_the_most_urgent_alert_in_force_and_says_it_as_text(host: Host, reader: Reader) -> None:
    def one(severity: str, title: str, begins: str, ends: str) -> dict[str, str]:
        return {"severity": severity, "level": severity, "title": title, "url": "/x/", "begins": begins, "ends": ends, "until": "至…"}  # fmt: skip

    alerts = [
        one("urgent", "over", "2026-01-01T00:00:00+08:00", "2026-02-01T00:00:00+08:00"),
        one("urgent", "<img src=x onerror=alert(1)>", "2026-05-01T00:00:00+08:00", "2026-06-01T00:00:00+08:00"),
        one("caution", "second", "2026-05-01T00:00:00+08:00", "2026-07-01T00:00:00+08:00"),
        one("info", "quiet", "2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"),
    ]
    host.instead["/alerts.json"] = json.dumps({"alerts": alerts, "more": "共 {n} 条"}).encode()
    page = reader(service_workers="block")
    for day, title, more in (("05-02", "<img src=x onerror=alert(1)>", "共 3 条"), ("06-02", "second", "共 2 条")):
        page.clock.set_fixed_time(datetime.fromisoformat(f"2026-{day}T12:00:00+08:00"))
        page.goto(host(OTHER))
        link = page.locator("[data-bulletin] a").first
        link.wait_for()
        assert link.text_content() == title
        assert link.get_attribute("href") == "/x/"
        assert page.locator("[data-bulletin] a").last.text_content() == more
        assert page.locator("[data-bulletin] img").count() == 0
    page.clock.set_fixed_time(datetime.fromisoformat("2026-08-01T12:00:00+08:00"))
    page.goto(host(OTHER), wait_until="networkidle")
    assert page.locator("[data-bulletin]").is_hidden(), "a notice alone stands on no other page"


def test_structured_data_is_data_to_the_browser_and_the_policy_reports_nothing(host: Host, reader: Reader) -> None:
    page = reader()
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    for path in ("/", GUIDE, OTHER, "/rumors/youyang-child-snatching/"):
        page.goto(host(path), wait_until="networkidle")
        assert page.locator("script[type='application/ld+json']").count() == 1
        assert page.evaluate(
            "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)['@context']"
        )
        assert page.evaluate("refused") == []
