"""DCMI's metadata terms: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/. Pure.

For RSS https://web.resource.org/rss/1.0/modules/dcterms/. There are many terms, and more every few
years, so names that are not here pass.
"""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.findings import Fault
from feeds.validator.shape import Module, Shape
from feeds.validator.values import written


def _time(name: str, text: str) -> Fault | None:
    """Want a W3C date, or DCMI's period of time, which is written “start=…; end=…”."""
    return None if "=" in text else w3c(name, text)


_TEXT: Final = Shape(text=written)
_DATE: Final = Shape(text=w3c)
_DATES: Final = {
    "created": _DATE,
    "date": _DATE,
    "dateAccepted": _DATE,
    "dateCopyrighted": _DATE,
    "dateSubmitted": _DATE,
    "issued": _DATE,
    "modified": _DATE,
    "available": Shape(text=_time),
    "valid": Shape(text=_time),
}
_TEXTS: Final = {
    "abstract": _TEXT,
    "alternative": _TEXT,
    "audience": _TEXT,
    "contributor": _TEXT,
    "creator": _TEXT,
    "description": _TEXT,
    "extent": _TEXT,
    "identifier": _TEXT,
    "language": _TEXT,
    "publisher": _TEXT,
    "rights": _TEXT,
    "subject": _TEXT,
    "title": _TEXT,
}

MODULE: Final = Module(
    name="the DCMI terms",
    namespace="http://purl.org/dc/terms/",
    prefix="dcterms",
    feed={**_DATES, **_TEXTS},
    entry={**_DATES, **_TEXTS},
    many=frozenset(_TEXTS),
    closed=False,
)
