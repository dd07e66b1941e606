"""What one source alone cannot tell: what is due now, and what is a double of another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from feeds.collector import cards
from feeds.model import Card, Problem, Reading, Where
from feeds.record import moment, replace


class Settled(NamedTuple):
    """The cards with what is published now, a problem for each double by its source, and when that changes.

    At the moment `due`, time alone changes what is published; None if it never does.
    """

    cards: tuple[Card, ...]
    doubles: Mapping[str, Problem]
    due: datetime | None = None


def settle(posts: Iterable[Card], now: datetime, *, future: bool) -> Settled:
    """Settle what is published at the time. With `future` posts are published before their date."""
    held, due = tuple(posts), None
    if not _are_plain(held, now):
        due = _until_next(held, now)
        held = tuple([_hold_back(card, now, future=future) for card in held])
    shown = [card for card in held if card.state == "published"]
    if len({card.url for card in shown}) == len(shown) == len({card.id for card in shown}):
        return Settled(held, {}, due)
    doubles: dict[str, Problem] = {}
    return Settled(tuple(_part_doubles(held, doubles)), doubles, due)


def settle_readings(readings: Iterable[Reading], now: datetime, *, future: bool) -> tuple[Reading, ...]:
    """Return the readings with what is settled of their cards."""
    read = list(readings)
    settled, doubles, _ = settle((cards.of(reading) for reading in read), now, future=future)
    return tuple(
        reading._replace(
            state=card.state, reason=card.reason,
            problems=(*reading.problems, *filter(None, (doubles.get(card.source),))),
        )
        for reading, card in zip(read, settled, strict=True)
    )  # fmt: skip


def _until_next(posts: Iterable[Card], now: datetime) -> datetime | None:
    ends = (end for card in posts for end in (_due(card), card.expires) if end is not None and end > now)
    return min(ends, default=None)


def _due(card: Card) -> datetime | None:
    return card.due or card.published if card.url else None


def _are_plain(posts: Sequence[Card], now: datetime) -> bool:
    """Whether nothing but their dates says when posts may be seen, and those are past: as nearly always."""
    latest = max(map(attrgetter("moment"), posts), default=0)
    held_back = any(map(attrgetter("due"), posts)) or any(map(attrgetter("expires"), posts))
    return latest <= moment(now) and not held_back


def _hold_back(card: Card, now: datetime, *, future: bool) -> Card:
    """Hold back what is not yet, or no longer, to be seen at the time of the build."""
    if card.state != "published":
        return card
    if (card.due or card.published) > now and not future:
        return replace(card, state="scheduled", reason="future")
    if card.expires is not None and card.expires <= now:
        return replace(card, state="expired", reason="expired")
    return card


def _part_doubles(posts: Iterable[Card], doubles: dict[str, Problem]) -> Iterator[Card]:
    """Leave out a post whose URL or id another one has: readers could not tell the two apart."""
    urls: dict[str, str] = {}
    ids: dict[str, str] = {}
    for card in posts:
        if card.state != "published":
            yield card
        elif first := urls.get(card.url):
            message = f"its URL {card.url} is that of {first} too; give one another slug"
            yield _double(card, "same-url", message, doubles)
        elif first := ids.get(card.id):
            message = f"its id {card.id} is that of {first} too; give one an `id:` of its own"
            yield _double(card, "same-id", message, doubles)
        else:
            urls[card.url] = ids[card.id] = card.source
            yield card


def _double(card: Card, code: str, message: str, doubles: dict[str, Problem]) -> Card:
    where = Where(path=card.source, line=1, column=1)
    doubles[card.source] = Problem(where=where, code=code, message=message)
    return replace(card, state="left-out", reason=code)
