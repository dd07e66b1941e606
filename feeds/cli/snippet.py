"""`feeds snippet`: the lines by which a page names its feeds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from feeds.cli import around
from feeds.cli.options import BaseUrl, ConfigFile, Now, PostsFolder, Root
from feeds.model import BadSettings

if TYPE_CHECKING:
    from feeds.discovery.links import Head

Page = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="Only pages of this kind: site, category, tag, …", show_default="all"),
]
Name = Annotated[str | None, typer.Option(help="Only the page of this category, tag, …", show_default="all")]
For = Annotated[
    str | None,
    typer.Option("--for", metavar="GENERATOR", help="An include for its layouts: jekyll or hugo."),
]
_SHOWN = 5
Answer = Annotated[Literal["html", "json"], typer.Option("--format", help="How to answer.")]


def snippet(
    root: Root = Path(),
    page: Page = None,
    name: Name = None,
    generator: For = None,
    posts: PostsFolder = None,
    config: ConfigFile = None,
    base_url: BaseUrl = None,
    now: Now = None,
    style: Answer = "html",
) -> None:
    """Print the lines by which a page names its feeds, so that readers find them."""
    from feeds import builders, outline, publish  # noqa: PLC0415 - help and version need none of it
    from feeds.discovery import layouts, links  # noqa: PLC0415
    from feeds.report import jsonform  # noqa: PLC0415

    if generator is not None and generator not in layouts.names():
        known = " or ".join(layouts.names())
        raise BadSettings(f"--for: there is no include for “{generator}”; write {known}, or leave it out")
    settings = around.load(root, config, posts, base_url)
    site = settings.site
    channels = outline.channels(publish.collect(root, site, around.time(now)), site)
    types = {fmt: builders.load(fmt).media_type for channel in channels for fmt, _ in channel.paths}
    heads = _wanted(links.heads(channels, site, types), page, name)
    if style == "json":
        print(jsonform.dump(links.answer(heads)))
    elif generator is None:
        print(links.page(heads))
    else:
        text, left = layouts.include(generator, heads, site.url)
        print(text)
        if left:
            some = ", ".join(f"{head.kind} {head.name}" for head in left[:_SHOWN])
            some += f" and {len(left) - _SHOWN:,} more" if len(left) > _SHOWN else ""
            told = "no template can tell these pages from others; write their lines into them by hand"
            print(f"feeds: {some}: {told}", file=sys.stderr)


def _wanted(heads: Sequence[Head], page: str | None, name: str | None) -> Sequence[Head]:
    """Return the heads that are asked for."""
    kinds = dict.fromkeys(head.kind for head in heads)
    if page is not None and page not in kinds:
        raise BadSettings(f"--page: there is no feed of the kind “{page}”; write {', '.join(kinds)}")
    of_kind = [head for head in heads if page in {None, head.kind}]
    if name is None:
        return of_kind
    found = [head for head in of_kind if head.name == name]
    found = found or [head for head in of_kind if head.name.casefold() == name.casefold()]
    if not found:
        known = ", ".join(head.name for head in of_kind if head.name) or "none"
        raise BadSettings(f"--name: there is no feed of “{name}”; there are those of {known}")
    return found
