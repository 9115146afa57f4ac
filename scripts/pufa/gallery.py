"""The gallery: every picture of some articles on one local page, for looking at. It is never published."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from pufa import disk
from pufa.host import terminal
from pufa.host.printing import open_press
from pufa.host.project import read_project
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.text import Text
from pufa.press import Press, Unprintable

_CSS = """\
body { font: 16px/1.5 sans-serif; margin: 24px; background: #888; color: #fff }
section { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 12px }
figure { margin: 0 }
"""
_WIDTHS = {"long": 300, "open-graph": 600, "wechat-head": 600}
_WIDTH, _THUMB = 300, 100


def gallery(root: Path, slugs: Sequence[str], limit: int | None, out: Path) -> int:
    """Draw every picture of the articles called `slugs` (of all, where there are none) into `out`; the exit status.

    `limit` is the most articles that are drawn.
    """
    project = read_project(root)
    if project.errors:
        terminal.say_findings(project.errors)
        return 1
    chosen = [a for a in project.library.articles if not slugs or a.slug in slugs][:limit]
    if unknown := sorted(set(slugs) - {article.slug for article in project.library.articles}):
        names = "、".join(unknown)
        terminal.say(Text(f"没有叫 {names} 的文章。", f"there is no article {names}."))
        return 2
    press = open_press(root, project)
    rows = []
    for article in chosen:
        try:
            drawn = list(_drawn(press, article, out))
        except Unprintable as error:
            terminal.say_findings(error.findings)
            return 1
        rows.append(_row(article, drawn))
    disk.overwrite(out, Artifact("gallery.css", _CSS.encode()))
    disk.overwrite(out, Artifact("index.html", _page(rows).encode()))
    terminal.say(Text(f"画好了 {out / 'index.html'}。", f"{out / 'index.html'} is ready."))
    return 0


def _drawn(press: Press, article: Article, out: Path) -> Iterator[str]:
    for picture in (press.card(article), *press.pictures(article), *press.papers(article)):
        disk.overwrite(out, picture)
        yield picture.path


def _row(article: Article, paths: Sequence[str]) -> str:
    figures = []
    for path in paths:
        name = "open-graph" if path.startswith("cards/") else path.rsplit("/", 1)[-1].removesuffix(".png")
        if path.endswith(".pdf"):
            figures.append(_paper(path))
            continue
        images = [
            f'<a href="{escape(path)}"><img src="{escape(path)}" width="{width}" alt="{escape(name)}" loading="lazy"></a>'
            for width in (_WIDTHS.get(name, _WIDTH), _THUMB)
        ]
        figures.append(f"<figure>{''.join(images)}<figcaption>{escape(name)}</figcaption></figure>")
    return f'<h2 lang="{article.language.tag}">{escape(article.title)}</h2>\n<section>{"".join(figures)}</section>'


def _paper(path: str) -> str:
    name = escape(path.rsplit("/", 1)[-1])
    frame = f'<iframe src="{escape(path)}" title="{name}" width="420" height="594" loading="lazy"></iframe>'
    return f'<figure>{frame}<figcaption><a href="{escape(path)}">{name}</a></figcaption></figure>'


def _page(rows: Sequence[str]) -> str:
    head = '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>图片一览</title>\n'
    return f'{head}<link rel="stylesheet" href="gallery.css">\n<h1>图片一览</h1>\n' + "\n".join(rows) + "\n</html>\n"
