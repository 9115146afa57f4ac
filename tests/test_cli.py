"""The commands as a person meets them: what is typed, what is said, how it ends."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import command
from pufa.cli import main
from pufa.model.article import KINDS
from pufa.model.vocabulary import Section
from test_checks import manuscript

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pufa(tmp_path: Path) -> Run:
    """Run the command as a process, in a folder of its own."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return command.pufa(*arguments, cwd=tmp_path, **(env or {}))

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project with one good case in it."""
    root = tmp_path / "project"
    assert main(["init", str(root)]) == 0
    (root / "content/cases/three.md").write_bytes(manuscript("case"))
    return root


def test_check_of_good_content_says_so_and_ends_with_0(pufa: Run, project: Path) -> None:
    result = pufa("check", "--root", str(project))
    assert (result.returncode, result.stdout) == (0, "")
    assert "1 个文件，没有问题" in result.stderr


def test_check_tells_every_mistake_with_file_line_and_column_and_ends_with_1(pufa: Run, project: Path) -> None:
    (project / "content/cases/three.md").write_bytes(manuscript("case", "title: 三个人的群", "title: [oops"))
    (project / "content/cases/four.md").write_bytes(manuscript("case", "basis: composite", "basis: composit"))
    result = pufa("check", "--root", str(project))
    assert result.returncode == 1
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == [
        "content/cases/four.md:8:8:",
        "content/cases/three.md:3:8:",
    ]
    assert "是不是想写 composite" in result.stdout


def test_check_speaks_english_when_asked(pufa: Run, project: Path) -> None:
    (project / "content/cases/three.md").write_bytes(manuscript("case", "basis: composite", "basis: composit"))
    result = pufa("check", "--root", str(project), "--lang", "en")
    assert "Did you mean composite?" in result.stdout
    assert not re.search("[\u4e00-\u9fff]", result.stderr)


def test_check_of_one_path_reports_on_that_path_only(pufa: Run, project: Path) -> None:
    (project / "content/cases/four.md").write_bytes(manuscript("case", "basis: composite", "basis: composit"))
    assert pufa("check", "--root", str(project), str(project / "content/cases/three.md")).returncode == 0
    assert pufa("check", "--root", str(project), "content/cases/four.md").returncode == 1


def test_check_of_a_path_that_is_not_there_finds_no_peace(pufa: Run, project: Path) -> None:
    result = pufa("check", "--root", str(project), "content/cases/fuor.md")
    assert result.returncode == 2
    assert "没有 content/cases/fuor.md" in result.stderr


def test_check_as_json_is_an_array_of_findings(pufa: Run, project: Path) -> None:
    (project / "content/cases/three.md").write_bytes(manuscript("case", "basis: composite", "basis: composit"))
    (finding,) = json.loads(pufa("check", "--root", str(project), "--format", "json").stdout)
    assert (finding["path"], finding["line"], finding["column"], finding["code"], finding["field"], finding["severity"]) == (
        "content/cases/three.md", 8, 8, "D04", "basis", "error",
    )  # fmt: skip


def test_check_for_github_writes_annotations_that_cannot_be_broken_out_of(pufa: Run, project: Path) -> None:
    (project / "content/cases/three.md").write_bytes(
        manuscript("case", "basis: composite", 'basis: "a\\n::stop-commands::x"')
    )
    result = pufa("check", "--root", str(project), "--format", "github")
    (line,) = result.stdout.splitlines()
    assert line.startswith("::error file=content/cases/three.md,line=8,col=8,title=D04 basis::")


def test_check_loads_neither_mkdocs_nor_pillow(project: Path) -> None:
    code = (
        "import sys; from pufa.cli import main; "
        f"status = main(['check', '--root', {str(project)!r}]); "
        "heavy = {m.partition('.')[0] for m in sys.modules} & {'mkdocs', 'PIL', 'jinja2', 'feedgen'}; "
        "sys.exit(status or bool(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_check_of_43_articles_takes_less_than_a_second(project: Path) -> None:
    for number in range(43):
        text = manuscript("case", "id: case-three", f"id: case-n{number}")
        (project / f"content/cases/n{number}.md").write_bytes(text * 1 + "\n一段正文。".encode() * 100)
    started = time.process_time()
    assert main(["check", "--root", str(project)]) == 0
    assert time.process_time() - started < 1


def test_check_outside_a_project_says_what_to_do(pufa: Run) -> None:
    result = pufa("check")
    assert result.returncode == 1
    assert "pufa init" in result.stdout


def test_build_outside_a_project_says_what_to_do_without_a_traceback(pufa: Run) -> None:
    result = pufa("build")
    assert result.returncode == 2
    assert "--root" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("kind", ["case", "fraud-guide", "rumor"])
def test_a_new_article_passes_check_once_its_blanks_are_filled(pufa: Run, project: Path, kind: str) -> None:
    slug = "fake-loan"
    assert pufa("new", kind, slug, "--root", str(project)).returncode == 0
    path = next(p for p in project.glob("content/*/*.md") if p.stem == slug)
    first = pufa("check", "--root", str(project), str(path))
    assert first.returncode == 1, "the blanks are not filled yet"
    text = path.read_text("utf-8")
    answers = {
        "title": "一个标题", "summary": "一句提要。", "contact": "[phone]", "asks": "[transfer]", "payment": "[cash]",
        "giveaway": "一句识破。", "fraud_type": "fake-loan", "conduct_date": "2026-05", "loss": "100", "outcome": "止付。",
        "lesson": "问一声。", "text": "一句话", "first_seen": "2026-11", "where": "微信群", "verdict": "unproven",
        "checked_by": "编辑部", "issuer": "某单位", "date": "2026-11", "url": "https://www.piyao.org.cn/", "at": '"14:05"', "what": "来电",
    }  # fmt: skip
    for name, answer in answers.items():
        text = re.sub(rf"^([ -]*{name}:)(?= *(#|$))", rf"\1 {answer} ", text, flags=re.MULTILINE)
    text = re.sub(r"^  -$", "  - 一条", text, flags=re.MULTILINE)
    path.write_text(re.sub("【写：([^】]*)】", r"\1", text), "utf-8")
    second = pufa("check", "--root", str(project), str(path))
    assert second.returncode == 0, second.stdout


def test_new_leaves_an_existing_file_alone(pufa: Run, project: Path) -> None:
    before = (project / "content/cases/three.md").read_bytes()
    result = pufa("new", "case", "three", "--root", str(project))
    assert result.returncode == 2
    assert (project / "content/cases/three.md").read_bytes() == before


@pytest.mark.parametrize("slug", ["Bad", "../evil", "名字", "index"])
def test_new_refuses_an_odd_name(pufa: Run, project: Path, slug: str) -> None:
    before = sorted(project.rglob("*"))
    assert pufa("new", "case", slug, "--root", str(project)).returncode == 2
    assert sorted(project.rglob("*")) == before


def test_schema_describes_what_can_be_typed_and_nothing_else(pufa: Run) -> None:
    schemas = json.loads(pufa("schema").stdout)
    assert list(schemas) == ["fraud-guide", "case", "rumor"]
    for name, section in zip(schemas, Section, strict=True):
        assert list(schemas[name]["properties"]) == list(KINDS[section].typed())
        assert schemas[name]["additionalProperties"] is False
        assert all("description" in p for p in schemas[name]["properties"].values())


def test_init_refuses_a_folder_that_is_not_empty(pufa: Run, project: Path) -> None:
    assert pufa("init", str(project)).returncode == 2


def test_every_command_has_help(pufa: Run) -> None:
    for name in ("check", "build", "serve", "new", "schema", "init"):
        result = pufa(name, "--help")
        assert result.returncode == 0
        assert "--root" in result.stdout


def test_an_unknown_command_ends_with_2(pufa: Run) -> None:
    assert pufa("publish").returncode == 2


def test_progress_stays_quiet_in_a_pipe(pufa: Run, project: Path) -> None:
    shutil.rmtree(project / "content/cases")
    result = pufa("build", "--root", str(project))
    assert result.returncode == 0, result.stderr
    assert "\r" not in result.stderr
    assert (project / "site/index.html").exists(), "an empty project builds"
