"""JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from feeds.builders import Builder, Specimen
from feeds.builders._sheets import Press, Sheet, Shell, sample
from feeds.builders._texts import terms, texts
from feeds.model import Author, Document, Edition, Entry, Media, Piece, Site
from feeds.record import replace

MEDIA_TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"
_END = b"\n  ]\n}\n"
_Object: TypeAlias = dict[str, Any]

# The layout of json.dumps(feed, indent=2): an item stands four blanks deep, and all but the first
# behind a comma. So the pieces begin with one, which the first in a document leaves out.
_encode = json.JSONEncoder(ensure_ascii=False, indent=2).encode


def specimen(entries: Sequence[Entry], site: Site) -> Specimen:
    """Return a feed with the entries in it, and each with the comma before it."""
    head, tail = _shell(site, sample(site, "feed.json", entries))
    items = tuple(_item(entry, site) for entry in entries)
    return b"".join((head, items[0][1:], *items[1:], tail)), items


def build(edition: Edition) -> Iterator[Document]:
    """Yield the documents of every channel."""
    press = Press(format="jsonfeed", media_type=MEDIA_TYPE, write=_shell, join=_join)
    return press.documents(edition)


def _join(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return (_bare(pieces[0]), *pieces[1:])


def _bare(piece: Piece) -> Piece:
    """Return the piece without the comma that it begins with."""
    return replace(
        piece, digest=f"{piece.digest}-first", size=piece.size - 1, fetch=lambda: piece.fetch()[1:]
    )  # fmt: skip


def _shell(site: Site, sheet: Sheet) -> Shell:
    channel, manner = sheet.channel, sheet.channel.manner
    feed = {
        "version": _VERSION,
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": sheet.url,
        "description": channel.description,
        "next_url": sheet.older,
        "icon": manner.image,
        "favicon": site.icon,
        "authors": [_person(author) for author in site.authors],
        "language": sheet.lang,
        "expired": manner.expired,
        "hubs": [] if sheet.archive else [{"type": "WebSub", "url": hub} for hub in site.hubs],
    }
    text = _encode({**_filled(feed.items()), "items": []})
    return text.removesuffix("]\n}").encode(), _END


def _item(entry: Entry, site: Site) -> bytes:
    post = entry.post
    summary, html = texts(entry, site.manner.content)
    # "one or both must be present": where there is no body, whatever else there is to read.
    plain = "" if html else summary or entry.title
    item = {
        "id": post.id,
        "url": post.url,
        "title": entry.title,
        "content_html": html,
        "content_text": plain,
        "summary": summary if html else "",
        "image": entry.image.url if entry.image else None,
        "date_published": post.published.isoformat(),
        "date_modified": post.updated.isoformat() if post.updated != post.published else None,
        "authors": [_person(author) for author in post.authors or site.authors],
        "tags": list(terms(post)),
        "language": post.lang,
        "attachments": [_attachment(media) for media in entry.enclosures],
    }
    return f",\n{_encode(_filled(item.items()))}".replace("\n", "\n    ").encode()


def _person(author: Author) -> _Object:
    """Return an author. "The URL could be a mailto: link"."""
    mail = f"mailto:{author.email}" if author.email else None
    return _filled((("name", author.name), ("url", author.uri or mail)))


def _attachment(media: Media) -> _Object:
    named = {
        "url": media.url, "mime_type": media.type, "title": media.title, "size_in_bytes": media.length,
        "duration_in_seconds": media.duration,
    }  # fmt: skip
    return _filled(named.items())


def _filled(members: Iterable[tuple[str, Any]]) -> _Object:
    """Return what there is of the members."""
    return {name: value for name, value in members if value or (value == 0 and value is not False)}


BUILDER = Builder(file="feed.json", media_type=MEDIA_TYPE, build=build, specimen=specimen)
