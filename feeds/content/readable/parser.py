"""HTML -> a tree of what was written. Pure, and linear in the length of what it reads.

The sanitizer, which is a whole HTML parser, reads after us. So the tree need not know what HTML makes of
every odd piece of markup, and it cannot make anything active: rules only leave out, and add plain tags.
Drawings (<svg>) and elements whose text is no markup are one piece each.
"""

from __future__ import annotations

import re

from feeds.content.readable import names
from feeds.content.readable.tree import DEEPEST, Element
from feeds.patterns import compile_later

_VALUE = r"(?>\"(?:[^\"]*+)\"|'(?:[^']*+)'|[^\s>\"'][^\s>]*+)"
INSIDE = rf"(?>[^=>]++|=\s*+{_VALUE}?)*+"
_MARKUP = compile_later(
    rf"<(?:(?P<tag>[A-Za-z][^\s/>]*+){INSIDE}(?P<done>>|\Z)"
    r"|/(?P<end>[A-Za-z][^\s/>]*+)[^>]*+(?:>|\Z)"
    r"|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))"
    r"|[!?/][^>]*+(?:>|\Z))"
)


def parse(html: str) -> Element | None:
    """Return the tree of a body; nothing if it nests too deep."""
    builder = _Builder()
    position = 0
    while match := _MARKUP.search(html, position):
        if match.start() > position:
            builder.add(html[position : match.start()])
        position = match.end()
        if match["tag"] and match["done"]:
            position = builder.start(html, match["tag"].lower(), match)
        elif match["end"]:
            builder.finish(match["end"].lower(), match[0])
        else:
            builder.add(match[0])
        if len(builder.stack) > DEEPEST + 1:
            return None
    builder.add(html[position:])
    return builder.stack[0]


class _Builder:
    """The tree of one body while it is read: the elements that are open, and how many of each tag."""

    def __init__(self) -> None:
        self.stack = [Element("")]
        self._open: dict[str, int] = {}
        self._endless = {"plaintext"}  # as well as those of which no end is left

    def add(self, text: str) -> None:
        if text:
            self.stack[-1].children.append(text)

    def start(self, html: str, tag: str, match: re.Match[str]) -> int:
        """Begin an element, and return where to read on."""
        for targets, stops in names.ENDED_BY.get(tag, ()):
            self._imply(targets, stops)
        parent = self.stack[-1]
        element = Element(tag, match[0], parent)
        parent.children.append(element)
        position = match.end()
        if tag in names.VOID or (self._open.get("math") and match[0].endswith("/>")):
            return position
        if tag in names.RAW:
            return self._raw(html, element, position)
        self.stack.append(element)
        self._open[tag] = self._open.get(tag, 0) + 1
        return position

    def _raw(self, html: str, element: Element, position: int) -> int:
        """Read an element whose inside is one piece; a drawing without an end tag is only a tag."""
        ending = None if element.tag in self._endless else _end_of(element.tag).search(html, position)
        if ending is None:
            self._endless.add(element.tag)
            if element.tag == "svg":
                return position
            element.children.append(html[position:])
            return len(html)
        element.children.append(html[position : ending.start()])
        element.end = ending[0]
        return ending.end()

    def finish(self, tag: str, written: str) -> None:
        """End the nearest such element, and all in it; without one the tag is only kept."""
        if self._open.get(tag):
            if tag in names.CELLS:
                place = self._last(tag, names.TABLE)
            else:
                place = self._last(tag, names.WALLS if tag in names.SPECIAL else names.SPECIAL)
            if self.stack[place].tag == tag:
                self.stack[place].end = written
                self._close(place)
                return
        self.stack[-1].children.append(written)

    def _last(self, tag: str, walls: frozenset[str]) -> int:
        """Return where the nearest element of a tag is that is open, or of one that it may not look past."""
        place = len(self.stack) - 1
        while (found := self.stack[place].tag) != tag and found not in walls:
            place -= 1
        return place

    def _imply(self, targets: frozenset[str], stops: frozenset[str]) -> None:
        """End the nearest of some elements, as a start tag does that may not stand in them."""
        if any(map(self._open.get, targets)):
            place = self._last("", stops)
            if self.stack[place].tag in targets:
                self._close(place)

    def _close(self, index: int) -> None:
        for element in self.stack[index:]:
            self._open[element.tag] -= 1
        del self.stack[index:]


def _end_of(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(tag)}(?=[\s/>])[^>]*+>", re.IGNORECASE)
