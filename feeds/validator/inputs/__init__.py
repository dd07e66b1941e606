"""Files, folders, standard input and URLs -> verdicts on the documents in them. Reads the disk.

Whatever is larger than it may be is not read to its end: nothing here takes unbounded time or memory.
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from feeds.model import Problem, Stop, Where
from feeds.record import Record, replace
from feeds.validator import Verdict, check
from feeds.validator.inputs.sniff import HEAD, is_gzip, is_json_feed, meant

LIMIT: Final = 100_000_000
"""What is larger, also once it is unpacked, is refused: no reader takes a feed of 100 MB."""


class Input(Record, frozen=True, kw_only=True):
    """Something to be checked. In a folder what is no feed is no fault; elsewhere it was `sought`.

    `size` is in bytes, as far as it is known. `data` is that of standard input, which no worker can
    read; `unread` says in one line why there is none.
    """

    path: str
    size: int = 0
    sought: bool = True
    remote: bool = False
    data: bytes | None = None
    unread: str | None = None


class Look(Record, frozen=True, kw_only=True):
    """What came of an input: the verdict on it, or in one line why it could not be read.

    Neither is there for what is no feed and was not sought. `url` is where it came from at last.
    """

    verdict: Verdict | None = None
    unread: str | None = None
    url: str | None = None


def find(paths: Iterable[str], stdin: Callable[[int], bytes]) -> list[Input]:
    """Return what there is to check, each once: in folders, the files that begin like a document."""
    found: dict[str, Input] = {}
    for path in paths:
        for one in [Input(path="-", data=stdin(LIMIT + 1))] if path == "-" else _files(path):
            key = "-" if path == "-" else os.path.abspath(one.path)  # noqa: PTH100 - links stay as they are
            known = found.setdefault(key, one)
            found[key] = replace(known, sought=known.sought or one.sought)
    return list(found.values())


def look(now: datetime | None, given: Input) -> Look:
    """Read one input and check it. Whatever is wrong with it is said, never raised."""
    try:
        if given.unread is not None:
            raise Stop(given.unread)
        if given.remote:
            return _look_at_url(given.path, now)
        data = given.data if given.data is not None else _read(given.path)
    except Stop as stop:
        return Look(unread=str(stop))
    document = _unpack(data, given.path)
    if isinstance(document, Problem):
        return Look(verdict=_refused(document))
    is_json = document.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if is_json and not given.sought and not is_json_feed(document):
        return Look()
    return Look(verdict=check(document, path=given.path, now=now))


def _look_at_url(asked: str, now: datetime | None) -> Look:
    """Fetch a document and check it, and what the server says of it."""
    from feeds.validator.inputs import fetch, headers  # noqa: PLC0415 - of all runs few need the network

    got = fetch.fetch(asked, LIMIT)
    document = _unpack(got.data, asked)
    if isinstance(document, Problem):
        return Look(verdict=_refused(document), url=got.url)
    verdict = check(document, path=asked, url=got.url, now=now)
    told = headers.told(asked, got, document, verdict.kind)
    problems = (*told, *(_softened(problem) for problem in verdict.problems))
    return Look(verdict=replace(verdict, problems=problems), url=got.url)


def _softened(problem: Problem) -> Problem:
    """Return a wrong self link as a warning: a feed may well be had at two addresses."""
    return replace(problem, level="warning") if problem.code == "self-link" else problem


def is_folder(path: str) -> bool:
    """Return whether the path is that of a folder, whose files are checked."""
    with suppress(OSError):  # if it cannot be looked at, opening it says why
        return path != "-" and Path(path).is_dir()
    return False


def _files(path: str) -> Iterator[Input]:
    if not is_folder(path):
        yield Input(path=path, size=_size(path) or 0)
        return
    closed: list[OSError] = []
    for parent, folders, files in os.walk(path, onerror=closed.append):
        # What begins with a dot is private.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            yield from _file(Path(parent, name).as_posix())
    for error in closed:
        yield Input(path=str(error.filename), unread=_unreadable(str(error.filename), error))


def _file(path: str) -> Iterator[Input]:
    """Yield a file of a folder if it is one, and begins like a document. No pipe is waited for."""
    size = _size(path)
    if size is None:
        return
    try:
        with Path(path).open("rb", buffering=0) as file:
            head = file.read(HEAD)
    except OSError as error:
        yield Input(path=path, unread=_unreadable(path, error))
        return
    if meant(head):
        yield Input(path=path, size=size, sought=False)


def _size(path: str) -> int | None:
    """Return the size of a regular file."""
    with suppress(OSError):  # such as a link that leads nowhere
        found = Path(path).stat()
        return found.st_size if stat.S_ISREG(found.st_mode) else None
    return None


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise Stop(_unreadable(path, error)) from None


def _unreadable(path: str, error: OSError) -> str:
    return f"{path}: {error.strerror}; name a file that can be read"


def _unpack(data: bytes, path: str) -> bytes | Problem:
    """Return the document in the bytes, or why there is none that could be read."""
    where = Where(path=path)
    if is_gzip(data) and len(data) <= LIMIT:
        try:
            with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
                data = packed.read(LIMIT + 1)
        except (OSError, EOFError, zlib.error):
            message = "The gzip data are damaged or cut off, so nobody can unpack them; compress it anew"
            return Problem(where=where, code="bad-gzip", message=message)
    if len(data) > LIMIT:
        message = "The document is over 100 MB, which no reader takes; publish fewer entries, or parts"
        return Problem(where=where, code="too-large", message=message)
    return data


def _refused(problem: Problem) -> Verdict:
    return Verdict(path=problem.where.path, kind=None, problems=(problem,))
