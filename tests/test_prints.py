"""What prints.py promises: a print matches the very file that was left, and no other."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import prints
from feeds.model import Document, Known, Piece
from feeds.prints import NO_PRINTS, Print, dump, load, look, signature, take
from feeds.record import replace

KNOWN = Known(None, None, None)


def piece(data: bytes) -> Piece:
    """Return a piece of these bytes."""
    return Piece(digest=data.hex(), size=len(data), known=KNOWN, fetch=partial(bytes, data))


def document(head: bytes, pieces: list[bytes], tail: bytes, path: str = "rss.xml") -> Document:
    """Return a document of these parts."""
    return Document(
        path=path, url="", kind="rss", media_type="", head=head, pieces=tuple(map(piece, pieces)), tail=tail
    )


few = st.binary(max_size=2)
parts = st.tuples(few, st.lists(few, max_size=3), few)
stamp = st.tuples(*[st.integers(-(2**70), 2**70)] * 4)
words = st.text(st.characters() | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF), max_size=9)


@given(parts, parts)
def test_signature(one: tuple[bytes, list[bytes], bytes], other: tuple[bytes, list[bytes], bytes]) -> None:
    """Documents of the same parts have one signature, others another: where a part ends counts too."""
    first, second = document(*one), document(*other)
    assert (signature(first) == signature(second)) is (one == other)
    if first.data != second.data:
        assert signature(first) != signature(second)


def test_signature_fetches_nothing() -> None:
    """It is made of what is known of the pieces: none is put together for it."""

    def fetch() -> bytes:
        raise AssertionError

    lying = replace(piece(b"x"), fetch=fetch)
    assert signature(replace(document(b"a", [], b"b"), pieces=(lying,))) == signature(
        document(b"a", [b"x"], b"b")
    )


@given(st.dictionaries(words, st.builds(Print, words, words, stamp), max_size=4))
def test_round_trip(left: dict[str, Print]) -> None:
    """What was dumped is loaded again, whatever a file is called and whenever it was changed."""
    assert load(dump(left)) == left


@pytest.mark.parametrize(
    "data", [None, b"", b"[]", b"1", b"\xff", b'{"a": 1}', b'{"a": ["s", "d"]}', b'{"a": ["s", "d", 5]}']
)
def test_no_prints(data: bytes | None) -> None:
    """Where there are none, or what is no print, nothing is known of any file."""
    assert load(data) == NO_PRINTS


class TestLook:
    """A print is of one file, as it was left."""

    @pytest.fixture
    def left(self, tmp_path: Path) -> Print:
        """Leave a file, and return its print."""
        (tmp_path / "rss.xml").write_bytes(b"abc")
        found = look(tmp_path, "rss.xml", "s", "d")
        assert found is not None
        return found

    def test_as_it_was(self, tmp_path: Path, left: Print) -> None:
        """A file that nobody touches has the same print again."""
        assert look(tmp_path, "rss.xml", "s", "d") == left
        assert look(tmp_path, "rss.xml", "S", "d") != left
        assert look(tmp_path, "rss.xml", "s", "D") != left

    def test_touched(self, tmp_path: Path, left: Print) -> None:
        """One whose bytes were changed, and its size and time put back, has another."""
        file = tmp_path / "rss.xml"
        before = file.stat()
        for _ in range(50_000):  # until the disk's clock has gone on
            file.write_bytes(b"xyz")
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
            if file.stat().st_ctime_ns != before.st_ctime_ns:
                break
        assert file.stat().st_mtime_ns == before.st_mtime_ns
        assert look(tmp_path, "rss.xml", "s", "d") != left

    def test_replaced(self, tmp_path: Path, left: Print) -> None:
        """Another file in its place has another, even with the same times."""
        (tmp_path / "other").write_bytes(b"xyz")
        (tmp_path / "other").replace(tmp_path / "rss.xml")
        found = look(tmp_path, "rss.xml", "s", "d")
        assert found is not None
        assert found.stamp[3] != left.stamp[3] or sys.platform == "win32"

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    def test_no_file(self, tmp_path: Path, left: Print) -> None:
        """A link, a folder and what is not there have none."""
        (tmp_path / "link.xml").symlink_to("rss.xml")
        (tmp_path / "folder.xml").mkdir()
        for path in ("link.xml", "folder.xml", "none.xml", "rss.xml/below"):
            assert look(tmp_path, path, "s", "d") is None


def test_take(tmp_path: Path) -> None:
    """Of all documents the print is taken, but for a file that is not there or has another size."""
    made = [
        replace(document(b"ab", [], b"c", path), signature=path.upper())
        for path in ("whole.xml", "half.xml", "none.xml")
    ]
    (tmp_path / "whole.xml").write_bytes(b"abc")
    (tmp_path / "half.xml").write_bytes(b"ab")
    taken = take(made, tmp_path, {one.path: "d" for one in made})
    assert taken == {"whole.xml": prints.look(tmp_path, "whole.xml", "WHOLE.XML", "d")}
