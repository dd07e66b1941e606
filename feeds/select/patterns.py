"""Names, and patterns with * in them -> whether a name is meant. Pure.

Small letters and capitals are the same: people write News, NEWS and news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from functools import lru_cache
from typing import TypeAlias

Meant: TypeAlias = Callable[[str], bool]


def names(patterns: Iterable[str]) -> Meant:
    """Return what tells whether a name matches one of the patterns."""
    folded = [pattern.casefold() for pattern in patterns]
    if "*" in folded:
        return _any
    plain = frozenset(one for one in folded if not re.search(r"[*?\[]", one))
    rest = _compile(tuple(one for one in folded if one not in plain))

    def meant(name: str) -> bool:
        name = name.casefold()
        return name in plain or rest(name) is not None

    return meant


def choice(patterns: Iterable[str]) -> Meant:
    """Return what tells whether a name is chosen: by a pattern, and by none that begins with an `!`.

    Where all of them begin so, every other name is chosen.
    """
    listed = list(patterns)
    refused = names([pattern[1:] for pattern in listed if pattern.startswith("!")])
    chosen = [pattern for pattern in listed if not pattern.startswith("!")]
    wanted = names(chosen or (["*"] if listed else []))
    return wanted if len(chosen) == len(listed) else lambda name: wanted(name) and not refused(name)


def paths(patterns: Iterable[str]) -> Meant:
    """Return what tells whether a path, or a folder above it, matches one of the patterns.

    A pattern with a slash counts from the root; one without matches a name at any depth.
    """
    kinds: tuple[list[str], list[str]] = [], []
    for pattern in patterns:
        kinds["/" not in pattern.rstrip("/")].append(pattern.strip("/"))
    whole, part = (_compile(tuple(kind)) for kind in kinds)

    @lru_cache(maxsize=1024)
    def of_folder(folder: str) -> bool:
        above, _, name = folder.rpartition("/")
        return bool(folder) and (whole(folder) is not None or part(name) is not None or of_folder(above))

    def meant(path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return whole(path) is not None or part(name) is not None or of_folder(folder)

    return meant


def _any(_: str) -> bool:
    return True


@lru_cache(maxsize=64)
def _compile(patterns: tuple[str, ...]) -> Callable[[str], re.Match[str] | None]:
    return re.compile("|".join(map(translate, patterns)) or "(?!)").match
