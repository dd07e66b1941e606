"""Permalink patterns -> paths and URLs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from feeds.characters import encode_url, is_plain_url, quote_path
from feeds.patterns import compile_later

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SIMPLE_PATH = re.compile(r"[a-zA-Z0-9./-]+")
# All that may stand in a path as it is, but for a percent sign: of letters it encodes, some want composing.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~!$&'()*+,;=:@-]*")
_OTHER_SCRIPTS = compile_later(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


class BadPermalink(ValueError):
    """A pattern with a placeholder that does not exist: its text names it."""


def fill(
    pattern: str, values: Mapping[str, Callable[..., str]], when: datetime | None = None, *of: object
) -> str:
    """Return the pattern with each `:placeholder` replaced by its value, percent-encoded.

    The `values` are made `of` what is given. With `when` there are the placeholders of DATES too; those of
    `values` come before them.

    Raises:
        BadPermalink: there is no such placeholder.
    """
    path = ""
    pairs, rest = _pieces(pattern)
    for literal, name in pairs:
        if name in values:
            text = escape_path(values[name](*of))
        elif when is not None and name in DATES:
            text = DATES[name](when)
        else:
            text = _fill_before_underscore(pattern, name, values, when, *of)
        path += literal + text
    return squeeze_slashes(path + rest)


def _fill_before_underscore(
    pattern: str, name: str, values: Mapping[str, Callable[..., str]], when: datetime | None, *of: object
) -> str:
    """Return the value of `:year` and an underscore for `:year_`.

    Raises:
        BadPermalink: there is no such placeholder either.
    """
    shorter = name.removesuffix("_")
    if shorter != name and shorter in values:
        return escape_path(values[shorter](*of)) + "_"
    if shorter != name and when is not None and shorter in DATES:
        return DATES[shorter](when) + "_"
    names = ", :".join(dict.fromkeys((*values, *(DATES if when is not None else ()))))
    raise BadPermalink(f"permalink {pattern}: there is no :{name}; write one of :{names}")


@lru_cache(maxsize=256)
def _pieces(pattern: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return each placeholder of a pattern after what stands before it, and what stands after the last."""
    *pieces, rest = _PLACEHOLDER.split(pattern)
    return tuple(zip(pieces[::2], pieces[1::2], strict=True)), rest


def squeeze_slashes(path: str) -> str:
    """Return the path with one slash where several stand in a row."""
    while "//" in path:
        path = path.replace("//", "/")
    return path


def escape_path(value: str) -> str:
    """Percent-encode a value for the path of a URL; `%`, `#` and `?` are letters like others."""
    return value if _SIMPLE_PATH.fullmatch(value) else _escape(value)


@lru_cache(maxsize=1024)
def _escape(value: str) -> str:
    return encode_url(value.replace("%", "%25").replace("#", "%23").replace("?", "%3F"))


def absolute(site_url: str, path: str) -> str:
    """Return the absolute URL of a path of the site, encoded once, its letters composed (NFC)."""
    if _PLAIN_PATH.fullmatch(path) and _is_plain_site(site_url):
        return f"{site_url}/{path.lstrip('/')}"
    *parts, last = path.lstrip("/").rstrip().split("/")
    return _compose_site(f"{site_url}/") + "/".join((*map(_compose, parts), _compose(last, end=True)))


@lru_cache(maxsize=16)
def _is_plain_site(url: str) -> bool:
    return is_plain_url(f"{url}/")


@lru_cache(maxsize=16)
def _compose_site(url: str) -> str:
    once = encode_url(url)
    return encode_url(_composed(once)) if "%" in once else once


@lru_cache(maxsize=4096)
def _compose(part: str, *, end: bool = False) -> str:
    """Return one part of a path encoded and composed; no blank stands at the end of the last."""
    once = quote_path(part)
    if "%" not in once:
        return once
    text = _composed(once)
    return quote_path(text.rstrip() if end else text)


def _composed(url: str) -> str:
    return unicodedata.normalize("NFC", _OTHER_SCRIPTS.sub(_decode, url))


def _decode(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The placeholders that tell the date, as Jekyll names them; English names of months in every locale.
DATES: dict[str, Callable[[datetime], str]] = {
    "year": lambda when: f"{when.year:04d}",
    "short_year": lambda when: f"{when.year % 100:02d}",
    "month": lambda when: f"{when.month:02d}",
    "i_month": lambda when: str(when.month),
    "short_month": lambda when: _MONTHS[when.month - 1][:3],
    "long_month": lambda when: _MONTHS[when.month - 1],
    "day": lambda when: f"{when.day:02d}",
    "i_day": lambda when: str(when.day),
    "y_day": lambda when: f"{when.timetuple().tm_yday:03d}",
    "short_day": lambda when: _DAYS[when.weekday()][:3],
    "long_day": lambda when: _DAYS[when.weekday()],
    "week": lambda when: f"{when.isocalendar().week:02d}",
    "w_year": lambda when: str(when.isocalendar().year),
    "w_day": lambda when: str(when.isoweekday()),
    "hour": lambda when: f"{when.hour:02d}",
    "minute": lambda when: f"{when.minute:02d}",
    "second": lambda when: f"{when.second:02d}",
}  # fmt: skip
