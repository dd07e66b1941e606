"""All sources of a site -> their cards: of files that are as they were, from the cache. Reads the others.

A file is as it was if its size and times are. If they are not, as in a fresh checkout, git may know that
it has the bytes which were read then. The cards lie in blocks, so that a new post writes one of them.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from feeds import collector
from feeds.cache import Cache
from feeds.collector import cards, git
from feeds.collector.cards import Kept
from feeds.model import Card, Problem, Site

Stamp: TypeAlias = tuple[int, int, int]
"""Of a file: its size in bytes, and when it and its entry were changed, in ns since 1970."""

_STAMPS: Final = "stamps"
_CARDS: Final = "cards/"
SECONDS: Final = 100e-6
"""What it takes to read one file, roughly: for the decision how many workers pay off."""

_BLOCK: Final = 512
# git takes as long as it takes to read some hundred files.
_ASK_GIT: Final = 256
# Clocks of disks go in steps; a file that was changed so shortly before may change again unseen.
_STEP: Final = 20_000_000
_LONG_STEP: Final = 2_000_000_000


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


def survey(root: Path, site: Site, sources: Sequence[str], cache: Cache, mapper: Mapper, begun: int) -> Survey:
    """Return the cards of all sources. The run has `begun` at that time, in ns since 1970."""
    parts = _parts(sources)
    blocks = cache.scan(_CARDS)
    known = {name: _load(blocks.get(name, b"")) for name in parts}
    found = _unchanged(root, known, _stamps(cache.get([_STAMPS]).get(_STAMPS, b"")))
    unread = {name: tuple(one for one in members if one not in found) for name, members in parts.items()}
    unread = {name: some for name, some in unread.items() if some}
    rows = {source: one for block in known.values() for source, one in block.items() if source in found}
    keep: dict[str, bytes] = {}
    seconds = SECONDS * len(sources) / len(parts) if parts else 0
    taken = mapper(partial(_take, root, site), tuple(unread.values()), seconds)
    for (name, some), (block, stamps) in zip(unread.items(), taken, strict=True):
        rows |= _load(block)
        found |= zip(some, stamps, strict=True)
        if some == parts[name]:
            keep[name] = block
    for name, members in parts.items():
        if name not in keep and (name in unread or len(known[name]) != len(members)):
            keep[name] = cards.dump([rows[source] for source in members])
    keep[_STAMPS] = _dump_stamps(found, begun)
    return Survey(
        cards=tuple(rows[source].card for source in sources),
        problems={source: rows[source].problems for source in sources if rows[source].problems},
        keep=keep, names=frozenset((*parts, _STAMPS)), stamps=tuple(found[source] for source in sources),
        sure=all(is_sure(stamp, begun) for stamp in found.values()),
    )  # fmt: skip


def _take(root: Path, site: Site, sources: Sequence[str]) -> Taken:
    """Read the sources of a block, or some of them, in a worker process."""
    kept, stamps = [], []
    for source in sources:
        reading, content, found = collector.take(root, site, source)
        kept.append(Kept(cards.of(reading, content), reading.problems))
        stamps.append((found.st_size, found.st_mtime_ns, found.st_ctime_ns) if found else _NEVER)
    return cards.dump(kept), stamps


_NEVER: Final = (-1, 0, 0)


def _parts(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return which sources lie in which block: by their names alone, so that none ever moves."""
    listed = list(sources)
    count = 1
    while count * _BLOCK < len(listed):
        count *= 2
    parts: dict[str, list[str]] = {}
    for source in listed:
        number = zlib.crc32(source.encode("utf-8", "surrogateescape")) % count
        parts.setdefault(f"{_CARDS}{count}/{number}", []).append(source)
    return {name: tuple(members) for name, members in parts.items()}


def _load(block: bytes) -> dict[str, Kept]:
    try:
        return {one.card.source: one for one in cards.load(block)}
    except ValueError:
        return {}


def _unchanged(
    root: Path, known: Mapping[str, Mapping[str, Kept]], stamps: Mapping[str, Stamp]
) -> dict[str, Stamp]:
    """Return the known sources whose files are as they were, and how they lie on the disk."""
    found: dict[str, Stamp] = {}
    doubtful: dict[str, tuple[Stamp, str]] = {}
    for block in known.values():
        for source, one in block.items():
            try:
                there = os.stat(f"{root}/{source}")
            except (OSError, ValueError):
                continue
            stamp = (there.st_size, there.st_mtime_ns, there.st_ctime_ns)
            if stamps.get(source) == stamp:
                found[source] = stamp
            elif one.card.content:
                doubtful[source] = stamp, one.card.content
    if len(doubtful) >= _ASK_GIT:
        names = git.contents(root)
        found |= {s: stamp for s, (stamp, content) in doubtful.items() if names.get(s) == content}
    return found


def _stamps(data: bytes) -> dict[str, Stamp]:
    try:
        sources, numbers = json.loads(data.decode("utf-8", "surrogatepass"))
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        return dict(zip(sources, triples, strict=True))
    except (ValueError, TypeError):
        return {}


def _dump_stamps(found: Mapping[str, Stamp], begun: int) -> bytes:
    """Return the bytes of the stamps of all files that were not changed just now."""
    sure = {source: stamp for source, stamp in found.items() if is_sure(stamp, begun)}
    numbers = [number for stamp in sure.values() for number in stamp]
    text = json.dumps([list(sure), numbers], ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def is_sure(stamp: Stamp, begun: int) -> bool:
    """Return whether a file lies as it did well before that time, in ns since 1970."""
    size, modified, changed = stamp
    step = _LONG_STEP if changed % 1_000_000_000 == 0 else _STEP
    return size >= 0 and max(modified, changed) < begun - step
