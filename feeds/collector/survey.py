"""All sources of a site -> their cards: of files that are as they were, from the cache. Reads the others.

A file is as it was if it lies as it did. If it does not, as in a fresh checkout, git may know that it has
the bytes which were read then. The cards lie in blocks, so that a new post writes one of them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeAlias

from feeds import collector, stamps
from feeds.cache import Cache
from feeds.collector import cards, git
from feeds.collector.cards import Block
from feeds.model import Card, Problem, Site
from feeds.stamps import Stamp

_STAMPS: Final = "stamps"
_CARDS: Final = "cards/"
SECONDS: Final = 100e-6
"""What it takes to read one file, roughly: for the decision how many workers pay off."""

_BLOCK: Final = 512
# git takes as long as it takes to read some hundred files.
_ASK_GIT: Final = 256
Taken: TypeAlias = tuple[bytes, list[Stamp]]
"""A block of cards, and how their files lay on the disk when they were read."""
NOTHING_SEEN: Final[Mapping[str, Stamp]] = MappingProxyType({})


class Mapper(Protocol):
    """Does a work for each of the items, whose results take so many seconds each."""

    def __call__(
        self, work: Callable[[tuple[str, ...]], Taken], items: Sequence[tuple[str, ...]], seconds: float, /
    ) -> Iterable[Taken]:
        """Yield the results in the order of the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
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


class _Lay(NamedTuple):
    """How a file lay on the disk when it had these bytes."""

    stamp: Stamp
    content: str


def survey(  # noqa: PLR0913, PLR0917 - each of them is another's to know
    root: Path, site: Site, sources: Sequence[str], cache: Cache, mapper: Mapper, begun: int,
    seen: Mapping[str, Stamp] = NOTHING_SEEN,
) -> Survey:  # fmt: skip
    """Return the cards of all sources. The run has `begun` at that time, in ns since 1970.

    How some of them lie, by their paths with the root, may have been `seen` in this run already.
    """
    blocks = {name: _load(block) for name, block in cache.scan(_CARDS).items()}
    homes = {card.source: name for name, block in blocks.items() for card in block.cards}
    parts = _parts(sources, homes)
    known = {card.source: card for block in blocks.values() for card in block.cards}
    problems = {source: found for block in blocks.values() for source, found in block.problems.items()}
    lays = _lays(cache.get([_STAMPS]).get(_STAMPS, b""))
    found = _unchanged(root, {s: known[s] for s in sources if s in known}, lays, seen)
    unread = {name: tuple([one for one in members if one not in found]) for name, members in parts.items()}
    unread = {name: some for name, some in unread.items() if some}
    keep: dict[str, bytes] = {}
    read: dict[str, Stamp] = {}
    seconds = SECONDS * len(sources) / len(parts) if parts else 0
    taken = mapper(partial(_take, root, site), tuple(unread.values()), seconds)
    for (name, some), (data, stamped) in zip(unread.items(), taken, strict=True):
        block = _load(data)
        known |= {card.source: card for card in block.cards}
        problems |= {source: block.problems.get(source, ()) for source in some}
        read |= zip(some, stamped, strict=True)
        if some == parts[name]:
            keep[name] = data
    for name, members in parts.items():
        if name not in keep and (name in unread or _sources(blocks.get(name)) != set(members)):
            keep[name] = cards.dump([known[source] for source in members], problems)
    found |= read
    sure = _sure(found, known, lays, begun)
    if sure != lays:
        keep[_STAMPS] = _dump_lays(sure)
    return Survey(
        cards=tuple([known[source] for source in sources]),
        problems={source: problems[source] for source in sources if problems.get(source)},
        keep=keep, names=frozenset((*parts, _STAMPS)), stamps=tuple([found[source] for source in sources]),
        sure=len(sure) == len(sources),
    )  # fmt: skip


def _take(root: Path, site: Site, sources: Sequence[str]) -> Taken:
    """Read the sources of a block, or some of them, in a worker process."""
    read, problems, seen = [], {}, []
    for source in sources:
        took = collector.take(root, site, source, origins=False)
        # A reading's source can be printed, whatever bytes the file's name has; a card's opens it.
        read.append(cards.of(took.reading, took.content)._replace(source=source))
        problems[source] = took.reading.problems
        seen.append(took.stamp)
    return cards.dump(read, problems), seen


def _parts(sources: Sequence[str], homes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return which sources lie in which block: where they are at home, or by their names alone."""
    count = 1
    while count * _BLOCK < len(sources):
        count *= 2
    parts: dict[str, list[str]] = {}
    blocks = f"{_CARDS}{count}/"
    for source in sources:
        name = homes.get(source, "")
        if not name.startswith(blocks):
            name = f"{blocks}{zlib.crc32(source.encode('utf-8', 'surrogatepass')) % count}"
        parts.setdefault(name, []).append(source)
    return {name: tuple(members) for name, members in parts.items()}


def _load(data: bytes) -> Block:
    try:
        return cards.load(data)
    except ValueError:
        return Block([], {})


def _sources(block: Block | None) -> set[str]:
    return {card.source for card in block.cards} if block else set()


def _unchanged(
    root: Path, known: Mapping[str, Card], lays: Mapping[str, _Lay], seen: Mapping[str, Stamp]
) -> dict[str, Stamp]:  # fmt: skip
    """Return the known sources whose files are as they were, and how they lie on the disk."""
    found: dict[str, Stamp] = {}
    doubtful: dict[str, Stamp] = {}
    for source, card in known.items():
        # Of two runs that share a cache, one may have kept the card, and the other how the file lay.
        if (lay := lays.get(source)) is None or lay[1] != card.content:
            continue
        path = f"{root}/{source}"
        there = seen.get(path) or stamps.look(path)
        if there == lay[0]:
            found[source] = there
        elif there[0] == lay[0][0]:  # or what lies there is not what git has, but made of it
            doubtful[source] = there
    if len(doubtful) >= _ASK_GIT:
        names = git.contents(root)
        found |= {s: there for s, there in doubtful.items() if names.get(s) == known[s].content}
    return found


def _sure(
    found: Mapping[str, Stamp], known: Mapping[str, Card], lays: Mapping[str, _Lay], begun: int
) -> dict[str, _Lay]:  # fmt: skip
    """Return how all files lie that were not changed just now."""
    sure: dict[str, _Lay] = {}
    for source, stamp in found.items():
        content, lay = known[source].content, lays.get(source)
        if lay is not None and lay[0] == stamp and lay[1] == content:
            sure[source] = lay
        elif stamps.is_sure(stamp, begun):
            sure[source] = _Lay(stamp, content)
    return sure


def _lays(data: bytes) -> dict[str, _Lay]:
    try:
        sources, contents, numbers = json.loads(data.decode("utf-8", "surrogatepass"))
        seen = zip(*(numbers[place::4] for place in range(4)), strict=True)
        return dict(zip(sources, map(_Lay, seen, contents), strict=True))
    except (ValueError, TypeError):
        return {}


def _dump_lays(lays: Mapping[str, _Lay]) -> bytes:
    numbers = [number for lay in lays.values() for number in lay.stamp]
    rows = [list(lays), [lay.content for lay in lays.values()], numbers]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
