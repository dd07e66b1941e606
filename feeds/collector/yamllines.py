"""The plainest YAML -> what yamlwalk makes of it, read by its lines and without libyaml. Pure.

Most front matter is nothing but lines of `key: value`, and one regular expression reads them all in
a tenth of the time. It takes only what can mean one thing; anything else is left to yamlwalk.
"""

from __future__ import annotations

import re

from feeds.collector.yamltext import NULLS, Bare, Spot, Value
from feeds.patterns import compile_later

_LONGEST = 20_000  # far below what yamlwalk calls too big

# Whatever ends a line to YAML, is refused by it, or is a blank and no space, but for the line feed.
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTED = r"""(?:"[^"\\\n]*"|'[^'\n]*')"""
_FIRST = r"""[^ \-?:,\[\]{}#&*!|>'"%@`\n]"""
_BARE = rf"{_FIRST}[^ :#\n]*(?:(?: +|:)[^ :#\n]+)*"
_IN_LIST = rf"(?:{_QUOTED} *|{_FIRST}[^?:,\[\]{{}}#\n]*)"
KEY = r"(?!(?i:null):)[A-Za-z_][A-Za-z0-9_-]{0,99}"
TEXT = rf"(?:{_BARE}|{_QUOTED})"
LIST = rf"\[ *(?:{_IN_LIST}(?:, *{_IN_LIST})*)?\]"
# The rows of a text one after another, and from the first that is not plain on all the rest.
_ROWS = re.compile(
    rf"(?:(?P<key>{KEY}):"
    rf"(?:(?P<gap> +)(?:(?P<bare>{_BARE})|(?P<other>{_QUOTED}|{LIST})))? *"
    rf"|(?P<indent> *)- +(?P<item>{TEXT}) *|)(?:\n|\Z)|(?P<rest>(?s:.+))"
)
_ITEM = compile_later(rf"{_QUOTED}|[^ ,\[\]][^,\[\]]*")


def read_lines(text: str, line: int) -> tuple[dict[str, Value], dict[str, Spot], list[str]] | None:
    """Return fields, spots and repeated keys as yamlwalk's Walker does; None if one line is not plain.

    `line` is the line of the file at which the text starts.
    """
    fields: dict[str, Value] = {}
    spots: dict[str, Spot] = {}
    repeated: list[str] = []
    if len(text) > _LONGEST or _ODD.search(text):
        return None
    above, below = "", 0  # a key without a value, and the line in which a list of its values may go on
    for number, (key, gap, bare, other, indent, item, rest) in enumerate(_ROWS.findall(text), line):
        if key:
            if key in fields:
                repeated.append(key)
            spots[key] = number, len(key) + len(gap) + 2
            if bare:
                fields[key] = Bare(bare) if bare not in NULLS else None
            elif other:
                fields[key] = read_value(other)
            else:
                fields[key], above, below = None, key, number + 1
        elif item and number == below and _add(item, (number, len(indent) + 1), above, fields, spots):
            below += 1
        elif item or rest:
            return None
    return fields, spots, repeated


def _add(item: str, spot: Spot, key: str, fields: dict[str, Value], spots: dict[str, Spot]) -> bool:
    """Add an item to the list below a key; return whether it stands in the column of those before it."""
    items = fields[key]
    if isinstance(items, list):
        items.append(read_value(item))
    else:
        fields[key], spots[key] = [read_value(item)], spot
    return spots[key][1] == spot[1]


def read_value(written: str) -> Value:
    """Return what is written as TEXT or LIST says."""
    if written[0] == "[":
        return [read_value(item.rstrip(" ")) for item in _ITEM.findall(written)]
    if written[0] in "\"'":
        return written[1:-1]
    return Bare(written) if written not in NULLS else None
