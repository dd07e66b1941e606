"""Building again whenever something changes: what `build --watch` and `serve` share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.cli import around
from feeds.model import BadSettings, Stop
from feeds.record import Record

if TYPE_CHECKING:
    from feeds.config import Config
    from feeds.publish import Result


class Given(Record, frozen=True, kw_only=True):
    """What the command line says of every build."""

    root: Path
    output: Path | None = None
    posts: str | None = None
    config: Path | None = None
    base_url: str | None = None
    jobs: int = 0
    strict: bool = False
    overwrite: bool = False
    accept_ids: bool = False
    cache: Path | None = None
    now: str | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """What became of a build: in one `line`, and the lines of its `problems`.

    `settings` are the last that could be read. `new` says that something was written, `stopped` that
    nothing was published, and something must be mended. `ours` are the files in the output; from the
    time `due` on (seconds since 1970) another build has something to do in any case.
    """

    line: str
    settings: Config
    problems: tuple[str, ...] = ()
    new: bool = False
    stopped: bool = False
    ours: frozenset[str] = frozenset()
    due: float | None = None


def follow(given: Given, tell: Callable[[Outcome, Sequence[str]], None]) -> None:
    """Build, and build again whenever something changes; `tell` hears what became of it, and what changed.

    Raises:
        BadSettings: they are wrong from the beginning. Later on this is only told.
    """
    from feeds import watching  # noqa: PLC0415 - help and version need none of it

    builds = _Builds(given)
    root = _absolute(given.root)
    more = [_absolute(given.config)] if given.config else []
    without = [_absolute(given.cache)] if given.cache else []
    look = partial(watching.snapshot, root, more, without)
    for changed in watching.changes(look, _rest, builds.ours, builds.is_due):
        names = [os.path.relpath(path, root).replace(os.sep, "/") for path in changed]
        tell(builds.attempt(), names)


def keep(given: Given, *, plain: bool) -> None:
    """Build until Ctrl-C, and say in a line what became of each build. Only `plain` answers are known.

    Raises:
        BadSettings: they are wrong from the beginning, or something else was asked for.
    """
    if not plain:
        raise BadSettings("--watch: says one line a build; leave out --check, --timings and --format")
    try:
        follow(given, Teller())
    except KeyboardInterrupt:
        print("ended", flush=True)


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - links stay as they are


def _rest(seconds: float) -> None:
    from time import sleep  # noqa: PLC0415 - `time` is around's here

    sleep(seconds)


class _Builds:
    """One build after the other; what one stops at, the next may find mended."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._last: Outcome | None = None

    def ours(self) -> frozenset[str]:
        """Return the files that we write."""
        return self._last.ours if self._last else frozenset()

    def is_due(self) -> bool:
        """Return whether something is to be published by now though nothing changed."""
        due = self._last.due if self._last else None
        return due is not None and around.clock() >= due * 1e9

    def attempt(self) -> Outcome:
        """Build once. What stops it is said, and what was published last stays."""
        given, last = self._given, self._last
        settings = last.settings if last else None
        try:
            settings = around.load(given.root, given.config, given.posts, given.base_url, given.output)
            self._last = _outcome(_build(given, settings), given, settings)
        except Stop as error:
            if settings is None:
                raise
            line = f"not published: {error}"
            self._last = Outcome(line=line, settings=settings, stopped=True, ours=self.ours())
        return self._last


def _build(given: Given, settings: Config) -> Result:
    from feeds import publish  # noqa: PLC0415 - help and version need none of it

    options = publish.Options(
        now=around.time(given.now), jobs=given.jobs, strict=given.strict, overwrite=given.overwrite,
        accept_ids=given.accept_ids, cache=given.cache, begun=around.clock(),
    )  # fmt: skip
    return publish.build(given.root, settings, options)


def _outcome(result: Result, given: Given, settings: Config) -> Outcome:
    from feeds.report import rebuilt, seen  # noqa: PLC0415 - help and version need none of it

    problems = tuple(dict.fromkeys((*result.left_out, *result.problems, *result.blocking)))
    output, plan = _absolute(settings.output), result.plan
    files = {*plan.before.files, *plan.files}
    return Outcome(
        line=rebuilt.line(result),
        problems=tuple(seen.lines(problems, "text", given.root, settings.output)),
        settings=settings,
        new=bool(not result.blocking and (plan.write or plan.remove)),
        stopped=bool(result.blocking),
        ours=frozenset(os.path.normpath(f"{output}/{path}") for path in files),
        due=result.due.timestamp() if result.due else None,
    )


class Teller:
    """Prints a line a build, and its problems where they are not those of the last one."""

    def __init__(self) -> None:
        """Begin: nothing was said yet."""
        self._last: tuple[str, ...] = ()

    def __call__(self, outcome: Outcome, changed: Sequence[str]) -> None:
        """Print what became of a build."""
        from time import strftime  # noqa: PLC0415

        from feeds.report import rebuilt  # noqa: PLC0415

        if outcome.problems != self._last:
            for line in outcome.problems:
                print(line, file=sys.stderr, flush=True)
        self._last = outcome.problems
        why = f" ({rebuilt.some(changed)})" if changed else ""
        print(f"{strftime('%H:%M:%S')} {outcome.line}{why}", flush=True)
