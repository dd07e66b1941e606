"""What `feeds check-site` says, to a person and to programs."""

from __future__ import annotations

from feeds.discovery.check import Result
from feeds.model import Level, Problem, Where
from feeds.report import found


def problem(path: str, code: str = "no-feed-link", level: Level = "error") -> Problem:
    """Return a problem of a page."""
    return Problem(where=Where(path=path, line=1), code=code, message="is wrong; mend it", level=level)


RESULT = Result(
    pages=1_200, spared=3, feeds=1,
    problems=(
        problem("s/a.html"), problem("s/a.html", "feed-order", "warning"),
        problem("s/rss.xml", "no-feed-page"),
    ),
)  # fmt: skip


def test_lines() -> None:
    """Each problem is a line; of many alike only the first are told."""
    assert list(found.lines(RESULT)) == [
        "s/a.html:1: no-feed-link: is wrong; mend it",
        "s/a.html:1: feed-order: is wrong; mend it [warning]",
        "s/rss.xml:1: no-feed-page: is wrong; mend it",
    ]
    many = Result(pages=50, spared=0, feeds=1, problems=tuple(problem(f"{n}.html") for n in range(50)))
    assert [*found.lines(many)][10:] == ["… and 40 more of no-feed-link; --format json has them all"]


def test_summary() -> None:
    """It counts."""
    assert found.summary(RESULT) == "1,200 pages and 1 feed checked, 3 passed over: 2 errors, 1 warning"
    clean = Result(pages=1, spared=0, feeds=2, problems=())
    assert found.summary(clean) == "1 page and 2 feeds checked: 0 errors, 0 warnings"


def test_json() -> None:
    """Files with problems are told as of `feeds validate`, with how many there were of each."""
    told = found.answer(RESULT)
    assert {name: told[name] for name in ("pages", "spared", "feeds", "errors", "warnings")} == {
        "pages": 1_200, "spared": 3, "feeds": 1, "errors": 2, "warnings": 1,
    }  # fmt: skip
    files = told["files"]
    assert isinstance(files, list)
    assert [(one["path"], one["kind"], len(one["problems"])) for one in files] == [
        ("s/a.html", "page", 2),
        ("s/rss.xml", "feed", 1),
    ]


def test_github() -> None:
    """Each problem is an annotation."""
    assert (
        next(found.commands(RESULT)) == "::error file=s/a.html,line=1,title=no-feed-link::is wrong; mend it"
    )
