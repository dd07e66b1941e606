"""What record.py promises: what C says of values is what Python says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from feeds.record import iso_dates

ZONES: list[tzinfo] = [UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("Africa/Monrovia"), ZoneInfo("UTC")]
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
dates = st.datetimes(timezones=st.sampled_from(ZONES) | offsets)


@given(st.lists(dates, max_size=5))
def test_iso_dates(these: list[datetime]) -> None:
    """Dates of any time and zone are written as isoformat() writes them."""
    assert iso_dates(these) == [when.isoformat() for when in these]
