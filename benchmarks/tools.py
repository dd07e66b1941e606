"""What the benchmark knows of a tool: where its executable is, how it is run, and which files it makes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.measure import Command

SETTINGS = Path(__file__).parent / "settings"
Format = Literal["rss", "atom"]
Kind = Literal["site", "category", "tag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a tool works.

    Attributes:
        site: the folder that has the posts; every tool reads the same one.
        settings: a folder of the tool's own, for its settings.
        output: where its feeds go.
        cache: what it may keep from one run to the next.
        categories: the names of those that have posts.
        tags: whether there is a feed for every tag as well.
    """

    site: Path
    settings: Path
    output: Path
    cache: Path
    categories: tuple[str, ...]
    tags: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool that makes feeds.

    Attributes:
        formats: of the feeds that it can make.
        prepare: write its settings for a place; this is not measured.
        command: return the command line for a place.
        path: return where a feed lies in the output; the name is that of the category or tag.
        extras: paths in the output that it cannot be told to leave out.
        tagged: whether it takes part in the scenario of the tag feeds.
    """

    name: str
    version: str
    formats: tuple[Format, ...]
    prepare: Callable[[Place], None]
    command: Callable[[Place], Command]
    path: Callable[[Format, Kind, str], str]
    extras: tuple[str, ...] = ()
    tagged: bool = False


def find(name: str, given: str | None) -> Path | None:
    """Return the executable: the one given, else that of the environment (HUGO=…), else of PATH."""
    wanted = given or os.environ.get(name.upper()) or name
    found = shutil.which(wanted)
    return Path(found).absolute() if found else None


def ask(*arguments: str | Path) -> str:
    """Return what a command prints, without the white space around it; empty if it fails."""
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def copy_settings(name: str, place: Place, **values: str) -> None:
    """Copy a tool's settings to its place; @NAME@ in them becomes the value of that name."""
    for source in sorted((SETTINGS / name).rglob("*")):
        if source.is_file() and source.suffix != ".pyc":
            text = source.read_text("utf-8")
            for key, value in values.items():
                text = text.replace(f"@{key.upper()}@", value)
            file = place.settings / source.relative_to(SETTINGS / name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
