"""`feeds build`: publish what changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from feeds import again
from feeds.cli import around, rebuilding
from feeds.cli.asked import CACHE, words
from feeds.cli.options import BaseUrl, ConfigFile, Jobs, Now, PostsFolder, Root

if TYPE_CHECKING:
    from feeds.config import Config
    from feeds.publish import Options, Result, Watch

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
    given = rebuilding.Given(
        root=root, output=output, posts=posts, config=config, base_url=base_url, jobs=jobs, strict=strict,
        overwrite=overwrite, accept_ids=accept_ids, now=now,
        cache=None if no_cache else cache or root / CACHE,
    )  # fmt: skip
    if watch:
        rebuilding.keep(given, plain=not (check or timings or style != "text"))
    elif _once(given, style, context.obj or again.NOTHING, check=check, timings=timings):
        raise typer.Exit(1)


def _once(given: rebuilding.Given, style: str, seen: again.Glance, *, check: bool, timings: bool) -> bool:
    """Build, and return whether nothing was published, or with `check` something would be."""
    from feeds import publish  # noqa: PLC0415 - help and version need none of it

    options = publish.Options(
        now=around.time(given.now), jobs=given.jobs, strict=given.strict, check=check,
        overwrite=given.overwrite, accept_ids=given.accept_ids, cache=given.cache, begun=around.clock(),
        glance=seen,
    )  # fmt: skip
    with again.opened() as touched:
        settings = around.load(given.root, given.config, given.posts, given.base_url, given.output)
    result = _run(given.root, settings, options, style, timings=timings)
    if not timings:
        files = [path for path in touched if _is_of(path, given.root, given.config)]
        _remember(given.root, settings, options, style, result, files)
    return bool(result.blocking or (check and (result.plan.write or result.plan.remove)))


def _remember(
    root: Path, settings: Config, options: Options, style: str, result: Result, files: Sequence[str]
) -> None:  # fmt: skip
    """Keep what the same run has to say if nothing changes."""
    from feeds import publish  # noqa: PLC0415

    if result.seen is not None and options.cache is not None:
        told = _tell(publish.repeated(result), settings, root, style, check=options.check)
        again.remember(options.cache, words(), root, result.seen, files, options.begun, told)


def _run(root: Path, settings: Config, options: Options, style: str, *, timings: bool) -> Result:
    """Build, and say what came of it."""
    from feeds import publish  # noqa: PLC0415

    timer = around.Timer()
    shown: Watch = around.watch if style == "text" and sys.stderr.isatty() else publish.unwatched
    try:
        result = publish.build(root, settings, options, timer if timings else shown)
    finally:
        if timings:
            print(timer.table(), file=sys.stderr)
    _print(_tell(result, settings, root, style, check=options.check))
    return result


def _is_of(path: str, root: Path, config: Path | None) -> bool:
    """Whether a file that was opened is of the site: modules and time zones are not."""
    return Path(path).absolute().is_relative_to(root.absolute()) or (
        config is not None and path == str(config)
    )


def _print(told: tuple[str, str]) -> None:
    sys.stdout.write(told[0])
    sys.stderr.write(told[1])


def _tell(result: Result, settings: Config, root: Path, style: str, *, check: bool) -> tuple[str, str]:
    """Return what is to be said of a run, on stdout and on stderr."""
    from feeds.report import jsonform, seen, text  # noqa: PLC0415

    if style == "json":
        answer = jsonform.build(result, written=not (result.blocking or check))
        return f"{jsonform.dump(answer)}\n", ""
    noted = tuple(dict.fromkeys((*result.left_out, *result.problems, *result.blocking)))
    lines = "".join(f"{line}\n" for line in seen.lines(noted, style, root, settings.output))
    summary = f"{text.summary(result, settings.output.as_posix(), check=check)}\n"
    return (lines + summary, "") if style == "github" else (summary, lines)
