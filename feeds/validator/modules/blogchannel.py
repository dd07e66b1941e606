"""What else a weblog has: https://www.rssboard.org/blogchannel. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module, Shape
from feeds.validator.uris import link

_LINK: Final = Shape(text=link)

MODULE: Final = Module(
    name="the blogChannel module",
    namespace="http://backend.userland.com/blogChannelModule",
    prefix="blogChannel",
    feed={"blink": _LINK, "blogRoll": _LINK, "changes": _LINK, "mySubscriptions": _LINK},
)
