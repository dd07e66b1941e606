"""The tables: minimum, median, ratios of medians, and their place in a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import tables
from benchmarks.measure import Run
from benchmarks.player import Row


def run(wall: float, megabytes: int) -> Run:
    """Return a run that took so long."""
    return Run(wall=wall, cpu=wall / 2, peak=megabytes * 1_000_000, code=0, late=False, said="")


def row(tool: str, *runs: Run) -> Row:
    """Return the runs of a tool."""
    return Row(posts=1_000, scenario="cold", tool=tool, runs=runs)


def cells(table: str, line: int) -> list[str]:
    """Return the cells of a line, the head being the first."""
    return [cell.strip() for cell in table.splitlines()[line].strip("|").split("|")]


def test_figures_and_ratios() -> None:
    """A peer's line has the ratio of feeds' median to its own; feeds' line has none."""
    rows = [row("feeds", run(1, 50), run(3, 50), run(2, 60)), row("hugo", run(4, 200), run(8, 200))]
    table = tables.builds(rows)
    assert cells(table, 2) == [
        *("1,000", "cold", "feeds", "3", "1.000", "2.000", "0.500", "1.000", "50", "50", "2,000", "", "", ""),
    ]  # fmt: skip
    assert cells(table, 3) == [
        *("1,000", "cold", "hugo", "2", "4.000", "6.000", "2.000", "3.000", "200", "200", "6,000"),
        *("0.333", "0.333", "0.250"),
    ]  # fmt: skip


def test_peer_alone_has_no_ratio() -> None:
    """Where feeds was not measured, there is nothing to compare."""
    assert cells(tables.builds([row("hugo", run(1, 1))]), 2)[-3:] == ["", "", ""]


def test_put_replaces_what_is_between_the_marks(tmp_path: Path) -> None:
    """The rest of the page stays as it is, and putting it twice changes nothing."""
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n", "utf-8")
    for _ in range(2):
        tables.put(page, "x", "new\n")
        assert page.read_text("utf-8") == "a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb\n"


def test_put_needs_both_marks(tmp_path: Path) -> None:
    """A page without the marks is left alone, and the message says what to write."""
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x: begin -->\n", "utf-8")
    with pytest.raises(ValueError, match="write them"):
        tables.put(page, "x", "new")
    assert page.read_text("utf-8") == "a\n<!-- x: begin -->\n"
