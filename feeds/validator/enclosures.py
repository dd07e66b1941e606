"""Files that hang on an entry, in RSS and in Atom: their types and lengths. Pure.

https://www.rssboard.org/rss-profile#element-channel-item-enclosure,
https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.3 and
https://www.iana.org/assignments/media-types/
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from feeds.patterns import compile_later
from feeds.validator.findings import Findings, Node, name_of, quoted

_TYPES: Final = {
    "aac": "audio/aac", "aif": "audio/aiff", "aiff": "audio/aiff", "avi": "video/x-msvideo",
    "avif": "image/avif", "epub": "application/epub+zip", "flac": "audio/flac", "gif": "image/gif",
    "heic": "image/heic", "html": "text/html", "jpeg": "image/jpeg", "jpg": "image/jpeg", "m4a": "audio/mp4",
    "m4b": "audio/mp4", "m4v": "video/mp4", "mkv": "video/x-matroska", "mov": "video/quicktime",
    "mp3": "audio/mpeg", "mp4": "video/mp4", "mpg": "video/mpeg", "oga": "audio/ogg", "ogg": "audio/ogg",
    "ogv": "video/ogg", "opus": "audio/ogg", "pdf": "application/pdf", "png": "image/png",
    "svg": "image/svg+xml", "torrent": "application/x-bittorrent", "wav": "audio/wav", "webm": "video/webm",
    "webp": "image/webp", "wma": "audio/x-ms-wma", "wmv": "video/x-ms-wmv", "zip": "application/zip",
}  # fmt: skip
_BOTH: Final = frozenset(("mp4", "ogg", "webm", "mkv", "3gp"))
"""What holds sound or pictures, as it comes."""

_ENDING: Final = compile_later(r"\.([A-Za-z0-9]{2,7})$")


def ending(url: str) -> str:
    """Return the ending of a URL's path in lower case, without its dot; nothing where it has none."""
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return ""
    found = _ENDING.search(path)
    return found[1].lower() if found else ""


def check_file(element: Node, url: str, found: Findings) -> None:
    """Hold type and length of a file against its name: of some types nobody plays anything else."""
    kind, end = element.get("type", ""), ending(url)
    right = _TYPES.get(end)
    if right is not None and "/" in kind and not _fits(kind.lower(), end, right):
        message = f"{name_of(element)}’s type {quoted(kind)} is not that of a file that ends in “.{end}”"
        found.warning(element, "enclosure-type", f"{message}; write “{right}”")
    if element.get("length", "").strip().strip("0") == "" and element.get("length", "").strip():
        message = f"{name_of(element)}’s length is 0, which says that nobody knows it"
        found.info(element, "zero-length", f"{message}; write how many bytes it is of")


def _fits(kind: str, end: str, right: str) -> bool:
    sort, wanted = kind.partition("/")[0], right.partition("/")[0]
    if sort == wanted or kind.startswith("application/octet-stream"):
        return True
    if wanted in {"application", "text"}:
        return sort in {"application", "text"}
    return end in _BOTH and sort in {"audio", "video", "application"}
