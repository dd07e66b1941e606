"""atom:link, as Atom has it and RSS borrows it: RFC 4287 section 4.2.7. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from feeds.validator.findings import Fault, Findings, Node, quoted
from feeds.validator.shape import Shape
from feeds.validator.uris import absolute, reference
from feeds.validator.values import anything, language, media_type

ATOM: Final = "{http://www.w3.org/2005/Atom}"

# "isegment-nz-nc" of RFC 3987: a name of the registry of link relations, without a colon.
_NAME: Final = re.compile(r"[^\s:/?#\[\]<>\"{}|\\^`]+")


def relation(name: str, text: str) -> Fault | None:
    """Want a registered name such as “self”, or an IRI."""
    if _NAME.fullmatch(text) or (":" in text and absolute(name, text) is None):
        return None
    message = f"{name} {quoted(text)} is no link relation; write a name such as “alternate”"
    return Fault(code="bad-value", message=message)


LINK: Final = Shape(
    free=True,
    needs=("href",),
    attributes={
        "href": reference,
        "rel": relation,
        "type": media_type,
        "hreflang": language,
        "title": anything,
        "length": anything,
    },
)


def check_self_link(holder: Node, links: Sequence[Node], url: str | None, found: Findings) -> None:
    """Hold what a feed says is its own URL against the one that it is published at, if known."""
    own = [link for link in links if link.get("rel") == "self"]
    for second in own[1:]:
        message = 'The feed has a second link rel="self"; leave it out'
        found.warning(second, "duplicate-link", message)
    if not own:
        _missing(holder, url, found)
        return
    href = own[0].get("href", "")
    if url is not None and href != url:
        message = f"The self link {quoted(href)} is not where the feed is; write “{url}”"
        found.error(own[0], "self-link", message)
    elif url is None and absolute("href", href) is not None:
        message = f"The self link {quoted(href)} is not absolute, and readers keep it; write it out"
        found.warning(own[0], "self-link", message)


def _missing(holder: Node, url: str | None, found: Findings) -> None:
    element = "link" if holder.tag.startswith(ATOM) else "atom:link"
    href = url if url is not None else "…"
    message = f'The feed does not say at which URL it is; write <{element} rel="self" href="{href}"/>'
    if url is None:
        found.warning(holder, "self-link", message)
    else:
        found.error(holder, "self-link", message)
