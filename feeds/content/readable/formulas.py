"""Formulas as KaTeX and MathJax leave them in a page -> MathML, or TeX where there is none. Pure.

Both show a formula by hundreds of styled boxes, and keep unseen beside them what it says.
"""

from __future__ import annotations

import re
from html import escape, unescape

from feeds.content.readable.parser import parse
from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, make

_SPACE = "http://www.w3.org/1998/Math/MathML"
_BOXES = frozenset(
    ("katex", "mathjax", "mathjax_display", "mathjax_svg", "mathjax_chtml", "mjx-chtml", "katex-display")
)
_SHOWN = frozenset(("katex-display", "mathjax_display", "mathjax_svg_display", "mjxc-display"))
_PREVIEW = "mathjax_preview"
_SCRIPT = re.compile(r"math/(?P<kind>tex|mml)\b(?P<mode>.*)", re.IGNORECASE | re.DOTALL)
# kramdown writes this round what XML would take for markup.
_CDATA = re.compile(r"\s*%?\s*<!\[CDATA\[|%?\s*\]\]>\s*")


def _change(tree: Element) -> None:
    previews: list[Element] = []
    frames: dict[str, Element] = {}
    for element in tree.walk():
        if element.tag == "script":
            kind = _SCRIPT.fullmatch(element.get("type"))
            if kind:
                _write(element, kind, frames.pop(f"{element.get('id')}-Frame", None))
                for preview in previews:
                    preview.drop()
                previews = []
        elif _PREVIEW in element.classes:
            previews.append(element)
        elif element.tag == "mjx-container" or not _BOXES.isdisjoint(element.classes):
            frames.update(
                {one.get("id"): element for one in (element, *element.walk("span", "div")) if one.get("id")}
            )
            _keep_formula(element)
    for formula in tree.walk("math"):
        _strip(formula)


def _keep_formula(box: Element) -> None:
    """Put the MathML of a formula in the place of its boxes, if there is some."""
    formula = next(box.walk("math"), None)
    if formula is not None:
        shown = box.get("display") == "true" or not _SHOWN.isdisjoint(box.classes)
        if shown or any(not _SHOWN.isdisjoint(one.classes) for one in box.above(1)):
            formula.put("display", "block")
        box.become(formula)


def _write(script: Element, kind: re.Match[str], frame: Element | None) -> None:
    """Put the formula that a script holds in its place, unless its boxes became one: they hold it as well."""
    source = _CDATA.sub("", "".join(one for one in script.children if isinstance(one, str))).strip()
    if not source or (frame is not None and not frame.tag):
        script.drop()
        return
    if frame is not None:
        frame.drop()
    if kind["kind"].lower() == "mml":
        made = parse(source)
        script.become(*(made.children if made is not None else ()))
    else:
        begin, end = ("\\[", "\\]") if "display" in kind["mode"].lower() else ("\\(", "\\)")
        script.become(escape(f"{begin}{unescape(source)}{end}", quote=False))


def _strip(formula: Element) -> None:
    """Leave of a formula what is to be seen; what it says in TeX is its other text."""
    for note in formula.walk("annotation", "annotation-xml"):
        if note.get("encoding").lower().endswith("tex") and not formula.get("alttext"):
            formula.put("alttext", note.text())
        note.drop()
    for holder in formula.walk("semantics"):
        rows = [one for one in holder.nodes() if isinstance(one, Element)]
        holder.become(rows[0] if len(rows) == 1 else make("mrow", {}, *holder.children))
    formula.put("xmlns", _SPACE)


RULES = (
    Rule(
        name="formulas",
        gates=(gate(r"<math|<mjx-|\stype\s*=\s*[\"']?math/|(?:katex|mathjax)", "math", "<mjx-", "katex"),),
        change=_change,
    ),
)
