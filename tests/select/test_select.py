"""What select promises: a total order, limits, and each listed post once."""

from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Card, Channel, Feed, Filter, Manner
from feeds.record import replace
from feeds.select import order
from tests.select.few import FIRST, chosen, named, post, title


def test_newest_first_and_then_by_path() -> None:
    """The newest is first; of one instant the path decides, in whatever zone it was written."""
    later = timezone(timedelta(hours=8))
    posts = [post("b"), post("c", 1), post("a", published=FIRST.astimezone(later)), post("d")]
    assert [title(one) for one in order(posts)] == ["c", "a", "b", "d"]


@given(st.permutations([post(name, day) for name in "abc" for day in (0, 1, 2)]))
def test_order_is_total(posts: list[Card]) -> None:
    """The order in which the posts were found does not matter, to the order or to anything."""
    unlike = [replace(one, source=f"{one.source}{one.published.day}", categories=("X",)) for one in posts]
    assert [one.source for one in order(unlike)] == [
        f"posts/{name}.md{day}" for day in (3, 2, 1) for name in "abc"
    ]
    assert chosen(*unlike) == chosen(*sorted(unlike, key=lambda one: one.source))


def test_site_channel() -> None:
    """The site has all posts in one channel, in every format, with its own title."""
    (home,) = chosen(post("a"), post("b", 1), description="About").channels
    assert home == Channel(
        kind="site",
        name="",
        title="Notes",
        description="About",
        page="https://example.org/",
        paths=(("rss", "rss.xml"), ("atom", "atom.xml")),
        posts=(post("b", 1), post("a")),
        total=2,
    )
    assert home.path("atom") == "atom.xml"


def test_description_is_never_empty() -> None:
    """RSS wants a description: the title stands for one."""
    assert chosen(post("a")).channels[0].description == "Notes"


def test_limit_is_of_each_channel() -> None:
    """Every channel has the newest posts up to the limit, and knows how many there are."""
    posts = [post(str(day), day, categories=("Even",) if day % 2 == 0 else ()) for day in range(10)]
    home, even = chosen(*posts, limit=3).channels
    assert ([title(one) for one in home.posts], home.total) == (["9", "8", "7"], 10)
    assert ([title(one) for one in even.posts], even.total) == (["8", "6", "4"], 5)


def test_posts_that_want_no_feed_or_no_sitemap() -> None:
    """`feed: false` keeps a post out of every channel, `sitemap: false` out of the pages."""
    selection = chosen(
        post("a", in_feeds=False, categories=("X",)), post("b", 1, in_sitemap=False), post("c", 2)
    )
    assert named(selection) == [("site", "", ["c", "b"])]
    assert [url for url, _ in selection.pages] == [
        "https://example.org/", "https://example.org/a/", "https://example.org/c/",
    ]  # fmt: skip


def test_no_post_for_feeds() -> None:
    """Where no post wants a feed there is none, and still a sitemap."""
    selection = chosen(post("a", in_feeds=False))
    assert selection.channels == ()
    assert len(selection.pages) == 2


def test_listed_is_each_post_once() -> None:
    """What has to be rendered is each listed post once, in the order of the sources."""
    posts = (post("b", 1, categories=("X",)), post("a", 2, categories=("X", "Y")), post("c"))
    assert [title(one) for one in chosen(*posts, limit=2).listed()] == ["a", "b"]


def test_listed_are_those_of_archives_too() -> None:
    """A post that only an archive has must be rendered as well."""
    posts = [post(str(day), day) for day in range(5)]
    archived = Manner(limit=2, archive=True)
    assert [title(one) for one in chosen(*posts, manner=archived).listed()] == ["0", "1", "2", "3", "4"]
    assert [title(one) for one in chosen(*posts, limit=2).listed()] == ["3", "4"]


def test_formats_of_the_site() -> None:
    """Where a feed of one's own has a format more, the others do not get it."""
    feed = Feed(name="F", filter=Filter(), manner=Manner(), formats=("rss",))
    home, category, own = chosen(
        post("a", categories=("X",)), channel_formats=("atom", "sitemap"), feeds=(feed,)
    ).channels
    assert home.paths == (("atom", "atom.xml"),)
    assert category.paths == (("atom", "category/x/atom.xml"),)
    assert own.paths == (("rss", "f/rss.xml"),)


def test_aliases_of_the_site() -> None:
    """Old places are those of the site's own feed, in the formats that it has."""
    aliases = (
        ("site", "rss", "index.rdf"),
        ("site", "jsonfeed", "x.json"),
        ("category", "rss", "c/:name.rdf"),
    )
    home, category = chosen(post("a", categories=("X y",)), aliases=aliases).channels
    assert home.aliases == (("rss", "index.rdf"),)
    assert category.aliases == (("rss", "c/X y.rdf"),)
