"""What judge.py promises: nothing stops a run but what its subscribers would suffer from."""

from __future__ import annotations

from datetime import UTC

import pytest

from feeds import judge
from feeds.manifest import NOTHING, Manifest
from feeds.model import Card, Level, Problem, Site, State, Where

SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=UTC, dialect="plain",
    folders=("posts", "notes"),
)  # fmt: skip
BEFORE = Manifest(files={}, ids={"a.md": "tag:a", "b.md": "tag:b"}, entries={})


def problem(source: str, level: Level = "error", code: str = "yaml") -> Problem:
    """Return a problem of a source."""
    return Problem(where=Where(path=source, line=3, column=7), code=code, message="m", level=level)


def test_part() -> None:
    """What is wrong with published posts is a note, all else is of what was left out: in their order."""
    states: dict[str, State] = {
        "a": "published", "b": "left-out", "c": "draft", "d": "published", "e": "expired",
    }  # fmt: skip
    problems = {source: (problem(source), problem(source, "warning")) for source in "bdcae"}
    notes, others = judge.part(states, problems)
    assert [one.where.path for one in notes] == ["d", "d", "a", "a"]
    assert [one.where.path for one in others] == ["b", "b", "c", "c", "e", "e"]


@pytest.mark.parametrize(
    ("source", "state", "level", "lost"),
    [
        ("a.md", "left-out", "error", True),
        ("a.md", "left-out", "warning", False),
        ("a.md", "draft", "error", False),
        ("a.md", "published", "error", False),
        ("a.md", "expired", "error", False),
        ("new.md", "left-out", "error", False),
    ],
)
def test_lost(source: str, state: State, level: Level, lost: bool) -> None:
    """A post is lost if it was published and is left out for an error: not by a decision, and no new one."""
    found = list(judge.lost(BEFORE, {source: state}, {source: (problem(source, level),)}))
    said = "lost-post: it was published, and its subscribers would lose it (yaml); mend or delete the file"
    assert [str(one) for one in found] == [f"{source}:3:7: {said}"] * lost
    assert list(judge.lost(NOTHING, {source: state}, {source: (problem(source, level),)})) == []


def test_changed_ids() -> None:
    """Each id that would change is told with the old and the new one, and what to do."""
    after = Manifest(files={}, ids={"a.md": "tag:x", "moved.md": "tag:y"}, entries={})
    first, second = judge.changed_ids(BEFORE, after, ["a.md", "moved.md"])
    assert str(first).startswith("a.md:1:1: changed-id: its id would change from tag:a to tag:x, and every ")
    assert str(second).startswith("moved.md:1:1: changed-id: its id would change from another to tag:y, and")
    assert "write `id:` with the old one in its front matter, or pass --accept-ids" in first.message
    assert list(judge.changed_ids(BEFORE, after, [])) == []


@pytest.mark.parametrize(
    ("read", "problems", "said"),
    [
        ([], {}, "there are no posts in it; write one, or name another folder with --posts"),
        ([Card("a.md", "draft", "draft")], {},
         "none of the 1 files in it can be published; the first: a.md: draft"),
        ([Card("a.md", "draft", "draft"), Card("b.md", "left-out")], {"b.md": (problem("b.md"),)},
         "none of the 2 files in it can be published; the first: b.md:3:7: yaml: m"),
    ],
)  # fmt: skip
def test_say_nothing(read: list[Card], problems: dict[str, tuple[Problem, ...]], said: str) -> None:
    """Where nothing can be published it is said why, with the first of the files."""
    assert judge.say_nothing(SITE, read, problems) == f"posts, notes: {said}"
