"""Pelican: RSS and Atom, for the site and its categories; with its cache of what it has read."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Command
from benchmarks.tools import Format, Kind, Place, Tool, ask, copy_settings


def tool(executable: Path) -> Tool:
    """Return Pelican."""
    return Tool(
        name="pelican",
        version=ask(executable, "--version"),
        formats=("rss", "atom"),
        prepare=lambda place: copy_settings("pelican", place),
        command=lambda place: _command(executable, place),
        path=_path,
    )


def _command(executable: Path, place: Place) -> Command:
    arguments = (
        str(executable), str(place.site / "_posts"), "--settings", "pelicanconf.py", "--quiet",
        "--output", str(place.output), "--cache-path", str(place.cache),
    )  # fmt: skip
    return Command(arguments=arguments, folder=place.settings)


def _path(style: Format, kind: Kind, name: str) -> str:
    return f"{style}.xml" if kind == "site" else f"{kind}/{name}/{style}.xml"
