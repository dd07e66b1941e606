"""Channels, and some posts more -> the channels that `select` would make of all of them. Pure.

It need not know the posts that no channel lists: of how a channel is made, only what it lists and how many
there are depends on them. Where anything else might, nothing is returned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from feeds.model import Card, Channel, Site
from feeds.record import replace
from feeds.select.named import filtered
from feeds.select.patterns import choice
from feeds.select.terms import order
from feeds.select.traits import names_of

_Key: TypeAlias = tuple[str, str]
_HOME: Final = ("site", "")


def grown(channels: Sequence[Channel], posts: Sequence[Card], site: Site) -> tuple[Channel, ...] | None:
    """Return the channels with these posts in them too, None if more would have to be known for that."""
    known: dict[_Key, Channel] = {(one.kind, one.name): one for one in channels}
    if site.min_posts > 1 or len(known) < len(channels) or not all(map(_is_plain, channels)):
        return None
    more: defaultdict[_Key, list[Card]] = defaultdict(list)
    for key, card in _members([card for card in posts if card.in_feeds], site):
        if key not in known or card in more[key] or not _speaks(known[key], card, site):
            return None
        more[key].append(card)
    return tuple(_with(one, more[one.kind, one.name]) for one in channels)


def _is_plain(channel: Channel) -> bool:
    """Whether a channel lists the newest of its posts, and all else about the others does not matter."""
    return not channel.manner.archive and channel.manner.max_age is None


def _members(posts: Sequence[Card], site: Site) -> Iterator[tuple[_Key, Card]]:
    """Yield what has a channel, if there is one, each with a post in it."""
    yield from ((_HOME, card) for card in posts)
    for term, patterns in site.terms:
        chosen, names = choice(patterns), names_of(term, site)
        yield from (((term, name), card) for card in posts for name in names(card) if chosen(name))
    for feed in site.feeds:
        yield from ((("feed", feed.name), card) for card in filtered(posts, feed.filter, site))


def _speaks(channel: Channel, card: Card, site: Site) -> bool:
    """Whether a channel that is in one language still is, with this post."""
    return channel.lang is None or site.language_of([card]) == channel.lang


def _with(channel: Channel, posts: list[Card]) -> Channel:
    if not posts:
        return channel
    listed = order([*channel.posts, *posts])[: channel.manner.limit]
    return replace(channel, posts=tuple(listed), total=channel.total + len(posts))
