"""The items of one JSON Feed for the rules about entries, and their dates. Pure.

https://www.jsonfeed.org/version/1.1/#items
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from feeds.validator.dates import moment_rfc3339
from feeds.validator.findings import Findings, Stamp, Value, quoted
from feeds.validator.jsonshape import members, text, type_of

_PUBLISHED: Final = "date_published"
_MODIFIED: Final = "date_modified"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)


def stamps(items: Sequence[Value]) -> Iterator[Stamp]:
    """Yield what each item is known by and when it was written."""
    for item in items:
        id_ = members(item).get("id")
        known = id_ is not None and type_of(id_) in {"text", "number"}
        yield Stamp(
            element=item, id=str(id_.data) if id_ is not None and known else None, id_at=id_,
            published=_moment(item, _PUBLISHED), updated=_moment(item, _MODIFIED),
        )  # fmt: skip


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
