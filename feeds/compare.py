"""The last output against the new one: what subscribers will see. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from json import JSONEncoder

from feeds.manifest import Manifest, added
from feeds.model import Entry, Problem
from feeds.record import Record, astuple, moment

_encode = JSONEncoder(default=astuple, check_circular=False).encode


class Changes(Record, frozen=True, kw_only=True):
    """The sources of the posts that readers will see differently, each sorted.

    No source is in two of them: a post with another id is not an update but a second post.
    """

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    reannounced: tuple[str, ...] = ()


def digest(entry: Entry) -> str:
    """Return 16 hex digits that change when anything changes that a reader sees of the entry.

    The fields are hashed as JSON, so that no two lists of fields run into one another. A date
    counts as the instant it names: a reader shows it in its own zone anyway.
    """
    post = entry.post
    published = moment(post.published)
    seen = [
        post.id,
        post.url,
        entry.title,
        published,
        published if post.updated is post.published else moment(post.updated),
        entry.summary,
        entry.html,
        [[author.name, author.email, author.uri] for author in post.authors],
        post.categories,
        post.tags,
        post.lang,
        *(one for one in (entry.image, *entry.enclosures, entry.episode) if one is not None),
    ]
    return hashlib.sha256(_encode(seen).encode("ascii")).hexdigest()[:16]


def compare(before: Manifest, after: Manifest) -> Changes:
    """Say what becomes of each post when the output goes from one manifest to the other.

    A post is known by its source and by its id: a file that was renamed and kept its id is the
    same post, and so is one that was given another id in the same file.
    """
    more = added(before.ids, after.ids)
    if more is not None:
        listed = (source for source in more if source in after.entries)
        return Changes(new=tuple(sorted(listed)), updated=tuple(sorted(_seen_otherwise(before, after))))
    unmet = {id_ for source, id_ in after.ids.items() if source not in before.ids}
    sources = {id_: source for source, id_ in before.ids.items() if id_ in unmet}
    new, updated, reannounced = [], [], []
    for source, id_ in after.ids.items():
        last = source if source in before.ids else sources.get(id_)
        if last is None:
            if source in after.entries:
                new.append(source)
        elif before.ids[last] != id_:
            reannounced.append(source)
        elif last in before.entries and after.entries.get(source) not in {None, before.entries[last]}:
            updated.append(source)
    return Changes(
        new=tuple(sorted(new)),
        updated=tuple(sorted(updated)),
        vanished=_vanished(before, after),
        reannounced=tuple(sorted(reannounced)),
    )


def guard(before: Manifest, bad: Iterable[tuple[str, Problem]]) -> tuple[Problem, ...]:
    """Return the problems that stop the run, of the (source, why it is left out) pairs given.

    A post that was published before must not be lost over a typing error, listed or not: its
    subscribers, and those who follow its link from the sitemap, still expect it.
    """
    return tuple(problem for source, problem in bad if source in before.ids)


def _seen_otherwise(before: Manifest, after: Manifest) -> Iterator[str]:
    """Yield the posts that feeds listed and list, and of which readers see something else."""
    was = before.entries
    return (source for source, seen in after.entries.items() if was.get(source, seen) != seen)


def _vanished(before: Manifest, after: Manifest) -> tuple[str, ...]:
    """Return what a feed listed and nothing publishes now: neither its source nor its id."""
    gone = [source for source in before.entries if source not in after.ids]
    ids = set(after.ids.values()) if gone else set()
    return tuple(sorted(source for source in gone if before.ids.get(source) not in ids))
