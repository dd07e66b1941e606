"""Who made a feed and who mends it: https://web.resource.org/rss/1.0/modules/admin/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.modules.rdf import resource
from feeds.validator.shape import Module
from feeds.validator.uris import absolute

MODULE: Final = Module(
    name="the admin module",
    namespace="http://webns.net/mvcb/",
    prefix="admin",
    feed={"errorReportsTo": resource(absolute), "generatorAgent": resource(absolute)},
)
