"""Whether anything changed since the last run, and if nothing did, what that has to say again.

It is the first thing that a build asks, so it imports nothing that is costly. What it is not sure of has
changed: then the run takes its usual way, and finds the same in some hundred milliseconds more.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from feeds.cache import version

_FILE: Final = "last.json"
Stamp: TypeAlias = tuple[int, int, int]
_GONE: Final[Stamp] = (-1, 0, 0)
_STEP: Final = 20_000_000
"""The clocks of disks go in steps of some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run depends on and what it left, by paths as the run was given them.

    `sources` are the files that may be posts, `stamps` is a digest of how they lay on the disk. The
    `folders` were walked through: a name that comes or goes changes the time of its folder. Of those
    in `ours`, the output and the cache, only the files in `left` matter. With `until` (seconds since
    1970) what is published changes by itself.
    """

    sources: tuple[str, ...]
    stamps: str
    folders: frozenset[str]
    left: tuple[str, ...]
    ours: tuple[str, ...]
    until: float | None


def recall(folder: Path, words: Sequence[str], now: float) -> tuple[str, str] | None:
    """Return what the last run would print on stdout and stderr if it ran again, None if all must be done."""
    try:
        data = (folder / _FILE).read_bytes()
        summed, _, text = data.partition(b"\n")
        if int(summed) != zlib.crc32(text):
            return None
        last: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
        same = last["words"] == list(words) and last["version"] == version() and _before(now, last["until"])
        if same and _unchanged(last):
            out, err = last["told"]
            return str(out), str(err)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def remember(
    folder: Path, words: Sequence[str], root: Path, seen: Seen, files: Iterable[str], begun: int, told: tuple[str, str]
) -> None:
    """Keep what a run that changes nothing is to print: on stdout, and on stderr.

    `files` are all others that it read. What was changed when the run had `begun` (ns since 1970), or
    since then, is not known well enough: then nothing is kept.
    """
    folders = {path for path in (*seen.folders, *map(os.path.dirname, files), *_first(root))}
    others = {path: look(path) for path in (*files, *folders) if not path.startswith(seen.ours)}
    names = tuple(os.path.basename(path) for path in seen.ours)
    others.pop(str(root), None)
    if any(max(modified, changed) > begun - _STEP for _, modified, changed in others.values()):
        return
    others |= {path: look(path) for path in seen.left}
    last = {
        "words": list(words), "version": version(), "until": seen.until, "told": told,
        "root": str(root), "except_for": names, "listing": listing(str(root), names),
        "sources": seen.sources, "stamps": seen.stamps, "others": others,
    }  # fmt: skip
    text = json.dumps(last, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with suppress(OSError):
        new = folder / f"{_FILE}.{os.getpid()}"
        new.write_bytes(b"%d\n%b" % (zlib.crc32(text), text))
        new.replace(folder / _FILE)


def _first(root: Path) -> Iterator[str]:
    """Yield the folders in the root: a settings file may be looked for in any of them."""
    with suppress(OSError), os.scandir(root) as entries:
        yield from (entry.path for entry in entries if entry.name[0] != "." and entry.is_dir())


def _before(now: float, until: float | None) -> bool:
    return until is None or now < until


def _unchanged(last: Mapping[str, Any]) -> bool:
    return (
        all(look(path) == tuple(stamp) for path, stamp in last["others"].items())
        and listing(last["root"], last["except_for"]) == last["listing"]
        and stamps(map(look, last["sources"])) == last["stamps"]
    )


def look(path: str) -> Stamp:
    """Return how a file or folder lies on the disk: its size, and when it and its entry changed (ns)."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return _GONE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def stamps(all_of_them: Iterable[Stamp]) -> str:
    """Return a digest of many stamps."""
    numbers = array("q", [number for stamp in all_of_them for number in stamp])
    return hashlib.blake2b(numbers.tobytes(), digest_size=16).hexdigest()


def listing(folder: str, except_for: Collection[str]) -> str:
    """Return a digest of the names in a folder, but for some."""
    with suppress(OSError):
        text = "\0".join(sorted(set(os.listdir(folder)) - set(except_for)))
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return ""


@contextmanager
def opened() -> Iterator[set[str]]:
    """Gather the path of every file that is opened, and folder that is listed, until the block is left.

    So all is known that the settings of ten kinds of sites are read from, without each having to say.
    """
    global _gathering  # noqa: PLW0603 - an audit hook cannot be removed, so it is told when to rest
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)
    found: set[str] = set()
    _gathering = found
    try:
        yield found
    finally:
        _gathering = None


_hooked: list[bool] = []
_gathering: set[str] | None = None


def _note(event: str, args: tuple[Any, ...]) -> None:
    if _gathering is not None and event in {"open", "os.scandir"} and isinstance(args[0], str | os.PathLike):
        _gathering.add(os.fspath(args[0]))
