"""The feeds of a site beside one another. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6: an id is "universally unique".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from feeds.model import Level, Problem
from feeds.validator.findings import quoted
from feeds.validator.members import Member, Members, path_of

_FEEDS: Final = frozenset(("rss", "atom", "jsonfeed"))


def check_feeds(members: Members) -> Iterator[Problem]:
    """Yield what is wrong between feeds."""
    feeds = [member for member in members if member.verdict.kind in _FEEDS]
    yield from _check_selves(feeds)
    yield from _check_ids(feeds)
    for feed in feeds:
        yield from _check_links(feed, members)


def _check_selves(feeds: list[Member]) -> Iterator[Problem]:
    """Tell of feeds that say they are at one URL, where one of them must be wrong, or a copy."""
    known: dict[str, list[Member]] = {}
    for feed in feeds:
        for fact in feed.facts("self")[:1]:
            before = known.setdefault(fact.values[0], [])
            other = next((one for one in before if _near(one, feed)), None)
            before.append(feed)
            if other is not None and fact.values[0]:
                message = f"The feed says it is at {quoted(fact.values[0])}, as {other.verdict.path} does"
                level: Level = "info" if _is_copy(feed, other) else "warning"
                words = "write in each where it is itself"
                yield feed.problem(fact, "same-self-link", f"{message}; {words}", level)


def _is_copy(feed: Member, other: Member) -> bool:
    """Tell whether two are one: by the id of the feed where there is one, else by what is in them."""
    if _id(feed) is not None or _id(other) is not None:
        return _id(feed) == _id(other)
    return bool(feed.verdict.known) and feed.verdict.known == other.verdict.known


def _id(feed: Member) -> str | None:
    return next((fact.values[0] for fact in feed.facts("feed-id")), None)


def _check_ids(feeds: list[Member]) -> Iterator[Problem]:
    """Tell of feeds with one id, unless they are the pages of one: RFC 5005."""
    known: dict[str, list[Member]] = {}
    for feed in feeds:
        for fact in () if feed.facts("page") else feed.facts("feed-id")[:1]:
            before = known.setdefault(fact.values[0], [])
            other = next((one for one in before if _are_two(one, feed)), None)
            before.append(feed)
            if other is not None:
                message = f"The feed’s id {quoted(fact.values[0])} is that of {other.verdict.path} too"
                words = "write another, for subscribers to both see one of them only"
                yield feed.problem(fact, "same-feed-id", f"{message}; {words}", "warning")


def _near(one: Member, other: Member) -> bool:
    """Tell whether one lies beside the other or above it: two folders may well hold copies."""
    return bool(one.path and other.path) and (
        _is_in(one.folder, other.folder) or _is_in(other.folder, one.folder)
    )


def _is_in(folder: str, above: str) -> bool:
    return folder == above or not above or folder.startswith(f"{above}/")


def _are_two(one: Member, other: Member) -> bool:
    """Tell whether two feeds with one id are certainly not copies of one."""
    if one.own_url is not None and other.own_url is not None:
        return one.own_url != other.own_url
    return _near(one, other)


def _check_links(feed: Member, members: Members) -> Iterator[Problem]:
    """Tell of links to feeds that should lie in the same folders, and do not."""
    for fact in feed.facts("other-feed", "page"):
        href = fact.values[0]
        name = posixpath.basename(path_of(href))
        if not feed.path or "?" in href or "." not in name or members.named(href, feed) is not None:
            continue
        file = members.expected(href, feed)
        if file is not None and (feed.url is not None or members.is_whole(posixpath.dirname(file))):
            message = f"The feed links to {quoted(href)}, and there is no feed {file}"
            yield feed.problem(fact, "missing-feed", f"{message}; write it, or leave the link out", "warning")
