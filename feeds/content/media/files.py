"""The files of a site, looked at for what feeds tell of pictures and recordings. Reads the disk.

An entry that tells of a file depends on it: what was seen is remembered, and can be held against what
there is now, so that the entry may be taken from the cache.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from feeds.content.media.kinds import of_name
from feeds.patterns import compile_later


class Facts(NamedTuple):
    """What is to be known of a file: its bytes, and of a picture its type and its sides."""

    size: int
    type: str | None = None
    width: int | None = None
    height: int | None = None


Look: TypeAlias = Callable[[str], Facts | None]
"""Tells of the file at a path that is relative to the site's root, None if there is none."""

Seen: TypeAlias = tuple[tuple[str, Facts | None], ...]
"""The paths of files, and what was to be known of each, or None."""


def nothing(_: str) -> Facts | None:
    """See no file."""
    return None


class Lookout:
    """Looks at files, each once, and remembers what it saw: the path, and the facts or None."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.seen: dict[str, Facts | None] = {}

    def __call__(self, path: str) -> Facts | None:
        """Look at a file, or remember it."""
        if path not in self.seen:
            self.seen[path] = look(self._root, path)
        return self.seen[path]


def still(root: Path, seen: Iterable[tuple[str, Facts | None]]) -> bool:
    """Return whether all files are what they were seen to be."""
    return all(look(root, path) == facts for path, facts in seen)


def look(root: Path, path: str) -> Facts | None:
    """Return what is to be known of a file below the root, None if there is none that can be read."""
    if not is_inside(path):
        return None
    try:
        found = (root / path).stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would never end
            return None
        kind = of_name(path)
        if kind is None or not kind.startswith("image/"):
            return Facts(found.st_size)
        from feeds.content.media.pictures import LONG, SHORT, measure  # noqa: PLC0415 - most lie elsewhere

        with (root / path).open("rb") as file:
            data = file.read(SHORT)
            picture = measure(data)
            if picture is not None and picture.width is None and len(data) == SHORT:
                picture = measure(data + file.read(LONG - SHORT))
    except (OSError, ValueError):
        return None
    return Facts(found.st_size, *picture) if picture else Facts(found.st_size)


_OUTSIDE = compile_later(r"(?:^|/)(?:\.\.?)?(?:/|$)|[\\\0]|^[A-Za-z]:")


def is_inside(path: str) -> bool:
    """Return whether a path is a plain one that leads nowhere above where it begins."""
    return _OUTSIDE.search(path) is None
