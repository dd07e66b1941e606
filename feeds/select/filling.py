"""The posts of a feed -> those that its document lists, and those of each archive: RFC 5005. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from feeds.model import Card, Manner

_DAY = 24 * 60 * 60 * 1_000_000


class Filled(NamedTuple):
    """What the document lists, newest first, and the archives from the oldest on."""

    posts: tuple[Card, ...]
    archives: tuple[tuple[Card, ...], ...] = ()


def fill(posts: Sequence[Card], manner: Manner) -> Filled:
    """Divide the posts, which are newest first.

    Archives are counted from the oldest post, and are all full: so a new post changes none of them.
    Whatever is in none is in the document, also where that makes it longer than its limits.
    """
    shown = min(len(posts), manner.limit)
    if manner.max_age is not None:
        oldest = posts[0].moment - manner.max_age * _DAY
        shown = next((n for n, post in enumerate(posts[:shown]) if post.moment < oldest), shown)
    if not manner.archive or (shown == len(posts) and manner.max_bytes is None):
        return Filled(tuple(posts[:shown]))
    size = manner.archive_size or manner.limit
    first = len(posts) % size
    archives = [tuple(posts[end - size : end]) for end in range(len(posts), first, -size)]
    return Filled(tuple(posts[: max(shown, first)]), tuple(archives))


def latest(dates: Iterable[datetime]) -> datetime:
    """Return the latest of the dates, which have zones. There may be a million."""
    listed = list(dates)
    days = list(map(datetime.toordinal, listed))
    # Of two moments the later is at most two days behind by the calendars of their zones. To compare
    # whole days is what C does in no time.
    edge = max(days) - 2
    return max([date for date, day in zip(listed, days, strict=True) if day >= edge])
