"""A feed in several documents: https://www.rfc-editor.org/rfc/rfc5005. Pure.

Its links are Atom's, in RSS too: appendix B.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feeds.validator.atomlink import ATOM
from feeds.validator.findings import Findings, Node, quoted
from feeds.validator.shape import Children, Module, Shape

_FH: Final = "{http://purl.org/syndication/history/1.0}"
_PAGES: Final = ("first", "previous", "next", "last")
_ARCHIVES: Final = ("prev-archive", "next-archive")
_STEPS: Final = ("previous", "next", *_ARCHIVES)
# The end of the series that a document is, and the relation that would lead past it: section 3.
_ENDS: Final = (("first", "previous"), ("last", "next"))

HISTORY: Final = {"feed-history": "pages or archives of a feed that contradict one another"}
"""What a module declares that checks these links."""


def check_pages(_element: Node, seen: Children, found: Findings) -> None:
    """Section 3: what precedes the first document, or follows the last, or itself, is nothing."""
    links = seen.get(f"{ATOM}link", ())
    if f"{_FH}complete" in seen:  # which may have none of them
        return
    own = _addresses(links, "self")
    ends = [past for end, past in _ENDS if not own.isdisjoint(_addresses(links, end))]
    for link in links:
        relation = link.get("rel", "")
        if relation in ends:
            end = "first" if relation == "previous" else "last"
            message = f'This document is the {end} of its series, and yet has a link rel="{relation}"'
            found.error(link, "feed-history", f"{message}; leave it out")
        elif relation in _STEPS and link.get("href") in own:
            message = f'The link rel="{relation}" leads back to this document, and readers go round'
            found.error(link, "feed-history", f"{message}; write the URL of the other one")


def _of(links: Sequence[Node], relation: str) -> list[Node]:
    return [link for link in links if link.get("rel") == relation]


def _addresses(links: Sequence[Node], relation: str) -> set[str]:
    return {href for link in _of(links, relation) if (href := link.get("href"))}


def _kind(_element: Node, seen: Children, found: Findings) -> None:
    """Section 1: "The semantics of a feed that combines these types is undefined"."""
    links = seen.get(f"{ATOM}link", ())
    complete, archive = seen.get(f"{_FH}complete"), seen.get(f"{_FH}archive")
    if complete and archive:
        message = "The feed says that it is complete and that it is an archive; leave one of them out"
        found.error(archive[0], "feed-history", message)
    if complete:
        _complete(links, found)
    if archive:
        _archive(archive[0], links, found)


def _complete(links: Sequence[Node], found: Findings) -> None:
    """Section 2: it "contains all of the entries", so that there is no other document."""
    own = _addresses(links, "self")
    for link in links:
        relation, href = link.get("rel", ""), link.get("href", "")
        if relation in _PAGES or relation in _ARCHIVES:
            message = f'The feed is complete, and yet has a link rel="{relation}" to more of it'
            found.error(link, "feed-history", f"{message}; leave out the link or fh:complete")
        elif relation == "current" and own and href not in own:
            message = f"The feed is complete, and yet {quoted(href)} is called the current one"
            found.error(link, "feed-history", f"{message}; leave out the link or fh:complete")


def _archive(archive: Node, links: Sequence[Node], found: Findings) -> None:
    """Section 4: an archive SHOULD name the document that people subscribe to."""
    if not _of(links, "current"):
        message = 'The archive does not say where its feed is; write a link rel="current"'
        found.warning(archive, "feed-history", message)
    for link in links:
        if (relation := link.get("rel")) in {"previous", "next"}:
            message = f'An archive has a link rel="{relation}", which is for pages'
            word = "prev" if relation == "previous" else "next"
            found.warning(link, "feed-history", f'{message}; write rel="{word}-archive"')


MODULE: Final = Module(
    name="Feed History",
    namespace=_FH[1:-1],
    prefix="fh",
    feed={"archive": Shape(), "complete": Shape()},
    rules={"feed": _kind},
    codes=HISTORY,
)
