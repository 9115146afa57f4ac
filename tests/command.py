"""Runs `pufa` as a process of its own, forked from one that has loaded the program: loading takes longer than most of
what tests ask of it. What the environment does to a process from its first moment is seen by one that starts anew.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["pufa.cli", "pufa.host.mkdocs", "pufa.host.plugin", "pufa.host.sharing"])


class Command:
    """`pufa ARGUMENTS`, running."""

    def __init__(self, *arguments: str, cwd: Path | None = None) -> None:
        self._arguments = arguments
        self._folder = TemporaryDirectory()
        self._said = [Path(self._folder.name) / stream for stream in ("stdout", "stderr")]
        call = (arguments, dict(os.environ), cwd or Path.cwd(), self._said)
        self._process = _SERVER.Process(target=_run, args=call)
        self._process.start()

    @property
    def pid(self) -> int:
        """The number of the process, which leads a group of its own once it has begun."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.is_alive()

    def kill(self) -> None:
        """Kill it, and every process that it has started."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has not come so far as to lead a group
            self._process.kill()

    def wait(self) -> subprocess.CompletedProcess[str]:
        """How it ended, and what it said."""
        self._process.join()
        assert self._process.exitcode is not None
        said = [path.read_text("utf-8") if path.exists() else "" for path in self._said]
        self._folder.cleanup()
        return subprocess.CompletedProcess(self._arguments, self._process.exitcode, *said)


def _run(arguments: tuple[str, ...], environment: Mapping[str, str], cwd: Path, said: list[Path]) -> None:
    """Be the command: with nobody to type into it, saying everything into files."""
    os.setsid()
    multiprocessing.set_start_method(None, force=True)  # its own workers start as everywhere
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, file in enumerate(
        [os.open(os.devnull, os.O_RDONLY), *(os.open(p, os.O_WRONLY | os.O_CREAT) for p in said)]
    ):
        os.dup2(file, number)
    from pufa.cli import main

    sys.exit(main(arguments))


def pufa(*arguments: str, cwd: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; with `settings` in its environment it is one that starts anew."""
    if not settings:
        return Command(*arguments, cwd=cwd).wait()
    return subprocess.run(
        [sys.executable, "-m", "pufa.cli", *arguments],
        cwd=cwd,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
