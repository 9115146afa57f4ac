"""Shoots every template in light, dark and elder at the width of a phone and of a desk: `make screenshots`.

`python tests/screenshots.py [SITE [FOLDER]]` reads the built SITE (`site`) and fills FOLDER (`build/screenshots`) with
one picture a page, width and mode, and an index.html to look at them side by side.
"""

import functools
import http.server
import shutil
import sys
import threading
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import browser as installed
from test_browser import TEMPLATES

WIDTHS = {360: 640, 1280: 800}
MODES = ("light", "dark", "elder")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def shoot(chromium: Browser, address: str, folder: Path, width: int, mode: str) -> None:
    """One picture of each template, whole, at `width` CSS pixels, as `folder`/name-width-mode.png."""
    context = chromium.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if mode == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    if mode == "elder":
        context.add_init_script("localStorage.setItem('pufa-elder', '1')")
    page = context.new_page()
    for name, path in TEMPLATES.items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('[loading=lazy]').forEach((image) => (image.loading = 'eager'))")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / picture(name, width, mode), full_page=True)
    context.close()


def picture(name: str, width: int, mode: str) -> str:
    """The file name of one picture."""
    return f"{name.replace(',', '').replace(' ', '-')}-{width}-{mode}.png"


def index() -> str:
    """The page that shows all pictures: a row for each template, first the phone, then the desk."""
    rows = []
    for name, path in TEMPLATES.items():
        shots = [picture(name, width, mode) for width in WIDTHS for mode in MODES]
        row = "".join(
            f'<a href="{escape(shot)}"><img src="{escape(shot)}" alt="{escape(shot)}" loading="lazy"></a>\n'
            for shot in shots
        )
        rows.append(f"<h2>{escape(name)} <small>{escape(path)}</small></h2>\n<div>{row}</div>")
    style = "body{font-family:sans-serif}div{display:flex;gap:8px;overflow:auto;align-items:flex-start}img{height:36rem;border:1px solid #999}"
    return f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>\n{"".join(rows)}</html>\n'


def main(site: Path, folder: Path) -> int:
    """Shoot `site` into `folder`, made anew; the exit status."""
    executable = installed.executable()
    if executable is None or not (site / "index.html").exists():
        print("Needs a browser and a site: make browser site", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for width in WIDTHS:
            for mode in MODES:
                shoot(chromium, f"http://127.0.0.1:{server.server_port}", folder, width, mode)
        chromium.close()
    server.shutdown()
    (folder / "index.html").write_text(index(), "utf-8")
    print(f"{len(TEMPLATES) * len(WIDTHS) * len(MODES)} screenshots: {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, [*sys.argv[1:], "site", "build/screenshots"][: max(2, len(sys.argv) - 1)])))
