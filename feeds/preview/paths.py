"""The path of a request -> the file that is meant, if it may be seen. Looks at the disk."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from feeds.manifest import PATH as MANIFEST
from feeds.manifest import load

FRONT: Final = ("index.html", "feeds.html")
"""What is shown where no file is named; the second is the page of all feeds."""

# Nothing with a name that begins with a dot, as .. does; and no name that a system reads in a way of its own.
_REFUSED: Final = re.compile(r"\A\.|[\x00-\x1f\\]|\A\Z" + ("|:" if sys.platform == "win32" else ""))


def segments(target: str) -> list[str] | None:
    """Return the names in the path of a request, the last one empty for a folder; None for a bad one."""
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        return None
    try:
        names = unquote_to_bytes(path[1:]).decode("utf-8").split("/")
    except UnicodeDecodeError:
        return None
    if any(_REFUSED.search(name) for name in names[:-1]) or (names[-1] and _REFUSED.search(names[-1])):
        return None
    return names


def locate(output: Path, names: list[str]) -> Path | None:
    """Return the file of the output with that path, or of a folder its front page; None if there is none.

    A link that leads out of the output is none.
    """
    *folders, name = names
    tried = [name] if name else [one for one in FRONT if one != "feeds.html" or not folders]
    for one in tried:
        try:
            file = output.joinpath(*folders, one).resolve(strict=True)
            if file.is_relative_to(output.resolve()) and stat.S_ISREG(file.stat().st_mode):
                return file
        except (OSError, ValueError, RuntimeError):  # not there, no name, a loop of links
            continue
    return None


def is_folder(output: Path, names: list[str]) -> bool:
    """Return whether a path without a slash at its end is that of a folder with a front page."""
    return bool(names[-1]) and locate(output, [*names, ""]) is not None


def published(output: Path) -> list[str]:
    """Return the paths of what the last run published."""
    try:
        return [*load((output / MANIFEST).read_bytes()).files]
    except (OSError, ValueError, RecursionError):  # there was none, or it is somebody else's
        return []
