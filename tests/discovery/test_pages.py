"""What is read of a page: its head, as a browser would read it, and no further."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.discovery.pages import Alternate, Page, parse, read

RSS = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
FOUND = ("application/rss+xml", "/rss.xml", "")


def page(head: str) -> Page:
    """Return what the page with this head says."""
    return parse("a.html", f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body></body></html>')[0]


def found(head: str) -> list[tuple[str, str, str]]:
    """Return the alternates of a head, without their places."""
    return [(one.type, one.href, one.hreflang) for one in page(head).alternates]


@pytest.mark.parametrize(
    "line",
    [
        RSS,
        "<link rel=alternate type=application/rss+xml href=/rss.xml>",
        "<LINK REL='ALTERNATE' TYPE='Application/RSS+XML' HREF='/rss.xml' />",
        "<link\n href = '/rss.xml'\n type = \"application/rss+xml; charset=utf-8\"\n rel=' me alternate '\n>",
        '<link rel="alternate" title="a > b" type="application/rss+xml" href="/rss.xml">',
        '<link rel="alternate" type="application/rss+xml" href="&#47;rss.xml" href="/other.xml">',
        f"<title><link rel=alternate type=x href=y></title>{RSS}",
        f"<script>'<link rel=alternate type=x href=y></head>'</script>{RSS}",
        f"<style>/* <body> */</style><!-- </head> <link rel=alternate href=z> -->{RSS}",
        f'<noscript><link rel="alternate" href="/no"></noscript>{RSS}',
        f'<meta name="x" content="<body>">{RSS}',
        f"<link rel='stylesheet alternate' href='/dark.css'>{RSS}",
        f"<headline>{RSS}",
    ],
)
def test_links(line: str) -> None:
    """A line is found however it is written, and nothing is that is only text."""
    assert found(line) == [FOUND]


@pytest.mark.parametrize(
    "line", ["", "<link rel=feed href=/rss.xml>", "<link rel=alternatives href=/x>", f"<!--{RSS}"]
)
def test_no_links(line: str) -> None:
    """What is no alternate is none."""
    assert found(line) == []


def test_place_language_and_base() -> None:
    """It is known where a line stands, what language the page is in, and what its links begin with."""
    german = "<link rel=alternate hreflang=de href=/de/>"
    text = f"<html xml:lang=fr>\n<head><base href=/a/><base href=/b/>\n  {RSS}\n  {german}"
    got, whole = parse("a.html", text)
    assert (got.lang, got.base, whole) == ("fr", "/a/", False)
    assert got.alternates == (
        Alternate("application/rss+xml", "/rss.xml", "", 3, 3),
        Alternate("", "/de/", "de", 4, 3),
    )


def test_head_ends() -> None:
    """What stands in the body is for people."""
    for end in ("</head>", "</HEAD >", "<body>", "<body class='x'>"):
        got, whole = parse("a.html", f"<!doctype html><title>x</title>{end}{RSS}")
        assert (got.alternates, whole) == ((), True)


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("<!DOCTYPE html><meta http-equiv=Refresh content='0; url=/x'>", "it leads on to another page"),
        ("<html><meta name=robots content='noindex, follow'>", "it asks not to be found"),
        ("<html><meta name=ROBOTS content=none>", "it asks not to be found"),
        ("<html><meta name=robots content='index,follow'>", ""),
        ("<html><meta name=description content='noindex'>", ""),
        ("google-site-verification: x.html", "it is no whole page"),
        ("", "it is no whole page"),
    ],
)
def test_spared(text: str, spared: str) -> None:
    """Some pages need no feed."""
    assert parse("a.html", text)[0].spared == spared


@pytest.mark.parametrize("size", [0, 40_000, 900_000])
def test_reads_on(tmp_path: Path, size: int) -> None:
    """A head may be long: it is read to its end, in steps."""
    text = f"<!DOCTYPE html><style>{'/* é */' * (size // 8)}</style>{RSS}</head><body>"
    (tmp_path / "a.html").write_text(text, "utf-8")
    assert len(read(tmp_path, "a.html").alternates) == 1


def test_reads_no_further(tmp_path: Path) -> None:
    """Where it does not end within a megabyte, the rest is not looked at."""
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html>{' ' * 3_000_000}{RSS}", "utf-8")
    assert read(tmp_path, "a.html").alternates == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """In any usual encoding the line is found."""
    (tmp_path / "a.html").write_bytes(f"<!DOCTYPE html><title>时区</title>{RSS}".encode(encoding))
    assert [one.href for one in read(tmp_path, "a.html").alternates] == ["/rss.xml"]


def test_unread(tmp_path: Path) -> None:
    """A page that cannot be read says why."""
    assert read(tmp_path, "nope.html").unread == "No such file or directory"


@given(st.text(st.sampled_from("<>\"'=/! -abhielnkrt\n"), max_size=300))
def test_anything(text: str) -> None:
    """No text is too odd."""
    parse("a.html", text)


@pytest.mark.parametrize(
    "part",
    ["<link ", '<link "', "<script>", "<script", "<!--", '<link rel="', "<meta a='", "<link a=b", "<title"],
)
def test_bounded(part: str) -> None:
    """However a page is made, its head takes no more than a moment."""
    text = "<html>" + part * (1_000_000 // len(part))
    begun = time.perf_counter()
    parse("a.html", text)
    assert time.perf_counter() - begun < 5
