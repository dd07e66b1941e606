"""Tombstones, which entries are gone: https://www.rfc-editor.org/rfc/rfc6721. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator import atom
from feeds.validator.atomlink import ATOM
from feeds.validator.dates import rfc3339
from feeds.validator.findings import Findings, Node, quoted
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import absolute

_AT: Final = "{http://purl.org/atompub/tombstones/1.0}"
_GONE: Final = f"{_AT}deleted-entry"


def _once(_element: Node, seen: Children, found: Findings) -> None:
    """Section 3: a feed has no two of one ref and one when."""
    known = set()
    for stone in seen.get(_GONE, ()):
        key = (stone.get("ref"), stone.get("when"))
        if key in known:
            message = f"The entry {quoted(stone.get('ref', ''))} is deleted twice at one moment"
            found.error(stone, "duplicate-id", f"{message}; leave one out")
        known.add(key)


MODULE: Final = Module(
    name="the tombstone extension",
    namespace=_AT[1:-1],
    prefix="at",
    feed={
        "deleted-entry": Shape(
            needs=("ref", "when"),
            attributes={"ref": absolute, "when": rfc3339},
            children={
                f"{_AT}by": atom.ENTRY.children[f"{ATOM}author"],
                f"{_AT}comment": atom.ENTRY.children[f"{ATOM}summary"],
                f"{ATOM}link": atom.ENTRY.children[f"{ATOM}link"],
                f"{ATOM}source": atom.ENTRY.children[f"{ATOM}source"],
            },
            many=frozenset({f"{ATOM}link"}),
        ),
    },
    many=frozenset({"deleted-entry"}),
    rules={"feed": _once},
)
