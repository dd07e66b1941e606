"""Atom's threads, who answers whom: https://www.rfc-editor.org/rfc/rfc4685. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import rfc3339
from feeds.validator.findings import Fault
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import absolute, reference
from feeds.validator.values import media_type, number


def _when(_name: str, _text: str) -> Fault | None:
    message = "thr:when is of a draft, and no reader looks for it; write thr:updated"
    return Fault(code="unknown-attribute", message=message)


# Section 3: "The element MUST contain a "ref" attribute", which is compared as an atom:id is; what
# the element holds is undefined.
_ANSWER: Final = Shape(
    free=True,
    needs=("ref",),
    attributes={"ref": absolute, "href": reference, "source": reference, "type": media_type},
)
_ELEMENTS: Final = {"in-reply-to": _ANSWER, "total": Shape(text=number(least=0))}

MODULE: Final = Module(
    name="the threading extension",
    namespace="http://purl.org/syndication/thread/1.0",
    prefix="thr",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset({"in-reply-to"}),
    attributes={"count": number(least=0), "updated": rfc3339, "when": _when},
)
