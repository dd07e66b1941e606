"""Dave Winer's source namespace: http://source.scripting.com/. Pure.

It grows with its maker's tools, so names that are not here pass.
"""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.uris import web
from feeds.validator.values import anything, written

MODULE: Final = Module(
    name="the source namespace",
    namespace="http://source.scripting.com/",
    prefix="source",
    feed={
        "account": Shape(text=written, needs=("service",), attributes={"service": written}),
        "blogroll": Shape(text=web),
        "likes": Shape(needs=("server",), attributes={"server": web}),
        "self": Shape(text=web),
    },
    entry={"markdown": Shape(text=anything)},
    many=frozenset({"account"}),
    closed=False,
)
