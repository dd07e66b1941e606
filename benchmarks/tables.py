"""Measurements -> tables in Markdown, and a table -> its place in a page of the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from benchmarks import ours
from benchmarks.measure import Run
from benchmarks.player import Row

_HEAD = (
    "posts", "scenario", "tool", "runs", "wall s, min", "median", "CPU s, min", "median", "peak MB, min",
    "median", "µs a post", "wall: feeds ÷ it", "CPU: feeds ÷ it", "memory: feeds ÷ it",
)  # fmt: skip


def builds(rows: Sequence[Row]) -> str:
    """Return the table of the builds; a ratio is that of medians, feeds' to the tool's of that line."""
    base = {(row.posts, row.scenario): row for row in rows if row.tool == ours.NAME}
    return markdown(_HEAD, (_build(row, base.get((row.posts, row.scenario))) for row in rows))


def _build(row: Row, base: Row | None) -> tuple[str, ...]:
    each = f"{_middle(row.runs, _wall) / row.posts * 1e6:,.0f}"
    ratios = tuple(_ratio(base, row, of) for of in (_wall, _cpu, _peak))
    return (f"{row.posts:,}", row.scenario, row.tool, *figures(row.runs), each, *ratios)


def _ratio(base: Row | None, row: Row, of: Callable[[Run], float]) -> str:
    """Return feeds' median as a part of the peer's; empty where there is nothing to compare."""
    if base is None or base is row or not _middle(row.runs, of):
        return ""
    return f"{_middle(base.runs, of) / _middle(row.runs, of):.3f}"


def figures(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return the number of runs, and minimum and median of seconds, CPU seconds and MB (10**6 bytes)."""
    pairs = ((_wall, "{:,.3f}"), (_cpu, "{:,.3f}"), (_peak, "{:,.0f}"))
    return (
        str(len(runs)),
        *(shape.format(pick(map(of, runs))) for of, shape in pairs for pick in (min, median)),
    )


def _middle(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    return median(map(of, runs))


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return run.cpu


def _peak(run: Run) -> float:
    return run.peak / 1e6


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table; what begins with a digit stands at the right."""
    body = [tuple(line) for line in lines]
    widths = [max(len(line[column]) for line in (head, *body)) for column in range(len(head))]
    right = [
        all(line[column][:1].isdigit() or not line[column] for line in body) for column in range(len(head))
    ]
    rule = ["-" * (width - 1) + (":" if right[at] else "-") for at, width in enumerate(widths)]
    return "\n".join(
        "| " + " | ".join(
            cell.rjust(width) if right[at] else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ) + " |"
        for line in (head, rule, *body)
    )  # fmt: skip


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between the two marks of that name in a page.

    Raises:
        ValueError: the page has not both marks.
    """
    before, begin, rest = page.read_text("utf-8").partition(f"<!-- {name}: begin -->")
    _, end, after = rest.partition(f"<!-- {name}: end -->")
    if not end:
        raise ValueError(f"{page}: has no marks <!-- {name}: begin --> and <!-- {name}: end -->; write them")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
