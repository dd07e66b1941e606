"""Atom's elements in RSS: https://www.rssboard.org/rss-profile#namespace-elements-atom. Pure.

They are what they are in Atom, but none of them must stand, because RSS says most of it itself. The
rules hold in Atom as well, whose elements these are.
"""

from __future__ import annotations

from typing import Final

from feeds.validator import atom
from feeds.validator.atomlink import ATOM
from feeds.validator.findings import Findings, Node, text_of
from feeds.validator.modules.dc import TWICE, check_moment, differ
from feeds.validator.modules.fh import HISTORY, check_pages
from feeds.validator.shape import Children, Module, Shape


def _names(shape: Shape) -> dict[str, Shape]:
    return {tag.removeprefix(ATOM): inner for tag, inner in shape.children.items()}


def _agree(_element: Node, seen: Children, found: Findings) -> None:
    """An RSS item that is known by two ids is new to a reader that looks at the other one."""
    for id_, own in zip(seen.get(f"{ATOM}id", ()), seen.get("guid", ()), strict=False):
        if text_of(id_) != text_of(own):
            differ(id_, "atom:id", own, found)
    for date, own in zip(seen.get(f"{ATOM}published", ()), seen.get("pubDate", ()), strict=False):
        check_moment(date, "atom:published", own, found)


_FEED: Final = {name: shape for name, shape in _names(atom.FEED).items() if name != "entry"}

MODULE: Final = Module(
    name="Atom",
    namespace=ATOM[1:-1],
    prefix="atom",
    feed=_FEED,
    entry=_names(atom.ENTRY),
    many=frozenset(tag.removeprefix(ATOM) for tag in atom.ENTRY.many),
    rules={"feed": check_pages, "entry": _agree},
    codes={**TWICE, **HISTORY},
)
