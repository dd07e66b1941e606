"""What counts as a change in the folder of a site, and when it is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from feeds.watching import Snapshot, changes, differences, snapshot


def names(root: Path, **options: list[str]) -> list[str]:
    """Return the files that are looked at, by their paths in the folder."""
    return sorted(os.path.relpath(path, root).replace(os.sep, "/") for path in snapshot(str(root), **options))


def write(root: Path, *paths: str) -> None:
    """Write some files."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")


def test_what_is_looked_at(tmp_path: Path) -> None:
    """All that may be of the site, and nothing that other programs keep."""
    write(tmp_path, "feeds.toml", "posts/a.md", "posts/deep/er/b.md", ".eleventy.js", "_data/x.yml")
    write(
        tmp_path,
        ".git/HEAD",
        "node_modules/x/y.js",
        "__pycache__/x.pyc",
        "posts/.obsidian/x",
        ".feeds-cache/x",
    )
    write(
        tmp_path,
        "posts/a.md~",
        "posts/.a.md.swp",
        "posts/.#a.md",
        "posts/#a.md#",
        "posts/4913",
        ".DS_Store",
        "x.tmp",
    )
    write(tmp_path, "env/pyvenv.cfg", "env/lib/x.py", "cache/x")
    without = [str(tmp_path / "cache")]
    found = [".eleventy.js", "_data/x.yml", "feeds.toml", "posts/a.md", "posts/deep/er/b.md"]
    assert names(tmp_path, without=without) == found
    write(tmp_path.parent, "other.toml")
    more = [str(tmp_path.parent / "other.toml")]
    assert names(tmp_path, without=without, more=more) == ["../other.toml", *found]


def test_links(tmp_path: Path) -> None:
    """A link to a file is that file, one to a folder is not followed, and one to nowhere does no harm."""
    write(tmp_path, "site/a.md", "other/b.md")
    site = tmp_path / "site"
    (site / "b.md").symlink_to(tmp_path / "other/b.md")
    (site / "up").symlink_to(tmp_path)
    (site / "nowhere").symlink_to("gone")
    before = snapshot(str(site))
    (tmp_path / "other/b.md").write_text("more")
    assert [Path(path).name for path in differences(before, snapshot(str(site)))] == ["b.md"]


def test_folder_that_is_gone(tmp_path: Path) -> None:
    """A folder that cannot be read has nothing in it."""
    assert snapshot(str(tmp_path / "nope")) == {}


def test_differences() -> None:
    """What comes, goes or changes; not what is ours."""
    before: Snapshot = {"a": (1, 1, 1, 1), "b": (1, 1, 1, 1), "c": (1, 1, 1, 1), "o": (1, 1, 1, 1)}
    after: Snapshot = {"a": (1, 1, 1, 1), "b": (2, 1, 1, 1), "d": (1, 1, 1, 1), "o": (9, 9, 9, 9)}
    assert differences(before, after, {"o"}) == ["b", "c", "d"]
    assert differences(before, before) == []


class Disk:
    """A folder that changes at certain moments: so many seconds after the beginning."""

    def __init__(self, **moments: float) -> None:
        """Know when each file changes."""
        self.now = 0.0
        self.looks = 0
        self.moments = moments
        self.ours: set[str] = set()

    def look(self) -> Snapshot:
        """Return how the files lie now."""
        self.looks += 1
        return {name: (int(self.now >= moment), 0, 0, 0) for name, moment in self.moments.items()}

    def rest(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds

    def first(self, number: int, is_due: Callable[[], bool] = lambda: False) -> list[tuple[list[str], float]]:
        """Return the first changes, and when each was told."""
        told = changes(self.look, self.rest, lambda: self.ours, is_due)
        return [(found, round(self.now, 1)) for found in islice(told, number)]


def test_begins_at_once() -> None:
    """First all is to be made, before anything changes."""
    assert Disk(a=1).first(1) == [([], 0.0)]


def test_changes() -> None:
    """Each change is told once, soon after it."""
    (_, (one, at), (two, later)) = Disk(a=1, b=3).first(3)
    assert (one, two) == (["a"], ["b"])
    assert 1 <= at < 1.5
    assert 3 <= later < 3.5


def test_waits_until_nothing_moves() -> None:
    """Files that are written one after the other are one change."""
    moments = {f"f{number}": 1 + number * 0.08 for number in range(10)}
    (_, (found, at)) = Disk(**moments).first(2)
    assert found == sorted(moments)
    assert at < 2.5


def test_does_not_wait_for_ever() -> None:
    """A file that is written all the time does not keep the rest from being told."""
    disk = Disk(a=1)
    look = disk.look

    def busy() -> Snapshot:
        return {**look(), "log": (disk.looks, 0, 0, 0)}

    disk.look = busy  # type: ignore[method-assign] # it is a fake
    (_, (found, at)) = disk.first(2)
    assert found == ["a", "log"]
    assert at < 5


def test_ours_do_not_count() -> None:
    """What we write is no change: what we wrote last, and what we have just written."""
    disk = Disk(a=5, old=1, new=1)
    told = changes(disk.look, disk.rest, lambda: disk.ours)
    disk.ours = {"old"}
    next(told)
    disk.ours = {"new"}
    assert next(told) == ["a"]


def test_change_while_one_builds() -> None:
    """What changes while the caller works is told next."""
    disk = Disk(a=1, b=10)
    told = changes(disk.look, disk.rest, lambda: ())
    next(told)
    disk.now = 2  # the work takes two seconds
    assert next(told) == ["a"]
    assert disk.now < 2.5


def test_due() -> None:
    """When something is due, all is to be made though nothing changed."""
    disk = Disk(a=99)
    (_, (found, at)) = disk.first(2, is_due=lambda: disk.now >= 2)
    assert found == []
    assert 2 <= at < 2.5


@pytest.mark.parametrize("took", [0.0, 0.2, 3.0])
def test_large_folders_are_looked_at_seldom(took: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longer a look takes, the longer we rest."""
    disk = Disk(a=20)
    rests: list[float] = []
    monkeypatch.setattr("feeds.watching.perf_counter", lambda: disk.now)

    def slow() -> Snapshot:
        disk.now += took
        return {"a": (int(disk.now >= 20), 0, 0, 0)}

    def rest(seconds: float) -> None:
        rests.append(seconds)
        disk.now += seconds

    list(islice(changes(slow, rest, lambda: ()), 2))
    assert round(rests[0], 3) == {0.0: 0.3, 0.2: 1.0, 3.0: 5.0}[took]
