"""Permalink patterns -> paths and URLs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime

from feeds.characters import encode_url

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SIMPLE_PATH = re.compile(r"[a-zA-Z0-9./-]+")
_OTHER_SCRIPTS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


class BadPermalink(ValueError):
    """A pattern with a placeholder that does not exist: its text names it."""


def fill(pattern: str, values: Mapping[str, Callable[[], str]]) -> str:
    """Return the pattern with each `:placeholder` replaced by its value, percent-encoded.

    Raises:
        BadPermalink: there is no such placeholder.
    """

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        key = name if name in values or not name.endswith("_") else name[:-1]
        if key not in values:
            raise BadPermalink(
                f"permalink {pattern}: there is no :{name}; write one of :{', :'.join(values)}"
            )
        return escape_path(values[key]()) + name[len(key) :]

    return re.sub("//+", "/", _PLACEHOLDER.sub(replace, pattern))


def escape_path(value: str) -> str:
    """Percent-encode a value for the path of a URL; `%`, `#` and `?` are letters like others."""
    if _SIMPLE_PATH.fullmatch(value):
        return value
    return encode_url(value.replace("%", "%25").replace("#", "%23").replace("?", "%3F"))


def absolute(site_url: str, path: str) -> str:
    """Return the absolute URL of a path of the site, encoded once, its letters composed (NFC)."""
    url = encode_url(f"{site_url}/{path.lstrip('/')}")
    if "%" not in url:
        return url
    return encode_url(unicodedata.normalize("NFC", _OTHER_SCRIPTS.sub(_decode, url)))


def _decode(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def date_values(when: datetime) -> dict[str, Callable[[], str]]:
    """Return the placeholders that tell the date, as Jekyll names them; English names of months."""
    week_year, week, week_day = when.isocalendar()
    return {
        "year": lambda: f"{when.year:04d}",
        "short_year": lambda: f"{when.year % 100:02d}",
        "month": lambda: f"{when.month:02d}",
        "i_month": lambda: str(when.month),
        "short_month": lambda: _MONTHS[when.month - 1][:3],
        "long_month": lambda: _MONTHS[when.month - 1],
        "day": lambda: f"{when.day:02d}",
        "i_day": lambda: str(when.day),
        "y_day": lambda: f"{when.timetuple().tm_yday:03d}",
        "short_day": lambda: _DAYS[when.weekday()][:3],
        "long_day": lambda: _DAYS[when.weekday()],
        "week": lambda: f"{week:02d}",
        "w_year": lambda: str(week_year),
        "w_day": lambda: str(week_day),
        "hour": lambda: f"{when.hour:02d}",
        "minute": lambda: f"{when.minute:02d}",
        "second": lambda: f"{when.second:02d}",
    }


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
