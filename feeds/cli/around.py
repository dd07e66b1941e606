"""What the commands share of the world around them: settings, the time, the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from feeds.model import BadSettings

if TYPE_CHECKING:
    from datetime import datetime

    from feeds.config import Config

_Item = TypeVar("_Item")


def load(
    root: Path,
    file: Path | None,
    posts: str | None,
    base_url: str | None,
    output: Path | None = None,
) -> Config:
    """Return the settings with what the command line says over them."""
    from feeds import config  # noqa: PLC0415
    from feeds.record import replace  # noqa: PLC0415 - help and version need none of it

    given: dict[str, dict[str, Any]] = {}
    if base_url is not None:
        given["site"] = {"url": base_url}
    if posts is not None:
        given["posts"] = {"folders": [posts]}
    loaded = config.load(root, file=file, given=given)
    return replace(loaded, output=output) if output else loaded


def time(text: str | None) -> datetime:
    """Return the time of the run: --now, else SOURCE_DATE_EPOCH, else the clock's."""
    from datetime import UTC, datetime  # noqa: PLC0415 - help and version need none of it

    if text:
        from feeds.collector.dates import BadDate, parse  # noqa: PLC0415

        try:
            return parse(text).at(UTC)
        except BadDate as error:
            raise BadSettings(f"--now: {error}") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise BadSettings(
            f"SOURCE_DATE_EPOCH: “{epoch}” is no number of seconds since 1970; write one"
        ) from None


def clock() -> int:
    """Return the time in ns since 1970."""
    from time import time_ns  # noqa: PLC0415 - `time` is ours here

    return time_ns()


class Timer:
    """Is told which stage begins, and so knows how long each took."""

    def __init__(self) -> None:
        """Begin to measure."""
        from time import perf_counter  # noqa: PLC0415

        self._now = perf_counter
        self._marks: list[tuple[str, float]] = [("Starting", 0.0)]
        self._begun = perf_counter()

    def __call__(self, title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterable[_Item]:
        """Note the time, and pass the items on."""
        del total
        self._marks.append((title, self._now() - self._begun))
        return items

    def table(self) -> str:
        """Return a line a stage: its name, its seconds, and its share of all."""
        ends = [*(at for _, at in self._marks[1:]), self._now() - self._begun]
        whole = ends[-1] or 1.0
        rows = [(name, end - at) for (name, at), end in zip(self._marks, ends, strict=True)]
        rows = [row for row in rows if row[1] > 0] + [("Together", whole)]
        return "\n".join(f"{name:<11}{took:>9.3f} s{took / whole:>6.0%}" for name, took in rows)


def watch(title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterator[_Item]:
    """Show a bar on the terminal while the items go by."""
    import typer  # noqa: PLC0415 - where nobody looks it is not needed

    with typer.progressbar(items, length=total, label=f"{title:<10}", file=sys.stderr) as bar:
        yield from bar


def width(stream: TextIO) -> int:
    """Return how wide a line may be: as the terminal, or for a file as wide as it needs."""
    from shutil import get_terminal_size  # noqa: PLC0415 - help and version need none of it

    return get_terminal_size().columns if stream.isatty() else 1_000
