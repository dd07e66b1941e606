"""All sources of a site -> their cards: of files that are as they were, from the cache. Reads the others.

A file is as it was if it lies as it did. If it does not, as in a fresh checkout, git may know that it has
the bytes which were read then. What is known lies in blocks, in the order of the sources, so that a new post
writes one of them: how the files of a block lie and what is in them, and apart from that their cards. Those
are fetched when they are asked for, as many a run can do without.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, islice, pairwise
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from feeds import collector, stamps
from feeds.again import NOTHING, Glance
from feeds.cache import Cache, Lost
from feeds.collector import blocks, git
from feeds.collector.blocks import Block, Files
from feeds.model import Card, Site
from feeds.stamps import GONE, WIDTH

SECONDS: Final = 100e-6
"""What it takes to read one file, roughly: for the decision how many workers pay off."""

_BLOCK: Final = 512
# To read the index of a large site takes as long as to read some hundred files.
_WORTH_AN_INDEX: Final = 256
_Rows: TypeAlias = tuple[bytes, bytes]
"""A block as the cache keeps it: its files, and its cards."""


class Mapper(Protocol):
    """Does a work for each of the items, whose results take so many seconds each."""

    def __call__(
        self, work: Callable[[tuple[str, ...]], _Rows], items: Sequence[tuple[str, ...]], seconds: float, /
    ) -> Iterable[_Rows]:
        """Yield the results in the order of the items."""


class _Part:
    """Some sources that lie one after another, how they lie `there`, and the block that knows of them.

    At `unread` they do not lie so any more. Under its number the cache has what was `kept`.
    """

    def __init__(self, number: int, sources: list[str], block: Block | None, kept: Block | None) -> None:
        self.number, self.sources, self.kept = number, sources, kept
        self.known = block is not None
        if block is None:
            self.block = blocks.unknown(sources)
        else:
            self.block = block if block.is_of(sources) else blocks.arranged(block, sources)
        self.there = b""
        self.unread: list[int] = []

    def look(self, there: bytes) -> None:
        """See which are to be read."""
        files, self.there = self.block.files, there
        if files.doubtful or files.stamps != there:
            doubtful = {*files.doubtful}
            rows = zip(self.sources, stamps.each(files.stamps), stamps.each(there), strict=True)
            self.unread = [at for at, (one, was, now) in enumerate(rows) if was != now or one in doubtful]

    def moved(self) -> list[int]:
        """Return which of the unread may have the same bytes: these have as many."""
        was, now = (array("q", packed)[::4] for packed in (self.block.files.stamps, self.there))
        as_many = self.unread and was == now and min(now) >= 0
        return self.unread if as_many else [at for at in self.unread if was[at] == now[at] >= 0]

    def know(self, places: Sequence[int], begun: int) -> None:
        """Take those at these places for what they were."""
        self.block = blocks.moved(self.block, self.sources, places, self.there, begun)
        known = {*places}
        self.unread = [at for at in self.unread if at not in known] if len(known) < len(self.unread) else []

    def prepare(self) -> None:
        """Read all, if of those that need not be read nobody knows what they say."""
        if 0 < len(self.unread) < len(self.sources):
            try:
                _ = self.block.contents, self.block.cards()
            except Lost:
                self.unread = [*range(len(self.sources))]

    def take(self, rows: _Rows) -> None:
        """Take what was found in those that were unread."""
        new = blocks.load(rows[0], lambda _: rows[1])
        whole = len(self.unread) == len(self.sources)
        self.block = new if whole else blocks.merged(self.block, self.sources, self.unread, new)

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the cache is to keep of the block that it does not have."""
        if self.block is not self.kept:
            yield f"{blocks.FILES}{self.number}", blocks.dump(self.block)
            if self.kept is None or self.kept.files.gist != self.block.files.gist:
                yield f"{blocks.CARDS}{self.block.files.gist}", self.block.fetch()


class Survey:
    """The sources of a site in their order, what is wrong with some, and what the cache is to keep.

    `names` are those of all that the cache has of the survey. `gist` is a digest of all that the sources
    say, but for their bodies. `stamps` is one of how they lie on the disk, which is not `sure` where a
    file that was changed just now may change again unseen.
    """

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts, self._firsts = parts, [part.sources[0] for part in parts]
        files = [part.block.files for part in parts]
        self.sources = [*chain.from_iterable(part.sources for part in parts)]
        self.problems = {source: found for one in files for source, found in one.problems.items()}
        self.stamps = stamps.digest(b"".join(one.stamps for one in files))
        self.sure = not any(one.doubtful for one in files)
        self.gist = blocks.gist(part.block for part in parts)
        self.keep = dict(chain.from_iterable(part.rows() for part in parts))
        self.names = frozenset(
            name for part in parts
            for name in (f"{blocks.FILES}{part.number}", f"{blocks.CARDS}{part.block.files.gist}")
        )  # fmt: skip

    def cards(self) -> tuple[Card, ...]:
        """Return the card of every source.

        Raises:
            Lost: the cache has one no more.
        """
        return tuple(chain.from_iterable(part.block.cards() for part in self._parts))

    def added(self, gist: str) -> list[Card] | None:
        """Return the cards that have come to those of a survey with this gist.

        None if one of those is gone, or not the same, or nobody knows what it was.
        """
        were = [part.kept for part in self._parts if part.kept is not None]
        if len(were) < len(self._parts) or blocks.gist(were) != gist:
            return None
        new: list[Card] = []
        for was, now in zip(were, (part.block for part in self._parts), strict=True):
            if was.files.gist != now.files.gist:
                try:
                    found, known = now.cards(), {card.source: card for card in was.cards()}
                except Lost:
                    return None
                same = [one for one in found if one.source in known]
                if len(same) < len(known) or any(one != known[one.source] for one in same):
                    return None
                new += (one for one in found if one.source not in known)
        return new

    def content(self, source: str) -> str:
        """Return what tells the bytes of a source from all others."""
        part = self._parts[bisect_right(self._firsts, source) - 1]
        return part.block.contents[bisect_left(part.sources, source)]


def survey(  # noqa: PLR0913, PLR0917 - each of them is another's to know
    root: Path, site: Site, sources: Sequence[str], memory: Cache, mapper: Mapper, begun: int,
    glance: Glance = NOTHING,
) -> Survey:  # fmt: skip
    """Return what became of all sources, which are sorted. The run has `begun` then, in ns since 1970.

    How some of them lie may have been seen at a `glance` already.
    """
    parts = [*_divide(list(sources), blocks.kept(memory))]
    look = _looker(root, glance)
    for part in parts:
        part.look(look(part.sources) if part.known else stamps.pack([GONE] * len(part.sources)))
    _know_again(root, parts, begun)
    for part in parts:
        part.prepare()
    unread = [part for part in parts if part.unread]
    work = [tuple([part.sources[at] for at in part.unread]) for part in unread]
    seconds = SECONDS * sum(map(len, work)) / len(work) if work else 0
    for part, rows in zip(unread, mapper(partial(_take, root, site, begun), work, seconds), strict=True):
        part.take(rows)
    return Survey(parts)


def _take(root: Path, site: Site, begun: int, sources: Sequence[str]) -> _Rows:
    """Read the sources of a block, or some of them, in a worker process."""
    lie, contents, held, problems = [], [], [], {}
    for source, took in zip(sources, collector.take_cards(root, site, sources), strict=True):
        lie.append(took.stamp)
        contents.append(took.content)
        held.append(took.card)
        if took.problems:
            problems[source] = took.problems
    both = zip(sources, lie, strict=True)
    doubtful = [source for source, stamp in both if not stamps.is_sure(stamp, begun)]
    files = Files(first=sources[0], stamps=stamps.pack(lie), problems=problems, doubtful=doubtful)
    block = blocks.made(files, [*sources], contents, held)
    return blocks.dump(block), block.fetch()


def _divide(sources: list[str], known: Mapping[int, Block]) -> Iterator[_Part]:
    """Yield parts of the sources, each with the block that knows of it.

    What lies behind the first source of a block is that one's, as far as the next; long parts are cut.
    """
    numbers = (number for number in count() if number not in known)
    homes = sorted((block.files.first, number) for number, block in known.items())
    homes = homes or [("", next(numbers))]
    bounds = [0, *(bisect_left(sources, first) for first, _ in homes[1:]), len(sources)]
    for (start, end), (_, number) in zip(pairwise(bounds), homes, strict=True):
        block = known.get(number)
        size = end - start
        if size > (2 * _BLOCK if block else _BLOCK):
            size = -(-size // -(-size // _BLOCK))
        for at in range(start, end, size or 1):
            some = sources[at : min(at + size, end)]
            own = at == start
            yield _Part(number if own else next(numbers), some, block, block if own else None)


def _looker(root: Path, glance: Glance) -> Callable[[list[str]], bytes]:
    """Return what tells how some sources lie: as was seen of them, or else as they lie now."""
    seen, packed, top = glance.sources, glance.packed, str(root)

    def look(some: list[str]) -> bytes:
        start, end = bisect_left(seen, some[0]), bisect_right(seen, some[-1])
        there, lie = seen[start:end], packed[start * WIDTH : end * WIDTH]
        if there == some:
            return lie
        known = dict(zip(there, stamps.unpack(lie), strict=True))
        return stamps.pack([known.get(source) or stamps.look(f"{top}/{source}") for source in some])

    return look


def _know_again(root: Path, parts: Iterable[_Part], begun: int) -> None:
    """Find what lies otherwise and has the same bytes all the same, where there may be enough of that.

    If the size is not what it was, what lies there is not what git has, but made of it.
    """
    moved = [(part, places) for part in parts if (places := part.moved())]
    if sum(len(places) for _, places in moved) < _WORTH_AN_INDEX:
        return
    # All of a part, as in a fresh checkout all have moved but a few, and git has them in this order.
    sources = [*chain.from_iterable(part.sources for part, _ in moved)]
    names = iter(git.contents(root, sources, b"".join([part.there for part, _ in moved])))
    for part, places in moved:
        if same := part.block.same([*islice(names, len(part.sources))], places):
            part.know(same, begun)
