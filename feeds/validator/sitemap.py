"""Sitemaps and their indexes: https://www.sitemaps.org/protocol.html. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.findings import Fault, Findings, Node, local, name_of, quoted
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
_ROOTS: Final = {
    f"{NAMESPACE}urlset": (f"{NAMESPACE}url", _URL),
    f"{NAMESPACE}sitemapindex": (f"{NAMESPACE}sitemap", _SITEMAP),
}


def check(document: Document[Node], found: Findings) -> None:
    """Hold a sitemap or an index against the protocol and its limits, one URL after the other."""
    root = document.root
    piece, shape = _ROOTS[root.tag]
    home = host(document.url) if document.url is not None else None
    known: set[str] = set()
    count = 0
    for child in document.pieces(found) if document.pieces else ():
        if child.tag != piece:
            _stranger(root, child, piece, found)
            continue
        count += 1
        walk(child, shape, found)
        loc = child.find(f"{NAMESPACE}loc")
        text = (loc.text or "").strip() if loc is not None else ""
        if loc is None or not text:
            continue
        if text in known:
            message = f"loc {quoted(text)} stands in the file already; leave it out"
            found.warning(loc, "duplicate-loc", message)
        known.add(text)
        place = host(text)
        home = home or place
        if place is not None and place != home:
            message = f"loc {quoted(text)} is not at {home}, as the sitemap or its first URL"
            found.error(loc, "other-host", f"{message}; leave it out or mend its host")
    walk(root, Shape(free=True), found)
    _limits(root, count, document.size, local(piece), found)


def _stranger(root: Node, child: Node, piece: str, found: Findings) -> None:
    """Elements of other namespaces may stand there, of the protocol only the one that it is a list of."""
    if child.tag.startswith(NAMESPACE):
        message = (
            f"<{name_of(root)}> may not hold <{name_of(child)}>; write <{local(piece)}>, or leave it out"
        )
        found.error(child, "unknown-element", message)


def _limits(root: Node, count: int, size: int, name: str, found: Findings) -> None:
    """Each file "must have no more than 50,000 URLs and must be no larger than 50MB"."""
    if not count:
        message = f"<{name_of(root)}> has no <{name}>; write <{name}>…</{name}>"
        found.error(root, "missing-element", message)
    split = "split it and name the parts in a sitemap index"
    if count > MOST_URLS:
        message = f"The file lists {count:,} URLs, and 50,000 are allowed; {split}"
        found.error(root, "too-many-urls", message)
    if size > MOST_BYTES:
        message = f"The file has {size:,} bytes, and 52,428,800 are allowed; {split}"
        found.error(root, "too-many-bytes", message)


VALIDATOR: Final = Validator(
    roots={f"{NAMESPACE}urlset": "sitemap", f"{NAMESPACE}sitemapindex": "sitemap-index"},
    streams=(f"{NAMESPACE}url", f"{NAMESPACE}sitemap"),
    check=check,
)
