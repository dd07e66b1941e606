"""The channels of an edition as people choose among them: each with its addresses, in a fit order. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple

from feeds import builders
from feeds.characters import is_letter
from feeds.model import Card, Channel, Edition, Site
from feeds.record import Record

# The kinds that come in the order of the alphabet. Of any other, the order is somebody's own.
_BY_NAME: Final = frozenset({"category", "tag", "author", "language", "collection"})
_ENCODED: Final = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_LABELS: Final = {"rss": "RSS", "atom": "Atom", "jsonfeed": "JSON Feed"}


class Address(NamedTuple):
    """One document of a channel: the name of its format, its media type and its URL."""

    label: str
    media_type: str
    url: str


class Offer(Record, frozen=True, kw_only=True):
    """A channel that one can subscribe to: the first of its addresses, if one has no wish of one's own.

    `name` is what it is called among the others of its kind, where `title` stands alone. `page` is
    an HTML page with its posts, if only the site's first, and `own_page` whether it is for them alone.
    """

    kind: str
    name: str
    title: str
    description: str
    page: str
    own_page: bool
    lang: str | None
    total: int
    newest: Card
    updated: datetime
    addresses: tuple[Address, ...]


def offers(edition: Edition) -> tuple[Offer, ...]:
    """Return what there is: kinds in the order in which they come, names in that of the alphabet."""
    found: list[Offer] = []
    for kind, channels in groupby(edition.channels, key=lambda channel: channel.kind):
        group = [_offer(channel, edition.site) for channel in channels if channel.posts and channel.paths]
        found += sorted(group, key=_alphabet) if kind in _BY_NAME else group
    return tuple(found)


def place(site: Site, fmt: str) -> str:
    """Return the path in the output of a document of which there is one for the site."""
    given = {name: path for kind, name, path in site.paths if kind == "site"}
    return given.get(fmt, builders.load(fmt).file)


def readable(url: str) -> str:
    """Return an address as people read it: letters beyond ASCII are not percent-encoded, all else is."""

    def letters(match: re.Match[str]) -> str:
        try:
            text = bytes.fromhex(match[0].replace("%", "")).decode()
        except UnicodeDecodeError:
            return match[0]
        return text if all(map(is_letter, text)) else match[0]

    return _ENCODED.sub(letters, url)


def _offer(channel: Channel, site: Site) -> Offer:
    addresses = (
        Address(_LABELS.get(fmt, fmt), builders.load(fmt).media_type, site.address(path))
        for fmt, path in channel.paths
    )
    return Offer(
        kind=channel.kind,
        name=channel.name if channel.kind in _BY_NAME and channel.name else channel.title,
        title=channel.title,
        description="" if channel.description in {channel.title, site.title} else channel.description,
        page=channel.page,
        own_page=channel.kind == "site" or channel.page != f"{site.url}/",
        lang=getattr(channel, "lang", None) or site.lang,
        total=channel.total,
        newest=channel.posts[0],
        updated=max(card.updated for card in channel.posts),
        addresses=tuple(addresses),
    )


def _alphabet(offer: Offer) -> tuple[str, str]:
    return offer.name.casefold(), offer.name
