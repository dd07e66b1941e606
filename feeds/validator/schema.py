"""The schemas: a net under the rules, for what they do not think of. Reads the package's own files.

RELAX NG, https://relaxng.org/spec-20011203.html. libxml2 says of one fault that each element around
it is wrong as well, so only the innermost is reported, and only where no rule has spoken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from feeds.patterns import compile_later
from feeds.validator.findings import Fault, Node, name_of
from feeds.validator.formats import Schema

_ATTRIBUTE: Final = compile_later(r"Invalid attribute (\S+) for element")
_MISSING: Final = compile_later(r"Expecting an element (\S+), got nothing")
_FOLDER: Final = Path(__file__).with_name("schemas")
_MOST: Final = 20
"""With so many complaints the search is over."""

_LONG: Final = 1_000
"""An element with more children than this is left to the rules."""


def check(root: Node, schema: Schema | None, spoken: Collection[Node]) -> Iterator[tuple[Node, Fault]]:
    """Yield what the schema does not allow, except at, in and around the elements in `spoken`."""
    if schema is None:
        return
    compiled = _compiled(schema.file)
    complaints: dict[Node, str] = {}
    for piece in _pieces(root, schema):
        if len(complaints) < _MOST and not compiled.validate(piece):
            for entry in compiled.error_log:
                if entry.path is not None:
                    complaints.setdefault(at(piece, entry.path), entry.message)
    known = set(spoken)
    around = {outer for element in (*known, *complaints) for outer in element.iterancestors()}
    for element, words in complaints.items():
        if element not in around | known and known.isdisjoint(element.iterancestors()):
            yield element, _fault(element, words)


def _pieces(root: Node, schema: Schema) -> list[Node]:
    """Return what to check at once: the whole, or the entries alone where it is too long."""
    if _has_doctype(root) and next(root.iter(etree.Entity), None) is not None:
        # RSS 0.91 has a DTD with names for letters, which we do not fetch; libxml2 refuses them.
        return []
    if not _long(root):
        return [root]
    return [entry for entry in root.iterfind(schema.entries) if not _long(entry)]


def _has_doctype(root: Node) -> bool:
    """Whether there may be names for letters: without a document type such a document is not well-formed."""
    return root.getroottree().docinfo.internalDTD is not None


def _long(element: Node) -> bool:
    """Whether libxml2 takes too long: the time grows with the square of the children."""
    return max(map(len, element.iter("*"))) > _LONG


@cache
def _compiled(schema: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring((_FOLDER / schema).read_bytes()))


def at(piece: Node, path: str) -> Node:
    """Return the element at libxml2's path, the piece itself where it cannot be followed.

    Each step is `name[n]`, `prefix:name[n]`, or `*[n]` where the namespace has no prefix.
    """
    for step in path.split("/")[2:]:
        name, _, number = step.partition("[")
        alike = [child for child in piece.iterchildren("*") if name in {"*", _prefixed(child)}]
        place = int(number.rstrip("]") or 1) - 1
        if place >= len(alike):
            return piece
        piece = alike[place]
    return piece


def _prefixed(element: Node) -> str:
    return f"{element.prefix}:{name_of(element)}" if element.prefix else name_of(element)


def _fault(element: Node, words: str) -> Fault:
    name = name_of(element)
    if wrong := _ATTRIBUTE.match(words):
        message = f"<{name}> may not have the attribute “{wrong[1]}” as it stands; leave it out"
    elif missing := _MISSING.match(words):
        message = f"<{name}> lacks <{missing[1]}>; write <{missing[1]}>…</{missing[1]}>"
    else:
        message = f"<{name}> may not stand here as it does ({words}); compare it with the specification"
    return Fault(code="schema", message=message)
