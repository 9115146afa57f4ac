"""The house itself: modules import alone, secrets stay out, documents made from the model are fresh."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from pufa.host.starter import table
from pufa.model.article import KINDS
from pufa.model.vocabulary import Section

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    ".".join(p.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__")
    for p in (ROOT / "scripts/pufa").rglob("*.py")
)


@pytest.mark.parametrize(
    "package",
    [
        "pufa.model",
        "pufa.intake",
        "pufa.checks",
        "pufa.cards",
        "pufa.feeds",
        "pufa.pages",
        "pufa.search",
        "pufa.paper",
        "pufa.host",
    ],
)
def test_every_module_of_a_room_imports_alone(package: str) -> None:
    modules = [m for m in MODULES if m.startswith(package)]
    assert modules
    # Other rooms stay loaded: the contracts of import-linter keep them from coming back to this one.
    code = (
        "import importlib, sys\n"
        "for module in sys.argv[2:]:\n"
        "    for loaded in [name for name in sys.modules if name.startswith(sys.argv[1])]: del sys.modules[loaded]\n"
        "    importlib.import_module(module)"
    )
    done = subprocess.run([sys.executable, "-c", code, package, *modules], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_there_is_no_drawer_for_everything() -> None:
    assert not [m for m in MODULES if m.rsplit(".", 1)[-1] in ("utils", "util", "helpers", "common", "misc", "base")]


def test_contributing_holds_the_tables_made_from_the_model() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for section in Section:
        assert table(KINDS[section]) in text, f"CONTRIBUTING.md: paste `pufa schema --format table` anew ({section})"


def test_links_between_the_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    assert ROOT / "docs/house-style.md" in documents
    for document in documents:
        text = re.sub(r"(`+).+?\1", "", document.read_text("utf-8"), flags=re.DOTALL)  # code shows links, it has none
        for link in re.findall(r"\]\(([^)#:\s]+)", text):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_dependency_says_in_architecture_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert f"`{name}`" in text, name


def test_the_locks_pin_every_package_with_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(r"^([a-z][\w.-]*)==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "http" not in text


def test_workflows_pin_their_actions_and_ask_for_nothing_but_reading() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        assert list(workflow[True]) == ["pull_request"], "never pull_request_target; `on` reads as True in YAML 1.1"
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                if "uses" in step:
                    assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
                assert "${{" not in step.get("run", ""), "nothing of the pull request reaches a shell"
        assert "secrets." not in path.read_text("utf-8")


def test_the_configuration_loads_no_code_and_reads_no_environment() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    configuration = yaml.safe_load(text)
    assert "!!" not in text
    assert "!ENV" not in text
    assert "hooks" not in configuration
    assert [next(iter(p)) if isinstance(p, dict) else p for p in configuration["plugins"]] == ["pufa"]


def test_no_file_holds_a_machine_s_path_or_a_silenced_checker_without_a_reason() -> None:
    for path in [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            assert not re.search(r"/(home|root)/[a-z]", line) or "test_house" in where, where
            if match := re.search(r"#\s*(noqa|type: ignore)\b(.*)$", line):
                assert len(match[2]) > 25 or "fmt" in line, f"{where}: say why"
