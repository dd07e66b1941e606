"""HTML as a tree in which whatever no rule changes keeps its every byte; `parser` makes it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape, unescape
from itertools import takewhile
from typing import TypeAlias

from feeds.content.readable import names
from feeds.patterns import compile_later

Node: TypeAlias = "Element | str"
# Deeper than that nobody writes, and the sanitizer takes nothing.
DEEPEST = 300
_LONGEST_CLASS = 100
_ATTRIBUTE = compile_later(
    r"(?P<name>[^\s/>=\"'][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?>\"(?P<a>[^\"]*+)\"|'(?P<b>[^']*+)'|(?P<c>[^\s>\"'][^\s>]*+)))?"
)
_NOTHING = compile_later("[\\s\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff]*")


class Element:
    """An element, or only its children if `tag` is empty. Text and comments are children as written."""

    __slots__ = ("_attributes", "_start", "children", "end", "parent", "tag")

    def __init__(self, tag: str, start: str = "", parent: Element | None = None) -> None:
        self.tag = tag
        self.end = ""  # empty where nobody wrote it
        self.parent = parent
        self.children: list[Node] = []
        self._start = start
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """What its start tag says, names in lower case; the first of a name counts, as in HTML."""
        if self._attributes is None:
            self._attributes = {}
            for found in _ATTRIBUTE.finditer(self._start, len(self.tag) + 1):
                value = found["a"] or found["b"] or found["c"] or ""
                self._attributes.setdefault(found["name"].lower(), unescape(value))
        return self._attributes

    def get(self, name: str) -> str:
        """Return an attribute without blanks at its ends; empty if it is not there."""
        return self.attributes.get(name, "").strip()

    def put(self, name: str, value: str | None) -> None:
        """Set an attribute, or take it off."""
        if self.attributes.get(name) != value:
            self._start = ""
            self.attributes.pop(name, None)
            if value is not None:
                self.attributes[name] = value

    @property
    def classes(self) -> list[str]:
        """Its classes, in lower case; none that is longer than anybody writes."""
        return [name for name in self.get("class").lower().split() if len(name) <= _LONGEST_CLASS]

    def walk(self, *tags: str) -> Iterator[Element]:
        """Yield the elements in it, in their order, of these tags if any; they may be changed meanwhile."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                if node.tag and (not tags or node.tag in tags):
                    yield node
                waiting.extend(node.children[::-1])

    def texts(self) -> Iterator[str]:
        """Yield the pieces of text in it, entities resolved; none of scripts, drawings and comments."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                if node.tag not in names.RAW:
                    waiting.extend(node.children[::-1])
            elif not is_markup(node):
                yield unescape(node)

    def text(self) -> str:
        """Return its text on one line."""
        return " ".join("".join(self.texts()).split())

    def nodes(self) -> Iterator[Node]:
        """Yield its children, and those of elements that have no tags any more in their places."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element) and not node.tag:
                waiting.extend(node.children[::-1])
            else:
                yield node

    def above(self, steps: int = DEEPEST) -> Iterator[Element]:
        """Yield the elements that it stands in, the nearest first."""
        parent = self.parent
        while parent is not None and steps:
            if parent.tag:
                yield parent
                steps -= 1
            parent = parent.parent

    @property
    def holder(self) -> Element:
        """What it stands in: the nearest element that has tags, else the whole."""
        found = self
        while found.parent is not None:
            found = found.parent
            if found.tag:
                break
        return found

    def before(self) -> Node | None:
        """Return what stands before it in the same element, but for what nobody sees."""
        seen = takewhile(lambda node: node is not self, self.holder.nodes())
        return next(reversed([one for one in seen if isinstance(one, Element) or not is_blank(one)]), None)

    def inside(self, *tags: str) -> bool:
        """Tell whether it stands in such an element."""
        return any(element.tag in tags for element in self.above())

    def drop(self) -> None:
        """Take it out, with all that is in it."""
        self.become()

    def unwrap(self) -> None:
        """Take its tags off; what is in it stays."""
        self.tag = ""

    def become(self, *nodes: Node) -> None:
        """Put nodes in its place."""
        self.tag = ""
        self.fill(*nodes)

    def fill(self, *nodes: Node) -> None:
        """Put nodes into it, in the place of all that it had."""
        self.children = [*nodes]
        for node in nodes:
            if isinstance(node, Element):
                node.parent = self

    def rename(self, tag: str) -> None:
        """Give it another tag."""
        _ = self.attributes
        self.tag, self._start, self.end = tag, "", f"</{tag}>"

    def html(self) -> str:
        """Return it as HTML: the bytes that were read, but for what was changed."""
        made: list[str] = []
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                made.append(node)
                continue
            if node.tag:
                made.append(node._start or node._tag())
                waiting.append(node.end)
            waiting.extend(node.children[::-1])
        return "".join(made)

    def _tag(self) -> str:
        pairs = (
            f' {name}="{escape(value)}"' if value else f" {name}" for name, value in self.attributes.items()
        )
        return f"<{self.tag}{''.join(pairs)}>"


def make(tag: str, attributes: dict[str, str], *nodes: Node) -> Element:
    """Return a new element."""
    element = Element(tag)
    element._attributes = attributes
    element.end = "" if tag in names.VOID else f"</{tag}>"
    element.fill(*nodes)
    return element


def is_markup(text: str) -> bool:
    """Tell whether a child that is no element is a comment, or a tag without its other half."""
    return text.startswith(("<!", "<?", "</"))


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text can be seen."""
    if text[:1].isalnum():
        return False
    return is_markup(text) or _NOTHING.fullmatch(unescape(text) if "&" in text else text) is not None


def has_words(box: Element) -> bool:
    """Tell whether something stands in an element by itself, in no block of its own: text, or a picture."""
    for node in box.nodes():
        if isinstance(node, Element):
            if node.tag not in names.BLOCKS:
                return True
        elif not is_blank(node):
            return True
    return False
