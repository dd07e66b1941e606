"""Buttons that copy a block of code, or a link: nothing in a reader would press them. Pure."""

from __future__ import annotations

import re

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element

_NAME = re.compile(r"clipboard|copy[-_]?(?:btn|button|code|link|icon|to)|(?:btn|button|code|icon)[-_]?copy")
_WORD = re.compile(
    r"(?:copy|copied|copier|kopieren|copiar|copia|копировать|скопировать|复制|複製|拷贝|コピー)(?:\W.*|代码|する)?",
    re.IGNORECASE,
)
_BUTTONS = ("button", "clipboard-copy", "input")
_LONGEST = 40  # letters that a button may have


def _copies(element: Element) -> bool:
    names = " ".join((*element.classes, element.get("id").lower()))
    if element.tag in _BUTTONS:
        said = " ".join((names, element.get("aria-label"), element.get("title"), *element.attributes)).lower()
        return (
            element.tag == "clipboard-copy"
            or "copy" in said
            or "clipboard" in said
            or _WORD.fullmatch(element.text() or element.get("value")) is not None
        )
    if "toolbar" in element.classes:  # Prism's
        return any("code-toolbar" in box.classes for box in element.above(2))
    return _NAME.search(names) is not None or (
        "copy" in element.classes and (_WORD.fullmatch(element.text()) is not None or not element.text())
    )


def _change(tree: Element) -> None:
    for element in tree.walk(*_BUTTONS, "a", "span", "div", "i", "svg"):
        if _copies(element) and _is_small(element):
            element.drop()


def _is_small(element: Element) -> bool:
    """Tell whether an element can be a button: somebody may have called a part of the text so."""
    return len(element.text()) <= _LONGEST and next(element.walk("p", "pre", "img", "code"), None) is None


_WORDS = ("copy", "clipboard", "toolbar", "<button")
RULES = (Rule(name="copy-buttons", gates=(gate("|".join(_WORDS), *_WORDS),), change=_change),)
