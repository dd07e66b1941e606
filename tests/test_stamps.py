"""What stamps.py promises: a file that was touched has another stamp, or is not sure."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import stamps
from feeds.stamps import GONE, WIDTH, Stamp, digest, is_sure, look, pack, unpack

SECOND = 1_000_000_000
any_stamp = st.tuples(*[st.integers(-(2**66), 2**66)] * 4)
machine = st.tuples(*[st.integers(-(2**63), 2**63 - 1)] * 4)


def test_look(tmp_path: Path) -> None:
    """A stamp has the size, both times and the number of what a link leads to."""
    (tmp_path / "a").write_bytes(b"abc")
    found = (tmp_path / "a").stat()
    stamp = (3, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    assert look(str(tmp_path / "a")) == stamps.of(found) == stamp
    if sys.platform != "win32":
        (tmp_path / "b").symlink_to("a")
        assert look(str(tmp_path / "b")) == stamp


@pytest.mark.parametrize("path", ["none", "a/b", "nul\0", "x" * 300])
def test_nothing_there(tmp_path: Path, path: str) -> None:
    """What is not there, or can be nowhere, is gone."""
    (tmp_path / "a").write_bytes(b"")
    assert look(f"{tmp_path}/{path}") == GONE


def test_look_all(tmp_path: Path) -> None:
    """Files are looked at from their folder as they are by their whole paths."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "\u7532.md").write_bytes(b"abc")
    names = ["b/\u7532.md", "none", "b", "b/../b/\u7532.md"]
    found = stamps.look_all(str(tmp_path), names)
    assert [*stamps.unpack(found)] == [look(f"{tmp_path}/{name}") for name in names]
    with pytest.raises(FileNotFoundError):
        stamps.look_all(str(tmp_path / "none"), names)


def test_another_file_in_its_place(tmp_path: Path) -> None:
    """Another file has another stamp, even with the same size and time of change."""
    for name in "ab":
        (tmp_path / name).write_bytes(name.encode())
        os.utime(tmp_path / name, ns=(SECOND, SECOND))
    before = look(str(tmp_path / "a"))
    (tmp_path / "b").replace(tmp_path / "a")
    assert look(str(tmp_path / "a")) != before


@pytest.mark.parametrize(
    ("modified", "changed", "sure"),
    [
        (50 * SECOND + 1, 50 * SECOND + 1, True),
        (100 * SECOND - 20_000_001, 100 * SECOND - 20_000_001, True),
        (100 * SECOND - 20_000_000, 50 * SECOND + 1, False),
        (50 * SECOND + 1, 100 * SECOND - 20_000_000, False),
        (50 * SECOND + 1, 100 * SECOND + 1, False),
        (200 * SECOND + 1, 50 * SECOND + 1, False),
        # a disk that knows no fractions of a second
        (98 * SECOND, 98 * SECOND, False),
        (97 * SECOND, 97 * SECOND, True),
        (99 * SECOND, 97 * SECOND, False),
    ],
)
def test_sure(modified: int, changed: int, sure: bool) -> None:
    """A file is known for sure if it was changed well before the run began, by the clock of its disk."""
    assert is_sure((5, modified, changed, 1), 100 * SECOND) is sure


near = st.integers(97 * SECOND, 101 * SECOND) | st.sampled_from([97 * SECOND, 98 * SECOND, 50 * SECOND + 1])


times = st.sampled_from(
    [0, 5 * SECOND, 10 * SECOND, 10 * SECOND + 7, 12 * SECOND - 1, 12 * SECOND - 30_000_000]
)
few = st.lists(st.tuples(st.integers(-1, 2), times, times, st.just(1)), max_size=4)


@given(few, st.lists(st.tuples(st.integers(-1, 9), near, near, near), max_size=4))
def test_each_is_sure(old: list[Stamp], new: list[Stamp]) -> None:
    """Of many files at once it is said of each what is said of it alone."""
    for found, begun in ((old, 12 * SECOND), (new, 100 * SECOND)):
        assert stamps.sure(pack(found), begun) == [is_sure(stamp, begun) for stamp in found]


@given(few)
def test_each(found: list[Stamp]) -> None:
    """A stamp that is packed is told from all others."""
    assert [one for (one,) in stamps.each(pack(found))] == [pack([stamp]) for stamp in found]


def test_gone_is_never_sure() -> None:
    """Of what is not there, nobody knows when it went."""
    assert not is_sure(GONE, 100 * SECOND)


@given(st.lists(machine, max_size=4), st.lists(machine, max_size=4))
def test_packed(one: list[Stamp], other: list[Stamp]) -> None:
    """Stamps come back from bytes as they were; others, or another order of them, have another digest."""
    assert list(unpack(pack(one))) == one
    assert (digest(pack(one)) == digest(pack(other))) is (one == other)


@given(st.lists(any_stamp, max_size=4))
def test_any_numbers(found: list[Stamp]) -> None:
    """A time in a far century, as a tool may set it, is no reason to fail."""
    assert len(pack(found)) == len(found) * WIDTH
