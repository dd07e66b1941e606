"""What named.py promises: a feed lists what its filter lets through, and is filled in its own manner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.model import Author, Feed, Filter, Manner
from feeds.record import replace
from feeds.select.named import filtered
from tests.select.few import FIRST, SITE, chosen, named, post, title

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ANN = (Author(name="Ann"),)
POSTS = (
    post("d", 3, categories=("News",), authors=ANN),
    post("c", 2, categories=("Dev", "News"), tags=("x",), lang="fa"),
    post("b/b", 1, tags=("x", "y"), authors=ANN),
    post("a", 0),
)


def moment(day: int) -> int:
    """Return the moment of a day after the first."""
    return (FIRST + timedelta(days=day) - EPOCH) // timedelta(microseconds=1)


def feed(**more: Any) -> Feed:
    """Return a feed of all posts, but for what a test gives."""
    return replace(Feed(name="My Feed", filter=Filter(), manner=Manner()), **more)


@pytest.mark.parametrize(
    ("wanted", "unwanted", "found"),
    [
        ({}, {}, "d c b/b a"),
        ({"category": ("news",)}, {}, "d c"),
        ({"category": ("News",), "tag": ("x",)}, {}, "c"),
        ({"category": ("News", "Dev")}, {}, "d c"),
        ({"author": ("a*",)}, {}, "d b/b"),
        ({"language": ("fa",)}, {}, "c"),
        ({}, {"language": ("fa",)}, "d b/b a"),
        ({"path": ("posts/b",)}, {}, "b/b"),
        ({}, {"path": ("*.md",)}, ""),
        ({"collection": ("b",)}, {}, "b/b"),
        ({"tag": ("x",)}, {"tag": ("y",)}, "c"),
        ({"tag": ("*",)}, {"category": ("*",)}, "b/b"),
    ],
)
def test_filter(wanted: dict[Any, Any], unwanted: dict[Any, Any], found: str) -> None:
    """A post passes that has one of each kind of names wanted, and none of those unwanted."""
    by = Filter(wanted=tuple(wanted.items()), unwanted=tuple(unwanted.items()))
    assert " ".join(title(one) for one in filtered(POSTS, by, SITE)) == found


def test_dates() -> None:
    """Of dates the first counts in, and the second does not."""
    assert [title(one) for one in filtered(POSTS, Filter(since=moment(2)), SITE)] == ["d", "c"]
    assert [title(one) for one in filtered(POSTS, Filter(before=moment(2)), SITE)] == ["b/b", "a"]
    both = Filter(since=moment(1), before=moment(2))
    assert [title(one) for one in filtered(POSTS, both, SITE)] == ["b/b"]


def test_channel() -> None:
    """A feed has what the settings say, and otherwise what the site has."""
    (_, usual, own) = chosen(
        *POSTS, terms=(), lang="en",
        feeds=(
            feed(),
            feed(
                filter=Filter(wanted=(("language", ("fa",)),)), title="T", description="D", formats=("rss",),
                page="https://example.org/p/", manner=Manner(limit=1), folder="x",
                aliases=(("rss", "old.xml"), ("atom", "no.xml")),
            ),
        ),
    ).channels  # fmt: skip
    assert (usual.kind, usual.name, usual.title, usual.description) == (
        "feed", "My Feed", "Notes | My Feed", "Notes | My Feed",
    )  # fmt: skip
    assert (usual.page, usual.total, usual.lang) == ("https://example.org/", 4, None)
    assert (own.title, own.description, own.page, own.lang) == ("T", "D", "https://example.org/p/", "fa")
    assert (own.paths, own.aliases) == ((("rss", "x/rss.xml"),), (("rss", "old.xml"),))
    assert own.manner == Manner(limit=1)


def test_archives_of_a_feed() -> None:
    """A feed of one's own may have archives where no other has."""
    (home, own) = chosen(*POSTS, terms=(), feeds=(feed(manner=Manner(limit=1, archive=True)),)).channels
    assert home.archives == ()
    assert [[title(one) for one in some] for some in own.archives] == [["a"], ["b/b"], ["c"], ["d"]]


def test_too_few_posts() -> None:
    """A feed with too few posts is not published; one that has none at all is spoken of."""
    nothing = feed(filter=Filter(wanted=(("tag", ("no",)),)))
    selection = chosen(*POSTS, terms=(), feeds=(feed(min_posts=5), nothing))
    assert named(selection) == [("site", "", ["d", "c", "b/b", "a"])]
    (problem,) = selection.problems
    assert str(problem) == (
        "feeds.toml: empty-feed: feed “My Feed” has no post, so it is not published; "
        "mend its filter, or take it out"
    )
    assert problem.level == "warning"


def test_posts_that_want_no_feed() -> None:
    """`feed: false` keeps a post out of these feeds too."""
    assert named(chosen(post("a", in_feeds=False), post("b"), feeds=(feed(),)))[1:] == [
        ("feed", "My Feed", ["b"])
    ]
