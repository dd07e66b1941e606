"""What report promises: one line a problem, GitHub's escaping, and JSON in the documented shapes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import report
from feeds.compare import Changes
from feeds.model import Author, Channel, Document, Manifest, Post, Problem, Reading, Where
from feeds.publish import Result
from feeds.validator import Verdict
from feeds.writer import Plan

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="tag:a",
    url="https://example.org/a/",
    title="A “中”",
    published=WHEN,
    updated=WHEN,
    categories=("x",),
    tags=("y", "z"),
    authors=(Author(name="Mei"),),
    lang="en",
)
PROBLEM = Problem(where=Where(path="posts/a.md", line=3, column=7), code="date", message="is none; write one")
WARNING = replace(PROBLEM, level="warning", where=Where(path="rss.xml", line=2, element="/rss/channel"))
DOCUMENT = Document(path="rss.xml", url="", kind="rss", media_type="", data=b"12345", sources=("a", "b"))
PLAN = Plan(
    write=(DOCUMENT,), unchanged=("atom.xml", "x"), remove=("old.xml",), foreign=(), kept=(),
    before=Manifest(files={}, posts={}),
)  # fmt: skip
RESULT = Result(
    readings=(
        Reading(source="posts/a.md", state="published", post=POST),
        Reading(source="b", state="draft", reason="draft"),
    ),
    documents=(DOCUMENT, replace(DOCUMENT, path="atom.xml", kind="atom")),
    plan=PLAN,
    changes=Changes(new=("a",), vanished=("b", "c")),
    left_out=(PROBLEM,),
    problems=(WARNING,),
    blocking=(),
)
CHANNEL = Channel(
    kind="site", name="", title="T", description="", page="",
    paths=(("rss", "rss.xml"), ("atom", "atom.xml")), posts=(POST,), total=9,
)  # fmt: skip


def test_line() -> None:
    """A problem is one line: place, code, what is wrong; what is no error says so."""
    assert report.line(PROBLEM) == "posts/a.md:3:7: date: is none; write one"
    assert report.line(WARNING) == "rss.xml:2: /rss/channel date: is none; write one [warning]"


@pytest.mark.parametrize(("level", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_annotation(level: str, word: str) -> None:
    """GitHub gets its own words for the levels, and the place."""
    problem = replace(PROBLEM, level=level)  # type: ignore[arg-type] # one of the three
    assert (
        report.annotation(problem) == f"::{word} file=posts/a.md,line=3,col=7,title=date::is none; write one"
    )


def test_annotation_escapes() -> None:
    """What would end a value, or the line, is escaped as the runner unescapes it."""
    problem = Problem(where=Where(path="a,b:c%\n.md"), code="x", message="50%: a,b\r\n::error::evil")
    assert report.annotation(problem) == (
        "::error file=a%2Cb%3Ac%25%0A.md,title=x::50%25: a,b%0D%0A::error::evil"
    )


@given(st.text(), st.text())
def test_annotation_is_one_line(path: str, message: str) -> None:
    """Whatever the file is called and the message says, it is one line."""
    text = report.annotation(Problem(where=Where(path=path), code="x", message=message))
    assert "\n" not in text
    assert "\r" not in text


def test_lines() -> None:
    """Each style has its form."""
    assert report.lines([PROBLEM], "text") == [report.line(PROBLEM)]
    assert report.lines([PROBLEM], "github") == [report.annotation(PROBLEM)]


@given(st.dictionaries(st.text(), st.text(st.characters(codec="utf-8")) | st.integers() | st.none()))
def test_dump(value: dict[str, object]) -> None:
    """JSON is on one line and is read back as it was."""
    text = report.dump(value)
    assert "\n" not in text
    assert json.loads(text) == value


def test_dump_of_half_a_pair() -> None:
    """Half a surrogate pair, as a file name may have, is escaped and not a crash."""
    assert report.dump({"a": "\udc80中"}) == '{"a": "\\udc80中"}'


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
    first, second, last = report.summary(result, "out", check=check).splitlines()
    assert first == "1 post in 2 documents, 1 file left out"
    will = "would" if result.blocking or check else "will"
    assert second == f"subscribers {will} see: 1 new, 2 vanished"
    assert last == said


def test_summary_of_nothing_new() -> None:
    """Where subscribers see no change there is no line about them."""
    text = report.summary(replace(RESULT, changes=Changes(), left_out=()), "out", check=False)
    assert text.splitlines()[0] == "1 post in 2 documents"
    assert len(text.splitlines()) == 2


def test_build_json() -> None:
    """The answer of build has exactly the documented keys, and nothing is written where nothing was."""
    answer = report.build_json(RESULT, written=True)
    found = {
        "level": "error", "code": "date", "line": 3, "column": 7, "path": "", "message": "is none; write one",
        "see": "docs/problems/date.md",
    }  # fmt: skip
    assert answer["posts"] == 1
    assert answer["left_out"] == [{"file": "posts/a.md", "where": "posts/a.md:3:7", **found}]
    assert answer["documents"] == [
        {"path": "rss.xml", "kind": "rss", "bytes": 5, "entries": 2, "changed": True},
        {"path": "atom.xml", "kind": "atom", "bytes": 5, "entries": 2, "changed": False},
    ]
    assert [one["path"] for one in answer["problems"]] == ["/rss/channel"]  # type: ignore[attr-defined] # a list
    assert answer["subscribers"] == {"new": ["a"], "updated": [], "vanished": ["b", "c"], "reannounced": []}
    assert (answer["written"], answer["removed"], answer["unchanged"]) == (1, 1, 2)
    assert list(answer) == [
        "posts", "left_out", "documents", "problems", "subscribers", "written", "removed", "unchanged",
    ]  # fmt: skip
    refused = report.build_json(replace(RESULT, blocking=(WARNING, PROBLEM)), written=False)
    assert (refused["written"], refused["removed"]) == (0, 0)
    assert len(refused["problems"]) == 2  # type: ignore[arg-type] # a list


def test_verdicts() -> None:
    """The answer of validate has exactly the documented keys, and counts the levels."""
    verdicts = [
        Verdict(path="a.xml", kind="atom", problems=(PROBLEM, WARNING)),
        Verdict(path="b", kind=None, problems=()),
    ]
    answer = report.verdicts_json(verdicts)
    assert (answer["errors"], answer["warnings"], list(answer)) == (1, 1, ["files", "errors", "warnings"])
    first, second = json.loads(report.dump(answer["files"]))
    assert list(first) == ["path", "kind", "problems"]
    assert first["problems"][1] == {
        "level": "warning", "code": "date", "line": 2, "column": None, "path": "/rss/channel",
        "message": "is none; write one", "see": "docs/problems/date.md",
    }  # fmt: skip
    assert second == {"path": "b", "kind": None, "problems": []}
    assert report.verdicts_summary(verdicts) == "2 documents checked: 1 error, 1 warning"
    assert report.verdicts_summary(verdicts[1:]) == "1 document checked: 0 errors, 0 warnings"


def test_reading_json() -> None:
    """A line of posts has exactly the documented keys, whether there is a post or not."""
    assert report.reading_json(Reading(source="posts/a.md", state="published", post=POST)) == {
        "source": "posts/a.md", "state": "published", "reason": None, "id": "tag:a",
        "url": "https://example.org/a/", "published": "2026-01-02T03:04:05+00:00",
        "updated": "2026-01-02T03:04:05+00:00", "title": "A “中”", "categories": ["x"], "tags": ["y", "z"],
        "authors": ["Mei"], "lang": "en",
    }  # fmt: skip
    assert report.reading_json(Reading(source="b", state="left-out", reason="bad")) == {
        "source": "b", "state": "left-out", "reason": "bad", "id": None, "url": None, "published": None,
        "updated": None, "title": None, "categories": [], "tags": [], "authors": [], "lang": None,
    }  # fmt: skip


def test_channel_json() -> None:
    """A channel of list tells its feeds, with the size of those that are published."""
    assert report.channel_json(CHANNEL, {"rss.xml": 5}) == {
        "kind": "site", "name": "", "title": "T", "posts": 9, "newest": "2026-01-02T03:04:05+00:00",
        "feeds": [
            {"format": "rss", "path": "rss.xml", "bytes": 5},
            {"format": "atom", "path": "atom.xml", "bytes": None},
        ],
    }  # fmt: skip


def test_table_counts_columns_not_letters() -> None:
    """Chinese is two columns wide: what follows it stays in line; no markup is read in cells."""
    text = report.table(("a", "b"), [("中文", "[red]x"), ("abcd", "y")], 80)
    head, _, one, two = filter(None, text.splitlines())
    assert head.split() == ["a", "b"]
    assert one.index("[red]x") + 2 == two.index("y")


def test_table_begins_with_its_head() -> None:
    """There is no empty line before the head, and no blank before its first word."""
    assert report.table(("a", "b"), [("x", "y")], 40).startswith("a ")


def test_table_is_cut_to_the_width() -> None:
    """A cell that is too long is cut with an ellipsis: a row stays a row."""
    rows = list(filter(None, report.table(("a", "b"), [("x" * 100, "y" * 100)], 40).splitlines()))
    assert len(rows) == 3
    assert all(len(row) <= 40 for row in rows)
    assert "…" in rows[-1]


def test_explanation() -> None:
    """Each value says where it came from; the feeds that list the post are named, and its problems."""
    reading = Reading(source="posts/a.md", state="published", post=POST, problems=(WARNING,))
    text = report.explanation(
        reading, [("title", "title in line 2"), ("published", "date in line 3")], [CHANNEL]
    )
    assert text.splitlines() == [
        "source     posts/a.md",
        "state      published",
        "title      A “中”  (title in line 2)",
        "id         tag:a  (its URL)",
        "url        https://example.org/a/",
        "published  2026-01-02T03:04:05+00:00  (date in line 3)",
        "updated    2026-01-02T03:04:05+00:00  (as published)",
        "categories x",
        "tags       y, z",
        "authors    Mei",
        "lang       en",
        "summary    the beginning of its text",
        "feeds      rss.xml, atom.xml",
        report.line(WARNING),
    ]


def test_explanation_of_what_no_feed_lists() -> None:
    """Where no feed lists it, or there is no post at all, that is said."""
    bare = replace(POST, categories=(), tags=(), authors=())
    listed = report.explanation(Reading(source="a", state="published", post=bare), [], [CHANNEL])
    assert "feeds      -  (no feed lists it:" in listed
    assert "categories -" in listed
    none = report.explanation(Reading(source="a", state="left-out", reason="bad YAML"), [], [])
    assert none == "source     a\nstate      left-out  (bad YAML)"


def test_moved() -> None:
    """A path is said as seen from here, once."""
    seen = report.moved(PROBLEM, "site/", "site/output")
    assert str(seen) == "site/posts/a.md:3:7: date: is none; write one"
    assert report.moved(seen, "site/", "site/output") == seen
    assert report.moved(PROBLEM, "", "output") == PROBLEM


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
    assert report.moved(elsewhere, "site/", output) == elsewhere


def test_moved_goes_by_whole_names() -> None:
    """A folder whose name only begins like the output's is one of the site."""
    near = replace(PROBLEM, where=Where(path="outlook/a.md"))
    assert str(report.moved(near, "site/", "out")).startswith("site/outlook/a.md: date: ")
