"""What a person sees of verdicts: each problem with its spot, of many alike ten, and a summary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from feeds.model import Level, Problem, Where
from feeds.record import replace
from feeds.report import checked
from feeds.report.text import line
from feeds.validator import Verdict, check
from feeds.validator.excerpts import Excerpt
from tests.report.records import PROBLEM, TRACED, WARNING

INFO = replace(PROBLEM, level="info")


def verdict(*problems: Problem, text: str = "", at: int = 0) -> Verdict:
    """Return a verdict in which each problem stands at the same spot of a line."""
    spots = {(p.where.line or 0, p.where.column or 0): Excerpt(text, at) for p in problems}
    return Verdict(path="rss.xml", kind="rss", problems=problems, excerpts=spots if text else {})


def test_spot() -> None:
    """Below the problem stands the line of the document, and below that the marker."""
    text = '<feed xmlns="http://www.w3.org/2005/Atom">\n  <title>中文</title><updated>soon</updated></feed>'
    lines = list(checked.lines(check(text.encode(), path="a.xml")))
    at = next(number for number, one in enumerate(lines) if "rfc3339-date" in one)
    assert lines[at].startswith("a.xml:2:20: /feed/updated rfc3339-date: ")
    shown, marker = lines[at + 1 : at + 3]
    assert shown == "      <title>中文</title><updated>soon</updated></feed>"
    assert marker.strip() == "^"
    assert len(marker) - 1 == cell_len(shown[: shown.index("<updated>")])


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("abc", 3),
        ("中文", 4),
        ("あ", 2),
        ("한", 2),
        ("🎉", 2),
        ("é", 1),
        ("e\u0301", 1),
        ("ＡＢ", 4),
        ("\u200b", 0),
    ],
)
def test_marker_counts_columns(before: str, columns: int) -> None:
    """A Chinese letter and an emoji are two columns wide, a combining mark none."""
    lines = list(checked.lines(verdict(PROBLEM, text=f"{before}<x>", at=len(before))))
    assert lines[2] == "    " + " " * columns + "^"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "M", "Z", "Sk"]), max_size=20))
def test_marker_agrees_with_rich(before: str) -> None:
    """Whatever letters stand before the spot, a second opinion on their width is the same, or close."""
    lines = list(checked.lines(verdict(PROBLEM, text=f"{before}<x>", at=len(before))))
    ours = len(lines[2]) - len("    ^")
    # Newer versions of Unicode made some signs wide; Python knows its own version's.
    assert abs(ours - cell_len(before)) <= len(before)
    assert ours >= 0


@given(
    st.text("a中🎉\u0301", max_size=60), st.text("a中🎉\u0301", min_size=1, max_size=60), st.integers(24, 90)
)
def test_spot_fits_the_terminal(before: str, after: str, width: int) -> None:
    """A line that is too wide is cut on both sides of the spot, which stays and keeps its marker."""
    text = f"{before}<{after}"
    _, shown, marker = checked.lines(verdict(PROBLEM, text=text, at=len(before)), width=width)
    assert cell_len(shown) <= width
    spot = shown.index("<")
    assert len(marker) - 1 == sum(map(cell_len, shown[:spot]))
    assert shown.strip("… ").replace("…", "") in text
    if sum(map(cell_len, text)) + 4 <= width:
        assert shown == f"    {text}"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a" * 9, "<x>", "a" * 9 + "<x>"),
        ("a" * 90, "<x>", "…" + "a" * 9 + "<x>"),
        ("a", "<x>" + "b" * 90, "a<x>" + "b" * 15 + "…"),
        ("中" * 90, "<x>" + "文" * 90, "…" + "中" * 4 + "<x>" + "文" * 3 + "…"),
    ],
)
def test_only_what_is_too_wide_is_cut(before: str, after: str, shown: str) -> None:
    """What stands before the spot is cut from its beginning, what follows from its end."""
    line = list(checked.lines(verdict(PROBLEM, text=before + after, at=len(before)), width=24))[1]
    assert line == f"    {shown}"


def test_no_spot() -> None:
    """Where nothing is known of the spot, or nothing stands there, the problem stands alone."""
    nowhere = Problem(where=Where(path="rss.xml"), code="too-large", message="a; b")
    assert list(checked.lines(verdict(nowhere))) == [line(nowhere)]
    assert list(checked.lines(verdict(PROBLEM, text="   "))) == [line(PROBLEM)]


def test_spot_of_what_came_from_a_post() -> None:
    """It is that of the document: the post is right beside it."""
    one = Verdict(
        path="out/rss.xml", kind="rss", problems=(TRACED,), excerpts={(9, 3): Excerpt("<pubDate>x", 0)}
    )
    assert list(checked.lines(one)) == [line(TRACED), "    <pubDate>x", "    ^"]


def test_many_alike() -> None:
    """Of one code the first ten are shown, and then how many more; of each level its own ten."""
    many = [replace(WARNING, where=Where(path="rss.xml", line=n)) for n in range(1, 13)]
    lines = list(checked.lines(verdict(*many, PROBLEM)))
    assert len(lines) == 12
    assert lines[9] == line(many[9])
    assert lines[10] == line(PROBLEM)
    assert lines[11] == "rss.xml: … and 2 more of date"
    assert len(list(checked.lines(verdict(*many[:10])))) == 10


@pytest.mark.parametrize(("level", "shown"), [("error", 1), ("warning", 2), ("info", 3)])
def test_at_least(level: Level, shown: int) -> None:
    """A level shows itself and what is worse."""
    one = verdict(INFO, WARNING, PROBLEM)
    assert len(list(checked.lines(one, level))) == shown
    assert len(list(checked.at_least(level, one.problems))) == shown


def test_summary() -> None:
    """The last line counts each level, and what was ignored if anything was."""
    two = [verdict(PROBLEM, WARNING, INFO), verdict(WARNING)]
    assert checked.summary(two) == "2 documents checked: 1 error, 2 warnings, 1 info"
    assert checked.summary(two[1:], 3) == "1 document checked: 0 errors, 1 warning, 0 infos, 3 ignored"
    assert checked.summary([]) == "0 documents checked: 0 errors, 0 warnings, 0 infos"
    assert checked.levels(two) == {"error": 1, "warning": 2, "info": 1}
