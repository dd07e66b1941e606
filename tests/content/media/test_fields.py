"""What front matters hold, by the letters of their keys."""

from __future__ import annotations

import pytest

from feeds.content.media.fields import gather, items, letters, switch, table, text, whole


@pytest.mark.parametrize(
    "key", ["featured_image", "featured-image", "featuredImage", "FeaturedImage", "featured image"]
)
def test_letters(key: str) -> None:
    """What only sets words apart makes no other key."""
    assert letters(key) == "featuredimage"


def test_gather_takes_nothing_of_others() -> None:
    """A front matter without pictures and recordings is not taken apart."""
    assert gather((("layout", "post"), ("episode", "3"))) == {}
    assert gather((("layout", "post"),), whatever=True) == {"layout": "post"}
    assert gather((("My_Pic", "a.png"),), frozenset({"mypic"})) == {"mypic": "a.png"}


@pytest.mark.parametrize("name", ["params", "extra", "itunes", "podcast"])
def test_gather_looks_into_tables(name: str) -> None:
    """Hugo's params, Zola's extra and a podcast's table count as if they stood beside the others."""
    fields = gather(((name, (("image", "a.png"), ("duration", "9"))), ("duration", "5")))
    assert (fields["image"], fields["duration"]) == ("a.png", "5")


def test_table() -> None:
    """A table is one, a list or a text is none."""
    assert table((("Path", "x"), ("alt_text", "y"))) == {"path": "x", "alttext": "y"}
    assert table(("a", "b")) == table("a") == table(None) == table(()) == {}


def test_items() -> None:
    """A list has items; a table or a text is its own only one, and nothing has none."""
    assert items(("a", "b")) == ("a", "b")
    assert items((("path", "x"),)) == ((("path", "x"),),)
    assert items("a") == ("a",)
    assert items(None) == items("") == items(()) == ()


def test_text() -> None:
    """The first value that is text counts, on one line and without what XML forbids."""
    assert text({"a": " ", "b": ("x",), "c": "one\n two\x01"}, "a", "b", "c") == "one two"
    assert text({}, "a") is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("12", 12), ("65,728,512", 65728512), ("65_728", 65728), ("007", 7), ("0", 0), ("1.5", None),
     ("-3", None), ("13.7 MB", None), ("٣", None), ("9" * 16, None), ("", None)],
)  # fmt: skip
def test_whole(said: str, wanted: int | None) -> None:
    """A whole number is one, with or without what groups its digits."""
    assert whole({"a": said}, "a") == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("true", True), ("Yes", True), ("explicit", True), ("no", False), ("clean", False), ("maybe", None)],
)
def test_switch(said: str, wanted: bool | None) -> None:
    """Yes and no are said in several words; anything else says nothing."""
    assert switch({"a": said}, "a") is wanted
    assert switch({}, "a") is None
