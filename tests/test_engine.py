"""The engine: what is known is not made again, and nothing that happens to the store or the machine makes a wrong site."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command import Command, pufa
from conftest import digests, few
from pufa import disk
from pufa.host import engine, ledger, work
from pufa.host.crew import Alone, Crew, processes
from pufa.host.engine import Engine
from pufa.host.ledger import Built
from pufa.model.site import Site
from pufa.model.text import Text

SITE = Site(
    "https://pufa.example/",
    "pufa.example,2026",
    Text("普法", "Pufa"),
    Text("编辑部", "Editors"),
    True,
    cards=False,
    kits=False,
)
GUIDE = "content/fraud-guides/fake-loan.md"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few articles that was built once."""
    root = few(tmp_path_factory.mktemp("original"))
    with Crew(Alone) as crew:
        Engine(root, SITE, crew, lambda what, done, total: None).build(root / "site")
    return root


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    """A copy of it; its site is not yet there, its store is."""
    return Path(
        shutil.copytree(
            original, tmp_path / "project", ignore=shutil.ignore_patterns("site", ".site.pufa"), symlinks=True
        )
    )


@pytest.fixture
def build(project: Path) -> Callable[[], Built]:
    """Build the project in this process."""

    def run() -> Built:
        with Crew(Alone) as crew:
            return Engine(project, SITE, crew, lambda what, done, total: None).build(project / "site")

    return run


def clean(project: Path) -> dict[str, str]:
    """What a build without any store makes of the project as it stands."""
    with Crew(Alone) as crew:
        kept = shutil.ignore_patterns("objects", "ledger", "site", ".site.pufa")  # compiled templates stay
        shutil.copytree(project, project.parent / "clean", ignore=kept)
        root = project.parent / "clean"
        Engine(root, SITE, crew, lambda what, done, total: None).build(root / "site")
    found = digests(root / "site")
    shutil.rmtree(root)
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_build_of_what_is_known_makes_nothing(build: Callable[[], Built], project: Path) -> None:
    build()
    before = digests(project / "site")
    assert build().made == 0
    assert digests(project / "site") == before


EDITS = {
    "a sentence": lambda root: edit(root / GUIDE, "大热天", "大冷天"),
    "a title that others show": lambda root: edit(root / GUIDE, "title: 虚假网络贷款", "title: 假的网络贷款"),
    "an article gone": lambda root: (root / "content/cases/three-person-group.en.md").unlink(),
    "an article withdrawn": lambda root: edit(
        root / GUIDE, "\nlaws:", "\nstatus: withdrawn\nwithdrawn: {date: 2026-12-01, reason: 依据已撤销}\nlaws:"
    ),
    "an article unpublished": lambda root: edit(
        root / "content/cases/three-person-group.md", "\nbasis:", "\nstatus: draft\nbasis:"
    ),
    "a law": lambda root: edit(root / "content/statutes/cl.yml", "编假话、瞒真相", "编假话，瞒真相"),
    "a fraud type": lambda root: edit(root / "content/fraud-types.yml", "zh: 虚假招聘", "zh: 假招聘"),
    "a template": lambda root: edit(root / "theme/templates/lost.html", "{% block", "<!-- -->{% block"),
    "a style": lambda root: edit(root / "theme/assets/pufa.css", ".wrap {", ".wrap { outline: 0;"),
}


@pytest.mark.parametrize("change", EDITS)
def test_after_any_change_the_site_is_what_a_clean_build_makes(
    build: Callable[[], Built], project: Path, change: str
) -> None:
    build()
    EDITS[change](project)
    build()
    assert digests(project / "site") == clean(project)


def test_an_edit_makes_its_page_its_shard_and_its_feeds_and_nothing_else(
    build: Callable[[], Built], project: Path
) -> None:
    build()
    before = digests(project / "site")
    edit(project / GUIDE, "大热天", "大冷天")
    build()
    after = digests(project / "site")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    feeds = {"feed.xml", "atom.xml", "feed.json"}
    others = {p for p in changed if not p.startswith("pagefind/zh/") and p.rsplit("/", 1)[-1] not in feeds}
    assert others == {"fraud-guides/fake-loan/index.html"}
    assert not [p for p in changed if p.startswith("en/")]


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    stamp = path.stat()
    if how == "a flipped bit":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif how == "cut short":
        path.write_bytes(data[: len(data) // 2])
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "zeros":
        path.write_bytes(bytes(len(data)))
    elif how == "gone":
        path.unlink()
    elif how == "a folder":
        path.unlink()
        path.mkdir()
    if path.is_file():
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as a failing disk would: no date tells of it


@pytest.mark.parametrize("how", ["a flipped bit", "cut short", "emptied", "zeros", "gone", "a folder"])
def test_whatever_happened_to_the_store_the_site_is_right(build: Callable[[], Built], project: Path, how: str) -> None:
    build()
    expected = digests(project / "site")
    for path in sorted((project / ".pufa/objects").glob("*/*")):
        damage(path, how)
    build()
    assert digests(project / "site") == expected


@pytest.mark.parametrize("how", ["a flipped bit", "cut short", "emptied", "zeros", "gone", "a folder"])
def test_whatever_happened_to_the_ledger_the_site_is_right(build: Callable[[], Built], project: Path, how: str) -> None:
    build()
    expected = digests(project / "site")
    damage(project / ".pufa/ledger", how)
    edit(project / GUIDE, "大热天", "大冷天")
    edit(project / GUIDE, "大冷天", "大热天")
    build()
    assert digests(project / "site") == expected


def test_compiled_templates_are_used_again_and_damaged_ones_are_not_believed(
    build: Callable[[], Built], project: Path
) -> None:
    build()
    right = digests(project / "site")
    work.press.cache_clear()
    drawers = [path for path in (project / ".pufa/templates").rglob("*") if path.is_file()]
    assert drawers
    for number, path in enumerate(drawers):
        data = path.read_bytes()
        path.write_bytes(data[:-9] if number % 2 else data[:99] + bytes([data[99] ^ 255]) + data[100:])
    for lost in ("site", ".site.pufa", ".pufa/objects"):
        shutil.rmtree(project / lost)
    build()
    assert digests(project / "site") == right


@pytest.mark.parametrize("how", ["a flipped bit", "gone"])
def test_a_damaged_site_is_put_right_though_nothing_else_changed(
    build: Callable[[], Built], project: Path, how: str
) -> None:
    build()
    expected = digests(project / "site")
    damage(project / "site/index.html", how)
    (project / "site/stranger.html").write_text("x")
    build()
    assert digests(project / "site") == expected


def test_a_store_of_another_version_is_not_believed(
    build: Callable[[], Built], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = build().articles
    monkeypatch.setattr(engine, "fingerprint", lambda: "another version")
    assert build().made > articles, "every page, every list"
    monkeypatch.setattr(ledger, "_FORMAT", 3)
    edit(project / GUIDE, "大热天", "大冷天")
    build()
    monkeypatch.undo()
    assert digests(project / "site") == clean(project)


def test_the_store_can_be_swept_to_what_the_last_build_needs(build: Callable[[], Built], project: Path) -> None:
    build()
    edit(project / GUIDE, "大热天", "大冷天")
    build()
    future = time.time() + 60
    count, size = engine.sweep(project, future)
    assert count > 0
    assert size > 0
    assert engine.sweep(project, future) == (0, 0)
    assert engine.sweep(project, time.time() - 86_400) == (0, 0)
    assert build().made == 0


@pytest.fixture
def published(project: Path) -> dict[str, str]:
    """The project, built by the command without cards, and what its site then holds."""
    assert run(project).returncode == 0
    return digests(project / "site")


def run(project: Path, *more: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return pufa("build", "--no-cards", "--root", str(project), *more, **settings)


def test_serial_parallel_and_cached_builds_are_equal_to_the_byte(project: Path, published: dict[str, str]) -> None:
    for jobs in ("1", "2", "3"):
        shutil.rmtree(project / ".pufa")
        assert run(project, "--jobs", jobs, "--site-dir", str(project / f"site-{jobs}")).returncode == 0
        assert digests(project / f"site-{jobs}") == published
    assert run(project).returncode == 0
    assert digests(project / "site") == published


def test_neither_clock_nor_locale_nor_a_missing_git_or_home_changes_a_byte(
    project: Path, published: dict[str, str]
) -> None:
    shutil.rmtree(project / ".pufa")
    for path in project.glob("content/*/*.md"):
        os.utime(path, (0, 4_102_444_800))
    done = run(
        project,
        "--site-dir",
        str(project / "again"),
        LC_ALL="C",
        PATH="/nonexistent",
        HOME="/nonexistent",
        TZ="Pacific/Kiritimati",
    )
    assert done.returncode == 0, done.stderr
    assert digests(project / "again") == published


def test_content_that_cannot_be_written_is_built_and_left_alone(project: Path, published: dict[str, str]) -> None:
    stamps = {p: p.stat().st_mtime_ns for p in (project / "content").rglob("*")}
    for path in [*stamps, project / "content"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    shutil.rmtree(project / ".pufa")
    done = run(project)
    for path in [*stamps, project / "content"]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    assert digests(project / "site") == published
    assert {p: p.stat().st_mtime_ns for p in stamps} == stamps


def test_killed_at_50_random_moments_the_site_is_the_old_one_or_the_new_one(
    project: Path, published: dict[str, str]
) -> None:
    before, after = "大热天", "大冷天"
    edit(project / GUIDE, before, after)
    shutil.copytree(project, project.parent / "other", ignore=shutil.ignore_patterns("site", ".site.pufa"))
    started = time.monotonic()
    assert run(project.parent / "other").returncode == 0
    whole = time.monotonic() - started
    new = digests(project.parent / "other/site")
    assert new != published
    chance, killed = random.Random(20261123), 0
    for _ in range(50):
        command = Command("build", "--no-cards", "--root", str(project))
        time.sleep(chance.uniform(0, 0.9) * whole)
        command.kill()
        killed += command.wait().returncode == -signal.SIGKILL
        state = digests(project / "site")
        assert state in (published, new)
        if state == new:  # it was quick enough: from now on the way leads back
            published, new = new, published
            before, after = after, before
            edit(project / GUIDE, before, after)
    assert killed > 25, "most were still at work"
    assert run(project).returncode == 0
    assert digests(project / "site") == new, "the next build is right, whatever was left lying about"


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 24 MB of its own."""
    disk_ = tmp_path_factory.mktemp("disk")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    subprocess.run([*sudo, "mount", "-t", "tmpfs", "-o", "size=24m,mode=777", "tmpfs", str(disk_)], check=True)
    yield disk_
    subprocess.run([*sudo, "umount", str(disk_)], check=True)


@pytest.mark.parametrize("left", [0, 20, 200])
def test_on_a_full_disk_the_old_site_stays_and_a_sentence_says_why(project: Path, small_disk: Path, left: int) -> None:
    root = small_disk / "project"
    shutil.copytree(project, root)
    assert run(root).returncode == 0
    old = digests(root / "site")
    for path in (root / "theme/templates").glob("*.html"):
        if path.name == "base.html":
            edit(path, "<body", "<body data-new")  # every page is made anew
    with (small_disk / "filler").open("wb") as filler:
        free = os.statvfs(small_disk)
        room = free.f_bavail * free.f_bsize - left * 1024
        filler.write(bytes(max(room, 0)))
    done = run(root)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert digests(root / "site") == old
    (small_disk / "filler").unlink()
    assert run(root).returncode == 0
    assert digests(root / "site") != old
    assert "data-new" in (root / "site/index.html").read_text("utf-8")


def test_a_worker_killed_in_mid_build_costs_nothing_but_time(project: Path, published: dict[str, str]) -> None:
    shutil.rmtree(project / ".pufa")
    command = Command(
        "build", "--no-cards", "--root", str(project), "--jobs", "2", "--site-dir", str(project / "again")
    )
    killed = 0
    while command.running and not killed:
        for child in Path(f"/proc/{command.pid}/task/{command.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
            killed += 1
    done = command.wait()
    assert killed
    assert done.returncode == 0, done.stderr
    assert digests(project / "again") == published


def test_a_held_site_is_not_built_twice_at_once(project: Path, published: dict[str, str]) -> None:
    with disk.workshop(project / "site"):
        done = run(project)
    assert done.returncode == 1
    assert "另一次构建" in done.stderr
    assert digests(project / "site") == published


def test_a_call_that_cannot_be_sent_is_an_error_and_no_wait_for_ever() -> None:
    with Crew(processes(2)) as crew, pytest.raises(Exception, match="pickle"):
        list(crew.map(len, [(lambda: 1,), (lambda: 2,), (lambda: 3,)]))
