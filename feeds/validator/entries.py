"""Rules about the entries of one feed together: their ids, their order, their dates. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from lxml import etree

from feeds.validator.findings import Findings, Node, Stamp, name_of, quoted, text_of

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)


def check_ids(stamps: Sequence[Stamp], name: str, found: Findings, *, always: bool = False) -> None:
    """Want an id of its own for each entry, or at least, as Atom allows but not `always`, another date."""
    known: dict[str, set[datetime | None]] = {}
    for stamp in stamps:
        if stamp.id is None:
            continue
        dates = known.setdefault(stamp.id, set())
        if dates:
            message = (
                f"The {name} {quoted(stamp.id)} stands in an earlier {stamp.name} "
                "too, so that readers show only one of them; write another"
            )
            report = found.error if always or stamp.updated in dates else found.warning
            report(stamp.element if stamp.id_at is None else stamp.id_at, "duplicate-id", message)
        dates.add(stamp.updated)


def check_order(stamps: Sequence[Stamp], found: Findings) -> None:
    """Want the newest entry first, by either of its dates: some readers show them as they stand."""
    published = _first_newer(stamps, [stamp.published or stamp.updated for stamp in stamps])
    if published is None:
        return
    if _first_newer(stamps, [stamp.updated or stamp.published for stamp in stamps]) is not None:
        message = f"The {published.name} is newer than the one before it; write the newest first"
        found.warning(published.element, "entry-order", message)


def check_feed_date(holder: Node, date: datetime | None, stamps: Sequence[Stamp], found: Findings) -> None:
    """Want the feed's date at its newest entry's: a reader may look for nothing after it."""
    dates = [stamp.updated or stamp.published for stamp in stamps]
    newest = max((moment for moment in dates if moment is not None), default=None)
    if date is not None and newest is not None and date < newest:
        message = (
            f"{name_of(holder)} is older than the newest entry, of {newest.isoformat()}; write that moment"
        )
        found.warning(holder, "feed-date", message)


def check_moments(stamp: Stamp, tags: tuple[str, str], now: datetime | None, found: Findings) -> None:
    """Warn of dates that can hardly be meant, of a feed or an entry.

    `tags` are the elements that its two dates stand in. NetNewsWire leaves out an entry of more than a
    day ahead, and who counts from 1970 has no number for what was before.
    """
    for tag, date in zip(tags, (stamp.published, stamp.updated), strict=True):
        if date is None:
            continue
        if date < _EPOCH:
            reason = "is before 1970, where some readers count from; write the moment of publishing"
        elif now is not None and date > now + _AHEAD:
            reason = "is still to come, and some readers leave such entries out; write when it was published"
        else:
            continue
        element = stamp.element.find(tag) if isinstance(stamp.element, etree._Element) else None
        shown = (
            f"{stamp.name} {date}" if element is None else f"{name_of(element)} {quoted(text_of(element))}"
        )
        message = f"{shown} {reason}"
        found.warning(stamp.element if element is None else element, "implausible-date", message)


def check_same_dates(stamps: Sequence[Stamp], found: Findings) -> None:
    """Tell of the first two entries of one moment: readers sort by it, and have nothing to go by."""
    known: dict[datetime, str | None] = {}
    for stamp in stamps:
        if stamp.updated is None:
            continue
        if known.setdefault(stamp.updated, stamp.id) != stamp.id:
            message = f"Another {stamp.name} was updated at the same moment"
            words = f"{stamp.updated.isoformat()}, and readers sort by it; write the time of day as well"
            found.info(stamp.element, "same-date", f"{message}, {words}")
            return


def _first_newer(stamps: Sequence[Stamp], dates: Sequence[datetime | None]) -> Stamp | None:
    """Return the first entry that is newer than the dated one before it."""
    dated = [(s, date) for s, date in zip(stamps, dates, strict=True) if date is not None]
    return next((stamp for (_, before), (stamp, after) in pairwise(dated) if after > before), None)
