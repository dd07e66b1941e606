"""The commands together: the application that reads the arguments."""

from __future__ import annotations

from typing import Annotated

import typer

from feeds import __version__
from feeds.cli import build, check_site, init, serve, snippet, telling, validate
from feeds.cli.words import Command, Group

# Without Rich's boxes: they wrap paths, eat [words] and colour what CI captures.
app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


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


app.command(cls=Command)(build.build)
app.command(cls=Command)(validate.validate)
app.command("list", cls=Command)(telling.list_channels)
app.command("posts", cls=Command)(telling.list_posts)
app.command(cls=Command)(telling.explain)
app.command(cls=Command)(init.init)
app.command(cls=Command)(serve.serve)
app.command(cls=Command)(snippet.snippet)
app.command("check-site", cls=Command)(check_site.check_site)
