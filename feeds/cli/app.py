"""The commands together: the application that reads the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from pkgutil import resolve_name
from typing import Annotated, Final

import typer

from feeds.cli.plain import VERSION
from feeds.cli.words import Command, Group

_COMMANDS: Final = {
    "build": "feeds.cli.build:build",
    "validate": "feeds.cli.validate:validate",
    "list": "feeds.cli.telling:list_channels",
    "posts": "feeds.cli.telling:list_posts",
    "explain": "feeds.cli.telling:explain",
    "init": "feeds.cli.init:init",
    "serve": "feeds.cli.serve:serve",
    "snippet": "feeds.cli.snippet:snippet",
    "check-site": "feeds.cli.check_site:check_site",
}


def _print_version(wanted: bool) -> None:
    if wanted:
        print(VERSION, end="")
        raise typer.Exit


def _feeds(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Publish RSS, Atom and a sitemap from a folder of posts, checked before anything is written."""


def make(words: Sequence[str]) -> typer.Typer:
    """Return the application for these words: the command that they begin with, or else all commands."""
    # Without Rich's boxes: they wrap paths, eat [words] and colour what CI captures.
    app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)
    app.callback()(_feeds)
    for name in words[:1] if words and words[0] in _COMMANDS else _COMMANDS:
        app.command(name, cls=Command)(resolve_name(_COMMANDS[name]))
    return app
