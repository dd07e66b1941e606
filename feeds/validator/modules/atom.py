"""Atom's elements in RSS: https://www.rssboard.org/rss-profile#namespace-elements-atom. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator import atom
from feeds.validator.atomlink import ATOM
from feeds.validator.shape import Module, Shape


def _names(shape: Shape) -> dict[str, Shape]:
    return {tag.removeprefix(ATOM): inner for tag, inner in shape.children.items()}


_FEED: Final = {name: shape for name, shape in _names(atom.FEED).items() if name != "entry"}

MODULE: Final = Module(
    name="Atom",
    namespace=ATOM[1:-1],
    prefix="atom",
    feed=_FEED,
    entry=_names(atom.ENTRY),
    many=frozenset(tag.removeprefix(ATOM) for tag in atom.ENTRY.many),
)
