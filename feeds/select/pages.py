"""What the sitemap names: the front page, the pages of categories and the like, and the posts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import compress
from typing import NamedTuple, TypeAlias

from feeds.model import Card, Channel, Page, Site
from feeds.select.filling import latest
from feeds.select.traits import column

Row: TypeAlias = tuple[str, datetime | None]
"""A page as a plain tuple: there may be a million."""


class Pages(NamedTuple):
    """The pages that are no posts, then those of the posts from the oldest on."""

    named: tuple[Row, ...]
    posts: tuple[Row, ...]


def pages(posts: Sequence[Card], terms: Iterable[Channel], site: Site) -> Pages:
    """Return the pages, each once: home, the terms' pages, the posts from the oldest on.

    The oldest first, so that a long list grows at its end only. `posts` are newest first.
    """
    seen = list(compress(posts, column("in_sitemap", posts)))
    seen.reverse()
    urls, dates = list(column("url", seen)), list(column("updated", seen))
    first = named(terms, latest(dates) if dates else None, site)
    rows: Iterable[Row] = zip(urls, dates, strict=True)
    if not (known := {url for url, _ in first}).isdisjoint(urls):
        rows = (row for row in rows if row[0] not in known)
    return Pages(first, tuple(rows))


def named(terms: Iterable[Channel], changed: datetime | None, site: Site) -> tuple[Row, ...]:
    """Return the pages that are no posts: home, which `changed` last with one of those, and the terms'."""
    home = f"{site.url}/"
    rows: dict[str, Row] = {home: Page(home, changed)} if site.home else {}
    for channel in terms:
        if channel.page != home and channel.page not in rows:
            rows[channel.page] = Page(channel.page, latest(post.updated for post in channel.posts))
    return tuple(rows.values())
