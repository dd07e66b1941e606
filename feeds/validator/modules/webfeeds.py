"""How Feedly shows a feed: https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.findings import Fault, quoted
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import web
from feeds.validator.values import anything

_COLOUR: Final = re.compile(r"#?(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def _colour(name: str, text: str) -> Fault | None:
    """Want red, green and blue. Feedly shows them without “#”, and takes it too."""
    if _COLOUR.fullmatch(text.strip()):
        return None
    return Fault(code="bad-value", message=f"{name} {quoted(text)} is no colour; write it like “2DD4BF”")


MODULE: Final = Module(
    name="webfeeds",
    namespace="http://webfeeds.org/rss/1.0",
    prefix="webfeeds",
    feed={
        "accentColor": Shape(text=_colour),
        "analytics": Shape(needs=("id",), attributes={"id": anything, "engine": anything}),
        "cover": Shape(needs=("image",), attributes={"image": web}),
        "icon": Shape(text=web),
        "logo": Shape(text=web),
        "related": Shape(attributes={"layout": anything, "target": anything}),
    },
    many=frozenset({"analytics"}),
    closed=False,
)
