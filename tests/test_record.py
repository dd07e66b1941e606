"""What record.py promises: what C writes comes back as it was, and says what Python says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.yamltext import Bare
from feeds.record import Record, iso_dates, json_of, json_reader

ZONES: list[tzinfo] = [UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("Africa/Monrovia"), ZoneInfo("UTC")]
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
dates = st.datetimes(timezones=st.sampled_from(ZONES) | offsets)


class Inner(Record, frozen=True, kw_only=True):
    text: str
    number: int | None = None


class Pair(NamedTuple):
    inner: Inner
    when: datetime


class Outer(Record, frozen=True, kw_only=True):
    pairs: list[Pair]
    named: dict[str, tuple[str, ...]]


texts = st.text(st.characters() | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=5)
outers = st.builds(
    Outer,
    pairs=st.lists(
        st.builds(
            Pair,
            st.builds(Inner, text=texts, number=st.none() | st.integers()),
            st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=3,
    ),
    named=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=2),
)


@given(outers)
def test_round_trip(outer: Outer) -> None:
    """Lone surrogates and numbers of any size are no exception."""
    assert json_reader(Outer)(json_of(outer)) == outer


def test_kinds_of_text() -> None:
    """A text without quotes in YAML is a text, wherever it stands."""
    bare = Bare("a")
    outer = Outer(pairs=[Pair(Inner(text=bare), datetime(2026, 1, 1, tzinfo=UTC))], named={bare: (bare,)})
    back = json_reader(Outer)(json_of(outer))
    assert back == outer
    assert type(back.pairs[0].inner.text) is str


@pytest.mark.parametrize(
    "said", [{}, [], {"pairs": [[]], "named": {}}, {"pairs": [], "named": {"\ud800": [1]}}]
)
def test_no_such_record(said: object) -> None:
    """JSON of anything else is refused by one kind of error."""
    with pytest.raises(ValueError, match=r"."):
        json_reader(Outer)(json.dumps(said).encode())


@given(st.lists(dates, max_size=5))
def test_iso_dates(these: list[datetime]) -> None:
    """Dates of any time and zone are written as isoformat() writes them."""
    assert iso_dates(these) == [when.isoformat() for when in these]
