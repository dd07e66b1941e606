from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator.enclosures import check_file, ending
from feeds.validator.findings import Findings


def told(url: str, kind: str, length: str = "9") -> list[str]:
    """Return the codes of what is wrong with a file."""
    found = Findings()
    check_file(etree.Element("enclosure", type=kind, length=length), url, found)
    return [fault.code for _, fault in found.all]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/a.mp3", "audio/mpeg"),
        ("https://example.org/a.MP3?b=c.mp4#d", "audio/x-mp3"),
        ("https://example.org/a.mp4", "audio/mp4"),
        ("https://example.org/a.ogg", "application/ogg"),
        ("https://example.org/a.webm", "audio/webm; codecs=opus"),
        ("https://example.org/a.mp3", "application/octet-stream"),
        ("https://example.org/a.html", "application/xhtml+xml"),
        ("https://example.org/a.pdf", "application/pdf"),
        ("https://example.org/a", "audio/mpeg"),
        ("https://example.org/a.php", "audio/mpeg"),
        ("https://example.org/a.mp3", ""),
        ("http://[bad/a.mp3", "video/mp4"),
    ],
)
def test_types_that_fit_pass(url: str, kind: str) -> None:
    """What holds sound or pictures may be either; what nobody knows may be anything."""
    assert told(url, kind) == []


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/a.mp3", "video/mp4"),
        ("https://example.org/a.m4v", "audio/mpeg"),
        ("https://example.org/a.jpg", "audio/mpeg"),
        ("https://example.org/a.mp4", "image/png"),
        ("https://example.org/a.zip", "audio/mpeg"),
    ],
)
def test_types_of_another_sort_are_warned_of(url: str, kind: str) -> None:
    """A player goes by them."""
    assert told(url, kind) == ["enclosure-type"]


@pytest.mark.parametrize(
    ("length", "codes"), [("0", ["zero-length"]), (" 00 ", ["zero-length"]), ("", []), ("10", [])]
)
def test_a_length_of_nothing_is_told_of(length: str, codes: list[str]) -> None:
    """It stands for one that nobody knows; one that is missing is another fault."""
    assert told("https://example.org/a.mp3", "audio/mpeg", length) == codes


def test_endings_are_of_the_path() -> None:
    """Neither of the host nor of a query."""
    assert ending(" https://example.org/a.b/c.JPG ") == "jpg"
    assert ending("https://example.org") == ""
    assert ending("https://example.org/a?b.png") == ""
    assert ending("https://[/a.png") == ""
