"""How much a feed holds, measured by what readers take. Pure.

A reader fetches the whole feed each time that anything in it changes, and has its limits, of which it
tells only its own users: CommaFeed's are five megabytes, https://github.com/Athou/commafeed/issues/1580.
"""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Anchor, Findings

_KIB: Final = 1024
_MIB: Final = 1024 * 1024
_MOST_ENTRIES: Final = 1_000


def check_size(holder: Anchor, entries: int, name: str, size: int, found: Findings) -> None:
    """Tell of a feed that is long for a reader, or empty. `name` is what its entries are called."""
    many = "entries" if name == "entry" else f"{name}s"
    if size >= 5 * _MIB:
        message = f"The feed has {size / _MIB:.1f} MB, and CommaFeed and others refuse one of 5 MB or more"
        found.warning(holder, "feed-size", f"{message}; list fewer {many}, or summaries")
    elif size >= _MIB:
        message = f"The feed has {size / _MIB:.1f} MB, which readers fetch at every change, and some cut off"
        found.warning(holder, "feed-size", f"{message}; list fewer {many}, or summaries")
    elif size >= 512 * _KIB:
        message = f"The feed has {size // _KIB} KB, which readers fetch at every change"
        found.info(holder, "feed-size", f"{message}; list fewer {many}, or summaries")
    if entries == 0:
        message = f"The feed has no {name}, and some readers take it for broken"
        found.info(holder, "no-entries", f"{message}; write one, or publish the feed when there is one")
    elif entries > _MOST_ENTRIES:
        message = f"The feed has {entries} {many}, and readers keep the newest hundreds"
        found.info(holder, "many-entries", f"{message}; list fewer of them")
