"""What plain.py and building.py promise: plain words are read as typer reads them, the others are typer's."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from feeds import again, cli
from feeds.cli import app, building, plain
from feeds.cli.building import Asked

PLAIN: tuple[tuple[str, ...], ...] = (
    (), (".",), ("a b",), ("日本",), ("nowhere", "--strict"), ("--strict", "nowhere"),
    ("--strict", "--strict"), ("--output", "x"), ("--output=x",), ("--output=x=y",),
    ("--output", "x", "--output", "y"), ("--output", "."),
    ("--posts", "a/b"), ("--config", "x.toml"), ("--base-url", "https://example.org/?a=b"), ("--cache", "c"),
    ("--jobs", "0"), ("--jobs", "12"), ("--now", "2026-06-01"), ("--format", "json"), ("--format=github",),
    ("--check", "--overwrite", "--accept-ids", "--no-cache", "--timings"), ("--watch",),
    (".", "--output", "o", "--cache", "c", "--jobs", "1", "--format", "text", "--now", "2026-01-01"),
)  # fmt: skip
ODD: tuple[tuple[str, ...], ...] = (
    ("--help",), ("--nope",), ("a", "b"), ("",), ("--",), ("--", "a"), ("-",), ("-x",), ("--strict=1",),
    ("--output",), ("--output=",), ("--output", ""), ("--output", "--strict"), ("--output", "-"),
    ("--out", "x"), ("--jobs", "-1"), ("--jobs", "007"), ("--jobs", "x"), ("--jobs", "9" * 20),
    ("--format", "JSON"), ("a\nb",),
    ("--posts", "a\udce9"), ("--now", "a\tb"), ("--install-completion",), ("--Strict",),
)  # fmt: skip


def by_typer(words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Asked | None:
    """Return what typer reads in the words, None if it stops at them."""
    found: list[Asked] = []

    def build(asked: Asked, _seen: again.Glance) -> bool:
        found.append(asked)
        return False

    monkeypatch.setattr(building, "build", build)
    CliRunner().invoke(app.make(["build"]), ["build", *words], prog_name="feeds")
    return found[0] if found else None


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_as_typer_reads_them(words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain words are read here, and as typer reads them."""
    found = plain.read(["build", *words])
    assert found is not None
    asked, theirs = Asked(**found), by_typer(words, monkeypatch)
    assert theirs is not None
    assert asked == theirs
    for name in Asked.__struct_fields__:
        assert type(getattr(asked, name)) is type(getattr(theirs, name))


@pytest.mark.parametrize("words", ODD, ids=ascii)
def test_left_to_typer(words: Sequence[str]) -> None:
    """What is wrong, or odd, or more than that, is typer's."""
    assert plain.read(["build", *words]) is None


def test_left_to_typer_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are other commands, a shell that asks how words go on, and Windows, where * is the program's."""
    for words in ([], ["validate", "."], ["--version"], ["--", "build"], ["Build"]):
        assert plain.read(words) is None
    with monkeypatch.context() as patch:
        patch.setenv("_FEEDS_COMPLETE", "complete_bash")
        assert plain.read(["build"]) is None
        assert plain.version(["--version"]) is None
    monkeypatch.setattr("sys.platform", "win32")
    assert plain.read(["build"]) is None


def test_version() -> None:
    """The version alone is told as typer tells it; whatever else is asked too is typer's."""
    told = CliRunner().invoke(app.make(["--version"]), ["--version"], prog_name="feeds")
    assert (told.exit_code, told.output) == (0, plain.version(["--version"]))
    for words in ([], ["--version", "build"], ["--help"], ["build", "--version"]):
        assert plain.version(words) is None


def test_all_options_are_known() -> None:
    """Each option that typer is told of is known here, by the same name, and by no other."""
    group = typer.main.get_command(app.make(["build"]))
    params = group.commands["build"].params  # type: ignore[attr-defined] # it is a group
    theirs = {option: param.name for param in params for option in param.opts if option.startswith("--")}
    ours = plain._SWITCHES | {option: name for option, (name, _) in plain._OPTIONS.items()}
    assert ours | {"--help": "help"} == theirs | {"--help": "help"}
    assert {*ours.values(), "root"} == set(Asked.__struct_fields__)


@pytest.mark.parametrize("blocked", [False, True])
def test_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, blocked: bool) -> None:
    """The exit code says whether nothing was published."""
    monkeypatch.setattr(building, "build", lambda *_: blocked)
    monkeypatch.setattr("sys.argv", ["feeds", "build", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == blocked


@pytest.mark.parametrize("error", [OSError(errno.EMFILE, "x"), OSError(errno.ENOSPC, "x", "file")])
def test_other_errors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError) -> None:
    """An error of the system that is none of stdout is raised."""

    def build(*_: object) -> bool:
        raise error

    monkeypatch.setattr(building, "build", build)
    monkeypatch.setattr("sys.argv", ["feeds", "build", str(tmp_path)])
    with pytest.raises(OSError, match="x") as raised:
        cli.main()
    assert raised.value is error
