"""Lists that a reader may sort: Microsoft's Simple List Extensions. Pure.

https://learn.microsoft.com/en-us/previous-versions/windows/desktop/ee461203(v=vs.85)
"""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.values import anything, one_of

_CF: Final = "{http://www.microsoft.com/schemas/rss/core/2005}"
_COLUMN: Final = {"ns": anything, "element": anything, "label": anything}

MODULE: Final = Module(
    name="the Simple List Extensions",
    namespace=_CF[1:-1],
    prefix="cf",
    feed={
        "treatAs": Shape(text=one_of("list")),
        "listinfo": Shape(
            children={
                f"{_CF}group": Shape(attributes=_COLUMN),
                f"{_CF}sort": Shape(
                    attributes={
                        **_COLUMN,
                        "data-type": one_of("date", "number", "text"),
                        "default": one_of("true", "false"),
                    }
                ),
            },
            many=frozenset({f"{_CF}group", f"{_CF}sort"}),
        ),
    },
    closed=False,
)
