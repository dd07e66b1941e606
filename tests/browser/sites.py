"""The sites that are looked at: the sample site with all that people see, and two small ones in sites/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from feeds import builders, config, publish
from feeds.model import Edition
from feeds.record import replace
from tests.builders.offered import SITE, many

ROOT: Final = Path(__file__).parents[2]
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROOTS: Final = {
    "en": ROOT,
    "zh": Path(__file__).parent / "sites/zh",
    "fa": Path(__file__).parent / "sites/fa",
}
_SEEN: Final = {"formats": ["rss", "atom", "sitemap", "opml", "page"], "style": True, "tags": True}


def build(name: str, folder: Path) -> None:
    """Publish a site to a folder; what is amiss with it is nobody's matter here."""
    settings = config.load(ROOTS[name], given={"feeds": _SEEN})
    result = publish.build(ROOTS[name], replace(settings, output=folder), publish.Options(now=NOW))
    if result.blocking:
        raise RuntimeError("\n".join(map(str, result.blocking)))


def build_many(count: int, folder: Path) -> None:
    """Write the page, and no more, of a site with so many feeds."""
    edition = Edition(site=SITE, channels=many(count), entries={}, pages=())
    (document,) = builders.load("page").build(edition)
    (folder / "feeds.html").write_bytes(document.data)
