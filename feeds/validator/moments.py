"""What a W3C date may mean: https://www.w3.org/TR/NOTE-datetime. Pure.

A day without a time begins in one zone when it ends in another, so it is told by its two ends.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from feeds.validator.dates import w3c

_FIRST: Final = timezone(timedelta(hours=14))
_LAST: Final = timezone(timedelta(hours=-12))
_DAY: Final = len("2021-12-28")


def earliest(text: str) -> datetime | None:
    """Return the first moment that the date may mean, None where it is no date."""
    if w3c("", text):
        return None
    if len(text) > _DAY:
        return _moment(text)
    return datetime.fromisoformat(f"{text}-01-01"[:_DAY]).replace(tzinfo=_FIRST)


def latest(text: str) -> datetime | None:
    """Return the last moment that the date may mean, None where it is no complete date."""
    if w3c("", text) or len(text) < _DAY:
        return None
    if len(text) > _DAY:
        return _moment(text)
    return datetime.fromisoformat(f"{text}T23:59:59").replace(tzinfo=_LAST)


def _moment(text: str) -> datetime:
    # A leap second is a legal second that Python does not know.
    return datetime.fromisoformat(text.replace(":60", ":59") if ":60" in text[16:19] else text)
