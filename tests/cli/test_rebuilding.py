"""`feeds build --watch`: a build after every change, a line a build, until Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feeds.cli import around, rebuilding
from feeds.cli.rebuilding import Given, Outcome, Teller, follow
from feeds.model import BadSettings
from tests.test_cli import NOW, one_line

if TYPE_CHECKING:
    from tests.conftest import Home, Run

ROOT = Path(__file__).parents[2]


class Done(Exception):
    """Enough was built."""


def builds(given: Given, *steps: Callable[[], object]) -> list[tuple[Outcome, list[str]]]:
    """Return what became of the first build, and of one after each step."""
    told: list[tuple[Outcome, list[str]]] = []
    todo = list(steps)

    def tell(outcome: Outcome, changed: Sequence[str]) -> None:
        told.append((outcome, list(changed)))
        if not todo:
            raise Done
        todo.pop(0)()

    with pytest.raises(Done):
        follow(given, tell)
    return told


def given(home: Home, **options: object) -> Given:
    """Return how the site is built again and again."""
    return Given(root=home.root, cache=home.root / ".feeds-cache", now="2026-06-01T00:00:00Z", **options)  # type: ignore[arg-type] # whatever it is


def test_changes(home: Home) -> None:
    """What changes is published, and what is not of the feeds changes nothing."""
    first, second, third = builds(
        given(home), lambda: home.post("three"), lambda: home.write("other.txt", "x")
    )
    assert first[0].line.startswith("5 files written: rss.xml")
    assert first[1] == []
    assert second[0].line.startswith("5 files written: ")
    assert second[0].new
    assert second[1] == ["posts/three.md"]
    assert (third[0].line, third[0].new, third[1]) == ("nothing to write", False, ["other.txt"])
    assert b"Three" in home.files()["rss.xml"]


def test_faults(home: Home) -> None:
    """A fault is told, the last good output stays, and when it is mended all goes on."""
    good = (home.root / "posts/one.md").read_text()
    _, bad, mended = builds(
        given(home),
        lambda: home.write("posts/one.md", "---\ntitle: a: b\n---\n"),
        lambda: home.write("posts/one.md", good),
    )
    assert bad[0].line == "not published, 1 problem to mend first; all is as it was"
    assert (bad[0].stopped, bad[0].new) == (True, False)
    assert (
        bad[0].problems[0].startswith(f"{home.root}/posts/one.md:2:9: yaml:")
        or "lost-post" in bad[0].problems[0]
    )
    assert (mended[0].line, mended[0].stopped, mended[0].problems) == ("nothing to write", False, ())


def test_settings(home: Home) -> None:
    """Settings may change; wrong ones are told, unless they are wrong from the beginning."""
    _, bad, good = builds(
        given(home),
        lambda: home.settings("[feeds]\nlimit = 0\n"),
        lambda: home.settings("[feeds]\nlimit = 1\n"),
    )
    assert bad[0].line == "not published: feeds.toml: feeds.limit: must be 1 or more"
    assert bad[0].stopped
    assert good[0].line.startswith("4 files written: ")
    home.settings("[feeds]\nlimit = 0\n")
    with pytest.raises(BadSettings, match=r"feeds\.limit"):
        builds(given(home))


def test_no_posts_yet(home: Home) -> None:
    """A site without posts waits for its first."""
    for name in ("one", "two"):
        (home.root / f"posts/{name}.md").unlink()
    none, some = builds(given(home), lambda: home.post("one"))
    assert none[0].stopped
    assert none[0].line.startswith("not published: posts: there are no posts in it")
    assert some[0].new


def test_removed_and_elsewhere(home: Home, tmp_path: Path) -> None:
    """Settings of elsewhere are looked at, and what goes with a post is named."""
    config = tmp_path / "other.toml"
    config.write_text((home.root / "feeds.toml").read_text())
    last = home.post("last")
    last.write_text(last.read_text().replace("News", "Rare"))
    text = config.read_text()
    _, fewer, removed = builds(
        given(home, config=config), lambda: config.write_text(f"{text}[sitemap]\nhome = false\n"),
        lambda: last.write_text(last.read_text().replace("Rare", "News")),
    )  # fmt: skip
    assert fewer[1] == ["../other.toml"]
    assert "2 files removed: " in removed[0].line


def test_due(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that is to come appears when its time has come, though no file changes."""
    home.post("later", date="2026-06-01 00:00:01 +0000")
    moment = [1_780_272_000]  # 2026-06-01T00:00:00Z
    monkeypatch.setattr("feeds.cli.around.clock", lambda: moment[0] * 1_000_000_000)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment[0]))

    def later() -> None:
        moment[0] += 2
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment[0]))

    always = Given(root=home.root, cache=home.root / ".feeds-cache")
    _, (due, changed) = builds(always, later)
    assert changed == []
    assert due.new
    assert b"Later" in home.files()["rss.xml"]


def test_teller(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a build on stdout; problems on stderr, and not the same ones again and again."""
    tell, settings = Teller(), around.load(home.root, None, None, None)
    outcome = Outcome(line="nothing to write", settings=settings, problems=("a.md:1: x: y",))
    tell(outcome, [])
    tell(outcome, ["a.md"])
    tell(Outcome(line="1 file written: rss.xml", settings=settings), ["a.md", "b.md"])
    tell(outcome, [])
    out, err = capsys.readouterr()
    assert [row[9:] for row in out.splitlines()] == [
        "nothing to write",
        "nothing to write (a.md)",
        "1 file written: rss.xml (a.md, b.md)",
        "nothing to write",
    ]
    assert all(re.match(r"\d\d:\d\d:\d\d ", row) for row in out.splitlines())
    assert err == "a.md:1: x: y\n" * 2


@pytest.mark.parametrize(
    "words", [("--check",), ("--timings",), ("--format", "json"), ("--format", "github")]
)
def test_only_lines(home: Home, run: Run, words: tuple[str, ...]) -> None:
    """It answers in lines alone: whatever asks for more is refused."""
    said = one_line(run("build", home.root, "--watch", *words), 2)
    assert said == "--watch: says one line a build; leave out --check, --timings and --format"


def test_ends(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is how it ends, and no fault."""

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, "_rest", interrupted)
    ran = run("build", home.root, "--watch", *NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "ended"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_program(home: Home) -> None:
    """As it is started: its lines come at once, also into a pipe, and Ctrl-C ends it without a word more."""
    command = [
        sys.executable,
        "-c",
        "from feeds.cli import main; main()",
        "build",
        str(home.root),
        "--watch",
        *NOW,
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TZ": "UTC"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "5 files written" in process.stdout.readline()
        home.post("three")
        assert "(posts/three.md)" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "ended\n"
        assert process.stderr.read() == ""
    assert process.returncode == 0
