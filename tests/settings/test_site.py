"""What site.py promises: every setting of feeds arrives, and a feed of one's own is as the others are."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import BadSettings, Feed, Filter, Manner, Site
from feeds.settings import parse
from feeds.settings.site import make

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def site(text: str) -> Site:
    """Return the site of a feeds.toml."""
    tree = tomllib.loads(text)
    return make(parse(tree, "feeds.toml", tree, {}, {}), "https://example.org/b", "plain", None)


def test_feeds() -> None:
    """What holds for all feeds."""
    made = site("""
[site]
image = "/a b.png"
icon = "https://cdn.example/i.png"
[feeds]
max_age = 30
max_bytes = 500_000
min_posts = 2
content = "full"
archive = true
archive_size = 20
complete = true
expired = true
hubs = ["https://hub.example/"]
style = true
categories = ["News", "!Old"]
authors = true
languages = true
collections = true
[feeds.language_paths]
rss = ":slug/rss.xml"
[feeds.aliases]
atom = ["index.atom", "feed.xml"]
[feeds.category_aliases]
rss = "feed/:name.xml"
[sitemap]
author_page = "/by/:slug/"
""")
    assert made.manner == Manner(
        content="full", max_age=30, max_bytes=500_000, archive=True, archive_size=20, complete=True,
        expired=True, image="https://example.org/b/a%20b.png",
    )  # fmt: skip
    assert (made.min_posts, made.icon, made.style) == (2, "https://cdn.example/i.png", "feeds.css")
    assert made.hubs == ("https://hub.example/",)
    assert made.terms == (
        ("category", ("News", "!Old")), ("author", ("*",)), ("language", ("*",)), ("collection", ("*",)),
    )  # fmt: skip
    assert made.paths == (("language", "rss", ":slug/rss.xml"),)
    assert made.aliases == (
        ("site", "atom", "index.atom"), ("site", "atom", "feed.xml"), ("category", "rss", "feed/:name.xml"),
    )  # fmt: skip
    assert made.term_pages == (("author", "/by/:slug/"),)
    assert made.contents == ("full",)


def test_a_feed_as_all_are() -> None:
    """A feed with a name alone is filled and shown as all others."""
    made = site('[site]\nimage = "x.png"\n[feeds]\nlimit = 7\narchive = true\n[[feed]]\nname = "N"\n')
    assert made.feeds == (Feed(name="N", filter=Filter(), manner=made.manner),)
    assert made.formats == made.channel_formats == ("rss", "atom", "jsonfeed", "sitemap", "opml", "page")


def test_a_feed_of_ones_own() -> None:
    """Whatever a feed says for itself is above [feeds]."""
    (feed,) = site("""
[site]
timezone = "Asia/Shanghai"
image = "x.png"
[feeds]
archive = true
[[feed]]
name = "Short"
title = "T"
description = "D"
page = "/short/"
image = "s.png"
path = "s"
paths = { rss = "short.xml" }
aliases = { rss = "old.xml" }
formats = ["rss", "rss"]
limit = 5
max_age = 6
max_bytes = 700
min_posts = 8
content = "summary"
archive = false
complete = true
category = "A"
tag = ["B", "C"]
posts = "posts/x/*"
not_author = "D"
not_posts = ["*.txt"]
since = 2026-01-02
not_since = 2026-02-03T04:05:06Z
""").feeds
    assert feed.manner == Manner(
        content="summary", limit=5, max_age=6, max_bytes=700, complete=True,
        image="https://example.org/b/s.png",
    )  # fmt: skip
    assert (feed.title, feed.description, feed.page) == ("T", "D", "https://example.org/b/short/")
    assert (feed.folder, feed.paths, feed.aliases) == ("s", (("rss", "short.xml"),), (("rss", "old.xml"),))
    assert (feed.formats, feed.min_posts) == (("rss",), 8)
    assert feed.filter.wanted == (("category", ("A",)), ("tag", ("B", "C")), ("path", ("posts/x/*",)))
    assert feed.filter.unwanted == (("author", ("D",)), ("path", ("*.txt",)))
    moments = [EPOCH + timedelta(microseconds=one or 0) for one in (feed.filter.since, feed.filter.before)]
    assert moments == [datetime(2026, 1, 1, 16, tzinfo=UTC), datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)]


def test_a_format_of_one_feed_alone() -> None:
    """A format that one feed wants is published, and the others do not get it."""
    made = site('[feeds]\nformats = ["atom"]\n[[feed]]\nname = "J"\nformats = ["jsonfeed", "atom"]\n')
    assert (made.formats, made.channel_formats) == (("atom", "jsonfeed"), ("atom",))


def test_style() -> None:
    """Our own style sheet is published where the settings want it; somebody else's is only named."""
    assert site("[feeds]\nstyle = true").formats[-1] == "style"
    moved = site('[feeds]\nstyle = true\n[feeds.paths]\nstyle = "css/f.css"')
    assert (moved.style, moved.formats[-1]) == ("css/f.css", "style")
    theirs = site('[feeds]\nstyle = "css/own.css"')
    assert (theirs.style, "style" in theirs.formats) == ("css/own.css", False)
    assert site("").style is None


def test_contents() -> None:
    """All that entries are made with: first the site's, then whatever a feed of its own wants."""
    made = site("""
[[feed]]
name = "A"
content = "summary"
[[feed]]
name = "B"
content = "summary"
[[feed]]
name = "C"
content = "full"
""")
    assert made.contents == ("both", "summary", "full")


def test_rules_that_are_off() -> None:
    """A rule for bodies is turned off by its name, and what is none is told."""
    assert site('[content]\noff = ["videos", "ids", "videos"]\n').off == ("videos", "ids")
    with pytest.raises(BadSettings, match=r"content\.off\.0: “video” is no rule for bodies; write one of"):
        site('[content]\noff = ["video"]\n')
