"""`feeds validate`: check feeds and sitemaps, ours or anybody's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from feeds.cli import around
from feeds.cli.options import ConfigFile, Jobs, Now
from feeds.model import BadSettings

if TYPE_CHECKING:
    from feeds.model import Level
    from feeds.validate import Result

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.", show_default=False),
]
Urls = Annotated[list[str] | None, typer.Option("--url", help="A document of the web; may be repeated.")]
Answer = Annotated[
    Literal["text", "json", "github", "sarif"], typer.Option("--format", help="How to answer.")
]
Lowest = Annotated[Literal["error", "warning", "info"], typer.Option("--level", help="The lowest shown.")]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Pass this code over; may be repeated."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count like errors.")]


def validate(
    paths: Paths = None,
    url: Urls = None,
    level: Lowest = "info",
    ignore: Ignore = None,
    strict: Strict = False,
    config: ConfigFile = None,
    jobs: Jobs = 0,
    now: Now = None,
    style: Answer = "text",
) -> None:
    """Check feeds, sitemaps and OPML, ours or not; of folders, whatever is one by its content."""
    from feeds import validate as run  # noqa: PLC0415 - help and version need none of it
    from feeds.report import checked  # noqa: PLC0415

    if not (paths or url):
        raise BadSettings("validate: there is nothing to check; name a file, a folder, - or a --url")
    options = run.Options(
        now=around.time(now), stdin=sys.stdin.buffer.read, urls=tuple(url or ()), jobs=jobs,
        ignores=(*_codes(ignore or []), *_ignores(config)),
    )  # fmt: skip
    result = run.validate(paths or [], options)
    if result.verdicts:
        _print(result, style, level)
    for line in result.unread:
        print(f"feeds: {line}", file=sys.stderr)
    counts = checked.levels(result.verdicts)
    if counts["error"] or (strict and counts["warning"]) or result.unread:
        raise typer.Exit(1)


def _print(result: Result, style: str, level: Level) -> None:
    """Print what was found: to stderr for a person, to stdout for a program."""
    from feeds.report import checked, github, jsonform, sarif  # noqa: PLC0415 - help needs none of it

    if style == "json":
        print(jsonform.dump(jsonform.verdicts(result.verdicts, level)))
    elif style == "sarif":
        here = Path.cwd().as_posix()
        print(jsonform.dump(sarif.log(result.verdicts, here=here, pages=_pages(), level=level)))
    else:
        for verdict in result.verdicts:
            if style == "github":
                for problem in checked.at_least(level, verdict.problems):
                    print(github.annotation(problem))
            else:
                for line in checked.lines(verdict, level, around.width(sys.stderr)):
                    print(line, file=sys.stderr)
        print(checked.summary(result.verdicts, result.ignored))


def _codes(ignored: list[str]) -> list[tuple[str, str]]:
    """Return the codes of --ignore, each for every path."""
    if not ignored:
        return []
    from feeds.validate import EVERYWHERE  # noqa: PLC0415 - help and version need none of it
    from feeds.validator import spelling  # noqa: PLC0415

    try:
        return [(EVERYWHERE, spelling.code(text)) for text in ignored]
    except ValueError as error:
        raise BadSettings(f"--ignore: {error}") from None


def _ignores(file: Path | None) -> tuple[tuple[str, str], ...]:
    """Return what the settings ignore, if there are any in this folder: none are needed."""
    if file is None and not (Path("feeds.toml").exists() or Path("pyproject.toml").exists()):
        return ()
    from feeds import config  # noqa: PLC0415 - what reads the settings takes longer than a small feed

    return config.ignores(Path(), file=file)


def _pages() -> str:
    """Return the URI of the documentation of problems: a name of its own where it is not on the web."""
    from importlib.metadata import PackageNotFoundError, metadata  # noqa: PLC0415 - only SARIF needs it

    try:
        urls = [line.partition(", ") for line in metadata("feeds").get_all("Project-URL") or ()]
    except PackageNotFoundError:
        urls = []
    known = {name.lower(): url.rstrip("/") for name, _, url in urls}
    return f"{known['problems']}/" if "problems" in known else "urn:feeds:problems:"
