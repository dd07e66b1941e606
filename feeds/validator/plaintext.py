"""HTML that hides in a text that is shown as it stands: a title, a name, a category. Pure.

RSS, https://www.rssboard.org/rss-profile#data-types-characterdata; Atom, RFC 4287 section 3.1.1.1:
"Such text is intended to be presented to humans in a readable fashion". A text may speak of tags, so
only what can hardly be anything else is taken for one: a pair, one with attributes, or a break.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import name2codepoint
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.elements import PAIRED, VOID
from feeds.validator.findings import Fault, quoted
from feeds.validator.kept import kept

_OPENED: Final = compile_later(r"<([a-z][a-z0-9]*+)(\s+[a-z-]+\s*=)?[^<>]*>", re.IGNORECASE)
_PAIRS: Final = PAIRED | {"li", "p", "td", "tr"}
_BREAKS: Final = frozenset(("br", "hr", "wbr"))
REFERENCE: Final = r"&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_REFERENCE: Final = compile_later(REFERENCE)
# Those that text needs: letters, punctuation and signs. “&sum;” and “&int;” are code of C as well.
_NAMES: Final = frozenset(
    ("apos", *(name for name, point in name2codepoint.items() if point < 0x100 or 0x2000 <= point < 0x2150))
)
_MOST: Final = 2_000
"""A text of this kind is a line; no more of it is looked at, whoever made it longer."""


def hidden(name: str, text: str) -> Fault | None:
    """Warn of tags and of character references, which a reader shows as they stand."""
    if "<" not in text and "&" not in text:
        return None
    wrong = _hidden(text[:_MOST])
    return None if wrong is None else Fault(code=wrong[0], message=f"{name} {wrong[1]}", level="warning")


def begun(name: str, text: str) -> Fault | None:
    """Warn of a longer text that begins with a tag, or has nothing but references: it may speak of code."""
    fault = hidden(name, text)
    return None if fault is not None and "<" in text and not text.lstrip().startswith("<") else fault


@kept(4_096)
def _hidden(text: str) -> tuple[str, str] | None:
    """Return the code and the reason, None for a text that is what it seems."""
    if "<" in text and (markup := _markup(text)) is not None:
        reason = f"holds HTML, {quoted(markup)}, which is shown as it stands or taken out; write text alone"
        return "html-in-text", reason
    if (written := first_reference(text)) is not None:
        shown = unescape(written)
        words = f"write “{shown}”" if shown.isprintable() and not shown.isspace() else "write the character"
        return (
            "double-escaped",
            f"holds “{written}” where the character itself is meant; {words}, escaped once",
        )
    return None


def _markup(text: str) -> str | None:
    """Return the first tag that is nothing else, with its end tag if there is one."""
    lower, seen = text.lower(), set()
    for opened in _OPENED.finditer(text):
        name = opened[1].lower()
        if name in _BREAKS or (opened[2] and name in _PAIRS | VOID):
            return opened[0]
        # What has no end after its first beginning has none after the others.
        if name in _PAIRS and name not in seen and (end := lower.find(f"</{name}>", opened.end())) >= 0:
            return text[opened.start() : end + len(name) + 3]
        seen.add(name)
    return None


def first_reference(text: str) -> str | None:
    """Return the first character reference of HTML in the text, such as `&nbsp;`."""
    if ";" not in text:
        return None
    return next((found[0] for found in _REFERENCE.finditer(text) if is_reference(found[1])), None)


def is_reference(name: str) -> bool:
    """Whether there is such a reference in texts: by number, or by a name of HTML for a letter or sign."""
    return name.startswith("#") or name in _NAMES
