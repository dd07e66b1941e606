"""The builders: an edition -> the documents of one published format. One module each, found by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Protocol, TypeAlias, cast

from feeds.model import Content, Document, Edition, Entry, Site
from feeds.record import Record, replace

GENERATOR = "feeds"

Specimen: TypeAlias = tuple[bytes, tuple[bytes, ...]]
"""A whole document with some entries in it, and the bytes of each of them as they stand there."""


class MakeSpecimen(Protocol):
    """Makes a specimen. What the entries have of their posts stands in the site's manner."""

    def __call__(self, entries: Sequence[Entry], site: Site) -> Specimen:
        """Return it."""


class Builder(Record, frozen=True, kw_only=True):
    """How one format is built. `file` is its document's name where the settings give no other.

    A feed is built for every channel, any other document for the whole site. A feed's entries are
    made once, in a `specimen` that the validator reads, and then put into every feed that lists them:
    what stands in a checked document stands the same in all. What is made `of_pages` is made of the
    edition's pages alone.
    """

    file: str
    media_type: str
    build: Callable[[Edition], Iterator[Document]]
    specimen: MakeSpecimen | None = None
    of_pages: bool = False


def piece(fmt: str, content: Content, site: Site) -> str:
    """Return what a piece is called of an entry in this format, with a body, a summary, or both."""
    return fmt if content == site.contents[0] else f"{fmt}:{content}"


def specimens(site: Site) -> Iterator[tuple[str, Callable[[Sequence[Entry]], Specimen]]]:
    """Yield what a piece is called, and what makes it, for all pieces that there are of an entry."""
    for fmt in site.formats:
        if (specimen := load(fmt).specimen) is not None:
            for content in site.contents:
                wanted = replace(site, manner=replace(site.manner, content=content))
                yield piece(fmt, content, site), partial(specimen, site=wanted)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_"))


@cache
def load(name: str) -> Builder:
    """Return the builder of a format."""
    return cast("Builder", import_module(f"{__name__}.{name}").BUILDER)
