"""The part of a body that its author marked as its beginning: up to <!--more--> and the like. Pure."""

from __future__ import annotations

import re

# WordPress, Hugo, Hexo, Zola and Jekyll sites write more; Docusaurus writes truncate.
_MARKER = re.compile(r"<!--\s*(?:more|truncate|excerpt|end excerpt)\s*-->", re.IGNORECASE)


def mark(body: str, separator: object) -> str:
    """Return the body with the site's own separator as the usual one; blank lines are none."""
    if not isinstance(separator, str) or not separator.strip() or separator not in body:
        return body
    return body.replace(separator, "<!--more-->", 1)


def before_marker(html: str) -> str | None:
    """Return the HTML that stands before the first marker, if there is one with something before."""
    found = _MARKER.search(html) if "<!--" in html else None
    return html[: found.start()] if found and html[: found.start()].strip() else None
