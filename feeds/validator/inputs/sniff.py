"""The first bytes of a file -> whether it is meant for a feed or a sitemap, however it is named. Pure.

https://www.w3.org/TR/xml/#sec-guessing tells by them how the rest is encoded.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from functools import cache
from typing import Final

from feeds.validator.findings import local
from feeds.validator.formats import JSON, validators

HEAD: Final = 65_536
"""So many bytes must do: before its root element a document has a few comments at most."""

_FAMILIES: Final = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_TAG: Final = re.compile(r"<(?:[^\s<>/:]{1,100}:)?([^\s<>/:]{1,100})([^>]*)")
# Other XML has elements of these names too: what is said of the namespace decides.
_COMMON: Final = {"feed": "atom", "entry": "atom", "rdf": "rss"}


def is_gzip(data: bytes) -> bool:
    """Return whether the bytes are compressed (RFC 1952, section 2.3.1)."""
    return data.startswith(b"\x1f\x8b\x08")


def meant(head: bytes) -> bool:
    """Return whether a file that begins so should be checked: its first element is that of a format.

    What is broken further on, or has the wrong namespace, is meant for one all the same. Any JSON
    object passes: what it is, only the whole says.
    """
    if is_gzip(head):
        with suppress(zlib.error):
            return meant(zlib.decompressobj(31).decompress(head, HEAD))
        return False
    encoding = next((name for mark, name in _FAMILIES if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, "replace")
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    return text.startswith("{", at) or _begins_a_format(text, at)


def is_json_feed(data: bytes) -> bool:
    """Return whether JSON is meant for a feed: most of it is not."""
    # Some programs write every slash with a backslash before it.
    if b"jsonfeed.org/version" in data or rb"jsonfeed.org\/version" in data:
        return True
    return b'"items"' in data and (b'"home_page_url"' in data or b'"feed_url"' in data)


def _begins_a_format(text: str, at: int) -> bool:
    root = _TAG.match(text, _root(text, at))
    if root is None:
        return False
    name, attributes = root[1].lower(), root[2].lower()
    if name in _COMMON:
        return _COMMON[name] in attributes or (name == "feed" and "xmlns" not in attributes)
    return name in _names()


def _root(text: str, at: int) -> int:
    """Return where the root element begins: after declarations, comments and blanks."""
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at + 4)
        elif text.startswith("<!", at):
            inner, end = text.find("[", at), text.find(">", at)
            at = _after(text, ">", text.find("]", inner)) if 0 <= inner < end else _after(text, ">", at)
        else:
            break
    return at


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at) if at >= 0 else -1
    return len(text) if found < 0 else found + len(end)


@cache
def _names() -> frozenset[str]:
    """Return the names of the root elements, in lower case."""
    return frozenset(local(tag).lower() for tag in validators() if tag != JSON)
