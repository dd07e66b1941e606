"""Creative Commons' own vocabulary: https://creativecommons.org/ns and, for RSS 1.0, before it. Pure."""

from __future__ import annotations

from typing import Final

from feeds.record import replace
from feeds.validator.modules.rdf import address
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import link

_ELEMENTS: Final = {"license": address(link), "License": Shape(free=True), "Work": Shape(free=True)}

_MODULE: Final = Module(
    name="Creative Commons",
    namespace="http://web.resource.org/cc/",
    prefix="cc",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset(_ELEMENTS),
    closed=False,
)
MODULES: Final = (_MODULE, replace(_MODULE, namespace="http://creativecommons.org/ns#"))
