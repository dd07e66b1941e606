"""What the author's page does not show must not turn up in a reader, where no style hides it. Pure."""

from __future__ import annotations

import re

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# For those who listen to the page; what they say is about the page, such as “opens in a new tab”.
_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr",
     "assistive-text", "u-hidden-visually")
)  # fmt: skip
_WORDS = ("sr-only", "screen-reader", "for-sr", "assistive-text")


def _is_hidden(element: Element) -> bool:
    # HTML, section 6.1: until-found is shown to who looks for it.
    if "hidden" in element.attributes and element.get("hidden").lower() != "until-found":
        return True
    return bool(_STYLE.search(element.get("style"))) or not _CLASSES.isdisjoint(element.classes)


def _change(tree: Element) -> None:
    for element in tree.walk():
        if _is_hidden(element):
            element.drop()


RULES = (
    Rule(
        name="hidden",
        gates=(
            gate(rf"\shidden[\s=>/]|{_STYLE.pattern}|visually-?hidden", "hidden", "display"),
            gate("|".join(_WORDS), *_WORDS),
        ),
        change=_change,
    ),
)
