"""What is read of a feed: what it is, its page and its language."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO, cast

import pytest

from feeds.discovery.feedfiles import Feed, read

RSS = """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>x</title><atom:link rel="self" href="https://example.org/rss.xml"/>
<image><link>https://example.org/picture</link></image>
<link>
  https://example.org/a</link><language>fr</language>
<item><link>https://example.org/no</link></item></channel></rss>
"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<link rel="self" href="https://example.org/atom.xml"/>
<link rel="alternate" type="application/rss+xml" href="https://example.org/rss.xml"/>
<link href="https://example.org/" />
<link rel="alternate" type="text/html" href="https://example.org/second"/>
<entry><link href="https://example.org/no"/></entry></feed>
"""
RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><link>https://example.org/r</link><dc:language>de</dc:language></channel>
<item><link>https://example.org/no</link></item></rdf:RDF>
"""


class Closed:
    """A file that nobody may read."""

    def is_file(self) -> bool:
        """Say that it is there."""
        return True

    def open(self, mode: str) -> IO[bytes]:
        """Refuse."""
        raise PermissionError(mode)


def told(tmp_path: Path, data: str | bytes, name: str = "x.xml") -> Feed | None:
    """Return what a file says of itself."""
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(file, name)


def test_formats(tmp_path: Path) -> None:
    """Of each format the page is found, and nothing else that is a link."""
    assert told(tmp_path, RSS) == Feed("x.xml", "rss", "https://example.org/a", "fr", 5)
    assert told(tmp_path, ATOM) == Feed("x.xml", "atom", "https://example.org/", "zh-CN", 4)
    assert told(tmp_path, RDF) == Feed("x.xml", "rdf", "https://example.org/r", "de", 3)


def test_json(tmp_path: Path) -> None:
    """A JSON Feed is one by its version."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "https://example.org/",
        "language": "en",
    }
    text = json.dumps(feed, indent=1)
    assert told(tmp_path, text) == Feed("x.xml", "json", "https://example.org/", "en", 3)
    assert told(tmp_path, text.replace('"language": "en"', '"language": 3')) == Feed(
        "x.xml", "json", "https://example.org/", "", 3
    )
    assert told(tmp_path, '{"version": "https://jsonfeed.org/version/1"}') == Feed("x.xml", "json")


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", '{"a": 1}', '{"items": []}', '{"items": [', '{"version": 1, "items": "jsonfeed.org"}',
        "<html></html>", "<urlset/>", "<rss", "text", "<feed/>", '{"jsonfeed.org"' + "[" * 100_000,
    ],
)  # fmt: skip
def test_others(tmp_path: Path, text: str) -> None:
    """What is no feed is none."""
    assert told(tmp_path, text) is None


def test_broken_later(tmp_path: Path) -> None:
    """What a feed says before it breaks counts: that it is broken is for `feeds validate`."""
    assert told(tmp_path, RSS.replace("<item>", "<item>&</b>")) == Feed(
        "x.xml", "rss", "https://example.org/a", "fr", 5
    )


def test_encodings(tmp_path: Path) -> None:
    """An encoding that nobody here reads does no harm."""
    for encoding in ("gb18030", "utf-7", "nope"):
        assert told(tmp_path, f'<?xml version="1.0" encoding="{encoding}"?><rss><channel/></rss>') is None


def test_bounded(tmp_path: Path) -> None:
    """Of a feed that never comes to its entries no more than a megabyte is read, and no entity grows."""
    long = RSS.replace("<title>", f"<x>{'y' * 3_000_000}</x><title>")
    assert told(tmp_path, long) == Feed("x.xml", "rss")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE rss [<!ENTITY e0 "x">{bomb}]><rss><channel><link>&e9;</link></channel></rss>'
    feed = told(tmp_path, text)
    assert feed is None or len(feed.page) < 10_000_000


def test_not_there(tmp_path: Path) -> None:
    """A file that is gone, or no file, is no feed, and nobody waits for a pipe."""
    assert read(tmp_path / "nope.xml", "nope.xml") is None
    assert read(tmp_path, "") is None
    assert read(cast("Path", Closed()), "x.xml") is None
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.xml")
        assert read(tmp_path / "pipe.xml", "pipe.xml") is None
