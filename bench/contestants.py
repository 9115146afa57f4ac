"""The contestants: how each lays out its project, forgets what it made, and builds it."""

import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from corpus import Corpus, Flavour
from meter import Failed, Usage, measure
from pagefind.service import get_executable

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

_SECTION_NAMES = {"cases": "案例", "rumors": "辟谣"}


class Product(NamedTuple):
    """What a build left: files and bytes in all, HTML pages, the mean bytes of an article's page, bytes for search."""

    files: int
    bytes: int
    pages: int
    article: float
    search: int


class Contestant:
    """A project in a folder of its own, with a corpus in it. `site` is where its pages come out."""

    flavour: Flavour = "pufa"
    output = "site"

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        """Lay the project out below `folder`, which is made; nothing is built."""
        self.folder, self.corpus = folder, corpus
        self.site = folder / self.output
        self.edited = corpus.path(corpus.count // 2)
        folder.mkdir(parents=True)
        self._furnish()
        corpus.write(folder / "content", self.flavour)

    def _furnish(self) -> None:
        """Everything of the project but the articles."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove all that any build has left."""
        raise NotImplementedError

    def edit(self, sentence: str) -> None:
        """Let one article end in `sentence`, in place of what an earlier edit added."""
        text = self.corpus.article(self.corpus.count // 2, self.flavour)
        (self.folder / "content" / self.edited).write_text(f"{text}\n{sentence}\n", "utf-8")

    def check(self, sentence: str, known: set[str], *, changed: bool) -> None:
        """Raise Failed where the site is not what it should be.

        A page is missing, the edited one does not hold `sentence`, or search is the one whose files were `known` before
        although the content has `changed`.
        """
        pages = len(self._article_pages())
        if pages != self.corpus.count:
            raise Failed(f"{pages} pages for {self.corpus.count} articles")
        if sentence not in self._page(self.edited).read_text("utf-8"):
            raise Failed("the page does not show the edit")
        if changed and self.search_files() <= known:
            raise Failed("search does not know the edit")

    def search_files(self) -> set[str]:
        """The names of the files that search consists of; they come from digests, so new content has new names."""
        return {str(path.relative_to(self.site)) for path in (self.site / "pagefind").rglob("*") if path.is_file()}

    def product(self) -> Product:
        """What stands in the site."""
        sizes = {path: path.stat().st_size for path in self.site.rglob("*") if path.is_file()}
        articles = [sizes[path] for path in self._article_pages()]
        return Product(
            files=len(sizes),
            bytes=sum(sizes.values()),
            pages=sum(path.suffix == ".html" for path in sizes),
            article=sum(articles) / len(articles),
            search=sum(size for path, size in sizes.items() if "pagefind" in path.relative_to(self.site).parts),
        )

    def _page(self, article: str) -> Path:
        return self.site / article.removesuffix(".md") / "index.html"

    def _article_pages(self) -> list[Path]:
        pages = (self._page(self.corpus.path(number)) for number in range(self.corpus.count))
        return [page for page in pages if page.is_file()]


class Pufa(Contestant):
    """Ours, with the theme, the settings and the registries of this repository."""

    def _furnish(self) -> None:
        shutil.copy(ROOT / "mkdocs.yml", self.folder)
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        shutil.copytree(ROOT / "content/statutes", self.folder / "content/statutes")
        for registry in (ROOT / "content").glob("*.yml"):
            shutil.copy(registry, self.folder / "content")

    def forget(self) -> None:
        """Remove the site and the store."""
        _remove(self.folder, "site", ".pufa", ".site.pufa")

    def build(self, *, cards: bool) -> Usage:
        """One `pufa build`, with the card of each article or without. Raises Failed."""
        return measure([*self.command("build"), "--no-kits" if cards else "--no-cards"], self.folder)[0]

    def command(self, name: str) -> list[str]:
        """How a command of ours is called for this project."""
        return [sys.executable, "-m", "pufa.cli", name, "--root", str(self.folder)]


class Hugo(Contestant):
    """Hugo with templates equal to ours, and Pagefind over what it made."""

    flavour: Flavour = "hugo"
    output = "public"

    @staticmethod
    def program() -> Path | None:
        """Hugo itself, without the Python around it; None where it is not installed."""
        try:
            found = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
        except PackageNotFoundError:
            return None
        return found if found.is_file() else None

    def _furnish(self) -> None:
        shutil.copytree(HERE / "hugo", self.folder, dirs_exist_ok=True)
        shutil.copytree(ROOT / "theme/assets", self.folder / "static/assets")
        for kind in ("characters", "props"):
            shutil.copytree(ROOT / "theme/cards/art" / kind, self.folder / "static/assets/art" / kind)
        (self.folder / "data").mkdir()
        shutil.copy(ROOT / "content/fraud-types.yml", self.folder / "data/fraud_types.yml")

    def forget(self) -> None:
        """Remove both sites and Hugo's caches."""
        _remove(self.folder, "public", "lean", ".cache", "resources")

    def build(self, *, related: bool = True) -> Usage:
        """One run of Hugo; without related articles it goes to a site of its own. Raises Failed."""
        program = self.program()
        assert program is not None
        output = "public" if related else "lean"
        command = [str(program), "--quiet", "--cacheDir", str(self.folder / ".cache"), "--destination", output]
        return measure(command, self.folder, {"HUGO_PARAMS_RELATED": str(related).lower()})[0]

    def index(self) -> Usage:
        """One run of Pagefind over Hugo's pages, with the same program that ours uses. Raises Failed."""
        program = get_executable()
        assert program is not None
        return measure([str(program), "--site", str(self.site)], self.folder)[0]


class Material(Contestant):
    """MkDocs with Material and its social plugin: the peer for cards."""

    flavour: Flavour = "mkdocs"

    @staticmethod
    def installed() -> bool:
        """Whether the plugins and the libraries that they need can be loaded."""
        need = "import cairosvg, material.plugins.social.plugin, mkdocs_rss_plugin"
        return subprocess.run([sys.executable, "-c", need], capture_output=True, check=False).returncode == 0

    def _furnish(self) -> None:
        shutil.copytree(HERE / "mkdocs", self.folder, dirs_exist_ok=True)
        content = self.folder / "content"
        content.mkdir()
        (content / "index.md").write_text("# 普法\n\n- [案例](cases/index.md)\n- [辟谣](rumors/index.md)\n", "utf-8")
        (content / "tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", "utf-8")
        for section, name in _SECTION_NAMES.items():
            paths = (self.corpus.path(number) for number in range(self.corpus.count))
            lines = [f"- [{path[:-3]}](../{path})" for path in paths if path.startswith(f"{section}/")]
            (content / section).mkdir()
            (content / section / "index.md").write_text(f"# {name}\n\n" + "\n".join(lines) + "\n", "utf-8")

    def forget(self) -> None:
        """Remove the site and the plugin's cache, but for the font, which it would fetch from another host."""
        _remove(self.folder, "site", ".cache")
        fonts = self.folder / ".cache/plugin/social/fonts/Noto Sans SC"
        fonts.mkdir(parents=True)
        (fonts / "Regular.ttc").symlink_to(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"))

    def build(self) -> Usage:
        """One `mkdocs build`. Raises Failed."""
        return measure([sys.executable, "-m", "mkdocs", "build", "--quiet"], self.folder)[0]


def _remove(folder: Path, *names: str) -> None:
    for name in names:
        if (folder / name).exists():
            shutil.rmtree(folder / name)
