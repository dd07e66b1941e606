"""Code as highlighters dress it (Rouge, Pygments, Chroma, Prism, highlight.js, Shiki) -> plain code.

They colour by the classes of hundreds of spans, and number lines in tables and gutters. Readers have no
style for the ones, and show the others as text. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from feeds.content.readable.codetext import is_gutter, is_numbers, trim, undress
from feeds.content.readable.languages import language, own_language
from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, Node, make

_TABLE = re.compile(r"[\w-]*highlight-?table|rouge-table|lntable|code-?table|linenums?-?table|crayon-table")
_BARE = re.compile(r"language-[\w+#.-]+")
_NAMES = ("highlight", "chroma", "sourcecode", "codehilite", "linenos")
_KEPT = frozenset(("id", "dir", "lang", "title"))


def _change(tree: Element) -> None:
    for table in tree.walk("table"):
        if _is_listing(table) and not table.inside("pre"):
            _flatten_table(table)
    for block in tree.walk("pre"):
        if _is_dressed(block):
            _flatten(block)
    for box in tree.walk("figure"):
        if "highlight" in box.classes and next(box.walk("figcaption"), None) is None:
            box.unwrap()
    for code in tree.walk("code"):
        if "class" in code.attributes:
            name = own_language(code)
            code.put("class", f"language-{name}" if name else None)


def _is_listing(table: Element) -> bool:
    """Tell whether a table holds code: it has a <pre>, and says so or has a cell of line numbers before."""
    cells = table.walk("td")
    first, second = next(cells, None), next(cells, None)
    if first is None or second is None:
        return False
    if is_gutter(first) and any("code" in name or name == "line" for name in second.classes):
        return True
    holds = next(second.walk("pre"), None) is not None
    return holds and (is_gutter(first) or any(map(_TABLE.fullmatch, table.classes)))


def _flatten_table(table: Element) -> None:
    name = language(table)
    blocks = [one for one in table.walk("pre") if not is_numbers(one)]
    if len(blocks) == 1:
        name, code = language(blocks[0]) or name, undress(blocks[0])
    else:  # a row for each line
        code = []
        for row in table.walk("tr"):
            line = [node for cell in list(row.walk("td"))[-1:] for node in undress(cell)]
            code += [*line, *(() if line and str(line[-1]).endswith("\n") else ("\n",))]
    table.become(make("pre", {}, _code(name, code)))


def _is_dressed(block: Element) -> bool:
    """Tell whether a <pre> holds code of a highlighter; a poem, or a drawing in letters, is none."""
    if block.inside("pre"):
        return False
    code = next(block.walk("code"), None)
    if code is not None:
        bare = not block.attributes and (not code.attributes or _BARE.fullmatch(code.get("class")))
        return not bare or next(block.walk("span", "font", "div", "table"), None) is not None
    return bool(
        language(block) or any("class" in one.attributes for one in block.walk("span", "li", "div", "td"))
    )


def _flatten(block: Element) -> None:
    name = language(block)
    code = _code(name, undress(block))
    for other in [
        one for one in block.attributes if one not in _KEPT or block.get(one).lower() == name.lower()
    ]:
        block.put(other, None)
    block.fill(code)
    block.end = block.end or "</pre>"


def _code(name: str, nodes: Iterable[Node]) -> Element:
    return make("code", {"class": f"language-{name}"} if name else {}, *trim([*nodes]))


RULES = (
    Rule(
        name="highlighting",
        gates=(
            gate(r"""<pre\s|<code\s+(?!class="language-[\w+\#.-]+">)|<td[^<>]*(?:class|data-line)"""),
            gate("|".join(_NAMES), *_NAMES),
        ),
        change=_change,
    ),
)
