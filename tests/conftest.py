"""What the tests share."""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import pufa
from pufa.intake.registry import parse_registries
from pufa.model.registry import Registries
from pufa.pages.bytecode import Bytecode
from pufa.pages.theme import Theme

ROOT = Path(__file__).parents[1]
GOLDENS = Path(__file__).parent / "goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-goldens`."""
    parser.addoption("--update-goldens", action="store_true", help="write the goldens anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to write goldens where nobody looks at the difference."""
    if config.getoption("update_goldens") and "CI" in os.environ:
        raise pytest.UsageError("--update-goldens is refused in CI: update them on your machine and read the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """`golden(name, data)` fails unless `data` equals tests/goldens/`name` byte for byte."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDENS / name
        if request.config.getoption("update_goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"there is no golden {name}: run pytest --update-goldens"
        kept = path.read_bytes()
        if data != kept:
            assert data.decode(errors="replace") == kept.decode(errors="replace"), f"{name} differs from its golden"
            pytest.fail(f"{name} differs from its golden in bytes that are no text")

    return compare


@pytest.fixture(scope="session")
def registries() -> Registries:
    """The project's own registries."""
    files = [*ROOT.glob("content/*.yml"), *ROOT.glob("content/statutes/*.yml")]
    characters = frozenset(p.stem for p in ROOT.glob("theme/cards/art/characters/*.svg"))
    parsed, findings = parse_registries([(p.relative_to(ROOT).as_posix(), p.read_bytes()) for p in files], characters)
    assert findings == []
    return parsed


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The project's own theme, whose templates are compiled once."""
    folder = ROOT / "theme"
    compiled: dict[str, bytes] = {}
    return Theme(
        {p.name: p.read_text("utf-8") for p in folder.glob("templates/*.html")},
        {p.name: p.read_bytes() for p in folder.glob("assets/*")},
        {f"{p.parent.name}/{p.stem}": p.read_bytes() for p in folder.glob("cards/art/*/*.svg")},
        Bytecode(compiled.get, compiled.__setitem__),
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, really built once from the project's own content, for all workers of a run; nobody may change it."""
    own = tmp_path_factory.getbasetemp()
    root = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "published"
    with (root.parent / "published.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "site").exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            result = pufa("build", "--root", str(copied(root)))
            assert result.returncode == 0, result.stderr
    return root / "site"


@pytest.fixture(scope="session")
def project(site: Path) -> Path:
    """A copy of this project as it is published: tests that change it copy it again."""
    return site.parent


def copied(folder: Path) -> Path:
    """`folder`, with what a project consists of in it."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name, symlinks=True)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


FEW = ("fake-loan", "screen-share-nfc", "three-person-group", "youyang-child-snatching")


def few(folder: Path) -> Path:
    """`folder`, with a project of a few articles in it, in both languages."""
    root = copied(folder)
    for path in root.glob("content/*/*.md"):
        if path.stem.removesuffix(".en") not in FEW:
            path.unlink()

    def lead(link: re.Match[str]) -> str:
        """A link to an article that is here."""
        name = link[1]
        here = name.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".en") in FEW
        other = "../fraud-guides/fake-loan.en.md" if name.endswith(".en.md") else "../fraud-guides/fake-loan.md"
        return link[0] if here else f"]({other})"

    for path in root.glob("content/*/*.md"):
        path.write_text(re.sub(r"\]\(([^():]+\.md)(#[^)]*)?\)", lead, path.read_text("utf-8")), "utf-8")
    return root


def digests(folder: Path) -> dict[str, str]:
    """Every file below `folder`, by path, as a digest."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }
