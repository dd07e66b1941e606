"""What feedparser, which many readers use, gets out of our feeds: every entry, and all of it."""

from __future__ import annotations

import calendar
from typing import Any

import feedparser
import pytest

from tests.readers.items import Feed, Item, relative, squeezed


def read(entry: Any) -> Item:
    """Return an entry as feedparser has it."""
    content = entry.content[0].value if "content" in entry else entry.get("summary", "")
    return Item(
        id=entry.id, url=entry.link, title=squeezed(entry.title),
        moment=calendar.timegm(entry.published_parsed),
        authors=tuple(author["name"] for author in entry.get("authors", ())), content=content,
    )  # fmt: skip


@pytest.mark.parametrize("fmt", ["rss", "atom"])
def test_every_entry(feeds: list[Feed], fmt: str) -> None:
    """Titles, links, dates, authors and bodies are those of the site, in its order; no URL is relative."""
    for feed in feeds:
        data = feed.files[fmt].read_bytes()
        parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        assert not parsed.bozo
        found = [read(entry) for entry in parsed.entries]
        assert found == list(feed.items[fmt])
        assert [url for item in found for url in relative(item.content)] == []
    assert any(feed.items[fmt] for feed in feeds)
