"""What is said of bytes that are not JSON: what stands there, and what to write. Pure.

https://www.rfc-editor.org/rfc/rfc8259, whose sections are named by number.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.findings import Fault, quoted

# What people write for a value or a name -> our words. The first that matches is said.
_STRANGERS: Final = (
    (r"'", "A text stands in single quotes; write it in double quotes"),
    (r"[“”„‟«»‘’‚‹›`´]", "A typographic quote stands here; write a straight double quote"),
    (r"//|/\*|#|<!--", "A comment stands here, and JSON has none; leave it out"),
    (r"([+-]?(?i:nan|inf|infinity))\b", "“{0}” is no number of JSON; write a number, or null"),
    (r"(True|TRUE)\b", "“{0}” must be in small letters; write “true”"),
    (r"(False|FALSE)\b", "“{0}” must be in small letters; write “false”"),
    (r"(Null|NULL|None|undefined|nil)\b", "“{0}” is no word of JSON; write “null”"),
    (
        r"([+.-]?[0-9][\w.+-]{0,40}|[+.-])",
        "“{0}” is no number of JSON; write one like “1”, “0.5” or “-2e3”",
    ),
    (r"(\w[\w-]{0,40})", '“{0}” stands without quotes; write “"{0}"”'),
    (r",", "A comma stands here with nothing before it; leave it out"),
    (r":", "A colon stands here with no name before it; write a name in double quotes"),
)
# Some at once: one at a time would be slow, and as many as there are would fill the memory.
_GOOD: Final = r'(?:[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})){1,500}'
_CONTROL: Final = compile_later(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_STEP: Final = 40
_CLOSES: Final = {"{": "}", "[": "]"}
_ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Broken(Exception):
    """The document is not JSON, or too much: what is said, and at which character of which text.

    The text is only there where the bytes could not all be read.
    """

    def __init__(self, at: int, message: str, *, code: str = "not-well-formed", text: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.text = text
        self.fault = Fault(code=code, message=message)


MARKED: Final = Fault(
    code="byte-order-mark",
    message="The document begins with a byte order mark, at which many readers of JSON stop; "
    "save it as UTF-8 without one",
)
"""Section 8.1: "Implementations MUST NOT add a byte order mark"."""

HALF: Final = Fault(
    code="half-character",
    message="The text holds one half of a character that JSON writes in two; "
    "write both halves, as in “\\ud83d\\ude00”, or the character itself",
)
"""Section 8.2: what becomes of it "is unpredictable"."""


def again(name: str) -> Fault:
    """Say that an object has a name twice. Section 4: "The names within an object SHOULD be unique"."""
    message = f"{name} stands more than once in the object, and readers take either; leave one out"
    return Fault(code="duplicate-member", message=message, level="warning")


def shown(name: str) -> str:
    """Return a member's name as a step of a path."""
    step = _CONTROL.sub("\ufffd", name)
    return step if len(step) <= _LONGEST_STEP else f"{step[:_LONGEST_STEP]}…"


def breaks(text: str, start: int, end: int) -> int:
    """Return how many lines end there: at a line feed, a carriage return, or both."""
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def decode(data: bytes) -> str:
    """Return the text, without a byte order mark. Section 8.1: it "MUST be encoded using UTF-8".

    Raises:
        Broken: it is not.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        raise Broken(0, "The document is encoded in UTF-16 or UTF-32, and JSON is in UTF-8; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the mark.
        plain = data.removeprefix(b"\xef\xbb\xbf")
        text = plain[: error.start].decode()
        message = f"The byte {plain[error.start]:02X} is not of UTF-8; save the document as UTF-8"
        raise Broken(len(text), message, text=text) from None


def too_long(size: int, most: int) -> Broken:
    """Say that nobody reads so many bytes."""
    return Broken(0, f"The document has {size:,} bytes; write less than {most:,}", code="too-large")


def too_many(at: int, deepest: int, most: int) -> Broken:
    """Say that it is nested too deeply, or has too many values."""
    message = f"The document is nested more than {deepest} deep, or has more than {most:,} values"
    return Broken(at, f"{message}; make it smaller", code="too-large")


def long_number(at: int, length: int) -> Broken:
    """Say that nobody can count so far."""
    return Broken(at, f"The number has {length:,} digits; write a shorter one", code="too-large")


def instead_of_value(text: str, at: int) -> Broken:
    """Say what stands where a value must."""
    if text[at : at + 1] in {"]", "}"}:
        return Broken(at, f"A value is missing before “{text[at]}”; write one, such as null")
    return _stranger(text, at, "The document ends where a value must stand; write the value")


def instead_of_name(text: str, at: int, opened: int) -> Broken:
    """Say what stands where the name of a member must."""
    if text[at : at + 1] == "]":
        return _wrong_bracket(text, at, opened)
    if text[at : at + 1] in {"{", "[", "}"} or text[at : at + 1].isdigit():
        return Broken(at, "A member has no name here; write its name in double quotes, a colon, its value")
    return _stranger(text, at, _unclosed(text, opened))


def instead_of_colon(text: str, at: int, name: str) -> Broken:
    """Say that a name is followed by no value."""
    message = f"No colon follows the name {quoted(name)}; write “:” and a value after it"
    return Broken(at if at < len(text) else _end(text), message)


def comma_too_many(at: int) -> Broken:
    """Say that nothing follows a comma."""
    return Broken(at, "A comma stands here that nothing follows; leave it out")


def instead_of_comma(text: str, at: int, before: int, opened: int) -> Broken:
    """Say what stands behind a value, which ends `before` it."""
    sign = text[at : at + 1]
    if sign in {"]", "}"}:
        return _wrong_bracket(text, at, opened)
    if sign == ":":
        words = "names with values in braces, {…}" if text[opened] == "[" else "a comma between two members"
        return Broken(at, f"A colon stands behind a value; write {words}")
    if not sign or re.compile(r"//|/\*|#|<!--").match(text, at):
        return _stranger(text, at, _unclosed(text, opened))
    if text[before - 1] == '"' and at == before:
        message = "The text before this ends at its second double quote"
        return Broken(at, f'{message}; write a quote inside a text as “\\"”, or a comma after the text')
    lines = breaks(text, before, at)
    where = f"{lines} line{'s' * (lines > 1)} above, at the end of the value" if lines else "before it"
    return Broken(at, f"A comma is missing before this; write “,” {where}")


def after_the_end(text: str, at: int) -> Broken:
    """Say that something stands behind the document."""
    if text[at] in {"]", "}"}:
        return Broken(at, f"This “{text[at]}” closes nothing; leave it out")
    return Broken(at, "Something follows the end of the document; leave it out")


def in_a_text(text: str, opened: int) -> Broken:
    """Say what in the text that was opened there is not allowed in one."""
    at, good = opened + 1, re.compile(_GOOD)
    while found := good.match(text, at):
        at = found.end()
    sign = text[at : at + 1]
    if not sign:
        return Broken(opened, "The text that begins here is never closed; write a double quote at its end")
    if sign == "\\":
        if text[at + 1 : at + 2] == "u":
            return Broken(at, "“\\u” wants four hexadecimal digits behind it; write them, as in “\\u00e9”")
        pair = quoted(text[at : at + 2])
        return Broken(at, f"{pair} begins no escape of JSON; write “\\\\” for a backslash, or leave it out")
    if sign in "\n\r":
        message = 'A line ends inside a text; write the line break as “\\n”, or close the text with “"”'
        return Broken(at, message)
    code = _ESCAPES.get(sign, f"\\u{ord(sign):04x}")
    name = "A tab" if sign == "\t" else f"The control character U+{ord(sign):04X}"
    return Broken(at, f"{name} stands inside a text; write it as “{code}”, or leave it out")


def _stranger(text: str, at: int, at_the_end: str) -> Broken:
    if at >= len(text):
        return Broken(_end(text), at_the_end)
    for pattern, words in _STRANGERS:
        if found := re.compile(pattern).match(text, at):
            return Broken(at, words.format(*found.groups()))
    return Broken(at, f"The sign U+{ord(text[at]):04X} has no place here; leave it out")


def _end(text: str) -> int:
    """Return where the text ends but for its blanks."""
    return len(text.rstrip(" \t\n\r"))


def _unclosed(text: str, opened: int) -> str:
    opening = f"“{text[opened]}” of line {_line(text, opened)}"
    return f"The document ends before the {opening} is closed; write “{_CLOSES[text[opened]]}”"


def _wrong_bracket(text: str, at: int, opened: int) -> Broken:
    opening = f"“{text[opened]}” of line {_line(text, opened)}"
    return Broken(at, f"“{text[at]}” cannot close the {opening}; write “{_CLOSES[text[opened]]}” first")


def _line(text: str, at: int) -> int:
    return breaks(text, 0, at) + 1
