"""Links and pictures that are there for the author's own machine or network: `http://localhost:4000/`. Pure.

Their text is worth reading, and an address in it worth typing; what a subscriber would reach is nothing, or
whatever runs on the own machine.
"""

from __future__ import annotations

from html import escape

from feeds.content.readable.hosts import LOCAL, is_local
from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.srcset import candidates
from feeds.content.readable.tree import Element

_ADDRESSES = ("src", "poster", "data", "background")


def _change(tree: Element) -> None:
    for link in tree.walk("a", "area"):
        if is_local(link.get("href")):
            if link.attributes.keys() <= {"href", "title", "target", "rel", "class"}:
                link.unwrap()
            else:
                link.put("href", None)  # something may lead to it
    for element in tree.walk():
        if "srcset" in element.attributes:
            _choose(element)
        for name in _ADDRESSES:
            if is_local(element.get(name)):
                element.put(name, None)
        if element.tag == "img" and not element.get("src") and not element.get("srcset"):
            element.become(escape(element.get("alt"), quote=False))


def _choose(element: Element) -> None:
    """Leave of the pictures that an element offers those that a reader can get."""
    offered = [*candidates(element.get("srcset"))]
    kept = [f"{url} {descriptor}".strip() for url, descriptor in offered if not is_local(url)]
    if len(kept) < len(offered):
        element.put("srcset", ", ".join(kept) or None)


RULES = (Rule(name="dead-links", gates=(gate(LOCAL.replace("#", r"\#")),), change=_change),)
