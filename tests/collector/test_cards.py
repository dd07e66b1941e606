"""What cards.py promises: a card has what is needed of a post, and comes back from bytes as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.cards import dump, load, of
from feeds.model import NEVER, Author, Card, Post, Reading, State
from feeds.record import replace

WHEN = datetime(2026, 1, 3, 8, 30, 1, 5, tzinfo=timezone(timedelta(hours=8)))
POST = Post(
    source="posts/a.md", id="tag:a", url="https://example.org/a/", title="A", published=WHEN,
    updated=WHEN + timedelta(1), summary="S", categories=("b", "a"), tags=("t",), lang="fa",
    authors=(Author(name="Ann", email="a@example.org"), Author(name="Ben")),
    in_feeds=False, in_sitemap=False, due=WHEN - timedelta(1), expires=WHEN + timedelta(9),
)  # fmt: skip

words = st.text(st.characters() | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=9)
seconds = 24 * 60 * 60 - 1
zones = st.integers(-seconds, seconds).map(lambda offset: timezone(timedelta(seconds=offset)))
minutes = st.integers(1 - 24 * 60, 24 * 60 - 1).map(lambda offset: timezone(timedelta(minutes=offset)))
dates = (
    st.datetimes(timezones=minutes)
    # Offsets have had no seconds since 1972.
    | st.datetimes(timezones=zones, max_value=datetime(1972, 12, 31))  # noqa: DTZ001 - hypothesis wants it so
    | st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Asia/Tehran"), ZoneInfo("Africa/Monrovia")]))
)
many = st.lists(words, max_size=3).map(tuple)
states: st.SearchStrategy[State] = st.sampled_from(["published", "draft", "scheduled", "expired", "left-out"])
cards = st.builds(
    Card, words, states, st.none() | words, words, words, st.integers(), dates, dates,
    many, many, many, st.none() | words, st.booleans(), st.booleans(), st.none() | dates, st.none() | dates,
)  # fmt: skip
some = st.lists(cards, max_size=4)


def bare(card: Card) -> Card:
    """Return a card whose dates know no more of their zone than the offset."""

    def fixed(date: datetime | None) -> datetime | None:
        return date and date.replace(tzinfo=timezone(date.utcoffset() or timedelta()), fold=0)

    return replace(
        card,
        published=fixed(card.published) or NEVER, updated=fixed(card.updated) or NEVER,
        due=fixed(card.due), expires=fixed(card.expires),
    )  # fmt: skip


class TestOf:
    """A reading's card."""

    def test_of_a_post(self) -> None:
        """It has what channels are chosen by, and the names of the authors."""
        reading = Reading(source="posts/a.md", state="published", reason=None, post=POST)
        assert of(reading) == Card(
            source="posts/a.md", state="published", reason=None, id="tag:a",
            url="https://example.org/a/", moment=1_767_400_201_000_005, published=WHEN,
            updated=WHEN + timedelta(1), categories=("b", "a"), tags=("t",), authors=("Ann", "Ben"),
            lang="fa", in_feeds=False, in_sitemap=False, due=WHEN - timedelta(1), expires=WHEN + timedelta(9),
        )  # fmt: skip

    def test_of_what_is_no_post(self) -> None:
        """What could not be read has its reason, and neither id nor date."""
        reading = Reading(source="posts/a.md", state="left-out", reason="no date")
        assert of(reading) == Card("posts/a.md", "left-out", "no date")
        assert of(reading).published == NEVER

    @given(dates, dates)
    def test_moments_are_in_order(self, one: datetime, other: datetime) -> None:
        """The moment orders posts as their dates do, up to the ends of the calendar in any zone."""
        readings = (
            Reading(source="a", state="published", post=POST._replace(published=d)) for d in (one, other)
        )
        first, second = (of(reading).moment for reading in readings)
        assert ((first > second) - (first < second)) == ((one > other) - (one < other))


class TestBytes:
    """Cards, to bytes and back."""

    @given(some)
    def test_round_trip(self, there: list[Card]) -> None:
        """Cards come back as they were: each instant with its offset, each lone surrogate.

        Only of its zone no more than the offset is left, so that an hour that clocks skip is like any other.
        """
        back = load(dump(there))
        assert back == list(map(bare, there))
        assert dump(back) == dump(there)

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"\xff", b"[]", b"null", b"{}", b'{"cards": []}', b'{"cards": [[]], "exact": []}',
            b'{"cards": {}, "exact": []}', b'{"cards": [], "exact": [[0, "", "", null, ""]]}',
        ],
    )  # fmt: skip
    def test_no_cards(self, data: bytes) -> None:
        """What is no list of cards is refused by one kind of error."""
        with pytest.raises(ValueError, match=r"."):
            load(data)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("published", "yesterday"), ("published", 5), ("tags", 5), ("due", "x"),
            ("expires", "2026-13-01"), ("state", "lost"), ("in_feeds", "\ud800"),
        ],
    )  # fmt: skip
    def test_no_card(self, field: str, value: object) -> None:
        """So is one in which a date or a list is none."""
        said = json.loads(dump([of(Reading(source="a", state="published", post=POST))]))
        said["cards"][0][Card.__struct_fields__.index(field)] = value
        with pytest.raises(ValueError, match=r"."):
            load(json.dumps(said).encode())
