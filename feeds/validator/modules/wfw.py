"""Well-Formed Web, where comments are and go: http://wellformedweb.org/CommentAPI/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Findings, Node, name_of
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import link


def _misspelt(element: Node, _seen: Children, found: Findings) -> None:
    """An early page of the specification wrote commentRSS, and most readers know it by now."""
    name = name_of(element)
    message = f"wfw:{name} is a misspelling, which not every reader knows; write wfw:commentRss"
    report = found.warning if name == "commentRSS" else found.error
    report(element, "unknown-element", message)


_MISSPELT: Final = Shape(text=link, rule=_misspelt)


MODULE: Final = Module(
    name="the Comment API",
    namespace="http://wellformedweb.org/CommentAPI/",
    prefix="wfw",
    entry={
        "comment": Shape(text=link),
        "commentRss": Shape(text=link),
        "commentRSS": _MISSPELT,
        "commentrss": _MISSPELT,
    },
)
