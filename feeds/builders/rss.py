"""RSS 2.0 (rssboard.org/rss-specification) with dc:creator, content:encoded and atom:updated. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from feeds.builders import Builder
from feeds.builders._feedgen import Once, head
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/rss+xml"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_UPDATED = "{http://www.w3.org/2005/Atom}updated"


class _Item(Once):
    """An item. RSS's own author must be an e-mail address, so names go into dc:creator."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.names = [author.name for author in entry.post.authors or site.authors]

    def rss_entry(self, extensions: bool = True) -> Any:
        del extensions  # feedgen's own would come a second time with each feed
        if self.element is None:
            self.element = super().rss_entry(extensions=False)
            for name in self.names:
                etree.SubElement(self.element, _CREATOR).text = name
            # RSS has no word for it; Atom's is understood in RSS too.
            etree.SubElement(self.element, _UPDATED).text = self.updated().isoformat()
        return self.element


def build(edition: Edition) -> Iterator[Document]:
    """Yield one document a channel."""
    site = edition.site
    items = {source: _Item(entry, site) for source, entry in edition.entries.items()}
    for channel in edition.channels:
        path = channel.path("rss")
        url = site.address(path)
        feed = head(site, channel, url, MEDIA_TYPE)
        feed.load_extension("dc", atom=False)  # for its prefix, at the root
        feed.docs("https://www.rssboard.org/rss-specification")
        for post in channel.posts:
            feed.add_entry(items[post.source], order="append")
        sources = tuple(post.source for post in channel.posts)
        data = feed.rss_str(pretty=True)
        yield Document(path=path, url=url, kind="rss", media_type=MEDIA_TYPE, data=data, sources=sources)


BUILDER = Builder(file="rss.xml", media_type=MEDIA_TYPE, of_channels=True, build=build)
