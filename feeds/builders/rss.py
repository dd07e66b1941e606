"""RSS 2.0 (rssboard.org/rss-specification) with dc:creator, content:encoded and atom:updated. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from feeds.builders import Builder, Specimen
from feeds.builders._feedgen import Feed, Made, documents, head, newest, part, sample
from feeds.model import Channel, Document, Edition, Entry, Site

MEDIA_TYPE = "application/rss+xml"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_UPDATED = "{http://www.w3.org/2005/Atom}updated"


class _Item(Made):
    """An item. RSS's own author must be an e-mail address, so names go into dc:creator."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.names = [author.name for author in entry.post.authors or site.authors]

    def rss_entry(self, extensions: bool = True) -> Any:
        del extensions  # feedgen's own would come a second time with each feed
        element = super().rss_entry(extensions=False)
        for name in self.names:
            etree.SubElement(element, _CREATOR).text = name
        # RSS has no word for it; Atom's is understood in RSS too.
        etree.SubElement(element, _UPDATED).text = self.updated().isoformat()
        return element


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and the items as they stand there."""
    feed = _shell(site, sample(site), site.address("rss.xml"), newest(entries))
    for entry in entries:
        feed.add_entry(_Item(entry, site), order="append")
    data = feed.rss_str(pretty=True)
    return data, part(data, b"    <item>", b"    </item>")


def build(edition: Edition) -> Iterator[Document]:
    """Yield one document a channel."""
    return documents(edition, "rss", MEDIA_TYPE, _shells(edition), b"  </channel>")


def _shells(edition: Edition) -> Iterator[tuple[Channel, str, str, bytes]]:
    for channel in edition.channels:
        path = channel.path("rss")
        url = edition.site.address(path)
        shell = _shell(edition.site, channel, url, max(card.updated for card in channel.posts))
        yield channel, path, url, shell.rss_str(pretty=True)


def _shell(site: Site, channel: Channel, url: str, updated: datetime) -> Feed:
    feed = head(site, channel, url, MEDIA_TYPE, updated)
    feed.load_extension("dc", atom=False)  # for its prefix, at the root
    feed.docs("https://www.rssboard.org/rss-specification")
    return feed


BUILDER = Builder(file="rss.xml", media_type=MEDIA_TYPE, build=build, specimen=specimen)
