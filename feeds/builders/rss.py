"""RSS 2.0 (rssboard.org/rss-specification) with dc:creator, content:encoded and Atom's links. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from feeds.builders import Builder, Specimen, _media
from feeds.builders._feedgen import Feed, Layout, Told, head, shell
from feeds.builders._frames import Dated, fill
from feeds.builders._lines import xml
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.builders._texts import terms, texts
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/rss+xml"
_DC = "http://purl.org/dc/elements/1.1/"
# "url is the URL of a GIF, JPEG or PNG image"
_PICTURES = (".gif", ".jpeg", ".jpg", ".jpe", ".png")
_LAYOUT = Layout(
    write=lambda feed: feed.rss_str(pretty=True), opening=b"    <item>", indent="      ",
    closing=b"    </item>\n",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and the items as they stand there."""
    return fill(_shell(site, sample(site, "rss.xml", entries)), entries, site, _LAYOUT, _told, _more)


def _told(dated: Dated, site: Site) -> Told:
    """Return what feedgen can say of an item.

    It has no other word for an author than RSS's, which must be an e-mail address, and would set the locale
    of all the process back and forth for a date.
    """
    entry, post = dated.entry, dated.entry.post
    summary, html = texts(entry, site.manner.content)
    return Told(
        # Every reader takes a description for HTML.
        id=post.id, url=post.url, title=entry.title, summary=escape(summary, quote=False), updated="",
        published="", lang="", people=(), terms=terms(post), html=html, permalink=post.id == post.url,
    )  # fmt: skip


def _more(dated: Dated, site: Site) -> Iterator[str]:
    post = dated.entry.post
    yield f"<pubDate>{_date(post.published, dated.published)}</pubDate>"
    for author in post.authors or site.authors:
        yield xml("dc:creator", author.name)
    # RSS has no word for it; Atom's is understood in RSS too.
    yield f"<atom:updated>{dated.updated}</atom:updated>"
    yield from _media.of_item(dated.entry, site)


def _date(when: datetime, iso: str) -> str:
    """Return a date as RFC 822 has it, with the whole year, from that of ISO 8601."""
    zone = iso[19:].lstrip(".0123456789").replace(":", "")
    day, month = _DAYS[when.weekday()], _MONTHS[when.month - 1]
    return f"{day}, {iso[8:10]} {month} {when.year} {iso[11:19]} {zone}"


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
