"""The values of [podcast] and [media]: what may be written, and what is said of anything else. Pure."""

from __future__ import annotations

import posixpath
import re
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from feeds.settings.values import Place, RelativePath, absolute_url

Categories: TypeAlias = tuple[tuple[str, str | None], ...]
Links: TypeAlias = tuple[tuple[str, str], ...]

_COVERS = (".jpg", ".jpeg", ".png")
_PATTERN = re.compile(r"(?:https?://[^/:\s]|/)\S*:[A-Za-z_]\S*")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _categories(value: object) -> object:
    """Return Apple's categories, each with the one below it, if one is named: “News > Tech News”."""
    from feeds.validator.modules import itunescategories as apple  # noqa: PLC0415 - few have a podcast

    listed = value if isinstance(value, list) else [value]
    texts = [one for one in listed if isinstance(one, str) and one.strip()]
    if not texts or len(texts) != len(listed):
        raise ValueError('must be a list such as ["Technology", "News > Tech News"]')
    found = []
    for text in texts:
        category, mark, below = (part.strip() for part in text.partition(">"))
        fault = apple.check_category(category)
        if fault is None and mark:
            fault = apple.check_subcategory(below, category)
        if fault is not None:
            raise ValueError(fault.message)
        found.append((category, below or None))
    return tuple(found)


def _cover(value: object) -> object:
    """Return a place on the site or a URL, of a JPEG or PNG picture as far as its name tells."""
    ending = posixpath.splitext(urlsplit(str(value)).path)[1].lower()
    if ending and ending not in _COVERS:
        raise ValueError(f"“{value}” is no JPEG or PNG, which Apple wants; write the place of one")
    return value


def _links(value: object) -> object:
    """Return addresses with the words of their links."""
    links = value if isinstance(value, list) else [value]
    tables: list[dict[str, Any]] = [one if isinstance(one, dict) else {"url": one} for one in links]
    for table in tables:
        right = "url" in table and table.keys() <= {"url", "text"}
        if not right or not all(isinstance(one, str) for one in table.values()):
            raise ValueError('must be { url = "https://…", text = "Support us" }, or a list of them')
    return tuple((_address(table["url"]), table.get("text", "").strip()) for table in tables)


def _address(url: str) -> str:
    """Return an absolute URL, which may have a query, and keeps a slash at its end."""
    base, mark, query = url.strip().partition("?")
    known = str(absolute_url(base))
    return f"{known}{'/' if base.endswith('/') else ''}{mark}{query}"


def _guid(value: object) -> object:
    """Return a UUID in small letters."""
    guid = str(value).strip().lower()
    if not _GUID.fullmatch(guid):
        raise ValueError(f"“{value}” is no UUID; write one like 917393e3-1b1e-5cef-ace4-edaa54e1f810")
    return guid


def _pattern(value: object) -> object:
    """Return the pattern of an address, with a key of the front matter in it."""
    if not isinstance(value, str) or not _PATTERN.fullmatch(value):
        raise ValueError(f"“{value}” makes no addresses; write one like https://example.org/:filename.mp3")
    return value


def _folders(value: object) -> object:
    """Return where files lie whose URLs begin so."""
    if isinstance(value, dict):
        return {f"{absolute_url(url)}/": folder for url, folder in value.items()}
    raise ValueError('must be a table such as { "https://cdn.example.org/" = "audio" }')


Medium: TypeAlias = Literal[
    "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "course", "mixed"
]
Apple = Annotated[Categories, BeforeValidator(_categories)]
Cover = Annotated[Place, BeforeValidator(_cover)]
Funding = Annotated[Links, BeforeValidator(_links)]
Guid = Annotated[str, BeforeValidator(_guid)]
Pattern = Annotated[str, BeforeValidator(_pattern)]
Folders = Annotated[dict[str, RelativePath], BeforeValidator(_folders)]
