"""git's index -> which bytes lie in the files of a checkout, without reading one. Reads the index alone.

A fresh checkout has new times on every file. In its index stands how each lay when git wrote it, and git's
name for its bytes (git's gitformat-index, versions 2 and 3): while the file lies so, it has them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from struct import Struct, error
from sys import getfilesystemencoding
from typing import Final, TypeAlias

from feeds import stamps
from feeds.stamps import GONE, Stamp

_HEAD: Final = Struct(">4sII")
# ctime and mtime with their fractions, the file's number, its mode and size; its name to git, and flags.
_ENTRY: Final = Struct(">4I4xII8xI20sH")
_SUM: Final = 20
_EXTENDED: Final = 0x4000
_STAGE: Final = 0x3000
_FILE: Final = 0o10
_WORD: Final = (1 << 32) - 1
_NAMES: Final = getfilesystemencoding()
_Entry: TypeAlias = tuple[bytes, bytes, Stamp]
"""A file's path from the top of the checkout, git's name for its bytes, and how it lay."""


def contents(root: Path, lie: Mapping[str, Stamp]) -> dict[str, str]:
    """Return the blob id of each of these files, by paths below the root, that lies as git has seen it.

    Where there is no checkout, or anything is odd, it returns nothing; nor is anything said of files that
    changed in the moment in which the index was written.
    """
    found: dict[str, str] = {}
    with suppress(OSError, ValueError, error):
        folder = Path(os.path.realpath(root))
        top, place = _find(folder)
        written = place.stat().st_mtime_ns
        below = b"" if folder == top else os.fsencode(f"{folder.relative_to(top).as_posix()}/")
        for path, blob, stamp in _entries(place.read_bytes()):  # there may be a million
            if path.startswith(below):
                name = path[len(below) :].decode(_NAMES, "surrogateescape")
                there = lie.get(name, GONE)
                as_then = there == stamp or (there[:3] == stamp[:3] and there[3] & _WORD == stamp[3])
                if as_then and stamps.is_sure(there, written):
                    found[name] = blob.hex()
    return found


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


def _entries(data: bytes) -> Iterator[_Entry]:
    """Yield the files in an index that are in no conflict.

    Raises:
        ValueError, struct.error: it is damaged, or in a form that is not known here.
    """
    signature, version, count = _HEAD.unpack_from(data.ljust(_HEAD.size))
    # That of SHA-256 has other sums, as has one whose sum is left out.
    summed = hashlib.sha1(data[:-_SUM], usedforsecurity=False).digest()
    if signature != b"DIRC" or version not in {2, 3} or data[-_SUM:] != summed:
        raise ValueError("no index that we know")
    at, unpack, size_of = _HEAD.size, _ENTRY.unpack_from, _ENTRY.size
    for _ in range(count):
        ctime, more, mtime, rest, number, mode, size, blob, flags = unpack(data, at)
        start = at + size_of + (2 if flags & _EXTENDED else 0)
        end = data.index(b"\0", start)
        if mode >> 12 == _FILE and not flags & _STAGE:
            yield data[start:end], blob, (size, mtime * 10**9 + rest, ctime * 10**9 + more, number)
        # From one to eight NULs end it, so that its length is a multiple of eight.
        at += (end - at) // 8 * 8 + 8
