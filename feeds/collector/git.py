"""git's index -> which bytes lie in the files of a checkout, without reading one. Asks git.

A fresh checkout has new times on every file; git knows their contents by name all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import subprocess

_SECONDS = 20
# Whatever its settings say, it is to look at each file, and at all that the disk says of it.
_STRICT = ("-c", "core.fsmonitor=false", "-c", "core.trustCtime=true", "-c", "core.checkStat=default")
_QUESTIONS = (
    ("ls-files", "-s", "-v", "-z", "--", "."),
    ("diff-files", "--name-only", "--relative", "-z", "--", "."),
)
# A file without a conflict. Another tag than H is that of one at which git has been told not to look.
_LISTED = re.compile("(?<=\0)H 100[0-7]{3} ([0-9a-f]{40,}) 0\t([^\0]++)\0")
_Asked: TypeAlias = "list[subprocess.Popen[bytes]]"

Contents: TypeAlias = Callable[[], dict[str, str]]
"""What returns `contents` when it is called."""


@contextmanager
def asking(root: Path, *, early: bool) -> Iterator[Contents]:
    """Yield what asks git for the contents below the root. If it is `early`, git begins at once."""
    asked: _Asked = []
    try:
        if early:
            _ask(root, asked)
        yield partial(contents, root, asked)
    finally:
        _end(asked)


def contents(root: Path, asked: _Asked | None = None) -> dict[str, str]:
    """Return the blob id of each file below the root that is as git has it, by its path with `/`.

    Where there is no git, or no checkout, or anything is odd, it returns nothing. What git was `asked`
    already, it is not asked again.
    """
    import subprocess  # noqa: PLC0415 - few runs have to ask

    found: dict[str, str] = {}
    asked = asked or []
    try:
        if not asked:
            _ask(root, asked)
        listed, modified = asked
        found = {path: blob for blob, path in _LISTED.findall(_answer(listed))}
        for path in _answer(modified).split("\0"):
            found.pop(path, None)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    finally:
        _end(asked)
    return found


def _ask(root: Path, asked: _Asked) -> None:
    """Let git begin to look for both answers."""
    import subprocess  # noqa: PLC0415

    for words in _QUESTIONS:
        command = ["git", "-C", str(root), *_STRICT, *words]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        asked.append(subprocess.Popen(command, stdout=pipe, stderr=nothing))  # noqa: S603 - these words only


def _answer(process: subprocess.Popen[bytes]) -> str:
    """Return what git says, a NUL before each part."""
    import subprocess  # noqa: PLC0415

    data, _ = process.communicate(timeout=_SECONDS)
    if process.returncode:
        raise subprocess.SubprocessError
    return f"\0{data.decode('utf-8', 'surrogateescape')}"


def _end(asked: _Asked) -> None:
    """Wait for nothing that nobody wants to know any more."""
    while asked:
        process = asked.pop()
        process.kill()
        process.communicate()
