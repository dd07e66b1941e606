"""git's index -> which bytes lie in the files of a checkout, without reading one. Asks git.

A fresh checkout has new times on every file; git knows their contents by name all the same.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

_SECONDS = 20


def contents(root: Path) -> dict[str, str]:
    """Return the blob id of each file below the root that is as git has it, by its path with `/`.

    Where there is no git, or no checkout, or anything is odd, it returns nothing.
    """
    try:
        staged = list(_ask(root, "ls-files", "-s", "-z", "--", "."))
        modified = set(_ask(root, "diff-files", "--name-only", "--relative", "-z", "--", "."))
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    found: dict[str, str] = {}
    for line in staged:
        entry, _, path = line.partition("\t")
        mode, blob, stage = entry.split(" ")
        if mode.startswith("100") and stage == "0" and path not in modified:
            found[path] = blob
    return found


def _ask(root: Path, *words: str) -> Iterator[str]:
    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *words]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 - these words only
    return (part for part in done.stdout.decode("utf-8", "surrogateescape").split("\0") if part)
