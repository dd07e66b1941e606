"""A site and a post for all that is about pictures, recordings and episodes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

import pytest

from feeds.content.media import Facts, Look
from feeds.model import Podcast, Post, Site
from feeds.record import replace

Site_: TypeAlias = Callable[..., Site]
Post_: TypeAlias = Callable[..., Post]
Disk: TypeAlias = Callable[..., Look]

_SITE = Site(
    url="https://example.org/blog", id_url="https://example.org/blog", title="A site", zone=UTC,
    dialect="plain", folders=("posts",),
)  # fmt: skip
_POST = Post(
    source="posts/rain.md", id="https://example.org/blog/2026/rain/",
    url="https://example.org/blog/2026/rain/", title="Rain",
    published=datetime(2026, 1, 2, tzinfo=UTC), updated=datetime(2026, 1, 2, tzinfo=UTC),
    body=40, body_line=6,
)  # fmt: skip
PODCAST = Podcast(image="https://example.org/blog/cover.png", categories=(("Technology", None),))


@pytest.fixture
def make_site() -> Site_:
    """Return a maker of sites: what it is given stands for the usual."""

    def make(dialect: str = "plain", **values: Any) -> Site:
        return replace(_SITE, dialect=dialect, **values)

    return make


@pytest.fixture
def make_post() -> Post_:
    """Return a maker of posts with some keys in their front matter."""

    def make(source: str = "posts/rain.md", url: str = _POST.url, **extra: object) -> Post:
        return _POST._replace(source=source, url=url, extra=tuple(extra.items()))

    return make


@pytest.fixture
def disk() -> Disk:
    """Return a maker of disks: of each path the size, or all that is to be known."""

    def make(**files: int | Facts) -> Look:
        facts = {path: Facts(one) if isinstance(one, int) else one for path, one in files.items()}
        return facts.get

    return make
