"""All published posts -> the channels: site, terms, the settings' own feeds; and one total order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, compress

from feeds.model import Card, Channel, Problem, Site
from feeds.record import Record
from feeds.select.filling import fill, latest
from feeds.select.growing import grown
from feeds.select.named import of_feeds
from feeds.select.pages import Row, named, pages
from feeds.select.places import Places
from feeds.select.terms import of_terms, order
from feeds.select.traits import column

__all__ = ["Selection", "column", "grown", "latest", "named", "order", "posts_of", "select"]


class Selection(Record, frozen=True, kw_only=True):
    """What is going to be published, and which names of channels are at odds.

    Of the pages, the first are no posts: so many are `named`.
    """

    channels: tuple[Channel, ...]
    pages: tuple[Row, ...]
    problems: tuple[Problem, ...]
    named: int = 0

    def listed(self) -> tuple[Card, ...]:
        """Return each post that a channel lists, once, in the order of their sources."""
        listed = list(posts_of(self.channels))
        posts = dict(zip(column("source", listed), listed, strict=True))
        return tuple(posts[source] for source in sorted(posts))


def posts_of(channels: Iterable[Channel]) -> Iterator[Card]:
    """Yield the posts that channels list, archives and all: each as often as it is listed."""
    lists = chain.from_iterable((channel.posts, *channel.archives) for channel in channels)
    return chain.from_iterable(lists)


def select(posts: Iterable[Card], site: Site, files: Mapping[str, str]) -> Selection:
    """Return the channels of the site. `files` gives the usual file name of each feed format."""
    ordered = order(list(posts))
    fed = list(compress(ordered, column("in_feeds", ordered)))
    formats = files if site.channel_formats is None else site.channel_formats
    own = {fmt: file for fmt, file in files.items() if fmt in formats}
    terms = [*of_terms(fed, site, own)]
    feeds = [*of_feeds(fed, site, files)]
    channels = [channel for channel, _ in (*terms, *feeds) if channel is not None]
    found = pages(ordered, (channel for channel, _ in terms), site)
    return Selection(
        channels=(_home(fed, site, own), *channels) if fed else (),
        pages=found.named + found.posts,
        named=len(found.named),
        problems=tuple(problem for _, found in (*terms, *feeds) for problem in found),
    )


def _home(posts: list[Card], site: Site, files: Mapping[str, str]) -> Channel:
    places = Places("site", site, files)
    filled = fill(posts, site.manner)
    return Channel(
        kind="site",
        name="",
        title=site.title,
        description=site.description or site.title,
        page=f"{site.url}/",
        paths=places.paths(""),
        posts=filled.posts,
        total=len(posts),
        manner=site.manner,
        archives=filled.archives,
        aliases=places.aliases(""),
    )
