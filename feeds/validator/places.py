"""Elements -> where they stand: line and column in the bytes, and a path such as /feed/entry[2].

lxml knows no columns and stops counting lines early in large files, so the bytes are read a second
time, by expat, when there is something to place. Pure.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection
from itertools import chain, repeat
from typing import Final
from xml.parsers import expat

from feeds.validator.findings import Node, name_of

# Expat counts a byte order mark as a column, so it gets the bytes without, and is told their kind.
_MARKS: Final = (
    (codecs.BOM_UTF8, None),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_NUMBERED: Final = {"feed": "entry", "channel": "item", "urlset": "url", "sitemapindex": "sitemap"}


def positions(root: Node, data: bytes, wanted: Collection[Node]) -> dict[Node, tuple[int | None, int | None]]:
    """Return line and column of each wanted element, only lxml's line where expat cannot say."""
    places: dict[Node, tuple[int | None, int | None]] = {}
    starts = chain(_starts(data), repeat(None))
    for element, start in zip(root.iter("*"), starts, strict=False):
        if element in wanted:
            places[element] = start or (_line(element), None)
    return places


def _line(element: Node) -> int | None:
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs say `...`
    return line


def paths(wanted: Collection[Node]) -> dict[Node, str]:
    """Return the path of each wanted element; entries and their like are counted from 1."""
    numbers: dict[Node, dict[Node, int]] = {}
    return {element: _path(element, numbers) for element in wanted}


def _starts(data: bytes) -> list[tuple[int, int]]:
    """Return line and column of each start tag, in order, as far as expat reads the bytes."""
    starts: list[tuple[int, int]] = []
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", None))
    reader = expat.ParserCreate(encoding)

    def note(_name: str, _attributes: dict[str, str]) -> None:
        starts.append((reader.CurrentLineNumber, reader.CurrentColumnNumber + 1))

    reader.StartElementHandler = note
    try:
        reader.Parse(data.removeprefix(mark), True)
    except (expat.ExpatError, ValueError, LookupError):
        # It knows fewer encodings than libxml2; the elements that it has not seen get no column.
        return starts
    return starts


def _path(element: Node, numbers: dict[Node, dict[Node, int]]) -> str:
    parent = element.getparent()
    if parent is None:
        return f"/{name_of(element)}"
    step = name_of(element)
    if _NUMBERED.get(name_of(parent)) == step:
        if parent not in numbers:
            numbers[parent] = _count(parent)
        step = f"{step}[{numbers[parent][element]}]"
    return f"{_path(parent, numbers)}/{step}"


def _count(parent: Node) -> dict[Node, int]:
    seen: dict[str, int] = {}
    counted: dict[Node, int] = {}
    for child in parent.iterchildren("*"):
        counted[child] = seen[child.tag] = seen.get(child.tag, 0) + 1
    return counted
