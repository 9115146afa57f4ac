"""Content is walked without following anything; a site is replaced in one step."""

import os
import socket
from pathlib import Path

import pytest

from pufa import disk
from pufa.model.artifact import Artifact


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content/cases").mkdir(parents=True)
    (tmp_path / "content/cases/good.md").write_text("---\n---\n")
    return tmp_path


def codes(root: Path) -> list[tuple[str, str]]:
    return [(f.code, f.place.path) for f in disk.read_content(root).findings]


def test_only_articles_and_registries_are_read(project: Path) -> None:
    (project / "content/channels.yml").write_text("channels: []\n")
    (project / "content/statutes").mkdir()
    (project / "content/statutes/cl.yml").write_text("id: cl\n")
    content = disk.read_content(project)
    assert list(content.articles) == ["content/cases/good.md"]
    assert sorted(content.registries) == ["content/channels.yml", "content/statutes/cl.yml"]
    assert content.findings == []


def test_a_project_without_content_is_N00(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("N00", "content")]


@pytest.mark.parametrize("target", ["/etc", "/etc/hostname", "nowhere", "good.md"])
def test_a_symbolic_link_is_N01_wherever_it_leads(project: Path, target: str) -> None:
    (project / "content/cases/x.md").symlink_to(target)
    (project / "content/more").symlink_to(target)
    assert codes(project) == [("N01", "content/cases/x.md"), ("N01", "content/more")]
    assert list(disk.read_content(project).articles) == ["content/cases/good.md"]


def test_a_pipe_and_a_socket_are_N02_and_block_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(project / "content/cases/pipe.md")
    monkeypatch.chdir(project / "content/cases")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        assert codes(project) == [("N02", "content/cases/pipe.md"), ("N02", "content/cases/socket.md")]


@pytest.mark.parametrize(
    "name",
    [
        "assets/pufa.css",
        "cases/x.html",
        "cases/x.png",
        "CNAME",
        "robots.txt",
        "hooks.py",
        "cases/deep/x.md",
        "other/x.md",
    ],
)
def test_a_file_that_could_overwrite_the_site_s_own_is_N04(project: Path, name: str) -> None:
    path = project / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    assert codes(project) == [("N04", f"content/{name}")]


def test_two_files_for_one_address_are_N05_and_name_each_other(project: Path) -> None:
    (project / "content/cases/good").mkdir()
    (project / "content/cases/good/index.md").write_text("x")
    (project / "content/cases/GOOD.md").write_text("x")
    findings = disk.read_content(project).findings
    assert [(f.code, f.place.path) for f in findings] == [
        ("N05", "content/cases/good/index.md"),
        ("N05", "content/cases/good.md"),
    ]
    assert "content/cases/good.md" in findings[0].message.zh
    assert "content/cases/GOOD.md" in findings[1].message.zh


def test_a_file_name_with_a_number_in_it_is_not_repeated(project: Path) -> None:
    (project / "content/cases/13812345678.jpg").write_text("x")
    (finding,) = disk.read_content(project).findings
    assert "13812345678" not in finding.place.path


def test_of_a_huge_file_no_more_is_read_than_shows_that_it_is_huge(project: Path) -> None:
    with (project / "content/cases/huge.md").open("wb") as file:
        file.truncate(5_000_000_000)
    assert len(disk.read_content(project).articles["content/cases/huge.md"]) == 200_001


def test_two_artifacts_for_one_file_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        disk.write(tmp_path, [Artifact("a/b.html", b"1"), Artifact("a/b.html", b"2")])


def test_a_new_site_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in (b"one", b"two"):
        with disk.workshop(site) as shop:
            disk.write(shop / "new", [Artifact("index.html", text)])
            disk.replace(shop / "new", site)
        assert (site / "index.html").read_bytes() == text
    assert sorted(p.name for p in (tmp_path / ".site.pufa").iterdir()) == ["lock", "new"], (
        "the old one, cleared by the next"
    )


def test_where_names_cannot_be_exchanged_the_site_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_exchange", lambda one, other: False)
    test_a_new_site_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path)


def test_a_second_build_of_the_same_site_is_told_so(tmp_path: Path) -> None:
    with disk.workshop(tmp_path / "site"), pytest.raises(disk.BuildBusy), disk.workshop(tmp_path / "site"):
        pytest.fail("two builds hold one workshop")


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    with disk.workshop(tmp_path / "site") as shop:
        disk.write(shop / "new", [Artifact("half.html", b"")])
    with disk.workshop(tmp_path / "site") as shop:
        assert [p.name for p in shop.iterdir()] == ["lock"]


def test_a_drawer_gives_back_what_was_written_and_nothing_that_was_damaged(tmp_path: Path) -> None:
    drawer = disk.Drawer(disk.open_drawer(tmp_path, "one"))
    drawer.write("a", b"bytecode")
    assert drawer.read("a") == b"bytecode"
    assert drawer.read("b") is None
    data = (tmp_path / "one/a").read_bytes()
    for damaged in (data[:-1] + b"!", data[:40], b"", b"x" + data[1:]):
        (tmp_path / "one/a").write_bytes(damaged)
        assert drawer.read("a") is None


def test_a_drawer_with_another_label_is_emptied_and_one_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    old = disk.Drawer(disk.open_drawer(tmp_path, "one"))
    old.write("a", b"bytecode")
    new = disk.Drawer(disk.open_drawer(tmp_path, "two"))
    assert (old.read("a"), new.read("a")) == (None, None)
    old.write("a", b"bytecode")
    assert [path.name for path in tmp_path.iterdir()] == ["two"]
