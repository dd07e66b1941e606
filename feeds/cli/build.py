"""`feeds build`: publish what changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from feeds.cli import around
from feeds.cli.options import BaseUrl, ConfigFile, Jobs, Now, PostsFolder, Root

if TYPE_CHECKING:
    from feeds.model import Problem

Answer = Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How to answer.")]
Output = Annotated[Path | None, typer.Option(help="Where to publish to.", show_default="output/ in ROOT")]
Strict = Annotated[bool, typer.Option("--strict", help="Publish nothing if there is any problem at all.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 if a build would change anything.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that feeds did not make.")]
AcceptIds = Annotated[bool, typer.Option("--accept-ids", help="Let published posts get new ids.")]


def build(
    root: Root = Path(),
    output: Output = None,
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    jobs: Jobs = 0,
    strict: Strict = False,
    check: Check = False,
    overwrite: Overwrite = False,
    accept_ids: AcceptIds = False,
    now: Now = None,
    style: Answer = "text",
) -> None:
    """Collect the posts, build and check their feeds, and publish what changed."""
    from feeds import publish  # noqa: PLC0415 - help and version need none of it
    from feeds.report import jsonform, text  # noqa: PLC0415

    settings = around.load(root, config, posts, base_url, output)
    options = publish.Options(
        now=around.time(now), jobs=jobs, strict=strict, check=check, overwrite=overwrite,
        accept_ids=accept_ids,
    )  # fmt: skip
    watch = around.watch if style == "text" and sys.stderr.isatty() else publish.unwatched
    result = publish.build(root, settings, options, watch)
    refused = bool(result.blocking)
    differs = bool(result.plan.write or result.plan.remove)
    if style == "json":
        print(jsonform.dump(jsonform.build(result, written=not (refused or check))))
    else:
        noted = dict.fromkeys((*result.left_out, *result.problems, *result.blocking))
        _print_problems(noted, style, root, settings.output)
        print(text.summary(result, settings.output.as_posix(), check=check))
    if refused or (check and differs):
        raise typer.Exit(1)


def _print_problems(problems: Iterable[Problem], style: str, root: Path, output: Path) -> None:
    """Print the problems, their paths as seen from here: to stdout where GitHub reads them."""
    from feeds.report import github, text  # noqa: PLC0415 - help and version need none of it

    prefix = f"{root.as_posix().rstrip('/')}/" if root != Path() else ""
    for problem in problems:
        seen = text.moved(problem, prefix, output.as_posix()) if prefix else problem
        if style == "github":
            print(github.annotation(seen))
        else:
            print(text.line(seen), file=sys.stderr)
