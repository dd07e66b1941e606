"""What RSS and Atom share of feedgen: the head of a feed, its entries, and how they are parted. Pure.

feedgen 1.0.0 stands still; what it gets wrong is put right here and in rss.py and atom.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

# feedgen.feed before anything else of feedgen: another order leaves lxml.etree unloaded.
from feedgen.feed import FeedGenerator

from feedgen.entry import FeedEntry  # isort: skip

from feeds import __version__
from feeds.builders import GENERATOR
from feeds.model import Author, Channel, Document, Edition, Entry, Site

Feed: TypeAlias = FeedGenerator


class Made(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry with all that RSS and Atom have in common."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__()
        post = entry.post
        # id() forgets what guid() said, so guid() alone, and once.
        self.guid(post.id, permalink=post.id == post.url)
        self.title(entry.title)
        self.link(href=post.url, rel="alternate", type="text/html")
        self.published(post.published)
        self.updated(post.updated)
        if entry.summary:
            self.summary(entry.summary, type="text")
        if site.content == "full" and entry.html:
            self.content(entry.html, type="html")
        self.category([{"term": term} for term in dict.fromkeys((*post.categories, *post.tags))])


def head(site: Site, channel: Channel, url: str, media_type: str, updated: datetime) -> Feed:
    """Return a feed without entries. Every date in it is the posts', never the clock's."""
    feed = FeedGenerator()
    feed.id(url)
    feed.title(channel.title)
    feed.subtitle(channel.description)
    # The alternate link last: RSS's <link> is whatever link came last.
    feed.link(href=url, rel="self", type=media_type)
    feed.link(href=channel.page, rel="alternate", type="text/html")
    if site.lang:
        feed.language(site.lang)
    feed.generator(GENERATOR, version=__version__)
    feed.updated(updated)
    return feed


def sample(site: Site) -> Channel:
    """Return a channel for a specimen: what it says of itself is nobody's, its entries are."""
    return Channel(kind="site", name="", title=site.title, description=site.title, page=f"{site.url}/",
                   paths=(), posts=(), total=0)  # fmt: skip


def newest(entries: Sequence[Entry]) -> datetime:
    """Return the date of a feed with these entries."""
    return max(entry.post.updated for entry in entries)


def part(data: bytes, opening: bytes, closing: bytes) -> tuple[bytes, ...]:
    """Return the entries of a document that feedgen has written, each with its line breaks.

    In the texts of a document every `<` is escaped, so the lines of the tags stand nowhere else.
    """
    found, end = [], 0
    while (start := data.find(b"\n" + opening, end)) >= 0:
        end = data.index(b"\n" + closing + b"\n", start) + len(closing) + 1
        found.append(data[start + 1 : end + 1])
    return tuple(found)


def documents(
    edition: Edition, fmt: str, media_type: str, shells: Iterator[tuple[Channel, str, str, bytes]], end: bytes
) -> Iterator[Document]:
    """Yield one document for each shell (channel, path, URL and bytes): its entries go before the `end`."""
    for channel, path, url, shell in shells:
        at = shell.rindex(end)
        sources = tuple(card.source for card in channel.posts)
        yield Document(
            path=path, url=url, kind=fmt, media_type=media_type, head=shell[:at], tail=shell[at:],
            pieces=tuple(edition.entries[source].pieces[fmt] for source in sources), sources=sources,
        )  # fmt: skip


def person(author: Author) -> dict[str, str]:
    """Return an author as feedgen wants it: only what is there."""
    fields = {"name": author.name, "email": author.email, "uri": author.uri}
    return {name: value for name, value in fields.items() if value}
