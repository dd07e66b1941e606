"""What filling.py promises: limits of a document, and archives of which none is ever changed or missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Manner
from feeds.select.filling import Filled, fill, latest
from tests.select.few import post, title

POSTS = tuple(post(str(day), day) for day in range(20, 0, -1))


def numbers(filled: Filled) -> tuple[list[str], list[list[str]]]:
    """Return the days of the posts, and of those in each archive."""
    return [title(one) for one in filled.posts], [[title(one) for one in some] for some in filled.archives]


@pytest.mark.parametrize(
    ("manner", "days"),
    [
        (Manner(limit=3), ["20", "19", "18"]),
        (Manner(max_age=2), ["20", "19", "18"]),
        (Manner(limit=2, max_age=5), ["20", "19"]),
        (Manner(limit=5, max_age=1), ["20", "19"]),
    ],
)
def test_limits(manner: Manner, days: list[str]) -> None:
    """A document has so many posts, none of them so much older than the newest: both limits count."""
    assert numbers(fill(POSTS, manner)) == (days, [])


def test_age_is_the_posts() -> None:
    """A feed of long ago keeps its posts: their age is that of the newest, not of today."""
    assert len(fill(POSTS, Manner(max_age=1000)).posts) == 20


def test_archives() -> None:
    """They are counted from the oldest post, all full, and the document has all that are in none."""
    assert numbers(fill(POSTS[:7], Manner(limit=2, archive=True))) == (
        ["20", "19"], [["15", "14"], ["17", "16"], ["19", "18"]],
    )  # fmt: skip
    assert numbers(fill(POSTS[:7], Manner(limit=2, archive=True, archive_size=5))) == (
        ["20", "19"], [["18", "17", "16", "15", "14"]],
    )  # fmt: skip
    assert numbers(fill(POSTS[:7], Manner(limit=2, archive=True, archive_size=4))) == (
        ["20", "19", "18"], [["17", "16", "15", "14"]],
    )  # fmt: skip


@pytest.mark.parametrize("posts", [1, 4, 5])
def test_all_fits(posts: int) -> None:
    """What fits into one document needs no archive, and neither does what fills none."""
    assert fill(POSTS[:posts], Manner(limit=5, archive=True, archive_size=2)).archives == ()
    assert fill(POSTS[:posts], Manner(limit=1, archive=True, archive_size=9)) == Filled(POSTS[:posts])


def test_bytes_may_take_some_away() -> None:
    """Where a limit of bytes may leave posts out, archives have them, also where the number would do."""
    manner = Manner(limit=9, archive=True, archive_size=2, max_bytes=1)
    assert numbers(fill(POSTS[:3], manner)) == (["20", "19", "18"], [["19", "18"]])


@given(
    posts=st.integers(1, 20), limit=st.integers(1, 6), size=st.none() | st.integers(1, 6),
    age=st.none() | st.integers(1, 6),
)  # fmt: skip
def test_nothing_is_missing(posts: int, limit: int, size: int | None, age: int | None) -> None:
    """Document and archives together have every post, each archive is full, and all are in order."""
    listed = POSTS[-posts:]
    filled = fill(listed, Manner(archive=True, limit=limit, archive_size=size, max_age=age))
    assert {one.source for some in (filled.posts, *filled.archives) for one in some} == {
        one.source for one in listed
    }
    assert {len(some) for some in filled.archives} <= {size or limit}
    together = [one for some in reversed(filled.archives) for one in some]
    assert together == list(listed[len(listed) - len(together) :])
    assert filled.posts == listed[: len(filled.posts)]


zones = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))


days = st.integers(0, 96).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(st.lists(st.builds(datetime.astimezone, days, zones), min_size=1))
def test_latest(dates: list[datetime]) -> None:
    """It is the same moment that Python finds, whatever zones the dates are in."""
    assert latest(iter(dates)) == max(dates)
