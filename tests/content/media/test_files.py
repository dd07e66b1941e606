"""What is seen of files."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from feeds.content.media.files import Facts, Lookout, is_inside, look, nothing, still
from feeds.content.media.pictures import SHORT

DATA = Path(__file__).parent / "data"


def test_look(tmp_path: Path) -> None:
    """Of a picture its bytes, type and sides are told, of anything else its bytes."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.png").write_bytes((DATA / "plain.png").read_bytes())
    (tmp_path / "a" / "c.mp3").write_bytes(b"x" * 70)
    assert look(tmp_path, "a/b.png") == Facts(186, "image/png", 120, 80)
    assert look(tmp_path, "a/c.mp3") == Facts(70)


def test_the_bytes_count_more_than_the_name(tmp_path: Path) -> None:
    """A picture that is called otherwise is what it is; a text with a picture's name is none."""
    (tmp_path / "a.png").write_bytes((DATA / "plain.jpg").read_bytes())
    (tmp_path / "b.png").write_text("no picture", "utf-8")
    assert look(tmp_path, "a.png") == Facts(788, "image/jpeg", 120, 80)
    assert look(tmp_path, "b.png") == Facts(10)


def test_more_is_read_where_it_pays(tmp_path: Path) -> None:
    """A JPEG that a camera wrote much before is read on, until it says how large it is."""
    data = (DATA / "plain.jpg").read_bytes()
    note = b"\xff\xe1\xff\xff" + b"x" * 65533
    (tmp_path / "a.jpg").write_bytes(data[:2] + note * 3 + data[2:])
    facts = look(tmp_path, "a.jpg")
    assert facts is not None
    assert facts.size > 20 * SHORT
    assert facts[1:] == ("image/jpeg", 120, 80)


@pytest.mark.parametrize(
    "path", ["../a.png", "/a.png", "a/../../a.png", "C:/a.png", "a\\b.png", "a\0.png", "", "a//b"]
)
def test_nothing_outside(path: str, tmp_path: Path) -> None:
    """No path leads out of the site's folder."""
    assert not is_inside(path)
    assert look(tmp_path, path) is None


def test_no_file(tmp_path: Path) -> None:
    """A folder, a name that nobody can have, and one that nobody has are no files."""
    (tmp_path / "a.png").mkdir()
    assert look(tmp_path, "a.png") is None
    assert look(tmp_path, "b.png") is None
    assert look(tmp_path, "x" * 5000) is None
    assert look(tmp_path, "\ud800.png") is None
    assert nothing("a.png") is None


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe is no file, and nobody waits for what comes out of it."""
    os.mkfifo(tmp_path / "a.png")
    assert look(tmp_path, "a.png") is None


def test_lookout_remembers(tmp_path: Path) -> None:
    """All that was asked for is remembered, what was not there as well; it survives JSON."""
    (tmp_path / "a.png").write_bytes((DATA / "plain.png").read_bytes())
    lookout = Lookout(tmp_path)
    assert lookout("a.png") == lookout("a.png") == Facts(186, "image/png", 120, 80)
    assert lookout("b.mp3") is None
    kept = json.loads(json.dumps(tuple(lookout.seen.items())))
    seen = [(path, facts and Facts(*facts)) for path, facts in kept]
    assert still(tmp_path, seen)
    (tmp_path / "b.mp3").write_bytes(b"x")
    assert not still(tmp_path, seen)


def test_another_time_is_the_same_file(tmp_path: Path) -> None:
    """A fresh checkout gives files new times: what is told of them stays."""
    (tmp_path / "a.png").write_bytes((DATA / "plain.png").read_bytes())
    lookout = Lookout(tmp_path)
    lookout("a.png")
    os.utime(tmp_path / "a.png", (1, 1))
    assert still(tmp_path, lookout.seen.items())
    (tmp_path / "a.png").write_bytes((DATA / "plain.gif").read_bytes())
    assert not still(tmp_path, lookout.seen.items())
