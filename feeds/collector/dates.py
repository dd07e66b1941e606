"""Dates as people write them -> what they certainly say; a zone for those that say none. Pure.

Exact forms first (RFC 3339, ISO 8601 and the forms of Ruby and Go), python-dateutil for the rest,
kept from what it likes to guess: missing parts are never filled in from today, day and month never
swapped, and a zone name never looked up on the machine.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from feeds.patterns import compile_later

# RFC 822, section 5.1: the zone names that have one meaning. "Z" is there too.
ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip

_EXACT = compile_later(
    r"""(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})
    (?:[Tt]|\s+|(?=[zZ+])|$)
    (?:(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?(?:\s+(?P=y))?)?
    \s*(?P<zone>(?![AaPp][Mm]$)[A-Za-z]+|[+-]\d{1,2}(?::?\d{2})?)?""",
    re.VERBOSE,
)
_USUAL = re.compile(
    r"(?!1000|9999)[1-9]\d{3}-\d\d-\d\d"
    r"(?:[ T](?:[01]\d|2[0-3]):\d\d:\d\d(?: ?(?P<zone>Z|[+-]\d\d:?\d\d))?)?",
    re.ASCII,
)
# What dateutil would read, and no two people alike: 02/03/2026, UTC+3, EST-3, 2026-W01, a bare number.
_AMBIGUOUS = compile_later(
    r"\b\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4}| \d{4})\b|(?:UTC?|GMT|Z|[ECMP][SD]T) ?[+-] ?\d"
    r"|\dW\d|^[\d.: ]+$|[\x00-\x1f]",
    re.IGNORECASE,
)
_YEAR = compile_later(r"(?<![\d:+-])\d{4}(?!\d)|(?<=[\dA-Za-z]-)\d{4}(?!\d)|^\d{8}(?:T\d{4,6})?(?!\d)")
_REMARK = compile_later(r" ?\([^()]*\)$")  # RFC 822, section 3.1.4: +0800 (CST) is +0800
_LONGEST = 80
_LIKE_THIS = "write it like 2026-01-31 09:30:00 +0800"


class BadDate(ValueError):
    """A date that cannot be read with certainty: its text says why, and what to write."""


class Written(NamedTuple):
    """A date as it was written: `clock` and `offset` are None where it does not say."""

    day: date
    clock: tuple[int, int, int] | None = None
    offset: timezone | None = None

    def at(self, zone: tzinfo) -> datetime:
        """Return the instant, in its own offset or else in the zone; a day alone is its midnight.

        A local time that the zone skips is moved forward by the gap, as clocks were; of two that it
        repeats the first is meant (PEP 495, fold=0).
        """
        day, own = self.day, self.offset or zone
        hour, minute, second = self.clock or (0, 0, 0)
        when = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=own)
        if self.offset:  # it knows no gaps, and has whole minutes
            return when
        when = _leave_gap(when)
        # Before standard time zones were off by seconds, which no feed can say.
        return when if (when.utcoffset() or timedelta()).seconds % 60 == 0 else when.astimezone(UTC)


def parse(text: str) -> Written:
    """Read a date.

    Raises:
        BadDate: it is none, is impossible, or could mean two days.
    """
    if len(text) > _LONGEST:
        raise BadDate(f"“{text[:_LONGEST]}…” is too long for a date; {_LIKE_THIS}")
    text = " ".join(text.split())
    return _read_usual(text) or _read_exact(text) or _read_other(text)


def _read_usual(text: str) -> Written | None:
    """Read the forms that most posts have with C's help; `_read_exact` would say the same."""
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    try:
        when = datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    clock = (when.hour, when.minute, when.second) if len(text) > 10 else None
    zone = match["zone"]
    return Written(when.date(), clock, _offset(zone) if zone else None)


def instant(text: str) -> datetime | None:
    """Return the instant that a text names by day, clock and offset, as most posts write it; None for others.

    `parse` says the same of it.

    Raises:
        BadDate: no clock on earth is so far from UTC.
    """
    match = _USUAL.fullmatch(text)
    if match is None or (zone := match["zone"]) is None:
        return None
    try:
        when = datetime.fromisoformat(text[:19] + zone)
    except ValueError:
        return None
    _offset(zone)
    return when


def _read_exact(text: str) -> Written | None:
    match = _EXACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    return Written(
        day=_day(int(year), int(month), int(day)),
        clock=_clock(int(hour), int(minute), int(second or 0)) if hour else None,
        offset=_offset(zone) if zone else None,
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        # RFC 822 wants four digits; in another zone a year may begin or end in the one beside it.
        if not 1000 < year < 9999:
            raise ValueError
        return date(year, month, day)
    except ValueError:
        raise BadDate(f"there is no day {year:04d}-{month:02d}-{day:02d}; {_LIKE_THIS}") from None


def _clock(hour: int, minute: int, second: int) -> tuple[int, int, int]:
    if hour > 23 or minute > 59 or second > 60:
        raise BadDate(f"there is no time {hour:02d}:{minute:02d}:{second:02d}; {_LIKE_THIS}")
    return hour, minute, min(second, 59)  # a leap second: datetime has none


@lru_cache(maxsize=256)
def _offset(text: str) -> timezone:
    """Return the offset that a zone stands for. West of Greenwich is minus (RFC 3339, section 4.2)."""
    if text[0] not in "+-":
        if text.upper() not in ZONES:
            raise BadDate(f"the zone “{text}” has no one meaning; write an offset such as +0800")
        return timezone(timedelta(hours=ZONES[text.upper()])) if ZONES[text.upper()] else UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    # No clock on earth is further than 14 hours ahead of UTC or 12 behind it.
    if minutes > 59 or not -12 * 60 <= (shift := int(f"{text[0]}{hours * 60 + minutes}")) <= 14 * 60:
        raise BadDate(f"no zone is {text} from UTC; write an offset from -1200 to +1400")
    return timezone(timedelta(minutes=shift)) if shift else UTC


@lru_cache(maxsize=256)
def _read_other(text: str) -> Written:
    """Read `18 Dec 2014`, `Mar 4, 2020 11:30 PM EST`, RFC 822 and the like with python-dateutil."""
    from dateutil import parser  # noqa: PLC0415 - 50 ms that most sites never need

    text = _REMARK.sub("", text)
    if _AMBIGUOUS.search(text) or len(_YEAR.findall(text)) != 1:
        raise BadDate(f"“{text}” is no date that is sure to be read as meant; {_LIKE_THIS}")
    # Two defaults that differ in every part: what the text does not say, differs in the answers.
    one, two = datetime(2001, 1, 1, 1, 1, 1), datetime(2004, 3, 17, 2, 2, 2)  # noqa: DTZ001
    try:
        first = parser.parse(text, default=one, tzinfos=_known_zone)
        second = parser.parse(text, default=two, tzinfos=_known_zone)
        offset = first.utcoffset()
    except BadDate:
        raise
    except (ValueError, OverflowError, TypeError):
        raise BadDate(f"“{text}” is no date; {_LIKE_THIS}") from None
    if first.date() != second.date():
        raise BadDate(f"“{text}” does not name one day; {_LIKE_THIS}")
    hour, minute, second_ = (a if a == b else 0 for a, b in zip(_hms(first), _hms(second), strict=True))
    return Written(
        day=_day(first.year, first.month, first.day),
        clock=(hour, minute, second_) if first.hour == second.hour else None,
        offset=None if offset is None else _offset(_written(offset)),
    )


def _known_zone(name: str | None, seconds: int | None) -> tzinfo | None:
    """Return the zone for dateutil, which would otherwise ask the machine what a name means."""
    if name and name.upper() in ZONES and not seconds:
        return timezone(timedelta(hours=ZONES[name.upper()]))
    if name and name.upper() not in {"UTC", "GMT", "Z"}:
        raise BadDate(f"the zone “{name}” has no one meaning; write an offset such as +0800")
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _hms(when: datetime) -> tuple[int, int, int]:
    return when.hour, when.minute, when.second


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _leave_gap(when: datetime) -> datetime:
    """Return the time itself, or if the zone's clocks skipped it, the time they showed instead.

    `datetime` reads a skipped time with the offset before the gap; a turn by way of UTC lands as far
    behind the gap as the time was in it.
    """
    if when.tzinfo is UTC or isinstance(when.tzinfo, timezone):
        return when
    return when.astimezone(UTC).astimezone(when.tzinfo)
