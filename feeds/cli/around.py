"""What the commands share of the world around them: settings, the time, the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import typer

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
    from dataclasses import replace  # noqa: PLC0415 - help and version need none of it

    from feeds import config  # noqa: PLC0415

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


def watch(title: str, items: Iterable[_Item], total: int, /) -> Iterator[_Item]:
    """Show a bar on the terminal while the items go by."""
    with typer.progressbar(items, length=total, label=f"{title:<10}", file=sys.stderr) as bar:
        yield from bar


def width(stream: TextIO) -> int:
    """Return how wide a line may be: as the terminal, or for a file as wide as it needs."""
    from shutil import get_terminal_size  # noqa: PLC0415 - help and version need none of it

    return get_terminal_size().columns if stream.isatty() else 1_000
