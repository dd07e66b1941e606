"""What is known of some sources, as the cache keeps it: how their files lie, what is in them, their cards.

The two lie apart there: each run looks at all files, and few have need of all cards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from typing import Final, TypeVar

from feeds import stamps
from feeds.cache import Cache, Lost, digest
from feeds.collector import cards
from feeds.model import Card, Problem
from feeds.record import Record, json_of, json_reader, replace
from feeds.stamps import PACKED_GONE, WIDTH, stamp_of

FILES: Final = "files/"
"""What the cache has the files of a block under, by its number."""
CARDS: Final = "cards/"
"""And their cards, by their gist: so there are no others that could be taken for them."""
_Item = TypeVar("_Item")
_UNKNOWN: Final = Card("", "left-out")


class Files(Record, frozen=True, kw_only=True):
    """What is known of some files: the `first`, and how they lie, packed.

    Of some there are `problems`. The `doubtful` may have changed in the moment after they were read. The
    `gist` is a digest of their cards: of all that the files say but for their bodies.
    """

    first: str
    stamps: bytes
    problems: Mapping[str, tuple[Problem, ...]]
    doubtful: list[str]
    gist: str = ""


class Block:
    """Some files, what tells the bytes of each from all others, and their cards.

    Hardly anybody wants all three: the names and the contents are lists in JSON, and read when they are asked
    for, as the cards are fetched.
    """

    def __init__(
        self, files: Files, sources_json: bytes, contents_json: bytes, fetch: Callable[[], bytes]
    ) -> None:  # fmt: skip
        self.files, self.fetch = files, fetch
        self.sources_json, self.contents_json = sources_json, contents_json

    def is_of(self, sources: list[str]) -> bool:
        """Return whether the files are these, in this order."""
        return len(sources) * WIDTH == len(self.files.stamps) and json_of(sources) == self.sources_json

    @cached_property
    def sources(self) -> list[str]:
        """The paths of the files. Raises Lost if they cannot be read."""
        return self._list(self.sources_json)

    @cached_property
    def contents(self) -> list[str]:
        """What tells the bytes of each file from all others. Raises Lost if that cannot be read."""
        return self._list(self.contents_json)

    def same(self, contents: list[str], places: Sequence[int]) -> Sequence[int]:
        """Return at which of the places the files have these contents; what is empty is not known.

        Raises:
            Lost: nobody knows what the files had.
        """
        if "" not in contents and json_of(contents) == self.contents_json:
            return places
        had = self.contents
        return [at for at in places if contents[at] and contents[at] == had[at]]

    def cards(self) -> list[Card]:
        """Return the cards of the files.

        Raises:
            Lost: they are there no more, or others are.
        """
        try:
            return self._as_many(cards.load(self.fetch()))
        except ValueError:
            raise Lost("cards") from None

    def _list(self, data: bytes) -> list[str]:
        try:
            return self._as_many(_list_reader()(data))
        except ValueError:
            raise Lost("files") from None

    def _as_many(self, found: list[_Item]) -> list[_Item]:
        if len(found) * WIDTH != len(self.files.stamps):
            raise Lost("files")
        return found


@cache
def _list_reader() -> Callable[[bytes], list[str]]:
    return json_reader(list[str])


def made(files: Files, sources: list[str], contents: list[str], held: Sequence[Card]) -> Block:
    """Return a block of files with these contents and cards."""
    data = cards.dump(held)
    files = replace(files, gist=digest(data))
    return Block(files, json_of(sources), json_of(contents), partial(bytes, data))


def unknown(sources: list[str]) -> Block:
    """Return a block of files of which nobody knows anything: they are doubtful."""
    files = Files(first=sources[0], stamps=PACKED_GONE * len(sources), problems={}, doubtful=sources)
    return Block(files, json_of(sources), json_of([""] * len(sources)), bytes)


def dump(block: Block) -> bytes:
    """Return the bytes of what is known of files."""
    return b"\n".join((json_of(block.files), block.sources_json, block.contents_json))


def load(data: bytes, fetch: Callable[[str], bytes]) -> Block:
    """Return the block that the bytes are of. `fetch` returns the bytes of the cards that have a gist.

    Raises:
        ValueError: they are of none.
    """
    head, names, contents = data.split(b"\n")
    files = _reader()(head)
    return Block(files, names, contents, partial(fetch, files.gist))


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
    return {number: block for number, block in blocks.items() if block.files.stamps}


def _fetch(memory: Cache, gist: str) -> bytes:
    name = f"{CARDS}{gist}"
    return memory.get([name]).get(name, b"")


def arranged(block: Block, sources: list[str]) -> Block:
    """Return what a block knows of these sources, which are not just those that it is of."""
    try:
        rows = {source: row for row, source in enumerate(block.sources)}
        contents, held = block.contents, block.cards()
    except Lost:
        return unknown(sources)
    old, at = block.files, [rows.get(source) for source in sources]
    there, unsure = rows.keys() & sources, {*old.doubtful}
    files = Files(
        first=sources[0],
        stamps=b"".join([PACKED_GONE if row is None else stamp_of(old.stamps, row) for row in at]),
        problems={source: found for source, found in old.problems.items() if source in there},
        doubtful=[source for source in sources if source not in there or source in unsure],
    )
    return made(
        files, sources, ["" if row is None else contents[row] for row in at],
        [_UNKNOWN if row is None else held[row] for row in at],
    )  # fmt: skip


def moved(block: Block, sources: Sequence[str], places: Collection[int], there: bytes, begun: int) -> Block:
    """Return a block of these sources, of which those at the places lie as `there` and are as they were."""
    files = block.files
    lie, known = bytearray(there), {*places}
    for at in range(len(sources)) if len(known) < len(sources) else ():
        if at not in known:
            lie[at * WIDTH : (at + 1) * WIDTH] = stamp_of(files.stamps, at)
    doubtful = {*files.doubtful} - {sources[at] for at in known} if files.doubtful else set()
    sure = stamps.sure(there, begun)
    if not all(sure):
        doubtful |= {sources[at] for at in known if not sure[at]}
    files = replace(files, stamps=bytes(lie), doubtful=sorted(doubtful))
    return Block(files, block.sources_json, block.contents_json, block.fetch)


def merged(old: Block, sources: list[str], places: Sequence[int], new: Block) -> Block:
    """Return a block of these sources with what another one says of the files at these places.

    Raises:
        Lost: nobody knows what the others say.
    """
    lie, contents, held = bytearray(old.files.stamps), [*old.contents], old.cards()
    for row, (at, content, card) in enumerate(zip(places, new.contents, new.cards(), strict=True)):
        lie[at * WIDTH : (at + 1) * WIDTH] = stamp_of(new.files.stamps, row)
        contents[at], held[at] = content, card
    fresh = {sources[at] for at in places}
    problems = {source: found for source, found in old.files.problems.items() if source not in fresh}
    files = Files(
        first=sources[0], stamps=bytes(lie),
        problems=dict(sorted({**problems, **new.files.problems}.items())),
        doubtful=sorted({*old.files.doubtful} - fresh | {*new.files.doubtful}),
    )  # fmt: skip
    return made(files, sources, contents, held)


def gist(blocks: Iterable[Block]) -> str:
    """Return a digest of all that the files of some blocks say, but for their bodies."""
    return digest("\n".join(block.files.gist for block in blocks).encode())
