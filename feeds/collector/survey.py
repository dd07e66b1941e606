"""All sources of a site -> their cards: of files that are as they were, from the cache. Reads the others.

A file is as it was if it lies as it did. If it does not, as in a fresh checkout, git may know that it has
the bytes which were read then. The cards lie in blocks, in the order of their sources: a new post writes
one of them, and one in which nothing changed is taken as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from feeds import collector, stamps
from feeds.cache import Cache
from feeds.collector import cards, git
from feeds.collector.cards import Block
from feeds.model import Card, Problem, Site
from feeds.record import Record
from feeds.stamps import GONE, Stamp

_CARDS: Final = "cards/"
SECONDS: Final = 100e-6
"""What it takes to read one file, roughly: for the decision how many workers pay off."""

_BLOCK: Final = 512
# git takes as long as it takes to read some hundred files.
_ASK_GIT: Final = 256
_UNKNOWN: Final = Card("", "left-out", "")
NOTHING_SEEN: Final[Mapping[str, Stamp]] = MappingProxyType({})


class Mapper(Protocol):
    """Does a work for each of the items, whose results take so many seconds each."""

    def __call__(
        self, work: Callable[[tuple[str, ...]], bytes], items: Sequence[tuple[str, ...]], seconds: float, /
    ) -> Iterable[bytes]:
        """Yield the results in the order of the items."""


class Survey(Record, frozen=True, kw_only=True):
    """The card of every source in their order, what is wrong with some, and what the cache is to keep.

    `names` are those of all that the cache has of the survey. `stamps` is a digest of how the sources lay
    on the disk, which is not `sure` where a file that was changed just now may change again unseen.
    """

    cards: tuple[Card, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    keep: Mapping[str, bytes]
    names: frozenset[str]
    stamps: str
    sure: bool


class _Part:
    """Some sources that lie one after another, how they lie `there`, and what a block knows of them.

    At `unread` that is not so any more. The part has `changed` if the cache knows it otherwise.
    """

    def __init__(self, name: str, sources: Sequence[str], block: Block, there: Sequence[Stamp]) -> None:
        self.name, self.sources, self.there = name, sources, there
        self.changed = [card.source for card in block.cards] != sources
        self.block = _arranged(block, sources) if self.changed else block
        self.unread: list[int] = []
        if self.changed or block.doubtful or block.stamps != there:
            rows = zip(self.block.cards, self.block.stamps, there, strict=True)
            self.unread = [
                at for at, (card, was, now) in enumerate(rows)
                if was != now or card is _UNKNOWN or card.source in block.doubtful
            ]  # fmt: skip

    def take(self, places: Sequence[int], block: Block) -> None:
        """Take what was found out of those at these places."""
        whole = len(places) == len(self.sources)
        self.block = block if whole else _merged(self.block, places, block)
        known = {*places}
        self.unread = [at for at in self.unread if at not in known]
        self.changed = True


def survey(  # noqa: PLR0913, PLR0917 - each of them is another's to know
    root: Path, site: Site, sources: Sequence[str], cache: Cache, mapper: Mapper, begun: int,
    seen: Mapping[str, Stamp] = NOTHING_SEEN,
) -> Survey:  # fmt: skip
    """Return the cards of all sources, which are sorted. The run has `begun` at that time, in ns since 1970.

    How some of them lie, by their paths with the root, may have been `seen` in this run already.
    """
    blocks = {name: _load(data) for name, data in cache.scan(_CARDS).items()}
    parts = [
        _Part(name, some, block, _look(root, some, seen) if block.cards else [GONE] * len(some))
        for name, some, block in _divide(list(sources), blocks)
    ]
    _ask_git(root, parts, begun)
    unread = [part for part in parts if part.unread]
    work = [tuple([part.sources[at] for at in part.unread]) for part in unread]
    seconds = SECONDS * sum(map(len, work)) / len(work) if work else 0
    keep: dict[str, bytes] = {}
    for part, data in zip(unread, mapper(partial(_take, root, site, begun), work, seconds), strict=True):
        if len(part.unread) == len(part.sources):
            keep[part.name] = data
        part.take(part.unread, _load(data))
    keep |= {part.name: cards.dump(part.block) for part in parts if part.changed and part.name not in keep}
    return Survey(
        cards=tuple(chain.from_iterable(part.block.cards for part in parts)),
        problems={source: found for part in parts for source, found in part.block.problems.items()},
        keep=keep,
        names=frozenset(part.name for part in parts),
        stamps=stamps.digest(chain.from_iterable(part.block.stamps for part in parts)),
        sure=not any(part.block.doubtful for part in parts),
    )


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


def _divide(sources: list[str], blocks: Mapping[str, Block]) -> Iterator[tuple[str, list[str], Block]]:
    """Yield parts of the sources, each with its name and the block that knows of it.

    What lies behind the first source of a block is that one's, as far as the next; long parts are cut.
    """
    names = (name for name in map(f"{_CARDS}{{}}".format, count()) if name not in blocks)
    homes = sorted((block.cards[0].source, name) for name, block in blocks.items() if block.cards)
    homes = homes or [("", next(names))]
    bounds = [0, *(bisect_left(sources, first) for first, _ in homes[1:]), len(sources)]
    for (start, end), (_, name) in zip(pairwise(bounds), homes, strict=True):
        block = blocks.get(name, Block([], []))
        size = end - start
        if size > (2 * _BLOCK if block.cards else _BLOCK):
            size = -(-size // -(-size // _BLOCK))
        for at in range(start, end, size or 1):
            yield name if at == start else next(names), sources[at : min(at + size, end)], block


def _look(root: Path, sources: Iterable[str], seen: Mapping[str, Stamp]) -> list[Stamp]:
    """Return how each source lies on the disk."""
    return [seen.get(path) or stamps.look(path) for path in [f"{root}/{source}" for source in sources]]


def _arranged(block: Block, sources: Sequence[str]) -> Block:
    """Return what the block knows of these sources, which are not just those that it is of."""
    rows = {card.source: row for row, card in enumerate(block.cards)}
    at = [rows.get(source) for source in sources]
    there = rows.keys() & sources
    return Block(
        [_UNKNOWN if row is None else block.cards[row] for row in at],
        [GONE if row is None else block.stamps[row] for row in at],
        {source: found for source, found in block.problems.items() if source in there},
        block.doubtful & there,
    )


def _merged(old: Block, places: Sequence[int], new: Block) -> Block:
    """Return a block with what another one says of those at these places."""
    held, lie = [*old.cards], [*old.stamps]
    for at, card, stamp in zip(places, new.cards, new.stamps, strict=True):
        held[at], lie[at] = card, stamp
    fresh = {card.source for card in new.cards}
    known = {source: found for source, found in old.problems.items() if source not in fresh}
    problems = dict(sorted({**known, **new.problems}.items()))
    return Block(held, lie, problems, (old.doubtful - fresh) | new.doubtful)


def _ask_git(root: Path, parts: Iterable[_Part], begun: int) -> None:
    """Find what lies otherwise and has the same bytes all the same, where there may be enough of that.

    If the size is not what it was, what lies there is not what git has, but made of it.
    """
    moved = [
        (part, [at for at in part.unread if part.there[at][0] == part.block.stamps[at][0]])
        for part in parts if part.unread
    ]  # fmt: skip
    if sum(len(places) for _, places in moved) < _ASK_GIT:
        return
    names = git.contents(root)
    for part, places in moved:
        block = part.block
        same = [at for at in places if names.get(part.sources[at]) == block.cards[at].content]
        lie = {part.sources[at]: part.there[at] for at in same}
        if same:
            problems = {source: found for source, found in block.problems.items() if source in lie}
            doubtful = frozenset(source for source, stamp in lie.items() if not stamps.is_sure(stamp, begun))
            part.take(same, Block([block.cards[at] for at in same], [*lie.values()], problems, doubtful))
