"""OPML 2.0 (opml.org/spec2.opml): the feeds of all channels, as a list to import at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from feeds.builders import Builder
from feeds.builders._offers import Offer, offers, place
from feeds.characters import clean
from feeds.model import Author, Document, Edition

MEDIA_TYPE: Final = "text/x-opml"
_DOCS: Final = "http://opml.org/spec2.opml"


def build(edition: Edition) -> Iterator[Document]:
    """Yield the list; none where there is no feed, for a list without any would be invalid.

    Each channel is in it once: with RSS and Atom beside each other, everybody would get all posts twice.
    """
    site, listed = edition.site, offers(edition)
    if not listed:
        return
    newest = max(offer.updated for offer in listed)
    owner = site.authors[0] if site.authors else Author(name="")
    head = {
        "title": site.title, "dateModified": format_datetime(newest), "ownerName": owner.name,
        "ownerEmail": owner.email, "ownerId": owner.uri, "docs": _DOCS,
    }  # fmt: skip
    rows = [f"    <{key}>{escape(clean(text))}</{key}>" for key, text in head.items() if text]
    lines = (
        "<?xml version='1.0' encoding='utf-8'?>", '<opml version="2.0">',
        "  <head>", *rows, "  </head>",
        "  <body>", *map(_outline, listed), "  </body>",
        "</opml>", "",
    )  # fmt: skip
    path = place(site, "opml")
    data = "\n".join(lines).encode()
    yield Document(path=path, url=site.address(path), kind="opml", media_type=MEDIA_TYPE, head=data)


def _outline(offer: Offer) -> str:
    """Return a feed's row: "Required attributes: type, text, xmlUrl"; of any format, the type is "rss"."""
    values = {
        "text": offer.title, "title": offer.title, "type": "rss", "xmlUrl": offer.addresses[0].url,
        "htmlUrl": offer.page, "description": offer.description, "language": offer.lang,
    }  # fmt: skip
    row = " ".join(f"{key}={quoteattr(clean(text))}" for key, text in values.items() if text)
    return f"    <outline {row}/>"


BUILDER = Builder(file="feeds.opml", media_type=MEDIA_TYPE, build=build)
