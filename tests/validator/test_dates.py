from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.dates import moment_rfc822, moment_rfc3339, rfc822, rfc3339, w3c

MOMENTS = st.datetimes(
    min_value=datetime(1000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m))),
).map(lambda moment: moment.replace(microsecond=0))


class TestRfc822:
    """RFC 822 5.1, with the year of four digits that RSS and RFC 2822 want."""

    @pytest.mark.parametrize(
        "text",
        [
            "Tue, 28 Dec 2021 15:54:15 +0800",
            "28 Dec 2021 15:54 GMT",
            "1 Jan 2022 00:00:00 EST",
            " Tue, 28 Dec 2021 15:54:15 UT\n",
            "Sat, 31 Dec 2016 23:59:60 GMT",
        ],
    )
    def test_takes(self, text: str) -> None:
        """These are in order."""
        assert rfc822("pubDate", text) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2021-12-28", "is not an RFC 822 date"),
            ("", "is not an RFC 822 date"),
            ("Tue, 28 Dec 2021", "is not an RFC 822 date"),
            ("Tue, 28 Dez 2021 15:54:15 +0100", "is not an RFC 822 date"),
            ("Tue, 28 Dec 2021 15:54:15 Europe/Paris", "is not an RFC 822 date"),
            ("Tue, 28 Dec 2021 15:54:15", "has no time zone"),
            ("30 Feb 2021 15:54:15 GMT", "does not exist"),
            ("28 Dec 2021 24:00:00 GMT", "does not exist"),
            ("28 Dec 2021 15:54:61 GMT", "does not exist"),
            ("28 Dec 2021 15:54:15 +0060", "does not exist"),
            ("28 Dec 2021 15:54:15 +9900", "does not exist"),
            ("28 Dec 0000 15:54:15 GMT", "does not exist"),
        ],
    )
    def test_refuses(self, text: str, words: str) -> None:
        """No reader may guess: an error, with a model to write after."""
        fault = rfc822("pubDate", text)
        assert fault is not None
        assert (fault.code, fault.level) == ("rfc822-date", "error")
        assert words in fault.message
        assert fault.message.endswith("write it like “Tue, 28 Dec 2021 15:54:15 +0800”")
        assert moment_rfc822(text) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("28 Dec 21 15:54:15 +0800", "two digits"),
            ("tuesday, 28 december 2021 15:54:15 +0800", "few readers"),
            ("Tue,28 Dec 2021 15:54:15 +0800", "few readers"),
            ("Tue, 28 Dec (last month) 2021 15:54:15 +0800 (CST)", "few readers"),
            ("28 Dec 2021 07:54:15 UTC", "few readers"),
            ("28 Dec 2021 07:54:15 Z", "few readers"),
        ],
    )
    def test_warns(self, text: str, words: str) -> None:
        """The moment is clear, the form is not what readers expect."""
        fault = rfc822("pubDate", text)
        assert fault is not None
        assert fault.level == "warning"
        assert words in fault.message
        assert moment_rfc822(text) == datetime(2021, 12, 28, 7, 54, 15, tzinfo=UTC)

    @pytest.mark.parametrize(
        "text", ["Mon, 28 Dec 2021 15:54:15 +0800", "monday 28 december 2021 15:54:15 +0800"]
    )
    def test_the_weekday_is_the_days_own(self, text: str) -> None:
        """RFC 822 5.2: "day-of-week must be the day implied by the date"; the moment is clear."""
        fault = rfc822("pubDate", text)
        assert fault is not None
        assert fault.level == "error"
        assert "was a Tue, not a" in fault.message
        assert moment_rfc822(text) is not None

    def test_years_of_two_digits_are_of_this_century_or_the_last(self) -> None:
        """As C, and so most readers, read them."""
        years = [moment_rfc822(f"1 Jan {year} 00:00 GMT") for year in ("69", "70")]
        assert [moment.year for moment in years if moment] == [2069, 1970]

    @given(MOMENTS)
    def test_agrees_with_the_standard_library(self, moment: datetime) -> None:
        """What email.utils writes is in order and means the same."""
        text = format_datetime(moment)
        assert rfc822("pubDate", text) is None
        assert moment_rfc822(text) == moment

    @given(st.text())
    def test_never_raises(self, text: str) -> None:
        """Whatever stands there is a date or a fault."""
        assert (rfc822("pubDate", text) is None) <= (moment_rfc822(text) is not None)


class TestRfc3339:
    """RFC 4287 3.3: "a date-time production in RFC 3339", T and Z in upper case."""

    @pytest.mark.parametrize(
        "text",
        [
            "2021-12-28T15:54:15+08:00",
            "2021-12-28T15:54:15Z",
            "2021-12-28T15:54:15.123456789-00:00",
            "2016-12-31T23:59:60Z",
        ],
    )
    def test_takes(self, text: str) -> None:
        """These are in order."""
        assert rfc3339("updated", text) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2021-12-28", "is not an RFC 3339 date"),
            ("2021-12-28t15:54:15z", "is not an RFC 3339 date"),
            ("2021-12-28 15:54:15Z", "is not an RFC 3339 date"),
            (" 2021-12-28T15:54:15Z", "is not an RFC 3339 date"),
            ("2021-12-28T15:54Z", "is not an RFC 3339 date"),
            ("2021-12-28T15:54:15+0800", "is not an RFC 3339 date"),
            ("2021-12-28T15:54:15+24:00", "is not an RFC 3339 date"),
            ("٢٠٢١-12-28T15:54:15Z", "is not an RFC 3339 date"),
            ("2021-12-28T15:54:15", "has no time zone"),
            ("2021-02-29T15:54:15Z", "does not exist"),
            ("2021-12-28T24:00:00Z", "does not exist"),
            ("0000-12-28T15:54:15Z", "does not exist"),
        ],
    )
    def test_refuses(self, text: str, words: str) -> None:
        """Anything else is an error."""
        fault = rfc3339("updated", text)
        assert fault is not None
        assert (fault.code, fault.level) == ("rfc3339-date", "error")
        assert words in fault.message
        assert moment_rfc3339(text) is None

    @given(MOMENTS)
    def test_agrees_with_the_standard_library(self, moment: datetime) -> None:
        """What isoformat writes is in order and means the same."""
        text = moment.isoformat()
        assert rfc3339("updated", text) is None
        assert moment_rfc3339(text) == moment

    @given(st.text())
    def test_never_raises(self, text: str) -> None:
        """Whatever stands there is a date or a fault."""
        assert (rfc3339("updated", text) is None) == (moment_rfc3339(text) is not None)


class TestW3c:
    """https://www.w3.org/TR/NOTE-datetime: six forms, from the year to the fraction of a second."""

    @pytest.mark.parametrize(
        "text",
        [
            "2021",
            "2021-12",
            "2021-12-28",
            "2021-12-28T15:54+08:00",
            "2021-12-28T15:54:15Z",
            "2021-12-28T15:54:15.5Z",
            " 2021-12-28 ",
        ],
    )
    def test_takes(self, text: str) -> None:
        """These are in order."""
        assert w3c("lastmod", text) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("28.12.2021", "is not a W3C date"),
            ("2021-12-28 15:54", "is not a W3C date"),
            ("2021-12-28T15:54", "has no time zone"),
            ("2021-13", "does not exist"),
            ("2021-02-29", "does not exist"),
            ("2021-12-28T25:00Z", "does not exist"),
            ("0000", "does not exist"),
        ],
    )
    def test_refuses(self, text: str, words: str) -> None:
        """Anything else is an error."""
        fault = w3c("lastmod", text)
        assert fault is not None
        assert (fault.code, fault.level) == ("w3c-date", "error")
        assert words in fault.message
