"""What walk.py promises: every file below a folder once, in one order, and nothing skipped in silence."""

from __future__ import annotations

import os
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.walk import matches, walk
from feeds.model import Stop

as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may read everything cannot be stopped"
)
links = pytest.mark.skipif(sys.platform == "win32", reason="links want rights on Windows")


def make(root: Path, *paths: str) -> None:
    """Make empty files, and folders where the path ends with a slash."""
    for path in paths:
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()


def found(root: Path, folder: str = "posts") -> list[str]:
    """Return all that lies in the folder."""
    return list(walk(root, folder, lambda _: True))


def test_order(tmp_path: Path) -> None:
    """Files come before the folders beside them, each in the order of their names."""
    make(
        tmp_path,
        "posts/b.md",
        "posts/a.md",
        "posts/A.md",
        "posts/é.md",
        "posts/z/2.md",
        "posts/c/1.md",
        "x.md",
    )
    assert found(tmp_path) == [
        "posts/A.md", "posts/a.md", "posts/b.md", "posts/é.md", "posts/c/1.md", "posts/z/2.md",
    ]  # fmt: skip


def test_root_itself(tmp_path: Path) -> None:
    """The folder may be the root: paths do not begin with a dot then."""
    make(tmp_path, "a.md", "b/c.md")
    assert found(tmp_path, ".") == ["a.md", "b/c.md"]


def test_nothing(tmp_path: Path) -> None:
    """An empty folder has no files; hidden ones are for the dialect to judge."""
    make(tmp_path, "posts/empty/", "posts/.hidden", "posts/.git/x")
    assert found(tmp_path) == ["posts/.hidden", "posts/.git/x"]


def test_enters(tmp_path: Path) -> None:
    """A folder that is not entered is not looked into, and is asked for by its whole path."""
    make(tmp_path, "posts/a/1.md", "posts/b/a/2.md", "posts/b/3.md")
    asked: list[str] = []

    def enters(path: str) -> bool:
        asked.append(path)
        return path != "posts/b/a"

    assert list(walk(tmp_path, "posts", enters)) == ["posts/a/1.md", "posts/b/3.md"]
    assert sorted(asked) == ["posts/a", "posts/b", "posts/b/a"]


def test_folder_named_like_a_post(tmp_path: Path) -> None:
    """A folder with the name of a post is told, and what is in it as well."""
    make(tmp_path, "posts/a.md/b.txt", "posts/c.markdown/", "posts/d.html/")
    assert found(tmp_path) == ["posts/a.md", "posts/c.markdown", "posts/a.md/b.txt"]


@links
def test_links(tmp_path: Path) -> None:
    """A link to a file is a file, also if it leads nowhere; one to a folder is not followed."""
    make(tmp_path, "posts/a.md", "other/b.md")
    (tmp_path / "posts/link.md").symlink_to("a.md")
    (tmp_path / "posts/nowhere.md").symlink_to("gone.md")
    (tmp_path / "posts/folder").symlink_to("../other")
    (tmp_path / "posts/loop").symlink_to(".")
    assert found(tmp_path) == ["posts/a.md", "posts/link.md", "posts/nowhere.md"]


@links
def test_linked_folder_of_posts(tmp_path: Path) -> None:
    """The folder of posts itself may be a link."""
    make(tmp_path, "other/b.md")
    (tmp_path / "posts").symlink_to("other")
    assert found(tmp_path) == ["posts/b.md"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_name_that_is_not_utf_8(tmp_path: Path) -> None:
    """A name of other bytes is yielded, so that somebody hears of it."""
    make(tmp_path, "posts/")
    (tmp_path / "posts" / os.fsdecode(b"\xff.md")).touch()
    assert found(tmp_path) == ["posts/\udcff.md"]


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that is gone stops the run, with its path and what to do."""
    with pytest.raises(Stop, match=r"gone: .*; make the folder readable"):
        found(tmp_path, "gone")


@as_root
def test_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder that cannot be read stops the run: its posts would be lost."""
    make(tmp_path, "posts/a/b.md")
    (tmp_path / "posts/a").chmod(0)
    try:
        with pytest.raises(Stop, match=r"posts/a: Permission denied; make the folder readable"):
            found(tmp_path)
    finally:
        (tmp_path / "posts/a").chmod(0o700)


@pytest.mark.parametrize(
    ("path", "pattern", "matching"),
    [
        ("posts/a.md", "a.md", True),
        ("posts/x/a.md", "a.md", True),
        ("posts/a.md/b", "a.md", True),
        ("posts/a.md", "*.md", True),
        ("posts/a.md", "posts", True),
        ("posts/a.md", "post", False),
        ("posts/a.md", "a", False),
        ("posts/a.md", "A.md", False),
        ("posts/a.md", "[ab].md", True),
        ("posts/a.md", "?.md", True),
        ("posts/a.md", "posts/a.md", True),
        ("posts/a.md", "/posts/a.md", True),
        ("posts/a.md", "/a.md", False),
        ("posts/x/a.md", "x/a.md", False),
        ("posts/x/a.md", "posts/*", True),
        ("posts/x/a.md", "posts/x", True),
        ("posts/x/a.md", "posts/x/", True),
        ("posts/x/a.md", "x/", True),
        ("posts/x/a.md", "*/a.md", True),
        ("posts/xy/a.md", "posts/x", False),
        ("x/posts/a.md", "posts/a.md", False),
        ("posts/a.md", "", False),
        ("posts/a.md", "/", False),
    ],
)
def test_matches(path: str, pattern: str, matching: bool) -> None:
    """With a slash a pattern counts from the root, without one it is a name at any depth."""
    assert matches(path, (pattern,)) is matching
    assert matches(path, ("nothing", pattern)) is matching


def test_no_patterns() -> None:
    """Without patterns nothing matches."""
    assert not matches("posts/a.md", ())


def by_each(path: str, patterns: tuple[str, ...]) -> bool:
    """Return the same as `matches`, by holding each pattern against each name and each path."""
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(
        fnmatchcase(one, pattern.strip("/"))
        for pattern in patterns
        for one in (above if "/" in pattern.rstrip("/") else parts)
    )


class TestAllInOne:
    """The patterns of a site are made one, which says what each of them would."""

    @given(
        path=st.text(st.sampled_from("ab./é"), max_size=8),
        patterns=st.lists(st.text(st.sampled_from("ab./é*?[]!-^|()$"), max_size=6), max_size=4).map(tuple),
    )
    def test_any_patterns(self, path: str, patterns: tuple[str, ...]) -> None:
        """Whatever signs a pattern has, it is read as fnmatch reads it alone."""
        assert matches(path, patterns) is by_each(path, patterns)

    @given(
        path=st.lists(st.sampled_from(["a", "b.md", "ab", "a b"]), max_size=4).map("/".join),
        patterns=st.lists(
            st.sampled_from(["a", "/a", "a/", "*", "a/*", "*/b.md", "a?", "[ab]*", "a*b*", "/*/a"]),
            max_size=3,
        ).map(tuple),
    )
    def test_usual_patterns(self, path: str, patterns: tuple[str, ...]) -> None:
        """So are those that people write."""
        assert matches(path, patterns) is by_each(path, patterns)

    def test_deep(self) -> None:
        """A path may be as deep as a file system lets it."""
        assert matches("a/" * 2_000 + "b", ("x", "a/a"))
        assert not matches("a/" * 2_000 + "b", ("x", "a/b"))
