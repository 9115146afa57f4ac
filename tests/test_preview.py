"""The preview: what an officer saves is on his screen at once, and the rest follows."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

import browser as installed
from conftest import few

GUIDE = "content/fraud-guides/fake-loan.md"
PAGE = "fraud-guides/fake-loan/"


class Served:
    """A project under preview at `address`."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.root, self.address = root, f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-m", "pufa.cli", "serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
        self.log = root / "said.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)

    def get(self, path: str) -> str:
        try:
            with urlopen(self.address + path, timeout=5) as answer:
                return answer.read().decode()
        except (URLError, ConnectionError):
            return ""

    def until(self, true: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until something is so, at most so many `seconds`."""
        start = time.monotonic()
        while not true():
            assert time.monotonic() - start < seconds, self.log.read_text("utf-8")
            time.sleep(0.02)

    def edit(self, old: str, new: str) -> None:
        path = self.root / GUIDE
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(few(tmp_path_factory.mktemp("preview")))
    served.until(lambda: "</html>" in served.get(PAGE))
    served.until(lambda: "完成" in served.log.read_text("utf-8"))
    yield served
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(10) == 0
    assert "Traceback" not in served.log.read_text("utf-8")


def test_an_edit_is_shown_on_its_page_and_in_the_lists_when_the_build_has_ended(served: Served) -> None:
    assert "虚假的网络贷款" not in served.get("")
    time.sleep(0.5)  # what was built is being remembered
    served.edit("title: 虚假网络贷款", "title: 虚假的网络贷款")
    served.until(lambda: "虚假的网络贷款" in served.get(PAGE))  # how soon is asked by bench/, not by a test
    served.until(lambda: "虚假的网络贷款" in served.get(""))


def test_a_mistake_is_said_and_the_page_stays(served: Served) -> None:
    before = served.get(PAGE)
    served.edit("summary: ", "summary: [oops ")
    served.until(lambda: bool(re.search(rf"{re.escape(GUIDE)}:\d+:\d+: Y10", served.log.read_text("utf-8"))))
    assert served.get(PAGE) == before
    served.edit("summary: [oops ", "summary: ")


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_browser_shows_the_edit_by_itself(served: Served) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=installed.executable(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page()
        page.goto(served.address + PAGE)
        served.edit("大热天", "大冷天")
        expect(page.locator("main")).to_contain_text("大冷天")
        chromium.close()


def test_nothing_outside_the_site_is_served_and_a_missing_page_says_so(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", int(served.address.rsplit(":", 1)[1].strip("/")))) as line:
        line.sendall(b"GET /../../../../etc/passwd.html HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert b"404" in answer.split(b"\r\n", 1)[0]
    assert "没有" in answer.decode()
