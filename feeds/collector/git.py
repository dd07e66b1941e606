"""git's index -> which bytes lie in the files of a checkout, without reading one. Reads the index alone.

A fresh checkout has new times on every file. In its index stands how each lay when git wrote it, and git's
name for its bytes (git's gitformat-index, versions 2 and 3): while the file lies so, it has them.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from struct import Struct, error
from sys import getfilesystemencoding
from typing import Final, NamedTuple

from feeds import stamps
from feeds.patterns import compile_later
from feeds.stamps import PACKED_GONE, WIDTH, stamp_of

_HEAD: Final = Struct(">4sII")
# How a file lay, git's name for its bytes, flags that begin with its stage, its path; and from one to eight
# NULs, for a length that is a multiple of eight. Where there are more flags, its bytes need not lie there.
_ENTRY: Final = compile_later(
    rb"(.{40})(.{20})(?:([\0-\x3f\x80-\xbf]).(?=([^\0]*))(?:[^\0]{2}(?:[^\0]{8})*+.{8}|.\0)"
    rb"|....(?:[^\0]{8})*+.{8})",
    re.DOTALL,
)
_BLOB: Final = 20
_STAGED: Final = b"\x10"
_FILE: Final = 0o10
_SUM: Final = 20
_WORD: Final = (1 << 32) - 1
_NAMES: Final = getfilesystemencoding()


class _Entries(NamedTuple):
    """The paths of files from the top of a checkout, git's names for their bytes, and how they lay, packed.

    What is no file, or in conflict, has no path.
    """

    paths: list[str]
    blobs: Sequence[bytes]
    stamps: bytes


def contents(root: Path, sources: Sequence[str], lie: bytes) -> list[str]:
    """Return the blob id of each of the files that lies as git has seen it, and nothing of others.

    The `sources` are below the root, and lie so, packed. Where there is no checkout, or anything is odd,
    nothing is said; nor is it of files that changed in the moment in which the index was written.
    """
    with suppress(OSError, ValueError, error):
        folder = Path(os.path.realpath(root))
        top, place = _find(folder)
        written = place.stat().st_mtime_ns
        below = "" if folder == top else f"{folder.relative_to(top).as_posix()}/"
        paths = [below + source for source in sources] if below else list(sources)
        entries, there = _of(_entries(place.read_bytes()), paths), _without_more(lie)
        names, sure = b"".join(entries.blobs).hex("/", _BLOB).split("/"), stamps.sure(lie, written)
        if there and entries.stamps == there and all(sure):
            return names
        rows = zip(names, stamps.each(entries.stamps), stamps.each(there), sure, strict=True)
        return [name if is_sure and one == other else "" for name, one, other, is_sure in rows]
    return [""] * len(sources)


def _of(entries: _Entries, paths: list[str]) -> _Entries:
    """Return the entries of these paths. Of a clean checkout they are some that stand one after another."""
    start = bisect_left(entries.paths, paths[0]) if paths else 0
    end = start + len(paths)
    if entries.paths[start:end] == paths:
        return _Entries(paths, entries.blobs[start:end], entries.stamps[start * WIDTH : end * WIDTH])
    at = {path: number for number, path in enumerate(entries.paths) if path}
    numbers = [at.get(path) for path in paths]
    return _Entries(
        paths, [bytes(_BLOB) if number is None else entries.blobs[number] for number in numbers],
        b"".join([
            PACKED_GONE if number is None else stamp_of(entries.stamps, number)
            for number in numbers
        ]),
    )  # fmt: skip


def _without_more(lie: bytes) -> bytes:
    """Return how files lie as an index tells it: it has no room for large numbers of files."""
    words = array("q", lie)
    numbers = words[3::4]
    if max(numbers, default=0) > _WORD or min(numbers, default=0) < 0:
        words[3::4] = array("q", [number & _WORD for number in numbers])
    return words.tobytes()


def _times(seconds: array[int], rest: array[int]) -> array[int]:
    """Return nanoseconds of seconds and the rest of each.

    They are calculated all at once, as one number of which each has 64 bits: none has more.
    """
    whole, more = (int.from_bytes(array("Q", one).tobytes(), sys.byteorder) for one in (seconds, rest))
    return array("q", (whole * 10**9 + more).to_bytes(8 * len(seconds), sys.byteorder))


def _find(folder: Path) -> tuple[Path, Path]:
    """Return the top of the checkout that the folder is in, and where its index is.

    Raises:
        FileNotFoundError: it is in none.
    """
    for top in (folder, *folder.parents):
        git = top / ".git"
        if git.is_file():  # of a submodule, or of one of several checkouts
            named, _, elsewhere = git.read_text("utf-8").partition(": ")
            if named == "gitdir":
                return top, top / elsewhere.strip() / "index"
        if git.is_dir():
            return top, git / "index"
    raise FileNotFoundError(folder)


def _entries(data: bytes) -> _Entries:
    """Read an index.

    Raises:
        ValueError, struct.error: it is damaged, or in a form that is not known here.
    """
    signature, version, count = _HEAD.unpack_from(data.ljust(_HEAD.size))
    # That of SHA-256 has other sums, as has one whose sum is left out.
    summed = hashlib.sha1(data[:-_SUM], usedforsecurity=False).digest()
    if signature != b"DIRC" or version not in {2, 3} or data[-_SUM:] != summed:
        raise ValueError("no index that we know")
    # What comes behind the entries may look like some more.
    found = _ENTRY.findall(data, _HEAD.size)[:count]
    if len(found) < count or count == 0:
        raise ValueError("there are not as many entries as it says")
    lay, blobs, flags, names = zip(*found, strict=True)
    words = array("I", b"".join(lay))
    if sys.byteorder == "little":
        words.byteswap()
    # Between these are the disk, and whose file it is.
    changed, more, modified, rest, number, mode, size = (words[at::10] for at in (0, 1, 2, 3, 5, 6, 9))
    numbers = array("q", bytes(count * WIDTH))
    numbers[0::4], numbers[3::4] = array("q", size), array("q", number)
    numbers[1::4], numbers[2::4] = _times(modified, rest), _times(changed, more)
    paths = b"\0".join(names).decode(_NAMES, "surrogateescape").split("\0")
    if max(flags) >= _STAGED or {kind >> 12 for kind in {*mode}} != {_FILE}:
        rows = zip(paths, flags, mode, strict=True)
        paths = [path if flag < _STAGED and kind >> 12 == _FILE else "" for path, flag, kind in rows]
    return _Entries(paths, blobs, numbers.tobytes())
