"""Pages for feature phones, which nobody looks for any longer, and which do no harm. Pure.

https://developers.google.com/search/blog/2007/01/sitemap-for-mobile
"""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.sitemaps import Extension

EXTENSION: Final = Extension(
    module=Module(
        name="mobile sitemaps",
        namespace="http://www.google.com/schemas/sitemap-mobile/1.0",
        prefix="mobile",
        entry={"mobile": Shape(free=True)},
        closed=False,
    )
)
