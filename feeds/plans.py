"""What the settings say of feeds: which posts they list, how many, and what of each. Plain values.

All are frozen. Whoever needs them takes them from model.py, which has all the other records too.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from feeds.record import Record

# What an entry has of its post: the body, a summary, or the one beside the other.
Content: TypeAlias = Literal["full", "summary", "both"]
# What feeds are made by: a name that posts share, or for the settings' own feeds, their paths too.
Term: TypeAlias = Literal["category", "tag", "author", "language", "collection"]
Trait: TypeAlias = Literal["category", "tag", "author", "language", "collection", "path"]


class Manner(Record, frozen=True, kw_only=True):
    """How a feed is filled: with the newest posts, at most `limit`, and what becomes of the others.

    None of them is more than `max_age` days older than the newest, and no document has more than
    `max_bytes`, a million where it is None. With an `archive` the others are in documents of their own,
    of `archive_size` posts each, which is the limit where it is None. A feed that is `complete` says so
    where it holds all its posts; one that is `expired` will have no more. `image` is the absolute URL of a
    picture for it.
    """

    content: Content = "both"
    limit: int = 50
    max_age: int | None = None
    max_bytes: int | None = None
    archive: bool = False
    archive_size: int | None = None
    complete: bool = False
    expired: bool = False
    image: str | None = None


AS_USUAL = Manner()


class Filter(Record, frozen=True, kw_only=True):
    """Which posts a feed lists: those that have one of the `wanted` names of each trait, and no unwanted.

    A name may be a pattern with * in it. Posts are from `since` on, and from before `before`: both are in
    microseconds since 1970.
    """

    wanted: tuple[tuple[Trait, tuple[str, ...]], ...] = ()
    unwanted: tuple[tuple[Trait, tuple[str, ...]], ...] = ()
    since: int | None = None
    before: int | None = None


class Feed(Record, frozen=True, kw_only=True):
    """A feed that the settings define. Its documents lie in the `folder`, if `paths` say no other place.

    `paths` and `aliases` are pairs of a format and a path. Without `formats` it has those of the site's
    own feed.
    """

    name: str
    filter: Filter
    manner: Manner
    title: str | None = None
    description: str | None = None
    page: str | None = None
    formats: tuple[str, ...] | None = None
    folder: str = ":slug"
    paths: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    min_posts: int = 1
