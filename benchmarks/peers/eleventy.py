"""Eleventy: RSS and Atom, for the site and its categories, made by templates of our own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Command
from benchmarks.tools import Format, Kind, Place, Tool, ask, copy_settings


def tool(executable: Path) -> Tool:
    """Return Eleventy."""
    return Tool(
        name="eleventy",
        version=ask(executable, "--version"),
        formats=("rss", "atom"),
        prepare=_prepare,
        command=lambda place: _command(executable, place),
        path=_path,
    )


def _prepare(place: Place) -> None:
    copy_settings("eleventy", place)
    posts = place.settings / "content" / "posts"
    posts.unlink(missing_ok=True)
    posts.symlink_to(place.site / "_posts")


def _command(executable: Path, place: Place) -> Command:
    arguments = (str(executable), "--quiet", f"--output={place.output}")
    return Command(arguments=arguments, folder=place.settings)


def _path(style: Format, kind: Kind, name: str) -> str:
    return f"{style}.xml" if kind == "site" else f"{kind}/{name}/{style}.xml"
