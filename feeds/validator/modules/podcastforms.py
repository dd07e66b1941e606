"""Rules for the values of Podcasting 2.0: places, pictures, digests, moments, recurrences. Pure.

https://podcasting2.org/podcast-namespace has each tag on a page of its own.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from feeds.validator.findings import Fault, quoted
from feeds.validator.uris import web

_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
# https://www.rfc-editor.org/rfc/rfc5870, without its rarer parameters.
_GEO: Final = re.compile(rf"geo:({_NUMBER}),({_NUMBER})(?:,{_NUMBER})?(?:;[A-Za-z0-9=;.%-]+)?")
_MAP_ID: Final = re.compile(r"[NWR][0-9]+(?:#[0-9]+)?")
_RATIO: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\s*/\s*[0-9]+(?:\.[0-9]+)?)?")
_WIDTH: Final = re.compile(r"[0-9]+w|[0-9]+(?:\.[0-9]+)?x")
# https://www.w3.org/TR/SRI/: the digest of each algorithm has its own length in Base64.
_DIGEST: Final = re.compile(
    r"(?:sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)(?:\?\S*)?"
)
# https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10.
_RULE: Final = re.compile(r"[A-Z-]+=[^;=]+(?:;[A-Z-]+=[^;=]+)*;?", re.IGNORECASE)
_FREQUENCY: Final = re.compile(
    r"(?:^|;)FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)", re.IGNORECASE
)

_LIKE: Final = "write it like “2026-09-26T07:30:00-06:00”"


def place(name: str, text: str) -> Fault | None:
    """Want a geo: URI: latitude and longitude in degrees."""
    found = _GEO.fullmatch(text.strip())
    if found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
        return None
    message = f"{name} {quoted(text)} is no place on Earth; write “geo:30.2672,-97.7431”"
    return Fault(code="bad-value", message=message)


def map_id(name: str, text: str) -> Fault | None:
    """Want an element of Open Street Map: node, way or relation with its number."""
    if _MAP_ID.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no id of Open Street Map; write N, W or R and a number, “R113314”"
    return Fault(code="bad-value", message=message)


def ratio(name: str, text: str) -> Fault | None:
    """Want a ratio as CSS writes it."""
    if _RATIO.fullmatch(text.strip()):
        return None
    return Fault(code="bad-value", message=f"{name} {quoted(text)} is no ratio; write one like “16/9”")


def pictures(name: str, text: str) -> Fault | None:
    """Want a srcset whose URLs are absolute, each with its width."""
    for candidate in re.split(r",\s+", text.strip().rstrip(",")):
        url, *width = candidate.split()[:2] or [""]
        if fault := web(name, url):
            return fault
        if not _WIDTH.fullmatch(" ".join(width)):
            message = f"{name} has no width after {quoted(url)}; write the URL, a blank and “1500w”"
            return Fault(code="bad-value", message=message)
    return None


def digest(name: str, text: str) -> Fault | None:
    """Want integrity metadata of Subresource Integrity."""
    if text.split() and all(_DIGEST.fullmatch(word) for word in text.split()):
        return None
    message = (
        f"{name} {quoted(text)} is no digest of a file; write “sha384-” and the 64 characters of its Base64"
    )
    return Fault(code="bad-hash", message=message)


def moment(name: str, text: str) -> Fault | None:
    """Want a date and time of ISO 8601 with a zone, of which the specification shows several forms."""
    read = _read(text)
    if read is not None and read.tzinfo is not None:
        return None
    what = "has no time zone" if read is not None and "T" in text else "is no date and time"
    return Fault(code="iso-date", message=f"{name} {quoted(text)} {what}; {_LIKE}")


def day(name: str, text: str) -> Fault | None:
    """Want a date of ISO 8601, with or without its time."""
    if _read(text) is not None:
        return None
    return Fault(code="iso-date", message=f"{name} {quoted(text)} is no date; {_LIKE}")


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def recurrence(name: str, text: str) -> Fault | None:
    """Want a recurrence rule of iCalendar, which says how often."""
    if _RULE.fullmatch(text.strip()) and _FREQUENCY.search(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no recurrence rule; write one like “FREQ=WEEKLY;BYDAY=MO”"
    return Fault(code="bad-value", message=message)
