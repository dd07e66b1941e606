"""git's index -> which bytes lie in the files of a checkout, without reading one. Asks git.

A fresh checkout has new times on every file; git knows their contents by name all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_SECONDS = 20
# Whatever its settings say, it is to look at each file, and at all that the disk says of it.
_STRICT = ("-c", "core.fsmonitor=false", "-c", "core.trustCtime=true", "-c", "core.checkStat=default")


def contents(root: Path) -> dict[str, str]:
    """Return the blob id of each file below the root that is as git has it, by its path with `/`.

    Where there is no git, or no checkout, or anything is odd, it returns nothing.
    """
    import subprocess  # noqa: PLC0415 - few runs have to ask

    found: dict[str, str] = {}
    try:
        modified = set(_ask(root, "diff-files", "--name-only", "--relative", "-z", "--", "."))
        for line in _ask(root, "ls-files", "-s", "-v", "-z", "--", "."):
            entry, _, path = line.partition("\t")
            tag, mode, blob, stage = entry.split(" ")
            # Another tag is that of a file at which git has been told not to look.
            if (tag, mode[:3], stage) == ("H", "100", "0") and path not in modified:
                found[path] = blob
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return found


def _ask(root: Path, *words: str) -> Iterator[str]:
    import subprocess  # noqa: PLC0415

    command = ["git", "-C", str(root), *_STRICT, *words]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 - these words only
    return (part for part in done.stdout.decode("utf-8", "surrogateescape").split("\0") if part)
