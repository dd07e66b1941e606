"""The commands together: the application that reads the arguments."""

from __future__ import annotations

from typing import Annotated

import typer

from feeds import __version__
from feeds.cli import build, check_site, init, serve, snippet, telling, validate

# Without Rich's boxes: they wrap paths, eat [words] and colour what CI captures.
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


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
app.command()(serve.serve)
app.command()(snippet.snippet)
app.command("check-site")(check_site.check_site)
