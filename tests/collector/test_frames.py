"""What frames.py promises: what cards have in common is found, or nothing is said of them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from feeds.collector import dialects
from feeds.collector.dates import instant
from feeds.collector.dialects._jekyll_settings import Default, Jekyll
from feeds.collector.frames import _MARKS, Frame, Kind, find_frame
from feeds.collector.layouts import find_layout
from feeds.collector.permalinks import DATES
from feeds.model import Site

ZONE = ZoneInfo("Asia/Tehran")


def dated(text: str) -> tuple[datetime, datetime] | None:
    """Return a date as Jekyll has it."""
    when = instant(text)
    return (when.astimezone(ZONE), when.astimezone(ZONE)) if when else None


def find(
    permalink: str, more: str = "", values: tuple[str, ...] = (), folder: str = "_posts", **usual: str
) -> Frame | None:
    """Return the frame of posts on a Jekyll site."""
    defaults = (Default(path="", type=None, values={**usual}),)
    dialect = dialects.load("jekyll")
    site = Site(
        url="https://example.org/1987", id_url="https://example.org", title="T", zone=ZONE, dialect="jekyll",
        folders=("",), own=Jekyll(permalink=permalink, defaults=defaults),
    )  # fmt: skip
    assert dialect.alike is not None
    layout = find_layout(f"title: T\ndate: 2020-01-02\n{more}", dialect.alike)
    assert layout is not None
    return find_frame(dialect, site, layout, Kind(folder, True, ".md", ("", "", *values)), dated)


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/:title.html", "/{0}.html"),
        ("/06/:title", "/06/{0}"),
        ("/{x}%y/:title", "/%7Bx%7D%25y/{0}"),
        ("/:year/:month/:day/:title/", "/{1.year:02}/{1.month:02}/{1.day:02}/{0}/"),
        ("/:year:day/:slug", "/{1.year:02}{1.day:02}/{0}"),
    ],
)
def test_urls(permalink: str, url: str) -> None:
    """The URL has places for slug and date, where they are; the rest of it stands as it is."""
    found = find(permalink)
    assert found is not None
    assert found.url == f"https://example.org/1987{url}"


@pytest.mark.parametrize(
    "permalink",
    ["/x/", "/:title/:title", "/:name/", "/:path", "/:nope/:title", "/:year-06/:title"]
    + [f"/:{name}/:title" for name in DATES if name not in {"year", "month", "day"}],
)
def test_other_urls(permalink: str) -> None:
    """Nothing is said where a URL shows more than these, or not the slug."""
    assert find(permalink) is None


def test_values() -> None:
    """What the posts share is in the card; what there is something to say about is not shared."""
    found = find("/:title", "categories: a\nlang: b\n", (" [a, b]", " zh_CN"))
    assert found is not None
    assert (found.card.categories, found.card.lang) == (("a", "b"), "zh-CN")
    for values in ((" a", " klingon!"), (" &a b", " en"), (" a: b", " en"), ("b", " en"), (" a\n- b", " en")):
        assert find("/:title", "categories: a\nlang: b\n", values) is None
    assert find("/:title", "published: true\n", (" false",)) is None
    assert find("/:title", "tag: x\ntags: y\n", (" x",)) is None
    assert find("/:title", folder="_drafts") is None


def test_dates() -> None:
    """Nothing is said of posts that are dated by something else."""
    assert find("/:title", author="Ann") is not None
    assert find("/:title", last_modified_at="2020-01-02") is None
    assert find("/:title", "last_modified_at: x\n", last_modified_at="2020-01-02") is not None


def test_marks() -> None:
    """The two dates have no part in common that a URL may show, nor one that looks like another's."""
    shown = [{name: tell(mark.when) for name, tell in DATES.items()} for mark in _MARKS]
    assert all(shown[0][name] != shown[1][name] for name in DATES)
    for other in DATES.keys() - {"year", "month", "day"}:
        for name in ("year", "month", "day"):
            assert not all(told[name] == told[other] for told in shown)
