"""What changes in the folder of a site, found by looking at it again and again. Looks at the disk.

Looking needs no service of the system, and so misses nothing on a network drive or in a container; of 30,000
files it takes 0.1 s.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from time import perf_counter
from typing import Final, TypeAlias

from feeds.stamps import Stamp, look

Snapshot: TypeAlias = Mapping[str, Stamp]
"""How each file lies on the disk, by its path."""

_SOONEST: Final = 0.3
_LATEST: Final = 5.0
_SHARE: Final = 5
"""Between two looks we rest at least so many times as long as one takes."""
_STILL: Final = 0.1
_MOST_WAITS: Final = 30
"""Programs write several files, and one in several steps: we wait until nothing moves, but not for ever."""

_IGNORED: Final = frozenset({"node_modules", "__pycache__"})
_TEMPORARY: Final = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")
_NO_FILES: Final = frozenset({"4913", ".DS_Store", "Thumbs.db"})  # Vim tries with 4913 whether it may write


def snapshot(root: str, more: Iterable[str] = (), without: Collection[str] = ()) -> Snapshot:
    """Return how all files of a folder lie there, and `more` of elsewhere.

    The folders `without` are left out, and what other programs keep for themselves: folders with a name
    that begins with a dot, those of packages, and the files that an editor has while one writes.
    """
    found = {path: look(path) for path in more}
    folders = [root]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if _is_of_site(entry) and entry.path not in without:
                        folders.append(entry.path)
                elif not _is_temporary(entry.name):
                    found[entry.path] = look(entry.path)
    return found


def _is_of_site(folder: os.DirEntry[str]) -> bool:
    if folder.name.startswith(".") or folder.name in _IGNORED:
        return False
    return not os.path.exists(os.path.join(folder.path, "pyvenv.cfg"))  # noqa: PTH110, PTH118 - many


def _is_temporary(name: str) -> bool:
    return name.endswith(_TEMPORARY) or name.startswith((".#", "#")) or name in _NO_FILES


def differences(before: Snapshot, after: Snapshot, ours: Collection[str] = ()) -> list[str]:
    """Return the paths of the files that came, went or changed, but for those that are `ours`."""
    changed = {path for path, stamp in after.items() if before.get(path) != stamp}
    return sorted((changed | (before.keys() - after.keys())).difference(ours))


def changes(
    look_at: Callable[[], Snapshot],
    rest: Callable[[float], None],
    ours: Callable[[], Collection[str]],
    is_due: Callable[[], bool] = lambda: False,
) -> Iterator[list[str]]:
    """Yield the files that changed, without end; no file at first, and whenever something is due.

    What changes while the caller works is in the next list. `rest` waits so many seconds. `ours` are the
    files that the caller writes: they do not count.
    """
    before, mine = look_at(), set(ours())
    yield []
    while True:
        begun = perf_counter()
        after = look_at()
        took = perf_counter() - begun
        mine |= set(ours())
        if differences(before, after, mine):
            after = _settled(after, look_at, rest)
        elif not is_due():
            rest(min(max(_SOONEST, _SHARE * took), _LATEST))
            continue
        found, before = differences(before, after, mine), after
        mine = set(ours())
        yield found


def _settled(seen: Snapshot, look_at: Callable[[], Snapshot], rest: Callable[[float], None]) -> Snapshot:
    """Return how the files lie as soon as nobody is writing them."""
    for _ in range(_MOST_WAITS):
        rest(_STILL)
        now = look_at()
        if now == seen:
            break
        seen = now
    return seen
