"""Rules about the items of one JSON Feed together, and their dates. Pure.

They are those of entries.py for RSS and Atom: https://www.jsonfeed.org/version/1.1/#items
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from feeds.validator.dates import moment_rfc3339
from feeds.validator.findings import Findings, Value, quoted
from feeds.validator.jsonshape import members, text, type_of

_PUBLISHED: Final = "date_published"
_MODIFIED: Final = "date_modified"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)


def check_ids(items: Sequence[Value], found: Findings) -> None:
    """Want an id of its own for each item: it "is unique for that item for that feed over time"."""
    known: set[str] = set()
    for id_ in (one for value in items if (one := members(value).get("id")) is not None):
        if type_of(id_) not in {"text", "number"}:
            continue
        name = str(id_.data)
        if name in known:
            message = f"The id {quoted(name)} stands in an earlier item too, so that readers show only one"
            found.error(id_, "duplicate-id", f"{message} of them; write another")
        known.add(name)


def check_order(items: Sequence[Value], found: Findings) -> None:
    """Want the newest item first, by either of its dates: some readers show them as they stand."""
    dates = [(_moment(one, _PUBLISHED), _moment(one, _MODIFIED)) for one in items]
    newer = _first_newer(items, [published or modified for published, modified in dates])
    if newer is not None and _first_newer(items, [modified or published for published, modified in dates]):
        message = "The item is newer than the one before it; write the newest first"
        found.warning(newer, "entry-order", message)


def check_moments(items: Sequence[Value], now: datetime | None, found: Findings) -> None:
    """Warn of dates that can hardly be meant: readers leave such items out, or cannot count so far back."""
    for item in items:
        for name in (_PUBLISHED, _MODIFIED):
            date = _moment(item, name)
            if date is None:
                continue
            value = members(item)[name]
            if date < _EPOCH:
                reason = "is before 1970, where some readers count from; write the moment of publishing"
            elif now is not None and date > now + _AHEAD:
                reason = (
                    "is still to come, and some readers leave such items out; write when it was published"
                )
            else:
                continue
            found.warning(value, "implausible-date", f"{name} {quoted(text(value) or '')} {reason}")


def _moment(item: Value, name: str) -> datetime | None:
    date = text(members(item).get(name)) or ""
    return moment_rfc3339(date.upper().replace(" ", "T", 1))


def _first_newer(items: Sequence[Value], dates: Sequence[datetime | None]) -> Value | None:
    dated = [(item, date) for item, date in zip(items, dates, strict=True) if date is not None]
    return next((item for (_, before), (item, after) in pairwise(dated) if after > before), None)
