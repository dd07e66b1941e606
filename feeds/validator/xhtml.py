"""XHTML in Atom, as a tree: what readers take out, cannot resolve, or show wrongly. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3; what is unsafe in it is so in HTML as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from feeds.validator import attributes, markup
from feeds.validator.findings import Fault, Node, local
from feeds.validator.plaintext import hidden

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_SHOWN: Final = (XHTML, "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1998/Math/MathML}")
_XLINK: Final = "{http://www.w3.org/1999/xlink}"


def faults(div: Node) -> Iterator[Fault]:
    """Yield what is wrong with XHTML content: at most one fault of each kind."""
    names: Counter[str] = Counter()
    found: list[tuple[str, str]] = []
    for element in div.iter("*"):
        if element.tag.startswith(_SHOWN):
            names[local(element.tag).lower()] += 1
        found.extend((_name(str(key)), str(value)) for key, value in element.attrib.items())
    yield from attributes.faults(found)
    # A tree has an end for each beginning.
    yield from markup.elements({**names, **{f"/{name}": count for name, count in names.items()}})
    if len(div) == 0 and (fault := hidden("The text", div.text or "")):
        yield fault


def _name(key: str) -> str:
    return f"xlink:{local(key)}" if key.startswith(_XLINK) else key.lower()
