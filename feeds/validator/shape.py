"""What an element may hold, as a table, and the one walk that holds a tree against it. Pure.

Each format writes its specification down as shapes; what no table can say is a shape's `rule`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeAlias

from feeds.validator.findings import Check, Findings, Node, local, name_of, quoted
from feeds.validator.uris import reference
from feeds.validator.values import language

Children: TypeAlias = dict[str, list[Node]]
Rule: TypeAlias = Callable[[Node, Children, Findings], None]

XML: Final = "{http://www.w3.org/XML/1998/namespace}"

COMMON: Final[Mapping[str, Check]] = {f"{XML}lang": language, f"{XML}base": reference}
"""The attributes of XML itself, which may stand on every element."""

_MOST_ATTRIBUTES: Final = 100
"""No format has so many; libxml2 searches through all of them for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an element may hold. Names are tags as lxml writes them: `{namespace}name`.

    `many` are the children that may stand more than once, `required` those that must stand and
    `needs` the attributes that must. Without a rule for its `text` an element holds none; `free`
    lets it hold whatever it likes. Elements of other namespaces may stand anywhere.
    """

    text: Check | None = None
    attributes: Mapping[str, Check] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    children: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    many: frozenset[str] = frozenset()
    free: bool = False
    rule: Rule | None = None


def walk(element: Node, shape: Shape, found: Findings) -> None:
    """Hold the element and all below it against the shape."""
    _attributes(element, shape, found)
    seen: Children = {}
    if shape.text is not None:
        _text(element, shape.text, found)
    elif not shape.free:
        seen = _children(element, shape, found)
    if shape.rule is not None:
        shape.rule(element, seen, found)


def _attributes(element: Node, shape: Shape, found: Findings) -> None:
    for name in shape.needs:
        if element.get(name) is None:
            message = f'<{name_of(element)}> has no attribute {name}; write {name}="…"'
            found.error(element, "missing-attribute", message)
    for key in element.keys()[:_MOST_ATTRIBUTES]:
        name = str(key)
        check = shape.attributes.get(name) or COMMON.get(name)
        if check is not None:
            value = element.get(name, "")
            if fault := check(f"{name_of(element)}’s {name.removeprefix(XML)}", value):
                found.add(element, fault)
        elif not name.startswith("{"):
            message = f"<{name_of(element)}> has no attribute {quoted(name)}; leave it out"
            found.error(element, "unknown-attribute", message)


def _text(element: Node, check: Check, found: Findings) -> None:
    if len(element) and (child := next(element.iterchildren("*"), None)) is not None:
        message = (
            f"<{name_of(element)}> holds text only, not <{name_of(child)}>; "
            "escape the markup: write “&lt;” for “<”"
        )
        found.error(child, "unexpected-markup", message)
    elif fault := check(name_of(element), element.text or ""):
        found.add(element, fault)


def _children(element: Node, shape: Shape, found: Findings) -> Children:
    seen: Children = {}
    shapes = shape.children
    loose = element.text or ""
    for child in element.iterchildren("*"):
        tag = child.tag
        if (inner := shapes.get(tag)) is not None:
            seen.setdefault(tag, []).append(child)
            walk(child, inner, found)
        elif _namespace(tag) == _namespace(element.tag):
            message = f"<{name_of(element)}> may not hold <{name_of(child)}>; leave it out"
            found.error(child, "unknown-element", message)
        if (tail := child.tail) and not tail.isspace():
            loose = tail
    if loose and not loose.isspace():
        message = f"The text {quoted(loose)} stands between elements; leave it out"
        found.error(element, "unexpected-text", message)
    _counts(element, shape, seen, found)
    return seen


def _counts(element: Node, shape: Shape, seen: Children, found: Findings) -> None:
    for tag, children in seen.items():
        if len(children) > 1 and tag not in shape.many:
            message = f"<{name_of(element)}> may hold one <{name_of(children[1])}> only"
            found.error(children[1], "duplicate-element", f"{message}; leave the others out")
    for tag in shape.required:
        if tag not in seen:
            name = local(tag)
            message = f"<{name_of(element)}> has no <{name}>; write <{name}>…</{name}>"
            found.error(element, "missing-element", message)


@cache
def _namespace(tag: str) -> str:
    return tag[: tag.rfind("}") + 1]
