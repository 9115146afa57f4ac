"""How long `pufa serve` takes to show an edit to whoever looks."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from urllib.error import URLError
from urllib.request import urlopen

from contestants import Pufa
from meter import Failed

_PATIENCE = 600.0
"""Seconds to wait for the first page, and for each edit."""

_REST = 2.0
"""Seconds without a request before an edit: the server is then waiting for one."""


def edits(project: Pufa, sentences: Sequence[str]) -> list[float]:
    """Serve `project` and add each of `sentences` to its article: the seconds from each save until the page shows it.

    Raises Failed where a page does not come.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    page = f"http://{address}/{project.edited.removesuffix('.md')}/"
    server = subprocess.Popen(
        [*project.command("serve"), "--address", address],
        cwd=project.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(server, page, "</html>")
        seconds = []
        for sentence in sentences:
            time.sleep(_REST)
            start = time.perf_counter()
            project.edit(sentence)
            _wait(server, page, sentence)
            seconds.append(time.perf_counter() - start)
        return seconds
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", page: str, text: str) -> None:
    """Ask for `page` until it holds `text`."""
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end:
        if server.poll() is not None:
            raise Failed(f"pufa serve ended with {server.returncode}")
        try:
            with urlopen(page, timeout=_PATIENCE) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except (URLError, ConnectionError):  # not up yet, or not that page yet
            pass
        time.sleep(0.02)
    raise Failed("pufa serve did not show the page in time")
