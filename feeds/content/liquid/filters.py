"""The filters that Jekyll adds to Liquid (jekyllrb.com/docs/liquid/filters), and its dates. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from feeds.characters import is_letter, keep_letters

Filter = Callable[..., Any]
_DIRECTIVE = re.compile(r"%([-0^#_:]*)(\d{0,2})([a-zA-Z%])")
_DATE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?\s*"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def filters(url: str, baseurl: str, zone: tzinfo, to_html: Callable[[str], str]) -> dict[str, Filter]:
    """Return Jekyll's filters for a site: its URL, the path below which it lies, its zone."""

    def relative_url(path: object) -> str:
        text = plain(path)
        return text if urlsplit(text).scheme else re.sub("//+", "/", f"{baseurl}/{text}")

    def absolute_url(path: object) -> str:
        text = plain(path)
        return text if urlsplit(text).scheme else f"{url}{relative_url(text)}"

    def dated(pattern: str) -> Filter:
        return lambda value, *_: date(value, pattern, zone)

    return {
        "relative_url": relative_url,
        "absolute_url": absolute_url,
        "date": lambda value, pattern="": date(value, plain(pattern), zone),
        "date_to_xmlschema": dated("%Y-%m-%dT%H:%M:%S%:z"),
        "date_to_rfc822": dated("%a, %d %b %Y %H:%M:%S %z"),
        "date_to_string": lambda value, kind="", style="": _in_words(value, "%b", kind, style, zone),
        "date_to_long_string": lambda value, kind="", style="": _in_words(value, "%B", kind, style, zone),
        "markdownify": lambda value: to_html(plain(value)),
        **_PLAIN,
    }


def plain(value: object) -> str:
    """Return a value as Liquid prints it; a list or a table is bounded by who calls."""
    if value is None or value is False or value is True:
        return "" if value is None else str(value).lower()
    if isinstance(value, datetime):
        return date(value, "%Y-%m-%d %H:%M:%S %z", None)
    if isinstance(value, list | tuple):
        return "".join(plain(item) for item in value)
    if isinstance(value, dict):
        return jsonify(value)
    return str(value)


def date(value: object, pattern: str, zone: tzinfo | None) -> str:
    """Return a date in strftime's words, the same on every system; what is no date stays."""
    when = value if isinstance(value, datetime) else _parse(plain(value), zone)
    if when is None or not pattern:
        return plain(value) if when is None else plain(when)
    return _DIRECTIVE.sub(lambda one: _directive(one, when), pattern)


def _parse(text: str, zone: tzinfo | None) -> datetime | None:
    match = _DATE.fullmatch(text)
    if text.strip().lower() in {"now", "today"}:
        raise ValueError("the time of the build is not known here, so that every build is the same")
    if match is None:
        return None
    offset = (match[7] or "").replace("UTC", "+00:00").replace("Z", "+00:00")
    clock = f"{int(match[4] or 0):02}:{match[5] or '00'}:{match[6] or '00'}"
    try:
        when = datetime.fromisoformat(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}T{clock}{offset}")
        return when.astimezone(zone) if offset else when.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _directive(match: re.Match[str], when: datetime) -> str:
    flags, width, letter = match.groups()
    if letter not in _DIRECTIVES:
        return match[0]
    text = _offset(when) if f"{flags}{letter}" == ":z" else _DIRECTIVES[letter](when)
    if "-" in flags:
        text = text.lstrip("0 ") or "0"
    elif "_" in flags:
        text = re.sub("^0+(?=.)", lambda zeros: " " * len(zeros[0]), text)
    if "^" in flags:
        text = text.upper()
    return text.rjust(int(width), " " if "_" in flags else "0") if width and text.isdigit() else text


_DIRECTIVES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda t: str(t.year),
    "y": lambda t: f"{t.year % 100:02}",
    "C": lambda t: f"{t.year // 100:02}",
    "m": lambda t: f"{t.month:02}",
    "B": lambda t: _MONTHS[t.month - 1],
    "b": lambda t: _MONTHS[t.month - 1][:3],
    "h": lambda t: _MONTHS[t.month - 1][:3],
    "d": lambda t: f"{t.day:02}",
    "e": lambda t: f"{t.day:2}",
    "j": lambda t: f"{t.timetuple().tm_yday:03}",
    "A": lambda t: _DAYS[t.weekday()],
    "a": lambda t: _DAYS[t.weekday()][:3],
    "u": lambda t: str(t.isoweekday()),
    "w": lambda t: str(t.isoweekday() % 7),
    "V": lambda t: f"{t.isocalendar().week:02}",
    "G": lambda t: str(t.isocalendar().year),
    "H": lambda t: f"{t.hour:02}",
    "k": lambda t: f"{t.hour:2}",
    "I": lambda t: f"{(t.hour - 1) % 12 + 1:02}",
    "l": lambda t: f"{(t.hour - 1) % 12 + 1:2}",
    "M": lambda t: f"{t.minute:02}",
    "S": lambda t: f"{t.second:02}",
    "p": lambda t: "AM" if t.hour < 12 else "PM",
    "P": lambda t: "am" if t.hour < 12 else "pm",
    "L": lambda t: f"{t.microsecond // 1000:03}",
    "z": lambda t: _offset(t).replace(":", ""),
    "Z": lambda t: t.tzname() or "",
    "s": lambda t: str(int(t.timestamp())),
    "F": lambda t: f"{t.year}-{t.month:02}-{t.day:02}",
    "T": lambda t: f"{t.hour:02}:{t.minute:02}:{t.second:02}",
    "R": lambda t: f"{t.hour:02}:{t.minute:02}",
    "D": lambda t: f"{t.month:02}/{t.day:02}/{t.year % 100:02}",
    "x": lambda t: f"{t.month:02}/{t.day:02}/{t.year % 100:02}",
    "n": lambda _: "\n",
    "t": lambda _: "\t",
    "%": lambda _: "%",
}


def _offset(when: datetime) -> str:
    offset = when.utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _in_words(value: object, month: str, kind: object, style: object, zone: tzinfo) -> str:
    """Return a date as Jekyll's date_to_string: 07 Nov 2008, 7th Nov 2008, Nov 7th, 2008."""
    when = value if isinstance(value, datetime) else _parse(plain(value), zone)
    if when is None:
        return plain(value)
    if plain(kind) != "ordinal":
        return date(when, f"%d {month} %Y", zone)
    teens = 11 <= when.day % 100 <= 13
    day = f"{when.day}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(when.day % 10, 'th')}"
    return date(when, f"{month} {day}, %Y" if plain(style).upper() == "US" else f"{day} {month} %Y", zone)


def slugify(value: object, mode: object = "default") -> str:
    """Return Utils.slugify of a text: by default letters, marks and digits of every script."""
    kept = {"pretty": "._~!$&'()+,;=@"}.get(plain(mode), "")
    text = plain(value)
    if plain(mode) == "none":
        return text.lower()
    if plain(mode) == "raw":
        return re.sub(r"\s+", "-", text).strip("-").lower()
    if plain(mode) in {"ascii", "latin"}:
        if plain(mode) == "latin":
            text = unicodedata.normalize("NFD", text)
        return (
            re.sub("[^A-Za-z0-9]+", "-", "".join(c for c in text if not unicodedata.combining(c)))
            .strip("-")
            .lower()
        )
    return keep_letters(text, kept).lower()


def jsonify(value: object) -> str:
    """Return a value as JSON; what JSON has no word for is text."""
    return json.dumps(value, ensure_ascii=False, default=plain, separators=(",", ":"))


def number_of_words(value: object, mode: object = "") -> int:
    """Return how many words a text has; with the mode cjk or auto each wide letter is one."""
    text = plain(value)
    if plain(mode) not in {"cjk", "auto"}:
        return len(text.split())
    wide = [c for c in text if is_letter(c) and unicodedata.east_asian_width(c) in "WF"]
    return len(wide) + len(
        "".join(" " if unicodedata.east_asian_width(c) in "WF" else c for c in text).split()
    )


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """Return a list as one would say it: a, b, and c."""
    items = [plain(item) for item in value] if isinstance(value, list | tuple) else [plain(value)]
    if len(items) < 3:
        return f" {plain(connector)} ".join(items)
    return f"{', '.join(items[:-1])}, {plain(connector)} {items[-1]}"


def group_by(value: object, key: object) -> list[dict[str, object]]:
    """Return the items of a list in groups: name, items, size."""
    groups: dict[str, list[object]] = {}
    for item in value if isinstance(value, list | tuple) else []:
        name = item.get(plain(key)) if isinstance(item, Mapping) else None
        groups.setdefault(plain(name), []).append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.items()]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _to_integer(value: object) -> int:
    match = re.match(r"\s*[-+]?\d{1,18}", plain(value))
    return int(match[0]) if match else 0


_PLAIN: dict[str, Filter] = {
    "slugify": slugify,
    "jsonify": jsonify,
    "inspect": lambda value: escape(jsonify(value)),
    "xml_escape": lambda value: escape(plain(value)),
    "cgi_escape": lambda value: quote_plus(plain(value)),
    "uri_escape": lambda value: quote(plain(value), safe="/?#[]@:!$&'()*+,;=-._~"),
    "smartify": plain,
    "number_of_words": number_of_words,
    "normalize_whitespace": lambda value: " ".join(plain(value).split()),
    "array_to_sentence_string": array_to_sentence_string,
    "to_integer": _to_integer,
    "strip_index": lambda value: re.sub(r"/index\.html?$", "/", plain(value)),
    "group_by": group_by,
    "push": lambda value, item: [*_list(value), plain(item)],
    "unshift": lambda value, item: [plain(item), *_list(value)],
    "pop": lambda value, count=1: _list(value)[: -_to_integer(count) or None],
    "shift": lambda value, count=1: _list(value)[_to_integer(count) :],
    "sample": lambda value, *_: next(iter(_list(value)), None),
    "strip_html": lambda value: re.sub(r"<[^<>]*>", "", plain(value)),
}
