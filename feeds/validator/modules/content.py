"""RSS 1.0's content module: https://web.resource.org/rss/1.0/modules/content/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.values import anything

MODULE: Final = Module(
    name="the content module",
    namespace="http://purl.org/rss/1.0/modules/content/",
    prefix="content",
    entry={"encoded": Shape(text=anything), "items": Shape(free=True)},
)
