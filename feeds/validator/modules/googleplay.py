"""Google's podcasts: https://support.google.com/podcast-publishers/answer/9889544. Pure.

Google closed Google Podcasts in 2024, and nothing is known to read them since.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from feeds.validator.findings import Fault, Findings, Node, name_of, quoted
from feeds.validator.mediavalues import exactly, limited
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import web
from feeds.validator.values import address

_SPACE: Final = "http://www.google.com/schemas/play-podcasts/1.0"
_MISTAKEN: Final = (
    "https://www.google.com/schemas/play-podcasts/1.0",
    "http://www.google.com/schemas/play-podcasts/1.0/",
    "https://www.google.com/schemas/play-podcasts/1.0/",
    "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd",
    "https://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd",
)
_CATEGORIES: Final[Collection[str]] = (
    "Arts", "Business", "Comedy", "Education", "Games & Hobbies", "Government & Organizations", "Health",
    "Kids & Family", "Music", "News & Politics", "Religion & Spirituality", "Science & Medicine",
    "Society & Culture", "Sports & Recreation", "TV & Film", "Technology",
)  # fmt: skip


def _category(name: str, text: str) -> Fault | None:
    if text in _CATEGORIES:
        return None
    listed = ", ".join(f"“{one}”" for one in _CATEGORIES)
    message = f"{name} {quoted(text)} is none of Google’s list; write one of {listed}"
    return Fault(code="unknown-category", message=message, level="warning")


def _closed(element: Node, seen: Children, found: Findings) -> None:
    """Tell it once, at the first element of the channel."""
    ours = (children[0] for tag, children in seen.items() if tag.startswith(f"{{{_SPACE}}}"))
    first = next(ours, element)
    message = f"googleplay:{name_of(first)} and its like are read by nobody since Google Podcasts closed"
    found.info(first, "obsolete-element", f"{message}; write the itunes elements in their place")


_TEXT: Final = Shape(text=limited(255, "warning"))
_LONG: Final = Shape(text=limited(4000, "warning"))
_BOTH: Final = {
    "author": _TEXT,
    "block": Shape(text=exactly("yes", "no")),
    "description": _LONG,
    "explicit": Shape(text=exactly("yes", "no", "clean")),
    "image": Shape(needs=("href",), attributes={"href": web}),
}

MODULE: Final = Module(
    name="Google’s podcast module",
    namespace=_SPACE,
    prefix="googleplay",
    mistaken=_MISTAKEN,
    feed={
        **_BOTH,
        "category": Shape(needs=("text",), attributes={"text": _category}),
        "email": Shape(text=address),
        "new-feed-url": Shape(text=web),
        "owner": Shape(text=address),
    },
    entry=_BOTH,
    many=frozenset({"category"}),
    rules={"feed": _closed},
)
