"""What tells this code from any other, with all that it stands on. Reads its own files.

It is asked before anything else is known, so it imports nothing that is costly.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Final


@cache
def code() -> tuple[str, ...]:
    """Return what tells this code from any other: a digest of its files, and what is installed beside it."""
    summed = hashlib.sha1(usedforsecurity=False)  # takes half the time that blake2b takes
    for folder, folders, names in os.walk(os.path.dirname(__file__)):
        folders.sort()
        for name in sorted(names):
            if not name.endswith(".pyc"):
                with open(os.path.join(folder, name), "rb") as file:
                    summed.update(file.read())
    installed = (name for folder in sys.path for name in _names(folder))
    packages = sorted(name for name in installed if name.endswith((".dist-info", ".egg-info")))
    return summed.hexdigest(), *packages, sys.version, *_zones()


def _names(folder: str) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)
    return []  # an archive, or nothing at all


def _zones() -> Iterator[str]:
    """Yield the version of the system's time zones: by another one, a date may be another moment."""
    for folder in _ZONES:
        for name in ("tzdata.zi", "+VERSION"):
            with suppress(OSError), open(f"{folder}/{name}", encoding="utf-8", errors="replace") as file:
                yield file.readline(100)


# Where Python looks for time zones (PEP 615); to import `zoneinfo` only for that takes too long.
_ZONES: Final = (
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
)  # fmt: skip
