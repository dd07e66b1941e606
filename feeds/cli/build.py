"""`feeds build`: its words, as typer reads them. Where they are plain, plain.py does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from feeds import again
from feeds.cli import building
from feeds.cli.options import BaseUrl, ConfigFile, Jobs, Now, PostsFolder, Root

Answer = Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How to answer.")]
Output = Annotated[Path | None, typer.Option(help="Where to publish to.", show_default="output/ in ROOT")]
Strict = Annotated[bool, typer.Option("--strict", help="Publish nothing if there is any problem at all.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 if a build would change anything.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that feeds did not make.")]
AcceptIds = Annotated[bool, typer.Option("--accept-ids", help="Let published posts get new ids.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option("--cache", help="Where to remember things.", show_default=".feeds-cache in ROOT"),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Remember nothing, and read everything anew.")]
Again = Annotated[bool, typer.Option("--watch", help="Build again whenever something changes, until Ctrl-C.")]
Timings = Annotated[bool, typer.Option("--timings", help="Say at the end where the time went.")]


def build(
    context: typer.Context,
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
    cache: CacheFolder = None,
    no_cache: NoCache = False,
    timings: Timings = False,
    watch: Again = False,
    now: Now = None,
    style: Answer = "text",
) -> None:
    """Collect the posts, build and check their feeds, and publish what changed."""
    asked = building.Asked(
        root=root, output=output, posts=posts, config=config, base_url=base_url, jobs=jobs, strict=strict,
        check=check, overwrite=overwrite, accept_ids=accept_ids, cache=cache, no_cache=no_cache,
        timings=timings, watch=watch, now=now, style=style,
    )  # fmt: skip
    if building.build(asked, context.obj or again.NOTHING):
        raise typer.Exit(1)
