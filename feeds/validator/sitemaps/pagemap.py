"""PageMaps: https://developers.google.com/custom-search/docs/structured_data#pagemaps. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.sitemaps import Extension

EXTENSION: Final = Extension(
    module=Module(
        name="PageMaps",
        namespace="http://www.google.com/schemas/sitemap-pagemap/1.0",
        prefix="pagemap",
        entry={"PageMap": Shape(free=True)},
        closed=False,
    )
)
