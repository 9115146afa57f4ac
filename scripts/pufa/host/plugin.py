"""The MkDocs plugin `pufa`: MkDocs keeps its commands, its server and its navigation; the pages come from the press.

MkDocs never sees what an officer typed. Its `docs_dir` is read by `host.project`; MkDocs gets one file a page, made by
us, whose text is the finished page (`published.html` prints it as it is), so neither its Markdown, nor its front
matter reader, nor its unescaped templates touch anything.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from pufa import disk
from pufa.cards.studio import Studio
from pufa.host import terminal
from pufa.host.configuration import PufaConfig, site
from pufa.host.project import Project, read_project
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.text import Language, Text
from pufa.pages.theme import Theme
from pufa.press import Kit, Press, Unprintable
from pufa.search.index import IndexFailed, build_index

_TEMPLATES = Path(__file__).parent / "templates"


class PublishedPage(Page):
    """A page whose HTML is finished; MkDocs neither reads nor renders it (house fact 4)."""

    def __init__(self, title: str, file: File, config: MkDocsConfig, print_: Callable[[], bytes]) -> None:
        """A page of that title whose bytes `print_` makes when they are wanted."""
        self._print = print_
        super().__init__(title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  (MkDocs' signature)
        """Nothing is read: the contributor's header never reaches MkDocs."""
        self.markdown = ""
        self.meta = {"template": "published.html"}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  (MkDocs' signature)
        """The finished page is the content."""
        self.content = self._print().decode()


def _page(press: Press, article: Article) -> bytes:
    return press.page(article).data


def _data(artifact: Artifact) -> bytes:
    return artifact.data


class PufaPlugin(BasePlugin[PufaConfig]):
    """Checks, prints and swaps the site in."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002  (MkDocs' signature)
        """Remember whether the site is to replace another one, or is shown by MkDocs' own server."""
        self._serving = command == "serve"
        self._stack = ExitStack()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content; stop here, with nothing touched, when there are errors."""
        self._started = time.monotonic()
        self._root = Path(config.config_file_path).parent
        self._project: Project = read_project(self._root)
        terminal.say_findings(self._project.findings)
        if self._project.errors:
            raise Abort(terminal.stopped(self._project.errors))
        files = disk.read_theme(self._root)
        kit = Kit(
            Theme(files.templates, files.assets, files.art),
            Studio(files.art, disk.read_font(), files.palette, files.scenes),
        )
        self._press = Press(self._project.library, site(config, self.config), kit)
        config.theme.dirs.insert(0, str(_TEMPLATES))
        config.theme.static_templates.clear()  # 404.html and sitemap.xml are ours
        config.extra_templates.clear()
        self._site = Path(config.site_dir)
        if not self._serving:
            shop = self._enter_workshop()
            config.site_dir = str(shop / "new")
        return config

    def _enter_workshop(self) -> Path:
        try:
            return self._stack.enter_context(disk.workshop(self._site))
        except disk.BuildBusy as error:
            raise Abort(terminal.busy(self._site)) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  (ours replace MkDocs')
        """Give MkDocs the pages, and keep what is no page for the end."""
        press, library = self._press, self._project.library
        made: list[File] = []
        self._loose: list[Artifact] = []
        for article in library.articles:
            path = press.site.article(article)
            made.append(self._file(path, article.title, config, partial(_page, press, article)))
        for artifact in press.others():
            if artifact.path.endswith("index.html"):
                made.append(self._file(artifact.path, artifact.path, config, partial(_data, artifact)))
            else:
                self._loose.append(artifact)
        return Files(made)

    def _file(self, path: str, title: str, config: MkDocsConfig, print_: Callable[[], bytes]) -> File:
        """A file of MkDocs' that is published at `path`, a folder's index.html."""
        folder = path.removesuffix("index.html")
        file = File.generated(config, f"{folder}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.page = PublishedPage(title, file, config, print_)
        return file

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print the rest, index the text, and put the new site in the place of the old one."""
        new = Path(config.site_dir)
        count = len(self._project.library.articles)
        sizes: dict[str, int] = {}
        try:
            for done, card in enumerate(self._press.cards(), 1):
                sizes[card.path] = len(card.data)
                disk.write(new, [card])
                terminal.progress(Text("卡片", "cards"), done, count)
        except Unprintable as error:
            terminal.say_findings(error.findings)
            raise Abort(terminal.stopped(error.findings)) from error
        disk.write(new, self._loose)
        feeds = disk.write(new, self._press.feeds(sizes))
        self._index(new)
        if not self._serving:
            disk.replace(new, self._site)
            self._stack.close()
            seconds = time.monotonic() - self._started
            terminal.summary(self._site, count, len(sizes), feeds, len(self._project.findings), seconds)

    def _index(self, new: Path) -> None:
        for language in Language:
            with TemporaryDirectory() as folder:
                stage = Path(folder)
                disk.write(stage, self._press.stage(language))
                try:
                    build_index(stage, new / "pagefind" / language)
                except IndexFailed as error:
                    raise Abort(terminal.no_index(str(error))) from error

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002  (MkDocs' signature)
        """Leave the workshop; what is half made there goes with the next build."""
        self._stack.close()

    def on_shutdown(self) -> None:
        """Leave the workshop however MkDocs ends."""
        self._stack.close()
