"""The media type of a file, by its name and by how it begins. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

HEAD: Final = 4_096
"""So many bytes tell what an XML or JSON file is."""
_OTHER: Final = "application/octet-stream"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".xsl": "application/xslt+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".gz": "application/gzip",
}
_FORMATS: Final = {
    "rss": "application/rss+xml; charset=utf-8",
    "RDF": "application/rss+xml; charset=utf-8",
    "feed": "application/atom+xml; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
}
_ROOT: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_BEFORE: Final = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>", re.DOTALL)


def media_type(path: str, head: bytes) -> str:
    """Return the value of Content-Type for a file that begins so."""
    ending = PurePosixPath(path).suffix.lower()
    if ending in {".xml", ".rss", ".atom", ".rdf"}:
        if b"<?xml-stylesheet" in head:  # by a feed's own type Chromium shows its source, not its style
            return "application/xml; charset=utf-8"
        root = _ROOT.search(_BEFORE.sub(b"", head))
        return _FORMATS.get(root[1].decode("ascii") if root else "", "application/xml; charset=utf-8")
    if ending == ".json":
        # RFC 8259, section 11: JSON is UTF-8, and its type has no charset.
        return "application/feed+json" if b"jsonfeed.org/version" in head else "application/json"
    return _TYPES.get(ending, _OTHER)


def is_text(type_: str) -> bool:
    """Return whether compression makes such a file smaller."""
    return type_.startswith("text/") or type_.partition(";")[0].endswith(("xml", "json"))
