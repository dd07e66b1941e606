"""One whole process and its descendants, measured from its start until it has ended. Linux only."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import Tree

_INTERVAL = 10  # milliseconds between two looks at the memory
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER, prctl(2)
_LINGER = 5.0  # seconds that what the process left behind may take to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command line, the folder that it runs in, and what its environment has besides ours."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took.

    Attributes:
        wall: seconds from before the start until the process has ended.
        cpu: seconds of user and system time, of all processes of the tree.
        peak: bytes, the most that the tree had in memory at once; see `benchmarks.memory`.
        code: the exit code; negative is the signal that ended it.
        late: whether it was ended because it took longer than it may.
        said: what it printed, both streams.
    """

    wall: float
    cpu: float
    peak: int
    code: int
    late: bool
    said: str


def adopt_orphans() -> None:
    """Let every process whose parent has gone become a child of this one: its time counts too."""
    if sys.platform != "linux":
        raise SystemExit("benchmarks: they measure processes through /proc, which only Linux has")
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def run(command: Command, log: Path, timeout: float) -> Run:
    """Run a command and measure it; what it prints goes to the log. `timeout` is in seconds.

    `adopt_orphans` must have been called, and there must be no other child of this process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **command.environment}
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        peak, late = _watch(process.pid, start + timeout)
        wall = time.perf_counter() - start
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime + _reap_orphans(process.pid)
    said = log.read_text("utf-8", "replace")
    return Run(wall=wall, cpu=cpu, peak=peak, code=process.returncode, late=late, said=said)


def _watch(process: int, deadline: float) -> tuple[int, bool]:
    """Wait for the end; return the peak of the memory, and whether the process had to be ended."""
    tree, peak, late = Tree(process), 0, False
    poll = select.poll()
    descriptor = os.pidfd_open(process)
    poll.register(descriptor, select.POLLIN)
    while not poll.poll(_INTERVAL):
        peak = max(peak, tree.sample())
        if time.perf_counter() > deadline and not late:
            late = True
            os.killpg(process, signal.SIGKILL)
    os.close(descriptor)
    return peak, late


def _reap_orphans(group: int) -> float:
    """Wait for what the process left behind; return the seconds of CPU time of these."""
    cpu, deadline = 0.0, time.perf_counter() + _LINGER
    while True:
        try:
            process, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return cpu
        if process:
            cpu += usage.ru_utime + usage.ru_stime
            continue
        if time.perf_counter() > deadline:
            os.killpg(group, signal.SIGKILL)
        time.sleep(0.002)
