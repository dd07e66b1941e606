"""RSS 1.0's content module: https://web.resource.org/rss/1.0/modules/content/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Findings, Node
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.values import anything

_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"


def _order(_element: Node, seen: Children, found: Findings) -> None:
    """https://www.rssboard.org/rss-profile#namespace-elements-content-encoded: a summary comes first.

    Some readers keep one text for an item, and take the one that stands last.
    """
    contents, summaries = seen.get(f"{_CONTENT}encoded"), seen.get("description")
    if not contents or not summaries:
        return
    # A dict keeps the order in which the elements came.
    names = list(seen)
    if names.index("description") > names.index(f"{_CONTENT}encoded"):
        message = "content:encoded stands before description, and some readers keep the last of the two"
        found.warning(contents[0], "content-order", f"{message}; write description first")


MODULE: Final = Module(
    name="the content module",
    namespace=_CONTENT[1:-1],
    prefix="content",
    feed={"items": Shape(free=True)},
    entry={"encoded": Shape(text=anything), "items": Shape(free=True)},
    rules={"entry": _order},
    codes={"content-order": "the content of an RSS item before its summary"},
)
