"""The builders: an edition -> the documents of one published format. One module each, found by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import cast

from feeds.model import Document, Edition

GENERATOR = "feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """How one format is built. `file` is its document's name where the settings give no other.

    `of_channels` tells a feed, built for every channel, from a document of the whole site.
    """

    file: str
    media_type: str
    of_channels: bool
    build: Callable[[Edition], Iterator[Document]]


def names() -> list[str]:
    """Return the names of all formats."""
    return [one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")]


@cache
def load(name: str) -> Builder:
    """Return the builder of a format."""
    return cast("Builder", import_module(f"{__name__}.{name}").BUILDER)
