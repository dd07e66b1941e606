"""Files, folders and standard input -> verdicts on the documents in them. Reads the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from feeds.model import Stop
from feeds.validator import Verdict, check


def verdicts(paths: Iterable[str], stdin: Callable[[], bytes]) -> list[Verdict]:
    """Return the verdict on every document.

    Raises:
        Stop: a path is not there or cannot be read, or there is no document at all.
    """
    named = list(paths)
    checked = [(check(data, path=path), sought) for path, data, sought in documents(named, stdin)]
    found = [verdict for verdict, sought in checked if sought or verdict.kind is not None]
    if not found:
        raise Stop(f"{', '.join(named)}: there is no feed or sitemap in it; name a file or another folder")
    return found


def documents(paths: Iterable[str], stdin: Callable[[], bytes]) -> Iterator[tuple[str, bytes, bool]]:
    """Yield path, bytes and whether it was named itself: in a folder, what is no feed is no fault.

    Raises:
        Stop: a path is not there or cannot be read.

    """
    for path in paths:
        if path == "-":
            yield "-", stdin(), True
        elif Path(path).is_dir():
            for file in _below(path):
                data = _read(file)
                if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
                    yield file, data, False
        else:
            yield path, _read(path), True


def _below(folder: str) -> Iterator[str]:
    """Yield the files below a folder in their order; what begins with a dot is private."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (f"{parent}/{name}" for name in sorted(files) if not name.startswith("."))


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}; name a file that can be read") from None
