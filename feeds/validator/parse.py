"""Bytes from anywhere -> a tree, or the one problem that stops it from being read. Pure.

https://www.w3.org/TR/xml/ and https://www.w3.org/TR/xml-names/, read by libxml2 with everything off
that reaches outside the bytes or makes more of them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

from lxml import etree

from feeds.record import Record
from feeds.validator.encodings import mismatch, readable
from feeds.validator.findings import Fault, Node

# libxml2's words -> ours: what is wrong, then what to write. The first that matches is said.
_MEANT: Final = (
    (r"^Document is empty", "The document is empty; write a feed or a sitemap"),
    (
        r"^Start tag expected",
        "This is no XML document; its first sign must be “<”, before it only a byte order mark",
    ),
    (r"EntityRef: no name|EntityRef: expecting ';'", "A bare “&” stands here; write it as “&amp;”"),
    (r"^Entity '(.+)' not defined", "“&{0};” is a name of HTML, not of XML; write the character itself"),
    (
        r"xmlParseCharRef: (?:invalid xmlChar value (\d+)|character reference out of bounds)",
        "A reference names a character that XML does not allow; leave it out",
    ),
    (
        r"^CharRef: invalid",
        "A reference to a character is written wrongly; write it like “&#38;” or “&#x26;”",
    ),
    (
        r"invalid Char value (\d+)|Char 0x([0-9A-Fa-f]+) out",
        "A control character stands here, which XML does not allow; leave it out",
    ),
    (
        r"^Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
        "<{0}> of line {1} is closed by </{2}>; write </{0}> first",
    ),
    (r"^Premature end of data in tag (\S+)", "<{0}> is never closed; write </{0}> at its end"),
    (
        r"^Namespace prefix (\S+) ",
        'The prefix “{0}” is not declared; write xmlns:{0}="…" in the first element',
    ),
    (r"^xmlns:?(\S*): '(.*)' is not a valid URI", "The namespace “{1}” is no URI; write it as its page does"),
    (r"^Extra content at the end", "Something follows the end of the root element; leave it out"),
    (r"^XML declaration allowed only", "Something stands before “<?xml”; it must be the very first thing"),
    (r"^Attribute (\S+) redefined", "The attribute {0} stands twice; write it once"),
    (r"^Unescaped '<' not allowed", "A “<” stands in an attribute; write it as “&lt;”"),
    (
        r"^AttValue: .* expected",
        'The value of an attribute has no quotation marks; write it like type="html"',
    ),
    (r"^Sequence '\]\]>' not allowed", "“]]>” stands where no CDATA section began; write “]]&gt;”"),
    (
        r"^Double hyphen within comment",
        "“--” stands in a comment, which XML does not allow; write one hyphen",
    ),
    (r"^(?:Unsupported|Unknown) version '(.*)'", 'XML has no version “{0}”; write version="1.0"'),
    (
        r"^(?:parsing XML declaration|Malformed declaration|Invalid PI name|standalone accepts)",
        'The XML declaration is written wrongly; write <?xml version="1.0" encoding="UTF-8"?>',
    ),
)
_ENCODINGS: Final = (
    (r"^Unsupported encoding: (.*)", "The encoding “{0}” is not known; write UTF-8"),
    (
        r"(?i)invalid bytes in character encoding|not proper UTF-8",
        "These bytes are not of the declared encoding; save the document as UTF-8",
    ),
)
_WORDS: Final = tuple(
    (pattern, code, words)
    for code, group in (("encoding", _ENCODINGS), ("not-well-formed", _MEANT))
    for pattern, words in group
)


class Unreadable(Record, frozen=True, kw_only=True):
    """Why the bytes are no document that we read, and where that was seen."""

    fault: Fault
    line: int
    column: int


OPTIONS: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
}
"""Comments and processing instructions are left out: no rule is about them."""

PLAIN: Final = re.compile(
    rb"<\?xml version=['\"]1\.0['\"] encoding=['\"](?i:UTF-8)['\"]\?>\s*"
    rb"<(?P<name>rss|feed)(?P<attributes>(?:\s+[A-Za-z][A-Za-z:]*=\"[ !#-%'-;=-~]*\"){0,50})\s*>"
)
"""As nearly every feed begins; all others are left to a parser."""

_SPACE: Final = re.compile(rb"\sxmlns=\"([^\"]+)\"")
_BEGINNING: Final = 2_048
_HEAD: Final = 65_536


def root_tag(data: bytes) -> str | None:
    """Return the tag of the root element, as far as it stands in the first bytes."""
    if plain := PLAIN.match(data):
        name, space = plain["name"].decode(), _SPACE.search(plain["attributes"])
        return f"{{{space[1].decode()}}}{name}" if space else name
    parser = etree.XMLPullParser(events=("start",), **OPTIONS)
    with suppress(etree.XMLSyntaxError):
        parser.feed(data[:_BEGINNING])
        if (tag := _begun(parser)) is not None:
            return tag  # as nearly always: no more of it need be parsed twice
        parser.feed(data[_BEGINNING:_HEAD])
    return _begun(parser)


def _begun(parser: etree.XMLPullParser) -> str | None:
    started = (element for _, element in parser.read_events() if isinstance(element, etree._Element))
    return next((element.tag for element in started), None)


def read(data: bytes) -> Node | Unreadable:
    """Parse the bytes."""
    if (contradiction := contradicted(data)) is not None:
        return contradiction
    parser = etree.XMLParser(**OPTIONS)
    data = readable(data)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return unreadable(parser.error_log, data)
    declared: etree.DTD | None = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):  # type: ignore[attr-defined]  # the stubs do not know it
        return _entities(data)
    return root


def contradicted(data: bytes) -> Unreadable | None:
    """Say where a byte order mark and the declaration name two encodings."""
    wrong = mismatch(data)
    return None if wrong is None else _at(1, wrong.column, "encoding", wrong.message)


def unreadable(log: etree._ListErrorLog, data: bytes) -> Unreadable:
    """Say in our words why the bytes are no document."""
    entry = log[0]
    bomb = entry.type_name == "ERR_RESOURCE_LIMIT" and b"<!ENTITY" in data
    return _entities(data) if bomb else _unreadable(entry)


def _unreadable(entry: etree._LogEntry) -> Unreadable:
    place = (max(entry.line, 1), max(entry.column, 1))
    if entry.type_name == "ERR_RESOURCE_LIMIT":
        return _at(
            *place,
            "too-large",
            "The document is nested too deeply, or a text in it is over 10 MB; make it smaller",
        )
    for pattern, code, words in _WORDS:
        if found := re.search(pattern, entry.message):
            return _at(*place, code, words.format(*(part.strip() for part in found.groups(""))))
    message = f"This is not well-formed XML: {' '.join(entry.message.split())}; mend what stands just before"
    return _at(*place, "not-well-formed", message)


def _entities(data: bytes) -> Unreadable:
    """Say that entities are declared, at the first declaration if its bytes are plain to see."""
    before = data[: max(data.find(b"<!ENTITY"), 0)].decode("utf-8", "replace")
    message = (
        "The document declares entities, which readers refuse for safety; leave the declarations "
        "out and write the characters themselves"
    )
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return _at(line, column, "entity-declaration", message)


def _at(line: int, column: int, code: str, message: str) -> Unreadable:
    return Unreadable(fault=Fault(code=code, message=message), line=line, column=column)
