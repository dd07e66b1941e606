"""The lines of a document in which something is wrong, as a person reads them. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from feeds.model import Problem

_WIDTH: Final = 100
"""How many characters of a line are shown at most: a feed may be one line of a megabyte."""

_MOST: Final = 1_000
"""Nobody looks at more spots of one document."""

_DECLARED: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a line, and at which of its characters, from 0, the spot is."""

    text: str
    at: int


def of(data: bytes, problems: Iterable[Problem]) -> Mapping[tuple[int, int], Excerpt]:
    """Return what stands at each problem that has a line and a column."""
    wanted = list(dict.fromkeys(_placed(problems)))[:_MOST]
    if not wanted:
        return {}
    lines = re.split(r"\r\n|\r|\n", _decode(data))
    return {
        (line, column): _cut(lines[line - 1], column - 1) for line, column in wanted if line <= len(lines)
    }


def _placed(problems: Iterable[Problem]) -> Iterator[tuple[int, int]]:
    for problem in problems:
        if problem.where.line is not None and problem.where.column is not None:
            yield problem.where.line, problem.where.column


def _decode(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    declared = _DECLARED.match(data)
    encoding = marked or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _cut(line: str, at: int) -> Excerpt:
    """Cut a long line around the spot; what a terminal would obey is shown as a blank."""
    start = max(0, at - _WIDTH // 2) if len(line) > _WIDTH else 0
    end = start + _WIDTH
    text = _CONTROL.sub(" ", line[start:end])
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return Excerpt(f"{head}{text}{tail}", min(at - start, len(text)) + len(head))
