"""The documents of a channel in one format: which posts each lists, and to which others it points. Pure.

Archives are those of RFC 5005, section 4. Once it is full an archive never changes, for readers keep it:
its posts, its links and its number stay. So it does not name the one after it (`next-archive`), which was
not there when it was made; readers go the other way.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from feeds import builders
from feeds.model import Card, Channel, Document, Edition, Entry, Piece, Site
from feeds.record import Record, replace


class Link(NamedTuple):
    """A link to another document of ours, in Atom's terms."""

    rel: str
    href: str
    type: str | None = None
    hreflang: str | None = None


class Sheet(Record, frozen=True, kw_only=True):
    """A document before it is written. `updated` is when the newest of what it lists was changed.

    `older` is the URL of the archive before this document, `current` that of the document that readers
    subscribe to. `others` are the same posts elsewhere: in another format, or another language. `style`
    is where its style sheet is.
    """

    channel: Channel
    path: str
    url: str
    current: str
    updated: datetime
    lang: str | None
    older: str | None = None
    archive: bool = False
    complete: bool = False
    others: tuple[Link, ...] = ()
    style: str | None = None


# Readers fetch all of it at each change, and some cut off what is longer.
_MOST_BYTES = 1_000_000

Shell: TypeAlias = tuple[bytes, bytes]
"""What stands before the entries of a document, and what behind them."""

Write: TypeAlias = Callable[[Site, Sheet], Shell]
Join: TypeAlias = Callable[[tuple[Piece, ...]], tuple[Piece, ...]]


def as_they_are(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces, which need nothing between them."""
    return pieces


class Press(Record, frozen=True, kw_only=True):
    """How a format's documents are put together: from a shell and from pieces."""

    format: str
    media_type: str
    write: Write
    join: Join = as_they_are

    def documents(self, edition: Edition) -> Iterator[Document]:
        """Yield the documents of the channels: of each the archives, then the feed, then its doubles."""
        for channel in (edition.only,) if edition.only else edition.channels:
            path = dict(channel.paths).get(self.format)
            if path is not None:
                yield from self._of(channel, path, edition)

    def _of(self, channel: Channel, path: str, edition: Edition) -> Iterator[Document]:
        site = edition.site
        archives = [archive_path(path, number + 1) for number in range(len(channel.archives))]
        yield from self._archives(channel, path, archives, edition)
        doubles = [alias for fmt, alias in channel.aliases if fmt == self.format]
        url = site.address(path)
        sheet = Sheet(
            channel=channel, path=path, url=url, current=url, updated=newest(channel.posts),
            lang=channel.lang or site.lang, older=site.address(archives[-1]) if archives else None,
            others=tuple(_others(channel, self.format, edition)), style=_style(site, path, *doubles),
        )  # fmt: skip
        feed = self._feed(sheet, edition)
        yield feed
        for double in doubles:
            yield replace(feed, path=double)

    def _archives(
        self, channel: Channel, path: str, paths: Sequence[str], edition: Edition
    ) -> Iterator[Document]:
        """Yield the archives. Nothing in them may come from posts that they do not list."""
        site, older = edition.site, None
        for place, posts in zip(paths, channel.archives, strict=True):
            lang = site.language_of(posts) if channel.kind == "feed" else channel.lang
            sheet = Sheet(
                channel=channel, path=place, url=site.address(place), current=site.address(path),
                updated=newest(posts), lang=lang or site.lang, older=older, archive=True,
                style=_style(site, place),
            )  # fmt: skip
            shell = self.write(site, sheet)
            yield self._document(sheet, shell, posts, self._pieces(posts, channel, edition))
            older = sheet.url

    def _feed(self, sheet: Sheet, edition: Edition) -> Document:
        """Return the document that readers subscribe to, with as many of its posts as it may have."""
        channel, manner = sheet.channel, sheet.channel.manner
        posts, pieces = channel.posts, self._pieces(channel.posts, channel, edition)
        if len(posts) == channel.total and not channel.archives:
            sheet = replace(sheet, complete=manner.complete or manner.archive)
        shell = self.write(edition.site, sheet)
        room = (manner.max_bytes or _MOST_BYTES) - sum(map(len, shell))
        least = channel.total - sum(map(len, channel.archives)) if manner.archive else 1
        most = max(least, _fitting([piece.size for piece in pieces], room))
        if most < len(posts):
            posts, pieces = posts[:most], pieces[:most]
            sheet = replace(sheet, updated=newest(posts), complete=False)
            shell = self.write(edition.site, sheet)
        return self._document(sheet, shell, posts, pieces)

    def _document(
        self, sheet: Sheet, shell: Shell, posts: Sequence[Card], pieces: tuple[Piece, ...]
    ) -> Document:
        head, tail = shell
        return Document(
            path=sheet.path, url=sheet.url, kind=self.format, media_type=self.media_type, head=head,
            tail=tail, pieces=self.join(pieces), sources=tuple(card.source for card in posts),
        )  # fmt: skip

    def _pieces(self, posts: Sequence[Card], channel: Channel, edition: Edition) -> tuple[Piece, ...]:
        name = builders.piece(self.format, channel.manner.content, edition.site)
        return tuple(edition.entries[card.source].pieces[name] for card in posts)


def sample(site: Site, path: str, entries: Sequence[Entry]) -> Sheet:
    """Return a sheet for a specimen: what it says of itself is nobody's, its entries are."""
    channel = Channel(
        kind="site", name="", title=site.title, description=site.title, page=f"{site.url}/", paths=(),
        posts=(), total=0,
    )  # fmt: skip
    url = site.address(path)
    updated = max(entry.post.updated for entry in entries)
    return Sheet(channel=channel, path=path, url=url, current=url, updated=updated, lang=site.lang)


def archive_path(path: str, number: int) -> str:
    """Return where an archive of the document lies: rss.xml has archive/rss-1.xml and so on."""
    folder, name = posixpath.split(path)
    stem, extension = posixpath.splitext(name)
    return posixpath.join(folder, "archive", f"{stem}-{number}{extension}")


def newest(posts: Sequence[Card]) -> datetime:
    """Return the date of a document that lists the posts."""
    return max(card.updated for card in posts)


def _fitting(sizes: Sequence[int], room: int) -> int:
    """Return how many of them have room, from the first on."""
    for number, size in enumerate(sizes):
        room -= size
        if room < 0:
            return number
    return len(sizes)


def _others(channel: Channel, fmt: str, edition: Edition) -> Iterator[Link]:
    """Yield links to the same posts in other formats, and to those in other languages."""
    site = edition.site
    for other, path in channel.paths:
        if other != fmt:
            yield Link("alternate", site.address(path), builders.load(other).media_type)
    if channel.kind in {"site", "language"}:
        media_type = builders.load(fmt).media_type
        for one in edition.channels:
            path = dict(one.paths).get(fmt, "")
            if path and one.kind in {"site", "language"} and one is not channel:
                lang = one.lang if one.kind == "language" else None
                yield Link("alternate", site.address(path), media_type, lang)


def _style(site: Site, path: str, *doubles: str) -> str | None:
    """Return where the style sheet is, as seen from all the paths of a document."""
    folders = {posixpath.dirname(one) for one in (path, *doubles)}
    if site.style is None or "://" in site.style:
        return site.style
    if len(folders) > 1:
        return site.address(site.style)
    there = site.address(site.style)[len(site.url) + 1 :]
    depth = posixpath.dirname(path).count("/") + 1 if "/" in path else 0
    return "../" * depth + there
