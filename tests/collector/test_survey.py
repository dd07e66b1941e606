"""What survey.py promises: the same cards with and without a cache, and no file read that is as it was."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import pool
from feeds.cache import Cache, Lost
from feeds.collector import find, survey
from feeds.collector.survey import Survey
from feeds.model import Site
from tests.collector.checkout import Checkout, forget_settings

SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("Asia/Tehran"),
    dialect="plain", folders=("posts",), permalink="/:slug/",
)  # fmt: skip
LATER = 3_600 * 1_000_000_000
"""So much later than a file was changed, it is known for sure."""

Rows = tuple[bytes, bytes]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def text(title: str, day: int = 1, more: str = "") -> bytes:
    """Return a post."""
    return f"---\ntitle: {title}\ndate: 2020-01-{day:02}\n{more}---\nbody\n".encode()


def told(found: Survey) -> tuple[object, ...]:
    """Return what a survey says of the sources."""
    return found.cards(), found.problems, found.stamps, found.sources


class Folder:
    """A site whose posts are surveyed again and again, with a cache beside them."""

    def __init__(self, root: Path) -> None:
        """Begin with three posts, one of which has something wrong with it."""
        self.root = root
        self.read: list[str] = []
        for name, more in (("a", ""), ("b", "lang: klingon!\n"), ("c", "due: x\n")):
            self.write(f"{name}.md", text(name, more=more))

    def write(self, name: str, data: bytes) -> Path:
        """Write a post."""
        path = self.root / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def mapper(
        self,
        work: Callable[[tuple[str, ...]], tuple[bytes, bytes]],
        items: Sequence[tuple[str, ...]],
        seconds: float,
        /,
    ) -> Iterable[Rows]:
        """Do the work in here, and note what is read."""
        self.read = sorted(source for some in items for source in some)
        return map(work, items)

    def survey(self, *, begun: int | None = None, fresh: bool = False) -> Survey:
        """Survey the posts, by default an hour later than they were written, and keep what is to be kept."""
        memory = Cache(None if fresh else self.root / "cache", "v")
        at = time.time_ns() + LATER if begun is None else begun
        found = survey.survey(self.root, SITE, find(self.root, SITE), memory, self.mapper, at)
        memory.save(found.keep, found.names)
        return found

    def check(self, *read: str) -> Survey:
        """With the cache exactly these files are read, and all is found that a fresh look finds."""
        found = self.survey()
        assert self.read == sorted(f"posts/{name}" for name in read)
        assert told(found) == told(self.survey(fresh=True))
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a site that has been surveyed once."""
    made = Folder(tmp_path)
    made.check("a.md", "b.md", "c.md")
    return made


def put_back(file: Path, data: bytes) -> None:
    """Write other bytes of the same length, and put the time of change back; only the entry's moves on."""
    before = file.stat()
    assert len(data) == before.st_size
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_bytes(data)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


class TestAsItWas:
    """Files that are as they were are not read."""

    def test_nothing_changed(self, folder: Folder) -> None:
        """Not one is, the second time; what is wrong with one is told all the same."""
        found = folder.check()
        assert [problem.code for problem in found.problems["posts/b.md"]] == ["language"]
        assert found.sure
        assert found.keep == {}
        assert [card.source for card in found.cards()] == ["posts/a.md", "posts/b.md", "posts/c.md"]

    def test_no_posts(self, folder: Folder) -> None:
        """Where there are none any more, there are no cards."""
        shutil.rmtree(folder.root / "posts")
        (folder.root / "posts").mkdir()
        assert folder.check().cards() == ()

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_workers(self, tmp_path: Path, folder: Folder, jobs: int) -> None:
        """One worker or several: the same cards, and the same bytes for the cache."""
        for number in range(1_100):
            folder.write(f"{number}.md", text(str(number)))
        sources = find(tmp_path, SITE)
        with pool.mapper(jobs) as mapper:
            begun = time.time_ns() + LATER
            found = survey.survey(tmp_path, SITE, sources, Cache(None, "v"), mapper, begun)
        alone = survey.survey(tmp_path, SITE, sources, Cache(None, "v"), folder.mapper, begun)
        assert (told(found), found.keep, found.names) == (told(alone), alone.keep, alone.names)

    def test_blocks(self, folder: Folder) -> None:
        """Cards lie in blocks, in the order of their names: a post that comes or goes writes one of them."""
        for number in range(1_000, 2_022):
            folder.write(f"{number}.md", text(str(number)))
        first = folder.survey().keep.keys()
        assert blocks_of(first) == {"files/0", "files/1", "files/2"}
        assert len(first) == 6
        folder.write("1500x.md", text("new"))
        second = folder.check("1500x.md").keep.keys()
        assert blocks_of(second) == {"files/1"}
        assert len(second - first) == 1
        (folder.root / "posts/1400.md").unlink()
        third = folder.check().keep.keys()
        assert blocks_of(third) == {"files/1"}
        assert len(third - second - first) == 1
        assert folder.check().keep == {}

    def test_a_block_that_grew(self, folder: Folder) -> None:
        """A long block is cut, and nobody is read for that; one that nobody is in is not kept."""
        for number in range(1_000, 2_022):
            folder.write(f"{number}.md", text(str(number)))
        assert len(folder.check(*(f"{number}.md" for number in range(1_000, 2_022))).names) == 6
        for number in range(1_000, 2_022):
            (folder.root / f"posts/{number}.md").unlink()
        assert len(folder.check().names) == 2


def blocks_of(names: Collection[str]) -> set[str]:
    """Return those of the names that are of files; all others are of cards."""
    others = {name for name in names if name.startswith("cards/")}
    return {*names} - others


class TestGist:
    """What the files say but for their bodies."""

    def test_body(self, folder: Folder) -> None:
        """It is the same where a body alone has changed: then no card is written, and none is fetched."""
        before = folder.survey()
        folder.write("a.md", text("a") + b"more\n")
        found = folder.check("a.md")
        assert found.gist == before.gist == folder.survey(fresh=True).gist
        assert found.keep.keys() == {"files/0"}
        assert found.content("posts/a.md") != before.content("posts/a.md")

    @pytest.mark.parametrize("more", ["tags: [x]\n", "draft: true\n", "slug: z\n", "updated: 2021-1-1\n"])
    def test_front_matter(self, folder: Folder, more: str) -> None:
        """It is another where anything else has."""
        before = folder.survey()
        folder.write("a.md", text("a", more=more))
        assert folder.check("a.md").gist != before.gist

    def test_names(self, folder: Folder) -> None:
        """Or where a post comes, goes, or has another name."""
        gists = {folder.survey().gist}
        folder.write("d.md", text("d"))
        gists.add(folder.survey().gist)
        (folder.root / "posts/d.md").rename(folder.root / "posts/e.md")
        gists.add(folder.survey().gist)
        (folder.root / "posts/e.md").unlink()
        assert len(gists) == 3
        assert folder.survey().gist in gists


class TestChanged:
    """Files that are not as they were are read."""

    def test_other_size(self, folder: Folder) -> None:
        """One with more in it."""
        folder.write("a.md", text("longer"))
        folder.check("a.md")
        folder.check()

    def test_same_size(self, folder: Folder) -> None:
        """One of the same size, at another time."""
        file = folder.write("a.md", text("A"))
        os.utime(file, ns=(10**18, 10**18))
        folder.check("a.md")
        folder.check()

    @posix
    def test_time_put_back(self, folder: Folder) -> None:
        """One whose size and time are what they were: only its entry's time gives it away."""
        put_back(folder.root / "posts/a.md", text("A"))
        folder.check("a.md")

    def test_time_alone(self, folder: Folder) -> None:
        """One that was only touched: it is read, and found to be the same."""
        os.utime(folder.root / "posts/a.md", ns=(10**18, 10**18))
        content = folder.survey(fresh=True).content("posts/a.md")
        assert folder.check("a.md").content("posts/a.md") == content

    def test_within_a_step_of_the_clock(self, tmp_path: Path) -> None:
        """One that was changed just before the run is read again next time: it may have changed since."""
        folder = Folder(tmp_path)
        written = (folder.root / "posts/a.md").stat().st_ctime_ns
        first = folder.survey(begun=written)
        assert not first.sure
        folder.check("a.md", "b.md", "c.md")
        folder.check()

    def test_replaced(self, folder: Folder) -> None:
        """One in whose place another was moved."""
        other = folder.write("a.txt", text("A"))
        stat = (folder.root / "posts/a.md").stat()
        os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        other.replace(folder.root / "posts/a.md")
        folder.check("a.md")

    @posix
    def test_link_that_leads_elsewhere(self, folder: Folder) -> None:
        """A link that leads to another file than before."""
        files = [folder.write(name, text(name)) for name in ("x", "y")]
        for _ in range(1_000):  # until both were changed in one step of the disk's clock
            for file in files:
                os.utime(file, ns=(10**18, 10**18))
            if len({file.stat().st_ctime_ns for file in files}) == 1:
                break
        link = folder.root / "posts/link.md"
        link.symlink_to("x")
        folder.check("link.md")
        folder.check()
        link.unlink()
        link.symlink_to("y")
        folder.check("link.md")

    def test_folder_in_its_place(self, folder: Folder) -> None:
        """A folder where a post was is named, each time, and is sure never to be taken for the post."""
        file = folder.root / "posts/a.md"
        file.unlink()
        file.mkdir()
        for _ in range(2):
            found = folder.check("a.md")
            assert [problem.code for problem in found.problems["posts/a.md"]] == ["unreadable"]
            assert not found.sure
        file.rmdir()
        folder.write("a.md", text("a"))
        folder.check("a.md")

    def test_added_removed_renamed(self, folder: Folder) -> None:
        """What is new is read, what is gone is gone, and what has another name is another post."""
        folder.write("new.md", text("new"))
        folder.check("new.md")
        (folder.root / "posts/b.md").unlink()
        assert [card.source for card in folder.check().cards()] == [
            "posts/a.md",
            "posts/c.md",
            "posts/new.md",
        ]
        (folder.root / "posts/a.md").rename(folder.root / "posts/z.md")
        folder.check("z.md")
        (folder.root / "posts/z.md").rename(folder.root / "posts/a.md")
        folder.check("a.md")

    @pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
    def test_name_that_is_no_text(self, folder: Folder) -> None:
        """A file whose name is not UTF-8 has a card under its own name, and a problem under one to print."""
        odd = os.fsdecode(b"\xff.md")
        folder.write(odd, text("odd"))
        found = folder.check(odd)
        assert (found.cards()[-1].source, found.cards()[-1].state) == (f"posts/{odd}", "left-out")
        (problem,) = found.problems[f"posts/{odd}"]
        assert problem.where.path == "posts/\\udcff.md"

    def test_pages_that_are_not_read_are_left(self, folder: Folder) -> None:
        """A file that is there and is no source any more has no card."""
        (folder.root / "posts/b.md").rename(folder.root / "posts/b.bak")
        assert len(folder.check().cards()) == 2


actions = st.tuples(
    st.sampled_from(["write", "put back", "remove", "folder", "swap", "age", "wait", "link"]),
    st.sampled_from("abc"), st.integers(0, 2),
)  # fmt: skip


def act(folder: Folder, action: str, name: str, value: int) -> None:
    """Do something to one of the posts, as far as it can be done to what lies there now."""
    file, other = folder.root / "posts" / f"{name}.md", folder.root / "posts" / f"{'abc'[value]}.md"
    if file.is_dir():
        file.rmdir()
    elif action == "write":
        if value == 0:  # a new file, and not new bytes in the old one
            file.unlink(missing_ok=True)
        folder.write(file.name, text("xyz"[value]))
    elif action == "put back" and file.is_file():
        before = file.stat()
        file.write_bytes(text("xyz"[value]))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif action in {"remove", "folder"}:
        file.unlink(missing_ok=True)
        (file if action == "folder" else file.parent).mkdir(exist_ok=True)
    elif action == "swap" and file != other and file.is_file() and other.is_file():
        file.replace(folder.root / "third")
        other.replace(file)
        (folder.root / "third").replace(other)
    elif action == "age" and file.is_file():
        os.utime(file, ns=(10**18, 10**18))
    elif action == "link" and sys.platform != "win32" and file != other and other.is_file():
        file.unlink(missing_ok=True)
        file.hardlink_to(other)
    elif action == "wait":
        time.sleep(0.03)


class TestProperties:
    """Whatever happens between two runs."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.lists(actions, max_size=4), max_size=5))
    def test_never_stale(self, rounds: list[list[tuple[str, str, int]]]) -> None:
        """However quickly files are changed, replaced and removed: what is found is what lies there."""
        with tempfile.TemporaryDirectory() as place:
            folder = Folder(Path(place))
            for some in rounds:
                for action, name, value in some:
                    act(folder, action, name, value)
                found = folder.survey(begun=time.time_ns())
                assert told(found) == told(folder.survey(fresh=True))

    @settings(max_examples=30, deadline=None)
    @given(st.data())
    def test_two_runs_at_once(self, data: st.DataObject) -> None:
        """Two runs that share a cache may save in any order: the next one is never told what is old."""
        with tempfile.TemporaryDirectory() as place:
            folder = Folder(Path(place))
            runs: list[tuple[Cache, Survey]] = []
            for number in range(6):
                name = data.draw(st.sampled_from("abc"))
                folder.write(f"{name}.md", text(str(number)))
                os.utime(folder.root / f"posts/{name}.md", ns=(10**18 + number, 10**18 + number))
                memory = Cache(folder.root / "cache", "v")
                sources = find(folder.root, SITE)
                begun = time.time_ns() + LATER
                runs.append((memory, survey.survey(folder.root, SITE, sources, memory, folder.mapper, begun)))
                for _ in range(data.draw(st.integers(0, len(runs)))):
                    saver, found = runs.pop(data.draw(st.integers(0, len(runs) - 1)))
                    saver.save(found.keep, found.names)
                with suppress(Lost):  # the cards of one run and the files of another
                    assert folder.survey().cards() == folder.survey(fresh=True).cards()


lists = pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b'["a.md"]', b"[1, 2, 3]", b"\xff"])


def spoil(memory: Cache, line: int, junk: bytes) -> None:
    """Put junk in the place of a line of the first block."""
    rows = memory.get(["files/0"])["files/0"].split(b"\n")
    rows[line] = junk
    memory.save({"files/0": b"\n".join(rows)}, memory.scan(""))


class TestDamage:
    """What is in the cache is believed only if it is what we would have kept."""

    @pytest.mark.parametrize("junk", [None, {}, 5, [], [1], [1] * 8, [[1, 2, 3, 4]] * 3, ["1"] * 12])
    def test_stamps(self, folder: Folder, junk: object) -> None:
        """Stamps that are none: all is read."""
        memory = Cache(folder.root / "cache", "v")
        head = memory.get(["files/0"])["files/0"].partition(b"\n")[0]
        spoil(memory, 0, json.dumps(json.loads(head) | {"stamps": junk}).encode())
        folder.check("a.md", "b.md", "c.md")

    @lists
    def test_names(self, folder: Folder, junk: bytes) -> None:
        """Names that are none, or of other files: all is read."""
        spoil(Cache(folder.root / "cache", "v"), 1, junk)
        folder.check("a.md", "b.md", "c.md")

    @lists
    def test_contents(self, folder: Folder, junk: bytes) -> None:
        """Contents that are none are lost; where one of the files is to be read, all are."""
        spoil(Cache(folder.root / "cache", "v"), 2, junk)
        with pytest.raises(Lost):
            folder.survey().content("posts/a.md")
        folder.write("a.md", text("longer"))
        folder.check("a.md", "b.md", "c.md")

    @pytest.mark.parametrize("name", ["files/0", "files/1", "files/x"])
    @pytest.mark.parametrize("junk", [b"", b"[]", b'{"sources": [], "problems": {}}', b"\xff"])
    def test_files(self, folder: Folder, name: str, junk: bytes) -> None:
        """A block that is none is no reason to believe less of the others."""
        memory = Cache(folder.root / "cache", "v")
        memory.save({name: junk}, memory.scan(""))
        folder.check(*(("a.md", "b.md", "c.md") if name == "files/0" else ()))

    @pytest.mark.parametrize("junk", [b"", b"[]", b'{"cards": [], "exact": []}', b"\xff", None])
    def test_cards(self, folder: Folder, junk: bytes | None) -> None:
        """Cards that are none are lost; where one of them is to be read, all are."""
        memory = Cache(folder.root / "cache", "v")
        (cards,) = memory.scan("cards/")
        memory.save({} if junk is None else {cards: junk}, {"files/0"})
        with pytest.raises(Lost):
            folder.survey().cards()
        folder.write("a.md", text("longer"))
        folder.check("a.md", "b.md", "c.md")

    def test_cards_of_another_time(self, folder: Folder) -> None:
        """A card that is older than what is known of its file is not believed."""
        old = Cache(folder.root / "cache", "v").scan("cards/")
        folder.write("a.md", text("newer", more="tags: [x]\n"))
        folder.check("a.md")
        memory = Cache(folder.root / "cache", "v")
        memory.save(old, memory.scan("files/"))
        with pytest.raises(Lost):
            folder.survey().cards()

    def test_files_of_another_time(self, folder: Folder) -> None:
        """Nor are cards believed that are newer."""
        old = Cache(folder.root / "cache", "v").scan("files/")
        folder.write("a.md", text("newer", more="tags: [x]\n"))
        folder.check("a.md")
        memory = Cache(folder.root / "cache", "v")
        memory.save(old, memory.scan(""))
        folder.check("a.md", "b.md", "c.md")

    def test_lost(self, folder: Folder) -> None:
        """Without the cache all is read."""
        shutil.rmtree(folder.root / "cache")
        folder.check("a.md", "b.md", "c.md")


def take_time(checkout: Path) -> None:
    """Make it as if git had written the index of a checkout long after the files."""
    os.utime(checkout / ".git/index", ns=(2 * 10**18, 2 * 10**18))


@with_git
class TestGit:
    """A fresh checkout with a cache from elsewhere."""

    @pytest.fixture
    def clone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
        """Return a clone, made just now, of a site with 300 posts that was surveyed once."""
        forget_settings(tmp_path, monkeypatch)
        origin = Folder(tmp_path / "origin")
        for number in range(297):
            origin.write(f"{number}.md", text(str(number)))
        checkout = Checkout(origin.root)
        checkout("config", "core.autocrlf", "false")
        checkout.commit({".gitignore": b"/cache\n"})
        origin.survey()
        checkout("clone", "-q", "-c", "core.autocrlf=false", str(origin.root), str(tmp_path / "clone"))
        take_time(tmp_path / "clone")
        clone = Folder.__new__(Folder)
        clone.root = tmp_path / "clone"
        shutil.copytree(origin.root / "cache", clone.root / "cache")
        return clone

    def test_fresh(self, clone: Folder) -> None:
        """Nothing is read of what is as it was committed; and the next time git is of no use."""
        clone.check()
        shutil.rmtree(clone.root / ".git")
        clone.check()

    def test_what_changed(self, clone: Folder) -> None:
        """What was committed since then is read, and what is modified, and what git does not have."""
        clone.write("1.md", text("committed"))
        checkout = Checkout(clone.root)
        checkout("add", "posts/1.md")
        checkout("commit", "-qm", "x")
        take_time(clone.root)
        clone.write("2.md", text("modified"))
        put_back(clone.root / "posts/3.md", text("X"))
        clone.write("new.md", text("untracked"))
        (clone.root / "posts/4.md").unlink()
        clone.check("1.md", "2.md", "3.md", "new.md")

    def test_no_git(self, clone: Folder) -> None:
        """Without it all is read."""
        shutil.rmtree(clone.root / ".git")
        clone.survey()
        assert len(clone.read) == 300

    def test_few(self, clone: Folder) -> None:
        """A few files are read sooner than an index."""
        for number in range(50, 297):
            (clone.root / f"posts/{number}.md").unlink()
        clone.survey()
        assert len(clone.read) == 53

    @pytest.mark.parametrize("how", ["eol=crlf", "ident"])
    def test_what_lies_there_is_not_what_git_has(self, clone: Folder, tmp_path: Path, how: str) -> None:
        """Where git writes other bytes into a file than it keeps, the file is read."""
        Checkout(clone.root).commit({".gitattributes": f"posts/*.md text {how}\n".encode()})
        for number in range(297):
            clone.write(f"{number}.md", text("$Id$", more=f"n: {number}\n"))
        clone.survey()
        Checkout(clone.root)("-c", "core.safecrlf=false", "add", "-A")
        Checkout(clone.root)("commit", "-qm", "x")
        for number in range(297):
            (clone.root / f"posts/{number}.md").unlink()
        Checkout(clone.root)("checkout", "-q", "--", ".")
        assert told(clone.survey()) == told(clone.survey(fresh=True))
