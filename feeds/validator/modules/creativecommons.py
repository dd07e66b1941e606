"""Licences, by their addresses: https://www.rssboard.org/creative-commons. Pure."""

from __future__ import annotations

from typing import Final

from feeds.record import replace
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import link

_ELEMENTS: Final = {"license": Shape(text=link)}

_MODULE: Final = Module(
    name="the creativeCommons module",
    namespace="http://backend.userland.com/creativeCommonsRssModule",
    prefix="creativeCommons",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset(_ELEMENTS),
)
# The specification moved, and its own address is the namespace.
_MOVED: Final = "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"
MODULES: Final = (_MODULE, replace(_MODULE, namespace=_MOVED))
