"""What git.py promises: only what git knows for sure to lie in a file is said to."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from feeds.collector import git
from tests.collector.checkout import Checkout, forget_settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
FILES = {"posts/a.md": b"one\n", "posts/b c.md": b"two\n", "é 猫.md": b"", "top.txt": b"\0\r\n"}


def name(data: bytes) -> str:
    """Return git's name for the bytes."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data)).hexdigest()


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
    assert git.contents(checkout.root) == {path: name(data) for path, data in FILES.items()}


def test_below_the_checkout(checkout: Checkout) -> None:
    """A site may be a folder of the checkout: its paths are its own, and what is elsewhere is not in it."""
    assert git.contents(checkout.root / "posts") == {"a.md": name(b"one\n"), "b c.md": name(b"two\n")}


def test_fresh_clone(checkout: Checkout, tmp_path: Path) -> None:
    """Of a clone that was made just now all is known too, though all its times are new."""
    checkout("clone", "-q", str(checkout.root), str(tmp_path / "clone"))
    assert git.contents(tmp_path / "clone") == git.contents(checkout.root)


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
    assert git.contents(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


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
    assert "posts/a.md" not in git.contents(checkout.root)


def test_staged(checkout: Checkout) -> None:
    """What is staged is known as what it is now; what was changed after that is not."""
    checkout.write({"posts/a.md": b"new\n", "new.md": b"n"})
    checkout("add", "-A")
    assert git.contents(checkout.root)["posts/a.md"] == name(b"new\n")
    assert git.contents(checkout.root)["new.md"] == name(b"n")
    checkout.write({"posts/a.md": b"newer\n"})
    assert "posts/a.md" not in git.contents(checkout.root)


def test_untracked_and_ignored(checkout: Checkout) -> None:
    """Of files that git does not have, it knows nothing; nor of one that is only to be added."""
    checkout.write({"new.md": b"", "ignored.md": b"", "meant.md": b"", ".gitignore": b"ignored.md\n"})
    checkout("add", "-N", "meant.md")
    assert git.contents(checkout.root).keys() == FILES.keys()


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_told_not_to_look(checkout: Checkout, flag: str) -> None:
    """Where git has been told not to look at a file, it does not know what is in it."""
    checkout("update-index", flag, "posts/a.md")
    checkout.write({"posts/a.md": b"new\n"})
    assert git.contents(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


@posix
def test_links(checkout: Checkout) -> None:
    """A link has no bytes of its own, and is not known."""
    (checkout.root / "link.md").symlink_to("posts/a.md")
    checkout.commit({})
    assert "link.md" not in git.contents(checkout.root)


def test_submodule(checkout: Checkout, tmp_path: Path) -> None:
    """What lies in a submodule, and the submodule itself, is not known."""
    other = Checkout(tmp_path / "other")
    other.commit({"x.md": b"x"})
    checkout("submodule", "add", "-q", str(other.root), "sub")
    checkout("commit", "-qm", "sub")
    assert git.contents(checkout.root).keys() == FILES.keys() | {".gitmodules"}
    assert git.contents(checkout.root / "sub") == {"x.md": name(b"x")}


def test_conflict(checkout: Checkout) -> None:
    """A file in conflict is none of its versions, and is not known."""
    checkout("checkout", "-qb", "other")
    checkout.commit({"posts/a.md": b"theirs\n"})
    checkout("checkout", "-q", "-")
    checkout.commit({"posts/a.md": b"ours\n"})
    with pytest.raises(subprocess.CalledProcessError):
        checkout("merge", "other")
    assert git.contents(checkout.root).keys() == FILES.keys() - {"posts/a.md"}


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_name_that_is_no_text(checkout: Checkout) -> None:
    """A file whose name is not UTF-8 is known by the name that Python has for it."""
    odd = os.fsdecode(b"\xff\n\t.md")
    checkout.commit({odd: b"odd"})
    assert git.contents(checkout.root)[odd] == name(b"odd")


@pytest.mark.parametrize("early", [True, False])
def test_asked_early(checkout: Checkout, early: bool) -> None:
    """Git may begin before anybody wants to know: it is asked once, and the answer is the same."""
    with git.asking(checkout.root, early=early) as contents:
        assert contents() == git.contents(checkout.root)
        checkout.write({"posts/a.md": b"other\n"})
        assert contents() == git.contents(checkout.root)


@posix
@pytest.mark.filterwarnings("error")
def test_nobody_wants_to_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody does, or a run is stopped, it is not waited for."""
    (tmp_path / "git").write_text(f"#!/bin/sh\necho $$ >> {tmp_path}/asked\nexec sleep 60\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    with suppress(KeyboardInterrupt), git.asking(tmp_path, early=True):
        while not (tmp_path / "asked").exists() or len((tmp_path / "asked").read_text().split()) < 2:
            time.sleep(0.01)
        raise KeyboardInterrupt
    for process in (tmp_path / "asked").read_text().split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)


class TestNone:
    """Where git cannot tell, nothing is known, and nothing is said."""

    def test_no_checkout(self, tmp_path: Path) -> None:
        """A folder that is no checkout."""
        assert git.contents(tmp_path) == {}

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder that is not there."""
        assert git.contents(tmp_path / "nowhere") == {}

    def test_no_git(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        """A machine without git."""
        monkeypatch.setenv("PATH", "")
        assert git.contents(checkout.root) == {}

    def test_damaged(self, checkout: Checkout) -> None:
        """A checkout whose index is damaged."""
        (checkout.root / ".git/index").write_bytes(b"DIRC" + b"\xff" * 60)
        assert git.contents(checkout.root) == {}

    @posix
    @pytest.mark.parametrize("said", ["x", "H 100644 blob\tname", "H 100644 a 0 b\tname", "\\0\\0"])
    def test_another_program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
        """A program of that name that says what git does not."""
        (tmp_path / "git").write_text(f"#!/bin/sh\nprintf '{said}'\n")
        (tmp_path / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
        assert git.contents(tmp_path) == {}

    @posix
    def test_too_slow(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """One that does not answer in time."""
        (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 60\n")
        (tmp_path / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
        monkeypatch.setattr(git, "_SECONDS", 0.2)
        assert git.contents(tmp_path) == {}
        with git.asking(tmp_path, early=True) as contents:
            assert contents() == {}
