"""What app.py promises: a command is the same whether it is made alone or among all."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from feeds.cli import app

NAMES = ("build", "validate", "list", "posts", "explain", "init", "serve", "snippet", "check-site")


def test_all_commands() -> None:
    """Where the words begin with no command, there are all."""
    for words in ([], ["--help"], ["bild"], ["--", "build"]):
        made = [command.name for command in app.make(words).registered_commands]
        assert tuple(made) == NAMES
    assert all(name in CliRunner().invoke(app.make([]), ["--help"]).output for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_one_command(name: str) -> None:
    """Where they begin with one there is that alone, and it says the same."""
    alone = app.make([name, "x"])
    assert [command.name for command in alone.registered_commands] == [name]
    for word in ("--help", "--nope"):
        ran = [CliRunner().invoke(made, [name, word], prog_name="feeds") for made in (alone, app.make([]))]
        assert ran[0].output == ran[1].output
        assert ran[0].exit_code == ran[1].exit_code
