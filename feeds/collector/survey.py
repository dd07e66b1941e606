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
from typing import Final, NamedTuple, Protocol, TypeAlias

from feeds import collector, stamps
from feeds.cache import Cache
from feeds.collector import cards, git
from feeds.collector.cards import Kept
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


def survey(
    root: Path, site: Site, sources: Sequence[str], cache: Cache, mapper: Mapper, begun: int
) -> Survey:  # fmt: skip
    """Return the cards of all sources. The run has `begun` at that time, in ns since 1970."""
    parts = _parts(sources)
    blocks = {name: _load(block) for name, block in cache.scan(_CARDS).items()}
    known = {source: one for block in blocks.values() for source, one in block.items()}
    rows = {source: known[source] for source in sources if source in known}
    found = _unchanged(root, rows, _lays(cache.get([_STAMPS]).get(_STAMPS, b"")))
    unread = {name: tuple(one for one in members if one not in found) for name, members in parts.items()}
    unread = {name: some for name, some in unread.items() if some}
    keep: dict[str, bytes] = {}
    seconds = SECONDS * len(sources) / len(parts) if parts else 0
    taken = mapper(partial(_take, root, site), tuple(unread.values()), seconds)
    for (name, some), (block, seen) in zip(unread.items(), taken, strict=True):
        rows |= _load(block)
        found |= zip(some, seen, strict=True)
        if some == parts[name]:
            keep[name] = block
    for name, members in parts.items():
        if name not in keep and (name in unread or blocks.get(name, {}).keys() != set(members)):
            keep[name] = cards.dump([rows[source] for source in members])
    keep[_STAMPS] = _dump_lays({s: _Lay(found[s], rows[s].card.content) for s in sources}, begun)
    return Survey(
        cards=tuple(rows[source].card for source in sources),
        problems={source: rows[source].problems for source in sources if rows[source].problems},
        keep=keep, names=frozenset((*parts, _STAMPS)), stamps=tuple(found[source] for source in sources),
        sure=all(stamps.is_sure(stamp, begun) for stamp in found.values()),
    )  # fmt: skip


def _take(root: Path, site: Site, sources: Sequence[str]) -> Taken:
    """Read the sources of a block, or some of them, in a worker process."""
    kept, seen = [], []
    for source in sources:
        took = collector.take(root, site, source, origins=False)
        # A reading's source can be printed, whatever bytes the file's name has; a card's opens it.
        card = cards.of(took.reading, took.content)._replace(source=source)
        kept.append(Kept(card, took.reading.problems))
        seen.append(took.stamp)
    return cards.dump(kept), seen


def _parts(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return which sources lie in which block: by their names alone, so that none ever moves."""
    listed = list(sources)
    count = 1
    while count * _BLOCK < len(listed):
        count *= 2
    parts: dict[str, list[str]] = {}
    for source in listed:
        number = zlib.crc32(source.encode("utf-8", "surrogatepass")) % count
        parts.setdefault(f"{_CARDS}{count}/{number}", []).append(source)
    return {name: tuple(members) for name, members in parts.items()}


def _load(block: bytes) -> dict[str, Kept]:
    try:
        return {one.card.source: one for one in cards.load(block)}
    except ValueError:
        return {}


def _unchanged(root: Path, known: Mapping[str, Kept], lays: Mapping[str, _Lay]) -> dict[str, Stamp]:
    """Return the known sources whose files are as they were, and how they lie on the disk."""
    found: dict[str, Stamp] = {}
    doubtful: dict[str, Stamp] = {}
    for source, (card, _) in known.items():
        # Of two runs that share a cache, one may have kept the card, and the other how the file lay.
        if (lay := lays.get(source)) is None or lay.content != card.content:
            continue
        there = stamps.look(f"{root}/{source}")
        if there == lay.stamp:
            found[source] = there
        elif there[0] == lay.stamp[0]:  # or what lies there is not what git has, but made of it
            doubtful[source] = there
    if len(doubtful) >= _ASK_GIT:
        names = git.contents(root)
        found |= {s: there for s, there in doubtful.items() if names.get(s) == known[s].card.content}
    return found


def _lays(data: bytes) -> dict[str, _Lay]:
    try:
        sources, contents, numbers = json.loads(data.decode("utf-8", "surrogatepass"))
        seen = zip(*(numbers[place::4] for place in range(4)), strict=True)
        return dict(zip(sources, map(_Lay, seen, contents), strict=True))
    except (ValueError, TypeError):
        return {}


def _dump_lays(lays: Mapping[str, _Lay], begun: int) -> bytes:
    """Return the bytes of how all files lay that were not changed just now."""
    sure = {source: lay for source, lay in lays.items() if stamps.is_sure(lay.stamp, begun)}
    numbers = [number for lay in sure.values() for number in lay.stamp]
    rows = [list(sure), [lay.content for lay in sure.values()], numbers]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
