"""Problems, and what became of a build -> lines for a person. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from feeds.model import Level, Problem
from feeds.record import replace
from feeds.trace import Traced

if TYPE_CHECKING:
    from feeds.publish import Result

MOST: Final = 10
"""Whoever has seen so many problems of one code knows what to look for."""


def line(problem: Problem) -> str:
    """Return a problem as one line: path:line:col: code: what is wrong; what to write.

    What came from a post says so, and then where in the document it shows.
    """
    element = f"({problem.document})" if isinstance(problem, Traced) else problem.where.element
    mark = "" if problem.level == "error" else f" [{problem.level}]"
    return f"{problem.where}:{f' {element}' if element else ''} {problem.code}: {problem.message}{mark}"


def few(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the problems as lines: of one code the first ten, and how many more there are."""
    told: Counter[tuple[Level, str]] = Counter()
    for problem in problems:
        told[problem.level, problem.code] += 1
        if told[problem.level, problem.code] <= MOST:
            yield line(problem)
    for (_, code), number in told.items():
        if number > MOST:
            yield f"… and {number - MOST:,} more of {code}; --format json has them all"


def count(number: int, noun: str) -> str:
    """Return a number of things, in words that fit it."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summary(result: Result, output: str, *, check: bool) -> str:
    """Return what became of a build, in a few lines."""
    plan = result.plan
    left = len({problem.where.path for problem in result.left_out})
    counted = [
        f"{count(result.posts, 'post')} in {count(len(result.documents), 'document')}",
        *([f"{count(left, 'file')} left out"] if left else []),
    ]
    see = "would see" if result.blocking or check else "will see"
    changes = result.changes
    which = {name: getattr(changes, name) for name in ("new", "updated", "vanished", "reannounced")}
    told = ", ".join(f"{len(sources)} {name}" for name, sources in which.items() if sources)
    new, old, same = len(plan.write), len(plan.remove), len(plan.unchanged)
    if result.blocking:
        stopping = count(len(result.blocking), "problem")
        done = f"{output}: not published, {stopping} to mend first; all is as it was"
    elif not (new or old):
        done = f"{output}: nothing to write, all {count(same, 'file')} are up to date"
    elif check:
        done = f"{output}: {count(new, 'file')} would be written, {old} removed, {same} are up to date"
    else:
        done = f"{output}: {count(new, 'file')} written, {old} removed, {same} unchanged"
    return "\n".join([", ".join(counted), *([f"subscribers {see}: {told}"] if told else []), done])


def moved(problem: Problem, prefix: str, output: str) -> Problem:
    """Return the problem with its path as seen from here; what lies in the output is named so already."""
    where = problem.where
    if where.path.startswith((prefix, f"{output}/")) or where.path == "-":
        return problem
    return replace(problem, where=replace(where, path=f"{prefix}{where.path}"))
