"""What names say of kinds."""

from __future__ import annotations

import mimetypes

import pytest

from feeds.content.media import kinds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("https://x.org/a.JPG?w=3#z", "image/jpeg"),
        ("/a%20b.m4a", "audio/x-m4a"),
        ("a%2Emp3", "audio/mpeg"),
        ("a.b/c", None),
        (".png", None),
        ("#fff", None),
        ("a.unknown", None),
        ("https://example.org", None),
        ("", None),
    ],
)
def test_of_name(name: str, kind: str | None) -> None:
    """The ending of a path decides, whatever goes on behind it."""
    assert kinds.of_name(name) == kind


@pytest.mark.parametrize(
    "name", ["a.png", "a.gif", "a.webm", "a.mp3", "a.mp4", "a.pdf", "a.svg", "a.html", "a.zip"]
)
def test_as_everybody_has_it(name: str) -> None:
    """Common endings have the types that Python and servers give them."""
    assert kinds.of_name(name) == mimetypes.guess_type(name)[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("audio/mpeg", "audio/mpeg"),
        (" Audio/MPEG; x=y", "audio/mpeg"),
        ("post", None),
        ("a/b", None),
        ("", None),
    ],
)
def test_written(text: str, kind: str | None) -> None:
    """A type is taken as somebody wrote it, without what goes after it."""
    assert kinds.written(text) == kind


def test_is_carried() -> None:
    """Recordings and documents are carried; pictures, pages and data are not."""
    assert all(map(kinds.is_carried, ("audio/mpeg", "video/mp4", "application/pdf", "application/x-y")))
    assert not any(map(kinds.is_carried, ("image/png", "text/html", "text/vtt", "application/json")))
