"""The MkDocs plugin `pufa`: MkDocs keeps its commands, its server and its navigation; the site comes from the engine.

MkDocs never sees what an officer typed. Its `docs_dir` is read by the engine; MkDocs gets the pages of its navigation,
finished (`published.html` prints them as they are), so neither its Markdown, nor its front matter reader, nor its
unescaped templates touch anything. What it writes goes to a scratch folder; the site itself is linked from the store.
"""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from pufa import disk
from pufa.host import terminal
from pufa.host.configuration import PufaConfig, site
from pufa.host.crew import Crew, cluster, processes
from pufa.host.engine import Engine
from pufa.host.ledger import Built
from pufa.host.making import Refused
from pufa.model.text import Text
from pufa.search.index import IndexFailed

_TEMPLATES = Path(__file__).parent / "templates"


class PublishedPage(Page):
    """A page whose HTML is finished; MkDocs neither reads nor renders it (house fact 4)."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  (MkDocs' signature)
        """Nothing is read: the contributor's header never reaches MkDocs."""
        self.markdown = ""
        self.meta = {"template": "published.html"}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  (MkDocs' signature)
        """The finished page is the content."""
        self.content = self.file.content_string


class PufaPlugin(BasePlugin[PufaConfig]):
    """Builds the site before MkDocs begins, and shows MkDocs the result."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002  (MkDocs' signature)
        """Remember whether the site is to replace another one, or is shown by MkDocs' own server."""
        self._serving = command == "serve"
        self._scratch: TemporaryDirectory[str] | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build the site; stop, with nothing touched, when there are errors."""
        root, self._site = Path(config.config_file_path).parent, Path(config.site_dir)
        started = time.monotonic()
        try:
            built = self._build(root, self._site, config)
        except Refused as refused:
            terminal.say_findings(refused.findings)
            stopped = terminal.stopped(refused.findings)
            if not (self._serving and (self._site / "index.html").exists()):
                raise Abort(stopped) from refused
            terminal.say(Text(stopped, stopped))  # the preview goes on showing what was right last
        else:
            terminal.say_findings(built.findings)
            terminal.summary(self._site, built, time.monotonic() - started)
        config.theme.dirs.insert(0, str(_TEMPLATES))
        config.theme.static_templates.clear()  # 404.html and sitemap.xml are ours
        config.extra_templates.clear()
        self._scratch = TemporaryDirectory()
        config.site_dir = self._scratch.name
        if not self._serving:  # MkDocs has nothing to look for in content/, but to watch it
            config.docs_dir = self._scratch.name
        return config

    def _build(self, root: Path, target: Path, config: MkDocsConfig) -> Built:
        jobs = int(os.environ.get("PUFA_JOBS", 0)) or os.cpu_count() or 1
        address = os.environ.get("PUFA_CLUSTER", "")
        hire = cluster(address) if address else processes(jobs)
        cards = "PUFA_NO_CARDS" not in os.environ
        kits = cards and "PUFA_NO_KITS" not in os.environ  # no page may lead to what is not made
        described = site(config, self.config)._replace(
            cards=cards, kits=kits, all_formats=kits and "PUFA_ALL_FORMATS" in os.environ
        )
        try:
            with Crew(hire) as crew:
                return Engine(root, described, crew, terminal.progress).build(target)
        except disk.BuildBusy as busy:
            raise Abort(terminal.busy(target)) from busy
        except IndexFailed as failed:
            raise Abort(terminal.no_index(str(failed))) from failed

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  (ours replace MkDocs')
        """The pages of the navigation, as they stand in the site."""
        return Files([self._file(name, config) for name in _named(config.nav)])

    def _file(self, name: str, config: MkDocsConfig) -> File:
        page = self._site / name.replace(".md", ".html")
        html = page.read_text("utf-8") if page.is_file() else ""
        file = File.generated(config, name, content=html, inclusion=InclusionLevel.INCLUDED)
        file.page = PublishedPage(None, file, config)
        return file

    def on_shutdown(self) -> None:
        """Clear away what MkDocs wrote."""
        if self._scratch:
            self._scratch.cleanup()


def _named(nav: object) -> list[str]:
    """The files that a navigation names, in order."""
    if isinstance(nav, str):
        return [nav] if nav.endswith(".md") else []
    inner = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else []
    return [name for value in inner for name in _named(value)]
