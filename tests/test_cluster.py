"""The same crew, hired from a Dask scheduler: a real one, with two worker processes on loopback."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from conftest import copied, digests, pufa

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


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A project built by this machine's own processes."""
    root = copied(tmp_path_factory.mktemp("project"))
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
        build = subprocess.Popen(
            [sys.executable, "-m", "pufa.cli", "build", "--no-cards", "--root", str(root), "--site-dir", str(root / "again"), "--cluster", scheduler.scheduler_address],
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        while build.poll() is None and not any(client.processing().values()):
            pass
        os.kill(workers[0], signal.SIGKILL)
        _, said = build.communicate(timeout=120)
    assert build.returncode == 0, said
    assert digests(root / "again") == expected


def test_a_cluster_that_does_not_answer_is_said(published: tuple[Path, dict[str, str]]) -> None:
    root, _ = published
    shutil.rmtree(root / ".pufa", ignore_errors=True)
    done = pufa(
        "build", "--no-cards", "--root", str(root), "--site-dir", str(root / "never"), "--cluster", "tcp://127.0.0.1:9"
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
