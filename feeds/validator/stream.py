"""A long document, read piece by piece: each child of its root is gone when the next one comes.

A sitemap may have 50,000 URLs and 50 MB; as one tree it would fill ten times the memory. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from feeds.validator.findings import Findings, Node, Spot, name_of, quoted
from feeds.validator.parse import OPTIONS, Unreadable, unreadable
from feeds.validator.places import step_of


class Stream:
    """The document's root, as far as its start tag says, and its children one after the other."""

    def __init__(self, data: bytes, tags: tuple[str, ...], root_tag: str) -> None:
        self._data = data
        self._events = etree.iterparse(
            BytesIO(data), events=("start", "end"), tag=(*tags, root_tag), **OPTIONS
        )
        _, self.root = next(self._events)
        self._gone = 0
        self._counted: Counter[str] = Counter()

    def broken(self) -> Unreadable:
        """Say why the rest could not be read."""
        return unreadable(self._events.error_log, self._data)

    def pieces(self, found: Findings) -> Iterator[Node]:
        """Yield the children of the root. What was found of one is put down before it goes.

        Raises:
            lxml.etree.XMLSyntaxError: the rest is not well-formed.
        """
        for event, element in self._events:
            if event == "end" and element.getparent() is self.root:
                yield from self._settle(found, keep=1)
        yield from self._settle(found, keep=0)

    def _settle(self, found: Findings, keep: int) -> Iterator[Node]:
        """Yield the new children, and drop them; the last may still get a text behind it."""
        for child in self.root[: len(self.root) - keep]:
            if child.tail and not child.tail.isspace():
                message = f"The text {quoted(child.tail)} stands between elements; leave it out"
                found.error(child, "unexpected-text", message)
            self._gone += 1
            self._counted[child.tag] += 1
            yield child
            step = step_of(self.root, child, self._counted[child.tag])
            _place(found, child, self._gone, f"/{name_of(self.root)}/{step}")
            self.root.remove(child)


def _place(found: Findings, piece: Node, number: int, path: str) -> None:
    """Turn the faults of a piece's elements into places that stay when it is gone."""
    order: dict[Node, int] = {}
    for at in range(len(found.all) - 1, -1, -1):
        anchor, fault = found.all[at]
        if isinstance(anchor, Spot):
            return
        order = order or {element: place for place, element in enumerate(piece.iter("*"))}
        if isinstance(anchor, etree._Element) and anchor in order:
            found.all[at] = (Spot(number, order[anchor], path + _below(piece, anchor)), fault)


def _below(piece: Node, element: Node) -> str:
    """Return the path from a piece to an element in it."""
    parent = element.getparent()
    return "" if element is piece or parent is None else f"{_below(piece, parent)}/{name_of(element)}"
