"""Atom 1.0 (RFC 4287). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from feeds.builders import Builder, Specimen
from feeds.builders._feedgen import Feed, Made, documents, head, newest, part, person, sample
from feeds.model import Channel, Document, Edition, Entry, Site

MEDIA_TYPE = "application/atom+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Entry(Made):
    """An entry. feedgen keeps only the address of its links, and knows no language of an entry."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.lang = entry.post.lang
        self.author([person(author) for author in entry.post.authors or site.authors])

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions=extensions)
        for link, given in zip(element.findall("link"), self.link(), strict=True):
            for name in ("rel", "type"):
                link.set(name, given[name])
        if self.lang:
            element.set(_LANG, self.lang)
        return element


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and each as it stands there."""
    feed = _shell(site, sample(site), site.address("atom.xml"), newest(entries))
    for entry in entries:
        feed.add_entry(_Entry(entry, site), order="append")
    data = feed.atom_str(pretty=True)
    return data, part(data, b"  <entry", b"  </entry>")


def build(edition: Edition) -> Iterator[Document]:
    """Yield one document a channel."""
    return documents(edition, "atom", MEDIA_TYPE, _shells(edition), b"</feed>")


def _shells(edition: Edition) -> Iterator[tuple[Channel, str, str, bytes]]:
    for channel in edition.channels:
        path = channel.path("atom")
        url = edition.site.address(path)
        shell = _shell(edition.site, channel, url, max(card.updated for card in channel.posts))
        yield channel, path, url, shell.atom_str(pretty=True)


def _shell(site: Site, channel: Channel, url: str, updated: datetime) -> Feed:
    feed = head(site, channel, url, MEDIA_TYPE, updated)
    # RFC 4287, section 4.1.1: a feed must have an author unless all its entries do.
    feed.author([person(author) for author in site.authors] or [{"name": site.title}])
    return feed


BUILDER = Builder(file="atom.xml", media_type=MEDIA_TYPE, build=build, specimen=specimen)
