"""The values of settings: what may be written, what it becomes, and what is said of anything else. Pure."""

from __future__ import annotations

import re
from collections.abc import Sized
from datetime import date, datetime, time
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds import builders
from feeds.characters import encode_url, forbidden
from feeds.collector import dialects, people
from feeds.collector.yamltext import Bare
from feeds.languages import language_tag, meant_by
from feeds.model import Author
from feeds.patterns import compile_later
from feeds.settings.keys import Check, Wrong

S = TypeVar("S", bound=Sized)

STYLE = "feeds.css"


def string(value: object) -> str:
    """Return a string as it is."""
    try:
        if isinstance(value, str):
            return value.encode().decode()  # not so with half of a surrogate pair, as JSON may have it
    except UnicodeEncodeError:
        pass
    raise ValueError("must be text in quotes")


def text(value: object) -> str:
    """Return a string that XML can hold."""
    if isinstance(value, str) and (found := forbidden(value)):
        raise ValueError(f"it has {found[0][2]}, which XML forbids; remove it")
    return string(value)


def filled(check: Check[S]) -> Check[S]:
    """Return the check of such a value that is not empty."""

    def read(value: object) -> S:
        if not (found := check(value)):
            raise ValueError("must not be empty")
        return found

    return read


def boolean(value: object) -> bool:
    """Return a truth value as it is."""
    if not isinstance(value, bool):
        raise Wrong("must be true or false")
    return value


def whole(least: int, most: int | None = None) -> Check[int]:
    """Return the check of a whole number within bounds."""

    def read(value: object) -> int:
        number = int(value) if isinstance(value, Bare) and value.isdecimal() else value
        if not isinstance(number, int) or isinstance(number, bool):
            raise Wrong("must be a whole number")
        if number < least:
            raise ValueError(f"must be {least} or more")
        if most is not None and number > most:
            raise ValueError(f"must be {most} or less")
        return number

    return read


def one_of(*words: str) -> Check[Any]:
    """Return the check of a value that is one of these words."""

    def read(value: object) -> str:
        found = next((word for word in words if word == value), None)
        if found is None:
            raise ValueError(f"must be {', '.join(map(repr, words[:-1]))} or {words[-1]!r}")
        return found

    return read


def absolute_url(value: object) -> str:
    """Return an absolute http(s) URL without the slash at its end (RFC 3986, section 4.3), encoded.

    Raises:
        ValueError: it is none.
    """
    url = str(value).strip()
    if not _URL.fullmatch(url) or not _has_host(url):
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org"')
    return encode_url(url).rstrip("/")


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a bracket that cannot be
        return False


def zone(value: object) -> ZoneInfo:
    """Return the time zone of an IANA name."""
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'“{value}” is no IANA zone; write one like "Asia/Shanghai" or "UTC"') from None


def language(value: object) -> str:
    """Return a language tag (RFC 5646); `zh_CN` is zh-CN."""
    tag = language_tag(value) if isinstance(value, str) else None
    if tag is None:
        raise ValueError(f"“{value}” is no language tag; {meant_by(str(value))}")
    return tag


def like_a_language(value: object) -> str:
    """Return what has the shape of a language tag: whether it is one is told, and stops nobody."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(tag := value.replace("_", "-")):
        return tag
    raise ValueError(f'“{value}” is no language tag; write one like "en" or "zh-CN"')


def authors(value: object) -> tuple[Author, ...]:
    """Return people, as they are written in front matter too."""
    found = people.authors(value, {})  # type: ignore[arg-type] # whatever it is, authors() looks
    if not found:
        raise ValueError('must be a name, {name = "…", email = "…", uri = "…"}, or a list of those')
    return found


def inner_path(value: object) -> str:
    """Return a path inside the folder that it is relative to."""
    path = str(value).replace("\\", "/")
    if not isinstance(value, str) or not path.strip("/ "):
        raise ValueError('must be a path in quotes, such as "posts"')
    if path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        raise ValueError(f"“{value}” leads out of the folder; write a path inside it")
    return string(path.strip("/"))


def inner_paths(value: object) -> tuple[str, ...]:
    """Return one such path, or several."""
    return tuple(inner_path(path) for path in (value if isinstance(value, list) else [value]))


def any_format(value: object) -> str:
    """Return a format that there is."""
    if value not in builders.names():
        raise ValueError(f"“{value}” is no format; write one of {', '.join(builders.names())}")
    return str(value)


def feed_format(value: object) -> str:
    """Return a format that is published for every feed: a sitemap has no aliases."""
    name = any_format(value)
    if builders.load(name).specimen is None:
        raise ValueError(f"“{name}” is no format of feeds; write one such as rss, atom or jsonfeed")
    return name


def dialect(value: object) -> str:
    """Return a dialect that there is."""
    if value not in dialects.names():
        raise ValueError(f"“{value}” is no dialect; write one of {', '.join(dialects.names())}")
    return str(value)


def rule(value: object) -> str:
    """Return a rule for bodies that there is."""
    from feeds.content.readable.rules import NAMES  # noqa: PLC0415 - few settings turn a rule off

    if value not in NAMES:
        raise ValueError(f"“{value}” is no rule for bodies; write one of {', '.join(NAMES)}")
    return str(value)


def code(value: object) -> str:
    """Return the code of a problem that there is."""
    from feeds.validator import spelling  # noqa: PLC0415 - few settings name a code

    return spelling.code(str(value))


def names(value: object) -> tuple[str, ...]:
    """Return the patterns of names that have feeds: `true` is every name, `false` none."""
    if isinstance(value, bool):
        return ("*",) if value else ()
    return _texts(value, 'must be true or false, or a list of names such as ["News", "Dev*", "!Old*"]')


def words(value: object) -> tuple[str, ...]:
    """Return a name, or a list of them."""
    listed = [value] if isinstance(value, str) else value
    return _texts(listed, 'must be a name such as "News", or a list of them')


def _texts(value: object, otherwise: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError(otherwise)
    return tuple(map(str, value))


def hub(value: object) -> str:
    """Return an absolute URL as it is, encoded."""
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value.strip()) or not _has_host(value.strip()):
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org/hub"')
    return encode_url(value.strip())


def place(value: object) -> str:
    """Return an absolute URL, or a path on the site without the slash that it begins with."""
    if isinstance(value, str) and re.match("https?:", value, re.IGNORECASE):
        return hub(value)
    if not isinstance(value, str) or not value.strip("/ ") or "://" in value or ".." in value.split("/"):
        mend = 'write a URL, or a path on the site such as "/images/logo.png"'
        raise ValueError(f"“{value}” is no address; {mend}")
    return string(value.strip().lstrip("/"))


def style(value: object) -> str | None:
    """Return where the style sheet of the feeds is: `true` is the one that we make."""
    if isinstance(value, bool):
        return STYLE if value else None
    return place(value)


def moment(value: object) -> datetime:
    """Return the moment of a date, which begins at midnight; without a zone it is in the site's."""
    try:
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, time())
        return value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"“{value}” is no date; write one like 2026-01-31") from None


_URL = re.compile(r"https?://[^\s<>\"\\^`{|}?#]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = compile_later(r"https?://[^\s<>\"\\^`{|}#]+", re.IGNORECASE)
