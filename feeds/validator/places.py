"""Elements -> where they stand: line and column in the bytes, and a path such as /feed/entry[2].

lxml knows no columns and stops counting lines early in large files, so the bytes are read a second
time, by expat, when there is something to place. Pure.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection
from contextlib import suppress
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from feeds.validator.findings import Node, Spot, name_of

if TYPE_CHECKING:
    from xml.parsers import expat

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


def spots(data: bytes, wanted: Collection[Spot]) -> dict[Spot, tuple[int | None, int | None]]:
    """Return line and column of elements that are gone, as far as expat reads the bytes."""
    places: dict[Spot, tuple[int | None, int | None]] = dict.fromkeys(wanted, (None, None))
    asked: dict[tuple[int, int], list[Spot]] = {}
    for spot in wanted:
        asked.setdefault((spot.piece, spot.inner), []).append(spot)
    piece = inner = depth = 0

    def enter(reader: expat.XMLParserType) -> None:
        nonlocal piece, inner, depth
        depth += 1
        piece, inner = (piece + 1, 0) if depth == 2 else (piece, inner + 1 if depth > 2 else 0)
        for spot in asked.get((piece if depth > 1 else 0, inner), ()):
            places[spot] = (reader.CurrentLineNumber, reader.CurrentColumnNumber + 1)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    _scan(data, enter, leave)
    return places


def step_of(parent: Node, child: Node, number: int) -> str:
    """Return a step of a path: the name, with its number where there are many of its like."""
    name = name_of(child)
    return f"{name}[{number}]" if _NUMBERED.get(name_of(parent)) == name else name


def paths(wanted: Collection[Node]) -> dict[Node, str]:
    """Return the path of each wanted element; entries and their like are counted from 1."""
    numbers: dict[Node, dict[Node, int]] = {}
    return {element: _path(element, numbers) for element in wanted}


def _starts(data: bytes) -> list[tuple[int, int]]:
    """Return line and column of each start tag, in order, as far as expat reads the bytes."""
    starts: list[tuple[int, int]] = []

    def enter(reader: expat.XMLParserType) -> None:
        starts.append((reader.CurrentLineNumber, reader.CurrentColumnNumber + 1))

    _scan(data, enter)
    return starts


def _scan(
    data: bytes,
    enter: Callable[[expat.XMLParserType], None],
    leave: Callable[[str], None] | None = None,
) -> None:
    from xml.parsers import expat  # noqa: PLC0415 - where all is right there is nothing to place

    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", None))
    reader = expat.ParserCreate(encoding)
    reader.StartElementHandler = lambda _name, _attributes: enter(reader)
    reader.EndElementHandler = leave
    # Where it knows fewer encodings than libxml2, the elements that it has not seen get no column.
    with suppress(expat.ExpatError, ValueError, LookupError):
        reader.Parse(data.removeprefix(mark), True)


def _path(element: Node, numbers: dict[Node, dict[Node, int]]) -> str:
    parent = element.getparent()
    if parent is None:
        return f"/{name_of(element)}"
    if parent not in numbers:
        numbers[parent] = _count(parent)
    return f"{_path(parent, numbers)}/{step_of(parent, element, numbers[parent][element])}"


def _count(parent: Node) -> dict[Node, int]:
    seen: dict[str, int] = {}
    counted: dict[Node, int] = {}
    for child in parent.iterchildren("*"):
        counted[child] = seen[child.tag] = seen.get(child.tag, 0) + 1
    return counted
