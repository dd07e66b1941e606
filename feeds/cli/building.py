"""Publishing what changed, as the command line asks for it, however its words were read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from feeds import again
from feeds.cli import around, rebuilding
from feeds.cli.asked import CACHE, words
from feeds.record import Record

if TYPE_CHECKING:
    from feeds.config import Config
    from feeds.publish import Options, Result, Watch


class Asked(Record, frozen=True, kw_only=True):
    """What the words of `feeds build` say, each by the name of its option; the `style` is its --format."""

    root: Path
    output: Path | None = None
    posts: str | None = None
    config: Path | None = None
    base_url: str | None = None
    jobs: int = 0
    strict: bool = False
    check: bool = False
    overwrite: bool = False
    accept_ids: bool = False
    cache: Path | None = None
    no_cache: bool = False
    timings: bool = False
    watch: bool = False
    now: str | None = None
    style: str = "text"

    @property
    def given(self) -> rebuilding.Given:
        """What it says of every build."""
        return rebuilding.Given(
            root=self.root, output=self.output, posts=self.posts, config=self.config, base_url=self.base_url,
            jobs=self.jobs, strict=self.strict, overwrite=self.overwrite, accept_ids=self.accept_ids,
            now=self.now, cache=None if self.no_cache else self.cache or self.root / CACHE,
        )  # fmt: skip


def build(asked: Asked, seen: again.Glance) -> bool:
    """Build, and return whether nothing was published, or with `check` something would be."""
    if asked.watch:
        plain = not (asked.check or asked.timings or asked.style != "text")
        rebuilding.keep(asked.given, plain=plain)
        return False
    return _once(asked.given, asked.style, seen, check=asked.check, timings=asked.timings)


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
    if style == "json":
        from feeds.report import jsonform  # noqa: PLC0415

        answer = jsonform.build(result, written=not (result.blocking or check))
        return f"{jsonform.dump(answer)}\n", ""
    from feeds.report import seen, text  # noqa: PLC0415

    noted = tuple(dict.fromkeys((*result.left_out, *result.problems, *result.blocking)))
    lines = "".join(f"{line}\n" for line in seen.lines(noted, style, root, settings.output))
    summary = f"{text.summary(result, settings.output.as_posix(), check=check)}\n"
    return (lines + summary, "") if style == "github" else (summary, lines)
