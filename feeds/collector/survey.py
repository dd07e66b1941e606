"""All sources of a site -> their cards: of files that are as they were, from the cache. Reads the others.

A file is as it was if it lies as it did. If it does not, as in a fresh checkout, git may know that it has
the bytes which were read then. The cards lie in blocks, so that a new post writes one of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from feeds import collector, stamps
from feeds.cache import Cache
from feeds.collector import cards, git
from feeds.collector.cards import Block
from feeds.model import Card, Problem, Site
from feeds.record import Record
from feeds.stamps import Stamp

_CARDS: Final = "cards/"
SECONDS: Final = 100e-6
"""What it takes to read one file, roughly: for the decision how many workers pay off."""

_BLOCK: Final = 512
# git takes as long as it takes to read some hundred files.
_ASK_GIT: Final = 256
NOTHING_SEEN: Final[Mapping[str, Stamp]] = MappingProxyType({})


class Mapper(Protocol):
    """Does a work for each of the items, whose results take so many seconds each."""

    def __call__(
        self, work: Callable[[tuple[str, ...]], bytes], items: Sequence[tuple[str, ...]], seconds: float, /
    ) -> Iterable[bytes]:
        """Yield the results in the order of the items."""


class Survey(Record, frozen=True, kw_only=True):
    """The card of every source in their order, what is wrong with them, and what the cache is to keep.

    `names` are those of all that the cache has of the survey. `stamps` is how each source lay on the
    disk, and whether that is `sure`: a file that was changed just now may change again unseen.
    """

    cards: tuple[Card, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    keep: Mapping[str, bytes]
    names: frozenset[str]
    stamps: tuple[Stamp, ...]
    sure: bool


class _Row(NamedTuple):
    """What is known of a source, and the block that it is in."""

    card: Card
    stamp: Stamp
    block: str


class _Known:
    """What is known of the sources: from the cache, and what is read now."""

    def __init__(self) -> None:
        self.rows: dict[str, _Row] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self.doubtful: set[str] = set()

    def add(self, name: str, block: Block) -> None:
        """Take what a block says of its sources."""
        sources = [card.source for card in block.cards]
        self.rows.update(zip(sources, map(_Row, block.cards, block.stamps, repeat(name)), strict=True))
        self.problems.update({source: block.problems.get(source, ()) for source in sources})
        self.doubtful.difference_update(sources)
        self.doubtful.update(block.doubtful)

    def move(self, source: str, stamp: Stamp, *, sure: bool) -> None:
        """Take note that the same bytes lie otherwise."""
        self.rows[source] = self.rows[source]._replace(stamp=stamp)
        (self.doubtful.discard if sure else self.doubtful.add)(source)

    def block(self, members: Sequence[str]) -> Block:
        """Return what is known of these sources."""
        rows = list(map(self.rows.__getitem__, members))
        problems = {source: self.problems[source] for source in members if self.problems[source]}
        doubtful = self.doubtful.intersection(members) if self.doubtful else ()
        return Block([row.card for row in rows], [row.stamp for row in rows], problems, frozenset(doubtful))


def survey(  # noqa: PLR0913, PLR0917 - each of them is another's to know
    root: Path, site: Site, sources: Sequence[str], cache: Cache, mapper: Mapper, begun: int,
    seen: Mapping[str, Stamp] = NOTHING_SEEN,
) -> Survey:  # fmt: skip
    """Return the cards of all sources. The run has `begun` at that time, in ns since 1970.

    How some of them lie, by their paths with the root, may have been `seen` in this run already.
    """
    known = _Known()
    blocks = {name: _load(data) for name, data in cache.scan(_CARDS).items()}
    for name, block in blocks.items():
        known.add(name, block)
    parts = _parts(sources, known.rows)
    same = _unchanged(root, sources, known, seen, begun)
    unread = {name: tuple([one for one in members if one not in same]) for name, members in parts.items()}
    unread = {name: some for name, some in unread.items() if some}
    seconds = SECONDS * len(sources) / len(parts) if parts else 0
    taken = mapper(partial(_take, root, site, begun), tuple(unread.values()), seconds)
    keep: dict[str, bytes] = {}
    for (name, some), data in zip(unread.items(), taken, strict=True):
        known.add(name, _load(data))
        if some == parts[name]:
            keep[name] = data
    for name, members in parts.items():
        if name not in keep and (block := known.block(members)) != blocks.get(name):
            keep[name] = cards.dump(block)
    whole = known.block(sources)
    return Survey(
        cards=tuple(whole.cards), problems=whole.problems, keep=keep, names=frozenset(parts),
        stamps=tuple(whole.stamps), sure=not whole.doubtful,
    )  # fmt: skip


def _take(root: Path, site: Site, begun: int, sources: Sequence[str]) -> bytes:
    """Read the sources of a block, or some of them, in a worker process."""
    read, seen, problems = [], [], {}
    for source, took in zip(sources, collector.take_all(root, site, sources), strict=True):
        read.append(cards.of(took.reading, took.content, source))
        seen.append(took.stamp)
        problems[source] = took.reading.problems
    doubtful = (s for s, stamp in zip(sources, seen, strict=True) if not stamps.is_sure(stamp, begun))
    return cards.dump(Block(read, seen, problems, frozenset(doubtful)))


def _load(data: bytes) -> Block:
    try:
        return cards.load(data)
    except ValueError:
        return Block([], [])


def _parts(sources: Sequence[str], rows: Mapping[str, _Row]) -> dict[str, tuple[str, ...]]:
    """Return which sources lie in which block: where they are at home, or by their names alone."""
    count = 1
    while count * _BLOCK < len(sources):
        count *= 2
    blocks = f"{_CARDS}{count}/"
    parts: dict[str, list[str]] = {}
    for source in sources:
        row = rows.get(source)
        if row and row.block.startswith(blocks):
            name = row.block
        else:
            name = f"{blocks}{zlib.crc32(source.encode('utf-8', 'surrogatepass')) % count}"
        parts.setdefault(name, []).append(source)
    return {name: tuple(members) for name, members in parts.items()}


def _unchanged(
    root: Path, sources: Sequence[str], known: _Known, seen: Mapping[str, Stamp], begun: int
) -> set[str]:  # fmt: skip
    """Return the sources that are known and whose files are as they were, however they lie now."""
    same: set[str] = set()
    moved: dict[str, Stamp] = {}
    for source in sources:
        if (row := known.rows.get(source)) is None:
            continue
        path = f"{root}/{source}"
        there = seen.get(path) or stamps.look(path)
        if there == row.stamp and source not in known.doubtful:
            same.add(source)
        elif there[0] == row.stamp[0]:  # or what lies there is not what git has, but made of it
            moved[source] = there
    if len(moved) >= _ASK_GIT:
        names = git.contents(root)
        for source, there in moved.items():
            if names.get(source) == known.rows[source].card.content:
                known.move(source, there, sure=stamps.is_sure(there, begun))
                same.add(source)
    return same
