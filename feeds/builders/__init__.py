"""The builders: an edition -> the documents of one published format. One module each, found by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TypeAlias, cast

from feeds.model import Document, Edition, Entry, Site

GENERATOR = "feeds"

Specimen: TypeAlias = tuple[bytes, tuple[bytes, ...]]
"""A whole document with some entries in it, and the bytes of each of them as they stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """How one format is built. `file` is its document's name where the settings give no other.

    A feed is built for every channel, any other document for the whole site. A feed's entries are
    made once, in a `specimen` that the validator reads, and then put into every feed that lists them:
    what stands in a checked document stands the same in all.
    """

    file: str
    media_type: str
    build: Callable[[Edition], Iterator[Document]]
    specimen: Callable[[Sequence[Entry], Site], Specimen] | None = None


def names() -> list[str]:
    """Return the names of all formats."""
    return [one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")]


@cache
def load(name: str) -> Builder:
    """Return the builder of a format."""
    return cast("Builder", import_module(f"{__name__}.{name}").BUILDER)
