"""What Ruby makes of a scalar of YAML, as far as Jekyll's posts show it. Pure."""

from __future__ import annotations

import re

from feeds.collector.yamltext import Bare, Value

_FLOAT = re.compile(r"[-+]?\d[\d_]*\.\d*")
_TRUE, _FALSE = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))


def ruby(value: Value) -> str | bool | None:
    """Return what Ruby sees in a scalar where it matters: nil, true, false or something else."""
    if isinstance(value, Bare):
        word = value.lower()
        return True if word in _TRUE else False if word in _FALSE else value
    return value if value is None else str(value)


def ruby_text(value: Value) -> str:
    """Return a scalar as Ruby's to_s writes it: `yes` is true, `1.10` is 1.1, `0o` numbers aside."""
    seen = ruby(value)
    if isinstance(seen, bool):
        return "true" if seen else "false"
    if seen is None:
        return ""
    if isinstance(value, Bare) and _FLOAT.fullmatch(value):
        return repr(float(value.replace("_", "")))
    return str(seen)


def ruby_texts(value: Value) -> list[str]:
    """Return a list's items as text, nested lists flattened."""
    if isinstance(value, list):
        return [
            text
            for item in value
            for text in (ruby_texts(item) if isinstance(item, list) else [ruby_text(item)])
        ]
    return []
