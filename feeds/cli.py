"""The commands. The only module that prints, reads the arguments and the clock, and exits.

Exit codes: 0 published or nothing to do, 1 not published, 2 the settings or the command line.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from feeds import __version__
from feeds.model import BadSettings, Stop

if TYPE_CHECKING:
    from datetime import datetime

    from feeds.config import Config
    from feeds.model import Problem
    from feeds.publish import Result

_Item = TypeVar("_Item")

# Without Rich's boxes: they wrap paths, eat [words] and colour what CI captures.
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")
]
Root = Annotated[Path, typer.Argument(help="The folder of your site.", show_default="this folder")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings to read instead of feeds.toml.")]
PostsFolder = Annotated[str | None, typer.Option("--posts", help="The folder of the posts, inside ROOT.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="The site's absolute URL.")]
Now = Annotated[str | None, typer.Option("--now", help="Build as at this time: 2026-01-31T09:30:00+08:00.")]
Output = Annotated[Path | None, typer.Option(help="Where to publish to.", show_default="output/ in ROOT")]
Jobs = Annotated[int, typer.Option(min=0, help="Worker processes; 0 is as many as pay off.")]
Strict = Annotated[bool, typer.Option("--strict", help="Publish nothing if there is any problem at all.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 if a build would change anything.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that feeds did not make.")]
AcceptIds = Annotated[bool, typer.Option("--accept-ids", help="Let published posts get new ids.")]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", help="Where to remember things.", show_default=".feeds-cache in ROOT")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Remember nothing, and read everything anew.")]
Answer = Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How to answer.")]
PlainAnswer = Annotated[Literal["text", "json"], typer.Option("--format", help="How to answer.")]


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


@app.command()
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
    cache: CacheFolder = None,
    no_cache: NoCache = False,
    now: Now = None,
    style: Answer = "text",
) -> None:
    """Collect the posts, build and check their feeds, and publish what changed."""
    from feeds import again  # noqa: PLC0415 - help and version need none of it

    folder = None if no_cache else cache or root / ".feeds-cache"
    begun, moment = time.time_ns(), _time(now)
    words = [os.path.abspath(root), *map(str, (output, posts, config, base_url, strict, check, overwrite, accept_ids, style))]
    if folder is not None and (told := again.recall(folder, words, moment.timestamp())):
        sys.stdout.write(told[0])
        sys.stderr.write(told[1])
        return
    from feeds import publish, report  # noqa: PLC0415 - help and version need none of it

    with again.opened() as touched:
        settings = _load(root, config, posts, base_url, output)
    options = publish.Options(
        now=moment, jobs=jobs, strict=strict, check=check, overwrite=overwrite, accept_ids=accept_ids,
        cache=folder, begun=begun,
    )  # fmt: skip
    watch = _watch if style == "text" and sys.stderr.isatty() else publish.unwatched
    result = publish.build(root, settings, options, watch)
    refused = bool(result.blocking)
    differs = bool(result.plan.write or result.plan.remove)
    out, err = _told(result, settings, style, root, check=check)
    sys.stdout.write(out)
    sys.stderr.write(err)
    if result.seen is not None and folder is not None:
        files = [path for path in touched if os.path.abspath(path).startswith(words[0] + os.sep) or path == str(config)]
        again.remember(folder, words, root, result.seen, files, begun, _told(publish.repeated(result), settings, style, root, check=False))
    if refused or (check and differs):
        raise typer.Exit(1)


def _told(result: Result, settings: Config, style: str, root: Path, *, check: bool) -> tuple[str, str]:
    from feeds import report  # noqa: PLC0415

    if style == "json":
        return report.dump(report.build_json(result, written=not (result.blocking or check))) + "\n", ""
    noted = dict.fromkeys((*result.left_out, *result.problems, *result.blocking))
    lines = "".join(f"{line}\n" for line in _lines(noted, style, root, settings.output))
    summary = report.summary(result, settings.output.as_posix(), check=check) + "\n"
    return (lines + summary, "") if style == "github" else (summary, lines)


@app.command()
def validate(
    paths: Paths,
    style: Answer = "text",
) -> None:
    """Check RSS and Atom feeds and sitemaps, ours or not."""
    from feeds import report  # noqa: PLC0415 - help and version need none of it
    from feeds.validator import files  # noqa: PLC0415

    verdicts = files.verdicts(paths, sys.stdin.buffer.read)
    if style == "json":
        print(report.dump(report.verdicts_json(verdicts)))
    else:
        for verdict in verdicts:
            _print_problems(verdict.problems, style)
        print(report.verdicts_summary(verdicts))
    if any(problem.level == "error" for verdict in verdicts for problem in verdict.problems):
        raise typer.Exit(1)


@app.command("list")
def list_channels(
    root: Root = Path(),
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
    style: PlainAnswer = "text",
) -> None:
    """List the channels: title, path, posts, newest post, size of what is published."""
    from feeds import publish, report  # noqa: PLC0415 - help and version need none of it

    settings = _load(root, config, posts, base_url)
    readings = publish.collect(root, settings.site, _time(now))
    channels = publish.channels(readings, settings.site)
    there = {path: settings.output / path for channel in channels for _, path in channel.paths}
    sizes = {path: file.stat().st_size for path, file in there.items() if file.is_file()}
    if style == "json":
        print(report.dump({"channels": [report.channel_json(channel, sizes) for channel in channels]}))
        return
    head = ("title", "path", "posts", "newest", "bytes")
    print(report.table(head, report.channel_rows(channels, sizes), _width()))


@app.command("posts")
def list_posts(
    root: Root = Path(),
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
    style: PlainAnswer = "text",
) -> None:
    """List every source file: state, reason, id, URL, dates, title, categories, tags."""
    from feeds import publish, report  # noqa: PLC0415 - help and version need none of it

    settings = _load(root, config, posts, base_url)
    readings = publish.collect(root, settings.site, _time(now))
    if style == "json":
        for reading in readings:
            print(report.dump(report.reading_json(reading)))
        return
    head = ("source", "state", "published", "title")
    print(report.table(head, report.reading_rows(readings), _width()))


@app.command()
def explain(
    post: Annotated[Path, typer.Argument(help="A post's file.", show_default=False)],
    root: Annotated[
        Path | None,
        typer.Option(help="The folder of the site.", show_default="found above the post"),
    ] = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
) -> None:
    """Say what became of one post: id, URL, dates and where each came from, and its feeds."""
    from feeds import collector, publish, report  # noqa: PLC0415 - help and version need none of it
    from feeds.config import find_root  # noqa: PLC0415

    root = root or find_root(post)
    settings = _load(root, config, None, base_url)
    readings = publish.collect(root, settings.site, _time(now))
    source = os.path.relpath(post, root).replace(os.sep, "/")
    reading = next((one for one in readings if one.source == source), None)
    if reading is None:
        raise Stop(
            f"{post}: is no file in {', '.join(settings.site.folders)} of {root}; name a post of the site"
        )
    channels = publish.channels(readings, settings.site)
    origins = collector.read(root, settings.site, source).origins
    print(report.explanation(reading, origins, channels))


@app.command()
def init(
    root: Root = Path(),
    base_url: BaseUrl = None,
) -> None:
    """Write feeds.toml from what is found in ROOT: generator, URL, zone, language."""
    from feeds import config  # noqa: PLC0415 - help and version need none of it

    path = root / config.FILE
    text, told = config.propose(root, base_url)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise BadSettings(f"{path}: is there already; edit it, or remove it first") from None
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}; make the folder writable") from None
    print(f"{path.as_posix()}: written; {told}")


def _load(
    root: Path,
    file: Path | None,
    posts: str | None,
    base_url: str | None,
    output: Path | None = None,
) -> Config:
    """Return the settings with what the command line says over them."""
    from dataclasses import replace  # noqa: PLC0415 - help and version need none of it

    from feeds import config  # noqa: PLC0415

    given: dict[str, dict[str, Any]] = {}
    if base_url is not None:
        given["site"] = {"url": base_url}
    if posts is not None:
        given["posts"] = {"folders": [posts]}
    loaded = config.load(root, file=file, given=given)
    return replace(loaded, output=output) if output else loaded


def _time(text: str | None) -> datetime:
    """Return the time of the build: --now, else SOURCE_DATE_EPOCH, else the clock's."""
    from datetime import UTC, datetime  # noqa: PLC0415 - help and version need none of it

    from feeds.collector.dates import BadDate, parse  # noqa: PLC0415

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if text:
            return parse(text).at(UTC)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except BadDate as error:
        raise BadSettings(f"--now: {error}") from None
    except (ValueError, OverflowError, OSError):
        raise BadSettings(
            f"SOURCE_DATE_EPOCH: “{epoch}” is no number of seconds since 1970; write one"
        ) from None


def _print_problems(
    problems: Iterable[Problem], style: str, root: Path = Path(), output: Path = Path()
) -> None:
    for line in _lines(problems, style, root, output):
        print(line, file=sys.stdout if style == "github" else sys.stderr)


def _lines(problems: Iterable[Problem], style: str, root: Path, output: Path) -> list[str]:
    """Return the problems as lines, their paths as seen from here: to stdout where GitHub reads them."""
    from feeds import report  # noqa: PLC0415 - help and version need none of it

    if root != Path():
        prefix = f"{root.as_posix().rstrip('/')}/"
        problems = [report.moved(problem, prefix, output.as_posix()) for problem in problems]
    return report.lines(problems, style)


def _watch(title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterator[_Item]:
    """Show a bar on the terminal while the items go by."""
    with typer.progressbar(items, length=total, label=f"{title:<10}", file=sys.stderr) as bar:
        yield from bar


def _width() -> int:
    """Return how wide a table may be: as the terminal, or for a file as wide as it needs."""
    from shutil import get_terminal_size  # noqa: PLC0415 - help and version need none of it

    return get_terminal_size().columns if sys.stdout.isatty() else 1_000
