"""What is offered on the page and in the list: the names, the order and the addresses of feeds."""

from __future__ import annotations

import pytest

from feeds.builders._offers import Address, Offer, offers, place, readable
from feeds.record import replace
from tests.builders.offered import NEW, OLD, SITE, channel, edition


def names(*found: Offer) -> list[str]:
    """Return what they are called."""
    return [one.name for one in found]


def test_order() -> None:
    """Names stand in the order of the alphabet, whatever their letters' case; kinds as they come."""
    kinds = ("tag", "category")
    given = [channel(kind, name) for kind in kinds for name in ("b", "Ä", "a", "C", "B")]
    assert names(*offers(edition(channel(), *given))) == [
        "Notes & <Queries>",
        *("a", "B", "b", "C", "Ä"),
        *("a", "B", "b", "C", "Ä"),
    ]


def test_order_of_ones_own() -> None:
    """Feeds that the settings define stay in the order of the settings, under their titles."""
    given = [channel("feed", name, title=name.upper()) for name in ("second", "first")]
    assert names(*offers(edition(*given))) == ["SECOND", "FIRST"]


def test_an_offer() -> None:
    """It has all of its channel's addresses, and what is known of its newest post."""
    (one,) = offers(edition(channel("category", "News", (NEW, OLD), total=77)))
    assert (one.kind, one.name, one.title) == ("category", "News", "Notes & <Queries> | News")
    assert one.addresses == (
        Address("RSS", "application/rss+xml", "https://example.org/notes/category/news/rss.xml"),
        Address("Atom", "application/atom+xml", "https://example.org/notes/category/news/atom.xml"),
    )
    assert (one.total, one.newest, one.updated) == (77, NEW, OLD.updated)
    assert (one.description, one.lang) == ("", "en")


def test_own_page() -> None:
    """A category whose page is the front page has none of its own; the site has."""
    of = edition(channel(), channel("category", "a"), channel("category", "b", page="https://example.org/b/"))
    assert [one.own_page for one in offers(of)] == [True, False, True]


def test_nothing_to_subscribe_to() -> None:
    """What has no post, or no format, is not offered."""
    assert offers(edition(channel(posts=(), total=0), channel("tag", "x", paths=()))) == ()


def test_place() -> None:
    """A document of the site lies where its builder says, or where the settings do."""
    assert place(SITE, "page") == "feeds.html"
    assert (
        place(replace(SITE, paths=(("tag", "page", "no"), ("site", "page", "a/b.html"))), "page")
        == "a/b.html"
    )


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://example.org/%E9%98%85%E8%AF%BB/rss.xml", "https://example.org/阅读/rss.xml"),
        ("https://example.org/%e9%98%85/", "https://example.org/阅/"),
        ("https://example.org/a%20b%2Fc%25/", "https://example.org/a%20b%2Fc%25/"),
        ("https://example.org/%E9%98/x", "https://example.org/%E9%98/x"),
        ("https://example.org/%E2%80%AE/x", "https://example.org/%E2%80%AE/x"),
        ("https://example.org/%C2%A0%C3%A9/", "https://example.org/%C2%A0%C3%A9/"),
    ],
)
def test_readable(url: str, read: str) -> None:
    """Letters are shown as such; marks, blanks, turns of direction and what is no UTF-8 stay encoded."""
    assert readable(url) == read
