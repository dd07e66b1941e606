"""What RSS and Atom share of feedgen: the head of a feed, and an entry. Pure.

feedgen 1.0.0 stands still; what it gets wrong is put right here and in rss.py and atom.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, NamedTuple, TypeAlias

# feedgen.feed before anything else of feedgen: another order leaves lxml.etree unloaded.
from feedgen.feed import FeedGenerator

from feedgen.entry import FeedEntry  # isort: skip
from feedgen.ext.base import BaseEntryExtension, BaseExtension  # isort: skip

from lxml import etree

from feeds import __version__
from feeds.builders import GENERATOR
from feeds.builders._sheets import Link, Sheet, Shell
from feeds.model import Author, Site

Feed: TypeAlias = FeedGenerator

HISTORY = "http://purl.org/syndication/history/1.0"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Told(NamedTuple):
    """What feedgen is told of an entry, the dates as in ISO 8601. What is empty is not there.

    The `people` are its authors: of each the name, the e-mail address and the page, one behind the other.
    """

    id: str
    url: str
    title: str
    summary: str
    updated: str
    published: str
    lang: str
    people: tuple[str, ...]
    terms: tuple[str, ...]
    html: str
    permalink: bool

    @property
    def single(self) -> tuple[str, ...]:
        """The texts of which there is one, of each author too."""
        return (
            self.id, self.url, self.title, self.summary, self.updated, self.published, self.lang, *self.people
        )  # fmt: skip


class Made(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry. feedgen keeps only the address of its links in Atom, and knows no language of an entry."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        # id() forgets what guid() said, so guid() alone, and once.
        self.guid(told.id, permalink=told.permalink)
        self.title(told.title)
        self.link(href=told.url, rel="alternate", type="text/html")
        if told.updated:
            self.updated(datetime.fromisoformat(told.updated))
        if told.published:
            self.published(datetime.fromisoformat(told.published))
        if told.summary:
            self.summary(told.summary, type="text")
        if told.html:
            self.content(told.html, type="html")
        self.category([{"term": term} for term in told.terms])
        people = zip(*[iter(told.people)] * 3, strict=True)
        self.author([person(Author(name=name, email=email, uri=uri)) for name, email, uri in people])
        self.lang = told.lang

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions=extensions)
        for link, given in zip(element.iterchildren("link"), self.link(), strict=True):
            for name in ("rel", "type"):
                link.set(name, given[name])
        if self.lang:
            element.set(_LANG, self.lang)
        return element


class _Marks(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """What feedgen has no words for: the prefixes of the root, RFC 5005, and in RSS all links but one."""

    def __init__(self, sheet: Sheet, links: Sequence[Link], prefixes: Mapping[str, str]) -> None:
        self.links = links
        self.marks = [
            name for name, is_so in (("archive", sheet.archive), ("complete", sheet.complete)) if is_so
        ]
        self.prefixes = {**prefixes, **({"fh": HISTORY} if self.marks else {})}

    def extend_ns(self) -> dict[str, str]:
        return self.prefixes

    def extend_rss(self, feed: Any) -> None:
        for link in self.links:
            if link.rel != "self":
                etree.SubElement(feed[0], _ATOM_LINK, _attributes(link))
        self._mark(feed[0])

    def extend_atom(self, feed: Any) -> None:
        self._mark(feed)

    def _mark(self, holder: Any) -> None:
        for name in self.marks:
            etree.SubElement(holder, f"{{{HISTORY}}}{name}")


def head(site: Site, sheet: Sheet, media_type: str, prefixes: Mapping[str, str]) -> Feed:
    """Return a feed without entries. Every date in it is the posts', never the clock's.

    `prefixes` are those that the entries need at the root.
    """
    channel = sheet.channel
    feed = FeedGenerator()
    feed.id(sheet.current)
    feed.title(channel.title)
    feed.subtitle(channel.description)
    links = list(_links(site, sheet, media_type))
    # The page last: RSS's <link> is whatever link came last.
    for link in (*links, Link("alternate", channel.page, "text/html")):
        feed.link(_attributes(link))
    if sheet.lang:
        feed.language(sheet.lang)
    # An archive stays as it is, also when the next version of ours comes.
    feed.generator(GENERATOR, version=None if sheet.archive else __version__)
    feed.updated(sheet.updated)
    marks = _Marks(sheet, links, prefixes)
    feed.register_extension("marks", lambda: marks, BaseEntryExtension)
    return feed


def _links(site: Site, sheet: Sheet, media_type: str) -> Iterator[Link]:
    yield Link("self", sheet.url, media_type)
    yield from sheet.others
    if sheet.archive:
        yield Link("current", sheet.current, media_type)
    else:
        yield from (Link("hub", hub) for hub in site.hubs)
    if sheet.older:
        yield Link("prev-archive", sheet.older, media_type)


def _attributes(link: Link) -> dict[str, str]:
    named = {"href": link.href, "rel": link.rel, "type": link.type, "hreflang": link.hreflang}
    return {name: value for name, value in named.items() if value}


def shell(data: bytes, sheet: Sheet, end: bytes) -> Shell:
    """Return what stands before the entries of a document without any, and behind them, from `end` on."""
    if sheet.style is not None:
        # https://www.w3.org/TR/xml-stylesheet/: it stands before the root.
        style = f'<?xml-stylesheet type="text/css" href="{escape(sheet.style)}"?>\n'
        declaration, _, rest = data.partition(b"?>\n")
        data = b"".join((declaration, b"?>\n", style.encode(), rest))
    at = data.rindex(end)
    return data[:at], data[at:]


class Layout(NamedTuple):
    """How feedgen writes a format, in which lines an entry begins and ends, and what stands before others."""

    write: Callable[[Feed], bytes]
    opening: bytes
    indent: str
    closing: bytes


def write_one(told: Told, layout: Layout) -> bytes:
    """Return what feedgen writes of an entry, up to the line on which it ends."""
    feed = FeedGenerator()
    feed.id("-")
    feed.title("-")
    feed.subtitle("-")
    feed.link(href="-")
    feed.add_entry(Made(told))
    data = layout.write(feed)
    # In the texts of a document every `<` is escaped, so the tags stand nowhere else.
    return data[data.index(layout.opening) : data.index(layout.closing)]


def person(author: Author) -> dict[str, str]:
    """Return an author as feedgen wants it: only what is there."""
    fields = {"name": author.name, "email": author.email, "uri": author.uri}
    return {name: value for name, value in fields.items() if value}
