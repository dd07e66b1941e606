"""The media types of what is published."""

from __future__ import annotations

import pytest

from feeds.preview.media import is_text, media_type


@pytest.mark.parametrize(
    ("path", "head", "type_"),
    [
        (
            "rss.xml",
            b"<?xml version='1.0'?>\n<!-- <feed> --><?x <feed> ?><rss version='2.0'>",
            "application/rss+xml; charset=utf-8",
        ),
        ("rss.xml", b"<?xml-stylesheet href='feeds.css'?><rss>", "application/xml; charset=utf-8"),
        ("x.rss", b"<rdf:RDF xmlns:rdf='x'>", "application/rss+xml; charset=utf-8"),
        ("feed.xml", b'<feed xmlns="http://www.w3.org/2005/Atom">', "application/atom+xml; charset=utf-8"),
        ("feeds.opml", b"<opml>", "text/x-opml; charset=utf-8"),
        ("feeds.xml", b"<opml version='2.0'>", "text/x-opml; charset=utf-8"),
        ("sitemap.xml", b"<!DOCTYPE x><urlset>", "application/xml; charset=utf-8"),
        ("empty.xml", b"", "application/xml; charset=utf-8"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1"', "application/feed+json"),
        ("manifest.json", b"{}", "application/json"),
        ("feeds.html", b"", "text/html; charset=utf-8"),
        ("a.CSS", b"", "text/css; charset=utf-8"),
        ("a.svg", b"", "image/svg+xml"),
        ("a.mp3", b"", "audio/mpeg"),
        ("CNAME", b"", "application/octet-stream"),
        ("a.xyz", b"<rss>", "application/octet-stream"),
    ],
)
def test_types(path: str, head: bytes, type_: str) -> None:
    """A file's type is told by its name, that of XML and JSON by how it begins."""
    assert media_type(path, head) == type_


def test_text() -> None:
    """Text gets smaller by compression, pictures and sound do not."""
    for type_ in (
        "text/css; charset=utf-8",
        "application/rss+xml; charset=utf-8",
        "application/feed+json",
        "image/svg+xml",
    ):
        assert is_text(type_)
    for type_ in ("image/png", "audio/mpeg", "application/gzip", "application/octet-stream"):
        assert not is_text(type_)
