"""What is promised of a srcset: it is read as HTML says, and one of its pictures is for all readers."""

from __future__ import annotations

import pytest

from feeds.content.readable.srcset import candidates, choose


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("a.png", [("a.png", "")]),
        ("a,b.png 1x, c.png  2x", [("a,b.png", "1x"), ("c.png", "2x")]),
        ("a.png, b.png", [("a.png", ""), ("b.png", "")]),
        (" , ,a.png 100w 50h,", [("a.png", "100w 50h")]),
        ("", []),
    ],
)
def test_candidates(srcset: str, found: list[tuple[str, str]]) -> None:
    """HTML, section 4.8.4.2.1: a comma inside a URL is of the URL, one at its end parts candidates."""
    assert list(candidates(srcset)) == found


@pytest.mark.parametrize(
    ("srcset", "chosen"),
    [
        ("a 480w, b 1600w, c 3200w", "b"), ("a 3200w, b 2400w", "b"), ("a 1x, b 2x", "a"), ("a, b 2x", "a"),
        ("a 99999999w", "a"), ("", ""),
    ],
)  # fmt: skip
def test_choose(srcset: str, chosen: str) -> None:
    """The widest that is no wider than a column on a dense screen; by density, the first."""
    assert choose(srcset) == chosen
