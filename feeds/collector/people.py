"""Authors as people write them -> authors. Pure.

One name, several in a string, a list, a mapping, a key into the site's own list, "Name <e-mail>".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from feeds.characters import clean, encode_url, squeeze
from feeds.collector.yamltext import Value
from feeds.model import Author
from feeds.patterns import compile_later

_NAMES = ("name", "display_name", "title", "username", "email")
_COMMAS = ",;、，；"
_SEPARATOR = compile_later(rf"\s*[{_COMMAS}]\s*(?:and\s+|&\s+)?")
_NAME_AND_MAIL = compile_later(r"(?P<name>[^<>]*?)\s*<(?P<mail>[^<>@\s]+@[^<>@\s]+)>")
_MAIL_AND_NAME = compile_later(r"(?P<mail>[^()@\s]+@[^()@\s]+)\s*\((?P<name>[^()]+)\)")


def authors(value: Value, known: Mapping[str, Value]) -> tuple[Author, ...]:
    """Return the authors that a front-matter value names, in order, each once.

    `known` is the site's own list of people, by key.
    """
    return tuple(dict.fromkeys(_authors(value, known))) if value is not None else ()


def _authors(value: Value, known: Mapping[str, Value]) -> Iterator[Author]:
    match value:
        case str() if value in known:
            yield from _known(value, known[value])
        case str():
            for name in _split(value):
                if name in known:
                    yield from _known(name, known[name])
                elif author := _from_text(name):
                    yield author
        case list():
            for item in value:
                yield from _authors(item, known)
        case dict():
            yield from _from_mapping(value)
        case _:
            return


def _known(key: str, person: Value) -> Iterator[Author]:
    if isinstance(person, dict):
        named = person if any(person.get(name) for name in _NAMES[:4]) else person | {"name": key}
        yield from _from_mapping(named)
    else:
        yield from _authors(person or key, {})


def _from_mapping(person: dict[str, Value]) -> Iterator[Author]:
    def text(*keys: str) -> str | None:
        found = (person.get(key) for key in keys)
        texts = (squeeze(v) for v in found if isinstance(v, str))
        return next((text for text in texts if text), None)

    if name := text(*_NAMES):
        uri = text("uri", "url", "website", "site", "homepage")
        absolute = encode_url(uri) if uri and re.match(r"https?://[^/\s]", uri) else None
        yield Author(name=name, email=_mail(text("email", "mail")), uri=absolute)


@lru_cache(maxsize=1024)
def _split(text: str) -> tuple[str, ...]:
    text = re.sub(r"\s+", " ", text)
    return tuple(_SEPARATOR.split(text)) if any(comma in text for comma in _COMMAS) else (text,)


@lru_cache(maxsize=1024)
def _from_text(text: str) -> Author | None:
    text = clean(text).strip()
    for pattern in (_NAME_AND_MAIL, _MAIL_AND_NAME) if "@" in text else ():
        if match := pattern.fullmatch(text):
            return Author(name=match["name"].strip() or match["mail"], email=_mail(match["mail"]))
    return Author(name=text) if text else None


def _mail(text: str | None) -> str | None:
    """Return the address if it is one that RFC 4287's pattern and common sense accept."""
    return text if text and re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", text) else None
