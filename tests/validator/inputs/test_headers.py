"""What a server says of a document is held against what the document is."""

from __future__ import annotations

import gzip

import pytest

from feeds.validator.inputs.fetch import Fetched
from feeds.validator.inputs.headers import told

URL = "https://example.org/rss.xml"
RSS = b'<?xml version="1.0"?><rss/>'
CODE = "media-type-header"


def said(
    sent: str | None, data: bytes = RSS, kind: str | None = "rss", packed: bytes | None = None
) -> list[str]:
    """Return what is said of the media type of a document."""
    got = Fetched(url=URL, steps=(), media_type=sent, data=packed or data)
    problems = list(told(URL, got, data, kind))
    assert {(one.code, one.level, str(one.where)) for one in problems} <= {(CODE, "warning", URL)}
    return [one.message for one in problems]


def test_redirects() -> None:
    """Where the URL leads is said, and by which steps: it is no fault."""
    got = Fetched(url="https://example.org/b", steps=(301, 302), media_type="text/xml", data=RSS)
    (problem,) = told("https://example.org/a", got, RSS, "rss")
    assert (problem.code, problem.level, problem.where.path) == ("redirect", "info", "https://example.org/a")
    assert "leads to https://example.org/b (301, 302); " in problem.message


@pytest.mark.parametrize(
    "sent",
    [
        "application/rss+xml", "application/xml", "text/xml; charset=utf-8", "Application/RSS+XML",
        'application/rss+xml; charset="UTF-8"', "application/rdf+xml", "text/xml;\r\n charset=utf-8",
    ],
)  # fmt: skip
def test_right(sent: str) -> None:
    """A media type by which readers know a feed."""
    assert said(sent) == []


@pytest.mark.parametrize(
    "sent",
    [
        "text/html",
        "text/plain; charset=utf-8",
        "application/octet-stream",
        "application/atom+xml",
        "x",
        "",
        ";",
    ],
)
def test_wrong(sent: str) -> None:
    """Any other is a warning that says which to send."""
    (message,) = said(sent)
    assert message.endswith("; send Content-Type: application/rss+xml")


def test_none() -> None:
    """No header at all is one too."""
    (message,) = said(None)
    assert message.startswith("The server does not say what the document is; ")


@pytest.mark.parametrize(
    ("kind", "sent", "wanted"),
    [
        ("atom", "application/atom+xml", None),
        ("atom", "application/rss+xml", "application/atom+xml"),
        ("sitemap", "text/xml", None),
        ("sitemap-index", "text/html", "application/xml"),
        ("jsonfeed", "application/json", None),
        ("jsonfeed", "text/html", "application/feed+json"),
        ("opml", "text/x-opml", None),
        ("opml", "application/json", "text/x-opml"),
        (None, "text/html", "application/rss+xml"),
        (None, "application/atom+xml", None),
    ],
)
def test_formats(kind: str | None, sent: str, wanted: str | None) -> None:
    """Each format has its own; of what is none any that a feed may have will do."""
    assert [message.rpartition(": ")[2] for message in said(sent, kind=kind)] == [wanted] * bool(wanted)


def test_compressed() -> None:
    """A file that is compressed may be called so, and only such a file."""
    assert said("application/gzip", packed=gzip.compress(RSS)) == []
    assert len(said("application/gzip")) == 1


@pytest.mark.parametrize(
    ("declared", "charset", "clash"),
    [
        ("", "iso-8859-1", True),
        ("", "UTF8", False),
        (' encoding="iso-8859-1"', "latin1", False),
        (' encoding="iso-8859-1"', "utf-8", True),
        ("", "no-such", True),
    ],
)
def test_charset(declared: str, charset: str, clash: bool) -> None:
    """RFC 7303, section 3: the header's charset goes before the declaration, so the two must agree."""
    messages = said(f"text/xml; charset={charset}", f'<?xml version="1.0"{declared}?><rss/>'.encode())
    assert len(messages) == clash
    assert all(f"The server says charset={charset}, the document is in " in one for one in messages)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + RSS, b"\xff\xfe<\0", b"{}"])
def test_what_needs_no_charset(data: bytes) -> None:
    """RFC 7303, section 3: a byte order mark goes before both. JSON is always UTF-8."""
    assert said("text/xml; charset=latin1", data) == []
