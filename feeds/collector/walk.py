"""The folders of a site -> the paths of the files in them. Reads the disk, opens nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from fnmatch import translate
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from feeds.model import Stop

_Match: TypeAlias = Callable[[str], re.Match[str] | None]


def walk(root: Path, folder: str, enters: Callable[[str], bool]) -> Iterator[str]:
    """Yield the path of every file below a folder of the root, with `/`, as `folders` does."""
    return chain.from_iterable(files for _, files in folders(root, folder, enters))


def folders(root: Path, folder: str, enters: Callable[[str], bool]) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder below a folder of the root, and the paths of the files in it, in a total order.

    `enters` says of a folder's path whether it is looked into. A folder that is named like a post
    (`x.md`) is yielded too, so that somebody hears of it. Links to folders are not followed.

    Raises:
        Stop: a folder cannot be read.
    """
    waiting = [os.path.relpath(root / folder, root).replace(os.sep, "/")]
    while waiting:
        here = waiting.pop()
        inner, files = _list(str(root / here))
        prefix = "" if here == "." else f"{here}/"
        entered = sorted(name for name in inner if enters(prefix + name))
        posts = [name for name in entered if name.endswith((".md", ".markdown"))]
        yield prefix[:-1], [prefix + name for name in sorted([*files, *posts])]
        waiting += [prefix + name for name in reversed(entered) if not inner[name]]


def _list(folder: str) -> tuple[dict[str, bool], list[str]]:
    """Return the names of the folders in a folder, each with whether it is only a link, and of all else.

    Raises:
        Stop: it cannot be read: all posts in it would be lost to their subscribers.
    """
    inner, files = dict[str, bool](), list[str]()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_folder(entry):
                    inner[entry.name] = entry.is_symlink()
                else:
                    files.append(entry.name)
    except OSError as error:
        raise Stop(f"{error.filename}: {error.strerror}; make the folder readable") from None
    return inner, files


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a path, or a folder above it, matches one of the patterns.

    A pattern with a slash counts from the root; one without matches a name at any depth.
    """
    if not patterns:
        return False
    folder, slash, name = path.rpartition("/")
    above, is_path, is_name = _look_above(folder + slash, patterns)
    return above or _knows(is_path, path) or _knows(is_name, name)


@lru_cache(maxsize=1024)
def _look_above(folder: str, patterns: tuple[str, ...]) -> tuple[bool, _Match | None, _Match | None]:
    """Return whether a folder, which ends with a slash, matches, and what knows the paths and names in it.

    That is none where no pattern can be for what lies there: most name one path elsewhere.
    """
    is_path, is_name = _compile(patterns)
    parts = folder.split("/")[:-1]
    above = any(
        _knows(is_name, name) or _knows(is_path, "/".join(parts[: end + 1])) for end, name in enumerate(parts)
    )
    here = tuple(
        one for one in patterns if _WILD.search(one) or one.strip("/").rpartition("/")[0] == folder[:-1]
    )
    return above, _compile(here)[0], is_name


def _knows(match: _Match | None, text: str) -> bool:
    return match is not None and match(text) is not None


_WILD = re.compile(r"[*?[]")


@lru_cache(maxsize=1024)
def _compile(patterns: tuple[str, ...]) -> tuple[_Match | None, _Match | None]:
    """Return what knows the paths and what knows the names that the patterns are for, all in one."""
    kinds: tuple[list[str], list[str]] = [], []
    for pattern in patterns:
        kinds["/" not in pattern.rstrip("/")].append(translate(pattern.strip("/")))
    paths, names = (re.compile("|".join(kind)).match if kind else None for kind in kinds)
    return paths, names
