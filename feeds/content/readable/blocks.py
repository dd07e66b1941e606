"""Tags that readers do not know, ids that nothing leads to, blocks that are empty or hold others. Pure."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from feeds.content.readable.names import BLOCKS
from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, has_words, is_blank

# What is obsolete (HTML, section 16.2) and what readers take the tags off -> what it was for.
_KIN = {"acronym": "abbr", "tt": "code", "strike": "s", "dir": "ul", "menu": "ul", "listing": "pre"}
_UNWRAPPED = ("font", "big", "blink", "nobr", "basefont", "multicol", "spacer", "bgsound", "layer")
# These end the line before them, which must not be lost with their tags.
_BOXES = ("center", "marquee", "address", "section", "main", "search", "dialog")
_VERBATIM = ("xmp", "plaintext")
_EMPTY = frozenset(
    ("a", "abbr", "article", "aside", "b", "big", "blockquote", "center", "cite", "code", "div", "dl",
     "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "i",
     "main", "nav", "ol", "p", "picture", "pre", "section", "small", "span", "strong", "sub", "sup",
     "table", "u", "ul")
)  # fmt: skip
# The sanitizer takes these out with all that is in them.
_GONE = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "meta",
        "link",
        "noembed",
        "noframes",
        "title",
        "base",
        "br",
    )
)
_ENDS = frozenset(("</p>", "</P>"))
_MEANT = frozenset(("dir", "lang", "id", "title", "align", "role"))


def _translate(tree: Element) -> None:
    for element in tree.walk(*_KIN, *_UNWRAPPED, *_BOXES, *_VERBATIM):
        if element.tag == "center":
            element.put("align", "center")
            element.rename("div")
        elif element.tag in _BOXES:
            if has_words(element):
                element.rename("div")
            else:
                element.unwrap()
        elif element.tag in _VERBATIM:
            text = "".join(child for child in element.children if isinstance(child, str))
            element.fill(escape(text, quote=False))
            element.rename("pre")
        elif element.tag in _UNWRAPPED:
            element.unwrap()
        else:
            element.rename(_KIN[element.tag])


def _drop_ids(tree: Element) -> None:
    wanted = {"", *_targets(tree)}
    for element in tree.walk():
        if "id" in element.attributes and element.get("id") not in wanted:
            element.put("id", None)
        if element.tag == "a" and "name" in element.attributes:
            name = element.get("name")
            if name in wanted and not element.get("id"):
                element.put("id", name or None)
            element.put("name", None)
        if element.tag in {"a", "span"} and not element.attributes:
            element.unwrap()


def _targets(tree: Element) -> set[str]:
    found = set()
    for element in tree.walk("a", "area", "td", "th"):
        _, sign, name = element.get("href").partition("#")
        if sign:
            found |= {name, unquote(name)}
        found.update(element.get("headers").split())
    return found


def _drop_empty(tree: Element) -> None:
    for element in reversed([tree, *tree.walk()]):
        children = element.children
        # HTML makes an empty paragraph of the end of none: <p><h2>…</h2></p>
        if "</p>" in children or "</P>" in children:
            element.fill(*(node for node in children if node not in _ENDS))
        if element.tag in _EMPTY and all(map(_is_nothing, element.nodes())) and not element.get("id"):
            nodes = [node for node in element.nodes() if isinstance(node, str)]
            # a comment may mark where the summary ends
            kept = [node for node in nodes if node.startswith("<!--")]
            parts_words = element.tag not in BLOCKS and any(node[:1].isspace() for node in nodes)
            element.become(*kept, *((" ",) if parts_words else ()))


def _is_nothing(node: Element | str) -> bool:
    return is_blank(node) if isinstance(node, str) else node.tag in _GONE


def _drop_wrappers(tree: Element) -> None:
    for box in reversed([*tree.walk("div")]):
        meant = not _MEANT.isdisjoint(box.attributes) or box.get("class") == "footnotes"
        if not meant and not has_words(box) and any(isinstance(node, Element) for node in box.nodes()):
            box.unwrap()


# The rest of a tag, and what can be behind it without being seen.
_BLANK = r"(?:\s[^<>]*+)?>(?:\s|\xa0|\u200b|&(?i:nbsp|#160|#8203);|<(?i:br)[\s/]*>|<!--[^<>]*-->)*+"
RULES = (
    Rule(
        name="plain-tags",
        gates=(gate(rf"<(?:{'|'.join([*_KIN, *_UNWRAPPED, *_BOXES, *_VERBATIM])})\b"),),
        change=_translate,
    ),
    Rule(name="ids", gates=(gate(r"id(?<=\sid)\s*="), gate(r"<a[^<>]*\sname\s*=", "name")), change=_drop_ids),
    Rule(
        name="empty-blocks",
        gates=(gate(rf"<(?:{'|'.join(sorted(_EMPTY))})\b"),),
        inside=re.compile(
            rf"<(?=[A-Za-z][A-Za-z0-9]*+{_BLANK}<)"  # or else none of all these need be tried
            rf"(?i:(?:{'|'.join(sorted(_EMPTY))}){_BLANK}<(?:/|script|style|svg|template|noscript)"
            rf"|p{_BLANK}<(?:div|h[1-6]|[uo]l|table|pre|blockquote|figure|p)\b)"
        ),
        change=_drop_empty,
        late=True,
    ),
    Rule(name="wrappers", gates=(gate(r"<div"),), change=_drop_wrappers),
)
