"""The feeds that the settings define by a filter -> their channels. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from feeds.model import Card, Channel, Feed, Filter, Problem, Site, Trait, Where
from feeds.select.filling import fill
from feeds.select.patterns import names, paths
from feeds.select.places import of_feed
from feeds.select.traits import names_of

_Test: TypeAlias = Callable[[Card], bool]


def of_feeds(
    posts: Sequence[Card], site: Site, files: Mapping[str, str]
) -> Iterator[tuple[Channel | None, tuple[Problem, ...]]]:
    """Yield the channel of each feed that the settings define, None where it has too few posts.

    The `posts` are newest first; `files` gives the usual file name of each format.
    """
    for feed in site.feeds:
        listed = filtered(posts, feed.filter, site)
        if not listed:
            yield None, (_nothing(feed),)
        elif len(listed) < feed.min_posts:
            yield None, ()
        else:
            yield _channel(feed, listed, site, files), ()


def filtered(posts: Sequence[Card], by: Filter, site: Site) -> list[Card]:
    """Return the posts that pass a filter, in their order."""
    tests = tuple(_tests(by, site))
    return [post for post in posts if all(test(post) for test in tests)]


def _tests(by: Filter, site: Site) -> Iterator[_Test]:
    for trait, patterns in by.wanted:
        yield _has(trait, patterns, site)
    for trait, patterns in by.unwanted:
        yield _has_not(_has(trait, patterns, site))
    if by.since is not None or by.before is not None:
        first, end = by.since, by.before
        yield lambda card: (first is None or card.moment >= first) and (end is None or card.moment < end)


def _has(trait: Trait, patterns: tuple[str, ...], site: Site) -> _Test:
    meant, of = (paths if trait == "path" else names)(patterns), names_of(trait, site)
    return lambda card: any(meant(name) for name in of(card))


def _has_not(test: _Test) -> _Test:
    return lambda card: not test(card)


def _channel(feed: Feed, posts: Sequence[Card], site: Site, files: Mapping[str, str]) -> Channel:
    title = feed.title or f"{site.title} | {feed.name}"
    filled = fill(posts, feed.manner)
    formats = site.channel_formats if feed.formats is None else feed.formats
    own = {fmt: file for fmt, file in files.items() if formats is None or fmt in formats}
    return Channel(
        kind="feed", name=feed.name, title=title, description=feed.description or title,
        page=feed.page or f"{site.url}/", paths=of_feed(feed, own), posts=filled.posts,
        total=len(posts), manner=feed.manner, lang=site.language_of(posts), archives=filled.archives,
        aliases=tuple((fmt, path) for fmt, path in feed.aliases if fmt in own),
    )  # fmt: skip


def _nothing(feed: Feed) -> Problem:
    message = f"feed “{feed.name}” has no post, so it is not published; mend its filter, or take it out"
    return Problem(where=Where(path="feeds.toml"), code="empty-feed", message=message, level="warning")
