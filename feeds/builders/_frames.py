"""Entries as feedgen writes them, though it writes one of a kind, and that is a frame for all others. Pure.

feedgen asks no more of a text than whether there is one, so entries that have the same things differ in
their texts alone. Where these stand, and how they are escaped there, is seen by marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from lxml import etree

from feeds.builders import Specimen
from feeds.builders._feedgen import Layout, Told, write_one
from feeds.builders._lines import body, in_text, in_value
from feeds.builders._sheets import Shell
from feeds.model import Entry, Site
from feeds.record import iso_dates

# All that is not written as it is, or not in attributes; and no mark stands in another.
_MARK: Final = "&<>\"'\r\n\t{}."
_TERMS: Final = _MARK.format("first"), _MARK.format("last")
_BODY: Final = _MARK.format("body")
_UPDATED: Final = "1951-06-05T04:03:02+01:00"
_PUBLISHED: Final = "1952-07-06T05:04:03-01:00"
# What is put between texts to escape all at once: it can stand in none.
_APART: Final = "\0"
_ANY: Final = etree.Element("any")


class Dated(NamedTuple):
    """An entry, and its dates as in ISO 8601."""

    entry: Entry
    published: str
    updated: str


_Tell: TypeAlias = Callable[[Dated, Site], Told]
_More: TypeAlias = Callable[[Dated, Site], Iterator[str]]


class _Place(NamedTuple):
    """From where to where in an entry something stands."""

    start: int
    end: int
    in_attribute: bool


class _Frame(NamedTuple):
    """An entry with places for its values: the number of each, and the numbers of those in attributes.

    The terms are one value, for between two there always stands the same.
    """

    data: bytes
    numbers: tuple[int, ...]
    in_attributes: tuple[int, ...]
    between: bytes


def fill(
    shell: Shell, entries: Sequence[Entry], site: Site, layout: Layout, tell: _Tell, more: _More
) -> Specimen:
    """Return a document with the entries in it, and each as it stands there.

    `tell` says what feedgen is told of one, `more` are the elements that it has no words for.

    Raises:
        ValueError: there is something in a text that XML forbids.
    """
    published = iso_dates([entry.post.published for entry in entries])
    updated = iso_dates([entry.post.updated for entry in entries])
    dated = map(Dated, entries, published, updated)
    parts = tuple([_entry(tell(one, site), layout, more(one, site)) for one in dated])
    head, tail = shell
    return b"".join((head, *parts, tail)), parts


def _entry(told: Told, layout: Layout, more: Iterator[str]) -> bytes:
    """Return an entry as feedgen writes it, with more at its end."""
    single = told.single
    texts = (*single, *told.terms)
    if not all(map(str.isprintable, texts)):
        _ANY.text = "".join(texts)  # lxml knows what may stand in XML
    values = in_text(_APART.join(texts)).split(_APART.encode(), len(single))
    frame = _frame(layout, told.permalink, bool(told.html), bool(told.terms), tuple(map(bool, single)))
    for number in frame.in_attributes:
        values[number] = in_value(values[number])
    if told.terms:
        values[-1] = values[-1].replace(_APART.encode(), frame.between)
    lines = "".join([f"{layout.indent}{one}\n" for one in more])
    values += body(told.html), lines.encode()
    written: bytes = frame.data % itemgetter(*frame.numbers)(values)
    return written


@lru_cache(maxsize=256)
def _frame(
    layout: Layout, permalink: bool, has_body: bool, has_terms: bool, there: tuple[bool, ...]
) -> _Frame:
    """Return what entries have in common that have these things and no others."""
    marks = [_MARK.format(n) if is_there else "" for n, is_there in enumerate(there)]
    id_, url, title, summary, updated, published, lang, *people = marks
    told = Told(
        id=id_, url=url, title=title, summary=summary, updated=updated and _UPDATED,
        published=published and _PUBLISHED, lang=lang, people=tuple(people),
        terms=_TERMS if has_terms else (), html=_BODY if has_body else "", permalink=permalink,
    )  # fmt: skip
    data, between = write_one(told, layout), b""
    if has_terms:
        (_, first, _), (last, end, _) = (_find(data, term) for term in _TERMS)
        data, between = data[:first] + data[end:], data[first:last]
    named = (*enumerate((*told.single, *told.terms[:1])), (-2, told.html))
    places = sorted((_find(data, mark), number) for number, mark in named if mark)
    done, pieces = 0, []
    for place, _ in places:
        pieces.append(data[done : place.start])
        done = place.end
    return _Frame(
        data=b"%b".join((*pieces, data[done:], layout.closing)),
        numbers=(*(number for _, number in places), -1),
        in_attributes=tuple(number for place, number in places if place.in_attribute),
        between=between,
    )


def _find(data: bytes, mark: str) -> _Place:
    """Return where a mark stands: it does so once, or feedgen made something of it that we do not know."""
    in_element = in_text(mark)
    if (start := data.find(in_element)) >= 0:
        return _Place(start, start + len(in_element), in_attribute=False)
    in_attribute = in_value(in_element)
    return _Place(start := data.index(in_attribute), start + len(in_attribute), in_attribute=True)
