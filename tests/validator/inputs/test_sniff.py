"""What is meant for a document is found by its first bytes, in any encoding, and nothing else is."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.inputs.sniff import HEAD, is_gzip, is_json_feed, meant

RSS = '<rss version="2.0">'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'


@pytest.mark.parametrize(
    "text",
    [
        RSS,
        ATOM,
        "<rss",  # cut off
        "<RSS>",  # the wrong case
        "<urlset>",  # no namespace
        '<sm:sitemapindex xmlns:sm="x">',
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom">',
        '<feed xmlns="http://purl.org/atom/ns#">',
        '<entry xmlns="http://www.w3.org/2005/Atom">',
        "<feed>",
        "\n \t" + RSS,
        '<?xml version="1.0"?><!-- <html> -->\n<?xml-stylesheet href="x"?>' + RSS,
        '<!DOCTYPE rss [<!ENTITY a "b>c">]>' + RSS,
        "<!DOCTYPE rss>" + RSS,
        "<!DOCTYPE rss SYSTEM 'a'><!--[-->" + RSS,
        "{",
        '\n{"version": 1}',
    ],
)
def test_meant(text: str) -> None:
    """The first element says so, also where it is wrong or the rest is broken; any JSON object passes."""
    assert meant(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rss",
        "<",
        "< rss>",
        "<html><rss>",
        "<!DOCTYPE html><html>",
        "<!-- <rss> --><svg>",
        "<!--" + RSS,
        "<?xml",
        "<!DOCTYPE rss [" + RSS,
        '<feed xmlns="http://example.org/cattle">',
        "<entry>",
        '<RDF xmlns="http://xmlns.com/foaf/0.1/">',
        "[1]",
        "x" + RSS,
        "</rss>",
    ],
)
def test_not_meant(text: str) -> None:
    """What begins with another element, or with none, is somebody else's."""
    assert not meant(text.encode())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037", "gb18030", "iso-2022-jp"],
)
def test_encodings(encoding: str, mark: str) -> None:
    """The first bytes tell the family of encodings, with a byte order mark or without."""
    if not (mark and encoding in {"cp037", "gb18030", "iso-2022-jp"}):
        text = f'{mark}<?xml version="1.0" encoding="{encoding}"?>'
        assert meant((text + RSS).encode(encoding))
        assert not meant((text + "<html>").encode(encoding))


def test_gzip() -> None:
    """What is compressed is looked into; where that cannot be done it is nothing of ours."""
    packed = gzip.compress(RSS.encode())
    assert is_gzip(packed)
    assert meant(packed)
    assert meant(gzip.compress(RSS.encode() + bytes(range(256)) * 4000)[:500])
    assert not meant(gzip.compress(b"<html>"))
    assert not meant(packed[:4] + b"\xff" * 20)
    assert not is_gzip(RSS.encode())


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1"}', True),
        (r'{"version": "https:\/\/jsonfeed.org\/version\/1.1"}', True),
        ('{"title": "x", "feed_url": "x", "items": []}', True),
        ('{"home_page_url": "x", "items": []}', True),
        ('{"items": []}', False),
        ('{"name": "a package", "version": "1.1.0"}', False),
    ],
)
def test_json_feed(text: str, is_one: bool) -> None:
    """By its version, or by members that no other JSON has together."""
    assert is_json_feed(text.encode()) is is_one


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """No bytes are too strange to be looked at."""
    for start in (b"", b"<", b"<!", b"<!--", b"\x1f\x8b\x08", b"\xff\xfe", b"<\0\0\0"):
        meant(start + data)


@pytest.mark.parametrize("piece", [b"<!---->", b"<?a?>", b" ", b"<![]>", b"<!DOCTYPE", b"<!--", b"\xff\xfe"])
def test_no_bytes_take_long(piece: bytes) -> None:
    """The time is that of going through the bytes once or twice."""
    before = time.perf_counter()
    meant((piece * HEAD)[:HEAD])
    assert time.perf_counter() - before < 0.5
