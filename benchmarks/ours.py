"""feeds itself: its commands, and which of its options this version has."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import URL
from benchmarks.measure import Command
from benchmarks.tools import Format, Kind, Place, Tool, ask, find

NAME = "feeds"
# A Jekyll site, as the first user's is. Jekyll reads the same file, with some lines more of its own.
_CONFIG = """\
url: {url}
title: 财经消息
description: 每五分钟一条
lang: zh-CN
timezone: Asia/Shanghai
author: 编辑部
permalink: /posts/:title.html
plugins: [jekyll-feed, jekyll-sitemap]
feed:
  posts_limit: 50
  categories: [{categories}]
  tags: {tags}
"""


@dataclass(frozen=True, slots=True)
class Feeds:
    """The executable, and the long options that its commands `build` and `validate` have."""

    executable: Path
    build: frozenset[str]
    validate: frozenset[str]

    @property
    def caches(self) -> bool:
        """Return whether this version has a cache that can be put anywhere and be turned off."""
        return {"--cache", "--no-cache"} <= self.build

    def builder(self, place: Place, *options: str) -> Command:
        """Return the command that builds a place with these options and nothing else."""
        arguments = (str(self.executable), "build", str(place.site), "--output", str(place.output), *options)
        return Command(arguments=arguments, folder=place.settings)

    def checker(self, *arguments: str) -> Command:
        """Return the command that validates."""
        return Command(arguments=(str(self.executable), "validate", *arguments), folder=Path.cwd())

    def cache(self, folder: Path) -> tuple[str, ...]:
        """Return the options that put the cache into a folder; none if there is no cache."""
        return ("--cache", str(folder)) if self.caches else ()


def look(given: str | None) -> Feeds | None:
    """Return feeds: the one given, else of this Python's environment, else of PATH; None if missing."""
    beside = Path(sys.executable).with_name(NAME)
    executable = find(NAME, given or (str(beside) if beside.exists() else None))
    if executable is None:
        return None
    return Feeds(
        executable, build=_options(ask(executable, "build", "--help")),
        validate=_options(ask(executable, "validate", "--help")),
    )  # fmt: skip


def _options(text: str) -> frozenset[str]:
    words = text.replace(",", " ").split()
    return frozenset(word for word in words if word.startswith("--"))


def tool(feeds: Feeds) -> Tool:
    """Return feeds as the benchmark runs it: with its defaults, the cache in its place."""
    return Tool(
        name=NAME,
        version=ask(feeds.executable, "--version").removeprefix("feeds "),
        formats=("rss", "atom"),
        prepare=lambda place: place.settings.mkdir(parents=True, exist_ok=True),
        command=lambda place: feeds.builder(place, *feeds.cache(place.cache)),
        path=path,
        tagged=True,
    )


SETTINGS = '[feeds]\nformats = ["rss", "atom", "sitemap"]\n'
"""What the other tools make as well, and no more."""


def config(categories: tuple[str, ...], *, tags: bool) -> str:
    """Return the settings of the site, _config.yml."""
    return _CONFIG.format(url=URL, categories=", ".join(categories), tags=str(tags).lower())


def path(style: Format, kind: Kind, name: str) -> str:
    """Return where a feed lies: Atom as jekyll-feed has it, RSS beside it."""
    folder = {"atom": "feed", "rss": "rss"}[style]
    return {
        "site": f"{folder}.xml", "category": f"{folder}/{name}.xml", "tag": f"{folder}/by_tag/{name}.xml"
    }[kind]  # fmt: skip
