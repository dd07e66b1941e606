"""Sitemaps and their indexes: https://www.sitemaps.org/protocol.html. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.findings import Fault, Findings, Node, quoted
from feeds.validator.formats import Document, Validator
from feeds.validator.shape import Shape, walk
from feeds.validator.uris import host, web
from feeds.validator.values import one_of

NAMESPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_URLS: Final = 50_000
MOST_BYTES: Final = 52_428_800
MOST_CHARACTERS: Final = 2_047
"""The protocol says "less than 2,048 characters"."""

_PRIORITY: Final = re.compile(r"0(?:\.[0-9]+)?|1(?:\.0+)?|\.[0-9]+")


def _loc(name: str, text: str) -> Fault | None:
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        message = f"{name} {quoted(text)} has {len(text):,} characters; write less than 2,048"
        return Fault(code="long-url", message=message)
    return web(name, text)


def _priority(name: str, text: str) -> Fault | None:
    if _PRIORITY.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is not from 0.0 to 1.0; write one like “0.5”, or leave it out"
    return Fault(code="bad-number", message=message)


_LOC: Final = Shape(text=_loc)
_LASTMOD: Final = Shape(text=w3c)
_URL: Final = Shape(
    children={
        f"{NAMESPACE}loc": _LOC,
        f"{NAMESPACE}lastmod": _LASTMOD,
        f"{NAMESPACE}changefreq": Shape(
            text=one_of("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")
        ),
        f"{NAMESPACE}priority": Shape(text=_priority),
    },
    required=(f"{NAMESPACE}loc",),
)
_SITEMAP: Final = Shape(
    children={f"{NAMESPACE}loc": _LOC, f"{NAMESPACE}lastmod": _LASTMOD},
    required=(f"{NAMESPACE}loc",),
)
_SHAPES: Final = {
    f"{NAMESPACE}urlset": Shape(
        children={f"{NAMESPACE}url": _URL},
        required=(f"{NAMESPACE}url",),
        many=frozenset({f"{NAMESPACE}url"}),
    ),
    f"{NAMESPACE}sitemapindex": Shape(
        children={f"{NAMESPACE}sitemap": _SITEMAP},
        required=(f"{NAMESPACE}sitemap",),
        many=frozenset({f"{NAMESPACE}sitemap"}),
    ),
}


def check(document: Document, found: Findings) -> None:
    """Hold a sitemap or an index against the protocol and its limits."""
    root = document.root
    walk(root, _SHAPES[root.tag], found)
    locs = list(root.iterfind(f"*/{NAMESPACE}loc"))
    _limits(root, len(locs), document.size, found)
    _duplicates(locs, found)
    _hosts(locs, document.url, found)


def _limits(root: Node, count: int, size: int, found: Findings) -> None:
    """Each file "must have no more than 50,000 URLs and must be no larger than 50MB"."""
    split = "split it and name the parts in a sitemap index"
    if count > MOST_URLS:
        message = f"The file lists {count:,} URLs, and 50,000 are allowed; {split}"
        found.error(root, "too-many-urls", message)
    if size > MOST_BYTES:
        message = f"The file has {size:,} bytes, and 52,428,800 are allowed; {split}"
        found.error(root, "too-many-bytes", message)


def _duplicates(locs: list[Node], found: Findings) -> None:
    known: set[str] = set()
    for loc in locs:
        text = (loc.text or "").strip()
        if text in known:
            message = f"loc {quoted(text)} stands in the file already; leave it out"
            found.warning(loc, "duplicate-loc", message)
        known.add(text)


def _hosts(locs: list[Node], url: str | None, found: Findings) -> None:
    """Want what the protocol does: "the same protocol" and "the same host" for all URLs."""
    home = host(url) if url is not None else None
    for loc in locs:
        place = host((loc.text or "").strip())
        if place is not None and place != home:
            if home is None:
                home = place
                continue
            message = f"loc {quoted(loc.text or '')} is not at {home}, as the sitemap or its first URL"
            found.error(loc, "other-host", f"{message}; leave it out or mend its host")


VALIDATOR: Final = Validator(
    roots={f"{NAMESPACE}urlset": "sitemap", f"{NAMESPACE}sitemapindex": "sitemap-index"},
    entries=f"{NAMESPACE}*",
    schema="sitemap.rng",
    check=check,
)
