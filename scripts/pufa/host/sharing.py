"""The commands about pictures that leave the house: share kits, the list of what was issued, and whether a file is ours."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pufa import disk
from pufa.host import terminal
from pufa.host.ledger import parse_known, parse_ledger
from pufa.host.printing import open_press, read_site
from pufa.host.project import Project, read_project
from pufa.host.seals import sealed
from pufa.intake.issued import render_issued
from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.kit import Item
from pufa.model.seal import Archive, Seal, Standing
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.pages.words import WORDS
from pufa.press import Press, Unprintable, stem

_TAGGED = re.compile(rb"tag:[^\0-\x20\x7f-\xff\"'<>();]+")
"""An article's id as it stands in the notes of a PNG or PDF."""


def kits(root: Path, slugs: Sequence[str], out: Path) -> int:
    """Put the share kit of each article called one of `slugs`, in both languages, into `out`; the exit status.

    The files are issued by that: their seals go to the list. Without `slugs`, what is printed of all guides is put there.
    """
    project = read_project(root)
    if project.errors:
        terminal.say_findings(project.errors)
        return 1
    if unknown := sorted(set(slugs) - {article.slug for article in project.library.articles}):
        names = "、".join(unknown)
        terminal.say(Text(f"没有叫 {names} 的文章。", f"there is no article {names}."))
        return 2
    press = open_press(root, project)
    if not slugs:
        return _collections(press, out)
    seals: list[Seal] = []
    for article in (a for a in project.library.articles if a.slug in slugs):
        folder = out / f"{press.site.root(article.language)}{article.section}/{article.slug}"
        try:
            files = press.share(article).loose
        except Unprintable as error:
            terminal.say_findings(error.findings)
            return 1
        for file in files:
            disk.overwrite(folder, file)
        seals += _seals(article, files)
        terminal.say(Text(f"{folder}：{len(files)} 个文件。", f"{folder}: {len(files)} files."))
    _issue(root, project, seals)
    return 0


def _collections(press: Press, out: Path) -> int:
    for language in Language:
        try:
            for paper in press.collections(language):
                disk.overwrite(out, paper)
                terminal.say(
                    Text(f"{out / paper.path}：{len(paper.data) / 1e6:.1f} MB。", f"{out / paper.path} is ready.")
                )
        except Unprintable as error:
            terminal.say_findings(error.findings)
            return 1
    return 0


def issue(root: Path) -> int:
    """Put what the last build of the project at `root` made on the list of what was issued; the exit status."""
    project = read_project(root)
    seals = _built(root)
    if not seals:
        terminal.say(Text("还没有构建过网站。先运行 pufa build。", "There is no site yet. Run pufa build first."))
        return 2
    _issue(root, project, seals)
    return 0


def verify(root: Path, files: Sequence[Path]) -> int:
    """Say of each file whether it is ours, and how it stands to its article today; 0 where all may be passed on."""
    project, site, built = read_project(root), read_site(root), _built(root)
    articles = project.library.articles
    known = Archive(built, project.issued, articles)
    well = True
    for file in files:
        data = disk.read_file(file)
        digest = disk.digest(data)
        if digest not in known.seals and (article := _claimed(data, site, project)):
            # It may have been drawn on demand, so no list has it: what would be drawn today tells.
            built += _drawn(root, project, article)
            known = Archive(built, project.issued, articles)
        seal = known.seals.get(digest)
        if seal is None:
            _say(file, "verify_unknown", "")
            well = False
            continue
        stands, found = known.standing(seal), known.article(seal)
        label = Item(seal.name, "", 0).label.to(terminal.language())
        title = f"{found.title} " if found else ""
        _say(file, f"verify_{stands}", f"{title}{seal.article} · {label} · {seal.version}")
        well = well and stands is Standing.CURRENT
    return 0 if well else 1


def _say(file: Path, word: str, detail: str) -> None:
    text = WORDS[word]
    end = f" {detail}" if detail else ""
    terminal.say(Text(f"{file}：{text.zh}{end}", f"{file}: {text.en}{end}"))


def _built(root: Path) -> list[Seal]:
    """The seals of what the last build made."""
    _, rest = parse_ledger(disk.Store(root / ".pufa").read_ledger())
    known = parse_known(rest)
    return list(sealed(known.units, {path: read.article.article() for path, read in known.articles.items()}))


def _claimed(data: bytes, site: Site, project: Project) -> Article | None:
    """The article that a file says it is a picture of."""
    by_tag = {site.tag(article).encode(): article for article in project.library.articles}
    claims = (claim.rstrip(b",") for claim in _TAGGED.findall(data))
    return next((by_tag[claim] for claim in claims if claim in by_tag), None)


def _drawn(root: Path, project: Project, article: Article) -> list[Seal]:
    press: Press = open_press(root, project)
    return _seals(article, press.share(article).loose)


def _seals(article: Article, files: Iterable[Artifact]) -> list[Seal]:
    version = article.version.isoformat()
    return [
        Seal(disk.digest(file.data), article.id, article.language, stem(file.path), version)
        for file in files
        if file.path.endswith((".png", ".pdf"))
    ]


def _issue(root: Path, project: Project, seals: Sequence[Seal]) -> None:
    fresh = set(seals) - set(project.issued)
    disk.write_issued(root, render_issued([*project.issued, *seals]))
    terminal.say(
        Text(
            f"新记下 {len(fresh)} 个指纹，在 content/issued.tsv；请和文章一起提交，图改版以后才认得出旧的。",
            f"{len(fresh)} new seals in content/issued.tsv; commit it with the articles, or old pictures are forgotten.",
        )
    )
