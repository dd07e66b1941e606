"""The commands, one module each. The only part that prints, reads arguments and the clock, and exits.

Exit codes: 0 published, valid, or nothing to do; 1 not published, or not valid; 2 the settings or the
command line.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from feeds import __version__
from feeds.cli import build, init, telling, validate
from feeds.model import BadSettings, Stop

# Without Rich's boxes: they wrap paths, eat [words] and colour what CI captures.
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


def main() -> None:
    """Run the command line; every known error is one line, and any other a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # of the terminal
    try:
        app()
    except (BadSettings, Stop) as error:
        print(f"feeds: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, BadSettings) else 1)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"feeds {__version__}")
        raise typer.Exit


@app.callback()
def _feeds(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Publish RSS, Atom and a sitemap from a folder of posts, checked before anything is written."""


app.command()(build.build)
app.command()(validate.validate)
app.command("list")(telling.list_channels)
app.command("posts")(telling.list_posts)
app.command()(telling.explain)
app.command()(init.init)
