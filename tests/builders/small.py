"""A small edition that has something of everything, fixed for the golden documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from types import MappingProxyType
from typing import Any

from lxml import etree

from feeds import builders, validator
from feeds.collector import cards
from feeds.model import (
    Author,
    Card,
    Channel,
    Edition,
    Entry,
    Kind,
    Page,
    Piece,
    Post,
    Reading,
    Rendered,
    Site,
)
from feeds.plans import AS_USUAL
from feeds.record import replace

CHINA = timezone(timedelta(hours=8))
SITE = Site(
    url="https://example.org/notes",
    id_url="https://example.org/notes",
    title="Notes & <Queries>",
    description="Small notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
    lang="en",
    authors=(Author(name="Mei Lin", email="mei@example.org", uri="https://example.org/mei"),),
)
NEW = Post(
    source="posts/new.md",
    id="tag:example.org,2026:new",
    url="https://example.org/notes/new/",
    title="<em>New</em>",
    published=datetime(2026, 1, 3, 8, 30, tzinfo=CHINA),
    updated=datetime(2026, 1, 3, 8, 30, tzinfo=CHINA),
    categories=("News", "R&D"),
    tags=("阅读", "News"),
    authors=(Author(name="陈思远"), Author(name="Ann", uri="https://ann.example.org/")),
    lang="zh-CN",
)
OLD = Post(
    source="posts/old.md",
    id="https://example.org/notes/old/?a=1&b=2",
    url="https://example.org/notes/old/?a=1&b=2",
    title="Old",
    published=datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
    updated=datetime(2026, 2, 1, tzinfo=UTC),
    categories=("News",),
)
ENTRIES = {
    "posts/new.md": Entry(
        post=NEW, title="Tom & <b> 📡", summary="A < B “中文”", html='<p>A &lt; B ]]&gt; &amp; <a href="https://elsewhere.org/">“中文”</a></p>'
    ),
    "posts/old.md": Entry(post=OLD, title="Old", summary="", html=""),
}  # fmt: skip


def card(post: Post) -> Card:
    """Return a post's card."""
    return cards.of(Reading(source=post.source, state="published", post=post))


def channel(
    kind: Kind = "site", name: str = "", posts: Iterable[Post] = (NEW, OLD), **more: object
) -> Channel:
    """Return a channel of these posts."""
    folder = f"{kind}/{name}/" if name else ""
    listed = tuple(map(card, posts))
    made = Channel(
        kind=kind,
        name=name,
        title=f"Notes & <Queries>{f' | {name}' if name else ''}",
        description="Small notes",
        page="https://example.org/notes/",
        paths=tuple((fmt, f"{folder}{file}") for fmt, file in FILES.items()),
        posts=listed,
        total=len(listed),
    )
    return replace(made, **more)


FILES = {"rss": "rss.xml", "atom": "atom.xml", "jsonfeed": "feed.json"}
CHANNELS = (channel(), channel("category", "新闻", (OLD,)))
PAGES = (
    Page(url="https://example.org/notes/", lastmod=datetime(2026, 2, 1, tzinfo=UTC)),
    Page(url=OLD.url, lastmod=OLD.updated),
    Page(url=NEW.url, lastmod=NEW.updated),
    Page(url="https://example.org/notes/about/"),
)


def render(entries: Iterable[Entry], site: Site) -> dict[str, Rendered]:
    """Return the entries by their sources, in every format and with all that feeds have of them."""
    made = list(entries)
    pieces: dict[str, dict[str, Piece]] = {entry.post.source: {} for entry in made}
    for name, specimen in builders.specimens(site):
        whole, parts = specimen(made)
        known = validator.check(whole, path="").known
        for entry, data, read in zip(made, parts, known, strict=True):
            digest = hashlib.sha256(data).hexdigest()
            piece = Piece(digest=digest, size=len(data), known=read, fetch=partial(bytes, data))
            pieces[entry.post.source][name] = piece
    return {source: Rendered(source=source, digest="", pieces=found) for source, found in pieces.items()}


def make(
    site: Site = SITE,
    entries: Mapping[str, Entry] = MappingProxyType(ENTRIES),
    channels: tuple[Channel, ...] = CHANNELS,
) -> Edition:
    """Return two channels that share an entry, and three pages; a channel is as the site says."""
    own = tuple(replace(one, manner=site.manner) if one.manner == AS_USUAL else one for one in channels)
    return Edition(site=site, channels=own, entries=render(entries.values(), site), pages=PAGES)


def add(holder: Any, lines: Iterable[str]) -> None:
    """Put elements that are written as text into an element, where the prefixes are those of its root."""
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in holder.nsmap.items() if prefix)
    for element in etree.fromstring(f"<x{spaces}>{''.join(lines)}</x>"):
        holder.append(element)
