"""What a run is asked by, as far as that is known before the words are understood.

It is the first thing that a build needs, so it imports nothing that is costly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import time

from feeds import again

CACHE = ".feeds-cache"
"""The folder in ROOT in which a build remembers things."""


def words() -> tuple[str, ...]:
    """Return all that a run is asked by: the folder that it is in, its time if it has one, its arguments."""
    return (os.getcwd(), os.environ.get("SOURCE_DATE_EPOCH", ""), *sys.argv[1:])


def recall(load: Callable[[str], object]) -> again.Glance:
    """Return what a build that was asked by the same words has to say again, or else what it has seen.

    Modules may be loaded while the files are looked at. Before the words are understood, the cache may lie
    in any folder that they name.
    """
    if sys.argv[1:2] != ["build"] or {"--no-cache", "--watch"} & {*sys.argv}:
        return again.NOTHING
    asked = words()
    fixed = bool(asked[1]) or any(word.startswith("--now") for word in asked)
    named = [word.rpartition("=")[2] for word in asked[3:]]
    for folder in (CACHE, *(os.path.join(word, CACHE) for word in named), *named):
        if os.path.isfile(os.path.join(folder, again.FILE)):
            return again.recall(folder, asked, None if fixed else time(), load)
    return again.NOTHING
