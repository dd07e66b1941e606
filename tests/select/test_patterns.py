"""What patterns.py promises: names with and without *, whatever their capitals; paths as in `exclude`."""

from __future__ import annotations

import pytest

from feeds.collector.walk import matches
from feeds.select.patterns import choice, names, paths


@pytest.mark.parametrize(
    ("patterns", "name", "is_meant"),
    [
        ([], "a", False), (["*"], "a", True), (["A"], "a", True), (["ß"], "SS", True), (["a?"], "ab", True),
        (["a*"], "b", False), (["[ab]"], "B", True), (["x", "a*"], "abc", True), (["C++"], "c++", True),
        (["a.b"], "axb", False), (["中*"], "中文", True), (["a"], "ab", False),
    ],
)  # fmt: skip
def test_names(patterns: list[str], name: str, is_meant: bool) -> None:
    """A name is meant as a whole, by a pattern of the shell, and capitals do not matter."""
    assert names(patterns)(name) is is_meant


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        (["*"], ["a", "b", "c"]), (["a", "c"], ["a", "c"]), (["!a"], ["b", "c"]), (["*", "!A", "!b"], ["c"]),
        (["a", "!a"], []), ([], []),
    ],
)  # fmt: skip
def test_choice(patterns: list[str], chosen: list[str]) -> None:
    """An exclamation mark takes names out; alone it takes them out of all."""
    is_chosen = choice(patterns)
    assert [name for name in "abc" if is_chosen(name)] == chosen


@pytest.mark.parametrize(
    "pattern",
    ["posts/news/*", "posts/news", "news", "*.md", "a.md", "posts/*/a.md", "/posts/news/", "b*", "posts/n"],
)
@pytest.mark.parametrize("path", ["posts/news/a.md", "posts/a.md", "a.md", "posts/news/x/b.md", "news/c.txt"])
def test_paths(pattern: str, path: str) -> None:
    """A path is meant by what would exclude it in [posts], and nothing else."""
    assert paths([pattern])(path) is matches(path, (pattern,))
    assert paths(["nothing", pattern])(path) is matches(path, ("nothing", pattern))
