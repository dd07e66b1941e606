"""The lines of a document in which something is wrong, as a person reads them. Pure."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from feeds.model import Problem
from feeds.patterns import compile_later
from feeds.record import Record

_WIDTH: Final = 100
"""How many characters of a line are shown at most: a feed may be one line of a megabyte."""

_MOST: Final = 1_000
"""Nobody looks at more spots of one document."""

_MOST_BYTES: Final = 16 * 1024 * 1024
"""What is said of a document beyond is said without showing it."""

_DECLARED: Final = compile_later(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKED: Final = frozenset(encoding for _, encoding in _MARKS)
_END: Final = compile_later(r"\r\n|\r|\n")
_END_BYTES: Final = compile_later(rb"\r\n|\r|\n")
_CONTROL: Final = compile_later(r"[\x00-\x1f\x7f-\x9f]")


class Excerpt(Record, frozen=True):
    """A piece of a line, and at which of its characters, from 0, the spot is."""

    text: str
    at: int


def of(data: bytes, problems: Iterable[Problem]) -> Mapping[tuple[int, int], Excerpt]:
    """Return what stands at each problem that has a line and a column."""
    wanted = list(dict.fromkeys(_placed(problems)))[:_MOST]
    if not wanted:
        return {}
    lines = _lines(data[:_MOST_BYTES], {line for line, _ in wanted})
    return {(line, column): _cut(lines[line], column - 1) for line, column in wanted if line in lines}


def _lines(data: bytes, wanted: Collection[int]) -> dict[int, str]:
    """Return these lines of a document, counted from 1. The others are not decoded: there may be many."""
    encoding = _encoding(data)
    if encoding == "utf-16":
        texts = _END.split(data.decode(encoding, "replace"))
        return {number: text for number, text in enumerate(texts, 1) if number in wanted}
    found: dict[int, str] = {}
    start, number, last = 0, 1, max(wanted)
    while number <= last and start <= len(data):
        end = _END_BYTES.search(data, start)
        if number in wanted:
            found[number] = data[start : end.start() if end else len(data)].decode(encoding, "replace")
        start, number = end.end() if end else len(data) + 1, number + 1
    return found


def _placed(problems: Iterable[Problem]) -> Iterator[tuple[int, int]]:
    for problem in problems:
        if problem.where.line is not None and problem.where.column is not None:
            yield problem.where.line, problem.where.column


def _encoding(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    declared = _DECLARED.match(data)
    encoding = marked or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return codecs.lookup(encoding).name if encoding not in _MARKED else encoding
    except LookupError:
        return "utf-8"


def _cut(line: str, at: int) -> Excerpt:
    """Cut a long line around the spot; what a terminal would obey is shown as a blank."""
    start = max(0, at - _WIDTH // 2) if len(line) > _WIDTH else 0
    end = start + _WIDTH
    text = _CONTROL.sub(" ", line[start:end])
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return Excerpt(f"{head}{text}{tail}", min(at - start, len(text)) + len(head))
