"""XML as lxml writes it, made as text where there is much of it: a tree takes several times as long. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_ODD: Final = re.compile('[&<>"\\n\\t\\r]')
_IN_TEXT: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_VALUE: Final = {**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_LONGEST: Final = 65_536


def body(text: str) -> bytes:
    """Return a text as it stands in an element; that of a body is wanted again for the next format."""
    return _kept(text) if len(text) <= _LONGEST else _escaped(text)


def xml(name: str, text: str | None, attributes: Mapping[str, str | None] | None = None) -> str:
    """Return an element by its usual prefix, with those of the attributes that are there."""
    tag = name
    for key, value in attributes.items() if attributes else ():
        if value is not None:
            tag += f' {key}="{_ODD.sub(_in_value, value)}"'
    return f"<{tag}/>" if text is None else f"<{tag}>{_ODD.sub(_in_text, text)}</{name}>"


def _in_text(odd: re.Match[str]) -> str:
    return _IN_TEXT.get(odd[0], odd[0])


def _in_value(odd: re.Match[str]) -> str:
    return _IN_VALUE[odd[0]]


def _escaped(text: str) -> bytes:
    data = text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return data.replace(b"\r", b"&#13;")


_kept = lru_cache(maxsize=64)(_escaped)
