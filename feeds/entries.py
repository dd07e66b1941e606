"""The listed posts -> each in every format, made once and checked once: from the cache or by the workers.

A batch of posts is rendered and put into one document of each format, a specimen, which the validator
reads. The bytes of an entry are cut out of that, and stand the same in every feed that lists the post.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeAlias

from feeds import builders, collector, compare, content, trace, validator
from feeds.cache import Cache, Lost, digest
from feeds.content import media
from feeds.model import Known, Piece, Problem, Rendered, Site, Stop
from feeds.record import Record, json_of, json_reader, replace

SECONDS: Final = 1e-3
"""What it takes to make one entry, roughly: for the decision how many workers pay off."""

# Posts of one specimen, which costs as much as half a post by itself; but no worker is to wait for others.
_LEAST: Final = 16
_MOST: Final = 64
_SHARES: Final = 48
_Batch: TypeAlias = tuple[tuple[str, str], ...]
_Look: TypeAlias = Callable[[str], "bytes | None"]
_FEW: Final = 512
_NONE: Final[Mapping[str, Rendered]] = MappingProxyType({})
_SAID: Final = "entry/"
_PIECE: Final = "piece/"


class Mapper(Protocol):
    """Does a work for each of the items, whose results take so many seconds each."""

    def __call__(
        self, work: Callable[[_Batch], tuple[Made, ...]], items: Sequence[_Batch], seconds: float, /
    ) -> Iterable[tuple[Made, ...]]:
        """Yield the results in the order of the items."""


class Cut(NamedTuple):
    """An entry's bytes in one format, what tells them from others, and what the validator read in them."""

    format: str
    data: bytes
    digest: str
    known: Known


class Made(NamedTuple):
    """What became of one post. It `stands alone` if nothing but its own file went into it, and `files`.

    Those are the pictures and recordings that it tells of, and what was seen of them.
    """

    source: str
    digest: str
    title: str
    cuts: tuple[Cut, ...]
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    stands_alone: bool
    files: media.Seen = ()


class Entries(Record, frozen=True, kw_only=True):
    """The entries by their sources, what the validator found in them, and what the cache is to keep.

    They `stand_alone` if nothing but the posts' own files went into them, and those that were `looked_at`
    (relative to the root). The `firm` ones stay as they are while their own files do: by their sources.
    """

    rendered: Mapping[str, Rendered]
    faults: tuple[Problem, ...]
    keep: Mapping[str, bytes]
    used: frozenset[str]
    firm: frozenset[str]
    stand_alone: bool
    looked_at: frozenset[str] = frozenset()


class Making:
    """The entries of the listed posts, which workers begin to make at once.

    What tells the bytes of each post from all others is known. So are some of the entries, which are firm,
    and as they were.
    """

    def __init__(
        self, root: Path, site: Site, listed: Mapping[str, str], cache: Cache, mapper: Mapper,
        known: Mapping[str, Rendered] = _NONE,
    ) -> None:  # fmt: skip
        self._listed = listed
        self._keys = {source: _key(source, content) for source, content in listed.items()}
        self._names = [name for name, _ in builders.specimens(site)]
        self._rendered = dict(known)
        self._firm, self._looked_at = {*known}, set[str]()
        asked = {source: key for source, key in self._keys.items() if source not in known}
        for source, one, paths in _recall_all(asked, self._names, root, cache):
            self._rendered[source] = one
            self._looked_at |= paths
            if not paths:
                self._firm.add(source)
        work = [(source, content) for source, content in listed.items() if source not in self._rendered]
        size = max(_LEAST, min(_MOST, len(work) // _SHARES))
        batches = [tuple(work[start : start + size]) for start in range(0, len(work), size)]
        self._made = mapper(partial(make, root, site), batches, size * SECONDS)

    def finish(self) -> Entries:
        """Return them all. What is raised when one is made, is raised here."""
        keep: dict[str, bytes] = {}
        faults, alone = list[Problem](), True
        for made in chain.from_iterable(self._made):
            one = _rendered(made)
            self._rendered[made.source] = one
            faults += made.faults
            self._looked_at.update(path for path, _ in made.files)
            alone = alone and made.stands_alone
            if made.stands_alone and not made.faults:
                keep |= dict(_remember(self._keys[made.source], made, one))
                if not made.files:
                    self._firm.add(made.source)
        used = {f"{_SAID}{key}" for key in self._keys.values()}
        used |= {f"{_PIECE}{key}/{name}" for key in self._keys.values() for name in self._names}
        order = {source: self._rendered[source] for source in self._listed}
        return Entries(
            rendered=order, faults=tuple(faults), keep=keep, used=frozenset(used),
            firm=frozenset(self._firm), stand_alone=alone, looked_at=frozenset(self._looked_at),
        )  # fmt: skip


def make(root: Path, site: Site, batch: _Batch) -> tuple[Made, ...]:
    """Render some posts and check them, in a worker process. Each is its source and what is in its file.

    Raises:
        Stop: a file is not any more what it was when the posts were collected.
    """
    taken = list(collector.take_all(root, site, [source for source, _ in batch]))
    for (source, known), took in zip(batch, taken, strict=True):
        if took.reading.post is None or took.content != known:
            raise Stop(f"{source}: it was changed while it was read; run again")
    bodies = [(took.reading.post, took.data) for took in taken if took.reading.post is not None]
    read = content.read_all(root, site, bodies, partial(collector.find_url, root, site))
    # As in every feed, or the validator would have something to say of the specimen's order.
    read.sort(key=lambda one: one.entry.post.published, reverse=True)
    entries = [one.entry for one in read]
    sources = [entry.post.source for entry in entries]
    cuts: list[list[Cut]] = []
    faults: dict[str, list[Problem]] = {}
    for name, specimen in builders.specimens(site):
        made, wrong = _cut(name, *specimen(entries), sources, root)
        cuts.append(made)
        for source, found in wrong.items():
            faults.setdefault(source, []).extend(found)
    gc.collect(0)  # docutils leaves behind what holds on to itself, and a run looks for none of that
    return tuple(
        Made(
            source=source, digest=compare.digest(one.entry), title=one.entry.title,
            cuts=tuple(made[n] for made in cuts), problems=one.problems,
            faults=tuple(faults.get(source, ())), stands_alone=one.stands_alone, files=one.seen,
        )
        for n, (source, one) in enumerate(zip(sources, read, strict=True))
    )  # fmt: skip


def _cut(
    fmt: str, document: bytes, parts: Sequence[bytes], sources: Sequence[str], root: Path,
) -> tuple[list[Cut], dict[str, list[Problem]]]:  # fmt: skip
    """Check a specimen; return each entry's bytes, and what is wrong with them by its source."""
    verdict = validator.check(document, path=fmt)
    if not len(parts) == len(verdict.known) == len(sources):
        reason = next((f": {problem.message}" for problem in verdict.problems), "")
        raise AssertionError(f"the entries of a {fmt} specimen cannot be told apart{reason}")
    faults: dict[str, list[Problem]] = {}
    for problem in verdict.problems:
        seen = trace.trace(problem, sources, root)
        if isinstance(seen, trace.Traced) and problem.level != "info":
            where = replace(seen.where, element=problem.where.element.partition("]/")[2])
            plain = Problem(where=where, code=seen.code, message=seen.message, level=seen.level)
            faults.setdefault(where.path, []).append(plain)
    both = zip(parts, verdict.known, strict=True)
    return [Cut(fmt, part, digest(part), known) for part, known in both], faults


def _key(source: str, content: str) -> str:
    named = f"{source}\0{content}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(named, digest_size=12).hexdigest()


def _rendered(made: Made) -> Rendered:
    pieces = {
        cut.format: Piece(
            digest=cut.digest, size=len(cut.data), known=cut.known, fetch=partial(bytes, cut.data)
        )
        for cut in made.cuts
    }
    return Rendered(
        source=made.source, digest=made.digest, title=made.title, pieces=pieces, problems=made.problems
    )  # fmt: skip


class _Said(Record, frozen=True, kw_only=True):
    """What the cache keeps of an entry beside its pieces: of each of these, by its format, what it holds."""

    digest: str
    title: str
    pieces: dict[str, tuple[str, int, Known]]
    problems: tuple[Problem, ...]
    files: media.Seen


@cache
def _reader() -> Callable[[bytes], _Said]:
    return json_reader(_Said)


def _remember(key: str, made: Made, one: Rendered) -> Iterator[tuple[str, bytes]]:
    """Yield what the cache is to keep of an entry."""
    pieces = {fmt: (piece.digest, piece.size, piece.known) for fmt, piece in one.pieces.items()}
    said = _Said(
        digest=one.digest, title=one.title, pieces=pieces, problems=one.problems, files=made.files
    )  # fmt: skip
    yield f"{_SAID}{key}", json_of(said)
    yield from ((f"{_PIECE}{key}/{cut.format}", cut.data) for cut in made.cuts)


def _recall_all(
    keys: Mapping[str, str], names: Sequence[str], root: Path, cache: Cache
) -> Iterator[tuple[str, Rendered, set[str]]]:  # fmt: skip
    """Yield the entries that the cache has by their sources, each with the files that it tells of."""
    said = cache.get([f"{_SAID}{key}" for key in keys.values()])
    look = _looker(cache, [f"{_PIECE}{key}/{name}" for key in keys.values() for name in names])
    for source, key in keys.items():
        data = said.get(f"{_SAID}{key}")
        if data is not None and (was := _recall(source, key, data, root, look)):
            yield source, *was


def _looker(cache: Cache, names: Sequence[str]) -> _Look:
    """Return what fetches a piece of these: at once if they are few, as each of them is then wanted twice."""
    if len(names) <= _FEW:
        return cache.get(names).get
    return lambda name: cache.get([name]).get(name)


def _recall(
    source: str, key: str, data: bytes, root: Path, look: _Look
) -> tuple[Rendered, set[str]] | None:  # fmt: skip
    """Return an entry of the cache, and the files that it tells of; None if something is not as it was."""
    try:
        said = _reader()(data)
    except ValueError:
        return None
    if not media.still(root, said.files):
        return None
    pieces = {
        fmt: Piece(
            digest=digest, size=size, known=known,
            fetch=partial(_fetch, look, f"{_PIECE}{key}/{fmt}", digest),
        )
        for fmt, (digest, size, known) in said.pieces.items()
    }  # fmt: skip
    one = Rendered(
        source=source, digest=said.digest, title=said.title, pieces=pieces, problems=said.problems
    )  # fmt: skip
    return one, {path for path, _ in said.files}


def _fetch(look: _Look, name: str, known: str) -> bytes:
    data = look(name)
    if data is None or digest(data) != known:
        raise Lost(name)
    return data
