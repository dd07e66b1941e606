"""Whatever is named is read, up to a limit; in folders what is a document by its content."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from feeds.validator import inputs
from feeds.validator.inputs import Input, Look, find, look

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'
FEED = b'{"version": "https://jsonfeed.org/version/1.1"}'


def nothing(_limit: int) -> bytes:
    """Stand for a standard input that nobody reads."""
    raise AssertionError("standard input was read")


def found(*paths: Path | str) -> list[str]:
    """Return what is found, by name."""
    return [one.path for one in find(map(str, paths), nothing)]


def seen(path: Path, *, sought: bool = True) -> Look:
    """Look at a file."""
    return look(None, Input(path=str(path), sought=sought))


def codes(one: Look) -> list[str]:
    """Return the codes of what is wrong."""
    assert one.verdict is not None
    return [problem.code for problem in one.verdict.problems]


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, their folders too."""
    for name, data in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


class TestFind:
    """What there is to check."""

    def test_folder(self, tmp_path: Path) -> None:
        """A folder's documents, by their content, in a total order; nothing that is hidden."""
        write(
            tmp_path,
            [
                ("b/z.txt", RSS), ("b/a.gz", gzip.compress(RSS)), ("a.html", RSS), ("feed.json", FEED),
                ("page.xml", b"<html/>"), ("empty.xml", b""), (".hidden.xml", RSS), (".git/x.xml", RSS),
                ("picture.xml", b"\x89PNG"),
            ],
        )  # fmt: skip
        names = ["a.html", "feed.json", "b/a.gz", "b/z.txt"]
        assert found(tmp_path) == [f"{tmp_path.as_posix()}/{name}" for name in names]

    def test_paths_are_plain(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Neither a dot nor a second slash stands in them: GitHub finds no file by such a name."""
        write(tmp_path, [("out/a.xml", RSS)])
        monkeypatch.chdir(tmp_path)
        assert found(".") == found("out/") == found("./out") == ["out/a.xml"]

    def test_each_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that is named and lies in a folder that is named is checked once, as one that was named."""
        write(tmp_path, [("a.xml", RSS), ("b.xml", RSS)])
        folder = tmp_path.as_posix()
        first, second = find([folder, f"{folder}/b.xml", folder], nothing)
        assert (first.sought, second.sought) == (False, True)
        assert (first.size, second.size) == (len(RSS), len(RSS))
        monkeypatch.chdir(tmp_path)
        assert found("a.xml", tmp_path / "a.xml", "./x/../a.xml") == ["a.xml"]

    def test_standard_input(self) -> None:
        """It is read once, and not further than to the limit."""
        asked = []

        def stdin(limit: int) -> bytes:
            asked.append(limit)
            return RSS

        (one,) = find(["-", "-"], stdin)
        assert (one.path, one.data, one.sought) == ("-", RSS, True)
        assert set(asked) == {inputs.LIMIT + 1}

    def test_a_file_that_is_named_is_not_judged_by_its_content(self, tmp_path: Path) -> None:
        """It was asked for, so something is said of it."""
        write(tmp_path, [("page.xml", b"<html/>")])
        assert found(tmp_path / "page.xml", tmp_path / "gone.xml") == [
            str(tmp_path / "page.xml"),
            str(tmp_path / "gone.xml"),
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
    def test_pipes_and_devices_in_folders_are_passed_over(self, tmp_path: Path) -> None:
        """Nobody writes into them: to open one is to wait for ever."""
        os.mkfifo(tmp_path / "pipe.xml")
        (tmp_path / "zero.xml").symlink_to("/dev/zero")
        (tmp_path / "gone.xml").symlink_to("nowhere")
        (tmp_path / "loop").symlink_to(tmp_path)
        (tmp_path / "a.xml").write_bytes(RSS)
        (tmp_path / "b.xml").symlink_to("a.xml")
        assert found(tmp_path) == [f"{tmp_path.as_posix()}/a.xml", f"{tmp_path.as_posix()}/b.xml"]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_what_may_not_be_read(self, tmp_path: Path) -> None:
        """A file and a folder that are closed to us are named."""
        write(tmp_path, [("a.xml", RSS), ("b/c.xml", RSS)])
        (tmp_path / "a.xml").chmod(0)
        (tmp_path / "b").chmod(0)
        try:
            unread = [one.unread for one in find([str(tmp_path)], nothing)]
        finally:
            (tmp_path / "b").chmod(0o700)
        assert [text and text.partition(": ")[2] for text in unread] == [
            "Permission denied; name a file that can be read"
        ] * 2

    def test_what_goes_away_meanwhile(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file of a folder that is gone when it is opened is named, and a folder likewise."""
        write(tmp_path, [("a.xml", RSS)])
        monkeypatch.setattr(inputs, "_size", lambda _path: 5)
        (tmp_path / "gone.xml").symlink_to("nowhere")
        gone = [one.unread for one in find([str(tmp_path)], nothing) if one.unread]
        assert gone == [
            f"{tmp_path.as_posix()}/gone.xml: No such file or directory; name a file that can be read"
        ]

        def walk(path: str, onerror: object) -> list[tuple[str, list[str], list[str]]]:
            assert callable(onerror)
            onerror(OSError(13, "Permission denied", f"{path}/x"))
            return []

        monkeypatch.setattr(os, "walk", walk)
        (one,) = find([str(tmp_path)], nothing)
        assert one.unread == f"{tmp_path}/x: Permission denied; name a file that can be read"
        assert look(None, one) == Look(unread=one.unread)


class TestLook:
    """What comes of an input."""

    def test_document(self, tmp_path: Path) -> None:
        """It is checked under its own name."""
        write(tmp_path, [("a.xml", RSS)])
        verdict = seen(tmp_path / "a.xml").verdict
        assert verdict is not None
        assert (verdict.path, verdict.kind) == (str(tmp_path / "a.xml"), "rss")

    def test_standard_input(self) -> None:
        """Its bytes come along."""
        assert codes(look(None, Input(path="-", data=b""))) == ["not-well-formed"]

    @pytest.mark.parametrize("name", ["a.gz", "a.xml"])
    def test_gzip(self, tmp_path: Path, name: str) -> None:
        """What is compressed is unpacked, however it is named, and also where it is several files in one."""
        packed = gzip.compress(RSS[:30]) + gzip.compress(RSS[30:])
        write(tmp_path, [(name, packed), ("plain.xml", RSS)])
        assert codes(seen(tmp_path / name)) == codes(seen(tmp_path / "plain.xml"))

    @pytest.mark.parametrize(
        "data",
        [
            gzip.compress(RSS)[:-3],
            gzip.compress(RSS)[:20] + b"x" * 50,
            b"\x1f\x8b\x08",
            gzip.compress(RSS) + b"x" * 9,
        ],
    )
    def test_damaged_gzip(self, tmp_path: Path, data: bytes) -> None:
        """It is a problem and no exception."""
        write(tmp_path, [("a.gz", data)])
        assert codes(seen(tmp_path / "a.gz")) == ["bad-gzip"]

    def test_json(self, tmp_path: Path) -> None:
        """In a folder only JSON Feeds are; elsewhere something was asked for and is answered."""
        write(tmp_path, [("a.json", b'{"a": 1}'), ("feed.json", FEED)])
        assert seen(tmp_path / "a.json", sought=False) == Look()
        assert seen(tmp_path / "a.json").verdict is not None
        assert seen(tmp_path / "feed.json", sought=False).verdict is not None

    def test_missing(self, tmp_path: Path) -> None:
        """What is not there is said in one line."""
        gone = tmp_path / "gone.xml"
        assert seen(gone) == Look(unread=f"{gone}: No such file or directory; name a file that can be read")
        closed = tmp_path / ("x" * 300)
        assert "File name too long" in str(seen(closed).unread)


class TestLimit:
    """Nothing takes unbounded time or memory."""

    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inputs, "LIMIT", 1000)

    def test_at_the_limit(self, tmp_path: Path) -> None:
        """What is just as large as it may be is read; one byte more is refused, unpacked or not."""
        text = RSS + b" " * (1000 - len(RSS))
        write(
            tmp_path,
            [("a", text), ("b", text + b" "), ("c", gzip.compress(text)), ("d", gzip.compress(text + b" "))],
        )
        sizes = {name: "too-large" in codes(seen(tmp_path / name)) for name in "abcd"}
        assert sizes == {"a": False, "b": True, "c": False, "d": True}

    def test_what_is_refused_has_no_kind(self, tmp_path: Path) -> None:
        """Nobody has looked at it."""
        write(tmp_path, [("a", b" " * 1001)])
        verdict = seen(tmp_path / "a").verdict
        assert verdict is not None
        (problem,) = verdict.problems
        assert (verdict.kind, problem.code, problem.level) == (None, "too-large", "error")
        assert problem.where.line is None

    def test_compressed_data_over_the_limit(self, tmp_path: Path) -> None:
        """They are not even unpacked."""
        write(tmp_path, [("a", b"\x1f\x8b\x08" + bytes(1000))])
        assert codes(seen(tmp_path / "a")) == ["too-large"]

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    def test_what_has_no_end(self) -> None:
        """A device is read as far as to the limit."""
        assert codes(seen(Path("/dev/zero"))) == ["too-large"]

    def test_gzip_bomb(self) -> None:
        """Of what would unpack to a gigabyte no more is unpacked than may be."""
        bomb = gzip.compress(bytes(500_000))
        assert len(bomb) < inputs.LIMIT
        assert codes(look(None, Input(path="-", data=bomb))) == ["too-large"]
