"""What writer.py promises: nothing published is lost, and nothing of anybody else's is touched."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from feeds import manifest, prints
from feeds.manifest import NOTHING, Manifest
from feeds.model import Document, Known, Piece, Stop
from feeds.record import replace
from feeds.writer import Plan, apply, last, locked, plan

POSTS = {"posts/a.md": "a", "posts/b.md": "b"}

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")

OLD = {"same.xml": b"same", "a/rss.xml": b"old" * 99, "gone/x/rss.xml": b"gone", "rss.xml": b"old"}
NEW = {"new/y/rss.xml": b"new", "a/rss.xml": b"new" * 77, "same.xml": b"same", "rss.xml": b"new"}


def signed(document: Document) -> Document:
    """Return a document whose bytes can be told from others."""
    return replace(document, signature=prints.signature(document))


# A run of which the n-th change of the disk is one too many: the process is gone before it.
KILLED = """
import os, sys
from pathlib import Path
from feeds.model import Document
from feeds.manifest import Manifest
from feeds.writer import apply, last, locked, plan

left = int(sys.argv[2])

def deadly(function):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return function(*args, **kwargs)
    return call

for name in ("replace", "unlink", "rmdir", "mkdir", "fsync"):
    setattr(os, name, deadly(getattr(os, name)))

output, new = Path(sys.argv[1]), eval(sys.argv[3])
made = [Document(path=p, url="", kind="", media_type="", head=d) for p, d in new.items()]
with locked(output):
    planned = plan(made, output, last(output))
    apply(planned, output, Manifest(files=planned.files, ids={}, entries={}))
"""

# A process that holds the lock until it is told to go, or is killed.
HOLDING = """
import sys
from pathlib import Path
from feeds.writer import locked

with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def python(script: str, *args: str) -> subprocess.Popen[str]:
    """Start another Python, which finds the same modules."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def documents(files: dict[str, bytes]) -> list[Document]:
    """Return documents with these bytes, in this order."""
    return [
        Document(path=path, url=f"https://example.org/{path}", kind="rss", media_type="", head=data)
        for path, data in files.items()
    ]


def record(made: list[Document], ids: dict[str, str]) -> Manifest:
    """Return what a run that leaves these documents and posts knows."""
    files = {document.path: manifest.digest(document.data) for document in made}
    return Manifest(files=files, ids=ids, entries={})


def build(output: Path, files: dict[str, bytes], posts: dict[str, str] | None = None) -> Plan:
    """Publish these files as a run does, and return what was planned."""
    made = documents(files)
    with locked(output):
        planned = plan(made, output, last(output))
        apply(planned, output, record(made, POSTS if posts is None else posts))
    return planned


def tree(output: Path, *, ours: bool = False) -> dict[str, bytes | None]:
    """Return every file's bytes, and None for a folder; what is in .feeds only if asked for."""
    found = {
        path.relative_to(output).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(output.rglob("*"))
    }
    return {path: data for path, data in found.items() if ours or not path.startswith(".feeds")}


def times(output: Path) -> dict[str, tuple[int, int]]:
    """Return what changes when a file or folder is touched: its time and its number."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in [output, *output.rglob("*")]}


def codes(planned: Plan) -> list[tuple[str, str]]:
    """Return code and path of what stops the plan."""
    return [(each.code, Path(each.where.path).name) for each in planned.foreign]


class TestApply:
    """A run leaves exactly what it makes, and touches nothing that is as it should be."""

    def test_first_run(self, tmp_path: Path) -> None:
        """All documents are written, in folders that are made, with a manifest and no stage."""
        output = tmp_path / "new" / "output"
        build(output, {"rss.xml": b"r", "category/a b/rss.xml": b"c"})
        assert tree(output, ours=True) == {
            ".feeds": None,
            ".feeds/manifest.json": (output / ".feeds/manifest.json").read_bytes(),
            "category": None,
            "category/a b": None,
            "category/a b/rss.xml": b"c",
            "rss.xml": b"r",
        }
        assert last(output).files.keys() == {"rss.xml", "category/a b/rss.xml"}
        assert last(output).ids == POSTS

    def test_same_again_touches_nothing(self, tmp_path: Path) -> None:
        """A run that makes the same bytes changes no time, of no file and no folder."""
        build(tmp_path, {"a/rss.xml": b"r", "atom.xml": b"a"})
        before = times(tmp_path)
        planned = build(tmp_path, {"atom.xml": b"a", "a/rss.xml": b"r"})
        assert (planned.write, planned.unchanged) == ((), ("atom.xml", "a/rss.xml"))
        assert times(tmp_path) == before

    def test_nothing_at_all_leaves_nothing(self, tmp_path: Path) -> None:
        """A run without documents and posts, in a new folder, does not even make .feeds."""
        build(tmp_path, {}, posts={})
        assert tree(tmp_path, ours=True) == {}

    def test_equal_files_keep_their_time(self, tmp_path: Path) -> None:
        """Of two files, the one whose bytes did not change is not touched."""
        build(tmp_path, {"rss.xml": b"r", "atom.xml": b"a"})
        before = times(tmp_path)[str(tmp_path / "atom.xml")]
        planned = build(tmp_path, {"rss.xml": b"R", "atom.xml": b"a"})
        assert [each.path for each in planned.write] == ["rss.xml"]
        assert times(tmp_path)[str(tmp_path / "atom.xml")] == before
        assert (tmp_path / "rss.xml").read_bytes() == b"R"

    def test_lost_file_comes_back(self, tmp_path: Path) -> None:
        """A file of ours that somebody deleted is written again; the manifest is not touched."""
        build(tmp_path, {"rss.xml": b"r", "atom.xml": b"a"})
        (tmp_path / "rss.xml").unlink()
        before = times(tmp_path)[str(tmp_path / ".feeds/manifest.json")]
        build(tmp_path, {"rss.xml": b"r", "atom.xml": b"a"})
        assert (tmp_path / "rss.xml").read_bytes() == b"r"
        assert times(tmp_path)[str(tmp_path / ".feeds/manifest.json")] == before

    def test_only_posts_changed(self, tmp_path: Path) -> None:
        """When only the posts changed, the manifest alone is written."""
        build(tmp_path, {"rss.xml": b"r"})
        before = times(tmp_path)[str(tmp_path / "rss.xml")]
        build(tmp_path, {"rss.xml": b"r"}, posts={"c.md": "c"})
        assert last(tmp_path).ids == {"c.md": "c"}
        assert times(tmp_path)[str(tmp_path / "rss.xml")] == before

    def test_stale_files_go_with_their_folders(self, tmp_path: Path) -> None:
        """What is not made any more is removed, and the folders that are empty then."""
        build(tmp_path, {"a/b/c/rss.xml": b"1", "a/rss.xml": b"2", "d/rss.xml": b"3"})
        planned = build(tmp_path, {"a/rss.xml": b"2"})
        assert planned.remove == ("a/b/c/rss.xml", "d/rss.xml")
        assert tree(tmp_path) == {"a": None, "a/rss.xml": b"2"}

    def test_last_file_goes_and_output_stays(self, tmp_path: Path) -> None:
        """A run that makes nothing any more removes all of ours, but not the output folder."""
        build(tmp_path, {"a/rss.xml": b"1"})
        build(tmp_path, {})
        assert tree(tmp_path) == {}
        assert tmp_path.is_dir()

    def test_stale_file_is_gone_already(self, tmp_path: Path) -> None:
        """A stale file that somebody removed is no reason to fail; its empty folder goes."""
        build(tmp_path, {"a/b/rss.xml": b"1", "rss.xml": b"2"})
        (tmp_path / "a/b/rss.xml").unlink()
        assert build(tmp_path, {"rss.xml": b"2"}).remove == ()
        assert tree(tmp_path) == {"rss.xml": b"2"}
        assert last(tmp_path).files.keys() == {"rss.xml"}

    def test_others_are_never_removed(self, tmp_path: Path) -> None:
        """Files that feeds did not make stay, with their folders, whatever becomes of ours."""
        for name in ("index.html", "a/index.html", "hidden/.keep", "robots.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"mine")
        (tmp_path / "empty").mkdir()
        before = tree(tmp_path)
        build(tmp_path, {"a/rss.xml": b"1", "a/b/rss.xml": b"2", "hidden/rss.xml": b"3"})
        build(tmp_path, {})
        assert tree(tmp_path) == before

    @needs_posix
    def test_mode_is_the_users(self, tmp_path: Path) -> None:
        """A web server must be able to read the files: their mode is what the umask allows."""
        old = os.umask(0o027)
        try:
            build(tmp_path, {"rss.xml": b"r"})
        finally:
            os.umask(old)
        for name in ("rss.xml", ".feeds/manifest.json"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640

    def test_order_of_moves(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Files appear in the order of the documents, once they are named; then stale ones go."""
        build(tmp_path, {"old.xml": b"o"})
        done: list[str] = []
        for name in ("replace", "unlink"):
            original = getattr(os, name)

            def note(*args: str, original: object = original) -> None:
                done.append(Path(args[-1]).name)
                original(*args)  # type: ignore[operator]

            monkeypatch.setattr(os, name, note)
        made = documents({"z.xml": b"z", "m.xml": b"m", "a.xml": b"a"})
        planned = plan(made, tmp_path, last(tmp_path))
        apply(planned, tmp_path, record(made, {}))
        begun = "unfinished.json"
        ours = [begun, "z.xml", "m.xml", "a.xml", "old.xml", "manifest.json", begun]
        assert done[: len(ours)] == ours

    def test_bad_path_is_never_applied(self, tmp_path: Path) -> None:
        """To carry out a plan with a bad path is our bug, even for --overwrite."""
        made, output = documents({"../rss.xml": b"r"}), tmp_path / "output"
        with pytest.raises(AssertionError, match="bad path"):
            apply(plan(made, output, NOTHING), output, record(made, {}))
        assert tree(tmp_path) == {}


class TestPlan:
    """A plan is made by looking only; what is not ours is named, and not followed."""

    def test_changes_nothing(self, tmp_path: Path) -> None:
        """Planning touches nothing, and does not even need the folder."""
        build(tmp_path, {"rss.xml": b"r", "old.xml": b"o"})
        before = times(tmp_path)
        planned = plan(documents({"rss.xml": b"R", "new.xml": b"n"}), tmp_path, last(tmp_path))
        assert [each.path for each in planned.write] == ["rss.xml", "new.xml"]
        assert (planned.unchanged, planned.remove) == ((), ("old.xml",))
        assert times(tmp_path) == before
        nowhere = tmp_path / "nowhere"
        assert plan(documents({"rss.xml": b"R"}), nowhere, NOTHING).foreign == ()
        assert not nowhere.exists()

    def test_foreign_file(self, tmp_path: Path) -> None:
        """A file with other bytes that no manifest names is a problem; it is in the plan still."""
        (tmp_path / "rss.xml").write_bytes(b"by hand")
        planned = plan(documents({"atom.xml": b"a", "rss.xml": b"r"}), tmp_path, NOTHING)
        (problem,) = planned.foreign
        assert str(problem) == (
            f"{tmp_path.as_posix()}/rss.xml: not-ours: "
            "was not made by feeds; move it away, or pass --overwrite"
        )
        assert problem.level == "error"
        assert [each.path for each in planned.write] == ["atom.xml", "rss.xml"]

    def test_foreign_file_is_adopted(self, tmp_path: Path) -> None:
        """A file that has our very bytes is ours: so the run after a lost manifest goes on."""
        build(tmp_path, {"rss.xml": b"r"})
        (tmp_path / ".feeds/manifest.json").unlink()
        planned = build(tmp_path, {"rss.xml": b"r"})
        assert (planned.foreign, planned.unchanged) == ((), ("rss.xml",))
        assert last(tmp_path).files.keys() == {"rss.xml"}

    def test_edited_file_of_ours(self, tmp_path: Path) -> None:
        """A file of ours that somebody edited is made anew without a question."""
        build(tmp_path, {"rss.xml": b"r"})
        (tmp_path / "rss.xml").write_bytes(b"edited")
        assert build(tmp_path, {"rss.xml": b"r"}).foreign == ()
        assert tree(tmp_path) == {"rss.xml": b"r"}

    def test_stale_file_that_changed_is_kept(self, tmp_path: Path) -> None:
        """A stale file with other bytes is somebody else's by now: it stays, with a warning."""
        build(tmp_path, {"a/sitemap.xml": b"ours", "folder.xml": b"f", "rss.xml": b"r"})
        (tmp_path / "a/sitemap.xml").write_bytes(b"the generator's")
        (tmp_path / "folder.xml").unlink()
        (tmp_path / "folder.xml").mkdir()
        planned = build(tmp_path, {"rss.xml": b"r"})
        assert (planned.remove, planned.foreign) == ((), ())
        assert [(each.level, each.code) for each in planned.kept] == [("warning", "not-ours")] * 2
        assert (tmp_path / "a/sitemap.xml").read_bytes() == b"the generator's"
        assert build(tmp_path, {"rss.xml": b"r"}).kept == ()

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "/etc/passwd",
            "../rss.xml",
            "a/../../rss.xml",
            "a/..",
            "./rss.xml",
            "a//rss.xml",
            "a/",
            "..\\rss.xml",
            "C:/rss.xml",
            "c:rss.xml",
            "a:b",
            "a\x00b",
            "a\nb",
            ".feeds/manifest.json",
            ".FEEDS/x",
            ".feeds",
        ],
    )
    def test_bad_path(self, tmp_path: Path, path: str) -> None:
        """A path that could leave the output, on any system, or is in .feeds, is a problem."""
        planned = plan(documents({path: b"x", "rss.xml": b"r"}), tmp_path, NOTHING)
        assert [each.code for each in planned.foreign] == ["bad-path"]
        assert [each.path for each in planned.write] == ["rss.xml"]

    @pytest.mark.parametrize("path", ["a..b/.c.xml", "猫/rss.xml", ".feeds.xml", "a b", "a/.feeds/b"])
    def test_good_path(self, tmp_path: Path, path: str) -> None:
        """A path that only looks like one of those is as good as any other."""
        assert plan(documents({path: b"x"}), tmp_path, NOTHING).foreign == ()

    def test_manifest_with_a_bad_path(self, tmp_path: Path) -> None:
        """A manifest that names a file outside of the output does not get it removed."""
        output, other = tmp_path / "output", tmp_path / "other.xml"
        build(output, {"rss.xml": b"r"})
        other.write_bytes(b"o")
        before = record(documents({"../other.xml": b"o", str(other): b"o"}), {})
        planned = plan([], output, before)
        assert planned.remove == ()
        apply(planned, output, NOTHING)
        assert other.read_bytes() == b"o"

    def test_folder_at_a_files_place(self, tmp_path: Path) -> None:
        """A folder where a document belongs is a problem, and stays."""
        (tmp_path / "rss.xml").mkdir()
        assert codes(plan(documents({"rss.xml": b"r"}), tmp_path, NOTHING)) == [("bad-path", "rss.xml")]

    def test_file_at_a_folders_place(self, tmp_path: Path) -> None:
        """A file where a document's folder belongs is a problem, and stays."""
        (tmp_path / "category").write_bytes(b"mine")
        planned = plan(documents({"category/a/rss.xml": b"r"}), tmp_path, NOTHING)
        assert codes(planned) == [("bad-path", "rss.xml")]
        assert "move the file away" in planned.foreign[0].message

    def test_name_too_long(self, tmp_path: Path) -> None:
        """What the system cannot even look at is a problem that gives its reason."""
        planned = plan(documents({"a" * 300: b"r"}), tmp_path, NOTHING)
        assert [each.code for each in planned.foreign] in (["bad-path"], [])
        assert sys.platform == "win32" or "File name too long" in planned.foreign[0].message

    @needs_posix
    def test_links_out_of_the_output(self, tmp_path: Path) -> None:
        """A link that leads out is neither written through, nor replaced, nor removed."""
        output, other = tmp_path / "output", tmp_path / "other"
        other.mkdir()
        (other / "rss.xml").write_bytes(b"o")
        output.mkdir()
        (output / "folder").symlink_to(other)
        (output / "file.xml").symlink_to(other / "rss.xml")
        (output / "dangling.xml").symlink_to(other / "none.xml")
        (output / "loop.xml").symlink_to("loop.xml")
        paths = ["folder/rss.xml", "folder/new.xml", "file.xml", "dangling.xml", "loop.xml"]
        made = documents(dict.fromkeys(paths, b"o"))
        planned = plan(made, output, NOTHING)
        assert [each.code for each in planned.foreign] == ["bad-path"] * 5
        assert (planned.write, planned.unchanged) == ((), ())
        stale = plan([], output, record(made, {}))
        assert stale.remove == ()
        before = tree(tmp_path)
        apply(stale, output, NOTHING)
        shutil.rmtree(output / ".feeds")
        assert tree(tmp_path) == before

    @needs_posix
    def test_output_may_be_a_link(self, tmp_path: Path) -> None:
        """The output itself may be a link, as in a site that is published elsewhere."""
        (tmp_path / "real").mkdir()
        (tmp_path / "output").symlink_to(tmp_path / "real")
        build(tmp_path / "output", {"a/rss.xml": b"r"})
        assert tree(tmp_path / "real") == {"a": None, "a/rss.xml": b"r"}

    @needs_posix
    def test_house_must_not_be_a_link(self, tmp_path: Path) -> None:
        """Nothing is staged through a link: it could be another disk, or somebody's folder."""
        output, other = tmp_path / "output", tmp_path / "other"
        (other / "stage-1").mkdir(parents=True)
        output.mkdir()
        (output / ".feeds").symlink_to(other)
        with pytest.raises(Stop, match="is a link"):
            build(output, {"rss.xml": b"r"})
        assert tree(other) == {"stage-1": None}

    def test_files_that_nobody_touched(self, tmp_path: Path) -> None:
        """A file that was left so, and would have the same pieces again, is not made."""

        def fetch() -> bytes:
            fetched.append(1)
            return b"piece"

        fetched: list[int] = []
        piece = Piece(digest="d", size=5, known=Known(None, None, None), fetch=fetch)
        (shell,) = documents({"a/rss.xml": b"head"})
        document = signed(replace(shell, pieces=(piece,)))
        planned = plan([document], tmp_path, NOTHING, {})
        apply(planned, tmp_path, record([document], {}))
        left = prints.take([document], tmp_path, planned.files)
        fetched.clear()
        trusting = plan([document], tmp_path, last(tmp_path), left)
        assert (trusting.write, trusting.unchanged, trusting.files) == ((), ("a/rss.xml",), planned.files)
        assert fetched == []
        for data in (b"headpiecf", b"headpiece"):
            (tmp_path / "a/rss.xml").write_bytes(data)
            looking = plan([document], tmp_path, last(tmp_path), left)
            assert [one.path for one in looking.write] == ([] if data == b"headpiece" else ["a/rss.xml"])
        assert len(fetched) == 1
        (tmp_path / "a/rss.xml").unlink()
        assert plan([document], tmp_path, last(tmp_path), left).write == (document,)

    def test_another_document_for_a_file_that_nobody_touched(self, tmp_path: Path) -> None:
        """A print of other pieces says nothing: the file is compared byte for byte."""
        build(tmp_path, {"rss.xml": b"old"})
        old, new = ([*map(signed, documents({"rss.xml": data}))] for data in (b"old", b"new"))
        left = prints.take(old, tmp_path, last(tmp_path).files)
        assert plan(new, tmp_path, last(tmp_path), left).write == tuple(new)

    def test_two_documents_with_one_path(self, tmp_path: Path) -> None:
        """Two documents with one path are our bug, not the user's."""
        (one,) = documents({"rss.xml": b"r"})
        with pytest.raises(AssertionError, match="one path"):
            plan([one, one], tmp_path, NOTHING)


@needs_posix
class TestUpperAndLower:
    """On a disk that ignores case, two spellings are one file. Hard links stand for it here."""

    def spell(self, output: Path, path: str, other: str) -> None:
        """Make the file to be found under another spelling as well."""
        (output / other).unlink(missing_ok=True)
        (output / other).hardlink_to(output / path)

    def test_new_spelling_is_ours_and_not_removed(self, tmp_path: Path) -> None:
        """A file whose name changes its case is replaced, and not removed as the old one."""
        build(tmp_path, {"Rust.xml": b"1"})
        self.spell(tmp_path, "Rust.xml", "rust.xml")
        planned = plan(documents({"rust.xml": b"2"}), tmp_path, last(tmp_path))
        assert (planned.foreign, planned.remove, planned.kept) == ((), (), ())
        planned = plan(documents({"rust.xml": b"1"}), tmp_path, last(tmp_path))
        assert (planned.unchanged, planned.remove) == (("rust.xml",), ())

    def test_two_documents_are_one_file(self, tmp_path: Path) -> None:
        """Two documents that would be one file are a problem that names both."""
        build(tmp_path, {"C++.xml": b"1"})
        self.spell(tmp_path, "C++.xml", "c++.xml")
        made = documents({"C++.xml": b"1", "c++.xml": b"2"})
        (problem,) = plan(made, tmp_path, last(tmp_path)).foreign
        assert problem.where.path.endswith("/C++.xml")
        assert "c++.xml" in problem.message

    def test_two_files_stay_two(self, tmp_path: Path) -> None:
        """On a disk that tells them apart, the old spelling is a stale file like any other."""
        if (tmp_path.parent / tmp_path.name.upper()).exists():
            pytest.skip("this disk ignores case")
        build(tmp_path, {"Rust.xml": b"1"})
        (tmp_path / "rust.xml").write_bytes(b"mine")
        planned = plan(documents({"rust.xml": b"2"}), tmp_path, last(tmp_path))
        assert (codes(planned), planned.remove) == ([("not-ours", "rust.xml")], ("Rust.xml",))
        build(tmp_path, {"Rust.xml": b"1", "RUST.xml": b"2"})
        assert tree(tmp_path) == {"RUST.xml": b"2", "Rust.xml": b"1", "rust.xml": b"mine"}

    def test_one_name_for_two_is_seen_when_staging(self, tmp_path: Path) -> None:
        """What cannot both be made stops the run before anything is replaced."""
        build(tmp_path, {"rss.xml": b"r"})
        before = times(tmp_path / "rss.xml")
        with pytest.raises(Stop, match=r"a/b: .*; nothing was replaced$"):
            build(tmp_path, {"rss.xml": b"R", "a": b"1", "a/b": b"2"})
        assert times(tmp_path / "rss.xml") == before
        assert tree(tmp_path) == {"rss.xml": b"r"}


class TestKilled:
    """A run killed at any moment leaves every file whole, and the next run mends the set."""

    def runs(self, folder: Path) -> Iterator[Path]:
        """Yield the output of a run from OLD to NEW that was killed at each of its steps."""
        for step in range(100):
            output = folder / str(step)
            build(output, OLD)
            (output / "a/mine.html").write_bytes(b"mine")
            process = python(KILLED, str(output), str(step), repr(NEW))
            process.communicate(timeout=60)
            yield output
            if process.returncode == 0:
                assert step > 20, "the steps were not counted"
                return
            assert process.returncode == 9
        pytest.fail("the run does not end")

    def test_every_step(self, tmp_path: Path) -> None:
        """Files are old or new, never less; what comes next makes exactly its own set."""
        either = {path: {OLD.get(path), NEW.get(path)} for path in OLD | NEW}
        stages = 0
        for output in self.runs(tmp_path):
            found = {path: data for path, data in tree(output).items() if data is not None}
            assert found.pop("a/mine.html") == b"mine"
            assert all(data in either[path] for path, data in found.items())
            assert found.keys() >= OLD.keys() & NEW.keys()
            if found["rss.xml"] == NEW["rss.xml"]:
                assert NEW.items() <= found.items(), "the index came before its pages"
            else:
                assert OLD.keys() <= found.keys(), "something was removed too early"
            assert found.keys() <= last(output).files.keys(), "nobody knows of a file"
            stages += any((output / ".feeds").glob("stage-*"))
            again = output.with_name(f"{output.name}-again")
            shutil.copytree(output, again)
            self.mend(output, NEW)
            self.mend(again, {"third.xml": b"3"})
        assert stages > 5

    def mend(self, output: Path, files: dict[str, bytes]) -> None:
        """Run once more, and find these files, mine, and nothing else."""
        planned = build(output, files)
        assert (planned.foreign, planned.kept) == ((), ())
        found = tree(output, ours=True)
        folders = {str(up) for path in files for up in PurePosixPath(path).parents} - {"."}
        assert found.pop("a/mine.html") == b"mine"
        assert found.keys() == files.keys() | folders | {"a", ".feeds", ".feeds/manifest.json"}
        assert {path: found[path] for path in files} == files
        assert last(output) == record(documents(files), POSTS)

    def test_posts_are_told_again(self, tmp_path: Path) -> None:
        """A killed run does not count as having told subscribers: what they knew stays known."""
        known = {"a.md": "a", "gone.md": "g"}
        build(tmp_path, {"rss.xml": b"1"}, posts=known)
        made = documents({"rss.xml": b"2"})
        told = record(made, {"a.md": "b", "new.md": "n"})
        begun = manifest.dump(manifest.news(last(tmp_path), told))
        (tmp_path / ".feeds/unfinished.json").write_bytes(begun)
        assert last(tmp_path).ids == {**known, "new.md": "n"}
        build(tmp_path, {"rss.xml": b"2"}, posts={**told.ids})
        assert last(tmp_path).ids == told.ids

    @pytest.mark.parametrize("step", range(2, 20, 3))
    def test_killed_again(self, tmp_path: Path, step: int) -> None:
        """After two runs that were killed, either may have left what is there."""
        build(tmp_path, OLD)
        (tmp_path / "a/mine.html").write_bytes(b"mine")
        for files in ({"second.xml": b"2"}, {"third.xml": b"3", "rss.xml": b"3"}):
            process = python(KILLED, str(tmp_path), str(step), repr(files))
            process.communicate(timeout=60)
            assert process.returncode in {0, 9}
        found = {path for path, data in tree(tmp_path).items() if data is not None}
        assert found - {"a/mine.html"} <= last(tmp_path).files.keys()
        self.mend(tmp_path, NEW)

    @pytest.mark.parametrize("posts", [POSTS, {}])
    def test_nothing_is_left_to_do(self, tmp_path: Path, posts: dict[str, str]) -> None:
        """Killed when all was done but to say so: the next run says it, though it changes nothing."""
        build(tmp_path, {"rss.xml": b"1"}, posts=posts)
        left = last(tmp_path)
        file = tmp_path / ".feeds/unfinished.json"
        file.write_bytes(manifest.dump(left))
        build(tmp_path, {"rss.xml": b"1"}, posts=posts)
        assert not file.exists()
        assert last(tmp_path) == left


class TestFullDisk:
    """When the disk fails, the last good set stays; when it fails in between, we say so."""

    def fail(self, monkeypatch: pytest.MonkeyPatch, name: str, nth: int, code: int = errno.ENOSPC) -> None:
        """Let the n-th call of the system's function fail."""
        original, calls = getattr(os, name), iter(range(999))

        def call(*args: object, **kwargs: object) -> object:
            if next(calls) == nth:
                raise OSError(code, os.strerror(code))
            return original(*args, **kwargs)

        monkeypatch.setattr(os, name, call)

    @pytest.mark.parametrize("nth", range(5))
    def test_before_the_first_move(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        """While staging, nothing is replaced, and all that was staged is removed."""
        build(tmp_path, OLD)
        before = {name: at for name, at in times(tmp_path).items() if not name.endswith(".feeds")}
        self.fail(monkeypatch, "fsync", nth)
        with pytest.raises(Stop, match=r": No space left on device; nothing was replaced$"):
            build(tmp_path, NEW)
        after = {name: at for name, at in times(tmp_path).items() if not name.endswith(".feeds")}
        assert after == before

    @needs_posix
    def test_half_a_file(self, tmp_path: Path) -> None:
        """A file that the system lets us write a part of does not take the old one's place."""
        resource = pytest.importorskip("resource")
        build(tmp_path, OLD)
        before = tree(tmp_path, ours=True)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            with pytest.raises(Stop, match=r"rss\.xml: File too large; nothing was replaced$"):
                build(tmp_path, {"new.xml": b"n", "rss.xml": b"r" * 1_000_000})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert tree(tmp_path, ours=True) == before

    def test_first_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A first run that fails leaves an empty folder, and names the file it failed at."""
        self.fail(monkeypatch, "fsync", 1)
        with pytest.raises(Stop) as stop:
            build(tmp_path, NEW)
        assert str(stop.value).startswith(f"{tmp_path.as_posix()}/a/rss.xml: No space")
        assert tree(tmp_path, ours=True) == {}

    def test_first_move(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """If even the manifest cannot be moved, nothing was replaced."""
        build(tmp_path, OLD)
        before = tree(tmp_path, ours=True)
        self.fail(monkeypatch, "replace", 0)
        with pytest.raises(Stop, match=r"nothing was replaced$"):
            build(tmp_path, NEW)
        assert tree(tmp_path, ours=True) == before

    @pytest.mark.parametrize(
        ("name", "nth"), [("replace", 1), ("replace", 3), ("replace", 4), ("unlink", 0), ("unlink", 1)]
    )
    def test_in_the_middle(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
    ) -> None:
        """After the first move the message says what is the case, and the next run mends it."""
        build(tmp_path, OLD)
        with monkeypatch.context() as patch:
            self.fail(patch, name, nth, errno.EACCES)
            with pytest.raises(Stop, match=r"Permission denied; part of the output is new.*again"):
                build(tmp_path, NEW)
        assert not any((tmp_path / ".feeds").glob("stage-*"))
        assert build(tmp_path, NEW).foreign == ()
        assert {path: data for path, data in tree(tmp_path).items() if data is not None} == NEW

    def test_stop_by_hand(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C while staging leaves the old set and no stage."""

        def interrupt(_: int) -> None:
            raise KeyboardInterrupt

        build(tmp_path, OLD)
        before = tree(tmp_path, ours=True)
        monkeypatch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, NEW)
        assert tree(tmp_path, ours=True) == before


class TestLocked:
    """One run at a time writes to an output."""

    def test_two_processes(self, tmp_path: Path) -> None:
        """The second run stops with one line; when the first has ended, the next one works."""
        output = tmp_path / "output"
        process = python(HOLDING, str(output))
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        with pytest.raises(Stop) as stop, locked(output):
            pytest.fail("both are writing")
        assert str(stop.value) == (
            f"{output}: another `feeds build` is writing here; wait for it, or stop it"
        )
        with locked(tmp_path / "other"):
            pass
        process.kill()
        process.communicate(timeout=30)
        with locked(output), pytest.raises(Stop, match="another"), locked(output):
            pass
        with locked(output):
            assert tree(output, ours=True) == {}, "a killed run leaves a lock behind"

    def test_let_go_after_an_exception(self, tmp_path: Path) -> None:
        """A run that fails lets the next one in."""
        with pytest.raises(LookupError), locked(tmp_path):
            raise LookupError
        with locked(tmp_path):
            pass

    def test_file_in_its_place(self, tmp_path: Path) -> None:
        """An output that is a file stops the run in one line, and stays a file."""
        (tmp_path / "output").write_bytes(b"mine")
        for name in ("output", "output/below"):
            with pytest.raises(Stop, match=r"output\S*: .*; choose another folder with --output$"):
                locked(tmp_path / name).__enter__()
        assert (tmp_path / "output").read_bytes() == b"mine"

    @needs_posix
    def test_no_locks_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that knows no locks is named with the system's reason; no descriptor is lost."""

        def refuse(descriptor: int, _: int) -> None:
            opened.append(descriptor)
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

        opened: list[int] = []
        monkeypatch.setattr("fcntl.flock", refuse)
        with pytest.raises(Stop, match="No locks available"):
            locked(tmp_path).__enter__()
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(opened[0])

    @needs_posix
    def test_not_writable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An output that the user may not write to stops the run before any work is done."""
        (tmp_path / "output").mkdir(mode=0o555)
        tmp_path.chmod(0o555)
        monkeypatch.chdir(tmp_path)
        for name in ("output", "new"):
            with nobody(), pytest.raises(Stop) as stop:
                locked(Path(name)).__enter__()
            assert str(stop.value) == (f"{name}: Permission denied; choose another folder with --output")
        tmp_path.chmod(0o755)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Be a user without rights, if we are root, whom no mode stops."""
    if not hasattr(os, "setresuid") or os.getuid():
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


class TestManifest:
    """What the last run left is known again, or the run stops."""

    def test_name_that_is_not_utf8(self, tmp_path: Path) -> None:
        """A source whose name is not UTF-8 comes back as it was, from a file that is UTF-8."""
        posts = {"posts/\udcff.md": "https://example.org/\udcff"}
        build(tmp_path, {}, posts=posts)
        assert last(tmp_path).ids == posts
        assert (tmp_path / ".feeds/manifest.json").read_bytes().isascii()

    def test_none(self, tmp_path: Path) -> None:
        """Where no run was, there is an empty manifest, and nothing is made."""
        assert last(tmp_path) == last(tmp_path / "nowhere") == NOTHING
        assert tree(tmp_path, ours=True) == {}

    @pytest.mark.parametrize("data", [b"", b"null", b"\xff\xfe", b"[" * 100_000, b'{"manifest": 3}'])
    def test_damaged(self, tmp_path: Path, data: bytes) -> None:
        """A manifest that cannot be read stops the run in one line, and is not replaced."""
        build(tmp_path, {"rss.xml": b"r"})
        path = tmp_path / ".feeds/manifest.json"
        path.write_bytes(data)
        with pytest.raises(Stop) as stop:
            build(tmp_path, {"rss.xml": b"R"})
        message = str(stop.value)
        assert message.startswith(f"{path}: cannot be read (")
        assert message.endswith("); restore it from git or delete it to start anew")
        assert "\n" not in message
        assert (path.read_bytes(), tree(tmp_path)) == (data, {"rss.xml": b"r"})

    def test_folder_in_its_place(self, tmp_path: Path) -> None:
        """A manifest that the system cannot read gives the system's reason."""
        (tmp_path / ".feeds/manifest.json").mkdir(parents=True)
        with pytest.raises(Stop, match=r"cannot be read \((Is a directory|Permission denied)\);"):
            last(tmp_path)
