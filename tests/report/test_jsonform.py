"""What the JSON promises: the documented shapes, on one line."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Reading
from feeds.record import replace
from feeds.report import jsonform
from feeds.validator import Verdict
from tests.report.records import CHANNEL, POST, PROBLEM, RESULT, TRACED, WARNING


@given(st.dictionaries(st.text(), st.text(st.characters(codec="utf-8")) | st.integers() | st.none()))
def test_dump(value: dict[str, object]) -> None:
    """JSON is on one line and is read back as it was."""
    text = jsonform.dump(value)
    assert "\n" not in text
    assert json.loads(text) == value


def test_dump_of_half_a_pair() -> None:
    """Half a surrogate pair, as a file name may have, is escaped and not a crash."""
    assert jsonform.dump({"a": "\udc80中"}) == '{"a": "\\udc80中"}'


def test_build_json() -> None:
    """The answer of build has exactly the documented keys, and nothing is written where nothing was."""
    answer = jsonform.build(RESULT, written=True)
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
    refused = jsonform.build(replace(RESULT, blocking=(WARNING, PROBLEM)), written=False)
    assert (refused["written"], refused["removed"]) == (0, 0)
    assert len(refused["problems"]) == 2  # type: ignore[arg-type] # a list


def test_verdicts() -> None:
    """The answer of validate has exactly the documented keys, and counts the levels."""
    verdicts = [
        Verdict(path="a.xml", kind="atom", problems=(PROBLEM, WARNING)),
        Verdict(path="b", kind=None, problems=()),
    ]
    answer = jsonform.verdicts(verdicts)
    assert (answer["errors"], answer["warnings"], list(answer)) == (1, 1, ["files", "errors", "warnings"])
    first, second = json.loads(jsonform.dump(answer["files"]))
    assert list(first) == ["path", "kind", "problems"]
    assert first["problems"][1] == {
        "level": "warning", "code": "date", "line": 2, "column": None, "path": "/rss/channel",
        "message": "is none; write one", "see": "docs/problems/date.md",
    }  # fmt: skip
    assert second == {"path": "b", "kind": None, "problems": []}


def test_reading_json() -> None:
    """A line of posts has exactly the documented keys, whether there is a post or not."""
    assert jsonform.reading(Reading(source="posts/a.md", state="published", post=POST)) == {
        "source": "posts/a.md", "state": "published", "reason": None, "id": "tag:a",
        "url": "https://example.org/a/", "published": "2026-01-02T03:04:05+00:00",
        "updated": "2026-01-02T03:04:05+00:00", "title": "A “中”", "categories": ["x"], "tags": ["y", "z"],
        "authors": ["Mei"], "lang": "en",
    }  # fmt: skip
    assert jsonform.reading(Reading(source="b", state="left-out", reason="bad")) == {
        "source": "b", "state": "left-out", "reason": "bad", "id": None, "url": None, "published": None,
        "updated": None, "title": None, "categories": [], "tags": [], "authors": [], "lang": None,
    }  # fmt: skip


def test_channel_json() -> None:
    """A channel of list tells its feeds, with the size of those that are published."""
    assert jsonform.channel(CHANNEL, {"rss.xml": 5}) == {
        "kind": "site", "name": "", "title": "T", "posts": 9, "newest": "2026-01-02T03:04:05+00:00",
        "feeds": [
            {"format": "rss", "path": "rss.xml", "bytes": 5},
            {"format": "atom", "path": "atom.xml", "bytes": None},
        ],
    }  # fmt: skip


def test_levels_below_the_one_that_is_wanted_are_counted_but_not_shown() -> None:
    """The counts are of all that was found: with --strict a warning decides, shown or not."""
    info = replace(PROBLEM, level="info")
    answer = jsonform.verdicts([Verdict(path="a", kind="rss", problems=(PROBLEM, WARNING, info))], "error")
    (file,) = json.loads(jsonform.dump(answer["files"]))
    assert [problem["level"] for problem in file["problems"]] == ["error"]
    assert (answer["errors"], answer["warnings"]) == (1, 1)


def test_the_post_is_named_beside_the_place_in_the_document() -> None:
    """In the answer of validate the place is that of the document, as ever; `source` is one key more."""
    answer = jsonform.verdicts([Verdict(path="out/rss.xml", kind="rss", problems=(TRACED,))])
    ((problem,),) = [file["problems"] for file in json.loads(jsonform.dump(answer["files"]))]
    assert (problem["line"], problem["column"]) == (9, 3)
    assert problem["path"] == "/rss/channel/item[1]/pubDate"
    assert problem["source"] == {"path": "posts/a.md", "line": 2}


def test_a_build_tells_the_post_and_the_document() -> None:
    """In the answer of build the place is that of the post."""
    answer = jsonform.build(replace(RESULT, blocking=(TRACED,), problems=()), written=False)
    (problem,) = json.loads(jsonform.dump(answer["problems"]))
    assert (problem["file"], problem["where"]) == ("posts/a.md", "posts/a.md:2")
    assert (problem["line"], problem["column"]) == (2, None)
    assert problem["path"] == "/rss/channel/item[1]/pubDate"
    assert problem["document"] == "out/rss.xml:9:3"
