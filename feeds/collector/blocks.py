"""What is known of some sources, as the cache keeps it: how their files lie, what is in them, their cards.

The two lie apart there: each run looks at all files, and few have need of all cards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Final

from feeds import stamps
from feeds.cache import Cache, Lost, digest
from feeds.collector import cards
from feeds.model import Card, Problem
from feeds.record import Record, json_of, json_reader, replace
from feeds.stamps import GONE, WIDTH

FILES: Final = "files/"
"""What the cache has the files of a block under, by its number."""
CARDS: Final = "cards/"
"""And their cards, by their gist: so there are no others that could be taken for them."""
_UNKNOWN: Final = Card("", "left-out")
_GONE: Final = stamps.pack([GONE])


class Files(Record, frozen=True, kw_only=True):
    """What is known of some files: how they lie, packed, and what tells the bytes of each from all others.

    Of some there are `problems`. The `doubtful` may have changed in the moment after they were read. The
    `gist` is a digest of their cards: of all that the files say but for their bodies.
    """

    sources: list[str]
    stamps: bytes
    contents: list[str]
    problems: Mapping[str, tuple[Problem, ...]]
    doubtful: list[str]
    gist: str = ""


class Block:
    """Some files, and their cards, whose bytes are fetched if anybody wants them."""

    def __init__(self, files: Files, fetch: Callable[[], bytes]) -> None:
        self.files, self.fetch = files, fetch

    def cards(self) -> list[Card]:
        """Return the cards of the files.

        Raises:
            Lost: they are there no more, or others are.
        """
        try:
            held = cards.load(self.fetch())
        except ValueError:
            raise Lost("cards") from None
        if len(held) != len(self.files.sources):
            raise Lost("cards")
        return held


def made(files: Files, held: Sequence[Card]) -> Block:
    """Return a block of files with these cards."""
    data = cards.dump(held)
    return Block(replace(files, gist=digest(data)), partial(bytes, data))


def unknown(sources: list[str]) -> Block:
    """Return a block of files of which nobody knows anything: they are doubtful."""
    lie, contents = _GONE * len(sources), [""] * len(sources)
    files = Files(sources=sources, stamps=lie, contents=contents, problems={}, doubtful=sources)
    return Block(files, bytes)


def dump(files: Files) -> bytes:
    """Return the bytes of what is known of files."""
    return json_of(files)


def load(files: bytes, fetch: Callable[[str], bytes]) -> Block:
    """Return the block that the bytes are of. `fetch` returns the bytes of the cards that have a gist.

    Raises:
        ValueError: they are of none.
    """
    said = _reader()(files)
    if not len(said.sources) * WIDTH == len(said.stamps) == len(said.contents) * WIDTH:
        raise ValueError("not each file has all that is known of it")
    return Block(said, partial(fetch, said.gist))


@cache
def _reader() -> Callable[[bytes], Files]:
    return json_reader(Files)


def kept(memory: Cache) -> dict[int, Block]:
    """Return what the cache has, by numbers."""
    blocks = {}
    for name, data in memory.scan(FILES).items():
        with suppress(ValueError):
            number = int(name.removeprefix(FILES))
            blocks[number] = load(data, partial(_fetch, memory))
    return {number: block for number, block in blocks.items() if block.files.sources}


def _fetch(memory: Cache, gist: str) -> bytes:
    name = f"{CARDS}{gist}"
    return memory.get([name]).get(name, b"")


def arranged(block: Block, sources: list[str]) -> Block:
    """Return what a block knows of these sources, which are not just those that it is of."""
    try:
        held = block.cards()
    except Lost:
        return unknown(sources)
    old, rows = block.files, {source: row for row, source in enumerate(block.files.sources)}
    at = [rows.get(source) for source in sources]
    there, unsure = rows.keys() & sources, {*old.doubtful}
    files = Files(
        sources=sources,
        stamps=b"".join([_GONE if row is None else stamp_of(old.stamps, row) for row in at]),
        contents=["" if row is None else old.contents[row] for row in at],
        problems={source: found for source, found in old.problems.items() if source in there},
        doubtful=[source for source in sources if source not in there or source in unsure],
    )
    return made(files, [_UNKNOWN if row is None else held[row] for row in at])


def moved(block: Block, places: Collection[int], there: bytes, begun: int) -> Block:
    """Return a block whose files at these places lie as they do `there`, and have the bytes that they had."""
    files = block.files
    lie, known = bytearray(there), {*places}
    for at in range(len(files.sources)) if len(known) < len(files.sources) else ():
        if at not in known:
            lie[at * WIDTH : (at + 1) * WIDTH] = stamp_of(files.stamps, at)
    doubtful = {*files.doubtful} - {files.sources[at] for at in known} if files.doubtful else set()
    if not stamps.are_sure(there, begun):
        found = [*stamps.unpack(there)]
        doubtful |= {files.sources[at] for at in known if not stamps.is_sure(found[at], begun)}
    return Block(replace(files, stamps=bytes(lie), doubtful=sorted(doubtful)), block.fetch)


def stamp_of(packed: bytes, at: int) -> bytes:
    """Return one of some stamps that are packed."""
    return packed[at * WIDTH : (at + 1) * WIDTH]


def merged(old: Block, places: Sequence[int], new: Block) -> Block:
    """Return a block with what another one says of the files at these places.

    Raises:
        Lost: nobody knows what the others say.
    """
    lie, contents, held = bytearray(old.files.stamps), [*old.files.contents], old.cards()
    for row, (at, content, card) in enumerate(zip(places, new.files.contents, new.cards(), strict=True)):
        lie[at * WIDTH : (at + 1) * WIDTH] = stamp_of(new.files.stamps, row)
        contents[at], held[at] = content, card
    fresh = {*new.files.sources}
    problems = {source: found for source, found in old.files.problems.items() if source not in fresh}
    files = Files(
        sources=old.files.sources, stamps=bytes(lie), contents=contents,
        problems=dict(sorted({**problems, **new.files.problems}.items())),
        doubtful=sorted({*old.files.doubtful} - fresh | {*new.files.doubtful}),
    )  # fmt: skip
    return made(files, held)


def gist(blocks: Iterable[Block]) -> str:
    """Return a digest of all that the files of some blocks say, but for their bodies."""
    return digest("\n".join(block.files.gist for block in blocks).encode())
