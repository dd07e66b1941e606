"""What dates.py promises: what a date certainly says is read, on every machine alike; nothing is guessed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from dateutil import parser
from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.collector.dates import ZONES, BadDate, Written, _read_exact, _read_other, _read_usual, parse
from feeds.collector.dates import instant as read_instant

SHANGHAI = timezone(timedelta(hours=8))
NEW_YORK = ZoneInfo("America/New_York")

# text -> day, clock, offset in minutes
READ: dict[str, tuple[tuple[int, int, int], tuple[int, int, int] | None, int | None]] = {
    "2020-03-04": ((2020, 3, 4), None, None),
    "2020-3-4": ((2020, 3, 4), None, None),
    "2020/03/04": ((2020, 3, 4), None, None),
    "2020/3/4 9:30": ((2020, 3, 4), (9, 30, 0), None),
    "2020-03-04 09:30": ((2020, 3, 4), (9, 30, 0), None),
    "2020-03-04 9:30": ((2020, 3, 4), (9, 30, 0), None),
    "2020-03-04 09:30:05": ((2020, 3, 4), (9, 30, 5), None),
    "2020-03-04 00:00:00": ((2020, 3, 4), (0, 0, 0), None),
    "2020-03-04   09:30:05": ((2020, 3, 4), (9, 30, 5), None),
    " 2020-03-04 09:30:05 ": ((2020, 3, 4), (9, 30, 5), None),
    "2020-03-04T09:30:05": ((2020, 3, 4), (9, 30, 5), None),
    "2020-03-04t09:30:05z": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04T09:30:05Z": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04T09:30Z": ((2020, 3, 4), (9, 30, 0), 0),
    "2020-03-04T09:30:05.123456789Z": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05,999": ((2020, 3, 4), (9, 30, 5), None),
    "2020-03-04 09:30:05 +0800": ((2020, 3, 4), (9, 30, 5), 480),
    "2020-03-04 09:30:05 +08:00": ((2020, 3, 4), (9, 30, 5), 480),
    "2020-03-04 09:30:05+08:00": ((2020, 3, 4), (9, 30, 5), 480),
    "2020-03-04 09:30:05 +8": ((2020, 3, 4), (9, 30, 5), 480),
    "2020-03-04 09:30:05 +08": ((2020, 3, 4), (9, 30, 5), 480),
    "2020-03-04 09:30:05 +530": ((2020, 3, 4), (9, 30, 5), 330),
    "2020-03-04 09:30:05 +5:45": ((2020, 3, 4), (9, 30, 5), 345),
    "2020-03-04 09:30:05 -0330": ((2020, 3, 4), (9, 30, 5), -210),
    "2020-03-04 09:30:05 -0000": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05 -1200": ((2020, 3, 4), (9, 30, 5), -720),
    "2020-03-04 09:30:05 +1400": ((2020, 3, 4), (9, 30, 5), 840),
    "2020-03-04 09:30 +0800": ((2020, 3, 4), (9, 30, 0), 480),
    "2020-03-04 +0800": ((2020, 3, 4), None, 480),
    "2020-03-04 UTC": ((2020, 3, 4), None, 0),
    "2020-03-04Z": ((2020, 3, 4), None, 0),
    "2020-03-04 09:30:05 UTC": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05 utc": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05 GMT": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05 UT": ((2020, 3, 4), (9, 30, 5), 0),
    "2020-03-04 09:30:05 EST": ((2020, 3, 4), (9, 30, 5), -300),
    "2020-07-04 09:30:05 EST": ((2020, 7, 4), (9, 30, 5), -300),
    "2020-07-04 09:30:05 EDT": ((2020, 7, 4), (9, 30, 5), -240),
    "2020-03-04 09:30:05 PST": ((2020, 3, 4), (9, 30, 5), -480),
    "2020-03-04 09:30:60": ((2020, 3, 4), (9, 30, 59), None),
    "2023-02-22 23:34:25 2023 +0000": ((2023, 2, 22), (23, 34, 25), 0),
    "1001-01-01": ((1001, 1, 1), None, None),
    "9998-12-31": ((9998, 12, 31), None, None),
    "1 Jan 1001": ((1001, 1, 1), None, None),
    "31 Dec 9998": ((9998, 12, 31), None, None),
    "2020-02-29": ((2020, 2, 29), None, None),
    # what dateutil reads
    "18 Dec 2014": ((2014, 12, 18), None, None),
    "18 December 2014": ((2014, 12, 18), None, None),
    "Dec 18, 2014": ((2014, 12, 18), None, None),
    "December 18th, 2014": ((2014, 12, 18), None, None),
    "18-Dec-2014": ((2014, 12, 18), None, None),
    "Thu Dec 18 2014": ((2014, 12, 18), None, None),
    "2014 Dec 18": ((2014, 12, 18), None, None),
    "18 Dec 2014 09:30": ((2014, 12, 18), (9, 30, 0), None),
    "18 Dec 2014 00:00": ((2014, 12, 18), (0, 0, 0), None),
    "Mar 4, 2020 11:30 PM": ((2020, 3, 4), (23, 30, 0), None),
    "Mar 4, 2020 11 PM": ((2020, 3, 4), (23, 0, 0), None),
    "2020-03-04 11:30 PM": ((2020, 3, 4), (23, 30, 0), None),
    "2020-03-04 12:00:01 am": ((2020, 3, 4), (0, 0, 1), None),
    "Mar 4, 2020 11:30 PM EST": ((2020, 3, 4), (23, 30, 0), -300),
    "4 Mar 2020 09:30:05 -0330": ((2020, 3, 4), (9, 30, 5), -210),
    "Wed, 04 Mar 2020 09:30:05 GMT": ((2020, 3, 4), (9, 30, 5), 0),
    "Wed, 04 Mar 2020 09:30:05 +0800": ((2020, 3, 4), (9, 30, 5), 480),
    "Wed Mar  4 09:30:05 2020": ((2020, 3, 4), (9, 30, 5), None),
    "Wed Mar  4 09:30:05 2020 +0800": ((2020, 3, 4), (9, 30, 5), 480),
    # RFC 5322, section 3.3: a remark says nothing; +0800 is China's CST here
    "Wed, 04 Mar 2020 10:00:00 +0800 (CST)": ((2020, 3, 4), (10, 0, 0), 480),
    "4 Mar 2020 10:00:00 (about noon)": ((2020, 3, 4), (10, 0, 0), None),
    "20200304T093005": ((2020, 3, 4), (9, 30, 5), None),
    "20200304T093005Z": ((2020, 3, 4), (9, 30, 5), 0),
}

BAD = {
    "nothing": "",
    "blanks": "  ",
    "word": "soon",
    "day that is not": "2020-02-30",
    "leap day that is not": "2019-02-29",
    "month 13": "2020-13-01",
    "month 0": "2020-00-01",
    "day 0": "2020-01-00",
    "year 0": "0000-01-01",
    "year of three digits": "0999-12-31",
    "last year of all": "9999-12-31",
    "last year of all in words": "31 Dec 9999",
    "hour 24": "2020-01-01 24:00:00",
    "hour 25": "2020-01-01 25:00",
    "minute 60": "2020-01-01 10:60",
    "second 61": "2020-01-01 10:00:61",
    "offset +17:00": "2020-01-01 10:00 +17:00",
    "offset +14:01": "2020-01-01 10:00 +1401",
    "offset -12:01": "2020-01-01 10:00 -1201",
    "offset +0860": "2020-01-01 10:00 +0860",
    "offset +17:00 elsewhere": "1 Jan 2020 10:00 +17:00",
    "offset of more than a day": "1 Jan 2020 10:00 +25:00",
    "offset of days": "1 Jan 2020 10:00 -9999",
    "zone of no meaning": "2020-01-01 10:00:00 CET",
    "zone of no meaning elsewhere": "1 Jan 2020 10:00 XYZ",
    "zone by IANA": "2020-01-01 10:00 America/New_York",
    "military zone": "2020-01-01 10:00 A",
    "turned sign": "1 Jan 2020 10:00 UTC+3",
    "turned sign of GMT": "1 Jan 2020 10:00 GMT -3",
    "turned sign of EST": "4 Mar 2020 10:00 EST+3",
    "turned sign of Z": "4 Mar 2020 10:00 Z+3",
    "JavaScript": "Wed Jan 01 2020 10:00:00 GMT+0800 (China Standard Time)",
    "slashes": "02/03/2020",
    "slashes, sure": "13/02/2020",
    "dots": "02.03.2020",
    "dashes, year last": "09-01-2009",
    "slashes and time": "02/03/2020 10:00",
    "slashes after a weekday": "Mon 02/03/2026",
    "slashes after a clock": "10:30 02/03/2026",
    "slash and year": "02/03 2026",
    "two-digit year": "02/03/20",
    "two-digit year in words": "Mar 4, 20",
    "two-digit year of the clock's century": "4 Mar 75",
    "year of three digits in words": "1 Jan 123",
    "year of three digits, dashes": "123-1-2",
    "week": "2020-W01",
    "week and day": "2020-W01-1",
    "week without dash": "2020W01",
    "day of year": "2020-123",
    "number": "10",
    "year": "2020",
    "eight digits": "20200304",
    "epoch": "1583280000",
    "epoch with fraction": "1583280000.5",
    "version": "1.10",
    "clock": "12:30",
    "month": "May",
    "month and year": "May 2020",
    "weekday, month and year": "Thursday May 2020",
    "numeric month and year": "2020-05",
    "day and month": "10 May",
    "weekday": "Thursday",
    "weekday and clock": "Thursday 10:00",
    "Chinese": "2020年3月4日",
    "range": "1 Jan 2020 - 2 Jan 2020",
    "two dates": "2020-01-01 2020-01-02",
    "control character": "2020-01-01\x00",
    "true": "true",
    "huge number": "9" * 400,
    "huge year": "1 Jan 99999999999999999999",
    "long": "1 Jan 2020" + " " * 80 + "10:00",
    "letters after": "2020-01-01x",
    "blank within": "2020-01- 01",
    "lone offset": "+0800",
    "not finite": "nan",
    "infinite": "inf",
    "decimal": "Jan 1 2020 1e5",
}


@contextmanager
def machine_zone(name: str) -> Iterator[None]:
    """Make the machine's own zone another one."""
    _read_other.cache_clear()
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
        _read_other.cache_clear()


def written(text: str) -> Written:
    """Return what the table above says of the text."""
    day, clock, minutes = READ[text]
    offset = None if minutes is None else timezone(timedelta(minutes=minutes)) if minutes else UTC
    return Written(day=date(*day), clock=clock, offset=offset)


@pytest.mark.parametrize("text", READ)
def test_read(text: str) -> None:
    """A date says what stands there and nothing more."""
    assert parse(text) == written(text)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_refused(text: str) -> None:
    """What is no date, impossible, or could mean two days is refused, with what to write."""
    with pytest.raises(BadDate, match=r"; write "):
        parse(text)


@pytest.mark.parametrize(("name", "hours"), ZONES.items())
def test_zone_names(name: str, hours: int) -> None:
    """The names of RFC 822, section 5.1, mean what it says, in summer and in winter."""
    for month in ("01", "07"):
        for text in (f"2020-{month}-02 10:00:00 {name}", f"2020-{month}-02 10:00 {name.lower()}"):
            assert parse(text).offset == timezone(timedelta(hours=hours))
    assert parse(f"2 Jan 2020 10:00:00 {name}").offset == timezone(timedelta(hours=hours))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the machine's zone cannot be changed")
class TestMachine:
    """The zone, the clock and the warnings of the machine have no part in it."""

    @pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "Europe/Paris"])
    def test_zone(self, zone: str) -> None:
        """Every date of the table says the same in every zone, and the refused are refused."""
        with machine_zone(zone):
            for text in READ:
                assert parse(text) == written(text)
            for text in BAD.values():
                with pytest.raises(BadDate):
                    parse(text)

    @pytest.mark.parametrize(
        ("zone", "text"),
        [("Europe/Paris", "4 Mar 2020 10:00 CET"), ("Asia/Tokyo", "4 Mar 2020 10:00 JST")],
    )
    def test_name_of_the_machines_zone(self, zone: str, text: str) -> None:
        """The name of the machine's own zone is refused like that of any other."""
        with machine_zone(zone), pytest.raises(BadDate):
            parse(text)


def test_nothing_from_today() -> None:
    """Parts that are missing are no part of the answer."""
    assert parse("Mar 4, 2020 11 PM").clock == (23, 0, 0)
    assert parse("4 Mar 2020") == Written(day=date(2020, 3, 4))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0999-12-31", "0999-12-31"),
        ("1000-12-31", "1000-12-31"),
        ("31 Dec 1000", "1000-12-31"),
        ("9999-01-01", "9999-01-01"),
        ("9999-12-31 23:00:00 -0100", "9999-12-31"),
        ("1 Jan 9999", "9999-01-01"),
        ("2020-02-30", "2020-02-30"),
    ],
)
def test_year_of_four_digits(text: str, day: str) -> None:
    """Years that may have less or more than four digits elsewhere are none; the message has all four."""
    with pytest.raises(BadDate, match=f"^there is no day {day}; write it like "):
        parse(text)


def test_length() -> None:
    """Eighty letters may be a date, one more is none; the message has only its beginning."""
    assert parse("2020-01-02".ljust(80)) == Written(day=date(2020, 1, 2))
    with pytest.raises(BadDate, match=r"^“2020-01-02 {70}…” is too long for a date; write it like "):
        parse("2020-01-02".ljust(81))


def test_bounded_time() -> None:
    """However many blanks stand there, it takes no time."""
    started = time.perf_counter()
    with pytest.raises(BadDate):
        parse("2020-01-01" + " " * 5_000 + "!")
    assert time.perf_counter() - started < 0.3


class TestAt:
    """From what is written to an instant."""

    @pytest.mark.parametrize(
        ("text", "zone", "instant"),
        [
            ("2020-03-04", "Asia/Shanghai", "2020-03-04T00:00:00+08:00"),
            ("2020-03-04 09:30", "Asia/Shanghai", "2020-03-04T09:30:00+08:00"),
            ("2020-03-04 09:30:00 +0100", "Asia/Shanghai", "2020-03-04T09:30:00+01:00"),
            ("2020-03-04 +0100", "Asia/Shanghai", "2020-03-04T00:00:00+01:00"),
            ("2020-03-04 09:30:00Z", "Asia/Shanghai", "2020-03-04T09:30:00+00:00"),
            ("2020-07-04 09:30:00", "America/New_York", "2020-07-04T09:30:00-04:00"),
            ("2020-01-04 09:30:00", "America/New_York", "2020-01-04T09:30:00-05:00"),
            # skipped: forward by the gap
            ("2020-03-08 02:30:00", "America/New_York", "2020-03-08T03:30:00-04:00"),
            ("2020-03-08 01:59:59", "America/New_York", "2020-03-08T01:59:59-05:00"),
            ("2020-03-08 03:00:00", "America/New_York", "2020-03-08T03:00:00-04:00"),
            ("2020-03-08 02:30:00 -0500", "America/New_York", "2020-03-08T02:30:00-05:00"),
            ("2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"),
            ("2011-12-30 10:00", "Pacific/Apia", "2011-12-31T10:00:00+14:00"),
            ("2020-10-04 02:15:00", "Australia/Lord_Howe", "2020-10-04T02:45:00+11:00"),
            # repeated: the first
            ("2020-11-01 01:30:00", "America/New_York", "2020-11-01T01:30:00-04:00"),
            ("2020-10-25 02:30:00", "Europe/Berlin", "2020-10-25T02:30:00+02:00"),
            # before standard time: off by seconds, so UTC
            ("1850-01-01 10:00:00", "Asia/Shanghai", "1850-01-01T01:54:17+00:00"),
            ("1850-01-01", "America/New_York", "1850-01-01T04:56:02+00:00"),
            ("1850-01-01 10:00:00", "UTC", "1850-01-01T10:00:00+00:00"),
            ("2020-03-04 09:30:60", "UTC", "2020-03-04T09:30:59+00:00"),
        ],
    )
    def test_at(self, text: str, zone: str, instant: str) -> None:
        """Its own offset counts, else the zone; gaps go forward and the first of two is meant."""
        assert parse(text).at(ZoneInfo(zone)).isoformat() == instant

    def test_zone_of_fixed_offset(self) -> None:
        """The site's zone may be UTC or an offset as well."""
        assert parse("2020-03-04 10:00").at(UTC).isoformat() == "2020-03-04T10:00:00+00:00"
        assert parse("2020-03-04 10:00").at(SHANGHAI).isoformat() == "2020-03-04T10:00:00+08:00"

    @pytest.mark.parametrize("text", ["1001-01-01", "9998-12-31 23:59:59"])
    def test_ends_of_time(self, text: str) -> None:
        """The first and the last date that is read has its instant, of four digits, in every zone."""
        for name in ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
            when = parse(text).at(ZoneInfo(name))
            assert abs(when - parse(text).at(UTC)) < timedelta(hours=25)
            assert 1000 <= when.astimezone(UTC).year <= 9999


moments = st.datetimes(min_value=datetime(1001, 1, 1), max_value=datetime(9998, 12, 31)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0)
)
offsets = st.integers(min_value=-12 * 60, max_value=14 * 60)


def sign(minutes: int, colon: str = "") -> str:
    """Return an offset as it is written."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{colon}{abs(minutes) % 60:02d}"


class TestProperties:
    """RFC 3339, section 4.2: "Numeric offsets are calculated as "local time minus UTC"."""

    @given(when=moments, minutes=offsets)
    def test_exact_forms_and_dateutil_agree(self, when: datetime, minutes: int) -> None:
        """What both we and dateutil read is the same instant."""
        for form in (
            f"{when:%Y-%m-%d %H:%M:%S} {sign(minutes)}",
            f"{when:%Y-%m-%dT%H:%M:%S}{sign(minutes, ':')}",
            f"{when:%Y-%m-%d %H:%M} {sign(minutes)}",
            f"{when:%Y/%m/%d %H:%M:%S} {sign(minutes)}",
        ):
            text = form.rjust(len(form) + 4 - when.year // 1000, "0") if when.year < 1000 else form
            assert parse(text).at(UTC) == parser.parse(text)

    @given(when=moments, minutes=offsets)
    def test_both_ways_of_reading_agree(self, when: datetime, minutes: int) -> None:
        """The same moment in an exact form and in words is one instant."""
        exact = f"{when.year:04d}-{when:%m-%d %H:%M:%S} {sign(minutes)}"
        words = f"{when.day} {_MONTHS[when.month - 1]} {when.year} {when:%H:%M:%S} {sign(minutes)}"
        assert parse(exact) == parse(words)

    @given(
        st.builds(
            "{}{:02d}-{:02d}{}{:02d}:{:02d}{}{}".format,
            st.sampled_from(["2020-", "1000-", "1001-", "9998-", "9999-", "0999-", "2019/", "٢٠٢٠-", "20-"]),
            st.integers(0, 13),
            st.integers(0, 32),
            st.sampled_from(["T", " ", "t", "", "  "]),
            st.integers(0, 25),
            st.integers(0, 61),
            st.sampled_from(["", ":00", ":59", ":60", ":61", ":5", ":00.5", " PM"]),
            st.sampled_from(
                ["", "Z", " Z", "z", "+0800", " +0800", " -03:30", "-1300", " +8", " UTC", " CET", " 2020"]
            ),
        )
        | st.sampled_from(
            ["2020-02-29", "2019-02-29", "2020-1-2", "2020-01-02 +0800", "2020-01-02Z", "1000-01-01"]
        )
    )
    def test_the_usual_forms_are_exact(self, text: str) -> None:
        """The forms that C reads for us say what the exact ones say, and the impossible is left to those."""
        try:
            when = read_instant(text)
        except BadDate as error:
            when = None
            with pytest.raises(BadDate, match=re.escape(str(error))):
                parse(text)
        if when is not None:
            assert (when, when.tzinfo) == (parse(text).at(ZoneInfo("Asia/Tehran")), parse(text).offset)
        try:
            usual, bad = _read_usual(text), None
        except BadDate as error:
            usual, bad = None, str(error)
        if usual is not None:
            assert usual == _read_exact(text) == parse(text)
        elif bad is not None:
            with pytest.raises(BadDate, match=re.escape(bad)):
                _read_exact(text)

    @given(
        when=moments, zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Africa/Monrovia"])
    )
    def test_offset_in_whole_minutes(self, when: datetime, zone: str) -> None:
        """Every instant can be written in a feed: its offset has no seconds."""
        at = Written(day=when.date(), clock=(when.hour, when.minute, when.second)).at(ZoneInfo(zone))
        assert (at.utcoffset() or timedelta()) % timedelta(minutes=1) == timedelta()
        assert at.astimezone(UTC).astimezone(at.tzinfo) == at

    @given(st.text(max_size=30) | st.text(st.sampled_from("0123456789-/:. TZ+JanMonUTCpm,"), max_size=30))
    def test_any_text(self, text: str) -> None:
        """A date or a BadDate: nothing else, and no warning."""
        try:
            found, mend = parse(text), "; write"
        except BadDate as error:
            found, mend = Written(day=date(2020, 1, 1)), str(error)
        assert found.clock is None or found.clock <= (23, 59, 59)
        assert "; write" in mend

    @given(moments)
    def test_order(self, when: datetime) -> None:
        """What is written later in one zone is later."""
        assume(when.year < 9998)
        later = when + timedelta(days=1)
        assert parse(f"{when.year}-{when:%m-%d %H:%M}").at(UTC) < parse(f"{later.year}-{later:%m-%d}").at(
            UTC
        ) + (timedelta(days=1))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def test_dateutil_waits() -> None:
    """An exact form does not cost the import of dateutil."""
    code = (
        "import sys; from feeds.collector.dates import parse; parse('2020-01-02 03:04:05 +0800');"
        "sys.exit('dateutil' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
