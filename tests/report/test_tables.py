"""What the tables promise: columns that stay in line, and rows that stay rows."""

from __future__ import annotations

from feeds.report.tables import table


def test_table_counts_columns_not_letters() -> None:
    """Chinese is two columns wide: what follows it stays in line; no markup is read in cells."""
    text = table(("a", "b"), [("中文", "[red]x"), ("abcd", "y")], 80)
    head, _, one, two = filter(None, text.splitlines())
    assert head.split() == ["a", "b"]
    assert one.index("[red]x") + 2 == two.index("y")


def test_table_begins_with_its_head() -> None:
    """There is no empty line before the head, and no blank before its first word."""
    assert table(("a", "b"), [("x", "y")], 40).startswith("a ")


def test_table_is_cut_to_the_width() -> None:
    """A cell that is too long is cut with an ellipsis: a row stays a row."""
    rows = list(filter(None, table(("a", "b"), [("x" * 100, "y" * 100)], 40).splitlines()))
    assert len(rows) == 3
    assert all(len(row) <= 40 for row in rows)
    assert "…" in rows[-1]
