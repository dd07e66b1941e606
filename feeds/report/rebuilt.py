"""What became of one of many builds -> a line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from feeds.report.text import count

if TYPE_CHECKING:
    from feeds.publish import Result

_SHOWN: Final = 4


def line(result: Result) -> str:
    """Return what was written."""
    plan = result.plan
    if result.blocking:
        return f"not published, {count(len(result.blocking), 'problem')} to mend first; all is as it was"
    told = []
    if plan.write:
        paths = [document.path for document in plan.write]
        told.append(f"{count(len(paths), 'file')} written: {some(paths)}")
    if plan.remove:
        told.append(f"{count(len(plan.remove), 'file')} removed: {some(plan.remove)}")
    return "; ".join(told) or "nothing to write"


def some(names: Sequence[str]) -> str:
    """Return the first few of some names, and how many more there are."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
