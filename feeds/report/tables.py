"""Channels and sources -> rows, and rows -> a table for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from feeds.model import Channel, Reading


def channel_rows(channels: Iterable[Channel], sizes: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `feeds list`, one a document."""
    for channel in channels:
        newest = channel.posts[0].published.isoformat(timespec="minutes")
        for _, path in channel.paths:
            size = f"{sizes[path]:,}" if path in sizes else "not yet built"
            yield channel.title, path, f"{len(channel.posts)} of {channel.total}", newest, size


def reading_rows(readings: Iterable[Reading]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `feeds posts`, one a source."""
    for one in readings:
        state = one.state if one.reason in (None, one.state) else f"{one.state}: {one.reason}"
        published = one.post.published.isoformat(timespec="minutes") if one.post else ""
        yield one.source, state, published, one.post.title if one.post else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Return a table whose columns stay in line also where letters are two columns wide."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - most runs print no table
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(*head, box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="")
    for row in rows:
        drawn.add_row(*(Text(cell, overflow="ellipsis", no_wrap=True) for cell in row))
    page = StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(row.rstrip() for row in page.getvalue().strip("\n").splitlines())
