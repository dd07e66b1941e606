"""Atom 1.0: https://www.rfc-editor.org/rfc/rfc4287, whose sections are named by number. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from feeds.validator.atomlink import ATOM, LINK, check_self_link
from feeds.validator.atomtext import CONTENT, SUBTITLE, TEXT, needs_summary
from feeds.validator.dates import moment_rfc3339, rfc3339
from feeds.validator.entries import check_feed_date, check_ids, check_order
from feeds.validator.findings import Findings, Node, Stamp
from feeds.validator.formats import Document, Schema, Validator, modules
from feeds.validator.shape import Children, Shape, walk
from feeds.validator.uris import absolute, reference
from feeds.validator.values import address, anything, written

_ENTRY_TAG: Final = f"{ATOM}entry"


def _named(**children: Shape) -> dict[str, Shape]:
    return {f"{ATOM}{name}": shape for name, shape in children.items()}


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{ATOM}{name}" for name in names)


def _alternates(_element: Node, seen: Children, found: Findings) -> None:
    """4.1.1, 4.1.2: one alternate link for each combination of type and hreflang."""
    known = set()
    for link in _alternate_links(seen):
        key = (link.get("type", "").lower(), link.get("hreflang", "").lower())
        if key in known:
            message = "A second alternate link of the same type and hreflang; leave it out"
            found.error(link, "duplicate-link", message)
        known.add(key)


def _alternate_links(seen: Children) -> list[Node]:
    # 4.2.7.2: without a rel, a link is an alternate one; the name is also an IRI of IANA's.
    return [
        link
        for link in seen.get(f"{ATOM}link", ())
        if link.get("rel", "alternate").rpartition("/")[2] == "alternate"
    ]


def _entry(element: Node, seen: Children, found: Findings) -> None:
    """4.1.2: an entry has content, or a link to where its content is."""
    _alternates(element, seen, found)
    content = seen.get(f"{ATOM}content")
    if content is None and not _alternate_links(seen):
        message = 'The entry has neither content nor an alternate link; write <link href="…"/>'
        found.error(element, "missing-content", message)
    if content and f"{ATOM}summary" not in seen and needs_summary(content[0]):
        message = "The content is elsewhere or no text, so readers need a summary; write <summary>"
        found.error(element, "missing-summary", message)
    found.stamps.append(_stamp(element, seen))


def _stamp(element: Node, seen: Children) -> Stamp:
    ids = seen.get(f"{ATOM}id")
    return Stamp(
        element=element,
        id=ids[0].text or None if ids else None,
        published=_moment(seen.get(f"{ATOM}published")),
        updated=_moment(seen.get(f"{ATOM}updated")),
    )


def _moment(dates: list[Node] | None) -> datetime | None:
    return moment_rfc3339(dates[0].text or "") if dates else None


_ID: Final = Shape(text=absolute)
_IRI: Final = Shape(text=reference)
_DATE: Final = Shape(text=rfc3339)
_PERSON: Final = Shape(
    children=_named(name=Shape(text=written), uri=_IRI, email=Shape(text=address)),
    required=_tags("name"),
)
_CATEGORY: Final = Shape(
    free=True,
    needs=("term",),
    attributes={"term": written, "scheme": absolute, "label": anything},
)
_GENERATOR: Final = Shape(text=written, attributes={"uri": reference, "version": anything})

_METADATA: Final = _named(
    author=_PERSON,
    category=_CATEGORY,
    contributor=_PERSON,
    generator=_GENERATOR,
    icon=_IRI,
    id=_ID,
    link=LINK,
    logo=_IRI,
    rights=SUBTITLE,
    subtitle=SUBTITLE,
    title=TEXT,
    updated=_DATE,
)
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
        rights=SUBTITLE,
        source=Shape(children=_METADATA, many=_REPEATABLE, holds="feed"),
        summary=SUBTITLE,
        title=TEXT,
        updated=_DATE,
    ),
    required=_tags("id", "title", "updated"),
    many=_REPEATABLE,
    holds="entry",
    rule=_entry,
)

FEED: Final = Shape(
    children={**_METADATA, _ENTRY_TAG: ENTRY},
    required=_tags("id", "title", "updated"),
    many=_REPEATABLE | {_ENTRY_TAG},
    holds="feed",
    rule=_alternates,
)


def check(document: Document[Node], found: Findings) -> None:
    """Hold a feed, or an entry alone, against the specification, and its entries together."""
    root = document.root
    if root.tag == _ENTRY_TAG:
        walk(root, ENTRY, found, modules())
        _authors(root, [root], found)
        return
    walk(root, FEED, found, modules())
    entries = list(root.iterchildren(_ENTRY_TAG))
    _authors(root, entries, found)
    check_ids(found.stamps, "id", found)
    check_order(found.stamps, found)
    updated = root.find(f"{ATOM}updated")
    if updated is not None:
        check_feed_date(updated, moment_rfc3339(updated.text or ""), found.stamps, found)
    check_self_link(root, list(root.iterchildren(f"{ATOM}link")), document.url, found)


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
