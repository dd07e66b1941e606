"""What newsboat (newsboat.org) has in its cache once it has read our feeds from a server."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.chromium import served
from tests.readers.items import Feed, Item, relative, squeezed, words

NEWSBOAT = shutil.which("newsboat")

pytestmark = pytest.mark.skipif(NEWSBOAT is None, reason="there is no newsboat")


def read(base: str, feeds: list[Feed], fmt: str, home: Path) -> dict[str, list[Item]]:
    """Return the entries that newsboat finds in feeds, none of which lists a post of another."""
    home.mkdir()
    urls = {f"{base}/{quote(feed.path(fmt))}": feed for feed in feeds}
    (home / "urls").write_text("".join(f"{url}\n" for url in urls), "utf-8")
    (home / "config").touch()
    files = ["-C", home / "config", "-u", home / "urls", "-c", home / "cache.db"]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [str(NEWSBOAT), *map(str, files), "-x", "reload"],
        env=environment, stdin=subprocess.DEVNULL, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    query = "SELECT feedurl, guid, url, title, pubDate, author, content FROM rss_item"
    found: dict[str, list[Item]] = {feed.path(fmt): [] for feed in feeds}
    with closing(sqlite3.connect(home / "cache.db")) as database:
        for feed, id_, link, title, moment, author, content in database.execute(query):
            one = Item(id=id_, url=link, title=title, moment=moment, authors=(author,), content=content)
            found[urls[feed].path(fmt)].append(one)
    return found


def apart(feeds: list[Feed], fmt: str) -> list[list[Feed]]:
    """Return the feeds in groups in which no two list the same post: newsboat keeps an id once."""
    groups: list[tuple[set[str], list[Feed]]] = []
    for feed in feeds:
        ids = {item.id for item in feed.items[fmt]}
        known, group = next((one for one in groups if not one[0] & ids), (set(), []))
        if not group:
            groups.append((known, group))
        known |= ids
        group.append(feed)
    return [group for _, group in groups]


@pytest.mark.parametrize("fmt", ["rss", "atom"])
def test_every_entry(feeds: list[Feed], tmp_path: Path, fmt: str) -> None:
    """Titles, links, dates, authors and bodies are those of the site; no URL is relative."""
    found: dict[str, list[Item]] = {}
    with served(feeds[0].root) as base:
        for number, group in enumerate(apart(feeds, fmt)):
            found |= read(base, group, fmt, tmp_path / str(number))
    assert len(found) == len(feeds)
    for feed in feeds:
        read_of_it = found[feed.path(fmt)]
        wanted = [credited(item, fmt) for item in feed.items[fmt]]
        assert sorted(map(short, read_of_it), key=key) == sorted(map(short, wanted), key=key)
        assert [url for item in read_of_it for url in relative(item.content)] == []
    assert any(found.values())


def key(item: Item) -> str:
    """Return by what entries are put in order: newsboat's cache keeps none."""
    return item.id


def credited(item: Item, fmt: str) -> Item:
    """Return an item with its authors as one name: of Atom's all, and of RSS's dc:creators the last."""
    names = item.authors[-1:] if fmt == "rss" else item.authors
    return replace(item, authors=(", ".join(names),))


def short(item: Item) -> Item:
    """Return an item with the text of its body, whose white space newsboat trims."""
    return replace(item, title=squeezed(item.title), content=words(item.content))
