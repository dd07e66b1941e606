"""URLs by eight letters each: a set of sitemaps may name millions, of which only few meet again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

WIDTH = 8
"""Letters of one digest. Of ten million URLs, two share theirs once in 400,000 times."""


def digest(url: bytes) -> bytes:
    """Return the digest of a URL, which is the same in every process."""
    return blake2b(url, digest_size=WIDTH).digest()


def pack(digests: bytes | bytearray) -> str:
    """Write digests as the text of a fact, one letter a byte."""
    return digests.decode("latin-1")


def unpack(text: str) -> Iterator[str]:
    """Yield the digests of a fact's text, each of eight letters."""
    return (text[at : at + WIDTH] for at in range(0, len(text), WIDTH))
