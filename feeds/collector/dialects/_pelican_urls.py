"""Pelican's patterns of URLs, and the URLs and ids that its feed writer makes of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from feeds.collector import permalinks
from feeds.collector.permalinks import DATES, BadPermalink

_PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?:\.(?P<part>\w+))?(?::(?P<format>[^{}]*))?\}")
_DIRECTIVES = {
    "Y": "year", "y": "short_year", "m": "month", "-m": "i_month", "d": "day", "-d": "i_day",
    "b": "short_month", "B": "long_month", "j": "y_day", "a": "short_day", "A": "long_day",
    "H": "hour", "M": "minute", "S": "second", "V": "week", "G": "w_year", "u": "w_day",
}  # fmt: skip
# What no IRI may have in it (RFC 3987, section 2.2): all else of an id is kept as Pelican writes it.
_NO_IRI = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


def fill(
    pattern: str,
    key: str,
    values: Mapping[str, Callable[[], str]],
    when: datetime,
    other: Callable[[str], str | None],
) -> str:
    """Return the pattern of a setting with each `{placeholder}` replaced by its value.

    `other` gives the values of an article's own metadata.

    Raises:
        BadPermalink: there is no value for a placeholder.
    """

    def replace(match: re.Match[str]) -> str:
        name, part, form = match["name"], match["part"], match["format"] or ""
        if name == "date":
            if part in {"year", "month", "day", "hour", "minute", "second"}:
                return f"{getattr(when, part):{form}}" if re.fullmatch(r"0?\d?d?", form) else match[0]
            return _strftime(form or "%Y-%m-%d %H:%M:%S", key, when)
        if name in values:
            return values[name]()
        text = other(name)
        if text is None:
            raise BadPermalink(f"{key} = {pattern}: this article has no {{{name}}}; write `{name}: …`")
        return text

    return _PLACEHOLDER.sub(replace, pattern)


def _strftime(form: str, key: str, when: datetime) -> str:
    """Format a date as strftime does in English, whatever the machine speaks."""

    def replace(match: re.Match[str]) -> str:
        if match[1] == "%":
            return "%"
        if match[1] not in _DIRECTIVES:
            raise BadPermalink(f"{key}: {match[0]} is not known here; write one of %Y, %m, %d, %b, %j")
        return DATES[_DIRECTIVES[match[1]]](when)

    return re.sub(r"%(-?.)", replace, form)


def join(site_url: str, path: str) -> str:
    """Return an address as Pelican's Writer joins it; a slug such as `h: ello` is no scheme to us."""
    scheme = urlsplit(path).scheme
    return urljoin(f"{site_url}/", f"./{path}" if scheme and scheme not in {"http", "https"} else path)


def absolute(site_url: str, path: str) -> str:
    """Return the URL as the feed writer joins it: a path from the root leaves a folder of SITEURL."""
    parts = urlsplit(join(site_url, path))
    rest = parts._replace(scheme="", netloc="").geturl()
    return permalinks.absolute(f"{parts.scheme}://{parts.netloc}", rest)


def tag_uri(link: str, when: datetime) -> str:
    """Return an Atom id as feedgenerator makes it: letters of other scripts are not encoded."""
    parts = urlsplit(link)
    fragment = f"/{parts.fragment}" if parts.fragment else ""
    uri = f"tag:{parts.hostname},{when:%Y-%m-%d}:{parts.path}{fragment}"
    return _NO_IRI.sub(lambda match: f"%{ord(match[0]):02X}", uri)
