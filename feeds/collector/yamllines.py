"""The plainest YAML -> what yamltext makes of it, read by its lines and without libyaml. Pure.

Most front matter is nothing but lines of `key: value`, and one regular expression reads them in a tenth
of the time. It takes only what can mean one thing; anything else is left to yamltext.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from feeds.collector.yamltext import NULLS, Bare, Spot, Value

_LONGEST = 20_000  # far below what yamltext calls too big

# Whatever ends a line to YAML, is refused by it, or is a blank and no space.
_NOT = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_QUOTED = rf"""(?:"[^"\\{_NOT}]*"|'[^'{_NOT}]*')"""
_FIRST = rf"""[^ \-?:,\[\]{{}}#&*!|>'"%@`{_NOT}]"""
_BARE = rf"{_FIRST}[^ :#{_NOT}]*(?:(?: +|:)[^ :#{_NOT}]+)*"
_IN_LIST = rf"(?:{_QUOTED} *|{_FIRST}[^?:,\[\]{{}}#{_NOT}]*)"
_LIST = rf"\[ *(?:{_IN_LIST}(?:, *{_IN_LIST})*)?\]"
_ROW = re.compile(
    r"(?P<key>(?!(?i:null):)[A-Za-z_][A-Za-z0-9_-]{0,99}):"
    rf"(?:(?P<gap> +)(?:(?P<bare>{_BARE})|(?P<other>{_QUOTED}|{_LIST})))? *"
    rf"|(?P<indent> *)- +(?P<item>{_BARE}|{_QUOTED}) *"
)
_ITEM = re.compile(rf"{_QUOTED}|[^ ,\[\]][^,\[\]]*")


class _Row(NamedTuple):
    """A row that is plain: a key, or none if it is an item; the value, and the column of that.

    It is `open` if no value stands there, so that a list may follow.
    """

    key: str
    value: Value
    column: int
    open: bool = False


# Of a thousand posts most have the same layout, author and categories: rows are read once.
_KNOWN: dict[str, _Row] = {}
_MOST = 4096
_SHORT = 100


def read_lines(text: str, line: int) -> tuple[dict[str, Value], dict[str, Spot], list[str]] | None:
    """Return fields, spots and repeated keys as yamltext's Walker does; None if one line is not plain.

    `line` is the line of the file at which the text starts.
    """
    fields: dict[str, Value] = {}
    spots: dict[str, Spot] = {}
    repeated: list[str] = []
    if len(text) > _LONGEST:
        return None
    above, below = "", 0  # a key without a value, and the line in which a list of its values may go on
    for number, row in enumerate(text.split("\n"), line):
        if not row:
            continue
        if (plain := _KNOWN.get(row) or _read_row(row)) is None:
            return None
        key, value, column, is_open = plain
        if key:
            if key in fields:
                repeated.append(key)
            spots[key] = number, column
            fields[key] = value.copy() if isinstance(value, list) else value
            if is_open:
                above, below = key, number + 1
        elif number == below and _add(value, (number, column), above, fields, spots):
            below += 1
        else:
            return None
    return fields, spots, repeated


def _read_row(text: str) -> _Row | None:
    match = _ROW.fullmatch(text)
    if match is None:
        return None
    key, gap, bare, other, indent, item = match.groups()
    if item:
        row = _Row("", _value(item), len(indent) + 1)
    elif gap:
        row = _Row(key, _value(bare or other), len(key) + len(gap) + 2)
    else:
        row = _Row(key, None, len(key) + 2, open=True)
    if len(text) <= _SHORT:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        _KNOWN[text] = row
    return row


def _add(item: Value, spot: Spot, key: str, fields: dict[str, Value], spots: dict[str, Spot]) -> bool:
    """Add an item to the list below a key; return whether it stands in the column of those before it."""
    items = fields[key]
    if isinstance(items, list):
        items.append(item)
    else:
        fields[key], spots[key] = [item], spot
    return spots[key][1] == spot[1]


def _value(written: str) -> Value:
    if written[0] == "[":
        return [_value(item.rstrip(" ")) for item in _ITEM.findall(written)]
    if written[0] in "\"'":
        return written[1:-1]
    return Bare(written) if written not in NULLS else None
