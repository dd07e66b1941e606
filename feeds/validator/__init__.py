"""The validator: the bytes of a document, ours or anybody's -> all that is wrong with it. Pure.

It shares no code with the builders, on purpose: it would agree with their mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from feeds.model import Known, Problem, Where
from feeds.record import Record
from feeds.validator import excerpts, jsontext, schema
from feeds.validator.bodies import shorten
from feeds.validator.excerpts import Excerpt
from feeds.validator.findings import Anchor, Fact, Fault, Findings, Node, Spot, Stamp, Value, name_of, quoted
from feeds.validator.formats import JSON, Document, Validator, codes, validator_of
from feeds.validator.parse import Unreadable, contradicted, read, root_tag
from feeds.validator.places import paths, positions, spots
from feeds.validator.stream import Stream

__all__ = ["Verdict", "check", "codes"]


class Verdict(Record, frozen=True, kw_only=True):
    """What a document is, None if it is nothing that we know, and its problems in their order.

    `excerpts` shows the spots of the problems, by line and column. `facts` is what it says of other
    documents, for the rules over a set of them.
    """

    path: str
    kind: str | None
    problems: tuple[Problem, ...]
    excerpts: Mapping[tuple[int, int], Excerpt] = {}
    facts: tuple[Fact, ...] = ()
    known: tuple[Known, ...] = ()


def check(  # noqa: PLR0913 - all that is known of a document beside its bytes
    data: bytes, *, path: str, url: str | None = None, now: datetime | None = None,
    more: int = 0, known: Sequence[Known] = (), alone: bool = False, like: bytes = b"",
) -> Verdict:  # fmt: skip
    """Check a document, whatever it is named: its root element says what it is.

    `path` only names it in problems. `url` is the absolute URL that it will be published at, if
    that is known: a feed must then name exactly this one as its own. Without `now`, which has a
    zone, nothing is said of dates that are still to come.

    Where `data` is a feed without the entries that it will have, each of which was checked in another
    feed, `known` is what was read in them, in their order, and `more` is how many bytes they have. Of what is
    checked `alone`, the verdict need not have all facts, nor remarks on what is as in one that it is `like`,
    and in which nothing but remarks was found.
    """
    opened = _open(short := shorten(data))
    if isinstance(opened, Unreadable) and short is not data:
        short, opened = data, read(data)  # in which it is to be seen what is wrong
    if isinstance(opened, Unreadable):
        return _unreadable(opened, data, path)
    stream, root = (opened, opened.root) if isinstance(opened, Stream) else (None, opened)
    tag = JSON if isinstance(root, Value) else root.tag
    found = Findings(stamps=[Stamp(element=root, id=id_, published=p, updated=u) for id_, p, u in known])
    validator = validator_of(tag)
    if validator is None or not validator.knows(root):
        found.add(root, _unknown(root))
        return _verdict(data, path, None, root, found)
    pieces, size = stream.pieces if stream is not None else None, len(data) + more
    document = Document(
        root=root, size=size, url=url, now=now, pieces=pieces, data=short, alone=alone, like=like
    )
    try:
        validator.check(document, found)
    except etree.XMLSyntaxError:
        if stream is None:
            raise
        return _unreadable(stream.broken(), data, path)
    if stream is None and not isinstance(root, Value):
        _net(root, validator, found)
    return _verdict(data, path, validator.roots[tag], root, found)


def _net(root: Node, validator: Validator[Any], found: Findings) -> None:
    """Add what the schema alone knows."""
    spoken = {one for one, fault in found.all if fault.level == "error" and isinstance(one, etree._Element)}
    found.all.extend(schema.check(root, validator.schema, spoken))


def _open(data: bytes) -> Node | Stream | Value | Unreadable:
    """Read the bytes as what they are: as a whole, or in pieces where the format is known to be long."""
    if jsontext.is_meant(data):
        return jsontext.read(data)
    tag = root_tag(data)
    validator = validator_of(tag) if tag is not None else None
    if tag is not None and validator is not None and validator.streams and b"<!ENTITY" not in data:
        return contradicted(data) or Stream(data, validator.streams, tag)
    return read(data)


def _unreadable(unreadable: Unreadable, data: bytes, path: str) -> Verdict:
    where = Where(path=path, line=unreadable.line, column=unreadable.column)
    fault = unreadable.fault
    problem = Problem(where=where, code=fault.code, message=fault.message, level=fault.level)
    return Verdict(path=path, kind=None, problems=(problem,), excerpts=excerpts.of(data, [problem]))


def _unknown(root: Node | Value) -> Fault:
    if not isinstance(root, etree._Element):
        named = "A JSON document without the version of JSON Feed"
    else:
        namespace = root.tag.rpartition("}")[0].removeprefix("{")
        where = f"in the namespace {quoted(namespace)}" if namespace else "in no namespace"
        named = f"A document that begins with <{name_of(root)}> {where}"
    message = f"{named} is no RSS 2.0 or Atom 1.0 feed, JSON Feed, sitemap or OPML; write one of these"
    return Fault(code="unknown-format", message=message)


def _verdict(data: bytes, path: str, kind: str | None, root: Node | Value, found: Findings) -> Verdict:
    """Place what was found; the bytes are only read again where there is something to place."""
    places = _places(data, root, [anchor for anchor, _ in found.all])
    problems = []
    for anchor, fault in found.all:
        line, column, element = places[anchor]
        where = Where(path=path, line=line, column=column, element=element)
        problems.append(Problem(where=where, code=fault.code, message=fault.message, level=fault.level))
    problems.sort(key=_order)
    return Verdict(
        path=path, kind=kind, problems=tuple(problems), excerpts=excerpts.of(data, problems),
        facts=tuple(found.facts),
        known=tuple(Known(stamp.id, stamp.published, stamp.updated) for stamp in found.stamps),
    )  # fmt: skip


def _places(
    data: bytes, root: Node | Value, anchors: Sequence[Anchor]
) -> dict[Anchor, tuple[int | None, int | None, str]]:
    """Return line, column and path of each anchor."""
    places: dict[Anchor, tuple[int | None, int | None, str]] = {}
    if isinstance(root, Value):
        values = [one for one in anchors if isinstance(one, Value)]
        places.update(jsontext.places(data, root, values).items())
    if gone := {one for one in anchors if isinstance(one, Spot)}:
        places |= {spot: (*place, spot.path) for spot, place in spots(data, gone).items()}
    elements = {one for one in anchors if isinstance(one, etree._Element)}
    if elements and not isinstance(root, Value):
        names = paths(elements)
        places |= {one: (*place, names[one]) for one, place in positions(root, data, elements).items()}
    return places


def _order(problem: Problem) -> tuple[int, int, str, str, str]:
    where = problem.where
    place = (where.line or 0, where.column or 0)
    return (*place, problem.code, where.element, problem.message)
