"""What a server says of a document, against what the document is: media type, charset, redirects. Pure.

https://www.rfc-editor.org/rfc/rfc7303, https://www.rssboard.org/rss-autodiscovery,
https://www.rfc-editor.org/rfc/rfc4287#section-7, https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from feeds.model import Problem, Where
from feeds.validator.inputs.fetch import Fetched
from feeds.validator.inputs.sniff import is_gzip

_XML: Final = ("application/xml", "text/xml")
_TYPES: Final = {
    "rss": ("application/rss+xml", "application/rdf+xml", *_XML),
    "atom": ("application/atom+xml", *_XML),
    "sitemap": _XML,
    "opml": ("text/x-opml", "text/x-opml+xml", *_XML),
    "json": ("application/feed+json", "application/json"),
}
_PACKED: Final = ("application/gzip", "application/x-gzip")
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def told(asked: str, got: Fetched, document: bytes, kind: str | None) -> Iterator[Problem]:
    """Yield what readers suffer from before they have read a byte of the document."""
    where = Where(path=asked)
    if got.steps:
        steps = ", ".join(str(step) for step in got.steps)
        message = f"The URL leads to {got.url} ({steps}); give readers that one, and they ask once"
        yield Problem(where=where, code="redirect", message=message, level="info")
    message = _media_type(got, kind) or _charset(got, document) or ""
    if message:
        yield Problem(where=where, code="media-type-header", message=message, level="warning")


def _media_type(got: Fetched, kind: str | None) -> str | None:
    """Say what to send instead of a media type by which nobody knows the document."""
    family = (kind or "").partition("-")[0].removesuffix("feed")
    known = _TYPES.get(family) or tuple(name for names in _TYPES.values() for name in names)
    mend = f"send Content-Type: {known[0]}"
    if got.media_type is None:
        return f"The server does not say what the document is; {mend}"
    sent = _header(got.media_type).get_content_type()
    if sent in known or (is_gzip(got.data) and sent in _PACKED):
        return None
    return f"The server calls the document “{sent}”, so that not every reader takes it for what it is; {mend}"


def _charset(got: Fetched, document: bytes) -> str | None:
    """Hold the header's charset, which goes before the declaration, against it: RFC 7303, section 3."""
    sent = _header(got.media_type or "").get_content_charset()
    if sent is None or document.startswith((*_MARKS, b"{")):
        return None
    declared = _DECLARED.match(document.lstrip())
    own = declared[1].decode("ascii") if declared else "utf-8"
    if _canonical(sent) == _canonical(own):
        return None
    return f"The server says charset={sent}, the document is in {own}; send charset={own.lower()}, or none"


def _header(text: str) -> Message:
    header = Message()
    header["Content-Type"] = " ".join(text.split())
    return header


def _canonical(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding.lower()
