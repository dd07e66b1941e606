"""The values of [podcast] and [media]: what may be written, and what is said of anything else. Pure."""

from __future__ import annotations

import posixpath
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from feeds.patterns import compile_later
from feeds.settings.keys import Wrong, mapped
from feeds.settings.values import absolute_url, inner_path, place, string

Categories: TypeAlias = tuple[tuple[str, str | None], ...]
Links: TypeAlias = tuple[tuple[str, str], ...]

_COVERS = (".jpg", ".jpeg", ".png")
_PATTERN = compile_later(r"(?:https?://[^/:\s]|/)\S*:[A-Za-z_]\S*")
_GUID = compile_later(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def categories(value: object) -> Categories:
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


def cover(value: object) -> str:
    """Return a place on the site or a URL, of a JPEG or PNG picture as far as its name tells."""
    ending = posixpath.splitext(urlsplit(str(value)).path)[1].lower()
    if ending and ending not in _COVERS:
        raise ValueError(f"“{value}” is no JPEG or PNG, which Apple wants; write the place of one")
    return place(value)


def links(value: object) -> Links:
    """Return addresses with the words of their links."""
    listed = value if isinstance(value, list) else [value]
    tables: list[dict[str, Any]] = [one if isinstance(one, dict) else {"url": one} for one in listed]
    for table in tables:
        right = "url" in table and table.keys() <= {"url", "text"}
        if not right or not all(isinstance(one, str) for one in table.values()):
            raise ValueError('must be { url = "https://…", text = "Support us" }, or a list of them')
    return tuple((_address(table["url"]), table.get("text", "").strip()) for table in tables)


def _address(url: str) -> str:
    """Return an absolute URL, which may have a query, and keeps a slash at its end."""
    base, mark, query = url.strip().partition("?")
    known = absolute_url(base)
    return f"{known}{'/' if base.endswith('/') else ''}{mark}{query}"


def guid(value: object) -> str:
    """Return a UUID in small letters."""
    text = str(value).strip().lower()
    if not _GUID.fullmatch(text):
        raise ValueError(f"“{value}” is no UUID; write one like 917393e3-1b1e-5cef-ace4-edaa54e1f810")
    return text


def pattern(value: object) -> str:
    """Return the pattern of an address, with a key of the front matter in it."""
    if not isinstance(value, str) or not _PATTERN.fullmatch(value):
        raise ValueError(f"“{value}” makes no addresses; write one like https://example.org/:filename.mp3")
    return string(value)


def folders(value: object) -> dict[str, str]:
    """Return where files lie whose URLs begin so."""
    if not isinstance(value, dict):
        raise Wrong('must be a table such as { "https://cdn.example.org/" = "audio" }')
    return mapped(string, inner_path)({f"{absolute_url(url)}/": folder for url, folder in value.items()})
