"""Dublin Core: https://web.resource.org/rss/1.0/modules/dc/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.shape import Module, Shape
from feeds.validator.values import anything, language, written

_TEXT: Final = Shape(text=written)
_ELEMENTS: Final = {
    "contributor": _TEXT,
    "coverage": _TEXT,
    "creator": _TEXT,
    "date": Shape(text=w3c),
    "description": Shape(text=anything),
    "format": _TEXT,
    "identifier": _TEXT,
    "language": Shape(text=language),
    "publisher": _TEXT,
    "relation": _TEXT,
    "rights": Shape(text=anything),
    "source": _TEXT,
    "subject": _TEXT,
    "title": _TEXT,
    "type": _TEXT,
}

MODULE: Final = Module(
    name="Dublin Core",
    namespace="http://purl.org/dc/elements/1.1/",
    prefix="dc",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset(_ELEMENTS) - {"date", "language", "rights"},
)
