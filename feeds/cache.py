"""A file of SQLite that remembers between runs what is costly to find out. It may be deleted at any time.

It holds bytes, never code: CI restores it from elsewhere. Whatever is wrong with it, it is empty;
what cannot be written is not. It never decides what is published, only how soon.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import weakref
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import tzinfo
from pathlib import Path, PurePath
from typing import Final

from feeds.record import Record, asdict
from feeds.versions import code

_FILE: Final = "cache.sqlite"
_TABLE: Final = "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, sum INTEGER, data BLOB)"
_IGNORE: Final = "# feeds made this folder, and can do without it.\n*\n"
# SQLite takes no more than 999 values in one question.
_AT_ONCE: Final = 500
_PATIENCE: Final = 1.0
"""How many seconds we wait for another run that writes: to find all out anew takes no longer."""

# What SQLite says when another run writes, the disk is full or nobody lets it write: the file is whole.
_NO_DAMAGE: Final = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
)


class Lost(Exception):
    """Something that the cache had is not there any more, or is not what it was."""


class Cache:
    """What earlier runs of this `version` found out; without a folder it is empty, and stays so."""

    def __init__(self, folder: Path | None, version: str) -> None:
        self._folder, self._version = folder, version
        self._base: sqlite3.Connection | None = None
        self._damaged = False
        with suppress(sqlite3.Error, OSError):
            if folder is not None and (folder / _FILE).is_file():
                place = f"{(folder / _FILE).absolute().as_uri()}?mode=ro"
                self._base = sqlite3.connect(place, uri=True, timeout=_PATIENCE, check_same_thread=False)
                weakref.finalize(self, self._base.close)

    def emptied(self) -> Cache:
        """Return the same cache with nothing in it."""
        empty = Cache(None, self._version)
        empty._folder, empty._damaged = self._folder, self._damaged
        return empty

    def get(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under the names, by name."""
        found: dict[str, bytes] = {}
        for start in range(0, len(names), _AT_ONCE):
            some = [self._full(name) for name in names[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(some))
            found |= self._ask(f"SELECT name, sum, data FROM kept WHERE name IN ({marks})", some)  # noqa: S608 - only marks
        return found

    def scan(self, prefix: str) -> dict[str, bytes]:
        """Return all that is kept under names that begin so, by name."""
        limits = (self._full(prefix), self._full(f"{prefix}\U0010ffff"))
        return self._ask("SELECT name, sum, data FROM kept WHERE name >= ? AND name < ?", limits)

    def save(self, put: Mapping[str, bytes], used: Collection[str]) -> None:
        """Keep these, and of all else only what was used: all of it or nothing."""
        if self._folder is None:
            return
        with suppress(sqlite3.Error, OSError):
            self._make_folder()
            try:
                if self._damaged:  # SQLite may well write into it, and read nothing of that again
                    self._discard(self._folder / _FILE)
                self._write(put, used)
            except sqlite3.DatabaseError as error:
                if _is_damage(error):
                    self._discard(self._folder / _FILE)
                    self._write(put, used)

    def _write(self, put: Mapping[str, bytes], used: Collection[str]) -> None:
        rows = [(full := self._full(name), _sum(full, data), data) for name, data in put.items()]
        wanted = {self._full(name) for name in used}
        with closing(sqlite3.connect(f"{self._folder}/{_FILE}", timeout=_PATIENCE)) as base, base:
            # Whoever loses the file loses time and nothing else. What lies in it are some ten kilobytes each.
            base.execute("PRAGMA synchronous = OFF")
            base.execute("PRAGMA page_size = 16384")
            base.execute("BEGIN IMMEDIATE")
            base.execute(_TABLE)
            # All in one text: of thousands of rows, each by itself takes three times as long.
            (names,) = base.execute("SELECT group_concat(name, char(10)) FROM kept").fetchone()
            old = {*(names or "").split("\n")} - wanted
            base.executemany("DELETE FROM kept WHERE name = ?", [(name,) for name in old])
            base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def _discard(self, file: Path) -> None:
        if not os.access(file.parent, os.W_OK):
            return
        if self._base is not None:  # some systems remove no file that is open
            self._base.close()
            self._base = None
        file.unlink()

    def _make_folder(self) -> None:
        if self._folder is not None and not self._folder.is_dir():
            self._folder.mkdir(parents=True)
            (self._folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")

    def _full(self, name: str) -> str:
        return f"{self._version}/{name}"

    def _ask(self, question: str, values: Sequence[str]) -> dict[str, bytes]:
        if self._base is None:
            return {}
        start, found = len(self._full("")), {}
        try:
            for name, summed, data in self._base.execute(question, values).fetchall():
                if _sum(name, data) == summed:
                    found[name[start:]] = data
                else:
                    self._damaged = True
        except (TypeError, AttributeError, ValueError):
            self._damaged = True
        except sqlite3.Error as error:
            if _is_damage(error):
                self._damaged = True
            else:  # another run writes: to wait for it once is enough
                self._base = None
        return found


def _is_damage(error: sqlite3.Error) -> bool:
    """Return whether SQLite complains of what is in the file, and not of the disk or another run."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_DAMAGE


def _sum(name: str, data: bytes) -> int:
    """Return what tells whether bytes are still those that were kept under the name."""
    return zlib.crc32(data, zlib.crc32(name.encode("utf-8")))


def digest(data: bytes) -> str:
    """Return 32 hex digits that tell bytes from all others."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def version(*values: object) -> str:
    """Return 24 hex digits that change with our code, the packages that it stands on, and the values."""
    summed = hashlib.blake2b(digest_size=12)
    for part in (*code(), *map(_canonical, values)):
        summed.update(part.encode("utf-8", "surrogatepass"))
        summed.update(b"\0")
    return summed.hexdigest()


def _canonical(value: object) -> str:
    """Return a text that is the same for equal settings, in every process, and for no others.

    Raises:
        TypeError: there is something in it of which we do not know how to tell it from others.
    """
    kind = type(value).__qualname__  # `yes` without quotes equals "yes", and is not the same
    if value is None or isinstance(value, str | int | float | bool | bytes | PurePath):
        return f"{kind}:{value!r}"
    rows: Iterable[str]
    if isinstance(value, Mapping):
        rows = (f"{_canonical(key)}:{_canonical(inner)}" for key, inner in value.items())
    elif isinstance(value, set | frozenset):
        rows = sorted(map(_canonical, value))
    elif isinstance(value, list | tuple):
        rows = map(_canonical, value)
    elif isinstance(value, Record):
        rows = (f"{name}={_canonical(one)}" for name, one in asdict(value).items())
    elif isinstance(value, re.Pattern):  # its repr() is cut short
        rows = (repr(value.pattern), str(value.flags))
    elif isinstance(value, tzinfo):
        rows = (repr(value),)
    else:
        raise TypeError(f"{kind} cannot be told from another")
    return f"{kind}({','.join(rows)})"
