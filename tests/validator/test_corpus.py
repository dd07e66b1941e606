"""Documents of our own, each with what is wrong with it in its first comment: data/KIND/*.xml.

`expect: nothing`, or a line for each problem: its level, its code, and the path of its element, or
line and column where the document cannot be read. JSON has no comments, so data/KIND/*.json have
an extension, `"_expect": {"about": "…", "problems": ["…"]}`, with the same lines.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from feeds.model import Problem
from feeds.validator import check, codes
from feeds.validator.setcodes import SETS

DATA = Path(__file__).parent / "data"
CASES = sorted((*DATA.glob("*/*.xml"), *DATA.glob("*/*.json")))
EXPECT = re.compile(r"<!-- expect: (.*?) -->", re.DOTALL)


def expected(case: Path) -> list[str]:
    """Read what the first comment, or the extension, says is wrong."""
    text = case.read_text("utf-8-sig")
    if case.suffix == ".json":
        return sorted(json.loads(text)["_expect"]["problems"])
    found = EXPECT.search(text)
    assert found is not None, "a case without an expectation"
    return sorted(line.strip() for line in found[1].splitlines() if line != "nothing")


def said(problem: Problem) -> str:
    """Write a problem as the comments do."""
    where = problem.where
    place = where.element or f"line {where.line} column {where.column}"
    return f"{problem.level} {problem.code} at {re.sub(r'^$', '/', place)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_document_has_the_problems_that_it_names(case: Path) -> None:
    """Everything that is wrong is reported, once, where it is, and nothing else is."""
    verdict = check(case.read_bytes(), path=case.name)
    assert sorted(map(said, verdict.problems)) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_problem_says_where_and_what_to_write(case: Path) -> None:
    """Line and column count from 1 and are always there; a message has two halves."""
    for problem in check(case.read_bytes(), path=case.name).problems:
        assert problem.where.path == case.name
        assert (problem.where.line or 0) > 0
        assert (problem.where.column or 0) > 0
        assert problem.code in codes()
        assert re.fullmatch(r".+; .*[^.\s]", problem.message), problem.message


def test_the_folders_are_named_for_their_kinds() -> None:
    """A case lies in the folder of its kind."""
    for case in CASES:
        kind = check(case.read_bytes(), path=case.name).kind
        folder = None if case.parent.name in {"xml", "json"} else case.parent.name
        assert (kind or "").partition("-")[0] == (folder or ""), case


def test_some_case_shows_each_code() -> None:
    """A rule without a case is a rule that nobody has seen work."""
    seen = {problem.code for case in CASES for problem in check(case.read_bytes(), path=case.name).problems}
    # See the tests beside this.
    unseen = {
        "feed-size", "many-entries", "more-problems", "schema", "too-large", "too-many-bytes",
        "too-many-urls", "too-many-images", "too-many-news", "old-news", "other-folder",
        "bad-gzip", "media-type-header", "redirect", *SETS,
    }  # fmt: skip
    assert seen == codes().keys() - unseen
