"""`feeds list`, `feeds posts` and `feeds explain`: the commands that only tell."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from feeds.cli import around
from feeds.cli.options import BaseUrl, ConfigFile, Now, PlainAnswer, PostsFolder, Root
from feeds.model import Stop


def list_channels(
    root: Root = Path(),
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
    style: PlainAnswer = "text",
) -> None:
    """List the channels: title, path, posts, newest post, size of what is published."""
    from feeds import outline, publish  # noqa: PLC0415 - help and version need none of it
    from feeds.report import jsonform, tables  # noqa: PLC0415

    settings = around.load(root, config, posts, base_url)
    readings = publish.collect(root, settings.site, around.time(now))
    channels = outline.channels(readings, settings.site)
    there = {path: settings.output / path for channel in channels for _, path in channel.paths}
    sizes = {path: file.stat().st_size for path, file in there.items() if file.is_file()}
    if style == "json":
        print(jsonform.dump({"channels": [jsonform.channel(channel, sizes) for channel in channels]}))
        return
    head = ("title", "path", "posts", "newest", "bytes")
    print(tables.table(head, tables.channel_rows(channels, sizes), around.width(sys.stdout)))


def list_posts(
    root: Root = Path(),
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
    style: PlainAnswer = "text",
) -> None:
    """List every source file: state, reason, id, URL, dates, title, categories, tags."""
    from feeds import publish  # noqa: PLC0415 - help and version need none of it
    from feeds.report import jsonform, tables  # noqa: PLC0415

    settings = around.load(root, config, posts, base_url)
    readings = publish.collect(root, settings.site, around.time(now))
    if style == "json":
        for reading in readings:
            print(jsonform.dump(jsonform.reading(reading)))
        return
    head = ("source", "state", "published", "title")
    print(tables.table(head, tables.reading_rows(readings), around.width(sys.stdout)))


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
    from feeds import collector, outline, publish  # noqa: PLC0415 - help and version need none of it
    from feeds.config import find_root  # noqa: PLC0415
    from feeds.report.explanation import explanation  # noqa: PLC0415

    root = root or find_root(post)
    settings = around.load(root, config, None, base_url)
    readings = publish.collect(root, settings.site, around.time(now))
    source = os.path.relpath(post, root).replace(os.sep, "/")
    reading = next((one for one in readings if one.source == source), None)
    if reading is None:
        raise Stop(
            f"{post}: is no file in {', '.join(settings.site.folders)} of {root}; name a post of the site"
        )
    channels = outline.channels(readings, settings.site)
    origins = collector.read(root, settings.site, source).origins
    print(explanation(reading, origins, channels))
