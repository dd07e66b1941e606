"""What pool.py promises: the built-in map's results, and no process left over."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import pool
from feeds.model import Stop
from feeds.pool import Mapper, mapper

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals a whole process group")

# What a command line does: a map over itself and two workers, which say who they are and then work on.
SCRIPT = """
import os, sys, time
from feeds.pool import mapper

parent = os.getpid()

def work(seconds):
    if os.getpid() != parent:
        os.write(1, b"%d\\n" % os.getpid())
    time.sleep(seconds)

if __name__ == "__main__":
    try:
        print("ready", flush=True)
        with mapper(3) as run:
            for _ in run(work, [float(sys.argv[1])] * 9):
                pass
    except KeyboardInterrupt:
        sys.exit(130)
"""


def square(number: int) -> int:
    """Work that can be sent to a worker."""
    return number * number


def fail(number: int) -> int:
    """Fail as no function of ours should."""
    raise ValueError(f"no {number}")


def where(_: int) -> int:
    """Say which process this runs in."""
    return os.getpid()


def linger(seconds: float) -> int:
    """Work for a while, and say which process this runs in."""
    time.sleep(seconds)
    return os.getpid()


def listens(seconds: float) -> tuple[int, bool]:
    """Say which process this runs in, and whether Ctrl-C would reach it."""
    return linger(seconds), signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def die(parent: int) -> None:
    """End a worker as the system does when memory runs out."""
    if os.getpid() != parent:
        os._exit(9)
    time.sleep(0.2)


loaded: list[int] = []


def load(number: int) -> None:
    """Load what work needs, in the process that does it; what cannot be loaded is no number."""
    loaded.append(int(number))


def shown(_: int) -> tuple[int, list[int]]:
    """Say which process this runs in, and what is loaded there."""
    time.sleep(0.02)
    return os.getpid(), loaded


def sleep(seconds: float) -> None:
    """Work for longer than any test waits."""
    time.sleep(seconds)


@pytest.fixture(scope="module")
def two() -> Iterator[Mapper]:
    """Start one pool for the tests that only use it."""
    with mapper(2) as run:
        yield run


def running(pid: int) -> bool:
    """Tell whether the process is there and is not only waiting to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pids: list[int]) -> bool:
    """Wait up to ten seconds for the processes to end."""
    end = time.monotonic() + 10
    while any(map(running, pids)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_one_process_is_the_builtin() -> None:
    """For one process there is no pool: the map is Python's own, and works lazily in here."""
    with mapper(1) as run:
        assert isinstance(run(where, range(3), 60.0), map)
        assert list(run(where, range(3))) == [os.getpid()] * 3


@pytest.mark.parametrize(
    ("items", "seconds", "away"), [(9, 0.01, False), (2, 0.06, True), (500, 0.001, True)]
)
def test_the_work_decides(items: int, seconds: float, away: bool) -> None:
    """With 0 jobs, work of less than a tenth of a second is done in here alone."""
    if pool._processors() == 1:
        pytest.skip("there is one processor, for which no pool is worth its start")
    with mapper(0) as run:
        before = set(multiprocessing.active_children())
        assert set(run(where, range(items), seconds)) - {os.getpid()} or not away
        assert (set(multiprocessing.active_children()) != before) is away


def test_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is one processor, no work at all is worth a pool."""
    monkeypatch.setattr(pool, "_processors", lambda: 1)
    with mapper(0) as run:
        assert set(run(where, range(9), 60.0)) == {os.getpid()}


@pytest.mark.parametrize("count", [0, 1, 2, 7, 8, 9, 2047, 2049])
def test_order(two: Mapper, count: int) -> None:
    """Workers return the built-in map's results, in its order, for few items and for many."""
    assert list(two(square, iter(range(count)))) == list(map(square, range(count)))


def test_twice_at_once(two: Mapper) -> None:
    """Two maps of one pool may be read turn by turn."""
    one, other = two(square, range(300)), two(abs, range(0, -300, -1))
    assert list(zip(one, other, strict=True)) == [(n * n, n) for n in range(300)]


def test_here_and_elsewhere(two: Mapper) -> None:
    """One of two processes is this one, which does some of the work while it waits for the other."""
    assert len({*two(linger, [0.01] * 20)}) == 2
    assert {*two(linger, [0.01] * 20)} > {os.getpid()}


def test_deaf(two: Mapper) -> None:
    """Ctrl-C is answered here, and not in another process."""
    assert {pid == os.getpid() for pid, hears in two(listens, [0.01] * 20) if hears} <= {True}


def test_exception_in_here(two: Mapper) -> None:
    """What is raised in this process is raised where its result is read as well, and not before."""
    results = two(square, [*range(200), "not a number"])
    assert [next(results) for _ in range(200)] == [n * n for n in range(200)]
    with pytest.raises(TypeError):
        next(results)


def test_exception_comes_back(two: Mapper) -> None:
    """What a function raises is raised where its result is read, after the results before it."""
    with pytest.raises(ValueError, match="no 0"):
        list(two(fail, range(3)))


def test_nothing_to_do_starts_nothing() -> None:
    """No process is started before there is work: not on entry, and not for no items."""
    before = set(multiprocessing.active_children())
    with mapper(3) as run:
        assert list(run(square, [])) == []
        assert set(multiprocessing.active_children()) == before


def test_no_process_stays() -> None:
    """When the block is left, the workers have ended."""
    before = set(multiprocessing.active_children())
    with mapper(2) as run:
        workers = set(run(linger, [0.01] * 20)) - {os.getpid()}
        assert len(multiprocessing.active_children()) > len(before)
    assert set(multiprocessing.active_children()) == before
    assert workers
    assert gone([*workers])


def test_no_process_stays_after_an_exception() -> None:
    """Left by an exception, the block does not wait for the work: it ends the workers."""
    start = time.monotonic()
    before = set(multiprocessing.active_children())

    def leave() -> None:
        with mapper(2) as run:
            run(sleep, [60.0] * 9)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leave()
    assert set(multiprocessing.active_children()) == before
    assert time.monotonic() - start < 30


def test_other_processes_are_let_be(two: Mapper) -> None:
    """Ending the workers of one map ends nobody else's, older or younger."""

    def leave(younger: Mapper) -> None:
        with mapper(2) as run:
            list(run(square, range(9)))
            assert list(younger(square, [1])) == [1]
            raise LookupError

    assert list(two(square, [1])) == [1]
    with mapper(2) as younger:
        with pytest.raises(LookupError):
            leave(younger)
        assert list(younger(square, [2])) == [4]
    assert list(two(square, [3])) == [9]


def test_exception_before_any_work() -> None:
    """A block that fails before its first map has nothing to end."""

    def leave() -> None:
        with mapper(2):
            raise LookupError

    with pytest.raises(LookupError):
        leave()


def test_dead_worker_stops_in_one_line() -> None:
    """A worker that the system killed stops the run with a line that says what to do."""

    def lose() -> None:
        with mapper(2) as run:
            list(run(die, [os.getpid()] * 9))

    with pytest.raises(Stop, match=r"^a worker process died.*try again with --jobs 1$"):
        lose()


def test_rehearsal_is_for_workers_alone() -> None:
    """What is rehearsed is loaded by the worker before it goes on, never in here, and starts no worker."""
    others = multiprocessing.active_children()
    with mapper(2) as run:
        run.rehearse(load, 1)
        assert multiprocessing.active_children() == others
        list(run(square, range(4)))
        run.rehearse(load, 7)
        found = list(run(shown, range(8)))
    assert {tuple(numbers) for pid, numbers in found if pid != os.getpid()} == {(7,)}
    assert {tuple(numbers) for pid, numbers in found if pid == os.getpid()} == {()}


def test_failed_rehearsal_is_not_heard() -> None:
    """Whoever only rehearses hears of what fails when its turn comes."""
    with mapper(2) as run:
        list(run(square, range(4)))
        run.rehearse(fail, 1)
        assert list(run(square, range(4))) == [0, 1, 4, 9]


def test_worker_dies_in_rehearsal() -> None:
    """Before the next work it is told as always."""

    def lose() -> None:
        with mapper(2) as run:
            list(run(square, range(4)))
            run.rehearse(die, os.getpid())
            time.sleep(0.5)
            list(run(square, range(4)))

    with pytest.raises(Stop, match=r"^a worker process died"):
        lose()


def test_workers_begin_at_once() -> None:
    """They work while whoever asked for it does other things, and leave it its share."""
    with mapper(2) as run:
        results = run(shown, range(20), 0.05)
        time.sleep(0.5)
        assert len({pid for pid, _ in results}) == 2


def test_in_a_thread() -> None:
    """A map may be made outside of the main thread, as a server does, and Ctrl-C stays as set."""
    found: list[int] = []

    def build() -> None:
        with mapper(2) as run:
            found.extend(run(square, range(5)))

    handler = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=build)
    thread.start()
    thread.join()
    assert found == [0, 1, 4, 9, 16]
    assert signal.getsignal(signal.SIGINT) is handler


def test_ctrl_c_stays_as_set() -> None:
    """Starting the workers leaves the parent's own answer to Ctrl-C as it was."""
    handler = signal.getsignal(signal.SIGINT)
    with mapper(2) as run:
        list(run(square, range(2)))
        assert signal.getsignal(signal.SIGINT) is handler


def test_more_workers_than_windows_has_handles() -> None:
    """Any number of workers is taken: what is too many for Windows is made fewer."""
    with mapper(1000) as run:
        assert next(run(square, [3])) == 9


def test_too_few_workers() -> None:
    """Less than no worker is our bug, and is not taken for one."""

    def use() -> None:
        with mapper(-1) as run:
            run(square, [1])

    with pytest.raises(ValueError, match="max_workers"):
        use()


@settings(deadline=None)
@given(st.integers(1, 10_000_000), st.integers(2, 61))
def test_chunks(items: int, workers: int) -> None:
    """Chunks hold from 1 to 256 items, and leave no worker idle that could have one."""
    size = pool._chunk_size(range(items), workers, 0.0001)
    assert 1 <= size <= 256
    assert -(-items // size) >= min(items, workers)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a fork is never safe")
def test_a_fork_is_for_a_process_without_threads() -> None:
    """A fork copies the locks that other threads hold: where there are any, workers start afresh."""
    script = """
import threading
from feeds.pool import mapper
with mapper(2) as run:
    list(run(abs, [1, 2]))
    forked = type(next(iter(__import__("multiprocessing").active_children()))).__name__
rest = threading.Event()
threading.Thread(target=rest.wait, daemon=True).start()
with mapper(2) as run:
    list(run(abs, [1, 2]))
    print(forked, type(next(iter(__import__("multiprocessing").active_children()))).__name__)
rest.set()
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", f"if __name__ == '__main__':\n    exec({script!r})"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["ForkProcess", "ForkServerProcess"]


def start(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Run SCRIPT in a process group of its own, as a shell does, until it has imported all."""
    script = folder / "build.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Read which workers are at work."""
    assert process.stdout is not None
    return [int(process.stdout.readline()) for _ in range(2)]


@needs_posix
def test_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C at the terminal ends all processes at once, and no worker prints a traceback."""
    process = start(tmp_path, 60)
    workers = workers_of(process)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "")
    assert gone(workers)


@needs_posix
@pytest.mark.parametrize("delay", [0.0, 0.01, 0.02, 0.05, 0.1, 0.2])
def test_ctrl_c_while_workers_start(tmp_path: Path, delay: float) -> None:
    """Ctrl-C that comes before a worker is ready is not lost, nor answered by the worker."""
    process = start(tmp_path, 60)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "")


@needs_posix
def test_ctrl_c_is_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C that comes while processes start is answered as soon as we know them all."""

    def press(workers: int, method: str) -> ProcessPoolExecutor:
        signal.raise_signal(signal.SIGINT)
        came.append("still starting")
        return original(workers, method)

    def build() -> None:
        with mapper(2) as run:
            run(square, [1])
            came.append("at work")

    came: list[str] = []
    original = pool._start
    monkeypatch.setattr(pool, "_start", press)
    with pytest.raises(KeyboardInterrupt):
        build()
    assert came == ["still starting"]


@needs_posix
def test_killed_parent(tmp_path: Path) -> None:
    """Workers whose parent was killed do not live on."""
    process = start(tmp_path, 60)
    workers = workers_of(process)
    process.kill()
    process.communicate(timeout=30)
    assert gone(workers)


class Ended:
    """A parent that has ended already."""

    def join(self) -> None:
        """Return at once, as there is nothing to wait for."""


def test_worker_follows_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker ignores Ctrl-C, and ends itself as soon as its parent has ended.

    Coverage does not see workers, so what they do first is done once more in here.
    """
    ended: list[int] = []
    done = threading.Event()

    def end(code: int) -> None:
        ended.append(code)
        done.set()

    monkeypatch.setattr(multiprocessing, "parent_process", Ended)
    monkeypatch.setattr(os, "_exit", end)
    handler = signal.getsignal(signal.SIGINT)
    try:
        pool._attend()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, handler)
    assert done.wait(10)
    assert ended == [1]


@pytest.mark.parametrize(("seconds", "size"), [(0.0, 125), (0.0001, 125), (0.016, 3), (0.05, 1), (9.0, 1)])
def test_chunks_of_long_work(seconds: float, size: int) -> None:
    """What takes long travels in small chunks, so that no worker is left alone with the last."""
    assert pool._chunk_size(range(1_000), 2, seconds) == size
