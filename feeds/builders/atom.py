"""Atom 1.0 (RFC 4287), with archives (RFC 5005). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from feeds.builders import Builder, Specimen, _media
from feeds.builders._feedgen import Feed, Layout, Made, fill, head, person, shell
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.model import Document, Edition, Entry, Site

MEDIA_TYPE = "application/atom+xml"
_LAYOUT = Layout(
    write=lambda feed: feed.atom_str(pretty=True), opening=b"  <entry", closing=b"  </entry>",
    body="content", body_beside_summary="content",
)  # fmt: skip
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Entry(Made):
    """An entry. feedgen keeps only the address of its links, and knows no language of an entry."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__(entry, site)
        self.published(entry.post.published)
        self.lang = entry.post.lang
        self.author([person(author) for author in entry.post.authors or site.authors])

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions=extensions)
        for link, given in zip(element.iterchildren("link"), self.link(), strict=True):
            for name in ("rel", "type"):
                link.set(name, given[name])
        if self.lang:
            element.set(_LANG, self.lang)
        return element

    def more(self) -> Iterator[str]:
        yield from _media.of_entry(self.entry, self.site)


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and each as it stands there."""
    feed = _feed(site, sample(site, "atom.xml", entries))
    return fill(feed, [_Entry(entry, site) for entry in entries], _LAYOUT)


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
