"""A long document, read piece by piece: each child of its root is gone when the next ones come.

A sitemap may have 50,000 URLs and 50 MB; as one tree it would fill ten times the memory. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml import etree

from feeds.model import Level
from feeds.validator.findings import Fault, Findings, Node, Spot, local, name_of, quoted
from feeds.validator.parse import OPTIONS, Unreadable, read, unreadable
from feeds.validator.places import step_of

_CHUNK: Final = 65_536

_EXPAT: Final = frozenset(("ISO-8859-1", "US-ASCII", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8"))

MOST_LINES: Final = 65_535
"""libxml2 counts no further."""

MOST_ELEMENTS: Final = 20_000
"""No piece of a real document has so many: of a URL's 1,000 images each may have five."""

MOST_FAULTS: Final = 5_000
"""Of one level: a long document that is wrong throughout would fill the memory with what is wrong."""


class Pieces:
    """The children of a document's root, one after the other. `data` is what they are read from.

    What was found of one is put down before it goes.
    """

    def __init__(self, data: bytes, root_tag: str) -> None:
        self.data = data
        self._parser = etree.XMLPullParser(events=("start",), tag=root_tag, **OPTIONS)
        self._read = 0
        self._told: Counter[Level] = Counter()
        self._seen = 0
        self._gone = 0
        self._counted: Counter[str] = Counter()
        self._error: etree.XMLSyntaxError | None = None
        try:
            self._feed()
        except etree.XMLSyntaxError as error:  # which is told when the pieces are asked for
            self._error = error
        # Whoever calls knows the root's tag from no more bytes than these.
        self.root: Node = next(el for _, el in self._parser.read_events() if isinstance(el, etree._Element))
        declared: Any = self.root.getroottree().docinfo.internalDTD
        self._has_doctype = declared is not None
        self._refused: Unreadable | None = None
        if self._has_doctype and any(True for _ in declared.iterentities()):
            refused = read(data)
            if isinstance(refused, Unreadable):
                self._refused, self._error = refused, _stop(refused)

    def _feed(self) -> bool:
        """Give the parser some bytes more, and say whether there were any."""
        chunk = self.data[self._read : self._read + _CHUNK]
        self._read += len(chunk)
        if chunk:
            self._parser.feed(chunk)
        return bool(chunk)

    def __call__(self, found: Findings) -> Iterator[Node]:
        """Yield the children.

        Raises:
            lxml.etree.XMLSyntaxError: the rest is not well-formed, or a piece of it is too large.
        """
        if self._error is not None:
            raise self._error
        while True:
            yield from self._settle(found, keep=1)
            if not self._feed():
                break
            for _ in self._parser.read_events():  # elements with the root's tag, where nobody wants them
                pass
        self._parser.close()
        yield from self._settle(found, keep=0)
        if self.root.text and not self.root.text.isspace():
            message = f"The text {quoted(self.root.text)} stands between elements; leave it out"
            found.error(self.root, "unexpected-text", message)
        self._say_what_is_left_out(found)

    def _settle(self, found: Findings, keep: int) -> Iterator[Node]:
        """Yield the new children but for the last, which may still get elements, or a text behind it."""
        whole = len(self.root) - keep
        path = f"/{name_of(self.root)}"
        for child in islice(self.root.iterchildren(), self._seen, max(whole, self._seen)):
            if not isinstance(child.tag, str):  # a reference to an entity that stands elsewhere
                continue
            start = len(found.all)
            if self._has_doctype and (entity := next(child.iter(etree.Entity), None)) is not None:
                message = f"“{entity.text}” is declared elsewhere, if at all; write the character itself"
                found.error(child, "not-well-formed", message)
            if child.tail and not child.tail.isspace():
                message = f"The text {quoted(child.tail)} stands between elements; leave it out"
                found.error(child, "unexpected-text", message)
            self._gone += 1
            self._counted[child.tag] += 1
            yield child
            if len(found.all) > start:
                step = step_of(self.root, child, self._counted[child.tag])
                self._keep(found, start)
                _place(found, start, child, self._gone, f"{path}/{step}")
        if whole > self._seen:
            # lxml drops at once what nobody holds, and is slow on what somebody does: who asked for the
            # pieces still holds the last one.
            del self.root[: whole - 1]
            self._seen = 1
        if len(self.root) > self._seen:
            self._refuse_a_large_one(self.root[-1])

    def _keep(self, found: Findings, start: int) -> None:
        """Leave out what was found of the last piece where enough of its level is known."""
        kept = []
        for one in found.all[start:]:
            self._told[one[1].level] += 1
            if self._told[one[1].level] <= MOST_FAULTS:
                kept.append(one)
        found.all[start:] = kept

    def _say_what_is_left_out(self, found: Findings) -> None:
        for level, number in sorted(self._told.items()):
            if number > MOST_FAULTS:
                word = {"error": "errors", "warning": "warnings", "info": "notes"}[level]
                message = (
                    f"The document has more than {MOST_FAULTS:,} {word}, and the others are not told; "
                    "mend these and look again"
                )
                found.info(self.root, "more-problems", message)

    def _refuse_a_large_one(self, piece: Node) -> None:
        """Stop before one piece fills the memory."""
        if sum(1 for _ in piece.iter()) <= MOST_ELEMENTS:
            return
        message = f"One <{local(piece.tag)}> has more than {MOST_ELEMENTS:,} elements in it; make it smaller"
        fault = Fault(code="too-large", message=message)
        self._refused = Unreadable(fault=fault, line=line_of(piece) or 1, column=1)
        raise _stop(self._refused)

    def unreadable(self) -> Unreadable:
        """Say why the rest could not be read."""
        return self._refused or unreadable(self._parser.feed_error_log, self.data)


class Stream:
    """The document's root, as far as its start tag says, and its children one after the other."""

    def __init__(self, data: bytes, tags: tuple[str, ...], root_tag: str) -> None:
        del tags  # all children come, whatever they are
        self.pieces = Pieces(data, root_tag)
        self.root = self.pieces.root

    def broken(self) -> Unreadable:
        """Say why the rest could not be read."""
        return self.pieces.unreadable()


def place_root(root: Node, found: Findings) -> None:
    """Turn the faults of the root into places too, where expat can find it: a tree is a list of all tags."""
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in _EXPAT:
        return
    spot = Spot(0, 0, f"/{name_of(root)}")
    found.all[:] = [(spot if anchor is root else anchor, fault) for anchor, fault in found.all]


def line_of(element: Node) -> int | None:
    """Return the line of an element that is still there, as far as libxml2 counts."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs say `...`
    return line if line is not None and line < MOST_LINES else None


def _stop(refused: Unreadable) -> etree.XMLSyntaxError:
    """Return the exception that whoever reads a document knows."""
    message, place = refused.fault.message, (refused.line, refused.column)
    return etree.XMLSyntaxError(message, 0, *place)  # type: ignore[call-arg,arg-type]  # not in the stubs


def _place(found: Findings, start: int, piece: Node, number: int, path: str) -> None:
    """Turn the faults of a piece's elements into places that stay when it is gone."""
    order: dict[Node, int] = {element: place for place, element in enumerate(piece.iter("*"))}
    for at in range(start, len(found.all)):
        anchor, fault = found.all[at]
        if isinstance(anchor, etree._Element) and anchor in order:
            found.all[at] = (Spot(number, order[anchor], path + _below(piece, anchor)), fault)


def _below(piece: Node, element: Node) -> str:
    """Return the path from a piece to an element in it."""
    parent = element.getparent()
    return "" if element is piece or parent is None else f"{_below(piece, parent)}/{name_of(element)}"
