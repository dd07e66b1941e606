"""The values of settings: what may be written, what it becomes, and what is said of anything else. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field

from feeds import builders
from feeds.characters import encode_url, forbidden
from feeds.collector import dialects, people
from feeds.collector.yamltext import Bare
from feeds.languages import language_tag, meant_by
from feeds.model import Author


def absolute_url(value: object) -> object:
    """Return an absolute http(s) URL without the slash at its end (RFC 3986, section 4.3), encoded.

    Raises:
        ValueError: it is none.
    """
    text = str(value).strip()
    if not _URL.fullmatch(text) or not _has_host(text):
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org"')
    return encode_url(text).rstrip("/")


_URL = re.compile(r"https?://[^\s<>\"\\^`{|}?#]+", re.IGNORECASE)


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a bracket that cannot be
        return False


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'“{value}” is no IANA zone; write one like "Asia/Shanghai" or "UTC"') from None


def _language(value: object) -> object:
    """Return a language tag (RFC 5646); `zh_CN` is zh-CN."""
    tag = language_tag(value) if isinstance(value, str) else None
    if tag is None:
        raise ValueError(f"“{value}” is no language tag; {meant_by(str(value))}")
    return tag


def _like_a_language(value: object) -> object:
    """Return what has the shape of a language tag: whether it is one is told, and stops nobody."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(tag := value.replace("_", "-")):
        return tag
    raise ValueError(f'“{value}” is no language tag; write one like "en" or "zh-CN"')


def _text(value: object) -> object:
    if isinstance(value, str) and (found := forbidden(value)):
        raise ValueError(f"it has {found[0][2]}, which XML forbids; remove it")
    return value


def _number(value: object) -> object:
    return int(value) if isinstance(value, Bare) and value.isdigit() else value


def _authors(value: object) -> object:
    found = people.authors(value, {})  # type: ignore[arg-type] # whatever it is, authors() looks
    if not found:
        raise ValueError('must be a name, {name = "…", email = "…", uri = "…"}, or a list of those')
    return found


def _relative(value: object) -> object:
    """Return a path inside the folder that it is relative to."""
    path = str(value).replace("\\", "/")
    if not isinstance(value, str) or not path.strip("/ "):
        raise ValueError('must be a path in quotes, such as "posts"')
    if path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        raise ValueError(f"“{value}” leads out of the folder; write a path inside it")
    return path.strip("/")


def _format(value: object) -> object:
    if value not in builders.names():
        raise ValueError(f"“{value}” is no format; write one of {', '.join(builders.names())}")
    return value


def _dialect(value: object) -> object:
    if value not in dialects.names():
        raise ValueError(f"“{value}” is no dialect; write one of {', '.join(dialects.names())}")
    return value


def _rule(value: object) -> object:
    from feeds.content.readable.rules import NAMES  # noqa: PLC0415 - few settings turn a rule off

    if value not in NAMES:
        raise ValueError(f"“{value}” is no rule for bodies; write one of {', '.join(NAMES)}")
    return value


def _code(value: object) -> object:
    from feeds.validator import spelling  # noqa: PLC0415 - few settings name a code

    return spelling.code(str(value))


def _feed_format(value: object) -> object:
    """Return a format that is published for every feed: a sitemap has no aliases."""
    name = str(_format(value))
    if builders.load(name).specimen is None:
        raise ValueError(f"“{name}” is no format of feeds; write one such as rss, atom or jsonfeed")
    return name


def _names(value: object) -> object:
    """Return the patterns of names that have feeds: `true` is every name, `false` none."""
    if isinstance(value, bool):
        return ("*",) if value else ()
    return _texts(value, 'must be true or false, or a list of names such as ["News", "Dev*", "!Old*"]')


def _words(value: object) -> object:
    listed = [value] if isinstance(value, str) else value
    return _texts(listed, 'must be a name such as "News", or a list of them')


def _texts(value: object, otherwise: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError(otherwise)
    return tuple(value)


def _paths(value: object) -> object:
    return tuple(_relative(path) for path in (value if isinstance(value, list) else [value]))


def _hub(value: object) -> object:
    """Return an absolute URL as it is, encoded."""
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value.strip()) or not _has_host(value.strip()):
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org/hub"')
    return encode_url(value.strip())


def _place(value: object) -> object:
    """Return an absolute URL, or a path on the site without the slash that it begins with."""
    if isinstance(value, str) and re.match("https?:", value, re.IGNORECASE):
        return _hub(value)
    if not isinstance(value, str) or not value.strip("/ ") or "://" in value or ".." in value.split("/"):
        mend = 'write a URL, or a path on the site such as "/images/logo.png"'
        raise ValueError(f"“{value}” is no address; {mend}")
    return value.strip().lstrip("/")


def _style(value: object) -> object:
    """Return where the style sheet of the feeds is: `true` is the one that we make."""
    if isinstance(value, bool):
        return STYLE if value else None
    return _place(value)


def _moment(value: object) -> object:
    """Return the moment of a date, which begins at midnight; without a zone it is in the site's."""
    try:
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, time())
        return value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"“{value}” is no date; write one like 2026-01-31") from None


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}#]+", re.IGNORECASE)
STYLE = "feeds.css"

Text = Annotated[str, BeforeValidator(_text)]
Code = Annotated[str, BeforeValidator(_code)]
Rule = Annotated[str, BeforeValidator(_rule)]
Url = Annotated[str, BeforeValidator(absolute_url)]
Hub = Annotated[str, BeforeValidator(_hub)]
Place = Annotated[str, BeforeValidator(_place)]
Style = Annotated[str | None, BeforeValidator(_style)]
RelativePath = Annotated[str, BeforeValidator(_relative)]
Format = Annotated[str, BeforeValidator(_format)]
FeedFormat = Annotated[str, BeforeValidator(_feed_format)]
Paths = dict[Format, RelativePath]
Aliases = dict[FeedFormat, Annotated[tuple[str, ...], BeforeValidator(_paths)]]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Language = Annotated[str, BeforeValidator(_language)]
LikeLanguage = Annotated[str, BeforeValidator(_like_a_language)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
People = Annotated[tuple[Author, ...], BeforeValidator(_authors)]
Dialect = Annotated[str, BeforeValidator(_dialect)]
Limit = Annotated[int, BeforeValidator(_number), Field(ge=1, le=1000)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=1)]
