"""What settle.py promises: what is due depends on the time alone, and no two posts are one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector import find, read_lightly
from feeds.collector.settle import settle, settle_readings
from feeds.model import Card, Post, Reading, Site, State
from feeds.record import moment, replace

NOW = datetime(2020, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("UTC"),
    dialect="plain", folders=("posts",), permalink="/:slug/",
)  # fmt: skip


def post(name: str, **changes: object) -> Reading:
    """Return the reading of a published post."""
    values: dict[str, object] = {
        "source": f"posts/{name}.md", "id": f"https://example.org/{name}/", "title": name,
        "url": f"https://example.org/{name}/", "published": NOW, "updated": NOW,
    }  # fmt: skip
    made = Post(**(values | changes))  # type: ignore[arg-type] # a test says what it likes
    return Reading(source=made.source, state="published", post=made)


def settled(*readings: Reading, future: bool = False) -> tuple[Reading, ...]:
    """Return what becomes of the readings now."""
    return settle_readings(iter(readings), NOW, future=future)


class TestHoldBack:
    """What is due depends on the time of the build alone."""

    @pytest.mark.parametrize(
        ("published", "expires", "future", "state", "reason"),
        [
            (NOW, None, False, "published", None),
            (NOW - HOUR, None, False, "published", None),
            (NOW + timedelta(seconds=1), None, False, "scheduled", "future"),
            (NOW + HOUR, None, True, "published", None),
            (NOW.astimezone(ZoneInfo("Asia/Shanghai")), None, False, "published", None),
            (NOW - HOUR, NOW + timedelta(seconds=1), False, "published", None),
            (NOW - HOUR, NOW, False, "expired", "expired"),
            (NOW - HOUR, NOW - HOUR, True, "expired", "expired"),
            (NOW + HOUR, NOW - HOUR, False, "scheduled", "future"),
        ],
    )
    def test_due(
        self, published: datetime, expires: datetime | None, future: bool, state: State, reason: str | None
    ) -> None:
        """A post is published from its date on, up to but not at its expiry."""
        (reading,) = settled(post("a", published=published, expires=expires), future=future)
        assert (reading.state, reading.reason) == (state, reason)
        assert reading.post is not None
        assert reading.problems == ()

    @pytest.mark.parametrize(
        ("published", "due", "state"),
        [
            (NOW - HOUR, NOW + HOUR, "scheduled"),
            (NOW + HOUR, NOW - HOUR, "published"),
            (NOW + HOUR, NOW, "published"),
            (NOW - HOUR, NOW + timedelta(seconds=1), "scheduled"),
        ],
    )
    def test_due_on_another_day(self, published: datetime, due: datetime, state: State) -> None:
        """A post that says when it is due appears then, whatever day it bears; with `future` at once."""
        held = post("a", published=published, due=due)
        (reading,) = settled(held)
        assert reading.state == state
        assert reading.post == held.post
        (reading,) = settled(held, future=True)
        assert reading.state == "published"

    @pytest.mark.parametrize("state", ["draft", "left-out"])
    def test_others(self, state: State) -> None:
        """What is not published anyway keeps its reason."""
        reading = Reading(source="a", state=state, reason="why", post=post("a", published=NOW + HOUR).post)
        assert settled(reading) == (reading,)


class TestDoubles:
    """Two posts with one URL or one id are one for a reader."""

    def test_same_url(self) -> None:
        """The second of two with one URL is left out; its problem names both, and the URL."""
        one, two, three = post("a"), post("b", url="https://example.org/a/"), post("c")
        first, second, third = settled(one, two, three)
        assert (first, third) == (one, three)
        assert (second.state, second.reason) == ("left-out", "same-url")
        (problem,) = second.problems
        assert str(problem.where) == "posts/b.md:1:1"
        assert problem.code == "same-url"
        assert "https://example.org/a/ is that of posts/a.md too; give" in problem.message

    def test_same_id(self) -> None:
        """So is the second of two with one id."""
        _, second = settled(post("a", id="tag:x"), post("b", id="tag:x"))
        assert (second.state, second.reason) == ("left-out", "same-id")
        assert [p.code for p in second.problems] == ["same-id"]
        assert "tag:x is that of posts/a.md too" in second.problems[0].message

    def test_both(self) -> None:
        """One with both is told once."""
        _, second = settled(post("a", id="x"), post("b", id="x", url="https://example.org/a/"))
        assert [p.code for p in second.problems] == ["same-url"]

    def test_what_is_not_published_takes_no_place(self) -> None:
        """A scheduled, expired or doubled post leaves its URL and id to others."""
        later = post("a", published=NOW + HOUR, url="u")
        gone = post("b", expires=NOW, url="u")
        here, double = post("c", url="u"), post("d", url="u", id="tag:d")
        last = post("e", id="tag:d")
        found = settled(later, gone, here, double, last)
        assert [r.state for r in found] == ["scheduled", "expired", "published", "left-out", "published"]

    def test_earlier_problems_stay(self) -> None:
        """A double keeps the problems that it had, and tells its own behind them."""
        had = Reading(source="x", state="left-out", reason="r")
        double = post("b", url="https://example.org/a/")
        (problem,) = settled(post("a"), double)[1].problems
        assert settled(had, post("a"), double)[0] == had
        noted = double._replace(problems=(problem, problem))
        assert settled(post("a"), noted)[1].problems == (problem,) * 3

    def test_files(self, tmp_path: Path) -> None:
        """Two files whose names differ in composition only have one URL: the first stays."""
        (tmp_path / "posts").mkdir()
        for name in ("n\u0303.md", "ñ.md"):
            (tmp_path / "posts" / name).write_bytes(b"---\ntitle: a\ndate: 2020-01-02\n---\nbody\n")
        sources = find(tmp_path, SITE)
        if len(sources) < 2:
            pytest.skip("the file system composes names")
        found = settled(*(read_lightly(tmp_path, SITE, source) for source in sources))
        assert [(r.state, r.reason) for r in found] == [("published", None), ("left-out", "same-url")]


def later(hours: int | None) -> datetime | None:
    """Return a moment so many hours from now."""
    return None if hours is None else NOW + hours * HOUR


hours = st.integers(-3, 3)
names = st.sampled_from("abc")
cards = st.builds(
    lambda state, url, id_, due, published, expires: Card(
        "", state, None, id_, url, moment(NOW + published * HOUR), NOW + published * HOUR, NOW,
        due=later(due), expires=later(expires),
    ),
    st.sampled_from(["published", "published", "draft", "left-out"]), names, names, st.none() | hours, hours,
    st.none() | hours,
)  # fmt: skip
many = st.lists(cards, max_size=8).map(
    lambda found: [replace(card, source=str(number)) for number, card in enumerate(found)]
)


class TestCards:
    """What holds for any cards at any time."""

    @given(many, st.booleans())
    def test_total(self, posts: list[Card], future: bool) -> None:
        """Each card has its place in what comes out, and only a published one changes: in two fields."""
        found, doubles, _ = settle(iter(posts), NOW, future=future)
        assert [card.source for card in found] == [card.source for card in posts]
        for before, after in zip(posts, found, strict=True):
            assert replace(after, state=before.state, reason=before.reason) == before
            assert before.state == "published" or after == before
        told = {card.source for card in found if card.reason in {"same-url", "same-id"}}
        assert doubles.keys() == told
        assert all(doubles[card.source].code == card.reason for card in found if card.source in told)

    @given(many, st.booleans())
    def test_no_two_are_one(self, posts: list[Card], future: bool) -> None:
        """Of what is published, each has a URL and an id of its own; to settle it again changes nothing."""
        found, *_ = settle(posts, NOW, future=future)
        there = [card for card in found if card.state == "published"]
        assert len({card.url for card in there}) == len({card.id for card in there}) == len(there)
        assert settle(found, NOW, future=future)[:2] == (found, {})

    @given(many, st.booleans(), st.integers(-4, 4), st.integers(0, 8 * 60))
    def test_until_next(self, posts: list[Card], future: bool, hour: int, minutes: int) -> None:
        """Up to the next moment at which time alone changes anything, and not at it, nothing changes."""
        now = NOW + hour * HOUR
        until = settle(posts, now, future=future).due
        then = now + timedelta(minutes=minutes)
        if until is None or then < until:
            assert settle(posts, then, future=future) == settle(posts, now, future=future)

    def test_the_moment_itself(self) -> None:
        """The next moment is when the next post is due or expires; one that was never read has none."""
        unread = Card("x", "left-out")
        due, old = post_card(published=NOW + 2 * HOUR), post_card(expires=NOW + HOUR)
        soon = post_card(published=NOW - HOUR, due=NOW + HOUR)
        assert settle([due, unread], NOW, future=False).due == NOW + 2 * HOUR
        assert settle([due, old], NOW, future=False).due == NOW + HOUR
        assert settle([due, old], NOW + HOUR, future=False).due == NOW + 2 * HOUR
        assert settle([due, old], NOW + 2 * HOUR, future=False).due is None
        assert settle([unread], NOW, future=False).due is None
        assert settle([soon], NOW, future=False).due == NOW + HOUR


def post_card(**changes: object) -> Card:
    """Return the card of a published post."""
    made = replace(Card("a", "published", None, "i", "u", 0, NOW, NOW), **changes)
    return replace(made, moment=moment(made.published))
