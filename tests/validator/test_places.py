from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.findings import Node, name_of
from feeds.validator.parse import Unreadable, read
from feeds.validator.places import paths, positions


def tree(data: bytes) -> Node:
    """Parse bytes that can be parsed."""
    root = read(data)
    assert not isinstance(root, Unreadable)
    return root


def places(data: bytes) -> dict[str, tuple[int | None, int | None]]:
    """Return the places of all elements by name."""
    root = tree(data)
    found = positions(root, data, set(root.iter("*")))
    return {name_of(element): place for element, place in found.items()}


def test_columns_count_characters() -> None:
    """A Chinese character and an emoji are one each; a byte order mark is none."""
    data = "\ufeff<a>\n  你😀<b/><c x='\n'/>\r\n<d/></a>".encode()
    assert places(data) == {"a": (1, 1), "b": (2, 5), "c": (2, 9), "d": (4, 1)}


def test_other_encodings_have_columns_too() -> None:
    """UTF-16 counts characters, not bytes."""
    assert places("<a>你<b/></a>".encode("utf-16")) == {"a": (1, 1), "b": (1, 5)}


def test_encodings_that_expat_does_not_know_have_lines() -> None:
    """Lxml's line is better than nothing."""
    data = '<?xml version="1.0" encoding="gbk"?>\n<a>你\n<b/></a>'.encode("gbk")
    assert places(data) == {"a": (2, None), "b": (3, None)}


def test_only_what_is_wanted_is_placed() -> None:
    """The others cost nothing."""
    data = b"<a><b/></a>"
    root = tree(data)
    assert positions(root, data, {root[0]}) == {root[0]: (1, 4)}


def test_comments_and_instructions_do_not_shift_elements() -> None:
    """Both readers must count the same elements."""
    data = b"<!--<x/>--><?p <y/>?><a><!--<b/>--><![CDATA[<c/>]]><d/></a>"
    assert places(data) == {"a": (1, 22), "d": (1, 52)}


def test_entries_are_counted_in_their_place_only() -> None:
    """/feed/entry[2], but /rss/channel/image/url: there is one of these."""
    root = tree(b"<rss><channel><image><url/></image><item/><x/><item><entry/></item></channel></rss>")
    assert list(paths(list(root.iter("*"))).values()) == [
        "/rss",
        "/rss/channel",
        "/rss/channel/image",
        "/rss/channel/image/url",
        "/rss/channel/item[1]",
        "/rss/channel/x",
        "/rss/channel/item[2]",
        "/rss/channel/item[2]/entry",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=5)))
def test_every_place_is_where_the_tag_is(texts: list[str]) -> None:
    """At line and column of each element, and nowhere else, its `<` stands in the text."""
    escaped = [text.replace("&", "").replace("<", "").replace(">", "") for text in texts]
    text = "<a>" + "".join(f"{part}\n<b>{part}<c/></b>" for part in escaped) + "</a>"
    root = tree(text.encode())
    lines = text.split("\n")
    for element, (line, column) in positions(root, text.encode(), set(root.iter("*"))).items():
        assert line is not None
        assert column is not None
        assert lines[line - 1][column - 1 :].startswith(f"<{element.tag}")
