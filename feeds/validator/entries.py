"""Rules about the entries of one feed together: their ids, their order, the feed's date. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from feeds.validator.findings import Findings, Node, Stamp, name_of, quoted


def check_ids(stamps: Sequence[Stamp], name: str, found: Findings) -> None:
    """Want an id of its own for each entry, or at least, as Atom allows, another date."""
    known: dict[str, set[datetime | None]] = {}
    for stamp in stamps:
        if stamp.id is None:
            continue
        dates = known.setdefault(stamp.id, set())
        if dates:
            message = (
                f"The {name} {quoted(stamp.id)} stands in an earlier {name_of(stamp.element)} "
                "too, so that readers show only one of them; write another"
            )
            report = found.error if stamp.updated in dates else found.warning
            report(stamp.element, "duplicate-id", message)
        dates.add(stamp.updated)


def check_order(stamps: Sequence[Stamp], found: Findings) -> None:
    """Want the newest entry first, by either of its dates: some readers show them as they stand."""
    published = _first_newer(stamps, [stamp.published or stamp.updated for stamp in stamps])
    if published is None:
        return
    if _first_newer(stamps, [stamp.updated or stamp.published for stamp in stamps]) is not None:
        message = f"The {name_of(published)} is newer than the one before it; write the newest first"
        found.warning(published, "entry-order", message)


def check_feed_date(holder: Node, date: datetime | None, stamps: Sequence[Stamp], found: Findings) -> None:
    """Want the feed's date at its newest entry's: a reader may look for nothing after it."""
    dates = [stamp.updated or stamp.published for stamp in stamps]
    newest = max((moment for moment in dates if moment is not None), default=None)
    if date is not None and newest is not None and date < newest:
        message = (
            f"{name_of(holder)} is older than the newest entry, of {newest.isoformat()}; write that moment"
        )
        found.warning(holder, "feed-date", message)


def _first_newer(stamps: Sequence[Stamp], dates: Sequence[datetime | None]) -> Node | None:
    """Return the first element that is newer than the dated one before it."""
    dated = [(s.element, date) for s, date in zip(stamps, dates, strict=True) if date is not None]
    for (_, before), (element, after) in pairwise(dated):
        if after > before:
            return element
    return None
