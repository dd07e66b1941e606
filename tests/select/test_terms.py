"""What terms.py promises: one feed for one path, named after the commonest of its names."""

from __future__ import annotations

from typing import get_args

import pytest

from feeds.model import Author, Term
from tests.select.few import chosen, kinds, named, post


def test_categories_and_tags() -> None:
    """Each category has a channel, by name; tags have none until the settings say so."""
    posts = (post("a", categories=("Zoo", "Ant")), post("b", 1, categories=("Ant",), tags=("t",)))
    usual = [("site", "", ["b", "a"]), ("category", "Ant", ["b", "a"]), ("category", "Zoo", ["a"])]
    assert named(chosen(*posts)) == usual
    assert named(chosen(*posts, terms=kinds("category", "tag"))) == [*usual, ("tag", "t", ["b"])]
    assert named(chosen(*posts, terms=())) == usual[:1]


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
    pages = (("category", "/c/:slug/"), ("tag", "t/:name.html"))
    _, category, tag = chosen(one, terms=kinds("category", "tag"), term_pages=pages).channels
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


def test_every_kind() -> None:
    """Authors, languages and folders have feeds like categories, each kind in its turn."""
    one = post(
        "news/a",
        categories=("C",),
        tags=("T",),
        authors=(Author(name="Mei Lin"), Author(name="Ann")),
        lang="fa",
    )
    found = chosen(one, terms=kinds(*get_args(Term))).channels[1:]
    assert [(channel.kind, channel.name) for channel in found] == [
        ("category", "C"), ("tag", "T"), ("author", "Ann"), ("author", "Mei Lin"), ("language", "fa"),
        ("collection", "news"),
    ]  # fmt: skip
    assert [channel.path("rss") for channel in found][2:] == [
        "author/ann/rss.xml", "author/mei-lin/rss.xml", "language/fa/rss.xml", "collection/news/rss.xml",
    ]  # fmt: skip
    assert [channel.lang for channel in found] == [None, None, None, None, "fa", None]


def test_posts_of_nobody_and_of_no_language() -> None:
    """A post that does not say who wrote it, or in which language, is by the site's, in the site's."""
    posts = (post("a"), post("b", 1, authors=(Author(name="Ann"),), lang="fa"))
    terms = kinds("author", "language")
    assert named(chosen(*posts, terms=terms, authors=(Author(name="Mei"),), lang="en"))[1:] == [
        ("author", "Ann", ["b"]), ("author", "Mei", ["a"]),
        ("language", "en", ["a"]), ("language", "fa", ["b"]),
    ]  # fmt: skip
    assert named(chosen(*posts, terms=terms))[1:] == [
        ("author", "Ann", ["b"]), ("language", "fa", ["b"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (("*",), ["Dev", "dev ops", "News", "Old"]),
        (("news",), ["News"]),
        (("dev*",), ["Dev", "dev ops"]),
        (("dev*", "!DEV"), ["dev ops"]),
        (("!old", "!d*"), ["News"]),
        (("[no]*",), ["News", "Old"]),
        (("none",), []),
    ],
)
def test_which_names(patterns: tuple[str, ...], names: list[str]) -> None:
    """Only the names that are chosen have feeds: by name or pattern, in capitals or not."""
    posts = [post(str(n), categories=(name,)) for n, name in enumerate(["Dev", "dev ops", "News", "Old"])]
    found = [channel.name for channel in chosen(*posts, terms=(("category", patterns),)).channels[1:]]
    assert sorted(found) == sorted(names)


def test_min_posts() -> None:
    """A name that too few posts have has no feed, and nothing is said of it."""
    posts = [post(str(n), n, categories=("A",) if n else ("A", "B", "b")) for n in range(3)]
    selection = chosen(*posts, min_posts=2)
    assert named(selection)[1:] == [("category", "A", ["2", "1", "0"])]
    assert selection.problems == ()
