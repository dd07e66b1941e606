"""The sample site, and the real ones beside the repository where they are at hand: built once a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from feeds import config, outline, publish
from feeds.model import Channel, Document, Problem, Reading, Site
from feeds.record import replace
from feeds.settings.tables import FORMATS

ROOT: Final = Path(__file__).parents[1]
SITES: Final = ROOT.parent / "shared" / "sites"
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Those whose settings do not tell their address.
_AT: Final = dict.fromkeys(("18f", "electron", "rust-blog", "web-standards-ru"), "https://example.org")
# No site: posts at which the generator itself stops.
_NO_SITES: Final = (".aborts", ".fails")
NAMES: Final = (
    "sample",
    *sorted(one.name for one in SITES.glob("*") if one.is_dir() and one.suffix not in _NO_SITES),
)


@dataclass(frozen=True, kw_only=True)
class Built:
    """A site, what its posts say, and what was published of it, in all formats that are on by default."""

    root: Path
    site: Site
    output: Path
    readings: Mapping[str, Reading]
    channels: tuple[Channel, ...]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]


@cache
def _home() -> TemporaryDirectory[str]:
    """Return the folder of all that is built, which goes when the session ends."""
    return TemporaryDirectory(prefix="feeds-sites-")


@cache
def build(name: str) -> Built:
    """Publish a site."""
    root = ROOT if name == "sample" else SITES / name
    given: dict[str, dict[str, object]] = {
        "feeds": {"formats": [*FORMATS]},
        "site": {"url": _AT[name]} if name in _AT else {},
    }
    settings = config.load(root, given=given)
    output = Path(_home().name) / name
    result = publish.build(root, replace(settings, output=output), publish.Options(now=NOW))
    if result.blocking:
        raise RuntimeError("\n".join(map(str, result.blocking)))
    readings = publish.collect(root, settings.site, NOW)
    return Built(
        root=root, site=settings.site, output=output,
        readings={reading.source: reading for reading in readings},
        channels=outline.channels(readings, settings.site),
        documents={document.path: document for document in result.documents}, problems=result.problems,
    )  # fmt: skip
