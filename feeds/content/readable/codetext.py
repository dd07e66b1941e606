"""Code without what highlighters dress it in: spans, the numbers of lines, links to them. Pure."""

from __future__ import annotations

import re

from feeds.content.readable.tree import Element, Node

_GUTTER = re.compile(
    r"lineno|linenos|linenodiv|line-?numbers?(?:-rows|-cell|-anchor)?|ln|lnt|lnum|linenumber|gutter|gl|rouge-gutter|hljs-ln-numbers"
    r"|hljs-ln-n|blob-num|code-line-number|react-syntax-highlighter-line-number|ec-line-number|crayon-nums"
)
_NUMBERS = re.compile(r"[\d\s]*")
_LINES = frozenset(("div", "p", "li", "tr"))
_DRESS = _LINES | frozenset(
    ("span", "font", "ol", "ul", "table", "tbody", "thead", "td", "th", "pre", "code")
)


def is_gutter(element: Element) -> bool:
    """Tell whether an element holds nothing but the numbers of lines."""
    marked = any(map(_GUTTER.fullmatch, element.classes)) or "data-line-number" in element.attributes
    return marked and _NUMBERS.fullmatch(element.text()) is not None


def is_numbers(block: Element) -> bool:
    """Tell whether a <pre> is the gutter of a listing: it says so, or it counts in a first cell."""
    if any(map(is_gutter, (block, *block.above(3)))):
        return True
    cell = next((one for one in block.above(3) if one.tag == "td"), None)
    row = cell.parent if cell is not None else None
    is_first = row is not None and next(row.walk("td"), None) is cell
    return is_first and _NUMBERS.fullmatch(block.text()) is not None


def undress(block: Element) -> list[Node]:
    """Return what the code in an element is made of: text, and elements that mean something."""
    made: list[Node] = []
    waiting: list[Node | int] = [*block.children[::-1]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):  # the end of a line that began there
            if len(made) == node or not _ends_line(made[-1]):
                made.append("\n")
        elif isinstance(node, str):
            made.append(node)
        elif node.tag == "br":
            made.append("\n")
        elif not node.tag or node.tag in _DRESS or _leads_nowhere(node):
            if is_gutter(node) or (node.tag == "pre" and is_numbers(node)):
                continue
            if node.tag in _LINES or _is_shown_as_line(node):
                waiting.append(len(made))
            waiting.extend(node.children[::-1])
        elif node.tag != "button":
            node.fill(*undress(node))
            made.append(node)
    return made


def _ends_line(node: Node) -> bool:
    return isinstance(node, str) and node.endswith("\n")


def _is_shown_as_line(element: Element) -> bool:
    style = element.get("style").replace(" ", "").lower()
    return element.tag == "span" and "display:block" in style


def _leads_nowhere(element: Element) -> bool:
    return element.tag == "a" and (not element.get("href") or element.get("href").startswith("#"))


def trim(nodes: list[Node]) -> list[Node]:
    """Return code without blank lines before its first."""
    while nodes and isinstance(nodes[0], str):
        first = re.sub(r"\A(?:[ \t]*\r?\n)+", "", nodes[0])
        if first:
            return [first, *nodes[1:]]
        nodes = nodes[1:]
    return nodes
