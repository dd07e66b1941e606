"""What pages.py promises: what the sitemap names, each once, in an order that grows at its end."""

from __future__ import annotations

from datetime import timedelta

from tests.select.few import FIRST, chosen, kinds, post


def test_pages() -> None:
    """Home, then the terms' pages, then the posts from the oldest: a long list grows at its end."""
    edited = FIRST + timedelta(days=30)
    posts = (post("new", 2, categories=("X",)), post("old", 0, updated=edited, categories=("X",)))
    pages = chosen(*posts, term_pages=(("category", "/c/:slug/"),)).pages
    assert list(pages) == [
        ("https://example.org/", edited),
        ("https://example.org/c/x/", edited),
        ("https://example.org/old/", edited),
        ("https://example.org/new/", FIRST + timedelta(days=2)),
    ]


def test_home_may_stay_away() -> None:
    """`home = false` leaves the front page out; a page of which no date is known has none."""
    assert [url for url, _ in chosen(post("a"), home=False).pages] == ["https://example.org/a/"]
    (home,) = chosen(post("a", in_sitemap=False)).pages
    assert home[1] is None


def test_a_page_is_named_once() -> None:
    """Two categories with one page, or a post that is the front page, are named once."""
    posts = (post("a", categories=("X", "Y")), post("b", url="https://example.org/"))
    urls = [url for url, _ in chosen(*posts, term_pages=(("category", "/categories/"),)).pages]
    assert sorted(urls) == [
        "https://example.org/", "https://example.org/a/", "https://example.org/categories/",
    ]  # fmt: skip


def test_pages_of_every_kind() -> None:
    """The pages of authors, languages and folders are named where the settings say what they are."""
    pages = (("collection", "/in/:slug/"), ("tag", "/t/:slug/"))
    selection = chosen(post("news/a", tags=("T",)), terms=kinds("collection"), term_pages=pages)
    assert [url for url, _ in selection.pages] == [
        "https://example.org/", "https://example.org/in/news/", "https://example.org/news/a/",
    ]  # fmt: skip
