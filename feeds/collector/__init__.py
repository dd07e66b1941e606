"""The files of a site -> what became of each. Reads the disk; what a file says is read in dialects/."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from feeds import stamps
from feeds.collector import cards, dialects
from feeds.collector.terms import by_commas, each_once, terms
from feeds.model import BadSettings, Card, Post, Problem, Reading, Site, Where
from feeds.patterns import compile_later
from feeds.stamps import GONE, Stamp

if TYPE_CHECKING:
    from feeds.collector.alike import Memory


def find(root: Path, site: Site) -> tuple[str, ...]:
    """Return the path of every source of the site, relative to the root, in their order.

    Raises:
        BadSettings: a folder of posts is not there.
        Stop: a folder cannot be read.
    """
    for folder in site.folders:
        if not (root / folder).is_dir():
            mend = "write [posts] folders in feeds.toml, or pass --posts"
            raise BadSettings(f"{folder}: there is no such folder in {root}; {mend}")
    # Mostly they come in their order, which a set would lose.
    return tuple(dict.fromkeys(sorted(dialects.load(site.dialect).sources(root, site))))


def read(root: Path, site: Site, source: str) -> Reading:
    """Read one source, with the origins of its values."""
    return take(root, site, source).reading


def read_lightly(root: Path, site: Site, source: str) -> Reading:
    """Read one source without remembering where its values came from: there may be a million."""
    return take(root, site, source, origins=False).reading


class Taken(NamedTuple):
    """A reading, and the file that it is of: its bytes, what tells them from others, and how it lay then.

    That is git's name for them, so that a fresh checkout can be known again without being read.
    """

    reading: Reading
    data: bytes = b""
    content: str = ""
    stamp: Stamp = GONE


def take(root: Path, site: Site, source: str, *, origins: bool = True) -> Taken:
    """Read one source; with the `origins` of its values it takes longer."""
    found = _fetch(_open(f"{root}/{source}", source), source)
    return _take(site, source, found, _name(found), origins=origins)


class Carded(NamedTuple):
    """The card of a source, what is known of its file as of one that is taken, and what is wrong with it."""

    card: Card
    content: str
    stamp: Stamp
    problems: tuple[Problem, ...] = ()


def take_all(root: Path, site: Site, sources: Sequence[str]) -> Iterator[Taken]:
    """Read many sources, without origins."""
    for source, found, name in _fetch_all(root, sources):
        yield _take(site, source, found, name, origins=False)


def take_cards(root: Path, site: Site, sources: Sequence[str]) -> Iterator[Carded]:
    """Read many sources as far as their cards tell."""
    memory = _recall(site) if len(sources) > _AT_ONCE else None
    for source, found, name in _fetch_all(root, sources):
        if memory and isinstance(found, _File) and (card := memory.card(source, found.data)):
            yield Carded(card, name, found.stamp)
        else:
            took = _take(site, source, found, name, origins=False)
            yield Carded(cards.of(took.reading, source), name, took.stamp, took.reading.problems)


def _fetch_all(root: Path, sources: Sequence[str]) -> Iterator[tuple[str, _File | Reading, str]]:
    """Yield each source, its file or what became of it, and the name of its bytes.

    Some files are fetched at once, then all of them named, then read: to go to and fro between the system,
    the digest and Python takes a fourth longer, as each makes the processor forget the others. All of them
    are opened before the first is read, so that the disk can look for the others meanwhile.
    """
    top = str(root)
    for start in range(0, len(sources), _AT_ONCE):
        some = sources[start : start + _AT_ONCE]
        opened = [_open(f"{top}/{source}", source) for source in some]
        fetched = [_fetch(one, source) for one, source in zip(opened, some, strict=True)]
        yield from zip(some, fetched, [_name(found) for found in fetched], strict=True)


_AT_ONCE: Final = 32


def _recall(site: Site) -> Memory | None:
    from feeds.collector import alike  # noqa: PLC0415 - 2 ms, which a few posts are not worth

    return alike.recall(dialects.load(site.dialect), site)


class _File(NamedTuple):
    data: bytes
    stamp: Stamp


def _open(path: str, source: str) -> int | Reading:
    """Return the descriptor of a source, which lies at the path, or what became of it if there is none."""
    if not source.isprintable() and _NO_TEXT.search(source):
        message = "the file's name has bytes that are no text; rename it"
        return _left_out(source, "bad file name", "file-name", message)
    try:
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    except OSError as error:
        return _unreadable(source, error)
    try:
        if _WANTED is not None:
            os.posix_fadvise(descriptor, 0, 0, _WANTED)
    except OSError:  # a pipe has nothing that could be fetched
        return descriptor
    return descriptor


def _fetch(opened: int | Reading, source: str) -> _File | Reading:
    """Return the bytes of a source that was opened, which is closed then, or what became of it."""
    if isinstance(opened, Reading):
        return opened
    try:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode):  # a pipe would never end
            raise IsADirectoryError
        return _File(_read_all(opened, found.st_size), stamps.of(found))
    except OSError as error:
        return _unreadable(source, error)
    finally:
        os.close(opened)


def _take(site: Site, source: str, found: _File | Reading, name: str, *, origins: bool) -> Taken:
    if isinstance(found, Reading):
        return Taken(found)
    data, stamp = found
    reading = dialects.load(site.dialect).read(source, data, site, origins=origins)
    if reading.post is not None and site.keys:
        reading = reading._replace(post=_with_more_terms(reading.post, site))
    return Taken(reading, data, name, stamp)


# Without it, to open a pipe would wait for whoever writes into it; Windows has neither.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WANTED: Final[int | None] = getattr(os, "POSIX_FADV_WILLNEED", None)


def _read_all(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    parts = [data]  # it grows, or comes in pieces
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _name(found: _File | Reading) -> str:
    if isinstance(found, Reading):
        return ""
    data = found.data
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


def _with_more_terms(post: Post, site: Site) -> Post:
    """Return the post with what [posts.keys] takes for terms: series, topics and the like."""
    extra = dict(post.extra)

    def found(kind: str) -> Iterator[str]:
        for key in site.keys_of(kind, ()):
            value = extra.get(key)
            words = [one for one in value if isinstance(one, str)] if isinstance(value, tuple) else value
            if isinstance(words, str | list):
                yield from terms(words, by_commas)

    categories = each_once(post.categories, found("categories"))
    tags = each_once(post.tags, found("tags"))
    return post._replace(categories=categories, tags=tags)


def find_url(root: Path, site: Site, name: str) -> str | None:
    """Return the URL of the post whose file has the name, with or without its folder and ending.

    The likely paths are tried before all sources are gone through.
    """
    stem = name.strip().strip("/")
    if not stem or _NO_TEXT.search(stem) or ".." in stem.split("/"):
        return None
    for folder in (*site.folders, ""):
        for inner in ("_posts", ""):
            for ending in ("", ".md", ".markdown", ".html", "/index.md"):
                source = posixpath.normpath(posixpath.join(folder, inner, f"{stem}{ending}"))
                if (root / source).is_file() and (url := _url(root, site, source)):
                    return url
    wanted = posixpath.splitext(stem)[0] if stem.endswith((".md", ".markdown")) else stem
    ending_so = (one for one in find(root, site) if f"/{posixpath.splitext(one)[0]}".endswith(f"/{wanted}"))
    return next((url for one in ending_so if (url := _url(root, site, one))), None)


def _url(root: Path, site: Site, source: str) -> str | None:
    post = read(root, site, source).post
    return post.url if post else None


# os.fsdecode keeps bytes that are not UTF-8 as surrogates.
_NO_TEXT = compile_later("[\x00-\x1f\x7f\ud800-\udfff]")


def _unreadable(source: str, error: OSError) -> Reading:
    if isinstance(error, IsADirectoryError):
        message = "it is a folder or a pipe, though it is named like a post; rename it"
    elif isinstance(error, FileNotFoundError):
        message = "it is a link that leads nowhere; mend or remove it"
    else:
        message = f"{error.strerror}; make it readable"
    return _left_out(source, "cannot be read", "unreadable", message)


def _left_out(source: str, reason: str, code: str, message: str) -> Reading:
    printable = source.encode("utf-8", "backslashreplace").decode()
    problem = Problem(where=Where(path=printable, line=1, column=1), code=code, message=message)
    return Reading(source=printable, state="left-out", reason=reason, problems=(problem,))
