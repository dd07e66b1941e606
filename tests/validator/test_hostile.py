"""Documents that mean harm, or were cut off: a problem, soon, and never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator import check

ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">'
RSS = b'<rss version="2.0" xmlns:x="x"><channel><title>T</title>'
END = b"</channel></rss>"
BOMB = (
    b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">'
    b'<!ENTITY c "' + b"&b;" * 1000 + b'">]>'
)
HOSTILE = {
    "nothing": b"",
    "nul": b"\0" * 100_000,
    "noise": bytes(range(256)) * 1000,
    "deep": b"<a>" * 1_000_000,
    "deep-in-a-feed": RSS + b"<x:a>" * 1_000_000,
    "bomb": BOMB + b"<rss>&c;</rss>",
    "bomb-in-an-attribute": BOMB + b'<rss version="&c;"/>',
    "loop": b'<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss>&a;</rss>',
    "outside": b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>',
    "many-attributes": b"<rss " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>",
    "wide-extension": RSS + b"<item>" + b"<x:a/>" * 200_000 + b"</item>" + END,
    "wide-unknown": RSS + b"<a/>" * 50_000 + END,
    "wide-xhtml": ATOM + b'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    b"" + b"<p/>" * 200_000 + b"</div></title></feed>",
    "bad-items": RSS + b"<item><pubDate>x</pubDate><guid/></item>" * 20_000 + END,
    "same-ids": RSS + b"<item><title>T</title><guid>http://a</guid></item>" * 20_000 + END,
    "long-date": RSS + b"<pubDate>" + b"Mon, " * 500_000 + b"</pubDate>" + END,
    "brackets-in-a-date": RSS + b"<pubDate>" + b"(" * 500_000 + b"</pubDate>" + END,
    "blanks-in-a-date": RSS + b"<pubDate>mon" + b" " * 500_000 + b"1</pubDate>" + END,
    "long-address": RSS + b"<webMaster>" + b"(a@b" * 100_000 + b"</webMaster>" + END,
    "long-language": RSS + b"<language>" + b"aa-" * 500_000 + b"</language>" + END,
    "long-url": RSS + b"<link>http://" + b"a@" * 500_000 + b"</link>" + END,
    "long-tag": RSS + b"<link>tag:" + b"a." * 500_000 + b"@</link>" + END,
    "huge-text": RSS + b"<title>" + b"x" * 11_000_000 + b"</title>" + END,
    "huge-attribute": ATOM + b'<link href="' + b"x" * 9_000_000 + b'"/></feed>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_is_a_problem_and_takes_no_time(name: str) -> None:
    """Some seconds for megabytes at most: each of these took minutes, or all memory, somewhere."""
    started = time.perf_counter()
    verdict = check(HOSTILE[name], path="x")
    assert verdict.problems
    assert any(problem.level == "error" for problem in verdict.problems)
    assert time.perf_counter() - started < 10


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    """A validator is for what is wrong."""
    assert check(data, path="x").problems


@given(st.integers(0, 100), st.binary(max_size=3))
def test_a_feed_with_bytes_thrown_in_does_not_raise(at: int, junk: bytes) -> None:
    """Nor does what is nearly right."""
    data = RSS + b"<item><title>T</title></item>" + END
    assert check(data[:at] + junk + data[at:], path="x").problems


def test_a_large_sitemap_is_checked_soon() -> None:
    """50,000 URLs are allowed, so they must not be slow; the time has room for a busy machine."""
    urls = "".join(
        f"<url><loc>https://example.org/{n}</loc><lastmod>2021-12-{n % 28 + 1:02}</lastmod></url>"
        for n in range(50_000)
    )
    data = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    started = time.perf_counter()
    assert check(data.encode(), path="x").problems == ()
    assert time.perf_counter() - started < 10


def test_the_limits_of_a_sitemap_are_its_protocols() -> None:
    """One URL too many, one byte too many."""
    head, tail = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', b"</urlset>"
    url = "<url><loc>https://example.org/{}</loc></url>"
    many = head + "".join(map(url.format, range(50_001))).encode() + tail
    assert [problem.code for problem in check(many, path="x").problems] == ["too-many-urls"]
    one = head + url.format("a").encode()
    pad = 52_428_801 - len(one) - len(tail)
    large = one + (b"<!--" + b" " * 999_993 + b"-->") * (pad // 1_000_000)
    large += b" " * (pad - pad // 1_000_000 * 1_000_000) + tail
    assert len(large) == 52_428_801
    assert [problem.code for problem in check(large, path="x").problems] == ["too-many-bytes"]
