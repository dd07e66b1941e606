"""What a setting or a field holds, as the kind of value that is wanted. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from feeds.collector.yamltext import Value


def mapping(value: Value) -> dict[str, Value]:
    """Return the value if it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def texts(value: Value) -> list[str]:
    """Return a text, or the texts of a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]


def text(fields: Mapping[str, Value], key: str) -> str | None:
    """Return the value of a key if it is text with something in it."""
    value = fields.get(key)
    return value.strip() or None if isinstance(value, str) else None


def flag(value: Value) -> bool | None:
    """Return a switch: the words true and false, in quotes or without."""
    word = value.lower() if isinstance(value, str) else ""
    return word == "true" if word in {"true", "false"} else None


def first(fields: Mapping[str, Value], *keys: str) -> Value:
    """Return the first of the keys' values that is not empty."""
    for key in keys:
        if value := fields.get(key):
            return value
    return None
