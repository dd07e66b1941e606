"""JSON, with the place of each of its values: https://www.rfc-editor.org/rfc/rfc8259. Pure.

Python's own reader knows no places, so the grammar is read here; what is said of a document that is
not of it stands in jsonwords.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs do not know it
from typing import Final

from feeds.patterns import compile_later
from feeds.validator import jsonwords
from feeds.validator.findings import Fault, Value, quoted
from feeds.validator.jsonwords import Broken
from feeds.validator.parse import Unreadable

_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_VALUES: Final = 250_000
_DEEPEST: Final = 100
_LONGEST_NUMBER: Final = 1_000
_MOST_FAULTS: Final = 1_000
"""Section 9: "An implementation may set limits"; no feed comes near these."""

_BLANKS: Final = compile_later(r"[ \t\n\r]*")
_TEXT: Final = compile_later(r'"([^"\\\x00-\x1f]*)"')
_PLAIN: Final = compile_later(
    r"(-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])"
)
_WORDS: Final = {"true": True, "false": False, "null": None}
_HALF: Final = compile_later(r"[\ud800-\udfff]")
_BEFORE: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""The bytes of byte order marks and blanks, in any encoding that JSON ever had."""


def is_meant(data: bytes) -> bool:
    """Whether the bytes begin as a list or an object of JSON does."""
    return data.lstrip(_BEFORE)[:1] in {b"{", b"["}


def read(data: bytes) -> Value | Unreadable:
    """Read the bytes. No input takes long: depth, size, and the number of values have limits."""
    text = ""
    try:
        if len(data) > _MOST_BYTES:
            raise jsonwords.too_long(len(data), _MOST_BYTES)
        marked = data.startswith(b"\xef\xbb\xbf")
        text = jsonwords.decode(data)
        return _Reading(text).document(marked=marked)
    except Broken as broken:
        _, line, column = next(_lines(broken.text or text, [broken.at]))
        return Unreadable(fault=broken.fault, line=line, column=column)


def places(data: bytes, root: Value, wanted: Collection[Value]) -> dict[Value, tuple[int, int, str]]:
    """Return line and column, which count from 1, and path of each wanted value."""
    known = {at for value in wanted for at in (value.at, value.named)}
    paths = dict(_paths(root, "", known))
    lines = {at: (line, column) for at, line, column in _lines(jsonwords.decode(data), known - {-1})}
    return {value: (*lines[value.at], paths.get(value.at) or "/") for value in wanted}


def _paths(value: Value, path: str, known: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield where the known values and names stand, each with its path."""
    for at in (value.at, value.named):
        if at in known:
            yield at, path
    if isinstance(value.data, dict):
        for name, inner in value.data.items():
            yield from _paths(inner, f"{path}/{jsonwords.shown(name)}", known)
    elif isinstance(value.data, tuple):
        for number, inner in enumerate(value.data, 1):
            yield from _paths(inner, f"{path}[{number}]", known)


def _lines(text: str, wanted: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each character that is wanted, with its line and column. A list of all lines may be long."""
    line, start, seen = 1, 0, 0
    for at in sorted(wanted):
        line += jsonwords.breaks(text, seen, at)
        start = max(text.rfind("\n", seen, at) + 1, text.rfind("\r", seen, at) + 1, start)
        seen = at
        yield at, line, at - start + 1


class _Reading:
    """A walk through a document: how far it has come, and what it has seen so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._count = 0
        self._faults: list[tuple[Value, Fault]] = []

    def document(self, *, marked: bool) -> Value:
        """Read the one value that a document is, and nothing behind it."""
        root = self._value(0, -1)
        if self._next():
            raise jsonwords.after_the_end(self._text, self._at)
        if marked:
            self._faults.insert(0, (root, jsonwords.MARKED))
        return Value(data=root.data, at=root.at, faults=tuple(self._faults))

    def _next(self) -> str:
        """Go on to the next sign and return it; at the end there is none."""
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _value(self, depth: int, named: int) -> Value:
        sign, at = self._next(), self._at
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_VALUES:
            raise jsonwords.too_many(at, _DEEPEST, _MOST_VALUES)
        if sign == '"':
            return Value(data=self._string(named), at=at, named=named)
        if sign == "{":
            return Value(data=self._object(depth), at=at, named=named)
        if sign == "[":
            return Value(data=self._list(depth), at=at, named=named)
        return Value(data=self._word(), at=at, named=named)

    def _object(self, depth: int) -> dict[str, Value]:
        opened, again = self._at, set()
        self._at += 1
        members: dict[str, Value] = {}
        sign = self._next()
        while sign != "}":
            at = self._at
            if sign != '"':
                raise jsonwords.instead_of_name(self._text, at, opened)
            name = self._string(at)
            if self._next() != ":":
                raise jsonwords.instead_of_colon(self._text, self._at, name)
            self._at += 1
            value = self._value(depth + 1, at)
            if name in members:
                again.add(name)
            members[name] = value
            sign = self._more("}", opened)
        self._at += 1
        for name in members if again else ():
            if name in again:
                self._add(members[name].name, jsonwords.again(quoted(name)))
        return members

    def _list(self, depth: int) -> tuple[Value, ...]:
        opened = self._at
        self._at += 1
        values: list[Value] = []
        sign = self._next()
        while sign != "]":
            values.append(self._value(depth + 1, -1))
            sign = self._more("]", opened)
        self._at += 1
        return tuple(values)

    def _more(self, close: str, opened: int) -> str:
        """Go over the comma to what follows it, or stay at the bracket that closes."""
        before = self._at
        sign = self._next()
        if sign == ",":
            comma = self._at
            self._at += 1
            sign = self._next()
            if sign in {close, ","}:
                raise jsonwords.comma_too_many(comma if sign == close else self._at)
        elif sign != close:
            raise jsonwords.instead_of_comma(self._text, self._at, before, opened)
        return sign

    def _string(self, named: int) -> str:
        at = self._at
        if found := _TEXT.match(self._text, at):
            self._at = found.end()
            return found[1]
        try:
            read, self._at = scanstring(self._text, at + 1)
        except ValueError:
            raise jsonwords.in_a_text(self._text, at) from None
        text = str(read)
        if _HALF.search(text):
            self._add(Value(data=None, at=at, named=named), jsonwords.HALF)
            text = _HALF.sub("\ufffd", text)
        return text

    def _word(self) -> int | float | bool | None:
        found = _PLAIN.match(self._text, self._at)
        if found is None:
            raise jsonwords.instead_of_value(self._text, self._at)
        self._at = found.end()
        word, fraction, exponent = found.groups()
        if word in _WORDS:
            return _WORDS[word]
        if len(word) > _LONGEST_NUMBER:
            raise jsonwords.long_number(found.start(), len(word))
        return float(word) if fraction or exponent else int(word)

    def _add(self, value: Value, fault: Fault) -> None:
        if len(self._faults) < _MOST_FAULTS:
            self._faults.append((value, fault))
