"""The Atom Publishing Protocol, what it adds to feeds: https://www.rfc-editor.org/rfc/rfc5023. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import rfc3339
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import reference
from feeds.validator.values import one_of

_APP: Final = "{http://www.w3.org/2007/app}"

MODULE: Final = Module(
    name="the Atom Publishing Protocol",
    namespace=_APP[1:-1],
    prefix="app",
    # What Blogger and others wrote while it was a draft.
    mistaken=("http://purl.org/atom/app#",),
    # 8.3.5: a collection may stand in a feed, to say where its entries are made.
    feed={"collection": Shape(free=True, needs=("href",), attributes={"href": reference})},
    entry={
        # 10.2: entries "MUST NOT contain more than one".
        "edited": Shape(text=rfc3339),
        # 13.1.1: draft's "value MUST be one of "yes" or "no"".
        "control": Shape(children={f"{_APP}draft": Shape(text=one_of("yes", "no"))}),
    },
)
