"""What the lines promise: one line a problem, and a summary that says what became of a build."""

from __future__ import annotations

import pytest

from feeds.compare import Changes
from feeds.model import Where
from feeds.publish import Result
from feeds.record import replace
from feeds.report import text
from tests.report.records import PLAN, PROBLEM, RESULT, TRACED, WARNING


def test_line() -> None:
    """A problem is one line: place, code, what is wrong; what is no error says so."""
    assert text.line(PROBLEM) == "posts/a.md:3:7: date: is none; write one"
    assert text.line(WARNING) == "rss.xml:2: /rss/channel date: is none; write one [warning]"


def test_line_of_a_post() -> None:
    """What came from a post is said of it, and where it shows stands beside it."""
    assert text.line(TRACED) == "posts/a.md:2: (out/rss.xml:9:3) date: is none; write one"


@pytest.mark.parametrize(
    ("result", "check", "said"),
    [
        (RESULT, False, "out: 1 file written, 1 removed, 2 unchanged"),
        (RESULT, True, "out: 1 file would be written, 1 removed, 2 are up to date"),
        (
            replace(RESULT, plan=replace(PLAN, write=(), remove=())),
            False,
            "out: nothing to write, all 2 files are up to date",
        ),
        (
            replace(RESULT, blocking=(PROBLEM, PROBLEM)),
            False,
            "out: not published, 2 problems to mend first; all is as it was",
        ),
    ],
)
def test_summary(result: Result, check: bool, said: str) -> None:
    """The last line says what became of the output, the first what went into it."""
    first, second, last = text.summary(result, "out", check=check).splitlines()
    assert first == "1 post in 2 documents, 1 file left out"
    will = "would" if result.blocking or check else "will"
    assert second == f"subscribers {will} see: 1 new, 2 vanished"
    assert last == said


def test_summary_of_nothing_new() -> None:
    """Where subscribers see no change there is no line about them."""
    told = text.summary(replace(RESULT, changes=Changes(), left_out=()), "out", check=False)
    assert told.splitlines()[0] == "1 post in 2 documents"
    assert len(told.splitlines()) == 2


def test_moved() -> None:
    """A path is said as seen from here, once."""
    seen = text.moved(PROBLEM, "site/", "site/output")
    assert str(seen) == "site/posts/a.md:3:7: date: is none; write one"
    assert text.moved(seen, "site/", "site/output") == seen
    assert text.moved(PROBLEM, "", "output") == PROBLEM


@pytest.mark.parametrize(
    ("path", "output"),
    [
        ("/tmp/out/rss.xml", "/tmp/out"),
        ("out/category/news/rss.xml", "out"),
        ("site/output/rss.xml", "site/output"),
        ("-", "out"),
    ],
)
def test_moved_leaves_other_places_alone(path: str, output: str) -> None:
    """What lies in the output is named with it already, wherever it is; standard input has no folder."""
    elsewhere = replace(PROBLEM, where=Where(path=path))
    assert text.moved(elsewhere, "site/", output) == elsewhere


def test_moved_goes_by_whole_names() -> None:
    """A folder whose name only begins like the output's is one of the site."""
    near = replace(PROBLEM, where=Where(path="outlook/a.md"))
    assert str(text.moved(near, "site/", "out")).startswith("site/outlook/a.md: date: ")


def test_of_many_alike_ten_are_told() -> None:
    """A site may have one fault in every post; whoever has seen ten knows it."""
    told = list(text.few([PROBLEM] * 12 + [WARNING]))
    more = "… and 2 more of date; --format json has them all"
    assert told == [text.line(PROBLEM)] * 10 + [text.line(WARNING), more]
    assert list(text.few([PROBLEM] * 10)) == [text.line(PROBLEM)] * 10
