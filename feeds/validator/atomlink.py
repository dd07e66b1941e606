"""atom:link, as Atom has it and RSS borrows it: RFC 4287 section 4.2.7. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urldefrag, urljoin

from feeds.validator.enclosures import check_file
from feeds.validator.feedfacts import note_feed
from feeds.validator.findings import Fault, Findings, Node, quoted
from feeds.validator.plaintext import hidden
from feeds.validator.relations import PREFIX, REGISTERED, nearest
from feeds.validator.shape import Children, Shape
from feeds.validator.uris import absolute, reference
from feeds.validator.values import media_type, number, some_language

ATOM: Final = "{http://www.w3.org/2005/Atom}"

# "isegment-nz-nc" of RFC 3987: a name of the registry of link relations, without a colon.
_NAME: Final = re.compile(r"[^\s:/?#\[\]<>\"{}|\\^`]+")


def relation(name: str, text: str) -> Fault | None:
    """Want a registered name such as “self”, or an IRI; warn of a name that is not registered."""
    short = text.removeprefix(PREFIX)
    if _NAME.fullmatch(short):
        if short.lower() in REGISTERED:
            return None
        meant = nearest(short)
        words = f"write “{meant}”" if meant else "write one of IANA’s list, or the URL of a page about yours"
        message = f"{name} {quoted(text)} is not registered, so that no reader knows it; {words}"
        return Fault(code="unregistered-relation", message=message, level="warning")
    if ":" in text and absolute(name, text) is None:
        return None
    message = f"{name} {quoted(text)} is no link relation; write a name such as “alternate”"
    return Fault(code="bad-value", message=message)


def _link(element: Node, _seen: Children, found: Findings) -> None:
    """4.2.7.2: an enclosure is a file; 2: xml:base tells what a relative reference is to."""
    href = element.get("href", "")
    if element.get("rel") == "enclosure":
        check_file(element, href, found)
        for name in ("type", "length"):
            if element.get(name) is None:
                message = f'The enclosure has no {name}, which says what is fetched; write {name}="…"'
                found.info(element, "missing-attribute", message)
    # RFC 3986 4.4: such a reference is to the document at hand, or to its base: readers are not agreed.
    if href in {"", ".", "./"} or href.startswith("#"):
        base = element.base
        if base is not None and _leads_to(base, href):
            message = f"href {quoted(href)} is the xml:base itself, or the feed, as a reader sees it"
            found.info(element, "same-document", f"{message}; write the whole URL")


def _leads_to(base: str, href: str) -> bool:
    """Whether the reference is to its base, apart from a fragment."""
    try:
        return urldefrag(urljoin(base, href)).url == urldefrag(base).url
    except ValueError:
        return False


LINK: Final = Shape(
    free=True,
    needs=("href",),
    attributes={
        "href": reference,
        "rel": relation,
        "type": media_type,
        "hreflang": some_language,
        "title": hidden,
        "length": number(least=0),
    },
    rule=_link,
)


def check_self_link(holder: Node, links: Sequence[Node], url: str | None, found: Findings) -> None:
    """Hold what a feed says is its own URL against the one that it is published at, if known."""
    note_feed(holder, links, found)
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
