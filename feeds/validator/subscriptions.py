"""The feeds that an OPML document lists: http://opml.org/spec2.opml, “Subscription lists”. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Findings, Node, quoted

FEED: Final = "rss"
"""The type of every feed, of Atom's as well."""


def kind_of(outline: Node) -> str | None:
    """Return the type of an outline: the values "are not case-sensitive". What has an xmlUrl is a feed."""
    kind = outline.get("type", "").strip().lower()
    return kind or (FEED if outline.get("xmlUrl") is not None else None)


def check_subscriptions(root: Node, found: Findings) -> None:
    """Want each feed once, with its type, and where the readers of lists look for it."""
    known: set[str] = set()
    deep = untitled = False
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if kind_of(outline) != FEED:
            _other_type(outline, found)
            continue
        if not outline.get("type", "").strip():
            message = (
                'The outline has an xmlUrl and no type, so that some readers pass it over; write type="rss"'
            )
            found.warning(outline, "missing-attribute", message)
        if url and url in known:
            message = f"xmlUrl {quoted(url)} stands in the list already; leave one of the two out"
            found.warning(outline, "duplicate-feed", message)
        known.add(url)
        if not untitled and outline.get("title") is None:
            untitled = True
            message = 'The feed has no title, which some readers show instead of text; write title="…"'
            found.info(outline, "missing-attribute", message)
        if not deep:
            deep = _deep(outline, found)


def _other_type(outline: Node, found: Findings) -> None:
    """Warn of feeds of other types, and of those that cannot be subscribed to."""
    kind = outline.get("type", "").strip()
    if outline.get("xmlUrl") is not None and kind.lower() not in {"link", "include"}:
        message = f"Readers look for feeds of the type “rss”, whatever they are in, not {quoted(kind)}"
        found.warning(outline, "bad-value", f'{message}; write type="rss"')
    elif not kind and outline.get("htmlUrl") is not None:
        message = "The outline has an htmlUrl and no xmlUrl, so that nobody can subscribe to it"
        found.warning(outline, "missing-attribute", f'{message}; write xmlUrl="https://…"')


def _deep(outline: Node, found: Findings) -> bool:
    """Say where a list is "arbitrarily structured": "A validator may flag these files"."""
    above = list(outline.iterancestors("outline"))
    if above and kind_of(above[0]) == FEED:
        message = (
            "A feed stands below another feed, where readers do not look for it; move it beside that one"
        )
        found.warning(outline, "nested-outline", message)
        return True
    if len(above) > 1:
        message = "A folder of feeds stands in a folder, and some readers keep one level only"
        found.info(above[0], "nested-outline", f"{message}; move it up if they are yours")
        return True
    return False
