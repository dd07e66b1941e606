"""What annotations promise: GitHub's words and escaping, and one line each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Problem, Where
from feeds.record import replace
from feeds.report.github import annotation
from tests.report.records import PROBLEM, TRACED


@pytest.mark.parametrize(("level", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_annotation(level: str, word: str) -> None:
    """GitHub gets its own words for the levels, and the place."""
    problem = replace(PROBLEM, level=level)
    assert annotation(problem) == f"::{word} file=posts/a.md,line=3,col=7,title=date::is none; write one"


def test_annotation_escapes() -> None:
    """What would end a value, or the line, is escaped as the runner unescapes it."""
    problem = Problem(where=Where(path="a,b:c%\n.md"), code="x", message="50%: a,b\r\n::error::evil")
    assert annotation(problem) == ("::error file=a%2Cb%3Ac%25%0A.md,title=x::50%25: a,b%0D%0A::error::evil")


@given(st.text(), st.text())
def test_annotation_is_one_line(path: str, message: str) -> None:
    """Whatever the file is called and the message says, it is one line."""
    text = annotation(Problem(where=Where(path=path), code="x", message=message))
    assert "\n" not in text
    assert "\r" not in text


def test_annotation_of_a_post() -> None:
    """It is at the post, which is what is mended; where it shows is said at the end."""
    assert annotation(TRACED) == (
        "::error file=posts/a.md,line=2,title=date::is none; write one (out/rss.xml:9:3)"
    )
