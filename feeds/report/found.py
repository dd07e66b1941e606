"""What `feeds check-site` found -> lines for a person, JSON, GitHub's annotations. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from feeds.report import checked, github, jsonform
from feeds.report.text import count, few
from feeds.validator import Verdict

if TYPE_CHECKING:
    from feeds.discovery.check import Result


def lines(result: Result) -> Iterator[str]:
    """Yield the problems; of many alike only the first, for a layout makes one mistake in every page."""
    return few(result.problems)


def commands(result: Result) -> Iterator[str]:
    """Yield the problems as workflow commands."""
    return map(github.annotation, result.problems)


def answer(result: Result) -> jsonform.Json:
    """Return the answer of `--format json`: as that of `feeds validate`, but only of files with problems."""
    by_file = groupby(result.problems, key=lambda problem: problem.where.path)
    files = [Verdict(path=path, kind=_kind(path), problems=tuple(found)) for path, found in by_file]
    counts = {"pages": result.pages, "spared": result.spared, "feeds": result.feeds}
    return {**counts, **jsonform.verdicts(files)}


def summary(result: Result) -> str:
    """Return how much was checked, and what was found."""
    counts = checked.levels([Verdict(path="", kind=None, problems=result.problems)])
    looked = f"{count(result.pages, 'page')} and {count(result.feeds, 'feed')} checked"
    spared = f", {result.spared:,} passed over" if result.spared else ""
    return f"{looked}{spared}: {count(counts['error'], 'error')}, {count(counts['warning'], 'warning')}"


def _kind(path: str) -> str:
    return "page" if path.lower().endswith(("html", "htm")) else "feed"
