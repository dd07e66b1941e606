"""The pages of a built site, and its feeds -> what keeps readers from finding them. Reads both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from feeds import pool
from feeds.collector.walk import matches
from feeds.discovery import feedfiles, pages
from feeds.discovery.addresses import Addresses
from feeds.discovery.feedfiles import Feed
from feeds.discovery.judge import FEED_TYPES, Ground, judge_feeds, judge_page, pages_of, plainness
from feeds.discovery.pages import Page
from feeds.model import Problem, Site, Stop
from feeds.record import Record

_SECONDS: Final = 0.0001
"""What it takes to read the head of a page, roughly: for the decision how many workers pay off."""
_ENDINGS: Final = (".html", ".htm", ".xhtml")
_SPARED: Final = frozenset({"404.html", "404/index.html", "404.htm"})


class Result(Record, frozen=True, kw_only=True):
    """What was found: `pages` is how many should name a feed, `spared` how many need not."""

    pages: int
    spared: int
    feeds: int
    problems: tuple[Problem, ...]


def check(folder: Path, output: Path, site: Site, *, exclude: tuple[str, ...] = (), jobs: int = 0) -> Result:
    """Check a built site. What lies in `output` is taken to be published into the same place.

    Raises:
        Stop: a folder cannot be read, or there is no page or no feed.
    """
    here = _files(folder)
    beside = {} if output.resolve() == folder.resolve() or not output.is_dir() else _files(output)
    there = {**beside, **here}
    named = [path for path in here if path.lower().endswith(_ENDINGS) and not matches(path, exclude)]
    if not named:
        raise Stop(f"{folder}: there is no page in it; name the folder of your built site")
    with pool.mapper(jobs) as mapper:
        read = [*mapper(partial(pages.read, folder), named, _SECONDS)]
    asked = [page for page in read if not page.spared and page.path not in _SPARED]
    addresses = Addresses(site, there.keys())
    feeds = _feeds(there, [*_linked(asked, addresses)])
    if not feeds:
        raise Stop(f"{folder}, {output}: there is no feed in either; run feeds build first")
    own = pages_of(feeds, addresses)
    ground = _ground(feeds, own, addresses, there)
    problems = [problem for page in asked for problem in judge_page(page, own.get(page.path, ()), ground)]
    problems += judge_feeds(sorted(feeds.values(), key=plainness), ground)
    return Result(pages=len(asked), spared=len(read) - len(asked), feeds=len(feeds), problems=tuple(problems))


def _ground(
    feeds: Mapping[str, Feed], own: Mapping[str, list[Feed]], addresses: Addresses, there: Mapping[str, str]
) -> Ground:
    plainest = sorted(feeds.values(), key=plainness)
    return Ground(
        addresses=addresses,
        feeds=feeds,
        place=lambda path: Path(there[path]).as_posix(),
        first=own.get("index.html", plainest)[0],
        usual={type_: feed for feed in reversed(plainest) for type_ in feedfiles.TYPES[feed.kind]},
    )


def _linked(asked: Iterable[Page], addresses: Addresses) -> Iterator[str]:
    """Yield the files that pages link to as feeds: they may have any name."""
    for page in asked:
        for link in page.alternates:
            target = addresses.target(link.href, page.path, page.base) if link.type in FEED_TYPES else None
            if target is not None and target.file is not None:
                yield target.file


def _feeds(files: Mapping[str, str], linked: Iterable[str]) -> dict[str, Feed]:
    """Return the feeds among the files, by their paths."""
    named = (path for path in files if path.lower().endswith(feedfiles.ENDINGS))
    tried = dict.fromkeys((*named, *linked))
    return {path: feed for path in tried if (feed := feedfiles.read(Path(files[path]), path)) is not None}


def _files(folder: Path) -> dict[str, str]:
    """Return every file of a folder by its path in it. What begins with a dot is private."""
    found: dict[str, str] = {}
    for parent, folders, files in os.walk(folder, onerror=_stop):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = parent[len(str(folder)) :].replace(os.sep, "/").strip("/")
        prefix = f"{below}/" if below else ""
        named = (name for name in sorted(files) if not name.startswith("."))
        found |= {f"{prefix}{name}": os.path.join(parent, name) for name in named}  # noqa: PTH118 - many
    return found


def _stop(error: OSError) -> None:
    raise Stop(f"{error.filename}: {error.strerror}; name a folder that can be read") from None
