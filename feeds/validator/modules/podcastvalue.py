"""Who is paid, and what other feeds are pointed to: podcast:value and podcast:remoteItem. Pure.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/value.md
"""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Findings, Node, shown
from feeds.validator.mediavalues import decimal, uuid
from feeds.validator.shape import Children, Shape
from feeds.validator.uris import link
from feeds.validator.values import anything, number, one_of

SPACE: Final = "https://podcastindex.org/namespace/1.0"
_PODCAST: Final = f"{{{SPACE}}}"
_MEDIUMS: Final = (
    "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course",
)  # fmt: skip
_NUMBER: Final = decimal()


def tagged(**shapes: Shape) -> dict[str, Shape]:
    """Return shapes by the tags of the namespace."""
    return {f"{_PODCAST}{name}": shape for name, shape in shapes.items()}


def tags(*names: str) -> frozenset[str]:
    """Return tags of the namespace."""
    return frozenset(f"{_PODCAST}{name}" for name in names)


def _split(element: Node, seen: Children, found: Findings) -> None:
    """A time split holds "a single remoteItem element OR one or more valueRecipient elements"."""
    remote, ours = seen.get(f"{_PODCAST}remoteItem", ()), seen.get(f"{_PODCAST}valueRecipient", ())
    if not remote and not ours:
        message = f"{shown(element)} names nobody who is paid; write a valueRecipient or a remoteItem into it"
        found.error(element, "missing-element", message)
    for extra in (*remote[1:], *(remote[:1] if ours else ())):
        message = f"{shown(element)} may hold one remoteItem and nothing else; leave this one out"
        found.error(extra, "duplicate-element", message)


MEDIUM: Final = one_of(*_MEDIUMS, *(f"{medium}L" for medium in _MEDIUMS), "mixed")
"""What a feed is: each also as a list of its like."""

REMOTE: Final = Shape(
    needs=("feedGuid",),
    attributes={
        "feedGuid": uuid,
        "feedUrl": link,
        "itemGuid": anything,
        "medium": MEDIUM,
        "title": anything,
    },
)
_RECIPIENT: Final = Shape(
    needs=("type", "address", "split"),
    attributes={
        **dict.fromkeys(("name", "customKey", "customValue", "type", "address"), anything),
        "split": number(least=0),
        "fee": one_of("true", "false"),
    },
)
_TIME_SPLIT: Final = Shape(
    needs=("startTime", "duration"),
    attributes={
        **dict.fromkeys(("startTime", "duration", "remoteStartTime"), _NUMBER),
        "remotePercentage": _NUMBER,
    },
    children=tagged(remoteItem=REMOTE, valueRecipient=_RECIPIENT),
    many=tags("valueRecipient"),
    rule=_split,
)
VALUE: Final = Shape(
    needs=("type", "method"),
    attributes={"type": anything, "method": anything, "suggested": decimal()},
    children=tagged(valueRecipient=_RECIPIENT, valueTimeSplit=_TIME_SPLIT),
    required=(f"{_PODCAST}valueRecipient",),
    many=tags("valueRecipient", "valueTimeSplit"),
)
