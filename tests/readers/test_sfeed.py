"""What sfeed (codemadness.org/sfeed.html), which is strict and small, gets out of our feeds."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.readers.items import Feed, Item, relative, squeezed, words

SFEED = shutil.which("sfeed")

pytestmark = pytest.mark.skipif(SFEED is None, reason="there is no sfeed")


def read(file: Path) -> list[Item]:
    """Return the entries that sfeed finds, in the order of the file."""
    done = subprocess.run([str(SFEED)], input=file.read_bytes(), capture_output=True, check=True)
    assert done.stderr == b""
    found = []
    for line in done.stdout.decode().splitlines():
        moment, title, url, content, _, id_, author, *_ = line.split("\t")
        found.append(
            Item(id=id_, url=url, title=title, moment=int(moment), authors=(author,), content=plain(content))
        )
    return found


def plain(field: str) -> str:
    r"""Return a field as it was: sfeed writes \n, \t and \\."""
    return field.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")


@pytest.mark.parametrize("fmt", ["rss", "atom"])
def test_every_entry(feeds: list[Feed], fmt: str) -> None:
    """Titles, links, dates, the first author and bodies are those of the site; no URL is relative."""
    for feed in feeds:
        found = read(feed.files[fmt])
        assert [short(item) for item in found] == [short(item) for item in feed.items[fmt]]
        assert [url for item in found for url in relative(item.content)] == []
    assert any(feed.items[fmt] for feed in feeds)


def short(item: Item) -> Item:
    """Return of an item what sfeed has of it: one author, and the text, whose white space it trims."""
    return replace(
        item, title=squeezed(item.title), authors=item.authors[:1] or ("",), content=words(item.content)
    )
