"""A tool that has done less than was asked for, or more, is found out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from benchmarks.changes import State
from benchmarks.corpus import URL, Corpus, Post
from benchmarks.measure import Command
from benchmarks.same_work import find_faults
from benchmarks.tools import Format, Kind, Place, Tool

CORPUS = Corpus(posts=60)
POSTS = list(CORPUS.every())


def path(style: Format, kind: Kind, name: str) -> str:
    """Return where the fake tool puts a feed."""
    return f"{kind}-{name}.{style}"


TOOL = Tool(
    name="fake", version="1", formats=("rss", "atom"), prepare=lambda _: None, path=path,
    command=lambda place: Command(arguments=(), folder=place.site),
)  # fmt: skip


def entry(post: Post, revision: int = 0) -> str:
    """Return an entry that is an RSS item and an Atom entry at once."""
    text = escape(CORPUS.source(post, revision).decode())
    return f"<link href='{post.url}'>{post.url}</link><description>{text}</description>"


def rss(posts: list[Post]) -> str:
    """Return an RSS feed."""
    items = "".join(f"<item>{entry(post)}</item>" for post in posts)
    return f"<rss><channel>{items}</channel></rss>"


def atom(posts: list[Post]) -> str:
    """Return an Atom feed."""
    entries = "".join(f"<entry>{entry(post)}</entry>" for post in posts)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a place whose output is what was asked for."""
    channels = {("site", ""): POSTS[:50]}
    for post in POSTS:
        channels.setdefault(("category", post.category), []).append(post)
    for (kind, name), posts in channels.items():
        (tmp_path / f"{kind}-{name}.rss").write_text(rss(posts), "utf-8")
        (tmp_path / f"{kind}-{name}.atom").write_text(atom(posts), "utf-8")
    urls = "".join(f"<url><loc>{url}</loc></url>" for url in (f"{URL}/", *(post.url for post in POSTS)))
    (tmp_path / "sitemap.xml").write_text(f"<urlset>{urls}</urlset>", "utf-8")
    (tmp_path / ".own").write_text("the tool's own", "utf-8")
    return Place(
        site=tmp_path, settings=tmp_path, output=tmp_path, cache=tmp_path, categories=(), tags=False
    )  # fmt: skip


def test_all_is_there(place: Place) -> None:
    """Nothing is wrong with what was asked for."""
    assert find_faults(TOOL, place, CORPUS, State()) == []


def shorten(output: Path) -> None:
    """Leave an entry out of a feed."""
    (output / "site-.rss").write_text(rss(POSTS[:49]), "utf-8")


def turn_round(output: Path) -> None:
    """List the posts with the oldest first."""
    (output / "site-.atom").write_text(atom(POSTS[49::-1]), "utf-8")


def summarise(output: Path) -> None:
    """Leave the last letters of the bodies away."""
    file = output / "site-.rss"
    file.write_text(file.read_text("utf-8").replace("/source/", "/"), "utf-8")


def forget(output: Path) -> None:
    """Leave a feed out."""
    (output / f"category-{POSTS[0].category}.atom").unlink()


def add(output: Path) -> None:
    """Write a page as well."""
    (output / "index.html").write_text("<p>", "utf-8")


def drop(output: Path) -> None:
    """Leave a post out of the sitemap."""
    file = output / "sitemap.xml"
    file.write_text(file.read_text("utf-8").replace(f"<loc>{POSTS[5].url}</loc>", ""), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (shorten, "site-.rss: it has 49 entries, not the 50 newest in their order"),
        (turn_round, "site-.atom: it has 50 entries, not the 50 newest in their order"),
        (summarise, f"site-.rss: the content of {POSTS[0].url} is not the whole of it"),
        (forget, f"1 feeds are missing, such as category-{POSTS[0].category}.atom"),
        (add, "1 files more than asked for, such as index.html"),
        (drop, "sitemap: 59 of 60 posts, 0 other URLs"),
    ],
)
def test_what_is_not_the_work(place: Place, spoil: Callable[[Path], None], message: str) -> None:
    """Each way to do less, or more, is named."""
    spoil(place.output)
    assert find_faults(TOOL, place, CORPUS, State()) == [f"fake: {message}"]


def test_old_state_is_found_out(place: Place) -> None:
    """A tool that has not seen the last change of a body has not done the work; nor without a new post."""
    edited = find_faults(TOOL, place, CORPUS, State(revision=3))
    assert edited[0].endswith(f"the content of {POSTS[7].url} is not that of its last edit")
    assert "the 50 newest" in find_faults(TOOL, place, CORPUS, State(added=1))[0]
