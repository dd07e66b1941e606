"""The folders of a site -> the paths of the files in them. Reads the disk, opens nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from feeds.model import Stop


def walk(root: Path, folder: str, enters: Callable[[str], bool]) -> Iterator[str]:
    """Yield the path of every file below a folder of the root, with `/`, in a total order.

    `enters` says of a folder's path whether it is looked into. A folder that is named like a post
    (`x.md`) is yielded too, so that somebody hears of it. Links to folders are not followed.

    Raises:
        Stop: a folder cannot be read.
    """
    for parent, folders, files in os.walk(root / folder, onerror=_stop):
        here = os.path.relpath(parent, root).replace(os.sep, "/")
        prefix = "" if here == "." else f"{here}/"
        folders[:] = sorted(name for name in folders if enters(prefix + name))
        posts = (name for name in folders if name.endswith((".md", ".markdown")))
        for name in sorted([*files, *posts]):
            yield prefix + name


def _stop(error: OSError) -> None:
    """Stop at a folder that cannot be read: all posts in it would be lost to their subscribers."""
    raise Stop(f"{error.filename}: {error.strerror}; make the folder readable") from None


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a path, or a folder above it, matches one of the patterns.

    A pattern with a slash counts from the root; one without matches a name at any depth.
    """
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(
        fnmatchcase(one, pattern.strip("/"))
        for pattern in patterns
        for one in (above if "/" in pattern.rstrip("/") else parts)
    )
