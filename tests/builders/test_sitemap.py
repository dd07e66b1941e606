"""What the sitemap builder promises: every page once, parts within the limits, the index last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds import validator
from feeds.builders import sitemap
from feeds.builders.sitemap import BUILDER, MOST_BYTES, MOST_URLS, has, split
from feeds.model import Appended, Edition, Page, Site
from feeds.record import replace

DATA = Path(__file__).parent / "data"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SITE = Site(
    url="https://example.org",
    id_url="https://example.org",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
)


def pages(number: int, more: str = "") -> tuple[Page, ...]:
    """Return as many pages, a day apart."""
    days = [FIRST + timedelta(days=day % 3_000) for day in range(number)]
    return tuple(Page(url=f"https://example.org/notes/{n}/{more}", lastmod=day) for n, day in enumerate(days))


def texts(data: bytes, path: str) -> list[str | None]:
    """Return the text of every element at the path."""
    return [element.text for element in etree.fromstring(data).findall(path, NAMES)]


def test_golden(edition: Edition, golden: Callable[[Path, bytes], None]) -> None:
    """The document is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    (document,) = BUILDER.build(edition)
    golden(DATA / "sitemap.xml", document.data)


def test_document(edition: Edition) -> None:
    """One sitemap at its usual path, with each page in its order, and no fault."""
    (document,) = BUILDER.build(edition)
    assert (document.path, document.url) == ("sitemap.xml", "https://example.org/notes/sitemap.xml")
    assert (document.kind, document.media_type, document.sources) == ("sitemap", "application/xml", ())
    assert not isinstance(edition.pages, Appended)
    assert texts(document.data, "s:url/s:loc") == [url for url, _ in edition.pages]
    assert validator.check(document.data, path="", url=document.url).problems == ()


def test_lastmod_has_a_zone_or_is_not_there(edition: Edition) -> None:
    """A lastmod says its zone; a page of which nothing is known has none."""
    (document,) = BUILDER.build(edition)
    assert texts(document.data, "s:url/s:lastmod") == [
        "2026-02-01T00:00:00+00:00",
        "2026-02-01T00:00:00+00:00",
        "2026-01-03T08:30:00+08:00",
    ]


def test_settings_say_the_path(edition: Edition) -> None:
    """The settings may call it otherwise; a category's path is not meant."""
    site = replace(
        edition.site, paths=(("category", "sitemap", "no.xml"), ("site", "sitemap", "maps/all.xml"))
    )
    (document,) = BUILDER.build(replace(edition, site=site))
    assert document.path == "maps/all.xml"


def test_parts_and_their_index(edition: Edition) -> None:
    """Past 50,000 there are parts, and after them the index that names them with their newest dates."""
    many = replace(edition, pages=(*pages(MOST_URLS), Page(url="https://example.org/notes/last/")))
    first, second, index = BUILDER.build(many)
    assert [first.path, second.path, index.path] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert first.data.count(b"<url>") == MOST_URLS
    assert texts(second.data, "s:url/s:loc") == ["https://example.org/notes/last/"]
    assert texts(index.data, "s:sitemap/s:loc") == [first.url, second.url]
    assert texts(index.data, "s:sitemap/s:lastmod") == [(FIRST + timedelta(days=2_999)).isoformat()]
    for document in (second, index):
        assert validator.check(document.data, path="", url=document.url).problems == ()


def test_parts_of_a_path_of_ones_own(edition: Edition) -> None:
    """The parts lie beside their index."""
    site = replace(edition.site, paths=(("site", "sitemap", "maps/all.xml"),))
    documents = BUILDER.build(replace(edition, site=site, pages=pages(MOST_URLS + 1)))
    assert [document.path for document in documents] == ["maps/all-1.xml", "maps/all-2.xml", "maps/all.xml"]


def test_growth_leaves_the_first_part_alone(edition: Edition) -> None:
    """A page at the end changes the last part only: the others keep their bytes."""
    before, after = (list(BUILDER.build(replace(edition, pages=pages(MOST_URLS + n)))) for n in (1, 2))
    assert before[0].data == after[0].data
    assert before[1].data != after[1].data


@pytest.mark.parametrize("more", [0, 1, 3])
def test_appended(edition: Edition, more: int) -> None:
    """A sitemap that only grew at its end is that which is made of all pages, whatever its first say now."""
    first, posts = (Page("https://example.org/", FIRST),), pages(9, "?a&b")
    (was,) = BUILDER.build(replace(edition, pages=(Page("https://example.org/", None), *posts[: 9 - more])))
    appended = Appended(data=was.data, many=1, first=first, last=posts[9 - more :])
    (document,) = BUILDER.build(replace(edition, pages=appended))
    assert [document] == list(BUILDER.build(replace(edition, pages=(*first, *posts))))
    assert all(has(document.data, url) for url, _ in posts)
    assert not has(document.data, "https://example.org")


def test_limits() -> None:
    """sitemaps.org: at most 50,000 URLs and 52,428,800 bytes."""
    assert (MOST_URLS, MOST_BYTES) == (50_000, 52_428_800)


@given(
    st.lists(st.text("abc&;é", min_size=0, max_size=60), max_size=40),
    st.integers(1, 10),
    st.integers(600, 3_000),
)
def test_split_keeps_both_limits(names: list[str], urls: int, size: int) -> None:
    """Every page is in one part, in order; no part's document is over a limit, and none is empty."""
    given_pages = tuple(
        Page(url=f"https://example.org/{name}".replace("é", "%C3%A9"), lastmod=FIRST) for name in names
    )
    parts = list(split(given_pages, urls=urls, size=size))
    assert tuple(page for part in parts for page in part) == given_pages
    assert all(parts) or (parts == [()] and not names)
    for part in filter(None, parts):
        assert len(part) <= urls
        assert len(data_of(part)) <= size


def data_of(part: Sequence[tuple[str, datetime | None]]) -> bytes:
    """Return the document of a part."""
    edition = Edition(site=SITE, channels=(), entries={}, pages=part)
    (document,) = BUILDER.build(edition)
    return document.data


def test_one_page_too_large_is_a_part() -> None:
    """A page that alone is over the limit is not lost, and not an endless loop."""
    assert [len(part) for part in split(pages(3), size=1)] == [1, 1, 1]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_full_part_is_not_followed_by_an_empty_one(number: int) -> None:
    """Where the pages fill the parts exactly there is no part without any."""
    assert [len(part) for part in split(pages(number * 2), urls=2)] == [2] * number


def test_no_pages(edition: Edition) -> None:
    """Where nothing is to be named there is no sitemap: an empty one would be invalid."""
    assert list(BUILDER.build(replace(edition, pages=()))) == []
    assert list(split(())) == [()]


def test_a_row_takes_no_more_than_is_counted() -> None:
    """The tags, the longest date and the white space of a page fit into what is counted for them."""
    row = "\n<url><loc></loc><lastmod>2026-01-03T08:30:00.000000+08:00</lastmod></url>"
    assert len(row) <= sitemap._ROW
