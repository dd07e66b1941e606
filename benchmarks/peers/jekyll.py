"""Jekyll with jekyll-feed and jekyll-sitemap: Atom alone, for the site and its categories."""

from __future__ import annotations

from pathlib import Path

from benchmarks import ours
from benchmarks.measure import Command
from benchmarks.tools import Format, Kind, Place, Tool, ask, copy_settings


def tool(executable: Path) -> Tool:
    """Return Jekyll."""
    return Tool(
        name="jekyll",
        version=ask(executable, "--version").removeprefix("jekyll "),
        formats=("atom",),
        prepare=_prepare,
        command=lambda place: _command(executable, place),
        path=_path,
        extras=("robots.txt",),  # jekyll-sitemap's
    )


def _prepare(place: Place) -> None:
    copy_settings("jekyll", place)
    config = place.settings / "_config.yml"
    own = config.read_text("utf-8")
    config.write_text(ours.config(place.categories, tags=place.tags) + own, encoding="utf-8")
    place.cache.mkdir(parents=True, exist_ok=True)
    # Jekyll keeps both inside its source folder; these are links to where they are
    for name, target in ("_posts", place.site / "_posts"), (".jekyll-cache", place.cache):
        (place.settings / name).unlink(missing_ok=True)
        (place.settings / name).symlink_to(target)


def _command(executable: Path, place: Place) -> Command:
    arguments = (str(executable), "build", "--quiet", "--destination", str(place.output))
    return Command(arguments=arguments, folder=place.settings)


def _path(style: Format, kind: Kind, name: str) -> str:
    return ours.path(style, kind, name)
