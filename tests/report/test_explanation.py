"""What the explanation of a post promises: where each of its values came from."""

from __future__ import annotations

from feeds.model import Reading
from feeds.record import replace
from feeds.report.explanation import explanation
from feeds.report.text import line
from tests.report.records import CARD, CHANNEL, POST, WARNING


def test_explanation() -> None:
    """Each value says where it came from; the feeds that list the post are named, and its problems."""
    reading = Reading(source="posts/a.md", state="published", post=POST, problems=(WARNING,))
    text = explanation(reading, [("title", "title in line 2"), ("published", "date in line 3")], [CHANNEL])
    assert text.splitlines() == [
        "source     posts/a.md",
        "state      published",
        "title      A “中”  (title in line 2)",
        "id         tag:a  (its URL)",
        "url        https://example.org/a/",
        "published  2026-01-02T03:04:05+00:00  (date in line 3)",
        "updated    2026-01-02T03:04:05+00:00  (as published)",
        "categories x",
        "tags       y, z",
        "authors    Mei",
        "lang       en",
        "summary    the beginning of its text",
        "feeds      rss.xml, atom.xml",
        line(WARNING),
    ]


def test_explanation_of_what_no_feed_lists() -> None:
    """Where no feed lists it, or there is no post at all, that is said."""
    bare = POST._replace(source="posts/b.md", categories=(), tags=(), authors=())
    listed = explanation(Reading(source="a", state="published", post=bare), [], [CHANNEL])
    assert "feeds      -  (no feed lists it:" in listed
    assert "categories -" in listed
    none = explanation(Reading(source="a", state="left-out", reason="bad YAML"), [], [])
    assert none == "source     a\nstate      left-out  (bad YAML)"


def test_explanation_of_what_an_archive_has() -> None:
    """A post that no feed has room for, but an archive, is said to be in that."""
    archived = replace(CHANNEL, posts=(replace(CARD, source="b"),), archives=((CARD,),))
    told = explanation(Reading(source="a", state="published", post=POST), [], [archived])
    assert told.endswith("\narchives   rss.xml, atom.xml")
