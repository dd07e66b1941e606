"""Atom 1.0 (RFC 4287), with archives (RFC 5005). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feeds.builders import Builder, Specimen, _media
from feeds.builders._feedgen import Feed, Layout, Told, head, person, shell
from feeds.builders._frames import Dated, fill
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.builders._texts import terms, texts
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/atom+xml"
_LAYOUT = Layout(
    write=lambda feed: feed.atom_str(pretty=True), opening=b"  <entry", indent="    ",
    closing=b"  </entry>\n",
)  # fmt: skip


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and each as it stands there."""
    return fill(_shell(site, sample(site, "atom.xml", entries)), entries, site, _LAYOUT, _told, _more)


def _told(dated: Dated, site: Site) -> Told:
    entry, post = dated.entry, dated.entry.post
    summary, html = texts(entry, site.manner.content)
    authors = post.authors or site.authors
    return Told(
        id=post.id, url=post.url, title=entry.title, summary=summary, updated=dated.updated,
        published=dated.published, lang=post.lang or "",
        people=tuple([text or "" for one in authors for text in (one.name, one.email, one.uri)]),
        terms=terms(post), html=html, permalink=post.id == post.url,
    )  # fmt: skip


def _more(dated: Dated, site: Site) -> Iterator[str]:
    return _media.of_entry(dated.entry, site)


def build(edition: Edition) -> Iterator[Document]:
    """Yield the documents of every channel."""
    return Press(format="atom", media_type=MEDIA_TYPE, write=_shell).documents(edition)


def _shell(site: Site, sheet: Sheet) -> Shell:
    return shell(_feed(site, sheet).atom_str(pretty=True), sheet, b"</feed>")


def _feed(site: Site, sheet: Sheet) -> Feed:
    feed = head(site, sheet, MEDIA_TYPE, {})
    # RFC 4287, section 4.1.1: a feed must have an author unless all its entries do.
    feed.author([person(author) for author in site.authors] or [{"name": site.title}])
    if site.icon:
        feed.icon(site.icon)
    if sheet.channel.manner.image:
        feed.logo(sheet.channel.manner.image)
    _media.declare(feed, site)
    return feed


BUILDER = Builder(file="atom.xml", media_type=MEDIA_TYPE, build=build, specimen=specimen)
