"""Readings -> cards, and cards ⇄ bytes, as the cache and the worker processes hand them on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from feeds.model import Card, Reading
from feeds.record import WHOLE_MINUTES, Record, json_of, json_reader, moment, replace


def of(reading: Reading, source: str | None = None) -> Card:
    """Return the card of a reading.

    A reading's source can be printed, whatever bytes the file's name has; that of a card should open it.
    """
    post = reading.post
    source = reading.source if source is None else source
    if post is None:
        return Card(source, reading.state, reading.reason)
    authors = tuple([one.name for one in post.authors]) if post.authors else ()
    return Card(
        source, reading.state, reading.reason, post.id, post.url, moment(post.published),
        post.published, post.updated, post.categories, post.tags, authors,
        post.lang, post.in_feeds, post.in_sitemap, post.due, post.expires,
    )  # fmt: skip


_Exact: TypeAlias = tuple[int, str, str, "str | None", "str | None"]


class _Written(Record, frozen=True, kw_only=True):
    """Cards as they are written.

    In JSON, offsets from UTC have whole minutes. Cards for which that is not enough have their dates, as
    ISO 8601 has them, in `exact`, by their numbers.
    """

    cards: list[Card]
    exact: list[_Exact]


def dump(cards: Sequence[Card]) -> bytes:
    """Return the bytes of some cards: for equal ones the same."""
    return json_of(_Written(cards=[*cards], exact=list(_exact(cards))))


def load(data: bytes) -> list[Card]:
    """Return the cards that the bytes are of.

    Raises:
        ValueError: they are of none.
    """
    said = _reader()(data)
    for number, *texts in said.exact:
        if not 0 <= number < len(said.cards):
            raise ValueError("dates of no card")
        dates = dict(zip(_DATES, map(_date, texts), strict=True))
        said.cards[number] = replace(said.cards[number], **dates)
    return said.cards


def _date(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


_DATES = ("published", "updated", "due", "expires")


@cache
def _reader() -> Callable[[bytes], _Written]:
    return json_reader(_Written)


def _exact(cards: Iterable[Card]) -> Iterator[_Exact]:
    """Yield the dates of cards that have an offset with seconds in it."""
    for number, card in enumerate(cards):
        published, updated, due, expires = card.published, card.updated, card.due, card.expires
        old = published.year < WHOLE_MINUTES or updated.year < WHOLE_MINUTES
        if (old or due or expires) and any(map(_has_seconds, (published, updated, due, expires))):
            soon = None if due is None else due.isoformat()
            late = None if expires is None else expires.isoformat()
            yield number, published.isoformat(), updated.isoformat(), soon, late


def _has_seconds(when: datetime | None) -> bool:
    return when is not None and (when.utcoffset() or timedelta()).seconds % 60 != 0
