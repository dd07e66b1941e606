"""The page for an output that has none."""

from __future__ import annotations

from feeds.preview.front import front


def test_front() -> None:
    """It links to every file, in order, whatever letters are in their names."""
    page = front("A <b>", ["b/日记.xml", 'a".xml', "javascript:x"])
    assert page.index("a%22.xml") < page.index("b/%E6%97%A5%E8%AE%B0.xml")
    assert '<a href="b/%E6%97%A5%E8%AE%B0.xml">b/日记.xml</a>' in page
    assert 'href="javascript%3Ax"' in page
    assert "<b>" not in page


def test_nothing() -> None:
    """It says so where there is nothing."""
    assert "Nothing is published yet" in front("x", [])
