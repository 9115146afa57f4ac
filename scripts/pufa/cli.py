"""The commands. Exit status: 0 well, 1 something to mend in the content, 2 something wrong with the call or machine."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from pufa.host import terminal
from pufa.host.project import read_art, read_project
from pufa.model.article import KINDS
from pufa.model.artifact import Artifact
from pufa.model.finding import Finding, Place, Severity
from pufa.model.moment import CHINA
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section

_KINDS = {section.prefix if section is not Section.GUIDES else "fraud-guide": section for section in Section}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    call = _parser().parse_args(arguments)
    os.environ["PUFA_LANG"] = call.lang
    try:
        return int(call.run(call))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has gone; nothing to add
        return 0
    except OSError as error:
        terminal.say(Text(f"没有做成：{_reason(error)}", f"That did not work: {_reason(error)}"))
        return 2


def _reason(error: OSError) -> str:
    return f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pufa",
        description="普法：检查文章，生成网站。 Check articles, build the site.",
        epilog="退出码：0 正常，1 内容要改，2 命令或机器有问题。 Exit status: 0 well, 1 content to mend, 2 call or machine.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="项目文件夹 the project's folder")
    common.add_argument("--lang", choices=["zh", "en"], default="zh", help="提示用的语言 language of messages")
    commands = parser.add_subparsers(required=True, metavar="命令 COMMAND")

    check = commands.add_parser("check", parents=[common], help="检查文章 check the articles")
    check.add_argument("paths", nargs="*", metavar="PATH", help="只报告这些文件或文件夹 report on these only")
    check.add_argument("--format", choices=["text", "json", "github"], default="text", help="输出格式 output format")
    check.set_defaults(run=_check)

    cites = commands.add_parser("cites", parents=[common], help="哪些文章引了这条法律 who cites a law or provision")
    cites.add_argument("id", metavar="LAW[/NUMBER]", help="例如 psa 或 psa/29（今天的条号 today's number）")
    cites.add_argument("--format", choices=["text", "json"], default="text", help="输出格式 output format")
    cites.set_defaults(run=_cites)

    facts = commands.add_parser(
        "facts", parents=[common], help="每个数字、日期、电话和引文的出处 where every figure is from"
    )
    facts.add_argument("paths", nargs="*", metavar="PATH", help="只列这些文件或文件夹 these only")
    facts.add_argument("--format", choices=["text", "json"], default="text", help="输出格式 output format")
    facts.set_defaults(run=_facts)

    build = commands.add_parser("build", parents=[common], help="生成网站 build the site")
    build.add_argument("--site-dir", type=Path, metavar="DIR", help="网站写到哪里 where to put the site")
    _crew_options(build)
    build.add_argument(
        "--all-formats", action="store_true", help="每篇的全部图片、海报和打包 every picture, poster and archive"
    )
    build.add_argument("--no-kits", action="store_true", help="只画链接卡片，不做转发素材 cards only, no share kits")
    build.add_argument("--no-cards", action="store_true", help="不画卡片，快速试看 no cards, for a quick look")
    build.set_defaults(run=_build)

    kit = commands.add_parser("kit", parents=[common], help="一篇文章的全部图片、海报和文字 all to share of an article")
    kit.add_argument(
        "slugs",
        nargs="*",
        metavar="SLUG",
        help="文件名；不写就做全部指南的海报和小册子 none: the round-up and the booklets",
    )
    kit.add_argument("--out", type=Path, default=Path("build/kit"), metavar="DIR", help="写到哪里 where to")
    kit.set_defaults(run=_kit)

    issue = commands.add_parser("issue", parents=[common], help="把发布的图片记下来 remember the pictures of the site")
    issue.set_defaults(run=_issue)

    verify = commands.add_parser("verify", parents=[common], help="一张图是不是我们的 whether a picture is ours")
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE", help="图片或 PDF a picture or PDF")
    verify.set_defaults(run=_verify)

    clean = commands.add_parser("clean", parents=[common], help="清理构建缓存 remove what builds keep")
    clean.add_argument(
        "--older-than", type=float, default=0, metavar="DAYS", help="只清理这么多天以前的 only what is older"
    )
    clean.set_defaults(run=_clean)

    serve = commands.add_parser("serve", parents=[common], help="在本机预览，改了就更新 live preview")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="地址 address")
    _crew_options(serve)
    serve.set_defaults(run=_serve)

    new = commands.add_parser("new", parents=[common], help="新建一篇文章 a new article")
    new.add_argument("kind", choices=list(_KINDS), help="种类 kind")
    new.add_argument("slug", metavar="SLUG", help="文件名：小写字母、数字、连字符 file name")
    new.set_defaults(run=_new)

    schema = commands.add_parser("schema", parents=[common], help="给编辑器用的 JSON Schema")
    schema.add_argument("kind", nargs="?", choices=list(_KINDS), help="种类，不写是全部 kind, none means all")
    schema.add_argument(
        "--format", choices=["json", "table"], default="json", help="JSON Schema，或给人看的表 or a table"
    )
    schema.set_defaults(run=_schema)

    gallery = commands.add_parser(
        "gallery", parents=[common], help="看全部图片格式 every format of picture, to look at"
    )
    gallery.add_argument("slugs", nargs="*", metavar="SLUG", help="只画这些文章 these articles only")
    gallery.add_argument("--limit", type=int, metavar="N", help="最多画几篇 at most so many articles")
    gallery.add_argument("--out", type=Path, default=Path("gallery"), metavar="DIR", help="写到哪里 where to")
    gallery.set_defaults(run=_gallery)

    art = commands.add_parser("art", parents=[common], help="看全部插图和画面 all drawings and scenes, to look at")
    art.add_argument("--out", type=Path, default=Path("build/art"), metavar="DIR", help="写到哪里 where to")
    art.set_defaults(run=_art)

    init = commands.add_parser("init", parents=[common], help="新建一个空项目 a new, empty project")
    init.add_argument("folder", type=Path, metavar="DIR", help="文件夹 folder")
    init.set_defaults(run=_init)
    return parser


def _crew_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=int,
        default=0,
        metavar="N",
        help="同时用几个进程，默认是处理器数 processes, default one a processor",
    )
    parser.add_argument(
        "--cluster", default="", metavar="tcp://HOST:PORT", help="用 Dask 集群 a Dask scheduler (pufa[cluster])"
    )


def _check(call: argparse.Namespace) -> int:
    if lost := _lost(call.root, call.paths):
        terminal.say(lost)
        return 2
    project = read_project(call.root)
    language = Language(call.lang)
    findings = [f for f in project.findings if _wanted(f.place, call.root, call.paths)]
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if call.format == "json":
        print(terminal.as_json(findings, language))
        return 1 if errors else 0
    for finding in findings:
        print(terminal.as_github(finding, language) if call.format == "github" else finding.line(language))
    count = sum(_wanted(Place(e.article.path), call.root, call.paths) for e in project.entries)
    advice = len(findings) - len(errors)
    terminal.say(
        Text(f"{len(errors)} 处要改，{advice} 条建议。", f"{len(errors)} to mend, {advice} to consider.")
        if findings
        else Text(f"{count} 个文件，没有问题。", f"{count} files, nothing to mend.")
    )
    return 1 if errors else 0


def _chosen(root: Path, path: str) -> Path:
    """What `path` names, seen from here or else from the project's folder."""
    given = Path(path)
    return given if given.is_absolute() or given.exists() else root / given


def _lost(root: Path, paths: Sequence[str]) -> Text | None:
    """What to say where one of `paths` is not there: to find nothing wrong with it would be a lie."""
    for path in paths:
        if not os.path.lexists(_chosen(root, path)):
            return Text(f"没有 {path} 这个文件或文件夹。", f"There is no file or folder {path}.")
    return None


def _wanted(place: Place, root: Path, paths: Sequence[str]) -> bool:
    if not paths:
        return True
    file = (root / place.path).resolve()
    chosen = [_chosen(root, path).resolve() for path in paths]
    return any(file == p or p in file.parents for p in chosen)


def _cites(call: argparse.Namespace) -> int:
    from pufa.checks.cites import cites

    project = read_project(call.root)
    said = cites(project.entries, project.library.registries, call.id)
    if isinstance(said, Text):
        terminal.say(said)
        return 1
    if call.format == "json":
        print(terminal.cites_as_json(said.found))
        return 0
    for cite in said.found:
        print(terminal.cite_line(cite, Language(call.lang)))
    articles = len({cite.place.path for cite in said.found})
    terminal.say(Text(f"{articles} 个文件引了 {call.id}。", f"{articles} files cite {call.id}."))
    if said.others:
        others = "、".join(said.others)
        terminal.say(Text(f"从前用过这个条号的，另有 {others}。", f"That number was once borne by {others} as well."))
    return 0


def _facts(call: argparse.Namespace) -> int:
    from pufa.checks.facts import facts

    if lost := _lost(call.root, call.paths):
        terminal.say(lost)
        return 2
    project = read_project(call.root)
    registries, language = project.library.registries, Language(call.lang)
    wanted = {e.article.path for e in project.entries if _wanted(Place(e.article.path), call.root, call.paths)}
    found = [fact for fact in facts(project.entries, registries) if fact.place.path in wanted]
    loose = [fact for fact in found if fact.origin is None]
    if call.format == "json":
        print(terminal.facts_as_json(found))
    else:
        for fact in [*(f for f in found if f.origin), *loose]:
            print(terminal.fact_line(fact, language))
    terminal.say(
        Text(
            f"{len(wanted)} 个文件，{len(found)} 处，{len(loose)} 处说不出出处。",
            f"{len(wanted)} files, {len(found)} facts, {len(loose)} unaccounted for.",
        )
    )
    return 1 if loose else 0


def _build(call: argparse.Namespace) -> int:
    from pufa.host.mkdocs import build

    os.environ.update(_crew_settings(call))
    os.environ.update({"PUFA_NO_CARDS": "1"} if call.no_cards else {})
    os.environ.update({"PUFA_NO_KITS": "1"} if call.no_kits else {})
    os.environ.update({"PUFA_ALL_FORMATS": "1"} if call.all_formats else {})
    return build(call.root, call.site_dir)


def _kit(call: argparse.Namespace) -> int:
    from pufa.host.sharing import kits

    return kits(call.root, call.slugs, call.out)


def _issue(call: argparse.Namespace) -> int:
    from pufa.host.sharing import issue

    return issue(call.root)


def _verify(call: argparse.Namespace) -> int:
    from pufa.host.sharing import verify

    return verify(call.root, call.files)


def _serve(call: argparse.Namespace) -> int:
    from pufa.host.mkdocs import serve

    return serve(call.root, call.address, ["--lang", call.lang, "--jobs", str(call.jobs), "--cluster", call.cluster])


def _crew_settings(call: argparse.Namespace) -> dict[str, str]:
    """What the MkDocs plugin is to know of the call; it has no arguments of its own."""
    return {"PUFA_JOBS": str(call.jobs), "PUFA_CLUSTER": call.cluster}


def _clean(call: argparse.Namespace) -> int:
    from pufa.host.engine import sweep

    count, size = sweep(call.root, time.time() - call.older_than * 86_400)
    terminal.say(Text(f"清理了 {count} 个文件，{size / 1e6:.1f} MB。", f"{count} files removed, {size / 1e6:.1f} MB."))
    return 0


def _new(call: argparse.Namespace) -> int:
    from pufa.host.starter import template

    section = _KINDS[call.kind]
    path = call.root / "content" / section / f"{call.slug}.md"
    today = datetime.now(CHINA).date()
    text = template(section, call.slug, today, _next_year(today))
    if isinstance(text, Finding):
        terminal.say_findings([text])
        return 2
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        terminal.say(Text(f"{path} 已经有了，没有动它。", f"{path} exists already and was left alone."))
        return 2
    terminal.say(
        Text(
            f"写好了 {path}。把空着的地方填上，再运行 pufa check。",
            f"{path} is ready. Fill its blanks, then run pufa check.",
        )
    )
    return 0


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _schema(call: argparse.Namespace) -> int:
    from pufa.host.starter import schema, table

    kinds = {name: KINDS[section] for name, section in _KINDS.items() if call.kind in (None, name)}
    if call.format == "table":
        print("\n".join(f"### {name}\n\n{table(kind)}" for name, kind in kinds.items()), end="")
    else:
        schemas = {name: schema(kind) for name, kind in kinds.items()}
        print(json.dumps(schemas[call.kind] if call.kind else schemas, ensure_ascii=False, indent=2))
    return 0


def _gallery(call: argparse.Namespace) -> int:
    from pufa.gallery import gallery

    return gallery(call.root, call.slugs, call.limit, call.out)


def _art(call: argparse.Namespace) -> int:
    from pufa import disk
    from pufa.cards.contact import contact_sheets
    from pufa.cards.paint import paint
    from pufa.cards.studio import Studio

    if findings := read_art(call.root).findings:
        terminal.say_findings(findings)
        return 1
    theme = disk.read_theme(call.root)
    studio = Studio(theme.art, disk.read_font(), theme.palette, theme.scenes)
    for name, sheet in contact_sheets(studio).items():
        disk.overwrite(call.out, Artifact(f"{name}.png", paint(sheet, Language.EN, studio)))
    terminal.say(Text(f"画好了，在 {call.out}。", f"The sheets are in {call.out}."))
    return 0


def _init(call: argparse.Namespace) -> int:
    from pufa.host.starter import create

    if call.folder.exists() and any(call.folder.iterdir()):
        terminal.say(Text(f"{call.folder} 不是空的，没有动它。", f"{call.folder} is not empty and was left alone."))
        return 2
    create(call.folder)
    terminal.say(
        Text(
            f"建好了 {call.folder}。下一步：pufa new case 名字 --root {call.folder}",
            f"{call.folder} is ready. Next: pufa new case SLUG --root {call.folder}",
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
