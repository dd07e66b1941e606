"""What the rules find, before it is known where in the bytes it stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree

from feeds.model import Level
from feeds.patterns import compile_later
from feeds.record import Record, field

Node: TypeAlias = etree._Element


class Spot(Record, frozen=True):
    """Where an element stood that is gone already: a long document is read piece by piece.

    It is the element `inner` (0 is the piece itself) of the root's child `piece`, counted from 1.
    """

    piece: int
    inner: int
    path: str


class Value(Record, frozen=True, kw_only=True, eq=False):
    """A value of a JSON document, which begins `at` a character of it, counted from 0.

    `data` is what it holds: members by name, elements in order, or the text, number, truth or None.
    `named` is where its own name begins, if it is a member. With the value that is the whole
    document go the `faults` that it could be read in spite of.
    """

    data: Mapping[str, Value] | tuple[Value, ...] | str | int | float | bool | None
    at: int
    named: int = -1
    faults: tuple[tuple[Value, Fault], ...] = ()

    @property
    def name(self) -> Value:
        """Return what stands for the member's name, where it is that which is wrong."""
        return Value(data=None, at=self.named)


Anchor: TypeAlias = Node | Spot | Value
"""What a fault is said of."""


class Fault(Record, frozen=True, kw_only=True):
    """One thing that is wrong with a value: the code of its page, and what to write instead."""

    code: str
    message: str
    level: Level = "error"


Check: TypeAlias = Callable[[str, str], "Fault | None"]
"""A rule for one value: it gets the name that the reader knows the value by, and its text.

Whether there is a fault is for the text alone to tell; the name is only said.
"""


class Stamp(Record, frozen=True, kw_only=True):
    """What an entry is known by and when it was written: None where it does not say.

    `name` is what its format calls it, `id_at` where its id stands if that is not the entry itself.
    """

    element: Anchor
    id: str | None
    published: datetime | None
    updated: datetime | None
    name: str = "item"
    id_at: Anchor | None = None


class Fact(Record, frozen=True, kw_only=True):
    """What a document says of another one, or of itself to the others.

    `kind` names the rule over a set of documents that wants to know it; `values` are what it says,
    at a line and column that may be known.
    """

    kind: str
    values: tuple[str, ...]
    line: int | None = None
    column: int | None = None
    element: str = ""


class Findings(Record, frozen=True, kw_only=True):
    """What one walk over a document gathers: the faults, each with its element, and the entries."""

    all: list[tuple[Anchor, Fault]] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    namespaces: set[str] = field(default_factory=set)
    """Those that nobody knows and that are named already."""
    texts: dict[Node, str] = field(default_factory=dict)
    """Those of the entry at hand that several rules look at: to lxml each look is work, and they are long."""

    def text_of(self, element: Node) -> str:
        """Return the element's own text, which is kept until its entry is done."""
        if (text := self.texts.get(element)) is None:
            text = self.texts[element] = element.text or ""
        return text

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


def shown(element: Node) -> str:
    """Return the name as the document writes it, with its prefix: `dc:date` is not RSS's own date."""
    return _prefixed(element.prefix, element.tag)


@lru_cache(maxsize=4096)  # a document may have names without end
def _prefixed(prefix: str | None, tag: str) -> str:
    return f"{prefix}:{local(tag)}" if prefix else local(tag)


@lru_cache(maxsize=4096)  # a document may have names without end
def local(tag: str) -> str:
    """Return the name in a tag such as `{namespace}name`."""
    return tag.rpartition("}")[2]


def text_of(element: Node) -> str:
    """Return the element's own text, without the blanks around it."""
    return (element.text or "").strip()


def is_blank(text: str | None) -> bool:
    """Tell whether a text shows nothing, or is none."""
    return not text or text.isspace()


# JSON can carry what a terminal would obey.
_CONTROL: Final = compile_later(r"[\x00-\x1f\x7f-\x9f]")


def quoted(value: str) -> str:
    """Return the value as a message shows it: in quotes, on one line, not too long."""
    line = _CONTROL.sub("\ufffd", " ".join(value.split()))
    return f"“{line[:80]}…”" if len(line) > 80 else f"“{line}”"
