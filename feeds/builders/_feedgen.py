"""What RSS and Atom share of feedgen: the head of a feed, and entries that are made only once. Pure.

feedgen 1.0.0 stands still; what it gets wrong is put right here and in rss.py and atom.py.
"""

from __future__ import annotations

from typing import Any

# feedgen.feed before anything else of feedgen: another order leaves lxml.etree unloaded.
from feedgen.feed import FeedGenerator

from feedgen.entry import FeedEntry  # isort: skip

from feeds import __version__
from feeds.builders import GENERATOR
from feeds.model import Author, Channel, Entry, Site


class Once(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry whose element is made once and then moved from feed to feed.

    Each feed is serialised before the next one is made, so no two ever need it at the same time.
    """

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__()
        post = entry.post
        self.element: Any = None
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


def head(site: Site, channel: Channel, url: str, media_type: str) -> FeedGenerator:
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
    feed.updated(max(post.updated for post in channel.posts))
    return feed


def person(author: Author) -> dict[str, str]:
    """Return an author as feedgen wants it: only what is there."""
    fields = {"name": author.name, "email": author.email, "uri": author.uri}
    return {name: value for name, value in fields.items() if value}
