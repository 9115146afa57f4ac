"""What a search costs a reader: how long, how many requests, how many bytes, in a real browser over loopback."""

import functools
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from meter import Failed
from playwright.sync_api import CDPSession, Error, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import browser  # the tests' own way of finding a Chromium

QUERIES = ("冒充客服退款", "返利", "刷单返利怎么办")
"""What is typed: each in a browser that knows nothing yet."""

_RESULT = "[data-search-result] a"
_SETTLED = 3.0
"""Seconds after the first result in which everything else that a search asks for has come."""


class Search(NamedTuple):
    """One search: seconds until its first result, and requests and bytes until then and in all (the page itself aside)."""

    query: str
    seconds: float
    requests: int
    bytes: int
    requests_in_all: int
    bytes_in_all: int


def searches(site: Path) -> list[Search]:
    """Search the site in the folder `site`. Raises Failed where no browser can be had or no result comes."""
    program = browser.executable()
    if program is None:
        raise Failed("no Chromium: `make browser` installs one")
    with _served(site) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            found = []
            for query in QUERIES:
                page = chromium.new_context().new_page()
                arrived = _count(page.context.new_cdp_session(page))
                page.goto(f"{address}/search/", wait_until="networkidle")
                before = len(arrived)
                start = time.perf_counter()
                page.fill("main input[type=search]", query)
                page.wait_for_selector(_RESULT, timeout=30_000)
                seconds = time.perf_counter() - start
                first = arrived[before:]
                page.wait_for_timeout(_SETTLED * 1000)
                whole = arrived[before:]
                found.append(Search(query, seconds, len(first), sum(first), len(whole), sum(whole)))
            return found
        except Error as error:
            raise Failed(f"search in a browser: {error}") from error
        finally:
            chromium.close()


def _count(session: CDPSession) -> list[int]:
    """The bytes of each answer, headers included, as they arrive."""
    arrived: list[int] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: arrived.append(int(event["encodedDataLength"])))
    return arrived


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The folder on loopback, uncompressed: a web server that compresses sends less."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
