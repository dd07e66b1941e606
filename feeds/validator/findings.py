"""What the rules find, before it is known where in the bytes it stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeAlias

from lxml import etree

from feeds.model import Level

Node: TypeAlias = etree._Element


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element stood that is gone already: a long document is read piece by piece.

    It is the element `inner` (0 is the piece itself) of the root's child `piece`, counted from 1.
    """

    piece: int
    inner: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """A value of a JSON document, with its place: line and column count from 1.

    `data` is what it holds: members by name, elements in order, or the text, number, truth or None.
    """

    data: Mapping[str, Value] | tuple[Value, ...] | str | int | float | bool | None
    line: int
    column: int
    path: str


Anchor: TypeAlias = Node | Spot | Value
"""What a fault is said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a value: the code of its page, and what to write instead."""

    code: str
    message: str
    level: Level = "error"


Check: TypeAlias = Callable[[str, str], "Fault | None"]
"""A rule for one value: it gets the name that the reader knows the value by, and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an entry is known by and when it was written: None where it does not say."""

    element: Node
    id: str | None
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a document says of another one, or of itself to the others.

    `kind` names the rule over a set of documents that wants to know it; `values` are what it says,
    at a line and column that may be known.
    """

    kind: str
    values: tuple[str, ...]
    line: int | None = None
    column: int | None = None
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one walk over a document gathers: the faults, each with its element, and the entries."""

    all: list[tuple[Anchor, Fault]] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    namespaces: set[str] = field(default_factory=set)
    """Those that nobody knows and that are named already."""

    def add(self, element: Anchor, fault: Fault) -> None:
        """Keep a fault of the element."""
        self.all.append((element, fault))

    def error(self, element: Anchor, code: str, message: str) -> None:
        """Keep a fault that breaks the specification, or a common reader."""
        self.all.append((element, Fault(code=code, message=message)))

    def warning(self, element: Anchor, code: str, message: str) -> None:
        """Keep a fault that some readers suffer from."""
        self.all.append((element, Fault(code=code, message=message, level="warning")))

    def info(self, element: Anchor, code: str, message: str) -> None:
        """Keep what is no fault, but good to know."""
        self.all.append((element, Fault(code=code, message=message, level="info")))


def name_of(element: Node) -> str:
    """Return the element's name without its namespace."""
    return local(element.tag)


@cache
def local(tag: str) -> str:
    """Return the name in a tag such as `{namespace}name`."""
    return tag.rpartition("}")[2]


def text_of(element: Node) -> str:
    """Return the element's own text, without the blanks around it."""
    return (element.text or "").strip()


def quoted(value: str) -> str:
    """Return the value as a message shows it: in quotes, on one line, not too long."""
    line = " ".join(value.split())
    return f"“{line[:80]}…”" if len(line) > 80 else f"“{line}”"
