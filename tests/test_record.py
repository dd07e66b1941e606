"""What record.py promises: JSON of records comes back as it was, whatever its texts and numbers are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.yamltext import Bare
from feeds.record import Record, json_of, json_reader


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
