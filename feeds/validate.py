"""The run of `feeds validate`, on one page: inputs -> verdicts -> sets of them -> posts -> ignores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial

from feeds import pool, trace
from feeds.model import Problem, Stop
from feeds.record import Record, replace
from feeds.validator import Verdict, inputs, together

EVERYWHERE = "*"
_SECONDS = 150e-9
"""What it takes to check one byte, roughly: for the decision how many workers pay off."""


class Options(Record, frozen=True, kw_only=True):
    """How documents are to be checked.

    `stdin` reads at most so many bytes. With `jobs` 0 the amount of work decides on the workers.
    `ignores` are the codes that nobody is to hear of, each with a pattern of the paths that it is of.
    """

    now: datetime | None = None
    stdin: Callable[[int], bytes] = lambda _limit: b""
    urls: tuple[str, ...] = ()
    jobs: int = 0
    ignores: tuple[tuple[str, str], ...] = ()


class Result(Record, frozen=True, kw_only=True):
    """The verdicts in the order of what was named, how much of them is ignored, and what is `unread`."""

    verdicts: tuple[Verdict, ...]
    ignored: int
    unread: tuple[str, ...]


def validate(paths: Sequence[str], options: Options) -> Result:
    """Check files, folders, standard input and URLs.

    Raises:
        Stop: there is no document in any of them.
    """
    looks = _look(paths, options)
    unread = tuple(look.unread for look in looks if look.unread is not None)
    # Where something could not be read nobody can say what is missing in a folder.
    folders = [] if unread else [path for path in paths if inputs.is_folder(path)]
    checked = _together([(look.verdict, look.url) for look in looks if look.verdict is not None], folders)
    if not checked and not unread:
        raise Stop(f"{', '.join(paths)}: there is no feed or sitemap in it; name a file or another folder")
    manifest = cache(trace.manifest)
    named = [trace.traced(verdict, manifest) for verdict in checked]
    heard = tuple(replace(one, problems=tuple(_heard(one, options.ignores))) for one in named)
    ignored = sum(len(one.problems) for one in named) - sum(len(one.problems) for one in heard)
    return Result(verdicts=heard, ignored=ignored, unread=unread)


def _look(paths: Sequence[str], options: Options) -> list[inputs.Look]:
    found = inputs.find(paths, options.stdin)
    found += [inputs.Input(path=url, remote=True) for url in dict.fromkeys(options.urls)]
    seconds = _SECONDS * sum(one.size for one in found) / max(len(found), 1)
    with pool.mapper(options.jobs) as mapper:
        return list(mapper(partial(inputs.look, options.now), found, seconds))


def _together(documents: Sequence[tuple[Verdict, str | None]], folders: Sequence[str]) -> list[Verdict]:
    """Return the verdicts, with what is wrong between their documents in its place."""
    more: dict[str, list[Problem]] = {}
    for problem in together.check_together(documents, folders=folders):
        more.setdefault(problem.where.path, []).append(problem)
    return [
        replace(one, problems=tuple(sorted((*one.problems, *more[one.path]), key=_order)))
        if one.path in more
        else one
        for one, _ in documents
    ]


def _order(problem: Problem) -> tuple[int, int]:
    return problem.where.line or 0, problem.where.column or 0


def _heard(verdict: Verdict, ignores: Iterable[tuple[str, str]]) -> Iterable[Problem]:
    """Return the problems that are not to be ignored, by the path of the document or of the post."""
    patterns: dict[str, list[str]] = {}
    for pattern, code in ignores:
        patterns.setdefault(code, []).append(pattern)
    return (
        problem
        for problem in verdict.problems
        if problem.code not in patterns
        or not _covers(patterns[problem.code], (verdict.path, problem.where.path))
    )


def _covers(patterns: Sequence[str], paths: Iterable[str]) -> bool:
    if EVERYWHERE in patterns:
        return True
    from feeds.collector.walk import matches  # noqa: PLC0415 - few settings have a pattern

    return any(matches(_from_here(path), tuple(patterns)) for path in paths)


def _from_here(path: str) -> str:
    """Return the path as patterns count it, from this folder; a URL and `-` stay as they are."""
    if path == "-" or "://" in path:
        return path
    with suppress(ValueError):  # Windows: it is on another drive
        path = os.path.relpath(path)
    return path.replace(os.sep, "/")
