"""What the name of a file says of its kind: media types by the endings of names. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

from feeds.patterns import compile_later

_PICTURES = {
    "apng": "image/apng", "avif": "image/avif", "bmp": "image/bmp", "gif": "image/gif", "heic": "image/heic",
    "jfif": "image/jpeg", "jpeg": "image/jpeg", "jpg": "image/jpeg", "jxl": "image/jxl", "png": "image/png",
    "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp",
}  # fmt: skip
# https://help.apple.com/itc/podcasts_connect/#/itcb54353390 has those of the first row.
_RECORDINGS = {
    "m4a": "audio/x-m4a", "mp3": "audio/mpeg", "mov": "video/quicktime", "mp4": "video/mp4",
    "m4v": "video/x-m4v",
    "aac": "audio/aac", "aif": "audio/aiff", "aiff": "audio/aiff", "flac": "audio/flac", "m4b": "audio/mp4",
    "mka": "audio/x-matroska", "mkv": "video/x-matroska", "oga": "audio/ogg", "ogg": "audio/ogg",
    "ogv": "video/ogg", "opus": "audio/ogg", "wav": "audio/wav", "weba": "audio/webm", "webm": "video/webm",
    "wma": "audio/x-ms-wma", "wmv": "video/x-ms-wmv", "avi": "video/x-msvideo", "mpg": "video/mpeg",
    "mpeg": "video/mpeg", "3gp": "video/3gpp",
}  # fmt: skip
_OTHERS = {
    "epub": "application/epub+zip", "pdf": "application/pdf", "torrent": "application/x-bittorrent",
    "zip": "application/zip",
    "json": "application/json", "srt": "application/x-subrip", "vtt": "text/vtt", "txt": "text/plain",
    "html": "text/html", "htm": "text/html",
}  # fmt: skip
_ALL = {**_PICTURES, **_RECORDINGS, **_OTHERS}
_ENDING = re.compile(r"[^/]\.([A-Za-z0-9]{2,7})$")
_TYPE = compile_later(r"(?:application|audio|image|text|video)/[a-z0-9][a-z0-9.+-]*")


def of_name(name: str) -> str | None:
    """Return the media type of a file by the ending of its path or URL."""
    path = name.partition("#")[0].partition("?")[0]
    found = _ENDING.search(unquote(path) if "%" in path else path)
    return _ALL.get(found[1].lower()) if found else None


def is_carried(kind: str) -> bool:
    """Return whether a file of the type is one that an entry carries: no picture and no page."""
    return kind.startswith(("audio/", "video/", "application/")) and kind != "application/json"


def written(text: str) -> str | None:
    """Return a media type as somebody wrote it, without what goes after it; None if it is none."""
    kind = text.strip().partition(";")[0].strip().lower()
    return kind if _TYPE.fullmatch(kind) else None
