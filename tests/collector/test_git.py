"""What git.py promises: only what git knows for sure to lie in a file is said to."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import stamps
from feeds.collector import git
from feeds.stamps import Stamp
from tests.collector.checkout import Checkout, forget_settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
FILES = {"posts/a.md": b"one\n", "posts/b c.md": b"two\n", "é 猫.md": b"", "top.txt": b"\0\r\n"}


def name(data: bytes) -> str:
    """Return git's name for the bytes."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data)).hexdigest()


def known(root: Path) -> dict[str, str]:
    """Return what git knows of the files below the root, as if it had written its index long after them."""
    command = ["git", "-C", str(root), "rev-parse", "--git-path", "index"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode == 0 and (index := root / found.stdout.strip()).exists():
        os.utime(index, ns=(10**19, 5 * 10**18))
    files = (file for file in root.rglob("*") if ".git" not in file.relative_to(root).parts)
    return told(root, {str(file.relative_to(root)): stamps.look(str(file)) for file in files})


def told(root: Path, lie: dict[str, Stamp]) -> dict[str, str]:
    """Return what git knows of files that lie so."""
    names = git.contents(root, [*lie], stamps.pack(lie.values()))
    return {path: name for path, name in zip(lie, names, strict=True) if name}


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_settings(tmp_path, monkeypatch)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout with files of any names."""
    made = Checkout(tmp_path / "site")
    made.commit(FILES)
    return made


def test_clean(checkout: Checkout) -> None:
    """Of a clean checkout each file is known, by its path below the root."""
    assert known(checkout.root) == {path: name(data) for path, data in FILES.items()}


def test_below_the_checkout(checkout: Checkout) -> None:
    """A site may be a folder of the checkout: its paths are its own, and what is elsewhere is not in it."""
    assert known(checkout.root / "posts") == {"a.md": name(b"one\n"), "b c.md": name(b"two\n")}


def test_fresh_clone(checkout: Checkout, tmp_path: Path) -> None:
    """Of a clone that was made just now all is known too, though all its times are new."""
    checkout("clone", "-q", str(checkout.root), str(tmp_path / "clone"))
    assert known(tmp_path / "clone") == known(checkout.root)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: (root / "posts/a.md").write_bytes(b"new\n"),
        lambda root: (root / "posts/a.md").unlink(),
        lambda root: ((root / "posts/a.md").unlink(), (root / "posts/a.md").mkdir()),
    ],
    ids=["modified", "removed", "a folder"],
)
def test_what_is_not_as_committed(checkout: Checkout, spoil: object) -> None:
    """A file that is not as git has it is not known; all others are."""
    spoil(checkout.root)  # type: ignore[operator] # one of the three above
    assert known(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


def test_same_size_and_time(checkout: Checkout) -> None:
    """Nor is one whose size and time of change were put back, whatever the settings say of trust."""
    for setting in ("core.trustctime=false", "core.checkStat=minimal"):
        checkout("config", *setting.split("="))
    file = checkout.root / "posts/a.md"
    os.utime(file, ns=(10**18, 10**18))
    checkout("update-index", "--refresh")
    index = checkout.root / ".git/index"
    os.utime(index, ns=(2 * 10**18, 2 * 10**18))  # so that git takes nothing for too new
    before = file.stat().st_ctime
    while int(file.stat().st_ctime) == int(before):  # git looks at whole seconds
        time.sleep(0.02)
        file.write_bytes(b"ONE\n")
        os.utime(file, ns=(10**18, 10**18))
    assert checkout("status", "--porcelain") == ""
    assert "posts/a.md" not in known(checkout.root)


def test_staged(checkout: Checkout) -> None:
    """What is staged is known as what it is now; what was changed after that is not."""
    checkout.write({"posts/a.md": b"new\n", "new.md": b"n"})
    checkout("add", "-A")
    assert known(checkout.root)["posts/a.md"] == name(b"new\n")
    assert known(checkout.root)["new.md"] == name(b"n")
    checkout.write({"posts/a.md": b"newer\n"})
    assert "posts/a.md" not in known(checkout.root)


def test_untracked_and_ignored(checkout: Checkout) -> None:
    """Of files that git does not have, it knows nothing; nor of one that is only to be added."""
    checkout.write({"new.md": b"", "ignored.md": b"", "meant.md": b"", ".gitignore": b"ignored.md\n"})
    checkout("add", "-N", "meant.md")
    assert known(checkout.root).keys() == FILES.keys()


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_told_not_to_look(checkout: Checkout, flag: str) -> None:
    """Where git has been told not to look at a file, it does not know what is in it."""
    checkout("update-index", flag, "posts/a.md")
    checkout.write({"posts/a.md": b"new\n"})
    assert known(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


@posix
def test_links(checkout: Checkout) -> None:
    """A link has no bytes of its own, and is not known."""
    (checkout.root / "link.md").symlink_to("posts/a.md")
    checkout.commit({})
    assert "link.md" not in known(checkout.root)


def test_submodule(checkout: Checkout, tmp_path: Path) -> None:
    """What lies in a submodule, and the submodule itself, is not known."""
    other = Checkout(tmp_path / "other")
    other.commit({"x.md": b"x"})
    checkout("submodule", "add", "-q", str(other.root), "sub")
    checkout("commit", "-qm", "sub")
    assert known(checkout.root).keys() == FILES.keys() | {".gitmodules"}
    assert known(checkout.root / "sub") == {"x.md": name(b"x")}


def test_another_checkout_of_it(checkout: Checkout, tmp_path: Path) -> None:
    """Of several checkouts each has its index elsewhere."""
    checkout("worktree", "add", "-q", str(tmp_path / "two"))
    assert known(tmp_path / "two") == known(checkout.root)
    (tmp_path / "two/posts/a.md").write_bytes(b"new\n")
    assert known(tmp_path / "two").keys() == FILES.keys() - {"posts/a.md"}


@posix
def test_through_a_link(checkout: Checkout, tmp_path: Path) -> None:
    """A site may be named by a link that leads into a checkout."""
    (tmp_path / "link").symlink_to(checkout.root / "posts")
    assert known(tmp_path / "link") == {"a.md": name(b"one\n"), "b c.md": name(b"two\n")}


def test_conflict(checkout: Checkout) -> None:
    """A file in conflict is none of its versions, and is not known."""
    checkout("checkout", "-qb", "other")
    checkout.commit({"posts/a.md": b"theirs\n"})
    checkout("checkout", "-q", "-")
    checkout.commit({"posts/a.md": b"ours\n"})
    with pytest.raises(subprocess.CalledProcessError):
        checkout("merge", "other")
    assert known(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_name_that_is_no_text(checkout: Checkout) -> None:
    """A file whose name is not UTF-8 is known by the name that Python has for it."""
    odd = os.fsdecode(b"\xff\n\t.md")
    checkout.commit({odd: b"odd"})
    assert known(checkout.root)[odd] == name(b"odd")


class TestNone:
    """Where git cannot tell, nothing is known, and nothing is said."""

    def test_no_checkout(self, tmp_path: Path) -> None:
        """A folder that is no checkout."""
        assert known(tmp_path) == {}

    def test_no_index(self, checkout: Checkout) -> None:
        """A checkout of nothing, and a file in its place that leads nowhere."""
        (checkout.root / ".git/index").unlink()
        assert known(checkout.root) == {}
        shutil.rmtree(checkout.root / ".git")
        for text in ("gitdir: nowhere", "x", ""):
            (checkout.root / ".git").write_text(text)
            assert told(checkout.root, {}) == {}

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder that is not there."""
        assert known(tmp_path / "nowhere") == {}

    def test_damaged(self, checkout: Checkout) -> None:
        """A checkout whose index is damaged."""
        index = checkout.root / ".git/index"
        data = index.read_bytes()
        for at in range(len(data)):
            index.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert known(checkout.root) == {}

    @given(st.binary(max_size=200))
    def test_whatever_is_in_it(self, inside: bytes) -> None:
        """An index whose sum is right, and whatever else: nothing is raised."""
        with TemporaryDirectory() as folder:
            (Path(folder) / ".git").mkdir()
            data = b"DIRC\0\0\0\2\0\0\0\3" + inside
            (Path(folder) / ".git/index").write_bytes(data + hashlib.sha1(data).digest())
            assert told(Path(folder), {"a": (1, 0, 0, 0), "": (1, 0, 0, 0)}) == {}

    @pytest.mark.parametrize("words", [("index.version", "4"), ("index.skipHash", "true")])
    def test_another_form(self, checkout: Checkout, words: tuple[str, str]) -> None:
        """An index in a form that is not known here, or without a sum."""
        checkout("config", *words)
        checkout("read-tree", "--reset", "HEAD")
        checkout("update-index", "--force-write-index", "--refresh")
        assert known(checkout.root) in ({}, {path: name(data) for path, data in FILES.items()})

    def test_too_new(self, checkout: Checkout) -> None:
        """Of what changed in the moment in which git wrote its index nothing is known."""
        index = checkout.root / ".git/index"
        file = checkout.root / "top.txt"
        os.utime(index, ns=(10**18, file.stat().st_ctime_ns + 10_000_000))
        assert told(checkout.root, {"top.txt": stamps.look(str(file))}) == {}
        os.utime(index, ns=(10**18, file.stat().st_ctime_ns + 3 * 10**9))
        assert told(checkout.root, {"top.txt": stamps.look(str(file))}).keys() == {"top.txt"}
