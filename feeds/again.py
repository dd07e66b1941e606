"""Whether anything changed since the last run, and if nothing did, what that has to say again.

It is the first thing that a build asks, so it imports nothing that is costly. What it is not sure of has
changed: then the run takes its usual way, and finds the same in some hundred milliseconds more.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from feeds import stamps, versions

if TYPE_CHECKING:
    from pathlib import Path

    from feeds.stamps import Stamp

FILE: Final = "last.json"
_MANY: Final = 4_000
"""So many files can be looked at while all modules of a run are loaded."""

_PARTS: Final = 128
"""So many parts two processes share: neither waits long for the other's last."""

_BETWEEN: Final = "\x7f"
"""What stands in hardly any path, is written in JSON as it is, and is one letter: it is soon found."""


class Seen(NamedTuple):
    """What a run depends on and what it left, by paths as the run was given them.

    `sources` are the files that may be posts, relative to the root, `stamps` is a digest of how they lay. The
    `folders` were walked through: a name that comes or goes changes the time of its folder. `left` is
    how each of its files lies in the `output`. It was made at the time `since`; from `until` on (both
    seconds since 1970), what is published changes by itself. `looked_at` are files that entries tell of;
    some of them may not be there.
    """

    sources: list[str]
    stamps: str
    folders: frozenset[str]
    left: Mapping[str, Stamp]
    output: str
    since: float
    until: float | None
    looked_at: tuple[str, ...] = ()


class Glance(NamedTuple):
    """What a look at the files shows. If nothing has changed, the last run has `told` what this one would.

    If something has, a run need not look again: `packed` is how its sorted `sources` lie. Where the
    settings are the same and no name has come or gone in the `folders` that it walked through, these are all.
    """

    told: tuple[str, str] | None = None
    sources: Sequence[str] = ()
    packed: bytes = b""
    folders: frozenset[str] | None = None


NOTHING: Final = Glance()


def recall(
    folder: str | Path, words: Sequence[str], now: float | None, load: Callable[[str], object] = str
) -> Glance:
    """Return what the last run would print on stdout and stderr if it ran again, or else what was seen.

    `now` is in seconds since 1970; None is for a run whose time the `words` fix. To look at many files takes
    as long as a run takes to start: meanwhile it may `load` those of our modules that the last run needed.
    """
    try:
        with open(os.path.join(folder, FILE), "rb") as file:
            data = file.read()
        summed, _, text = data.partition(b"\n")
        if int(summed) != zlib.crc32(text):
            return NOTHING
        last: dict[str, Any] = json.loads(text)
        if last["words"] != list(words) or last["version"] != list(versions.code()):
            return NOTHING
        sources = _parted(last["sources"])
        settled = _is_settled_around(last)
        modules = [name for name in last["modules"] if name.startswith("feeds.")]
        packed = _look(last["root"], sources, lambda: list(map(load, modules)))
        if settled and stamps.digest(packed) == last["stamps"] and _holds(last, now):
            out, err = last["told"]
            return Glance((str(out), str(err)))
        folders = frozenset(last["folders"]) if settled else None
        return Glance(None, sources, packed, folders)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return NOTHING


def _look(root: str, sources: Sequence[str], meanwhile: Callable[[], object]) -> bytes:
    """Return how the sources lie."""
    if len(sources) < _MANY:
        return stamps.look_all(root, sources)
    from feeds.pool import beside  # noqa: PLC0415 - few sites have so many posts

    size = -(-len(sources) // _PARTS)
    parts = [sources[start : start + size] for start in range(0, len(sources), size)]
    return b"".join(beside(partial(stamps.look_all, root), parts, meanwhile))


def remember(  # noqa: PLR0913, PLR0917 - each of them is another's to know
    folder: Path, words: Sequence[str], root: Path, seen: Seen, files: Iterable[str], begun: int,
    told: tuple[str, str],
) -> None:  # fmt: skip
    """Keep what a run that changes nothing is to print: on stdout, and on stderr.

    `files` are all others that it read. What was changed when the run had `begun` (ns since 1970), or
    since then, is not known well enough: then nothing is kept.
    """
    read = set(files)
    inside, within = _below(seen.output), _below(str(folder))
    near = {path for path in _near(root) if inside(str(root)) or not inside(path)}
    folders = {*seen.folders, *(os.path.dirname(path) or "." for path in read), *near}
    if not within(str(root)):
        folders = {path for path in folders if not within(path)}
    # Our own writing changes the times of these: of them it is the names that tell.
    shared = {path for path in folders if inside(path)} | {str(root)}
    others = {path: stamps.look(path) for path in (read | folders) - shared}
    made = _made(seen, folder)
    looked = {path: stamps.look(path) for path in seen.looked_at}
    there = (stamp for stamp in looked.values() if stamp != stamps.GONE)
    sure = all(stamps.is_sure(stamp, begun) for stamp in (*others.values(), *there))
    if not (sure and all(_is_settled(path, made, begun) for path in shared)):
        return
    sources = _BETWEEN.join(seen.sources)
    # They can be parted again if all that looks like a seam is one, and none is empty.
    if sources.count(_BETWEEN) + bool(sources) != len(seen.sources):
        return
    last = {
        "words": list(words), "version": versions.code(), "told": told,
        "since": seen.since, "until": seen.until,
        "listings": {path: listing(path) for path in shared}, "others": {**others, **looked, **seen.left},
        "root": str(root), "sources": sources, "stamps": seen.stamps, "folders": list(seen.folders),
        "modules": _modules() if len(seen.sources) >= _MANY else [],
    }  # fmt: skip
    with suppress(OSError):
        new = folder / f"{FILE}.{os.getpid()}"
        new.write_bytes(_summed(last))
        new.replace(folder / FILE)


def _summed(last: object) -> bytes:
    from feeds.record import json_of  # noqa: PLC0415 - a run with nothing to do needs none of it

    text = json_of(last)
    return b"%d\n%b" % (zlib.crc32(text), text)


def _parted(sources: str) -> list[str]:
    return sources.split(_BETWEEN) if sources else []


def _modules() -> list[str]:
    return [name for name in sys.modules if name.startswith("feeds.")]


def _holds(last: Mapping[str, Any], now: float | None) -> bool:
    """Return whether at this time the same is published as in the last run."""
    since, until = last["since"], last["until"]
    if now is None:
        return True
    return bool(since <= now and (until is None or now < until))


def _is_settled_around(last: Mapping[str, Any]) -> bool:
    """Return whether all is as it was left, but perhaps what the sources say."""
    return all(stamps.look(path) == tuple(stamp) for path, stamp in last["others"].items()) and all(
        listing(path) == names for path, names in last["listings"].items()
    )


def _near(root: Path) -> Iterator[str]:
    """Yield the folders in the root, and those in them: settings may yet be looked for in any of them."""
    for folder in _folders(str(root)):
        yield folder
        yield from _folders(folder)


def _folders(folder: str) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        inner = (one for one in entries if one.name[0] != "." and one.name != "node_modules")
        return [one.path for one in inner if one.is_dir()]
    return []


def _below(folder: str) -> Callable[[str], bool]:
    """Return what tells whether a path is that of the folder, or of something in it."""
    top = os.path.join(os.path.abspath(folder), "")
    return lambda path: os.path.join(os.path.abspath(path), "").startswith(top)


def _made(seen: Seen, cache: Path) -> set[str]:
    """Return what in the folders that the run wrote into is its own work, by absolute paths."""
    made = {os.path.abspath(seen.output), os.path.abspath(cache)}
    for path in seen.left:
        above = os.path.abspath(path)
        while above not in made:
            made.add(above)
            above = os.path.dirname(above)
    return made


def _is_settled(folder: str, made: Collection[str], begun: int) -> bool:
    """Return whether all that is in a folder, but for our own work, lay there so before the run."""
    with suppress(OSError), os.scandir(folder) as entries:
        others = (one for one in entries if os.path.abspath(one.path) not in made)
        return all(stamps.is_sure(stamps.of(one.stat(follow_symlinks=False)), begun) for one in others)
    return False


def listing(folder: str) -> str:
    """Return a digest of the names in a folder, and which of them are folders."""
    with suppress(OSError), os.scandir(folder) as entries:
        text = "\0".join(sorted(f"{one.name}/" if one.is_dir() else one.name for one in entries))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return ""


@contextmanager
def opened() -> Iterator[set[str]]:
    """Gather the path of every file that is opened, and folder that is listed, until the block is left.

    So all is known that the settings of ten kinds of sites are read from, without each having to say.
    """
    global _gathering  # noqa: PLW0603 - an audit hook cannot be removed, so it is told when to rest
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)
    outer, found = _gathering, set[str]()
    _gathering = found
    try:
        yield found
    finally:
        _gathering = outer


def find(
    glance: Glance, look: Callable[[], Sequence[str]]
) -> tuple[Sequence[str], frozenset[str]]:  # fmt: skip
    """Return the sources and the folders that they were looked for in: as was seen, or now."""
    if glance.folders is not None:
        return glance.sources, glance.folders
    with opened() as folders:
        return look(), frozenset(folders)


_hooked: list[bool] = []
_gathering: set[str] | None = None


def _note(event: str, args: tuple[Any, ...]) -> None:  # pragma: no cover - no tracer sees a hook at work
    if _gathering is not None and event in _EVENTS and isinstance(args[0], str | os.PathLike):
        _gathering.add(os.fspath(args[0]))


_EVENTS: Final = frozenset(("open", "os.listdir", "os.scandir"))
