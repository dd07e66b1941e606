"""What traits.py promises: what a post may be chosen by."""

from __future__ import annotations

import pytest

from feeds.model import Author
from feeds.record import replace
from feeds.select.traits import column, names_of
from tests.select.few import SITE, post


@pytest.mark.parametrize(
    ("folders", "source", "collection"),
    [
        (("posts",), "posts/a.md", ()),
        (("posts",), "posts/news/a.md", ("news",)),
        (("posts",), "posts/news/2026/a.md", ("news",)),
        (("posts",), "posts/trip/index.md", ()),  # a folder that is one post
        (("posts",), "posts/news/trip/index.fa.md", ("news",)),
        (("content", "blog"), "blog/a.md", ("blog",)),
        (("content", "src/blog"), "src/blog/a.md", ("blog",)),
        (("content", "blog"), "content/docs/a.md", ("docs",)),
        (("content", "content/blog"), "content/blog/x/a.md", ("x",)),
        (("",), "_posts/a.md", ()),
        ((".",), "news/_posts/a.md", ("news",)),
        ((".",), "_drafts/a.md", ()),
        (("po",), "posts/news/a.md", ("posts",)),
    ],
)
def test_collection(folders: tuple[str, ...], source: str, collection: tuple[str, ...]) -> None:
    """It is the folder below that of all posts, or of several such folders the one that has it."""
    assert names_of("collection", replace(SITE, folders=folders))(post("a", source=source)) == collection


def test_names() -> None:
    """Names are the post's own; an author who stands twice is one."""
    one = post(
        "a",
        categories=("C",),
        tags=("T", "U"),
        authors=(Author(name="A"), Author(name="A", uri="https://a/")),
    )
    found = [names_of(trait, SITE)(one) for trait in ("category", "tag", "author", "language", "path")]
    assert found == [("C",), ("T", "U"), ("A",), (), ("posts/a.md",)]


def test_column() -> None:
    """A column has one field of all posts."""
    assert list(column("url", [post("a"), post("b")])) == ["https://example.org/a/", "https://example.org/b/"]
