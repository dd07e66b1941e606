"""What the sitemap names: the front page, the pages of categories and the like, and the posts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import compress
from typing import TypeAlias

from feeds.model import Card, Channel, Page, Site
from feeds.select.filling import latest
from feeds.select.traits import column

Row: TypeAlias = tuple[str, datetime | None]
"""A page as a plain tuple: there may be a million."""


def pages(posts: Sequence[Card], terms: Iterable[Channel], site: Site) -> tuple[Row, ...]:
    """Return the pages, each once: home, the terms' pages, the posts from the oldest on.

    The oldest first, so that a long list grows at its end only. `posts` are newest first.
    """
    seen = list(compress(posts, column("in_sitemap", posts)))
    seen.reverse()
    urls, dates = list(column("url", seen)), list(column("updated", seen))
    home = f"{site.url}/"
    named: dict[str, Page] = {}
    if site.home:
        named[home] = Page(url=home, lastmod=latest(dates) if dates else None)
    for channel in terms:
        if channel.page != home and channel.page not in named:
            lastmod = latest(post.updated for post in channel.posts)
            named[channel.page] = Page(url=channel.page, lastmod=lastmod)
    rows: Iterable[Row] = zip(urls, dates, strict=True)
    if not named.keys().isdisjoint(urls):
        rows = (row for row in rows if row[0] not in named)
    return (*named.values(), *rows)
