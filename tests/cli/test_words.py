"""What words.py promises: words become what typer makes of them, and the same is said of wrong ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from typer.testing import CliRunner

from feeds.cli.words import Command, Group

read: list[dict[str, Any]] = []


def command(  # noqa: PLR0917 - one of each kind
    root: Annotated[Path, typer.Argument()] = Path(),
    more: Annotated[list[str] | None, typer.Argument()] = None,
    output: Annotated[Path | None, typer.Option()] = None,
    present: Annotated[Path | None, typer.Option(exists=True)] = None,
    text: Annotated[str | None, typer.Option(callback=lambda text: text and text.upper())] = None,
    jobs: Annotated[int, typer.Option(min=1, max=10)] = 1,
    size: Annotated[int | None, typer.Option()] = None,
    share: Annotated[float, typer.Option()] = 0.5,
    style: Annotated[Literal["text", "json"], typer.Option()] = "text",
    some: Annotated[list[str] | None, typer.Option()] = None,
    numbers: Annotated[list[int] | None, typer.Option(max=5)] = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    must: Annotated[str, typer.Option()] = ...,  # type: ignore[assignment] # as typer writes it
) -> None:
    """Keep what was read."""
    read.append(locals())


def ran(words: Sequence[str], *, ours: bool) -> tuple[object, ...]:
    """Return what becomes of words: the exit code, what is said, and what is read."""
    app = typer.Typer(cls=Group if ours else None, rich_markup_mode=None)
    app.command("one", cls=Command if ours else None)(command)
    app.command("two", cls=Command if ours else None)(command)
    read.clear()
    done = CliRunner().invoke(app, words, prog_name="feeds")
    kinds = [{name: type(value) for name, value in one.items()} for one in read]
    return done.exit_code, done.output, [*read], kinds


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--help"],
        ["--output", "x"],
        ["three"],
        ["one", "--help"],
        ["one"],
        *(
            ["one", "--must", "x", *words]
            for words in (
                [], ["."], [""], ["a", "b", "c"], ["日本 語"], ["a\udce9"], ["a", "b\udce9"], ["a\nb"],
                ["--output", "nowhere"], ["--output", "/dev/null"], ["--output"], ["--output", "a\udce9"],
                ["--present", "nowhere"], ["--present", "."],
                ["--text", "abc"], ["--text", ""], ["--text", "a\tb"], ["--text", "a\udce9"],
                *(["--jobs", word] for word in ("1", "10", "0", "11", "-1", "007", " 3", "1_0", "x", "٣")),
                *(["--size", word] for word in ("0", "-5", "999999999", "9" * 30)),
                ["--share", "1"], ["--share", "x"],
                ["--style", "json"], ["--style", "JSON"], ["--style", ""],
                ["--some", "a"], ["--some", "a", "--some", ""], ["--some", "a\udce9"],
                ["--numbers", "1", "--numbers", "5"], ["--numbers", "1", "--numbers", "6"],
                ["--strict"], ["--strict=1"], ["--nope"],
            )
        ),
    ],
)  # fmt: skip
def test_as_typer_reads_them(words: Sequence[str]) -> None:
    """Whatever the words, they become the same, or the same is said of them."""
    assert ran(words, ours=True) == ran(words, ours=False)
