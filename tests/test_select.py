"""What select promises: total order, limits, one feed for one path, and what the sitemap names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector import cards
from feeds.model import Card, Channel, Post, Reading, Site
from feeds.select import Selection, order, select

FILES = {"rss": "rss.xml", "atom": "atom.xml"}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SITE = Site(
    url="https://example.org",
    id_url="https://example.org",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
)


def post(name: str, day: int = 0, **more: object) -> Card:
    """Return the card of a post of a day after the first."""
    url = f"https://example.org/{name}/"
    when = FIRST + timedelta(days=day)
    made = Post(source=f"posts/{name}.md", id=url, url=url, title=name, published=when, updated=when)
    changed = replace(made, **more)  # type: ignore[arg-type] # whatever a test gives
    return cards.of(Reading(source=changed.source, state="published", post=changed), "")


def title(card: Card) -> str:
    """Return the name that a post was made with."""
    return card.source.removeprefix("posts/").removesuffix(".md")


def chosen(*posts: Card, **settings: object) -> Selection:
    """Return what is selected of the posts."""
    return select(posts, replace(SITE, **settings), FILES)  # type: ignore[arg-type] # whatever a test gives


def named(selection: Selection) -> list[tuple[str, str, list[str]]]:
    """Return kind, name and the titles of the posts of every channel."""
    return [(one.kind, one.name, [title(post) for post in one.posts]) for one in selection.channels]


def test_newest_first_and_then_by_path() -> None:
    """The newest is first; of one instant the path decides, in whatever zone it was written."""
    later = timezone(timedelta(hours=8))
    posts = [post("b"), post("c", 1), post("a", published=FIRST.astimezone(later)), post("d")]
    assert [title(one) for one in order(posts)] == ["c", "a", "b", "d"]


@given(st.permutations([post(name, day) for name in "abc" for day in (0, 1, 2)]))
def test_order_is_total(posts: list[Card]) -> None:
    """The order in which the posts were found does not matter, to the order or to anything."""
    unlike = [one._replace(source=f"{one.source}{one.published.day}", categories=("X",)) for one in posts]
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


def test_categories_and_tags() -> None:
    """Each category has a channel, by name; tags have none until the settings say so."""
    posts = (post("a", categories=("Zoo", "Ant")), post("b", 1, categories=("Ant",), tags=("t",)))
    usual = [("site", "", ["b", "a"]), ("category", "Ant", ["b", "a"]), ("category", "Zoo", ["a"])]
    assert named(chosen(*posts)) == usual
    assert named(chosen(*posts, tags=True)) == [*usual, ("tag", "t", ["b"])]
    assert named(chosen(*posts, categories=False)) == usual[:1]


def test_paths_of_categories() -> None:
    """The usual path has the name's slug; the settings may say otherwise, with the name as it is."""
    one = post("a", categories=("中文 C++",))
    assert chosen(one).channels[1].paths[0] == ("rss", "category/中文-c++/rss.xml")
    paths = (("category", "rss", "feed/:name.xml"), ("tag", "rss", "no"))
    assert chosen(one, paths=paths).channels[1].paths == (
        ("rss", "feed/中文 C++.xml"),
        ("atom", "category/中文-c++/atom.xml"),
    )


def test_title_and_page_of_a_category() -> None:
    """A category's page is the site's, unless the settings say where it is."""
    one = post("a", categories=("R&D 中",), tags=("t",))
    assert (chosen(one).channels[1].title, chosen(one).channels[1].page) == (
        "Notes | R&D 中",
        "https://example.org/",
    )
    _, category, tag = chosen(one, tags=True, category_page="/c/:slug/", tag_page="t/:name.html").channels
    assert category.page == "https://example.org/c/r-d-%E4%B8%AD/"
    assert tag.page == "https://example.org/t/t.html"


def test_names_with_one_path_are_one_feed() -> None:
    """Two names of one path become one feed, under the commoner, and a warning names both."""
    posts = (
        post("a", categories=("news",)),
        post("b", 1, categories=("News",)),
        post("c", 2, categories=("news", "News")),
        post("d", 3, categories=("news",)),
    )
    selection = chosen(*posts)
    assert named(selection)[1:] == [("category", "news", ["d", "c", "b", "a"])]
    (problem,) = selection.problems
    assert str(problem) == (
        "posts/c.md:1:1: same-path: category “News” has the path of “news”, so the two are one feed; "
        "write one of them"
    )
    assert problem.level == "warning"


def test_names_with_one_path_in_one_format() -> None:
    """Where the settings name the formats' paths differently, no path is given twice all the same."""
    posts = (post("a", categories=("news",)), post("b", categories=("News",)))
    selection = chosen(*posts, paths=(("category", "rss", "feed/:name.xml"),))
    paths = [path for channel in selection.channels for _, path in channel.paths]
    assert paths == ["rss.xml", "atom.xml", "feed/News.xml", "category/news/atom.xml"]
    assert named(selection)[1:] == [("category", "News", ["a", "b"])]
    assert [(problem.code, problem.where.path) for problem in selection.problems] == [
        ("same-path", "posts/a.md")
    ]


def test_names_that_share_paths_by_way_of_another() -> None:
    """A name that has one path of this and one of that name makes the three of them one feed."""
    paths = (("category", "rss", "feed/:name.xml"), ("category", "atom", "atom/:slug.xml"))
    # "a\\b" has the file of "a/b", and the slug of "a-b"
    posts = [post(str(n), n, categories=(name,)) for n, name in enumerate(["a/b", "a-b", "a\\b", "c"])]
    selection = chosen(*posts, paths=paths)
    assert named(selection)[1:] == [("category", "a-b", ["2", "1", "0"]), ("category", "c", ["3"])]
    assert [problem.where.path for problem in selection.problems] == ["posts/0.md", "posts/2.md"]


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_names_that_share_the_path_of_either_format(format_: str) -> None:
    """Whichever format's path it is that two names share, they are one feed."""
    posts = (post("a", categories=("x y",)), post("b", 1, categories=("x-y",)))
    others = tuple(("category", fmt, f"{fmt}/:name.xml") for fmt in ("rss", "atom") if fmt != format_)
    selection = chosen(*posts, paths=others)
    assert named(selection)[1:] == [("category", "x y", ["b", "a"])]
    assert [problem.code for problem in selection.problems] == ["same-path"]
    assert len(chosen(*posts, paths=(("category", format_, f"{format_}/:name.xml"), *others)).channels) == 3


def test_equally_common_names() -> None:
    """Of two equally common names the first in order stands, whatever order the posts have."""
    first, second = post("a", categories=("NEWS",)), post("b", categories=("News",))
    assert named(chosen(first, second)) == named(chosen(second, first))
    assert named(chosen(first, second))[1][1] == "NEWS"


@pytest.mark.parametrize("name", ["?!", "...", "——"])
def test_a_name_that_leaves_nothing_for_a_path(name: str) -> None:
    """A category that no file could be called after has no feed, and the post is in the site's."""
    assert named(chosen(post("a", categories=(name,)))) == [("site", "", ["a"])]


def test_posts_that_want_no_feed_or_no_sitemap() -> None:
    """`feed: false` keeps a post out of every channel, `sitemap: false` out of the pages."""
    selection = chosen(
        post("a", in_feeds=False, categories=("X",)), post("b", 1, in_sitemap=False), post("c", 2)
    )
    assert named(selection) == [("site", "", ["c", "b"])]
    assert [page.url for page in selection.pages] == [
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


def test_pages() -> None:
    """Home, then the terms' pages, then the posts from the oldest: a long list grows at its end."""
    edited = FIRST + timedelta(days=30)
    posts = (post("new", 2, categories=("X",)), post("old", 0, updated=edited, categories=("X",)))
    pages = chosen(*posts, category_page="/c/:slug/").pages
    assert [(page.url, page.lastmod) for page in pages] == [
        ("https://example.org/", edited),
        ("https://example.org/c/x/", edited),
        ("https://example.org/old/", edited),
        ("https://example.org/new/", FIRST + timedelta(days=2)),
    ]


def test_home_may_stay_away() -> None:
    """`home = false` leaves the front page out; a page of which no date is known has none."""
    assert [page.url for page in chosen(post("a"), home=False).pages] == ["https://example.org/a/"]
    (home,) = chosen(post("a", in_sitemap=False)).pages
    assert home.lastmod is None


def test_a_page_is_named_once() -> None:
    """Two categories with one page, or a post that is the front page, are named once."""
    posts = (post("a", categories=("X", "Y")), post("b", url="https://example.org/"))
    urls = [page.url for page in chosen(*posts, category_page="/categories/").pages]
    assert sorted(urls) == [
        "https://example.org/", "https://example.org/a/", "https://example.org/categories/",
    ]  # fmt: skip
