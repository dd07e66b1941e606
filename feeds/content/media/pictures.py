"""The first bytes of a picture -> what it is and how large, as far as they tell. Pure.

PNG, JPEG, GIF, WebP, AVIF and HEIC, and SVG; anything else is none of them. What a camera says of
how the picture was held is not looked at.
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

SHORT = 8_192
"""Bytes that tell all of nearly every picture."""
LONG = 524_288
"""Bytes after which a JPEG has said how large it is, whatever a camera wrote before that."""


class Picture(NamedTuple):
    """The media type of a picture, and its sides in pixels where they could be found."""

    type: str
    width: int | None = None
    height: int | None = None


def measure(data: bytes) -> Picture | None:
    """Return what the first bytes of a file tell, None if they are those of no picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _sized("image/png", data[16:24], ">II") if data[12:16] == b"IHDR" else Picture("image/png")
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _sized("image/gif", data[6:10], "<HH")
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"ftyp":
        return _boxed(data)
    return _svg(data)


def _sized(kind: str, sides: bytes, form: str) -> Picture:
    if len(sides) != struct.calcsize(form):
        return Picture(kind)
    width, height = struct.unpack(form, sides)
    return Picture(kind, width, height) if width and height else Picture(kind)


def _jpeg(data: bytes) -> Picture:
    """Go from segment to segment up to the frame header (ITU-T T.81, section B.2.2)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # "Any marker may optionally be preceded by any number of fill bytes"
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("image/jpeg", width, height) if width and height else Picture("image/jpeg")
        elif marker in {0xD9, 0xDA}:
            break
        else:
            at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return Picture("image/jpeg")


def _webp(data: bytes) -> Picture:
    """Read the first chunk (https://developers.google.com/speed/webp/docs/riff_container)."""
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X" and len(body) == 10:  # "Canvas Width Minus One: 24 bits"
        sides = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        return Picture("image/webp", *sides)
    if kind == b"VP8L" and body[:1] == b"\x2f" and len(body) > 4:  # 14 bits each, less one
        bits = int.from_bytes(body[1:5], "little")
        return Picture("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) == 10:
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return Picture("image/webp", width, height)
    return Picture("image/webp")


_SIDES = re.compile(rb"\0\0\0\x14ispe\0{4}(.{8})", re.DOTALL)
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif", b"heic": "image/heic", b"heix": "image/heic"}


def _boxed(data: bytes) -> Picture | None:
    """Take the largest of the images that the file's properties tell of (ISO/IEC 23008-12, 6.5.3).

    The others are its tiles, its preview and what can be seen through.
    """
    end = int.from_bytes(data[:4], "big")
    brands = (data[at : at + 4] for at in (8, *range(16, min(end, 128), 4)))
    kind = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), None)
    if kind is None:
        return None
    found: list[tuple[int, int]] = [struct.unpack(">II", match[1]) for match in _SIDES.finditer(data)]
    width, height = max(found, key=lambda sides: sides[0] * sides[1], default=(0, 0))
    return Picture(kind, width, height) if width and height else Picture(kind)


# What may stand before the root is taken as it comes, and never tried another way.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>\s*)*+)"
    rb"<(?:svg:)?svg\b([^<>]*)",
    re.DOTALL,
)
_SIDE = rb"""\s%s\s*=\s*["']\s*([0-9]*\.?[0-9]+)(?:px)?\s*["']"""
_BOX = re.compile(rb"""\sviewBox\s*=\s*["']\s*(?:[-+0-9.e]+[\s,]+){2}([0-9.]+)[\s,]+([0-9.]+)\s*["']""")


def _svg(data: bytes) -> Picture | None:
    root = _ROOT.match(data)
    if root is None:
        return None
    sides = [re.search(_SIDE % name, root[1]) for name in (b"width", b"height")]
    box = _BOX.search(root[1])
    told = [side[1] for side in sides if side] if all(sides) else list(box.groups()) if box else []
    try:
        width, height = (round(float(side)) for side in told)
    except ValueError:
        return Picture("image/svg+xml")
    return Picture("image/svg+xml", width, height) if width and height else Picture("image/svg+xml")
