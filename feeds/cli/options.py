"""The arguments and options that several commands share, with what their help says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Root = Annotated[Path, typer.Argument(help="The folder of your site.", show_default="this folder")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings to read instead of feeds.toml.")]
PostsFolder = Annotated[str | None, typer.Option("--posts", help="The folder of the posts, inside ROOT.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="The site's absolute URL.")]
Now = Annotated[str | None, typer.Option("--now", help="Take this for the time: 2026-01-31T09:30:00+08:00.")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes that share the work; 0 is as many as pay off.")]
PlainAnswer = Annotated[Literal["text", "json"], typer.Option("--format", help="How to answer.")]
