"""What is JSON and what is not, as RFC 8259 has it: https://www.rfc-editor.org/rfc/rfc8259."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator import check
from feeds.validator.findings import Value
from feeds.validator.jsontext import is_meant, places, read
from feeds.validator.parse import Unreadable

MEGABYTE = 1_000_000

# What people write -> line, column, and a word of what is said.
BROKEN: dict[str, tuple[int, int, str]] = {
    '{"a": 1\n"b": 2}': (2, 1, "comma is missing"),
    '{"a": 1 "b": 2}': (1, 9, "write “,” before it"),
    '{"a": 1\n\n "b": 2}': (3, 2, "2 lines above"),
    "[1 2]": (1, 4, "comma is missing"),
    '{"a": 1,\n"b": 2,\n}': (2, 7, "nothing follows"),
    "[1,\r\n2, ]": (2, 2, "nothing follows"),
    "[1,,2]": (1, 4, "nothing follows"),
    "{,}": (1, 2, "nothing before it"),
    "[,]": (1, 2, "nothing before it"),
    "{'a': 1}": (1, 2, "single quotes"),
    "{\"a\": 'b'}": (1, 7, "single quotes"),
    '{"a": “b”}': (1, 7, "typographic"),
    '// a\n{"b": 1}': (1, 1, "no XML"),
    '{"a": 1 // a\n}': (1, 9, "comment"),
    '{/* a */"b": 1}': (1, 2, "comment"),
    '{"a": # a\n1}': (1, 7, "comment"),
    "{a: 1}": (1, 2, "“a” stands without quotes"),
    '{"a": snow}': (1, 7, "“snow” stands without quotes"),
    '{"a": NaN}': (1, 7, "number, or null"),
    '{"a": -Infinity}': (1, 7, "number, or null"),
    '{"a": True}': (1, 7, "“true”"),
    '{"a": FALSE}': (1, 7, "“false”"),
    '{"a": None}': (1, 7, "“null”"),
    '{"a": undefined}': (1, 7, "“null”"),
    '{"a": 01}': (1, 7, "“01” is no number"),
    '{"a": .5}': (1, 7, "“.5” is no number"),
    '{"a": 1.}': (1, 7, "“1.” is no number"),
    '{"a": +1}': (1, 7, "“+1” is no number"),
    '{"a": 0x1F}': (1, 7, "“0x1F” is no number"),
    '{"a": 2021-12-28}': (1, 7, "“2021-12-28” is no number"),
    '{"a": -}': (1, 7, "“-” is no number"),
    '{"a": "b\nc"}': (1, 9, "“\\n”"),
    '{"a": "b\r\nc"}': (1, 9, "“\\n”"),
    '{"a": "b\tc"}': (1, 9, "A tab"),
    '{"a": "é\x00c"}': (1, 9, "“\\u0000”"),
    '{"a": "b\x1bc"}': (1, 9, "U+001B"),
    '{"a": "b\x0cc"}': (1, 9, "“\\f”"),
    '{"a": "b\\xc"}': (1, 9, "“\\x” begins no escape"),
    '{"a": "C:\\new\\Users"}': (1, 14, "“\\U” begins no escape"),
    '{"a": "\\u12"}': (1, 8, "hexadecimal"),
    '{"a": "b': (1, 7, "never closed"),
    '{"a": "b\\"}': (1, 7, "never closed"),
    '{"a": "say "b" now"}': (1, 13, "quote inside a text"),
    '{"a": 1': (1, 8, "ends before the “{” of line 1"),
    '\n[{"a": 1}\n\n': (2, 10, "ends before the “[” of line 2"),
    '{"a": 1, ': (1, 9, "ends before the “{”"),
    "[": (1, 2, "ends where a value"),
    "{": (1, 2, "ends before the “{”"),
    '{"a"': (1, 5, "No colon"),
    '{"a":': (1, 6, "ends where a value"),
    '{"a" 1}': (1, 6, "No colon"),
    '{"a" = 1}': (1, 6, "No colon"),
    '{"a"}': (1, 5, "No colon"),
    '{"a": }': (1, 7, "value is missing"),
    '{"a": "b": 2}': (1, 10, "comma between"),
    '["a": 1]': (1, 5, "in braces"),
    "{1: 2}": (1, 2, "no name here"),
    "{[1]: 2}": (1, 2, "no name here"),
    '{"a": 1, : 2}': (1, 10, "no name before it"),
    "[1, 2}": (1, 6, "cannot close the “[” of line 1"),
    '{"a": 1]': (1, 8, "cannot close the “{” of line 1"),
    "{]": (1, 2, "cannot close the “{”"),
    '{"a": 1}}': (1, 9, "closes nothing"),
    '{"a": 1}\n{"b": 2}': (2, 1, "follows the end"),
    '{"a":\u00a01}': (1, 6, "U+00A0"),
    '{"a": \x00}': (1, 7, "U+0000"),
}


def plain(value: Value) -> Any:
    """Return what a value holds, without the places."""
    if isinstance(value.data, dict):
        return {name: plain(inner) for name, inner in value.data.items()}
    if isinstance(value.data, tuple):
        return [plain(inner) for inner in value.data]
    return value.data


def parsed(text: str) -> Value:
    """Read what is in order."""
    value = read(text.encode())
    assert isinstance(value, Value)
    return value


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_broken_is_said_where_it_is(text: str) -> None:
    """One problem, with what to write, at the line and column of the fault."""
    line, column, words = BROKEN[text]
    verdict = check(text.encode(), path="x")
    (problem,) = verdict.problems
    assert (problem.where.line, problem.where.column) == (line, column)
    assert (problem.code, problem.level, verdict.kind) == ("not-well-formed", "error", None)
    assert words in problem.message
    said, write = problem.message.split("; ")
    assert said
    assert write[-1] not in ". "


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b'{"a":\n "\xe9"}', 2, 3, "byte E9"),
        ('{"é": "'.encode() + b"\xed\xa0\xbd" + b'"}', 1, 8, "byte ED"),
        (b'\xef\xbb\xbf{"a": "\xff"}', 1, 8, "byte FF"),
        ('{"a": 1}'.encode("utf-16"), 1, 1, "UTF-16"),
        ('{"a": 1}'.encode("utf-16-le"), 1, 1, "UTF-16"),
        (' {"a": 1}'.encode("utf-16-be"), 1, 1, "UTF-16"),
        ('{"a": 1}'.encode("utf-32"), 1, 1, "UTF-32"),
    ],
)
def test_json_is_in_utf_8(data: bytes, line: int, column: int, words: str) -> None:
    """Section 8.1; a byte that is not of it is named where it stands."""
    (problem,) = check(data, path="x").problems
    assert (problem.where.line, problem.where.column) == (line, column)
    assert words in problem.message


def test_every_value_says_where_it_stands() -> None:
    """Lines end as they do in an editor, columns count characters, and paths count from 1."""
    text = '\ufeff{"é😀": [1,\r\n {"b": null}, "\\u00e9"],\r"c": {"d/e": -1.5e3}\n}'
    root = parsed(text)
    assert plain(root) == {"é😀": [1, {"b": None}, "é"], "c": {"d/e": -1500.0}}
    values: list[Value] = []

    def gather(value: Value) -> None:
        values.append(value)
        if isinstance(value.data, dict):
            for inner in value.data.values():
                gather(inner)
        elif isinstance(value.data, tuple):
            for inner in value.data:
                gather(inner)

    gather(root)
    named = [value.name for value in values if value.named >= 0]
    found = places(text.encode(), root, [*values, *named])
    assert [found[value] for value in values] == [
        (1, 1, "/"),
        (1, 8, "/é😀"),
        (1, 9, "/é😀[1]"),
        (2, 2, "/é😀[2]"),
        (2, 8, "/é😀[2]/b"),
        (2, 15, "/é😀[3]"),
        (3, 6, "/c"),
        (3, 14, "/c/d/e"),
    ]
    assert [found[value] for value in named] == [
        (1, 2, "/é😀"),
        (2, 3, "/é😀[2]/b"),
        (3, 1, "/c"),
        (3, 7, "/c/d/e"),
    ]


def test_a_long_name_does_not_make_long_paths() -> None:
    """A path is for people: long names are cut, and what a terminal would obey is not in it."""
    root = parsed(json.dumps({"a" * 100: {"\x1b[1m": 1}}))
    assert isinstance(root.data, dict)
    (outer,) = root.data.values()
    assert isinstance(outer.data, dict)
    (inner,) = outer.data.values()
    found = places(json.dumps({"a" * 100: {"\x1b[1m": 1}}).encode(), root, [inner])
    assert found[inner] == (1, 120, f"/{'a' * 40}…/\ufffd[1m")


def test_numbers_are_whole_or_not() -> None:
    """As they are written."""
    assert plain(parsed("[0, -0, 12, 1.0, 1e2, -2.5E-1, 1e999]")) == [
        0,
        0,
        12,
        1.0,
        100.0,
        -0.25,
        float("inf"),
    ]
    assert [type(one) for one in plain(parsed("[1, 1.0, true, null]"))] == [int, float, bool, type(None)]


def test_what_stands_twice_is_kept_as_most_readers_do() -> None:
    """The last one, and the fault goes with the document, once for a name."""
    root = parsed('{"a": 1, "b": 2, "a": 3, "a": 4}')
    assert plain(root) == {"a": 4, "b": 2}
    ((anchor, fault),) = root.faults
    assert (anchor.at, fault.code, fault.level) == (25, "duplicate-member", "warning")


def test_half_a_character_is_replaced() -> None:
    """It could not be printed."""
    root = parsed('{"\\ud83d": "\\ude00\\ud83d\\ude00"}')
    assert plain(root) == {"\ufffd": "\ufffd😀"}
    assert [fault.code for _, fault in root.faults] == ["half-character"] * 2


def test_a_byte_order_mark_is_told_and_read_over() -> None:
    """Section 8.1: parsers "MAY ignore the presence of a byte order mark"."""
    root = read(b"\xef\xbb\xbf[]")
    assert isinstance(root, Value)
    assert [fault.code for _, fault in root.faults] == ["byte-order-mark"]


@pytest.mark.parametrize(
    "data", [b"{", b" \r\n\t[", b"\xef\xbb\xbf{", b"\xff\xfe{\0", b"\0\0\xfe\xff\0\0\0[", b"\0{"]
)
def test_json_is_known_by_its_first_sign(data: bytes) -> None:
    """In any encoding."""
    assert is_meant(data)


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"<a/>", b'"a"', b"1", b"a{"])
def test_what_begins_otherwise_is_not_taken_for_json(data: bytes) -> None:
    """A text or a number is no document that anybody publishes."""
    assert not is_meant(data)


HOSTILE = {
    "lists": b"[" * MEGABYTE,
    "objects": b'{"a":' * MEGABYTE,
    "digits": b"[" + b"9" * 30 * MEGABYTE + b"]",
    "digits-behind-a-dot": b"[0." + b"9" * MEGABYTE + b"]",
    "many-bytes": b"[" + b" " * 34 * MEGABYTE + b"]",
    "many-values": b"[" + b"1," * 300_000 + b"1]",
    "many-members": b"{" + b'"a":1,' * 300_000 + b'"a":1}',
    "nul": b"[" + b"\0" * MEGABYTE,
    "blanks": b" " * 30 * MEGABYTE + b"[",
    "lines": b"[" + b"\n" * 5 * MEGABYTE + b"1 1]",
    "text": b'["' + b"x" * 30 * MEGABYTE,
    "escapes": b'["' + b"\\n" * 15 * MEGABYTE + b'\\x"]',
    "halves": b"[" + b'"\\ud83d",' * 100_000 + b"x]",
    "long-name": b'{"' + b"x" * 10 * MEGABYTE + b'": [' + b"1," * 100_000 + b"x]}",
    "long-word": b"[" + b"x" * 10 * MEGABYTE + b"]",
    "long-number": b"[" + b"-." * 10 * MEGABYTE + b"]",
    "not-utf-8": b"[" + b'"x",' * MEGABYTE + b"\xff]",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_takes_no_time(name: str) -> None:
    """Each is one problem, within some seconds on a busy machine."""
    started = time.process_time()
    (problem,) = check(HOSTILE[name], path="x").problems
    assert problem.code in {"not-well-formed", "too-large"}
    assert len(problem.message) < 300
    assert time.process_time() - started < 10


def test_a_hundred_levels_are_enough() -> None:
    """And one more is refused where it begins."""
    assert isinstance(read(b"[" * 100 + b"1" + b"]" * 100), Value)
    refused = read(b"[" * 101 + b"1" + b"]" * 101)
    assert isinstance(refused, Unreadable)
    assert (refused.fault.code, refused.column) == ("too-large", 102)


def test_a_feed_of_a_megabyte_is_read_soon() -> None:
    """In a fraction of a second, with room for a busy machine."""
    item = {"id": "https://example.org/", "content_html": '<p class="a">é</p>\n' * 50, "tags": ["a", "b"]}
    data = json.dumps({"items": [item] * 1_000}, indent=1).encode()
    assert len(data) > MEGABYTE
    started = time.process_time()
    assert isinstance(read(data), Value)
    assert time.process_time() - started < 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
)


@given(JSON, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_what_python_writes_is_read_as_it_was(value: Any, ascii_only: bool, indent: int | str | None) -> None:
    """Escaped or not, on one line or many."""
    text = json.dumps([value], ensure_ascii=ascii_only, indent=indent)
    assert plain(parsed(text)) == [value]


def refuse(word: str) -> None:
    """Take no NaN, which Python does."""
    raise ValueError(word)


PIECES = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "\\",
    "1",
    "-",
    "0",
    ".",
    "e",
    "true",
    "null",
    " ",
    "\n",
    "NaN",
    "é",
    "'",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_python_and_we_agree_on_what_is_json(text: str) -> None:
    """Python's own reader, without its NaN, takes exactly what we take."""
    try:
        expected = json.loads(f"[{text}", parse_constant=refuse)
    except ValueError:
        assert isinstance(read(f"[{text}".encode()), Unreadable)
    else:
        assert plain(parsed(f"[{text}")) == expected


@given(st.binary(max_size=100))
def test_no_bytes_raise(data: bytes) -> None:
    """A validator is for what is wrong."""
    assert check(b"{" + data, path="x").problems
