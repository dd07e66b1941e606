"""Readings -> cards, and cards ⇄ bytes, as the cache and the worker processes hand them on. Pure.

The bytes are columns of JSON: one list for all the cards of a block, which C reads and writes at a tenth
of what as many records cost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from feeds.model import Card, Problem, Reading, Where
from feeds.stamps import Stamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Block(NamedTuple):
    """Some cards, how each one's file lay on the disk when it was read, and what was wrong with it.

    The `doubtful` are sources that may have changed in the moment after.
    """

    cards: list[Card]
    stamps: list[Stamp]
    problems: Mapping[str, tuple[Problem, ...]] = MappingProxyType({})
    doubtful: frozenset[str] = frozenset()


def of(reading: Reading, content: str) -> Card:
    """Return the card of a reading; `content` tells its file's bytes from all others."""
    post = reading.post
    if post is None:
        return Card(reading.source, reading.state, content, reading.reason)
    return Card(
        reading.source, reading.state, content, reading.reason, post.id, post.url, moment(post.published),
        post.published, post.updated, post.categories, post.tags, tuple(one.name for one in post.authors),
        post.lang, post.in_feeds, post.in_sitemap, post.due, post.expires,
    )  # fmt: skip


def moment(when: datetime) -> int:
    """Return microseconds since 1970. Unlike `astimezone`, this cannot overflow near year 1."""
    return (when - _EPOCH) // timedelta(microseconds=1)


def dump(block: Block) -> bytes:
    """Return the bytes of a block."""
    columns = [list(column) for column in zip(*block.cards, strict=True)] or [[] for _ in Card._fields]
    for at in _DATES:
        columns[at] = [when if when is None else when.isoformat() for when in columns[at]]
    wrong = {source: rows_of(found) for source, found in block.problems.items() if found}
    said = {
        "cards": columns, "stamps": list(chain.from_iterable(block.stamps)), "problems": wrong,
        "doubtful": sorted(block.doubtful),
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def load(data: bytes) -> Block:
    """Return the block that the bytes are of.

    Raises:
        ValueError: they are of none.
    """
    try:
        said = json.loads(data.decode("utf-8", "surrogatepass"))
        columns, numbers = said["cards"], said["stamps"]
        for at in _TUPLES:
            columns[at] = map(tuple, columns[at])
        for at in _DATES:
            columns[at] = [when if when is None else datetime.fromisoformat(when) for when in columns[at]]
        cards = list(map(Card._make, zip(*columns, strict=True)))
        seen = list(zip(*(numbers[place::4] for place in range(4)), strict=True))
        wrong = {source: problems_from(rows) for source, rows in said["problems"].items()}
        block = Block(cards, seen, wrong, frozenset(said["doubtful"]))
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
    if len(seen) != len(cards):
        raise ValueError("not each card has its stamp")
    return block


_DATES = tuple(map(Card._fields.index, ("published", "updated", "due", "expires")))
_TUPLES = tuple(map(Card._fields.index, ("categories", "tags", "authors")))


def _row(problem: Problem) -> list[object]:
    where = problem.where
    return [where.path, where.line, where.column, where.element, problem.code, problem.message, problem.level]


def _problem(row: list[Any]) -> Problem:
    path, line, column, element, code, message, level = row
    where = Where(path=path, line=line, column=column, element=element)
    return Problem(where=where, code=code, message=message, level=level)


def problems_from(rows: Iterable[list[Any]]) -> tuple[Problem, ...]:
    """Return problems that `rows_of` has made rows of."""
    return tuple(map(_problem, rows))


def rows_of(problems: Iterable[Problem]) -> list[list[object]]:
    """Return problems as plain rows, for JSON."""
    return list(map(_row, problems))
