"""Measuring a command together with every process that it starts. Linux only: it reads /proc."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_INTERVAL = 0.05
"""Seconds between two looks at the memory."""

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Failed(Exception):
    """A command ended badly, or what it made is wrong. The first line says so without any path; what it said may follow."""


class Usage(NamedTuple):
    """What a command took: wall and processor seconds, and the largest sum of its processes' resident memory in bytes."""

    wall: float
    cpu: float
    peak: int

    def then(self, other: "Usage") -> "Usage":
        """Both, one after the other."""
        return Usage(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def measure(
    command: Sequence[str | Path], folder: Path, settings: Mapping[str, str] | None = None
) -> tuple[Usage, str]:
    """Run `command` in `folder`, with `settings` added to the environment, and wait for it: its usage, its output.

    Processor time is that of the process and of all that were waited for below it. Memory counts a page that two
    processes share twice. Raises Failed where the exit status is not 0, OSError where it cannot be started.
    """
    os.sync()  # what an earlier command has written is not to be paid by this one
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        raise Failed(f"{Path(command[0]).name} ended with {process.returncode}\n…{text[-2000:]}")
    return Usage(wall, used.ru_utime + used.ru_stime, watch.peak), text


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = root
        self._ended = threading.Event()

    def run(self) -> None:
        while True:
            self.peak = max(self.peak, resident(self._root))
            if self._ended.wait(_INTERVAL):
                return

    def stop(self) -> None:
        self._ended.set()
        self.join()


def resident(root: int) -> int:
    """The resident memory, in bytes, of process `root`, of its descendants, and of whatever else is in its session."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    tree = {root}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text("utf-8", "replace")
        except OSError:  # it has ended meanwhile
            continue
        process = int(entry.name)
        # After the name in brackets, which may hold anything: state, parent, group, session, … and, 22nd, resident pages.
        fields = stat[stat.rindex(")") + 2 :].split()
        parents[process] = int(fields[1])
        sizes[process] = int(fields[21]) * _PAGE
        if int(fields[3]) == root:
            tree.add(process)
    while children := {process for process, parent in parents.items() if parent in tree} - tree:
        tree |= children
    return sum(sizes.get(process, 0) for process in tree)
