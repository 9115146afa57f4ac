"""The same crew, hired from a Dask scheduler: a real one, with two worker processes on loopback."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from command import Command, pufa
from conftest import digests, few

pytestmark = [
    # Dask closes its own sockets and processes later than Python looks.
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module", autouse=True)
def unanswered(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A build that asks a cluster which is not there: it waits ten seconds for an answer, while other tests run."""
    root = few(tmp_path_factory.mktemp("unanswered"))
    return Command("build", "--no-cards", "--root", str(root), "--cluster", "tcp://127.0.0.1:9")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A project built by this machine's own processes."""
    root = few(tmp_path_factory.mktemp("project"))
    assert pufa("build", "--no-cards", "--root", str(root)).returncode == 0
    return root, digests(root / "site")


def test_a_cluster_makes_the_same_bytes(scheduler: LocalCluster, published: tuple[Path, dict[str, str]]) -> None:
    root, expected = published
    shutil.rmtree(root / ".pufa")
    done = pufa(
        "build",
        "--no-cards",
        "--root",
        str(root),
        "--site-dir",
        str(root / "far"),
        "--cluster",
        scheduler.scheduler_address,
    )
    assert done.returncode == 0, done.stderr
    assert digests(root / "far") == expected


def test_a_worker_of_the_cluster_killed_in_mid_build_is_survived(
    scheduler: LocalCluster, published: tuple[Path, dict[str, str]]
) -> None:
    root, expected = published
    shutil.rmtree(root / ".pufa")
    with Client(scheduler.scheduler_address) as client:
        workers = list(client.run(os.getpid).values())
        build = Command(
            "build", "--no-cards", "--root", str(root), "--site-dir", str(root / "again"),
            "--cluster", scheduler.scheduler_address,
        )  # fmt: skip
        while build.running and not any(client.processing().values()):
            pass
        assert build.running
        os.kill(workers[0], signal.SIGKILL)
        done = build.wait()
    assert done.returncode == 0, done.stderr
    assert digests(root / "again") == expected


def test_a_cluster_that_does_not_answer_is_said(unanswered: Command) -> None:
    done = unanswered.wait()
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
