"""`feeds check-site`: whether the pages of a built site name its feeds."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from feeds.cli import around
from feeds.cli.options import BaseUrl, ConfigFile, Jobs

if TYPE_CHECKING:
    from feeds.config import Config
    from feeds.discovery.check import Result

Folder = Annotated[Path, typer.Argument(help="The folder of the built site: _site, public, …")]
SiteRoot = Annotated[
    Path | None,
    typer.Option("--root", help="The folder with the settings.", show_default="found above FOLDER"),
]
Output = Annotated[Path | None, typer.Option(help="Where the feeds are.", show_default="output/ in the root")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Pages to pass over, by path or name; may be repeated."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count like errors.")]
Answer = Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How to answer.")]


def check_site(
    folder: Folder,
    root: SiteRoot = None,
    output: Output = None,
    exclude: Exclude = None,
    strict: Strict = False,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    jobs: Jobs = 0,
    style: Answer = "text",
) -> None:
    """Find the pages of a built site that do not name its feeds, or name them wrongly."""
    from feeds.discovery import check  # noqa: PLC0415 - help and version need none of it

    settings = _settings(folder, root, config, base_url, output)
    result = check.check(folder, settings.output, settings.site, exclude=tuple(exclude or ()), jobs=jobs)
    _print(result, style)
    errors = any(problem.level == "error" for problem in result.problems)
    if errors or (strict and result.problems):
        raise typer.Exit(1)


def _settings(
    folder: Path, root: Path | None, config: Path | None, base_url: str | None, output: Path | None
) -> Config:
    """Return the settings; with --base-url none are needed, and neither is a folder of posts."""
    from feeds.config import find_root  # noqa: PLC0415 - help and version need none of it

    if root is None:
        root = find_root(folder)
        with suppress(ValueError):  # Windows: it is on another drive
            root = Path(os.path.relpath(root))
    posts = "posts" if base_url is not None else None
    return around.load(root, config, posts, base_url, output)


def _print(result: Result, style: str) -> None:
    """Print what was found: to stderr for a person, to stdout for a program."""
    from feeds.report import found, jsonform  # noqa: PLC0415 - help and version need none of it

    if style == "json":
        print(jsonform.dump(found.answer(result)))
        return
    told = found.commands(result) if style == "github" else found.lines(result)
    for line in told:
        print(line, file=sys.stdout if style == "github" else sys.stderr)
    print(found.summary(result))
