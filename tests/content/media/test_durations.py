"""How long something is, as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content.media.durations import seconds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1825", 1825), ("1825.6", 1825), ("0:30", 30), ("68:22", 4102), ("1:08:19", 4099),
        ("00:34:12.5", 2052), ("PT1H8M", 4080), ("PT45M", 2700), ("1h 8m 19s", 4099), ("45 min", 2700),
        ("45 minutes.", 2700), ("1 hour and 2 minutes", 3720), ("90s", 90),
    ],
)  # fmt: skip
def test_seconds(text: str, wanted: int) -> None:
    """Seconds, clocks, ISO 8601 and plain words are understood."""
    assert seconds(text) == wanted


@pytest.mark.parametrize(
    "text", ["", "x", "PT", "1:2:3:4", "12 apples", "about 3 minutes", "3m20", "-5", "1:00:xx"]
)
def test_no_duration(text: str) -> None:
    """What cannot be told is not guessed."""
    assert seconds(text) is None


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_clock(hours: int, minutes: int, rest: int) -> None:
    """Every clock is so many seconds, with and without its zeros."""
    wanted = hours * 3600 + minutes * 60 + rest
    assert seconds(f"{hours}:{minutes:02}:{rest:02}") == seconds(f"{hours:02}:{minutes}:{rest}") == wanted
