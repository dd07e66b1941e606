"""How a file lies on the disk, by which it is known whether anybody has touched it. Reads no file."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from struct import iter_unpack
from typing import Final, TypeAlias, cast

Stamp: TypeAlias = tuple[int, int, int, int]
"""Of a file: its size in bytes, when it and its entry were changed (ns since 1970), and its number."""

GONE: Final[Stamp] = (-1, 0, 0, 0)
WIDTH: Final = 32
"""Bytes of a stamp that is packed."""

# The clocks of disks go in steps: of milliseconds, or where they know no fractions, of up to two seconds.
_STEP: Final = 20_000_000
_LONG_STEP: Final = 2_000_000_000
# A time that somebody made up may be more than a number of the machine holds.
_WORD: Final = (1 << 64) - 1


def of(found: os.stat_result) -> Stamp:
    """Return the stamp of what the system says of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def look(path: str, folder: int | None = None) -> Stamp:
    """Return how a file or folder lies on the disk, whose path may be as seen from an open folder."""
    try:
        found = os.stat(path, dir_fd=folder)
    except (OSError, ValueError):
        return GONE
    return (
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_ino,
    )  # as of(): there may be a million


def look_all(folder: str, names: Iterable[str]) -> bytes:
    """Return how files lie, packed, which are named as seen from a folder: so the system finds them sooner.

    Raises:
        OSError: there is no such folder.
    """
    if os.stat not in os.supports_dir_fd:  # pragma: no cover - not on Windows
        return pack([look(f"{folder}/{name}") for name in names])
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return pack([look(name, descriptor) for name in names])
    finally:
        os.close(descriptor)


def is_sure(stamp: Stamp, begun: int) -> bool:
    """Return whether a file lies as it did well before that time, in ns since 1970.

    One that was changed in the same step of the clock may change again, and show no sign of it.
    """
    size, modified, changed, _ = stamp
    step = _LONG_STEP if changed % 1_000_000_000 == 0 else _STEP
    return size >= 0 and max(modified, changed) < begun - step


def sure(packed: bytes, begun: int) -> list[bool]:
    """Return of each of some files whether it is sure, by their stamps."""
    numbers = array("q", packed)
    sizes, modified, changed = (numbers[at::4] for at in range(3))
    if min(sizes, default=0) < 0 or not all(number % 1_000_000_000 for number in changed):
        return [is_sure(stamp, begun) for stamp in unpack(packed)]
    last = begun - _STEP
    return [one < last > other for one, other in zip(modified, changed, strict=True)]


def pack(stamps: Iterable[Stamp]) -> bytes:
    """Return the stamps as bytes, WIDTH of each. Of a number that no machine holds, a part is left out."""
    numbers = list(chain.from_iterable(stamps))
    try:
        return array("q", numbers).tobytes()
    except OverflowError:
        return array("Q", [number & _WORD for number in numbers]).tobytes()


def unpack(packed: bytes) -> Iterator[Stamp]:
    """Yield the stamps that were packed."""
    return cast("Iterator[Stamp]", iter_unpack("4q", packed))


def each(packed: bytes) -> Iterator[tuple[bytes]]:
    """Yield stamps as they are packed: that is enough to see whether two are the same."""
    return cast("Iterator[tuple[bytes]]", iter_unpack(f"{WIDTH}s", packed))


def stamp_of(packed: bytes, at: int) -> bytes:
    """Return one of some stamps that are packed, as it is there."""
    return packed[at * WIDTH : (at + 1) * WIDTH]


PACKED_GONE: Final = pack([GONE])


def digest(packed: bytes) -> str:
    """Return a digest of stamps that were packed."""
    return hashlib.blake2b(packed, digest_size=16).hexdigest()
