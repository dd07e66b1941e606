"""JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/, and version 1, which it contains. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feeds.validator.entries import check_ids, check_order
from feeds.validator.findings import Fact, Fault, Findings, Value, quoted
from feeds.validator.formats import JSON, Document, Validator
from feeds.validator.jsonentries import check_moments, stamps
from feeds.validator.jsonitem import (
    AUTHOR,
    AUTHORS,
    LANGUAGE,
    PLAIN,
    URL,
    item,
)
from feeds.validator.jsonshape import CODES, Shape, members, text, walk
from feeds.validator.size import check_size
from feeds.validator.uris import web
from feeds.validator.values import written

_SITE: Final = "jsonfeed.org/version"
_VERSION: Final = "https://jsonfeed.org/version/1.1"
_OLD: Final = "https://jsonfeed.org/version/1"


def _version(name: str, data: str) -> Fault | None:
    """`version` "is the URL of the version of the format the feed uses"; readers look for this very text."""
    if data == _VERSION:
        return None
    if data == _OLD:
        message = f"{name} names JSON Feed 1, and readers know 1.1 since 2020; write “{_VERSION}”"
        return Fault(code="deprecated", message=message, level="warning")
    message = f"{name} {quoted(data)} is none that readers know; write “{_VERSION}”"
    return Fault(code="bad-value", message=message)


def _next(value: Value, found: Findings) -> None:
    """`next_url` "must not be the same as `feed_url`"."""
    feed = members(value)
    following = feed.get("next_url")
    if following is not None and text(following) and text(following) == text(feed.get("feed_url")):
        message = "next_url is the feed’s own feed_url, so that readers go round in a circle"
        words = "write the URL of the older items, or leave it out"
        found.error(following, "duplicate-link", f"{message}; {words}")


_HUB: Final = Shape(
    type="object",
    members={"type": Shape(check=written), "url": Shape(check=web)},
    required=("type", "url"),
    meant={"href": "url", "link": "url", "protocol": "type"},
)
_MEANT: Final = {
    "name": "title", "homepage": "home_page_url", "home": "home_page_url", "homeurl": "home_page_url",
    "siteurl": "home_page_url", "link": "home_page_url", "url": "home_page_url", "self": "feed_url",
    "selfurl": "feed_url", "subtitle": "description", "summary": "description", "comment": "user_comment",
    "next": "next_url", "image": "icon", "logo": "icon", "iconurl": "icon", "faviconurl": "favicon",
    "lang": "language", "hub": "hubs", "entries": "items", "posts": "items", "articles": "items",
}  # fmt: skip
"""What people write for a feed's members, in small letters and without underscores."""


def _feed(*, old: bool) -> Shape:
    return Shape(
        type="object",
        members={
            "version": Shape(check=_version, like=f'"{_VERSION}"'),
            "title": PLAIN,
            "home_page_url": URL,
            "feed_url": Shape(check=web),
            "description": PLAIN,
            "user_comment": Shape(check=written),
            "next_url": Shape(check=web),
            "icon": URL,
            "favicon": URL,
            "author": AUTHOR,
            "authors": AUTHORS,
            "language": LANGUAGE,
            "expired": Shape(type="truth"),
            "hubs": Shape(type="list", of=_HUB, each="hub"),
            "items": Shape(type="list", of=item(old=old), each="item"),
        },
        required=("version", "title", "items"),
        wanted=("home_page_url",),
        meant=_MEANT,
        rule=_next,
    )


_FEED: Final = _feed(old=False)
_OLD_FEED: Final = _feed(old=True)


def _knows(root: Value) -> bool:
    """Whether an object says that it is a JSON Feed, or has what nothing else has."""
    feed = members(root)
    if _SITE in (text(feed.get("version")) or "").lower():
        return True
    return "items" in feed and not feed.keys().isdisjoint(("feed_url", "home_page_url"))


def check(document: Document[Value], found: Findings) -> None:
    """Hold a feed against the specification, and its items against one another."""
    root = document.root
    found.all.extend(root.faults)
    feed = members(root)
    walk(root, _OLD_FEED if text(feed.get("version")) == _OLD else _FEED, "feed", found)
    if "version" in feed and next(iter(feed)) != "version":
        message = "version does not stand first, where readers look for it; write it at the very top"
        found.info(feed["version"].name, "late-version", message)
    listed = feed["items"].data if "items" in feed else None
    items = listed if isinstance(listed, tuple) else ()
    _authors(root, items, found)
    _self(root, document.url, found)
    found.stamps.extend(stamps(items))
    check_ids(found.stamps, "id", found, always=True)
    check_order(found.stamps, found)
    check_moments(items, document.now, found)
    if isinstance(listed, tuple):
        check_size(root, len(found.stamps), "item", document.size, found)


def _authors(root: Value, items: Sequence[Value], found: Findings) -> None:
    """Warn of the first `author`: "New feeds should use `authors`"; both are there for old readers."""
    lone = (one for one in (root, *items) if "author" in (held := members(one)) and "authors" not in held)
    if (holder := next(lone, None)) is not None:
        message = 'author is of JSON Feed 1, and 1.1 has authors for it; write “"authors": [{…}]”'
        found.warning(members(holder)["author"].name, "deprecated", message)


def _self(root: Value, url: str | None, found: Findings) -> None:
    """Hold the feed's own URL, its "unique identifier", against the one that it is published at."""
    own = members(root).get("feed_url")
    if own is None:
        message = f'The feed does not say at which URL it is; write “"feed_url": "{url or "…"}"”'
        report = found.warning if url is None else found.error
        report(root, "self-link", message)
        return
    if own_url := text(own):
        found.facts.append(Fact(kind="self", values=(own_url,), element="/feed_url"))
    if url is not None and text(own) is not None and text(own) != url:
        message = f"feed_url {quoted(text(own) or '')} is not where the feed is; write “{url}”"
        found.error(own, "self-link", message)


VALIDATOR: Final = Validator(
    roots={JSON: "jsonfeed"},
    check=check,
    knows=_knows,
    codes={
        **CODES,
        "byte-order-mark": "a JSON document that begins with a byte order mark",
        "deprecated": "something of JSON Feed 1 for which version 1.1 has something else",
        "duplicate-member": "an object of JSON that has a name twice",
        "half-character": "one half of a character that JSON writes in two",
        "late-version": "a JSON Feed whose version does not stand first",
    },
)
