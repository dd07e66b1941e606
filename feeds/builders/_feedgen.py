"""What RSS and Atom share of feedgen: the head of a feed, its entries, and how they are parted. Pure.

feedgen 1.0.0 stands still; what it gets wrong is put right here and in rss.py and atom.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final, NamedTuple, TypeAlias

# feedgen.feed before anything else of feedgen: another order leaves lxml.etree unloaded.
from feedgen.feed import FeedGenerator

from feedgen.entry import FeedEntry  # isort: skip
from feedgen.ext.base import BaseEntryExtension, BaseExtension  # isort: skip

from lxml import etree

from feeds import __version__
from feeds.builders import GENERATOR, Specimen
from feeds.builders._lines import body
from feeds.builders._sheets import Link, Sheet, Shell
from feeds.builders._texts import texts
from feeds.model import Author, Entry, Site

Feed: TypeAlias = FeedGenerator

HISTORY = "http://purl.org/syndication/history/1.0"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_HELD: Final = "."


class Made(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry with all that RSS and Atom have in common.

    Its body only has a place in what feedgen writes: it is the most of all bytes, and the same in both.
    """

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__()
        self.entry, self.site = entry, site
        post = entry.post
        # id() forgets what guid() said, so guid() alone, and once.
        self.guid(post.id, permalink=post.id == post.url)
        self.title(entry.title)
        self.link(href=post.url, rel="alternate", type="text/html")
        self.updated(post.updated)
        summary, html = texts(entry, site.manner.content)
        if summary:
            self.summary(self.written(summary), type="text")
        self.html = html
        if html:
            self.content(_HELD, type="html")
        self.category([{"term": term} for term in dict.fromkeys((*post.categories, *post.tags))])

    def written(self, text: str) -> str:
        """Return a plain text as the format's summary wants it."""
        return text

    def more(self) -> Iterator[str]:
        """Yield the elements that feedgen has no words for, as they stand at the end of the entry."""
        raise NotImplementedError

    def register_extension(self, *_: Any, **__: Any) -> None:
        """Leave an entry without what the feed is extended by: all that would say nothing of it."""


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
    """How feedgen writes a format: the lines of an entry's tags, and what holds the body, if alone or not."""

    write: Callable[[Feed], bytes]
    opening: bytes
    closing: bytes
    body: str
    body_beside_summary: str


def fill(feed: Feed, entries: Sequence[Made], layout: Layout) -> Specimen:
    """Return a feed with the entries in it, and each as it stands there: feedgen's part, and the rest."""
    for entry in entries:
        feed.add_entry(entry, order="append")
    data = layout.write(feed)
    bare = part(data, layout.opening, layout.closing)
    filled = tuple(_filled(*pair, layout) for pair in zip(entries, bare, strict=True))
    start = data.index(bare[0])
    return b"".join((data[:start], *filled, data[start + sum(map(len, bare)) :])), filled


def _filled(entry: Made, bare: bytes, layout: Layout) -> bytes:
    """Return an entry with its body. No text has a `<` in it, so only an element ends as is looked for."""
    indent = layout.opening[: layout.opening.index(b"<")].decode()
    more = "".join([f"{indent}  {one}\n" for one in entry.more()]).encode()
    end = len(bare) - len(layout.closing) - 1
    if not entry.html:
        return b"".join((bare[:end], more, bare[end:]))
    name = layout.body_beside_summary if entry.summary() else layout.body
    at = bare.index(f">{_HELD}</{name}>".encode()) + 1
    return b"".join((bare[:at], body(entry.html), bare[at + len(_HELD) : end], more, bare[end:]))


def part(data: bytes, opening: bytes, closing: bytes) -> tuple[bytes, ...]:
    """Return the entries of a document that feedgen has written, each with its line breaks.

    In the texts of a document every `<` is escaped, so the lines of the tags stand nowhere else.
    """
    found, end = [], 0
    while (start := data.find(b"\n" + opening, end)) >= 0:
        end = data.index(b"\n" + closing + b"\n", start) + len(closing) + 1
        found.append(data[start + 1 : end + 1])
    return tuple(found)


def person(author: Author) -> dict[str, str]:
    """Return an author as feedgen wants it: only what is there."""
    fields = {"name": author.name, "email": author.email, "uri": author.uri}
    return {name: value for name, value in fields.items() if value}
