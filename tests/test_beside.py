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


def me() -> bytes:
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
    done: list[int] = []
    copy = int(beside(me, lambda: done.append(os.getpid())))
    assert copy not in {os.getpid(), 0}
    assert done == [os.getpid()]
    assert is_gone(copy)


@linux
def test_long_results() -> None:
    """As long as a result may be: who works does not wait for ever for who reads."""
    data = bytes(range(256)) * 50_000
    assert beside(lambda: data, lambda: time.sleep(0.05)) == data


def test_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be done at once, the other thing is not done for nothing."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    done: list[int] = []
    assert beside(me, lambda: done.append(1)) == me()
    assert done == []


def test_no_more_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is where the system has no more of them, and nothing stays open."""

    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "fork", fork, raising=False)
    before = os.open(os.devnull, os.O_RDONLY)
    os.close(before)
    assert beside(me, lambda: None) == me()
    after = os.open(os.devnull, os.O_RDONLY)
    os.close(after)
    assert after == before


@linux
@pytest.mark.parametrize("how", ["killed", "fails"])
def test_copy_that_fails(how: str, capfd: pytest.CaptureFixture[str]) -> None:
    """If the copy fails, this process does the work, and nothing is printed twice."""
    mine = os.getpid()

    def work() -> bytes:
        if os.getpid() == mine:
            return b"done"
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError

    sys.stdout.write("before")
    assert beside(work, lambda: None) == b"done"
    sys.stdout.flush()
    assert capfd.readouterr() == ("before", "")


@linux
def test_what_it_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the work raises is raised here; so is what the other thing raises, once the copy is gone."""

    def overflow() -> bytes:
        raise OverflowError

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(OverflowError):
        beside(overflow, lambda: None)
    copies: list[int] = []
    fork = os.fork

    def watched() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", watched)
    with pytest.raises(KeyboardInterrupt):
        beside(me, interrupt)
    assert len(copies) == 1
    assert is_gone(copies[0])
