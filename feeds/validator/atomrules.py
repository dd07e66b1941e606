"""What no table can say of an Atom feed, its entries and its people. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-4.1 and #section-4.2
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from feeds.validator.atomlink import ATOM
from feeds.validator.atomtext import needs_summary
from feeds.validator.canonical import canonical
from feeds.validator.dates import moment_rfc3339
from feeds.validator.findings import Fault, Findings, Node, Stamp, is_blank, name_of, quoted
from feeds.validator.shape import Children
from feeds.validator.uris import absolute, reference
from feeds.validator.values import plain, written

_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:]+")
_LONGEST_NAME: Final = 200
_OF_A_SOURCE: Final = ("id", "title", "updated")


def identifier(name: str, text: str) -> Fault | None:
    """Want an IRI, 4.2.6, and tell where it is not in its normal form."""
    return absolute(name, text) or canonical(name, text)


def place(name: str, text: str) -> Fault | None:
    """Want an IRI reference that is one to something."""
    return reference(name, text) or written(name, text)


def person(name: str, text: str) -> Fault | None:
    """Want a name, 3.2.1: it is shown to everybody, and an address has an element of its own."""
    fault = plain(name, text)
    if fault is None and _ADDRESS.search(text[:_LONGEST_NAME]):
        message = (
            f"{name} {quoted(text)} holds an e-mail address, which is shown, and read by those who send spam"
        )
        return Fault(code="email-in-name", message=f"{message}; write the name alone", level="info")
    return fault


def check_alternates(_element: Node, seen: Children, found: Findings) -> None:
    """4.1.1, 4.1.2: one alternate link for each combination of type and hreflang."""
    known = set()
    for link in _alternates(seen):
        key = (link.get("type", "").lower(), link.get("hreflang", "").lower())
        if key in known:
            message = "A second alternate link of the same type and hreflang; leave it out"
            found.error(link, "duplicate-link", message)
        known.add(key)


def _alternates(seen: Children) -> list[Node]:
    # 4.2.7.2: without a rel, a link is an alternate one; the name is also an IRI of IANA's.
    return [
        link
        for link in seen.get(f"{ATOM}link", ())
        if link.get("rel", "alternate").rpartition("/")[2] == "alternate"
    ]


def check_entry(element: Node, seen: Children, found: Findings) -> None:
    """4.1.2: an entry has content, or a link to where its content is."""
    check_alternates(element, seen, found)
    content, summary = seen.get(f"{ATOM}content"), seen.get(f"{ATOM}summary")
    if content is None and not _alternates(seen):
        message = 'The entry has neither content nor an alternate link; write <link href="…"/>'
        found.error(element, "missing-content", message)
    if content and summary is None and needs_summary(content[0]):
        message = "The content is elsewhere or no text, so readers need a summary; write <summary>"
        found.error(element, "missing-summary", message)
    if content is None and summary is None:
        message = "The entry has neither content nor a summary, so that readers show its title alone"
        found.info(element, "no-text", f"{message}; write <content> or <summary>")
    for text in (*(content or ()), *(summary or ())):
        _filled(text, content is not None and text is not content[0], found)
    stamp = _stamp(element, seen)
    if stamp.updated is not None and stamp.published is not None and stamp.updated < stamp.published:
        message = "updated is before published, which cannot be; write when the entry was last changed"
        found.warning(seen[f"{ATOM}updated"][0], "date-order", message)
    found.stamps.append(stamp)
    found.texts.clear()


def _filled(text: Node, spare: bool, found: Findings) -> None:
    """4.1.1.1 advises "a non-empty atom:content element", and a summary where there is none."""
    # "src" is where the content is, and an element, such as a picture, shows something without a word.
    inner = text[0] if len(text) and text.get("type") == "xhtml" else text
    if text.get("src") is None and len(inner) == 0 and is_blank(found.text_of(inner)):
        message = f"{name_of(text)} is blank; write its text, or leave it out"
        report = found.info if spare else found.warning
        report(text, "blank-value", message)


def _stamp(element: Node, seen: Children) -> Stamp:
    ids = seen.get(f"{ATOM}id")
    return Stamp(
        element=element,
        id=ids[0].text or None if ids else None,
        published=moment(seen.get(f"{ATOM}published")),
        updated=moment(seen.get(f"{ATOM}updated")),
        name="entry",
    )


def moment(dates: list[Node] | None) -> datetime | None:
    """Return the moment of the first of these elements."""
    return moment_rfc3339(dates[0].text or "") if dates else None


def check_source(element: Node, seen: Children, found: Findings) -> None:
    """4.2.11: the feed that an entry is from SHOULD have its id, its title and its date there."""
    missing = [name for name in _OF_A_SOURCE if f"{ATOM}{name}" not in seen]
    if missing:
        message = f"The source has no {' and no '.join(missing)}, by which readers know the feed again"
        found.info(element, "incomplete-source", f"{message}; copy it from there")
