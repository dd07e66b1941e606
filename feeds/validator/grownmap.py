"""A sitemap that is nearly one in which nothing was found: only where it differs, it is read. Pure.

A site that has a post more names ten thousands of pages as before. What stands between the tags of the
same pages in both is right where it was, if the rest of both is as plain as plainmap.py wants it.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.record import replace
from feeds.validator.plainmap import Plain, read_plain

_BEGIN: Final = b"<url>"
_END: Final = b"</url>"
_STEP: Final = 16_384
_LOCS: Final = re.compile(rb"<loc>[ \t\r\n]*+([^< \t\r\n]++)")


def read_grown(data: bytes, like: bytes, tag: str, most: int, longest: int) -> Plain | None:
    """Return what of a sitemap is not in the other one; None if that is no help, or not beyond doubt.

    In the one that it is `like` nothing was found. See `read_plain` for all else.
    """
    first, place = data.find(_BEGIN), _shared(data, like)
    if place is None or like[:first] != data[:first]:
        return None
    start, end, shift = place
    # Where the rest is plain, no comment and no other element can begin in it and end behind the stretch.
    if start != first and not data[:start].rstrip().endswith(_END):
        return None
    rest = read_plain(data[:start] + data[end:], tag, most, longest)
    other = read_plain(like[: start + shift] + like[end + shift :], tag, most, longest)
    if rest is None or other is None or rest.origin != other.origin or len({*rest.lastmods}) < 2:
        return None
    locs = _LOCS.findall(data, start, end)
    if data.find(b"&", start, end) >= 0:
        locs = [loc.replace(b"&amp;", b"&") for loc in locs]
    same = len(rest.locs) + len(locs) <= most and {*rest.locs}.isdisjoint(locs)
    return replace(rest, others=len(locs)) if same else None


def _shared(data: bytes, like: bytes) -> tuple[int, int, int] | None:
    """Return from where to where both have the same pages, and how far behind that the other has them.

    It is the stretch around the page in the middle, but for some pages at its ends.
    """
    there = like.find(_BEGIN, len(like) // 2)
    here = data.find(like[there : like.find(_END, there)]) if there >= 0 else -1
    if here < 0:
        return None
    start = end = here
    shift = there - here
    while min(start, start + shift) >= _STEP and _are_same(data, like, start - _STEP, shift):
        start -= _STEP
    while end + _STEP <= len(data) and _are_same(data, like, end, shift):
        end += _STEP
    start, end = data.find(_BEGIN, start), data.rfind(_END, start, end) + len(_END)
    return (start, end, shift) if start < end else None


def _are_same(data: bytes, like: bytes, at: int, shift: int) -> bool:
    return data[at : at + _STEP] == like[at + shift : at + shift + _STEP]
