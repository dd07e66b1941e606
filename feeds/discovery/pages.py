"""The head of a page of a built site -> the feeds that it names. Reads no further than it must.

https://html.spec.whatwg.org/multipage/parsing.html, as far as the head needs it: comments, the texts in which
a tag is none, attributes with and without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

_FIRST: Final = 32_768
_MOST: Final = 1_048_576
"""Where a head has not ended by then, the rest is not looked at."""
_MOST_TAGS: Final = 5_000
_LONGEST_TAG: Final = 16_384
_MOST_LINKS: Final = 100

_TOKEN: Final = re.compile(
    r"<!--|</head(?=[\s>])"
    r"|<(?P<name>html|base|meta|link|body|script|style|title|noscript|template)(?=[\s/>])",
    re.IGNORECASE,
)
_TEXTS: Final = frozenset({"script", "style", "title", "noscript", "template"})
_ATTRIBUTES: Final = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s=>\"'/]++)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'=<>`]++)))?"
)
_DOCUMENT: Final = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_OF_USE: Final = re.compile(r"robots|refresh", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)


class Alternate(NamedTuple):
    """A link with rel="alternate": a feed's, or one that may be meant for one."""

    type: str
    href: str
    hreflang: str
    line: int
    column: int


class Page(NamedTuple):
    """What is known of a page: its path in the folder, its language, its base, and its alternates.

    `spared` says why it needs no feed: it is no page of its own, or nobody is to find it. `unread` says
    why it could not be read.
    """

    path: str
    lang: str = ""
    base: str = ""
    alternates: tuple[Alternate, ...] = ()
    spared: str = ""
    unread: str = ""


def read(folder: Path, path: str) -> Page:
    """Return what the head of a page says."""
    size = _FIRST
    try:
        with (folder / path).open("rb", buffering=0) as file:
            data = file.read(size)
            while True:
                page, whole = parse(path, _decode(data))
                if whole or len(data) < size or size >= _MOST:
                    return page
                size *= 4
                data += file.read(size - len(data))
    except OSError as error:
        return Page(path=path, unread=error.strerror or "it cannot be read")


def _decode(data: bytes) -> str:
    """Return the text. In any other encoding what matters here is ASCII."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def parse(path: str, text: str) -> tuple[Page, bool]:
    """Return what the beginning of a page says, and whether the head ends in it."""
    lang = base = ""
    spared = "" if _DOCUMENT.search(text, 0, _FIRST) else "it is no whole page"
    found: list[Alternate] = []
    whole = False
    for name, at, values in _tags(text):
        if name in {"", "body"}:
            whole = True
        elif name == "html":
            lang = lang or (values.get("lang") or values.get("xml:lang") or "").strip()
        elif name == "base":
            base = base or values.get("href", "").strip()
        elif name == "meta":
            spared = spared or _spared(values)
        elif len(found) < _MOST_LINKS and _is_alternate(values):
            found.append(_alternate(values, text, at))
    return Page(path, lang, base, tuple(found), spared), whole


def _tags(text: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield name, place and attributes of each tag of a head; at its end a name that is empty."""
    at = 0
    for _ in range(_MOST_TAGS):
        token = _TOKEN.search(text, at)
        if token is None:
            return
        name, at = (token["name"] or "").lower(), token.end()
        if token[0] == "<!--":
            at = _after(text, "-->", at)
            continue
        tag = _ATTRIBUTES.match(text, at, at + _LONGEST_TAG)
        at = tag.end() if tag else at
        if name in _TEXTS:
            at = _after(text, f"</{name}", at)
        elif name == "meta" and (tag is None or not _OF_USE.search(tag[0])):
            continue
        elif tag is not None or not name:
            yield name, token.start(), dict(_values(tag[0])) if tag else {}
            if name in {"", "body"}:
                return


def _after(text: str, end: str, at: int) -> int:
    """Return where a text has ended; without an end it goes on to the last letter."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(text, at)
    return found.end() if found else len(text)


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes from the last to the first, so that of two of one name the first one counts."""
    for found in reversed([*_ATTRIBUTE.finditer(text)]):
        yield found["name"].lower(), unescape(found["double"] or found["single"] or found["bare"] or "")


def _spared(values: dict[str, str]) -> str:
    if values.get("http-equiv", "").lower() == "refresh":
        return "it leads on to another page"
    if values.get("name", "").lower() == "robots" and _HIDDEN.search(values.get("content", "")):
        return "it asks not to be found"
    return ""


def _is_alternate(values: dict[str, str]) -> bool:
    words = values.get("rel", "").lower().split()
    return "alternate" in words and "stylesheet" not in words


def _alternate(values: dict[str, str], text: str, at: int) -> Alternate:
    return Alternate(
        type=values.get("type", "").partition(";")[0].strip().lower(),
        href=values.get("href", "").strip(),
        hreflang=values.get("hreflang", "").strip(),
        line=text.count("\n", 0, at) + 1,
        column=at - text.rfind("\n", 0, at),
    )
