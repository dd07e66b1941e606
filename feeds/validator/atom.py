"""Atom 1.0: https://www.rfc-editor.org/rfc/rfc4287, whose sections are named by number. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feeds.validator.atomlink import ATOM, LINK, check_self_link
from feeds.validator.atomrules import (
    check_alternates,
    check_entry,
    check_source,
    identifier,
    moment,
    person,
    place,
)
from feeds.validator.atomtext import CONTENT, SUMMARY, TEXT
from feeds.validator.dates import rfc3339
from feeds.validator.entries import (
    check_feed_date,
    check_ids,
    check_moments,
    check_order,
    check_same_dates,
)
from feeds.validator.findings import Findings, Node, Stamp, name_of
from feeds.validator.formats import Document, Schema, Validator, modules
from feeds.validator.letters import check_letters
from feeds.validator.plaintext import hidden
from feeds.validator.prolog import check_doctype, check_prefixes, check_prolog
from feeds.validator.shape import Shape
from feeds.validator.size import check_size
from feeds.validator.uris import absolute, reference
from feeds.validator.values import address, anything, plain, written
from feeds.validator.walk import walk

_ENTRY_TAG: Final = f"{ATOM}entry"


def _named(**children: Shape) -> dict[str, Shape]:
    return {f"{ATOM}{name}": shape for name, shape in children.items()}


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{ATOM}{name}" for name in names)


_ID: Final = Shape(text=identifier)
_IRI: Final = Shape(text=place)
_DATE: Final = Shape(text=rfc3339)
_PERSON: Final = Shape(
    children=_named(name=Shape(text=person), uri=_IRI, email=Shape(text=address)),
    required=_tags("name"),
)
_CATEGORY: Final = Shape(
    free=True,
    needs=("term",),
    attributes={"term": written, "scheme": absolute, "label": hidden},
)
_GENERATOR: Final = Shape(text=plain, attributes={"uri": reference, "version": anything})

_METADATA: Final = _named(
    author=_PERSON,
    category=_CATEGORY,
    contributor=_PERSON,
    generator=_GENERATOR,
    icon=_IRI,
    id=_ID,
    link=LINK,
    logo=_IRI,
    rights=TEXT,
    subtitle=TEXT,
    title=TEXT,
    updated=_DATE,
)
_DATES: Final = (f"{ATOM}published", f"{ATOM}updated")
_REPEATABLE: Final = frozenset(_tags("author", "category", "contributor", "link"))

ENTRY: Final = Shape(
    children=_named(
        author=_PERSON,
        category=_CATEGORY,
        content=CONTENT,
        contributor=_PERSON,
        id=_ID,
        link=LINK,
        published=_DATE,
        rights=TEXT,
        source=Shape(children=_METADATA, many=_REPEATABLE, holds="feed", rule=check_source),
        summary=SUMMARY,
        title=TEXT,
        updated=_DATE,
    ),
    required=_tags("id", "title", "updated"),
    many=_REPEATABLE,
    holds="entry",
    rule=check_entry,
)

FEED: Final = Shape(
    children={**_METADATA, _ENTRY_TAG: ENTRY},
    required=_tags("id", "title", "updated"),
    many=_REPEATABLE | {_ENTRY_TAG},
    holds="feed",
    rule=check_alternates,
)


def check(document: Document[Node], found: Findings) -> None:
    """Hold a feed, or an entry alone, against the specification, and its entries together."""
    root = document.root
    alone = root.tag == _ENTRY_TAG
    check_prolog(root, found)
    check_doctype(root, found)
    check_prefixes(root, modules(), found)
    walk(root, ENTRY if alone else FEED, found, modules())
    if alone:
        _authors(root, [root], found)
    else:
        _feed(document, found)
    for stamp in found.stamps:
        check_moments(stamp, _DATES, document.now, found)
    check_letters(root, found, document.data)


def _feed(document: Document[Node], found: Findings) -> None:
    root = document.root
    _authors(root, list(root.iterchildren(_ENTRY_TAG)), found)
    check_ids(found.stamps, "id", found)
    check_order(found.stamps, found)
    check_same_dates(found.stamps, found)
    updated = root.find(f"{ATOM}updated")
    if updated is not None:
        own = Stamp(element=root, id=None, published=None, updated=moment([updated]), name="feed")
        check_feed_date(updated, own.updated, found.stamps, found)
        check_moments(own, _DATES, document.now, found)
    check_self_link(root, list(root.iterchildren(f"{ATOM}link")), document.url, found)
    check_size(root, len(found.stamps), "entry", document.size, found)
    _sequence(root, found)


def _sequence(root: Node, found: Findings) -> None:
    """4.1.1: "Its element children consist of metadata elements followed by zero or more atom:entry"."""
    first = root.find(_ENTRY_TAG)
    behind = () if first is None else first.itersiblings(f"{ATOM}*")
    late = next((element for element in behind if element.tag != _ENTRY_TAG), None)
    if late is not None:
        message = f"<{name_of(late)}> stands behind entries, where a reader that stops there does not see it"
        found.warning(late, "misplaced-metadata", f"{message}; move it before the first entry")


def _authors(root: Node, entries: Sequence[Node], found: Findings) -> None:
    """4.1.1, 4.1.2: an entry has an author: its own, its source's, or its feed's."""
    if root.find(f"{ATOM}author") is not None:
        return
    for entry in entries:
        if entry.find(f"{ATOM}author") is None and entry.find(f"{ATOM}source/{ATOM}author") is None:
            message = (
                "Neither the entry nor the feed has an author; "
                "write <author><name>…</name></author> in one of them"
            )
            found.error(entry, "missing-author", message)


VALIDATOR: Final = Validator(
    roots={f"{ATOM}feed": "atom", _ENTRY_TAG: "atom"},
    schema=Schema(file="atom.rng", entries=_ENTRY_TAG),
    check=check,
)
