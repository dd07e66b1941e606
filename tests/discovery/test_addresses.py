"""Where the links of a built site lead."""

from __future__ import annotations

import pytest

from feeds.discovery.addresses import Addresses, Target
from feeds.record import replace
from tests.discovery.test_links import SITE

FILES = {
    "index.html", "rss.xml", "a/index.html", "b.html", "c/index.xml", "feed", "日记/rss.xml", "a b.html",
}  # fmt: skip
HERE = Addresses(SITE, FILES)  # at https://example.org/notes


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("https://example.org/notes/", "index.html"),
        ("https://example.org/notes/index.html", "index.html"),
        ("http://EXAMPLE.org:80/notes/rss.xml?x#y", "rss.xml"),
        ("//example.org/notes/rss.xml", "rss.xml"),
        ("/notes/a/", "a/index.html"),
        ("/notes/a", "a/index.html"),
        ("/notes/b", "b.html"),
        ("/notes/b/", None),
        ("/notes/c/", "c/index.xml"),
        ("/notes/feed", "feed"),
        ("/notes/%E6%97%A5%E8%AE%B0/rss.xml", "日记/rss.xml"),
        ("/notes/日记/rss.xml", "日记/rss.xml"),
        ("/notes/a%20b.html", "a b.html"),
        ("/notes/nope", None),
    ],
)
def test_in_the_site(href: str, file: str | None) -> None:
    """An address of the site is that of a file, as servers find it."""
    target = HERE.target(href, "deep/er/index.html")
    assert target is not None
    assert target.path is not None
    assert target.file == file


@pytest.mark.parametrize(
    ("page", "base", "href", "file"),
    [
        ("index.html", "", "rss.xml", "rss.xml"),
        ("a/index.html", "", "../rss.xml", "rss.xml"),
        ("a/index.html", "", "rss.xml", None),
        ("b.html", "", "rss.xml", "rss.xml"),
        ("a/index.html", "/notes/", "rss.xml", "rss.xml"),
        ("a/index.html", "..", "rss.xml", "rss.xml"),
        ("a/index.html", "https://elsewhere.example/", "/notes/rss.xml", None),
    ],
)
def test_relative(page: str, base: str, href: str, file: str | None) -> None:
    """A relative address counts from the page, or from what its base says."""
    target = HERE.target(href, page, base)
    assert target is not None
    assert target.file == file
    assert HERE.target(href, page, base) is target or HERE.target(href, page, base) == target


def test_elsewhere() -> None:
    """Other hosts, other ports and other folders are not ours."""
    for host in ("https://other.example/notes", "https://example.org:8443/notes", "https://example.org"):
        url = f"{host}/rss.xml"
        assert HERE.target(url, "index.html") == Target(url)


@pytest.mark.parametrize("href", ["mailto:a@b.example", "javascript:x()", "http://[bad", "data:,x"])
def test_no_address(href: str) -> None:
    """What is no address of the web leads nowhere."""
    assert HERE.target(href, "index.html") is None


def test_strayed() -> None:
    """An address beside the site's folder may be meant for a file in it."""

    def meant(url: str) -> str | None:
        target = HERE.target(url, "index.html")
        assert target is not None
        return HERE.strayed(target)

    assert meant("/rss.xml") == "rss.xml"
    assert meant("/other.xml") is None
    assert meant("https://other.example/rss.xml") is None
    assert meant("/notes/rss.xml") is None


def test_page() -> None:
    """A page is known by its address, that of a folder without the file's name."""
    assert HERE.page("a/index.html") == "https://example.org/notes/a/"
    assert HERE.page("index.html") == "https://example.org/notes/"
    assert HERE.page("日记/x.html") == "https://example.org/notes/%E6%97%A5%E8%AE%B0/x.html"


def test_site_with_letters() -> None:
    """The folder of a site may have letters of any script in it."""
    there = Addresses(replace(SITE, url="https://example.org/%E6%97%A5"), {"rss.xml"})
    for href in ("/日/rss.xml", "/%E6%97%A5/rss.xml", "rss.xml"):
        target = there.target(href, "index.html")
        assert target is not None
        assert target.file == "rss.xml"
