"""XML as lxml writes it, made as text where there is much of it: a tree takes several times as long. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_LONGEST: Final = 65_536


def body(text: str) -> bytes:
    """Return a text as it stands in an element; that of a body is wanted again for the next format."""
    return _kept(text) if len(text) <= _LONGEST else in_text(text)


def in_text(text: str) -> bytes:
    """Return a text as it stands in an element."""
    data = text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return data.replace(b"\r", b"&#13;")


def in_value(data: bytes) -> bytes:
    """Return as it stands in an attribute what stands so in an element."""
    return data.replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def xml(name: str, text: str | None, attributes: Mapping[str, str | None] | None = None) -> str:
    """Return an element by its usual prefix, with those of the attributes that are there."""
    tag = name
    for key, value in attributes.items() if attributes else ():
        if value is not None:
            tag += f' {key}="{_value(value)}"'
    return f"<{tag}/>" if text is None else f"<{tag}>{in_text(text).decode()}</{name}>"


@lru_cache(maxsize=256)
def _value(text: str) -> str:
    """Return a text as it stands in an attribute: most are said of many entries, or twice of one."""
    return in_value(in_text(text)).decode()


_kept = lru_cache(maxsize=64)(in_text)
