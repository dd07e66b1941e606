"""The verdicts of `feeds validate` -> lines for a person, with the spot of each problem. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from feeds.model import Level, Problem
from feeds.report.text import count, line
from feeds.trace import Traced
from feeds.validator import Verdict

_LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")
_MOST: Final = 10
_INDENT: Final = "    "


def at_least(level: Level, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of a level, or of a worse one."""
    shown = _LEVELS[: _LEVELS.index(level) + 1]
    return (problem for problem in problems if problem.level in shown)


def levels(verdicts: Iterable[Verdict]) -> Counter[Level]:
    """Return how many problems there are of each level."""
    return Counter(problem.level for verdict in verdicts for problem in verdict.problems)


def lines(verdict: Verdict, level: Level = "info", width: int = 1_000) -> Iterator[str]:
    """Yield the problems of a document, each with its spot; of many alike only the first.

    The lines with the spots are no wider than so many columns: one that a terminal breaks would
    have its marker under something else.
    """
    alike: Counter[tuple[Level, str]] = Counter()
    for problem in at_least(level, verdict.problems):
        alike[problem.level, problem.code] += 1
        if alike[problem.level, problem.code] <= _MOST:
            yield line(problem)
            yield from _spot(problem, verdict, width - len(_INDENT))
    for (_, code), number in alike.items():
        if number > _MOST:
            yield f"{verdict.path}: … and {number - _MOST:,} more of {code}"


def summary(verdicts: Iterable[Verdict], ignored: int = 0) -> str:
    """Return how many documents were checked, and what was found."""
    checked = list(verdicts)
    counts = levels(checked)
    found = [count(counts[level], level) for level in _LEVELS]
    found += [f"{ignored:,} ignored"] if ignored else []
    return f"{count(len(checked), 'document')} checked: {', '.join(found)}"


def _spot(problem: Problem, verdict: Verdict, room: int) -> Iterator[str]:
    """Yield the line of the document, and a marker under the spot."""
    where = problem.document if isinstance(problem, Traced) else problem.where
    if where.line is None or where.column is None:
        return
    excerpt = verdict.excerpts.get((where.line, where.column))
    if excerpt is not None and excerpt.text.strip():
        before, after = _fit(excerpt.text[: excerpt.at], excerpt.text[excerpt.at :], max(room, 20))
        yield f"{_INDENT}{before}{after}"
        yield f"{_INDENT}{' ' * _width(before)}^"


def _fit(before: str, after: str, room: int) -> tuple[str, str]:
    """Cut what stands before and after the spot, so that both fit; the spot stays, if not in the middle."""
    if _width(before) + _width(after) <= room:
        return before, after
    if _width(before) > (half := room // 2):
        before = "…" + _first(before[::-1], half - 1)[::-1]
    if _width(after) > (rest := room - _width(before)):
        after = _first(after, rest - 1) + "…"
    return before, after


def _first(text: str, room: int) -> str:
    """Return as much of the text as fits."""
    return text[: sum(end <= room for end in accumulate(map(_columns, text)))]


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes: https://www.unicode.org/reports/tr11/."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
