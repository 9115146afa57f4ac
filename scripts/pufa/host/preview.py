"""The preview: a server that shows an edited page at once, and all that follows from the edit as soon as it is made.

An edited article is read, judged and printed here, beside the library that is kept in memory; that takes a moment however
large the site is. The rest (lists, search, feeds, cards) comes from an ordinary build in a process of its own, which the
next edit stops: a build may be killed at any time. Browsers are told when the page that they show has changed.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from pufa import disk
from pufa.checks.rules import check_entry
from pufa.host import terminal, work
from pufa.host.crew import Alone, Crew
from pufa.host.keys import digest, fingerprint, items
from pufa.host.ledger import parse_known, parse_ledger
from pufa.host.project import read_art
from pufa.host.reading import read
from pufa.intake.article import parse_article
from pufa.model.article import Article
from pufa.model.finding import Severity
from pufa.model.library import Library
from pufa.model.site import Site
from pufa.model.text import Text
from pufa.model.vocabulary import Section, Status

_SETTLE = 0.05
"""Seconds to wait after a change: editors write a file in several steps."""

_PATIENCE = 25.0
"""Seconds after which a browser that asks for news is told that there are none, and asks again."""

_WATCHED = ("content", "theme")

_SCRIPT = b"""(async () => {
  const { news, page, digest } = document.currentScript.dataset;
  for (;;) {
    try {
      const answer = await fetch(`${news}?page=${encodeURIComponent(page)}&digest=${digest}`);
      if (answer.status === 205) return location.reload();
    } catch {
      await new Promise((later) => setTimeout(later, 1000));
    }
  }
})();
"""


class Preview:
    """Shows one project while it is edited."""

    def __init__(self, root: Path, site: Site, settings: Iterable[str]) -> None:
        """The project at `root`; `settings` are the arguments that each of its builds is given besides."""
        self._root, self._site, self._settings = root.resolve(), site, tuple(settings)
        self._touched: set[Path] = set()
        self._news = threading.Condition()
        self._build: subprocess.Popen[bytes] | None = None
        self._articles: dict[str, Article] = {}

    def serve(self, host: str, port: int) -> None:
        """Serve at `host`:`port` until interrupted. Raises OSError where that is taken."""
        with TemporaryDirectory() as scratch, self._server(host, port, Path(scratch, "site")):
            self._folder = Path(scratch, "site")
            observer = Observer()
            for name in _WATCHED:
                observer.schedule(_Noting(self), str(self._root / name), recursive=True)
            observer.start()
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us ends our build too
            try:
                self._start()
                self._remember()  # of an earlier build: the first edit may come before this one has ended
                while True:
                    self._turn()
            except KeyboardInterrupt:
                terminal.say(Text("预览结束。", "The preview has ended."))
            finally:
                self._stop()
                observer.stop()
                observer.join()

    @contextmanager
    def _server(self, host: str, port: int, folder: Path) -> Iterator[None]:
        preview, site = self, self._site

        class Handler(_Handler):
            def __init__(self, *given: Any) -> None:
                super().__init__(preview, site, folder, *given)

        server = _Server((host, port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        terminal.say(
            Text(
                f"预览在 http://{host}:{port}{self._site.base} ，按 Ctrl+C 结束。",
                f"Preview at http://{host}:{port}{self._site.base}, Ctrl+C ends it.",
            )
        )
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()

    # what changes

    def note(self, path: Path) -> None:
        """A file has changed."""
        with self._news:
            self._touched.add(path)
            self._news.notify_all()

    def wait(self, file: Path, known: str) -> bool:
        """Wait until `file` is no longer what has the digest `known`; False when nothing came for a while."""
        with self._news:
            return self._news.wait_for(lambda: _digest(file) not in ("", known), _PATIENCE)

    def _turn(self) -> None:
        """Wait for a change, or for the build to end, and do what follows."""
        with self._news:
            self._news.wait_for(lambda: self._touched, 0.2 if self._build else None)
        if not self._touched:
            if self._build and self._build.poll() is not None:
                self._ended(self._build.returncode)
            return
        threading.Event().wait(_SETTLE)
        with self._news:
            touched, self._touched = self._touched, set()
        self._stop()
        names = [path.relative_to(self._root).as_posix() for path in sorted(touched)]
        if not self._articles or not all(self._show(name) for name in names):
            self._articles = {}  # more than articles has changed: they are read again after the build
        with self._news:
            self._news.notify_all()
        self._start()

    def _show(self, name: str) -> bool:
        """Print the page of the article in the file `name`; whether it is one. What is wrong with it is said."""
        parts = name.split("/")
        file = self._root / name
        if len(parts) != 3 or parts[1] not in set(Section) or file.suffix != ".md" or not file.is_file():
            return False
        entry, findings = parse_article(name, disk.read_article(file))
        findings = [*findings, *(check_entry(entry, self._registries) if entry else [])]
        terminal.say_findings(findings)
        if entry is None or any(f.severity is Severity.ERROR for f in findings):
            return True
        article = entry.article
        self._articles[name] = work.slim(article)
        if article.status is not Status.DRAFT:
            others = (a for path, a in self._articles.items() if path != name)
            library = Library([*others, article], self._registries)
            self._press.take(library)
            disk.overwrite(self._folder, self._press.page(article, library.related(article)))
        return True

    # the build

    def _start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "pufa.cli",
            "build",
            "--root",
            str(self._root),
            "--site-dir",
            str(self._folder),
        ]
        self._build = subprocess.Popen([*command, *self._settings], start_new_session=True)

    def _stop(self) -> None:
        """Stop the build that is under way, with all of its workers."""
        if self._build:
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(self._build.pid, signal.SIGKILL)
            self._build.wait()
            self._build = None

    def _ended(self, status: int) -> None:
        self._build = None
        if status == 0 and not self._articles:
            self._remember()
        with self._news:
            self._news.notify_all()

    def _remember(self) -> None:
        """Keep in memory what builds have read: the library, and a press. Nothing where there was no build yet."""
        content, theme = disk.read_content(self._root), disk.read_theme(self._root)
        art = read_art(self._root)
        law = digest(fingerprint(), art.names, *items(content.registries))
        _, rest = parse_ledger(disk.Store(self._root / ".pufa").read_ledger())
        with Crew(Alone) as crew, work.undisturbed():
            known = parse_known(rest).articles
            if not known:
                return
            reading = read(content, self._site, art, law, known, crew, terminal.progress)
        self._registries = reading.library.registries
        self._press = work.press(work.pack(work.Desk(self._site, self._registries, theme)))
        self._articles = {path: k.article.article() for path, k in reading.known.items()}


class _Noting(FileSystemEventHandler):
    """Tells a preview what has changed."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent):
            return  # our own reading
        for path in (event.src_path, event.dest_path):
            if path:
                self._preview.note(Path(os.fsdecode(path)))


class _Server(ThreadingHTTPServer):
    """A browser that goes away in the middle of an answer is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Answers a browser: the files of the site below its base, and whether a page has changed."""

    def __init__(self, preview: Preview, site: Site, folder: Path, *given: Any) -> None:
        self._preview, self._site, self._folder = preview, site, folder
        super().__init__(*given, directory=str(folder))

    def log_message(self, *_: object) -> None:
        """Nothing in the terminal: findings stand there."""

    def do_GET(self) -> None:
        """A file, or news of one."""
        address = urlsplit(self.path)
        if not address.path.startswith(self._site.base):
            self._answer(302, b"", "text/plain", location=self._site.base)
            return
        path = address.path.removeprefix(self._site.base)
        if path == ".preview/news":
            asked = parse_qs(address.query)
            changed = self._preview.wait(self._page(asked["page"][0]), asked["digest"][0])
            self._answer(205 if changed else 204, b"", "text/plain")
        elif path == ".preview/script.js":
            self._answer(200, _SCRIPT, "text/javascript")
        elif path.endswith((".html", "/")) or not path:
            self._send_page(path)
        else:
            self.path = f"/{path}"
            super().do_GET()

    def _page(self, path: str) -> Path:
        """The file of a page below the site's folder."""
        file = (self._folder / path / "index.html" if path.endswith("/") or not path else self._folder / path).resolve()
        return file if file.is_relative_to(self._folder.resolve()) else self._folder / "404.html"

    def _send_page(self, path: str) -> None:
        file = self._page(path)
        status = 200 if file.is_file() and file.name != "404.html" else 404
        file = file if status == 200 else self._folder / "404.html"
        data = file.read_bytes() if file.is_file() else b"<!DOCTYPE html><title>\xe2\x80\xa6</title></body>"
        base = self._site.base
        tag = (
            f'<script src="{base}.preview/script.js" data-news="{base}.preview/news" data-page="{path}"'
            f' data-digest="{disk.digest(data)}"></script></body>'
        )
        self._answer(status, data.replace(b"</body>", tag.encode(), 1), "text/html; charset=utf-8")

    def _answer(self, status: int, body: bytes, type_: str, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def _digest(file: Path) -> str:
    try:
        return disk.digest(file.read_bytes())
    except OSError:
        return ""
