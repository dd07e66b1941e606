"""The dialects: how each generator reads its posts. One module each, found by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from feeds.collector.sheet import Place
from feeds.collector.yamltext import Value
from feeds.model import Reading, Site
from feeds.record import Record, field

# The rank of the dialect that takes what no generator claims.
LAST = 100


class Found(Record, frozen=True, kw_only=True):
    """What a generator's own settings say, in the shape of feeds.toml.

    `names` tells under which name a setting stands in which file, by its path in feeds.toml
    (`site.url` -> `_config.yml: url`); `languages` are the tags of a site of several languages, and `own` is
    what the dialect keeps for its own reading.
    """

    settings: dict[str, dict[str, object]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    own: object = None


class Read(Protocol):
    """Reads one source: its path, its bytes and the settings -> what became of it. Pure.

    Without `origins` nobody asks where its values came from, and the reading does not tell.
    """

    def __call__(self, source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
        """Return what became of the source."""


class Alike(Record, frozen=True, kw_only=True):
    """What a dialect knows of its plainest posts, so that not each is read in full (collector/alike.py).

    Their dates are those of `date` and `updated`; `place` gives them a zone, and `dated` says of an instant,
    and of how it was written, as what the card has it and as what the URL shows it. Of the keys that are
    `claimed`, those that are `free` are for people: what they say is in no card. No other key tells anything.
    `tags` finds the tags among fields that tell nothing else. Of the file's name nothing counts but a slug.
    All of that is so only on sites that the dialect `trusts`.
    """

    claimed: frozenset[str]
    free: frozenset[str]
    updated: str
    place: Callable[[Site], Place]
    dated: Callable[[datetime, str, Site], tuple[datetime, datetime]]
    tags: Callable[[Mapping[str, Value]], tuple[str, ...]]
    trusts: Callable[[Site], bool]


class Dialect(Record, frozen=True, kw_only=True):
    """How one generator's site is recognised, configured, walked and read.

    `rank` orders the recognition: the least first.
    """

    name: str
    rank: int
    recognises: Callable[[Path], bool]
    settings: Callable[[Path], Found]
    sources: Callable[[Path, Site], Iterator[str]]
    read: Read
    alike: Alike | None = None


@cache
def names() -> tuple[str, ...]:
    """Return the names of all dialects."""
    return tuple(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_"))


@cache
def load(name: str) -> Dialect:
    """Return the dialect of the name."""
    return cast("Dialect", import_module(f"{__name__}.{name}").DIALECT)


# The names by their ranks, so that not all have to be loaded to find the one that is asked for.
RANKED = (
    "hexo", "jekyll", "pelican", "nikola", "hugo", "zola", "docusaurus", "astro", "eleventy", "plain",
)  # fmt: skip

# Those whose settings know their sites: of the others that are asked before, no more has to be loaded.
BY_SETTINGS = frozenset(("hexo", "pelican", "nikola", "hugo"))


def recognise(root: Path) -> Dialect:
    """Return the dialect whose site lies in the folder; `plain` takes whatever is left."""
    if set(names()) == set(RANKED):
        return load(next(name for name in RANKED if _recognises(name, root)))
    ranked = sorted(map(load, names()), key=lambda dialect: dialect.rank)
    return next(dialect for dialect in ranked if dialect.recognises(root))


def _recognises(name: str, root: Path) -> bool:
    if name not in BY_SETTINGS:
        return load(name).recognises(root)
    return bool(import_module(f"{__name__}._{name}_settings").recognises(root))
