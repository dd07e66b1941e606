"""What compare.py promises: each post is in the right list, and in one only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.compare import Changes, compare, digest, guard
from feeds.manifest import Manifest
from feeds.model import Author, Entry, Post, Problem, Where
from feeds.record import replace

WHEN = datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="https://example.org/a",
    url="https://example.org/a",
    title="A",
    published=WHEN,
    updated=WHEN,
    categories=("one", "two"),
    tags=("three",),
    authors=(Author(name="Ann", email="ann@example.org"),),
    lang="en",
)
ENTRY = Entry(post=POST, title="A", summary="In short", html="<p>At length</p>")
sources = st.sampled_from(["a.md", "b.md", "c.md", "d.md"])
ids = st.sampled_from(["1", "2", "3", "4"])
digests = st.none() | st.sampled_from(["x", "y"])


def manifest(**posts: tuple[str, str | None]) -> Manifest:
    """Return a manifest of posts given as source=(id, entry)."""
    entries = {name: entry for name, (_, entry) in posts.items() if entry is not None}
    return Manifest(files={}, ids={name: id_ for name, (id_, _) in posts.items()}, entries=entries)


manifests = st.dictionaries(sources, st.tuples(ids, digests), max_size=4).map(lambda rows: manifest(**rows))
EMPTY = manifest()


def test_nothing_changed() -> None:
    """Two equal manifests have no changes between them."""
    same = manifest(a=("1", "x"), b=("2", None))
    assert compare(same, same) == Changes()


def test_new() -> None:
    """A post is new when a feed lists it and neither its source nor its id was known."""
    assert compare(EMPTY, manifest(b=("2", "x"), a=("1", "x"))).new == ("a", "b")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (EMPTY, manifest(a=("1", None))),
        (manifest(a=("1", None)), manifest(a=("1", "x"))),
        (manifest(a=("1", "x")), manifest(b=("1", "x"))),
        (manifest(a=("1", "x")), manifest(a=("2", "x"))),
    ],
    ids=["not listed", "published before", "renamed", "other id"],
)
def test_not_new(before: Manifest, after: Manifest) -> None:
    """A post that no feed lists, or that was known by source or by id, is not new."""
    assert compare(before, after).new == ()


def test_updated() -> None:
    """A post is updated when its entry's digest changes, also if its file was renamed."""
    before = manifest(a=("1", "x"), b=("2", "x"), c=("3", "x"))
    after = manifest(a=("1", "y"), moved=("2", "y"), c=("3", "x"))
    assert compare(before, after) == Changes(updated=("a", "moved"))


def test_not_updated_when_listed_once_only() -> None:
    """A post that comes into a feed, or falls out of it, was not updated."""
    before, after = manifest(a=("1", None), b=("2", "x")), manifest(a=("1", "x"), b=("2", None))
    assert compare(before, after) == Changes()


def test_vanished() -> None:
    """A post has vanished when it was listed and neither its source nor its id is published."""
    assert compare(manifest(b=("2", "x"), a=("1", "x")), EMPTY) == Changes(vanished=("a", "b"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (manifest(a=("1", None)), EMPTY),
        (manifest(a=("1", "x")), manifest(a=("1", None))),
        (manifest(a=("1", "x")), manifest(b=("1", None))),
        (manifest(a=("1", "x")), manifest(a=("2", "x"))),
    ],
    ids=["never listed", "pushed out by the limit", "renamed", "other id"],
)
def test_not_vanished(before: Manifest, after: Manifest) -> None:
    """A post that no feed listed, or that is still published, has not vanished."""
    assert compare(before, after).vanished == ()


def test_reannounced() -> None:
    """A post that keeps its file and gets another id is announced again, and is no update."""
    before, after = manifest(a=("1", "x"), b=("2", "x")), manifest(a=("9", "y"), b=("2", "x"))
    assert compare(before, after) == Changes(reannounced=("a",))


class TestProperties:
    """What holds between any two outputs."""

    @settings(deadline=None)
    @given(manifests)
    def test_no_change_to_itself(self, same: Manifest) -> None:
        """An output does not differ from itself, whatever ids its posts share."""
        assert compare(same, same) == Changes()

    @settings(deadline=None)
    @given(manifests, manifests)
    def test_once_and_sorted(self, before: Manifest, after: Manifest) -> None:
        """Each list is sorted, and no source is in two of them."""
        found = compare(before, after)
        lists = (found.new, found.updated, found.vanished, found.reannounced)
        assert all(list(each) == sorted(each) for each in lists)
        assert len({source for each in lists for source in each}) == sum(map(len, lists))

    @settings(deadline=None)
    @given(manifests, manifests)
    def test_where_they_come_from(self, before: Manifest, after: Manifest) -> None:
        """Only what vanished is not in the new output, and nothing new was in the old one."""
        found = compare(before, after)
        assert {*found.new, *found.updated, *found.reannounced} <= after.ids.keys()
        assert set(found.vanished) <= before.ids.keys() - after.ids.keys()
        assert not {*found.new} & before.ids.keys()
        assert {*found.reannounced} <= before.ids.keys()

    @settings(deadline=None)
    @given(manifests)
    def test_first_and_last(self, posts: Manifest) -> None:
        """All that is listed is new to an empty output, and has vanished from one."""
        listed = tuple(sorted(posts.entries))
        assert compare(EMPTY, posts) == Changes(new=listed)
        assert compare(posts, EMPTY) == Changes(vanished=listed)


def test_guard_stops_for_what_was_published() -> None:
    """A bad post that was published stops the run, listed or not; a bad new one does not."""
    wrong = [
        (source, Problem(where=Where(path=source), code="bad-date", message="no date"))
        for source in ("listed", "unlisted", "fresh", "listed")
    ]
    before = manifest(listed=("1", "x"), unlisted=("2", None))
    assert guard(before, iter(wrong)) == (wrong[0][1], wrong[1][1], wrong[3][1])
    assert guard(EMPTY, wrong) == ()


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, title="B"),
        replace(ENTRY, summary="In brief"),
        replace(ENTRY, html="<p>At some length</p>"),
        *(
            replace(ENTRY, post=POST._replace(**change))
            for change in (
                {"id": "tag:a"},
                {"url": "https://example.org/b"},
                {"published": WHEN + timedelta(microseconds=1)},
                {"updated": WHEN + timedelta(seconds=1)},
                {"authors": (Author(name="Ann"),)},
                {"authors": (Author(name="Ann", uri="ann@example.org"),)},
                {"authors": ()},
                {"categories": ("one",)},
                {"categories": ("onetwo",)},
                {"categories": ("one", "two", "three"), "tags": ()},
                {"tags": ("three", "")},
                {"lang": None},
            )
        ),
        replace(ENTRY, title="AIn short", summary=""),
    ],
)
def test_digest_sees(other: Entry) -> None:
    """The digest changes with everything that a reader sees, also if it only moves along."""
    assert digest(other) != digest(ENTRY)


@pytest.mark.parametrize(
    "change",
    [
        {"source": "posts/renamed.md"},
        {"title": "as the front matter has it"},
        {"body": 99},
        {"extra": (("layout", "wide"),)},
        {"published": WHEN.astimezone(timezone(timedelta(hours=8)))},
    ],
)
def test_digest_does_not_see(change: dict[str, object]) -> None:
    """The digest keeps when nothing changes that a reader sees; an instant has many spellings."""
    same = replace(ENTRY, post=POST._replace(**change))  # type: ignore[arg-type]
    assert digest(same) == digest(ENTRY)


def test_digest_is_short_and_fixed() -> None:
    """The digest is 16 hex digits, and the same in every process and version.

    If this fails, the next release tells all subscribers that every post was updated.
    """
    assert digest(ENTRY) == "1a01d328d9d3f8f4"


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("hours", [-14, 14])
def test_digest_at_the_ends_of_time(year: int, hours: int) -> None:
    """A date whose UTC is outside of the calendar has a digest like any other."""
    month, day = (1, 1) if year == 1 else (12, 31)
    when = datetime(year, month, day, tzinfo=timezone(timedelta(hours=hours)))
    assert len(digest(replace(ENTRY, post=POST._replace(published=when)))) == 16


@settings(deadline=None)
@given(st.text(), st.text(), st.text(), st.text())
def test_digest_tells_texts_apart(title: str, summary: str, other: str, rest: str) -> None:
    """Two entries with other texts have other digests, wherever one text ends."""
    one, two = replace(ENTRY, title=title, html=summary), replace(ENTRY, title=other, html=rest)
    assert (digest(one) == digest(two)) == ((title, summary) == (other, rest))


def test_digest_of_a_name_that_is_not_utf8() -> None:
    """A lone surrogate, as the system makes of a bad file name, is no reason to fail."""
    assert len(digest(replace(ENTRY, post=POST._replace(url="https://example.org/\udcff")))) == 16
