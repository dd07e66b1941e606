"""Where in a body there is code, so that template markup in it is only shown. Pure, and linear.

Fences and indented blocks as CommonMark has them (spec.commonmark.org/0.31.2/#leaf-blocks), read line
by line; code spans between runs of backticks; <pre>, <code>, <script> and <style>; mathematics.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeAlias

Region: TypeAlias = tuple[int, int]

_CONTAINER = r"[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_CONTAINER}(?P<run>`{{3,}}(?=[^`\n]*$)|~{{3,}})", re.MULTILINE)
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_ELEMENT = re.compile(r"<(pre|code|script|style|textarea|kbd|samp)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"\\[\\`]|`+")
_MATH = re.compile(r"\$\$|\\[\[(]")
_MATH_ENDS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}
_LONGEST_MATH = 5_000  # characters


def regions(text: str, *, markdown: bool, math: bool = False, indented: bool = True) -> list[Region]:
    """Return where code stands (mathematics too, if wanted), in order, none touching another."""
    found = list(_blocks(text, indented=indented)) if markdown else []
    found = _with(text, found, _elements)
    if markdown and "`" in text:
        found = _with(text, found, _spans)
    if math and ("$$" in text or "\\" in text):
        found = _with(text, found, _formulas)
    return found


def outside(text: str, found: list[Region], change: Callable[[str], str]) -> str:
    """Return the text changed everywhere but in the regions."""
    parts = []
    last = 0
    for start, end in found:
        parts += [change(text[last:start]), text[start:end]]
        last = end
    return "".join([*parts, change(text[last:])])


def holds(found: list[Region], offset: int) -> bool:
    """Return whether an offset lies in one of the regions."""
    place = bisect_right(found, (offset, 1 << 60)) - 1
    return place >= 0 and found[place][0] <= offset < found[place][1]


def _with(text: str, found: list[Region], find: Callable[[str, int, int], Iterator[Region]]) -> list[Region]:
    """Return the regions and those that `find` sees between them."""
    gaps = zip([0, *(end for _, end in found)], [*(start for start, _ in found), len(text)], strict=True)
    more = [region for start, end in gaps for region in find(text, start, end)]
    return sorted([*found, *more]) if more else found


def _blocks(text: str, *, indented: bool) -> Iterator[Region]:
    """Yield the fenced and the indented blocks of a Markdown text."""
    offset, fence, opened = 0, "", 0
    after_blank, in_list, in_code = True, False, False
    for line in text.splitlines(keepends=True):
        end = offset + len(line)
        bare = line.strip(" \t\n>")
        if fence:
            if bare.startswith(fence) and not bare.strip(fence[0]):
                yield opened, end
                fence = ""
        elif match := _FENCE.match(line):
            fence, opened = match["run"], offset
            in_code = False
        elif not line.strip():
            after_blank = True
        else:
            in_code = indented and (after_blank or in_code) and not in_list and _is_code(line)
            if in_code:
                yield offset, end
            elif _ITEM.match(line):
                in_list = True
            elif after_blank and line[0] not in " \t":
                in_list = False
            after_blank = False
        offset = end
    if fence:
        yield opened, len(text)


def _is_code(line: str) -> bool:
    return _INDENTED.match(line) is not None


def _elements(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the HTML elements whose text is code, closed ones only."""
    missing: set[str] = set()
    while opener := _ELEMENT.search(text, start, end):
        name = opener[1].lower()
        ending = re.compile(f"</{name}\\s*>", re.IGNORECASE)
        closer = None if name in missing else ending.search(text, opener.end(), end)
        if closer is None:
            missing.add(name)
            start = opener.end()
        else:
            yield opener.start(), closer.end()
            start = closer.end()


def _spans(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the code spans: a run of backticks, up to the next run that is as long, in a paragraph."""
    while start < end:
        blank = _BLANK.search(text, start, end)
        stop = blank.start() if blank else end
        runs = [run for run in _TICKS.finditer(text, start, stop) if run[0][0] == "`"]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, run in enumerate(runs):
            by_length[len(run[0])].append(index)
        index = 0
        while index < len(runs):
            same = by_length[len(runs[index][0])]
            place = bisect_right(same, index)
            if place < len(same):
                yield runs[index].start(), runs[same[place]].end()
                index = same[place]
            index += 1
        start = blank.end() if blank else end


def _formulas(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the mathematics between dollars, or between brackets that a backslash precedes."""
    while opener := _MATH.search(text, start, end):
        closer = _MATH_ENDS[opener[0]]
        place = text.find(closer, opener.end(), min(end, opener.end() + _LONGEST_MATH))
        if place < 0 or (closer == "\\)" and "\n" in text[opener.end() : place]):
            start = opener.end()
        else:
            start = place + len(closer)
            yield opener.start(), start
