"""Sitemaps and their index (sitemaps.org/protocol.html). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import count
from typing import TypeAlias

from feeds.builders import Builder
from feeds.model import Appended, Document, Edition
from feeds.record import iso_dates

Row: TypeAlias = tuple[str, datetime | None]
"""A page: its absolute URL and, if it is known, when it last changed."""

MEDIA_TYPE = "application/xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# "no more than 50,000 URLs and must be no larger than 50MB (52,428,800 bytes)"
MOST_URLS = 50_000
MOST_BYTES = 52_428_800
# What a page takes beside its address: the tags, a lastmod and white space, rounded up.
_ROW = 120
_AT_ONCE = 1_024
# Lines before the first page.
_BEFORE = 2


def build(edition: Edition) -> Iterator[Document]:
    """Yield the sitemap, or where one is not enough its parts and, after them, their index."""
    path = {fmt: path for kind, fmt, path in edition.site.paths if kind == "site"}.get(
        "sitemap", BUILDER.file
    )
    if isinstance(edition.pages, Appended):
        yield _appended(edition, path, edition.pages)
        return
    if not edition.pages:  # "at least one url": an empty one would be invalid
        return
    parts = list(split(edition.pages))
    if len(parts) == 1:
        yield _document(edition, path, "urlset", "url", parts[0])
        return
    stem = path.removesuffix(".xml")
    index = []
    for number, pages in zip(count(1), parts, strict=False):
        document = _document(edition, f"{stem}-{number}.xml", "urlset", "url", pages)
        newest = max((lastmod for _, lastmod in pages if lastmod), default=None)
        index.append((document.url, newest))
        yield document
    yield _document(edition, path, "sitemapindex", "sitemap", index)


def split(pages: Sequence[Row], urls: int = MOST_URLS, size: int = MOST_BYTES) -> Iterator[Sequence[Row]]:
    """Yield the pages in parts that keep both limits; one part, perhaps empty, where all fit."""
    # An ampersand takes five letters more in XML; nothing else of a URL grows.
    listed = [url for url, _ in pages]
    whole = _ROW * (len(pages) + 2) + len(text := "\n".join(listed)) + 4 * text.count("&")
    if len(pages) <= urls and whole <= size:
        yield pages
        return
    start, used = 0, _ROW * 2
    for at, url in enumerate(listed):
        row = _ROW + len(url) + 4 * url.count("&")
        if at > start and (at - start == urls or used + row > size):
            yield pages[start:at]
            start, used = at, _ROW * 2
        used += row
    yield pages[start:]


def has(data: bytes, url: str) -> bool:
    """Whether a sitemap of ours names a page."""
    return b"<loc>%b</loc>" % escape(url, quote=False).encode() in data


def fits(number: int, size: int) -> bool:
    """Whether so many pages stand in one sitemap for sure, if all their URLs have less than so many bytes."""
    return number <= MOST_URLS and _ROW * (number + 2) + 5 * size <= MOST_BYTES


def _appended(edition: Edition, path: str, pages: Appended) -> Document:
    """Return a sitemap that has most of its rows from another one, as each is a line."""
    start, end = 0, len(pages.data) - len("</urlset>\n")
    for _ in range(_BEFORE + pages.many):
        start = pages.data.index(b"\n", start) + 1
    parts = _rows("url", pages.first).encode(), pages.data[start:end], _rows("url", pages.last).encode()
    return _put_together(edition, path, "urlset", parts)


def _document(edition: Edition, path: str, root: str, row: str, pages: Sequence[Row]) -> Document:
    # A few at a time: to ask the system for more memory takes as long as to fill it.
    some = (pages[start : start + _AT_ONCE] for start in range(0, len(pages), _AT_ONCE))
    return _put_together(edition, path, root, [_rows(row, part).encode() for part in some])


def _put_together(edition: Edition, path: str, root: str, rows: Iterable[bytes]) -> Document:
    begin = f"<?xml version='1.0' encoding='utf-8'?>\n<{root} xmlns=\"{_NAMESPACE}\">\n"
    return Document(
        path=path, url=edition.site.address(path), kind="sitemap", media_type=MEDIA_TYPE,
        head=b"".join((begin.encode(), *rows, f"</{root}>\n".encode())),
    )  # fmt: skip


def _rows(row: str, pages: Sequence[Row]) -> str:
    """Return lines of one shape: as text they take a tenth of the time of a tree."""
    if not pages:
        return ""
    # No URL has a line end in it, so that all are escaped at once.
    locs = escape("\n".join([url for url, _ in pages]), quote=False).split("\n")
    # W3C date and time, with its zone: without one it is read as anything.
    dates = iter(iso_dates([lastmod for _, lastmod in pages if lastmod]))
    return "".join([
        f"<{row}><loc>{loc}</loc><lastmod>{next(dates)}</lastmod></{row}>\n" if lastmod
        else f"<{row}><loc>{loc}</loc></{row}>\n"
        for loc, (_, lastmod) in zip(locs, pages, strict=True)
    ])  # fmt: skip


BUILDER = Builder(file="sitemap.xml", media_type=MEDIA_TYPE, build=build, of_pages=True)
