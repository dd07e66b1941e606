"""What a feed says of itself and of other feeds, for the rules over a set of documents. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7, https://www.rfc-editor.org/rfc/rfc5005
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from feeds.validator.findings import Fact, Findings, Node, name_of

_ID: Final = "{http://www.w3.org/2005/Atom}id"
_PAGES: Final = frozenset(
    ("current", "first", "last", "next", "next-archive", "prev", "prev-archive", "previous")
)
_FEEDS: Final = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))
_MOST: Final = 100
"""No feed has so many links of its own."""


def note_feed(holder: Node, links: Iterable[Node], found: Findings) -> None:
    """Put down a feed's id, where it says it is, and to which other feeds it links."""
    ids = holder.find(_ID)
    if ids is not None and ids.text:
        _note("feed-id", (ids.text.strip(),), ids, found)
    for link in list(links)[:_MOST]:
        relation = link.get("rel", "alternate").strip().lower()
        href = link.get("href", "").strip()
        kind = link.get("type", "").partition(";")[0].strip().lower()
        if relation == "self":
            _note("self", (href,), link, found)
        elif relation in _PAGES:
            _note("page", (href,), link, found)
        elif relation == "alternate" and kind in _FEEDS:
            _note("other-feed", (href,), link, found)


def _note(kind: str, values: tuple[str, ...], element: Node, found: Findings) -> None:
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs say `...`
    found.facts.append(Fact(kind=kind, values=values, line=line, element=_path(element)))


def _path(element: Node) -> str:
    above = [name_of(one) for one in element.iterancestors()]
    return "/" + "/".join((*reversed(above), name_of(element)))
