"""The paths of problems, as seen from where one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.model import Problem, Where
from feeds.report.seen import lines


def problem(path: str) -> Problem:
    """Return a problem at a path."""
    return Problem(where=Where(path=path, line=3), code="date", message="is wrong; mend it")


@pytest.mark.parametrize(
    ("root", "output", "path", "seen"),
    [
        ("site", "site/output", "posts/a.md", "site/posts/a.md"),
        ("site", "site/output", "site/output/rss.xml", "site/output/rss.xml"),
        ("", "output", "posts/a.md", "posts/a.md"),
        ("/x", "elsewhere", "elsewhere/rss.xml", "elsewhere/rss.xml"),
    ],
)
def test_paths(root: str, output: str, path: str, seen: str) -> None:
    """A path of the site is told with its folder, one of the output as it is."""
    told = [*lines([problem(path)], "text", Path(root), Path(output))]
    assert told == [f"{seen}:3: date: is wrong; mend it"]


def test_github() -> None:
    """For GitHub it is an annotation."""
    told = [*lines([problem("a.md")], "github", Path("s"), Path("s/output"))]
    assert told == ["::error file=s/a.md,line=3,title=date::is wrong; mend it"]
