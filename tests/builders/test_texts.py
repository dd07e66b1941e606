"""What _texts.py promises: the post's word is above the feed's, and a post without a body has its summary."""

from __future__ import annotations

from typing import Any

import pytest

from feeds.builders._texts import of_post, texts
from feeds.model import Content
from feeds.record import replace
from tests.builders.small import ENTRIES, NEW

ENTRY = replace(ENTRIES["posts/new.md"], summary="S", html="H")


@pytest.mark.parametrize(
    ("content", "told"), [("both", ("S", "H")), ("full", ("", "H")), ("summary", ("S", ""))]
)
def test_as_the_feed_says(content: Content, told: tuple[str, str]) -> None:
    """The summary, the body, or both."""
    assert texts(ENTRY, content) == told


@pytest.mark.parametrize("content", ["both", "full", "summary"])
def test_without_a_body(content: Content) -> None:
    """A post without a body has its summary in every feed."""
    assert texts(replace(ENTRY, html=""), content) == ("S", "")


@pytest.mark.parametrize("content", ["both", "full", "summary"])
def test_as_the_post_says(content: Content) -> None:
    """`feed_content` in a post's front matter is above the settings."""
    own = replace(ENTRY, post=NEW._replace(extra=(("x", 1), ("feed_content", " Summary "))))
    assert texts(own, content) == ("S", "")


@pytest.mark.parametrize(
    ("said", "meant"), [("full", "full"), ("BOTH", "both"), ("", None), (None, None), (["full"], None)]
)
def test_of_post(said: Any, meant: str | None) -> None:
    """It is one of the three words; anything else says nothing."""
    assert of_post(NEW._replace(extra=(("feed_content", said),))) == meant
