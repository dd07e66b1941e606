"""A file of SQLite that remembers between runs what is costly to find out. It may be deleted at any time.

It holds bytes, never code: CI restores it from elsewhere. Whatever is wrong with it, it is empty;
what cannot be written is not. It never decides what is published, only how soon.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass
from datetime import tzinfo
from functools import cache
from pathlib import Path, PurePath
from typing import Final

FOLDER: Final = ".feeds-cache"
_FILE: Final = "cache.sqlite"
_TABLE: Final = "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, sum INTEGER, data BLOB)"
_IGNORE: Final = "# feeds made this folder, and can do without it.\n*\n"
_AT_ONCE: Final = 500
"""SQLite takes no more than 999 values in one question."""


class Cache:
    """What earlier runs of this `version` found out; without a folder it is empty, and stays so."""

    def __init__(self, folder: Path | None, version: str) -> None:
        self._folder, self._version = folder, version
        self._base: sqlite3.Connection | None = None
        if folder is not None and (folder / _FILE).is_file():
            with suppress(sqlite3.Error, OSError):
                self._base = sqlite3.connect(f"{(folder / _FILE).absolute().as_uri()}?mode=ro", uri=True)

    def emptied(self) -> Cache:
        """Return the same cache with nothing in it."""
        empty = Cache(None, self._version)
        empty._folder = self._folder
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
                self._write(put, used)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):  # another run writes, or the disk is full
                    return
                (self._folder / _FILE).unlink()
                self._write(put, used)

    def _write(self, put: Mapping[str, bytes], used: Collection[str]) -> None:
        rows = [(self._full(name), zlib.crc32(data), data) for name, data in put.items()]
        wanted = {self._full(name) for name in used}
        with closing(sqlite3.connect(f"{self._folder}/{_FILE}", timeout=1)) as base, base:
            # Whoever loses the file loses time and nothing else.
            base.execute("PRAGMA synchronous = OFF")
            base.execute("BEGIN IMMEDIATE")
            base.execute(_TABLE)
            old = [row for row in base.execute("SELECT name FROM kept") if row[0] not in wanted]
            base.executemany("DELETE FROM kept WHERE name = ?", old)
            base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def _make_folder(self) -> None:
        if self._folder is not None and not self._folder.is_dir():
            self._folder.mkdir(parents=True)
            (self._folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")

    def _full(self, name: str) -> str:
        return f"{self._version}/{name}"

    def _ask(self, question: str, values: Sequence[str]) -> dict[str, bytes]:
        if self._base is None:
            return {}
        start = len(self._full(""))
        try:
            rows: list[tuple[str, int, bytes]] = self._base.execute(question, values).fetchall()
            return {name[start:]: data for name, summed, data in rows if zlib.crc32(data) == summed}
        except (sqlite3.Error, TypeError, AttributeError):  # damaged: the whole of it, or one value
            return {}


def version(*values: object) -> str:
    """Return 24 hex digits that change with our code, the packages that it stands on, and the values."""
    summed = hashlib.blake2b(digest_size=12)
    for part in (*_code(), *map(_canonical, values)):
        summed.update(part.encode("utf-8", "surrogatepass"))
        summed.update(b"\0")
    return summed.hexdigest()


@cache
def _code() -> tuple[str, ...]:
    """Return what tells this code from any other: the digest of its source, and what is installed beside it."""
    summed = hashlib.blake2b(digest_size=16)
    home = Path(__file__).parent
    for file in sorted(home.rglob("*.py")):
        summed.update(file.read_bytes())
    installed = (name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder))
    packages = sorted(name for name in installed if name.endswith((".dist-info", ".egg-info")))
    return summed.hexdigest(), *packages, sys.version


def _canonical(value: object) -> str:
    """Return a text that is the same for equal settings, in every process.

    Raises:
        TypeError: there is something in it of which we do not know how to tell it from others.
    """
    if value is None or isinstance(value, str | int | float | bool | bytes):
        return repr(value)
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_canonical(key)}:{_canonical(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, set | frozenset):
        return f"{{{','.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_canonical, value))}]"
    if is_dataclass(value):
        rows = (f"{one.name}={_canonical(getattr(value, one.name))}" for one in fields(value))
        return f"{type(value).__qualname__}({','.join(rows)})"
    if isinstance(value, re.Pattern | tzinfo | PurePath):
        return repr(value)
    raise TypeError(f"{type(value).__qualname__} cannot be told from another")
