"""What pool.beside promises: the result is the same, whoever does the work."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from feeds.pool import beside

linux = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="it needs two processors, and Linux"
)


def me(_: object = None) -> bytes:
    """Return which process this is."""
    return str(os.getpid()).encode()


def is_gone(process: int) -> bool:
    """Tell whether there is no such process any more, nor its remains."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@linux
def test_two_at_once() -> None:
    """A copy does the work while this process does the other thing, and is gone then."""
    reading, writing = os.pipe()
    ready: list[bytes] = []

    def work(_: int) -> bytes:
        os.write(writing, b"!")
        return me()

    (one,) = beside(work, [1], lambda: ready.append(os.read(reading, 1)))
    assert ready == [b"!"]
    assert int(one) not in {os.getpid(), 0}
    assert is_gone(int(one))
    os.close(reading)
    os.close(writing)


@linux
def test_both_work() -> None:
    """Once the other thing is done, both work; each item is done once, and its result has its place."""
    reading, writing = os.pipe()

    def work(item: int) -> bytes:
        os.write(writing, bytes([item]))
        time.sleep(0.001)
        return b"%d %d" % (item, os.getpid())

    said = [answer.split() for answer in beside(work, range(256), lambda: None)]
    assert [int(item) for item, _ in said] == [*range(256)]
    assert len({process for _, process in said}) == 2
    assert sorted(os.read(reading, 300)) == [*range(256)]
    os.close(reading)
    os.close(writing)


def test_nothing_to_do() -> None:
    """Of no items there are no results."""
    assert beside(me, [], lambda: None) == []


@linux
def test_long_results() -> None:
    """As long as a result may be: who works does not wait for ever for who reads."""
    data = bytes(range(256)) * 50_000
    assert beside(lambda _: data, [1, 2], lambda: time.sleep(0.05)) == [data, data]


def test_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be done at once, the other thing is not done for nothing."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    done: list[int] = []
    assert beside(me, [1, 2], lambda: done.append(1)) == [me(), me()]
    assert done == []


def test_no_more_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is where the system has no more of them, and nothing stays open."""

    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "fork", fork, raising=False)
    before = os.open(os.devnull, os.O_RDONLY)
    os.close(before)
    assert beside(me, [1], lambda: None) == [me()]
    after = os.open(os.devnull, os.O_RDONLY)
    os.close(after)
    assert after == before


@linux
@pytest.mark.parametrize("how", ["killed", "fails"])
def test_copy_that_fails(how: str, capfd: pytest.CaptureFixture[str]) -> None:
    """If the copy fails, this process does the work, and nothing is printed twice."""
    mine = os.getpid()

    def work(_: int) -> bytes:
        if os.getpid() == mine:
            return b"done"
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError

    sys.stdout.write("before")
    assert beside(work, [1, 2, 3], lambda: time.sleep(0.05)) == [b"done"] * 3
    sys.stdout.flush()
    assert capfd.readouterr() == ("before", "")


@linux
def test_what_it_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the work raises is raised here; so is what the other thing raises, once the copy is gone."""

    def overflow(_: int) -> bytes:
        raise OverflowError

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(OverflowError):
        beside(overflow, [1, 2], lambda: None)
    copies: list[int] = []
    fork = os.fork

    def watched() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", watched)
    with pytest.raises(KeyboardInterrupt):
        beside(lambda _: bytes(1 << 20), [1], interrupt)  # more than fits into a pipe
    assert len(copies) == 1
    assert is_gone(copies[0])
