"""Atom 1.0 (RFC 4287). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from feeds.builders import Builder
from feeds.builders._feedgen import Once, head, person
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/atom+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Entry(Once):
    """An entry. feedgen keeps only the address of its links, and knows no language of an entry."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.lang = entry.post.lang
        self.author([person(author) for author in entry.post.authors or site.authors])

    def atom_entry(self, extensions: bool = True) -> Any:
        if self.element is None:
            self.element = super().atom_entry(extensions=extensions)
            for element, link in zip(self.element.findall("link"), self.link(), strict=True):
                for name in ("rel", "type"):
                    element.set(name, link[name])
            if self.lang:
                self.element.set(_LANG, self.lang)
        return self.element


def build(edition: Edition) -> Iterator[Document]:
    """Yield one document a channel."""
    site = edition.site
    entries = {source: _Entry(entry, site) for source, entry in edition.entries.items()}
    # RFC 4287, section 4.1.1: a feed must have an author unless all its entries do.
    authors = [person(author) for author in site.authors] or [{"name": site.title}]
    for channel in edition.channels:
        path = channel.path("atom")
        url = site.address(path)
        feed = head(site, channel, url, MEDIA_TYPE)
        feed.author(authors)
        for post in channel.posts:
            feed.add_entry(entries[post.source], order="append")
        sources = tuple(post.source for post in channel.posts)
        data = feed.atom_str(pretty=True)
        yield Document(path=path, url=url, kind="atom", media_type=MEDIA_TYPE, data=data, sources=sources)


BUILDER = Builder(file="atom.xml", media_type=MEDIA_TYPE, of_channels=True, build=build)
