"""A seeded corpus in the shape of a news site: the same number of posts and seed is the same bytes, always.

Post 0 is the newest, and each post depends on the seed and its number alone: a larger corpus is the
smaller one with older posts behind it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from benchmarks import words

_Thing = TypeVar("_Thing")

URL = "https://news.example"
FOLDER = "_posts"
_LAST = datetime(2025, 12, 31, 20, 0, tzinfo=timezone(timedelta(hours=8)))
_STEP = 300  # seconds from a post to the next one: a new one every five minutes
_PARAGRAPHS = 7
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is known of a post without its body. `path` is relative to the site's folder."""

    number: int
    slug: str
    date: datetime
    category: str
    tag: str
    path: str

    @property
    def url(self) -> str:
        """Return the absolute address that every tool gives it."""
        return f"{URL}/posts/{self.slug}.html"

    @property
    def mark(self) -> str:
        """Return what stands near the end of its body, and in no other: a feed that has it has it all."""
        return f"/source/{self.slug}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """How many posts there are, how many different tags they have, and the seed of them all."""

    posts: int
    tags: int = 200
    seed: int = 1

    def post(self, number: int) -> Post:
        """Return a post; negative numbers are those that are added later, -1 the first of them."""
        date = _LAST - timedelta(seconds=_STEP * number + _Chance(self.seed, number).below(_STEP - 60))
        # one that is added has the names of one that is there: it is a post more, but not a feed more
        names = _Chance(self.seed, number % self.posts, "names")
        slug = f"p{date:%Y%m%d}{5_000_000 - number}"
        return Post(
            number=number,
            slug=slug,
            date=date,
            category=words.CATEGORIES[names.below(len(words.CATEGORIES))],
            tag=words.tag(names.below(self.tags)),
            path=f"{FOLDER}/{date:%Y/%m/%Y-%m-%d}-{slug}.md",
        )

    def every(self, added: int = 0) -> Iterator[Post]:
        """Yield all posts with the newest first, those that were added included."""
        return map(self.post, range(-added, self.posts))

    def source(self, post: Post, revision: int = 0) -> bytes:
        """Return the bytes of a post's file: 6 lines of YAML, a body of 5 KB; revision 0 is the first."""
        chance = _Chance(self.seed, post.number, "body")
        pool = words.pool(self.seed)
        title = f"{chance.pick(pool.subjects)}：{chance.pick(pool.titles)}{chance.below(100)}%"
        body = b"\n".join(chance.pick(pool.paragraphs) for _ in range(_PARAGRAPHS))
        links = "\n".join(
            f"- [{chance.pick(pool.titles)}]({URL}/related/{chance.below(10**9)}.html)"
            for _ in range(2 + chance.below(3))
        )
        edit = f"\n<p>{self.edit(revision)}</p>\n" if revision else ""
        head = (
            f'---\nlayout: post\ntitle: "{title}"\ndate: {post.date:%Y-%m-%d %H:%M:%S %z}\n'
            f"slug: {post.slug}\ncategories: {post.category}\ntags: {post.tag}\n---\n\n"
        )
        source = f"<{URL}{post.mark}?from=rss&id={post.number}>"
        tail = f"\n{edit}\n{source}\n\n{links}\n\n[返回首页](//news.example/)\n"
        return b"".join((head.encode(), body, tail.encode()))

    @staticmethod
    def edit(revision: int) -> str:
        """Return the sentence that only this revision of a body has."""
        return f"更正：第{revision}版。"

    def write(self, site: Path) -> None:
        """Write every post below the folder of the site, in a folder for each month."""
        for post in self.every():
            write(site / post.path, self.source(post))


class _Chance:
    """Numbers that depend on what it was made from and on nothing else."""

    __slots__ = ("_rest",)

    def __init__(self, *names: object) -> None:
        self._rest = int.from_bytes(blake2b(repr(names).encode(), digest_size=64).digest(), "little")

    def below(self, limit: int) -> int:
        """Return the next number from 0 to limit - 1."""
        self._rest, number = divmod(self._rest, limit)
        return number

    def pick(self, things: Sequence[_Thing]) -> _Thing:
        """Return one of the things."""
        return things[self.below(len(things))]


def write(path: Path, data: bytes) -> None:
    """Write a file, and its folder if that is not there yet."""
    try:
        descriptor = os.open(path, _ANEW, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        descriptor = os.open(path, _ANEW, 0o644)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)
