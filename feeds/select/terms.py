"""The names that posts share, as categories and languages -> a channel for each. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeAlias

from feeds.model import Card, Channel, Problem, Site, Term, Where
from feeds.select.filling import fill
from feeds.select.patterns import choice
from feeds.select.places import Paths, Places
from feeds.select.traits import names_of

Named: TypeAlias = tuple[Channel, tuple[Problem, ...]]
"""A channel, and what is at odds about its names."""


def order(posts: Sequence[Card]) -> list[Card]:
    """Return the posts newest first; of one instant, by the path of their sources."""
    by_source = sorted(posts, key=attrgetter("source"))
    by_source.sort(key=attrgetter("moment"), reverse=True)
    return by_source


def of_terms(posts: Sequence[Card], site: Site, files: Mapping[str, str]) -> Iterator[Named]:
    """Yield the channels of every kind of names that the settings turn on, in the order of the names.

    The `posts` are newest first; `files` gives the usual file name of each format.
    """
    for term, patterns in site.terms:
        members = _members(term, patterns, posts, site)
        places = Places(term, site, files)
        for names, paths in _together(members, places):
            yield from _channel(term, {name: members[name] for name in names}, paths, places, site)


def _members(term: Term, patterns: Sequence[str], posts: Sequence[Card], site: Site) -> dict[str, list[Card]]:
    """Return the posts under each name that has a feed."""
    members: defaultdict[str, list[Card]] = defaultdict(list)
    names = names_of(term, site)
    for post in posts:
        for name in names(post):
            members[name].append(post)
    chosen = choice(patterns)
    return {name: members[name] for name in sorted(members) if chosen(name)}


def _together(members: Mapping[str, Sequence[Card]], places: Places) -> Iterator[tuple[list[str], Paths]]:
    """Yield the names that share a path in any format, the commonest first, and its paths."""
    known: dict[str, Paths] = {}
    groups: dict[tuple[str, str], list[str]] = {}
    for name in members:
        paths = known[name] = places.paths(name)
        if not all(path for _, path in paths):  # "?!" leaves nothing to call a file
            continue
        shared = [groups[path] for path in paths if path in groups]
        together = [*dict.fromkeys(one for group in shared for one in group), name]
        groups.update(dict.fromkeys(paths, together))
        if shared:
            groups |= {path: together for path, group in groups.items() if group in shared}
    for names in {id(group): group for group in groups.values()}.values():
        commonest = sorted(names, key=lambda name: (-len(members[name]), name))
        yield commonest, known[commonest[0]]


def _channel(
    term: Term, members: Mapping[str, list[Card]], paths: Paths, places: Places, site: Site
) -> Iterator[Named]:
    name, *others = members
    posts = members[name]
    if others:
        posts = order(list({post.source: post for some in members.values() for post in some}.values()))
    if len(posts) < site.min_posts:
        return
    title = f"{site.title} | {name}"
    filled = fill(posts, site.manner)
    channel = Channel(
        kind=term, name=name, title=title, description=title, page=places.page(name) or f"{site.url}/",
        paths=paths, posts=filled.posts, total=len(posts), manner=site.manner, archives=filled.archives,
        lang=name if term == "language" else None, aliases=places.aliases(name),
    )  # fmt: skip
    yield channel, tuple(_at_odds(term, name, other, members[other][0]) for other in others)


def _at_odds(term: Term, name: str, other: str, post: Card) -> Problem:
    where = Where(path=post.source, line=1, column=1)
    message = f"{term} “{other}” has the path of “{name}”, so the two are one feed; write one of them"
    return Problem(where=where, code="same-path", message=message, level="warning")
