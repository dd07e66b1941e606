"""`feeds serve`: what is published, as a server would send it, anew after every change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli import around
from feeds.cli.asked import CACHE
from feeds.cli.options import BaseUrl, ConfigFile, Jobs, Now, PostsFolder, Root

if TYPE_CHECKING:
    from feeds.cli.rebuilding import Outcome
    from feeds.config import Config
    from feeds.preview.answers import Shown

Port = Annotated[
    int | None,
    typer.Option(
        min=0, max=65535, help="The port; 0 is any free one.", show_default="8000, or the next free"
    ),
]
Output = Annotated[Path | None, typer.Option(help="Where to publish to.", show_default="output/ in ROOT")]


def serve(
    root: Root = Path(),
    port: Port = None,
    output: Output = None,
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    jobs: Jobs = 0,
    now: Now = None,
) -> None:
    """Build, show the output on this machine as a server would, and build again after every change."""
    from feeds.cli import rebuilding  # noqa: PLC0415 - help and version need none of it
    from feeds.preview.live import Live  # noqa: PLC0415
    from feeds.preview.server import HOST, open_server  # noqa: PLC0415

    settings = around.load(root, config, posts, base_url, output)
    live = Live(str(around.clock()))
    server = open_server(port, _shown(settings), live)
    teller = rebuilding.Teller()

    def tell(outcome: Outcome, changed: Sequence[str]) -> None:
        server.shown = _shown(outcome.settings)
        teller(outcome, changed)
        words = "\n".join((outcome.line, *outcome.problems)) if outcome.stopped else ""
        live.tell(new=outcome.new, trouble=words)
        if not server.has_begun:
            server.start()
            print(f"{settings.output.as_posix()}: shown at http://{HOST}:{server.server_port}/", flush=True)

    given = rebuilding.Given(
        root=root, output=output, posts=posts, config=config, base_url=base_url, jobs=jobs, now=now,
        cache=root / CACHE,
    )  # fmt: skip
    try:
        rebuilding.follow(given, tell)
    except KeyboardInterrupt:
        print("ended")
    finally:
        server.stop()


def _shown(settings: Config) -> Shown:
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - help and version need none of it

    from feeds.preview.answers import Shown  # noqa: PLC0415

    site = settings.site
    return Shown(output=settings.output, title=site.title, prefix=unquote(urlsplit(site.url).path))
