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


def read(url: str, home: Path) -> list[Item]:
    """Return the entries that newsboat finds at an address: of one feed, for it keeps an id once."""
    (home / "urls").write_text(f"{url}\n", "utf-8")
    (home / "config").touch()
    files = ["-C", home / "config", "-u", home / "urls", "-c", home / "cache.db"]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [str(NEWSBOAT), *map(str, files), "-x", "reload"],
        env=environment, stdin=subprocess.DEVNULL, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    query = "SELECT guid, url, title, pubDate, author, content FROM rss_item"
    with closing(sqlite3.connect(home / "cache.db")) as database:
        return [
            Item(id=id_, url=link, title=title, moment=moment, authors=(author,), content=content)
            for id_, link, title, moment, author, content in database.execute(query)
        ]


@pytest.mark.parametrize("fmt", ["rss", "atom"])
def test_every_entry(feeds: list[Feed], tmp_path: Path, fmt: str) -> None:
    """Titles, links, dates, authors and bodies are those of the site; no URL is relative."""
    feed = feeds[0]
    with served(feed.files[fmt].parent) as base:
        found = read(f"{base}/{quote(feed.files[fmt].name)}", tmp_path)
    wanted = [credited(item, fmt) for item in feed.items]
    assert sorted(map(short, found), key=key) == sorted(map(short, wanted), key=key)
    assert [url for item in found for url in relative(item.content)] == []
    assert found


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
