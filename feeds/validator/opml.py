"""OPML 2.0, http://opml.org/spec2.opml, and 1.0, http://2005.opml.org/spec1.html, which it contains. Pure.

Outlines stand in outlines, as deep as anybody likes, so they are gone through without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from feeds.validator.dates import rfc822
from feeds.validator.findings import Check, Fault, Findings, Node, name_of, quoted
from feeds.validator.formats import Document, Validator
from feeds.validator.shape import COMMON, Shape
from feeds.validator.subscriptions import FEED, check_subscriptions, kind_of
from feeds.validator.uris import link, web
from feeds.validator.values import address, anything, language, one_of, written
from feeds.validator.walk import walk

_NAMESPACE: Final = "http://opml.org/spec2"
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}")
_NUMBERS: Final = re.compile(r"[0-9]{1,15}(?:\s*,\s*[0-9]{1,15})*+")
_MOST_ATTRIBUTES: Final = 100
"""libxml2 searches through all of them for each."""


def _version(name: str, text: str) -> Fault | None:
    """`1.0` or `2.0`: "If you see a version 1.1 file, treat it as if it were a version 1.0 file"."""
    if text in {"1.0", "1.1", "2.0"}:
        return None
    message = f"{name} {quoted(text)} is not known; write “2.0”"
    return Fault(code="bad-value", message=message)


def _filled(check: Check) -> Check:
    """Make a rule for what may be left out: warn where it is blank, and else hold it against the check."""

    def rule(name: str, text: str) -> Fault | None:
        return written(name, text) or check(name, text)

    return rule


def _number(name: str, text: str) -> Fault | None:
    """Want a number; a window may begin to the left of the screen."""
    if _NUMBER.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is not right here; write a whole number"
    return Fault(code="bad-number", message=message)


def _numbers(name: str, text: str) -> Fault | None:
    """Want line numbers: expansionState "is a comma-separated list of line numbers", and may be of none."""
    if not text.strip() or _NUMBERS.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no list of line numbers; write them like “1,6,13”"
    return Fault(code="bad-number", message=message)


def _category(name: str, text: str) -> Fault | None:
    """Want "comma-separated slash-delimited category strings"."""
    if all(one.strip() for one in text.split(",")):
        return None
    message = f"{name} {quoted(text)} names a blank category; write them like “/Garden/Snow,weather”"
    return Fault(code="bad-value", message=message, level="warning")


def _language(name: str, text: str) -> Fault | None:
    """Want the feed's language, as the feed writes it; “unknown” is what the specification writes itself."""
    fault = None if text == "unknown" else language(name, text)
    return fault and Fault(code=fault.code, message=fault.message, level="warning")


_WRITTEN: Final = Shape(text=written)
_DATE: Final = Shape(text=rfc822)
_PAGE: Final = Shape(text=_filled(web))
_WINDOW: Final = Shape(text=_filled(_number))

_OPML: Final = Shape(
    needs=("version",),
    attributes={"version": _version},
    children={
        "head": Shape(
            children={
                "title": _WRITTEN,
                "dateCreated": _DATE,
                "dateModified": _DATE,
                "ownerName": _WRITTEN,
                "ownerEmail": Shape(text=_filled(lambda name, text: address(name, text.strip()))),
                "ownerId": _PAGE,
                "docs": _PAGE,
                "expansionState": Shape(text=_numbers),
                "vertScrollState": _WINDOW,
                "windowTop": _WINDOW,
                "windowLeft": _WINDOW,
                "windowBottom": _WINDOW,
                "windowRight": _WINDOW,
            }
        ),
        "body": Shape(free=True),
    },
    required=("head", "body"),
)

_FLAG: Final = one_of("true", "false")
_OF_ALL: Final[Mapping[str, Check]] = {
    "text": anything,
    "type": written,
    "isComment": _FLAG,
    "isBreakpoint": _FLAG,
    "created": rfc822,
    "category": _category,
}
"""The attributes that any outline may have."""

_OF_KNOWN: Final[Mapping[str, Check]] = {
    **_OF_ALL,
    "url": web,
    "xmlUrl": web,
    "htmlUrl": _filled(link),
    "description": anything,
    "language": _language,
    "title": anything,
    "version": anything,
}
"""Those of the types that OPML knows: the type "says how the other attributes [...] are interpreted"."""

_NAMES: Final = {name.lower(): name for name in _OF_KNOWN}
_NEEDS: Final = {FEED: "xmlUrl", "link": "url", "include": "url"}


def check(document: Document[Node], found: Findings) -> None:
    """Hold an outline against the specification, and the feeds that it lists against one another."""
    root = document.root
    if root.tag != "opml":
        message = f'OPML’s own elements stand in no namespace; leave xmlns="{_NAMESPACE}" out'
        found.error(root, "namespace", message)
        return
    walk(root, _OPML, found)
    old = root.get("version", "").startswith("1.")
    told: set[str] = set()
    for body in root.iterchildren("body"):
        if body.find("outline") is None:
            message = '<body> has no <outline>; write <outline text="…"/>'
            found.error(body, "missing-element", message)
        _holds(body, found)
        for outline in body.iter("outline"):
            _holds(outline, found)
            _needs(outline, old, found)
            _attributes(outline, old, told, found)
    check_subscriptions(root, found)


def _holds(element: Node, found: Findings) -> None:
    """Want outlines in body and outlines, others "only if those elements are defined in a namespace"."""
    loose = [element.text]
    for child in element.iterchildren("*"):
        loose.append(child.tail)
        if child.tag != "outline" and not child.tag.startswith("{"):
            words = "write <outline>" if child.tag.lower() == "outline" else "leave it out"
            message = f"<{name_of(element)}> may not hold <{child.tag}>; {words}"
            found.error(child, "unknown-element", message)
    if (text := next((one for one in loose if one and not one.isspace()), None)) is not None:
        message = f"The text {quoted(text)} stands between elements; write it into the attribute text"
        found.error(element, "unexpected-text", message)


def _needs(outline: Node, old: bool, found: Findings) -> None:
    """Want what must stand: "A missing text attribute in any outline element is an error", if not in 1.0."""
    name = _NEEDS.get(kind_of(outline) or "")
    text = outline.get("text")
    if text is None:
        message = 'The outline has no text, which is all that people see of it; write text="…"'
        report = found.warning if old else found.error
        report(outline, "missing-attribute", message)
    elif name is not None and not text.strip():
        # An outline of no type may be an empty line between others.
        message = "outline’s text is blank, and is all that people see of the link; write its name"
        found.warning(outline, "blank-value", message)
    if name is not None and outline.get(name) is None:
        message = f"The outline is of the type {quoted(outline.get('type', ''))} and has no {name}"
        found.error(outline, "missing-attribute", f'{message}; write {name}="https://…"')


def _attributes(outline: Node, old: bool, told: set[str], found: Findings) -> None:
    """Hold the attributes that are known against their checks, and name the others, each once."""
    own = kind_of(outline) not in {None, *_NEEDS}
    checks = _OF_ALL if own else _OF_KNOWN
    for key in islice(outline.keys(), _MOST_ATTRIBUTES):
        name = str(key)
        if (check := checks.get(name) or COMMON.get(name)) is not None:
            if fault := check(f"outline’s {name}", outline.get(name, "")):
                found.add(outline, fault)
        elif name.startswith("{") or own or name in told:
            continue
        elif (right := _NAMES.get(name.lower())) is not None:
            told.add(name)
            message = f"<outline> has no attribute {quoted(name)}, and readers pass it over; write “{right}”"
            found.warning(outline, "unknown-attribute", message)
        elif not old:
            told.add(name)
            message = f"OPML 2.0 has no attribute {quoted(name)}, and allows others in a namespace only"
            found.warning(outline, "unknown-attribute", f"{message}; leave it out, or give it a prefix")


VALIDATOR: Final = Validator(
    roots={"opml": "opml", f"{{{_NAMESPACE}}}opml": "opml"},
    check=check,
    codes={
        "duplicate-feed": "a subscription list that names a feed twice",
        "nested-outline": "an outline of a subscription list where some readers do not look for it",
    },
)
