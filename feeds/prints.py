"""How the files of the output were left: what spares a run the reading of those that nobody has touched."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from feeds import stamps
from feeds.manifest import digest
from feeds.model import Document
from feeds.stamps import Stamp


class Print(NamedTuple):
    """A file as it was left: the signature of its pieces, its digest, and how it lies on the disk."""

    signature: str
    digest: str
    stamp: Stamp


NO_PRINTS: Mapping[str, Print] = MappingProxyType({})


def signature(document: Document) -> str:
    """Return 32 hex digits that tell a document's bytes from others, without putting them together."""
    summed = hashlib.blake2b(digest_size=16)
    for part in (document.head, *(piece.digest.encode() for piece in document.pieces), document.tail):
        summed.update(b"%d:" % len(part))
        summed.update(part)
    return summed.hexdigest()


def look(output: Path, path: str, signature: str, known: str) -> Print | None:
    """Return the print of a file that is known to have these two, None if there is no such file."""
    try:
        found = (output / path).lstat()
    except OSError:
        return None
    return Print(signature, known, stamps.of(found)) if stat.S_ISREG(found.st_mode) else None


def as_left(output: Path, path: str, left: Print) -> Print | None:
    """Return how a file lies if it has the bytes it was left with. It is read only if somebody touched it."""
    there = look(output, path, left.signature, left.digest)
    if there is None or there == left:
        return there
    try:
        same = there.stamp[0] == left.stamp[0] and digest((output / path).read_bytes()) == left.digest
    except OSError:
        return None
    return there if same else None


def take(
    documents: Iterable[Document], output: Path, digests: Mapping[str, str]
) -> dict[str, Print]:  # fmt: skip
    """Return the prints of the documents' files as they lie there now, but for those that are not whole."""
    taken = {}
    for document in documents:
        path = document.path
        seen = look(output, path, document.signature, digests[path])
        if seen is not None and seen.stamp[0] == document.size:
            taken[path] = seen
    return taken


def dump(prints: Mapping[str, Print]) -> bytes:
    """Return the prints as bytes."""
    return json.dumps(prints, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(data: bytes | None) -> Mapping[str, Print]:
    """Return the prints that the bytes are of; none where they are of none."""
    try:
        rows = json.loads((data or b"{}").decode("utf-8", "surrogatepass")).items()
        return {path: Print(signature, digest, tuple(stamp)) for path, (signature, digest, stamp) in rows}
    except (ValueError, TypeError, AttributeError):
        return NO_PRINTS
