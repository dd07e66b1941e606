"""Slash, of Slashdot's engine: https://web.resource.org/rss/1.0/modules/slash/. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.findings import Fault, quoted
from feeds.validator.shape import Module, Shape
from feeds.validator.values import number, written

_PARADE: Final = re.compile(r"[0-9]+(?:\s*,\s*[0-9]+)*")


def _parade(name: str, text: str) -> Fault | None:
    """Want the comments at each threshold: "a comma-separated list of integers"."""
    if _PARADE.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no list of whole numbers; write it like “177,155,105,33,6,3,0”"
    return Fault(code="bad-number", message=message)


MODULE: Final = Module(
    name="Slash",
    namespace="http://purl.org/rss/1.0/modules/slash/",
    prefix="slash",
    entry={
        "comments": Shape(text=number(least=0)),
        "department": Shape(text=written),
        "hit_parade": Shape(text=_parade),
        "section": Shape(text=written),
    },
)
