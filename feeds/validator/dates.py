"""The dates of feeds and sitemaps, read strictly. Pure.

https://www.rfc-editor.org/rfc/rfc822#section-5 (RSS), https://www.rfc-editor.org/rfc/rfc3339
(Atom), https://www.w3.org/TR/NOTE-datetime (sitemaps, Dublin Core).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Final, TypeAlias

from feeds.model import Level
from feeds.patterns import compile_later
from feeds.validator.findings import Fault, quoted
from feeds.validator.kept import kept

Read: TypeAlias = tuple[datetime | None, str | None, Level]
"""A date's moment, as far as it has one; what is wrong with its text; how much that matters."""

_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES, 1)}
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ZONES: Final = {
    "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
_STRICT: Final = re.compile(
    r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?"
    r"(?P<day>[0-9]{1,2}) (?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"(?P<year>[0-9]{4}) (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))? "
    r"(?P<zone>[+-][0-9]{4}|UT|GMT|[ECMP][SD]T)"
)
_LONGEST: Final = 200
"""No date with its comments is longer, and the loose pattern is slow on what is none."""
_COMMENT: Final = compile_later(r"\([^()]*\)")
_RFC3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"(?P<zone>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"
)
_W3C: Final = re.compile(
    r"[0-9]{4}(?P<month>-[0-9]{2}(?P<day>-[0-9]{2}(?P<time>T[0-9]{2}:[0-9]{2}"
    r"(?P<second>:[0-9]{2}(\.[0-9]+)?)?(?P<zone>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?)?)?"
)
_LIKE_822: Final = "write it like “Tue, 28 Dec 2021 15:54:15 +0800”"
_LIKE_3339: Final = "write it like “2021-12-28T15:54:15+08:00”"
_LIKE_W3C: Final = "write it like “2021-12-28” or “2021-12-28T15:54:15+08:00”"


def rfc822(name: str, text: str) -> Fault | None:
    """Want what RSS 2.0 does: "All date-times in RSS conform to [...] RFC 822"."""
    _, reason, level = _read_rfc822(text)
    if reason is None:
        return None
    message = f"{name} {quoted(text)} {reason}; {_LIKE_822}"
    return Fault(code="rfc822-date", message=message, level=level)


def rfc3339(name: str, text: str) -> Fault | None:
    """Want RFC 3339's date-time, with an uppercase T and, without an offset, Z: RFC 4287 3.3."""
    _, reason, _ = _read_rfc3339(text)
    if reason is None:
        return None
    return Fault(code="rfc3339-date", message=f"{name} {quoted(text)} {reason}; {_LIKE_3339}")


def w3c(name: str, text: str) -> Fault | None:
    """Want W3C's date: a year, a month, a day, or a day with its time and zone."""
    reason = _wrong_w3c(text.strip())
    if reason is None:
        return None
    return Fault(code="w3c-date", message=f"{name} {quoted(text)} {reason}; {_LIKE_W3C}")


def moment_rfc822(text: str) -> datetime | None:
    """Return the moment of an RFC 822 date, None where it has none."""
    return _read_rfc822(text)[0]


def moment_rfc3339(text: str) -> datetime | None:
    """Return the moment of an RFC 3339 date, None where it has none."""
    return _read_rfc3339(text)[0]


@cache
def _loose() -> re.Pattern[str]:
    """Return what RFC 822 allows and few readers take, and what it forbids and most readers take.

    The one are comments, other blanks and cases, years of two digits, zones of one letter; the other whole
    names, and UTC.
    """
    return re.compile(
        r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*,?\s*)?"
        r"(?P<day>[0-9]{1,2})\s+(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+"
        r"(?P<year>[0-9]{4}|[0-9]{2})\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
        r"(?::(?P<second>[0-9]{2}))?\s*(?P<zone>[+-][0-9]{4}|utc|ut|gmt|[ecmp][sd]t|[a-ik-z])?",
        re.IGNORECASE,
    )


@kept(8_192)
def _read_rfc822(text: str) -> Read:
    text = text.strip()
    if found := _STRICT.fullmatch(text):
        return _moment(found)
    if len(text) > _LONGEST or not (found := _loose().fullmatch(_COMMENT.sub("", text).strip())):
        return None, "is not an RFC 822 date", "error"
    if found["zone"] is None:
        return None, "has no time zone", "error"
    moment, reason, level = _moment(found)
    if reason is None and len(found["year"]) == 2:
        return moment, "has a year of two digits", "warning"
    return moment, reason or "is written in a form that few readers know", level or "warning"


def _moment(found: re.Match[str]) -> Read:
    """Return the moment that the parts of an RFC 822 date name."""
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    # A leap second is a legal second that Python does not know.
    second = min(int(found["second"] or 0), 59) if found["second"] in {None, "60"} else None
    try:
        moment = datetime(
            year,
            _MONTHS[found["month"].lower()],
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            int(found["second"]) if second is None else second,
            tzinfo=_zone(found["zone"].upper()),
        )
    except (ValueError, OverflowError):
        return None, "names a day, a time or a zone that does not exist", "error"
    day = _DAYS[moment.weekday()]
    if found["weekday"] and found["weekday"].title() != day:
        # RFC 822 5.2: "If included, day-of-week must be the day implied by the date specification."
        return moment, f"was a {day}, not a {found['weekday']}", "error"
    return moment, None, "warning"


@kept(512)
def _zone(zone: str) -> timezone:
    if zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[3:])
        if minutes > 59:
            raise ValueError(zone)
        return timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    return timezone(timedelta(hours=_ZONES.get(zone, 0)))


@kept(8_192)
def _read_rfc3339(text: str) -> Read:
    if not (found := _RFC3339.fullmatch(text)):
        return None, "is not an RFC 3339 date", "error"
    if found["zone"] is None:
        return None, "has no time zone", "error"
    try:
        return _iso(text), None, "error"
    except ValueError:
        return None, "names a day or a time that does not exist", "error"


@kept(8_192)
def _wrong_w3c(text: str) -> str | None:
    if not (found := _W3C.fullmatch(text)):
        return "is not a W3C date"
    if found["time"] and not found["zone"]:
        return "has no time zone"
    day = text if found["day"] else f"{text[:4]}{found['month'] or '-01'}-01"
    try:
        _iso(day)
    except ValueError:
        return "names a day or a time that does not exist"
    return None


def _iso(text: str) -> datetime:
    """Return the moment; raise ValueError for one that is not in the calendar."""
    return datetime.fromisoformat(text.replace(":60", ":59") if ":60" in text[16:19] else text)
