from __future__ import annotations

import codecs

import pytest

from feeds.validator.encodings import mismatch, readable
from feeds.validator.parse import Unreadable, read

DECLARED = '<?xml version="1.0" encoding="{}"?><a>é</a>'


@pytest.mark.parametrize(
    ("mark", "declared", "encoding", "words"),
    [
        (
            codecs.BOM_UTF8,
            "ISO-8859-1",
            "utf-8",
            "mark is that of UTF-8, and the encoding declared is “ISO-8859-1”",
        ),
        (codecs.BOM_UTF8, "utf-16", "utf-8", 'write encoding="UTF-8"'),
        (codecs.BOM_UTF16_LE, "utf-8", "utf-16-le", 'write encoding="UTF-16"'),
        (codecs.BOM_UTF16_BE, "utf-16le", "utf-16-be", "mark is that of UTF-16"),
        (b"", "utf-16", "utf-16-le", "without a byte order mark; save it as UTF-8"),
        (b"", "UTF-16", "utf-16-be", "without a byte order mark; save it as UTF-8"),
    ],
)
def test_mark_and_declaration_must_agree(mark: bytes, declared: str, encoding: str, words: str) -> None:
    """XML 4.3.3: it is a fatal error otherwise, however forgiving a parser is. The place is the name's."""
    found = mismatch(mark + DECLARED.format(declared).encode(encoding))
    assert found is not None
    assert words in found.message
    assert found.column == 31
    stopped = read(mark + DECLARED.format(declared).encode(encoding))
    assert isinstance(stopped, Unreadable)
    assert (stopped.fault.code, stopped.line, stopped.column) == ("encoding", 1, 31)


@pytest.mark.parametrize(
    ("mark", "declared", "encoding"),
    [
        (codecs.BOM_UTF8, "UTF-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
        (b"", "utf-16le", "utf-16-le"),
        (b"", "ISO-8859-1", "iso-8859-1"),
        (b"", "windows-1252", "cp1252"),
        (b"", "ebcdic-cp-us", "cp037"),
        (b"", "cp500", "cp500"),
    ],
)
def test_what_agrees_is_read(mark: bytes, declared: str, encoding: str) -> None:
    """Also in encodings that libxml2 does not know."""
    data = mark + DECLARED.format(declared).encode(encoding)
    assert mismatch(data) is None
    root = read(data)
    assert not isinstance(root, Unreadable)
    assert root.text == "é"


@pytest.mark.parametrize("data", [b"", b"<a/>", "<a>é</a>".encode("utf-16"), codecs.BOM_UTF8 + b"<a/>"])
def test_who_declares_nothing_is_not_at_odds(data: bytes) -> None:
    """The mark alone is enough, and UTF-8 needs none."""
    assert mismatch(data) is None
    assert readable(data) == data


def test_an_unknown_kind_of_ebcdic_stays_as_it_is() -> None:
    """Then it is said that nobody reads it."""
    data = DECLARED.format("klingon").replace("é", "e").encode("cp037")
    assert readable(data) == data
    found = read(data)
    assert isinstance(found, Unreadable)
    assert found.fault.code == "encoding"
