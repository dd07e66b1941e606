"""What places.py promises: patterns filled with a name, and nothing where it leaves nothing."""

from __future__ import annotations

import pytest

from feeds.model import Feed, Filter, Manner
from feeds.record import replace
from feeds.select.places import Places, of_feed
from tests.select.few import FILES, SITE


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("c/:slug.xml", "c/r-d-中.xml"), ("c/:name.xml", "c/R&D 中.xml"), (":slug/:name", "r-d-中/R&D 中"),
        ("all.xml", "all.xml"), (":sluggish", ":sluggish"),
    ],
)  # fmt: skip
def test_patterns(pattern: str, path: str) -> None:
    """A pattern has the name fit for a path, or as it is."""
    site = replace(
        SITE, paths=(("tag", "rss", pattern), ("site", "rss", "no")), aliases=(("tag", "atom", pattern),)
    )
    places = Places("tag", site, FILES)
    assert places.paths("R&D 中") == (("rss", path), ("atom", "tag/r-d-中/atom.xml"))
    assert places.aliases("R&D 中") == (("atom", path),)


def test_a_name_that_leaves_nothing() -> None:
    """Where nothing is left of a name there is no path, and no old one."""
    site = replace(SITE, paths=(("tag", "rss", ":name.xml"),), aliases=(("tag", "atom", ":slug.xml"),))
    places = Places("tag", site, FILES)
    assert places.paths("?!") == (("rss", "?!.xml"), ("atom", ""))
    assert places.aliases("?!") == ()


def test_pages() -> None:
    """A page is a URL on the site, if the settings say where it is."""
    site = replace(SITE, term_pages=(("author", "/by/:slug/"),))
    assert Places("author", site, FILES).page("Mei Lín") == "https://example.org/by/mei-l%C3%ADn/"
    assert Places("tag", site, FILES).page("Mei") is None


def test_of_feed() -> None:
    """A feed of one's own lies in the folder of its name, in another one, or where each format is told to."""
    feed = Feed(name="R & D", filter=Filter(), manner=Manner())
    assert of_feed(feed, FILES) == (("rss", "r-d/rss.xml"), ("atom", "r-d/atom.xml"))
    assert of_feed(replace(feed, folder="x/y"), FILES) == (("rss", "x/y/rss.xml"), ("atom", "x/y/atom.xml"))
    told = replace(feed, paths=(("rss", ":slug.xml"), ("jsonfeed", "no.json")))
    assert of_feed(told, FILES) == (("rss", "r-d.xml"), ("atom", "r-d/atom.xml"))
