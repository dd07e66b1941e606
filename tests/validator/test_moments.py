from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds.validator.moments import earliest, latest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-12-28T15:54:15+08:00", "2021-12-28T07:54:15+00:00", "2021-12-28T07:54:15+00:00"),
        ("2021-12-28T15:54Z", "2021-12-28T15:54:00+00:00", "2021-12-28T15:54:00+00:00"),
        ("2021-12-28T23:59:60Z", "2021-12-28T23:59:59+00:00", "2021-12-28T23:59:59+00:00"),
        ("2021-12-28", "2021-12-27T10:00:00+00:00", "2021-12-29T11:59:59+00:00"),
        ("2021-12", "2021-11-30T10:00:00+00:00", None),
        ("2021", "2020-12-31T10:00:00+00:00", None),
        ("2021-02-30", None, None),
        ("28.12.2021", None, None),
        ("2021-12-28T15:54:15", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_told_by_its_ends(text: str, first: str | None, last: str | None) -> None:
    """A day is longer than 24 hours: it begins east of us, and ends in the west."""
    for moment, wanted in ((earliest(text), first), (latest(text), last)):
        assert (moment and moment.astimezone(UTC)) == (wanted and datetime.fromisoformat(wanted))


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_can_be_compared(text: str) -> None:
    """No date raises."""
    now = datetime(2021, 12, 28, tzinfo=UTC)
    first, last = earliest(text), latest(text)
    assert first is not None
    assert last is not None
    assert (first > now) == (last > now)
