"""What the tests of the dialects share: a small site is written, and read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from feeds import collector, config
from feeds.collector.settle import settle_readings
from feeds.model import Post, Reading

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def write(root: Path, files: dict[str, str]) -> None:
    """Write the files of a site."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def read_site(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    write(root, files)
    site = config.load(root).site
    found = collector.find(root, site)
    read = (collector.read(root, site, one) for one in found)
    readings = settle_readings(read, NOW, future=site.future)
    return {reading.source: reading for reading in readings}


def post_of(reading: Reading) -> Post:
    """Return the post, which must have been published."""
    assert reading.post is not None, reading.problems
    assert reading.state == "published"
    return reading.post


def path_of(reading: Reading) -> str:
    """Return the path of the URL."""
    return post_of(reading).url.removeprefix("https://example.org")


def codes(reading: Reading) -> list[str]:
    """Return the codes of what is amiss."""
    return [problem.code for problem in reading.problems]
