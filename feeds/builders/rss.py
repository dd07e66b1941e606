"""RSS 2.0 (rssboard.org/rss-specification) with dc:creator, content:encoded and Atom's links. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from feeds.builders import Builder, Specimen, _media
from feeds.builders._feedgen import Feed, Layout, Made, fill, head, shell
from feeds.builders._lines import xml
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/rss+xml"
_DC = "http://purl.org/dc/elements/1.1/"
# "url is the URL of a GIF, JPEG or PNG image"
_PICTURES = (".gif", ".jpeg", ".jpg", ".jpe", ".png")
_LAYOUT = Layout(
    write=lambda feed: feed.rss_str(pretty=True), opening=b"    <item>", closing=b"    </item>",
    body="description", body_beside_summary="content:encoded",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Item(Made):
    """An item. RSS's own author must be an e-mail address, so names go into dc:creator.

    feedgen would set the locale of all the process back and forth for each date, so it gets none.
    """

    def written(self, text: str) -> str:
        """Return the text as HTML, which every reader takes a description for."""
        return escape(text, quote=False)

    def more(self) -> Iterator[str]:
        yield xml("pubDate", _date(self.entry.post.published))
        for author in self.entry.post.authors or self.site.authors:
            yield xml("dc:creator", author.name)
        # RSS has no word for it; Atom's is understood in RSS too.
        yield xml("atom:updated", self.entry.post.updated.isoformat())
        yield from _media.of_item(self.entry, self.site)


def _date(when: datetime) -> str:
    """Return a date as RFC 822 has it, with the whole year."""
    iso = when.isoformat()
    zone = iso[19:].lstrip(".0123456789").replace(":", "")
    day, month = _DAYS[when.weekday()], _MONTHS[when.month - 1]
    return f"{day}, {iso[8:10]} {month} {when.year} {iso[11:19]} {zone}"


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and the items as they stand there."""
    feed = _feed(site, sample(site, "rss.xml", entries))
    return fill(feed, [_Item(entry, site) for entry in entries], _LAYOUT)


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
