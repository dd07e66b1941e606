"""RSS 2.0 (rssboard.org/rss-specification) with dc:creator, content:encoded and Atom's links. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from feeds.builders import Builder, Specimen, _media
from feeds.builders._feedgen import Feed, Made, head, part, shell
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/rss+xml"
_DC = "http://purl.org/dc/elements/1.1/"
_UPDATED = "{http://www.w3.org/2005/Atom}updated"
# "url is the URL of a GIF, JPEG or PNG image"
_PICTURES = (".gif", ".jpeg", ".jpg", ".jpe", ".png")


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Item(Made):
    """An item. RSS's own author must be an e-mail address, so names go into dc:creator.

    feedgen would set the locale of all the process back and forth for each date, so it gets none.
    """

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.names = [author.name for author in entry.post.authors or site.authors]

    def written(self, text: str) -> str:
        """Return the text as HTML, which every reader takes a description for."""
        return escape(text, quote=False)

    def rss_entry(self, extensions: bool = True) -> Any:
        del extensions  # feedgen's own would come a second time with each feed
        element = super().rss_entry(extensions=False)
        etree.SubElement(element, "pubDate").text = _date(self.entry.post.published)
        for name in self.names:
            etree.SubElement(element, f"{{{_DC}}}creator").text = name
        # RSS has no word for it; Atom's is understood in RSS too.
        etree.SubElement(element, _UPDATED).text = self.updated().isoformat()
        _media.add_rss(element, self.entry, self.site)
        return element


def _date(when: datetime) -> str:
    """Return a date as RFC 822 has it, with the whole year."""
    day, month = _DAYS[when.weekday()], _MONTHS[when.month - 1]
    time = f"{when.hour:02}:{when.minute:02}:{when.second:02}"
    return f"{day}, {when.day:02} {month} {when.year} {time} {when:%z}"


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and the items as they stand there."""
    feed = _feed(site, sample(site, "rss.xml", entries))
    for entry in entries:
        feed.add_entry(_Item(entry, site), order="append")
    data = feed.rss_str(pretty=True)
    return data, part(data, b"    <item>", b"    </item>")


def build(edition: Edition) -> Iterator[Document]:
    """Yield the documents of every channel."""
    return Press(format="rss", media_type=MEDIA_TYPE, write=_shell).documents(edition)


def _shell(site: Site, sheet: Sheet) -> Shell:
    return shell(_feed(site, sheet).rss_str(pretty=True), sheet, b"  </channel>")


def _feed(site: Site, sheet: Sheet) -> Feed:
    feed = head(site, sheet, MEDIA_TYPE, {"dc": _DC})
    feed.docs("https://www.rssboard.org/rss-specification")
    image = sheet.channel.manner.image
    if image and posixpath.splitext(urlsplit(image).path)[1].lower() in _PICTURES:
        feed.image(url=image)
    _media.declare(feed, site, sheet.channel, sheet.current)
    return feed


BUILDER = Builder(file="rss.xml", media_type=MEDIA_TYPE, build=build, specimen=specimen)
