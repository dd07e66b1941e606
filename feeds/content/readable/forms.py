"""Forms: boxes that are ticked become signs, controls go, and the words of a form stay. Pure."""

from __future__ import annotations

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, Node, has_words

_CONTROLS = ("input", "select", "textarea", "datalist", "keygen", "button")


def _tick(tree: Element) -> None:
    for box in tree.walk():
        children = box.children
        for place, child in enumerate(children):
            if (
                isinstance(child, Element)
                and child.tag == "input"
                and child.get("type").lower() == "checkbox"
            ):
                sign = "☑" if "checked" in child.attributes else "☐"
                child.become(sign if _has_blank(children[place + 1 : place + 2]) else f"{sign} ")


def _has_blank(after: list[Node]) -> bool:
    return bool(after) and isinstance(after[0], str) and after[0][:1].isspace()


def _drop_controls(tree: Element) -> None:
    for control in tree.walk(*_CONTROLS):
        if control.tag == "button" and next(control.walk("a", "img", "p", "pre"), None) is not None:
            control.unwrap()
        else:
            control.drop()
    for box in tree.walk("form", "fieldset", "legend"):
        if box.tag == "legend":
            box.rename("p")
        elif has_words(box):
            box.rename("div")
        else:
            box.unwrap()


RULES = (
    Rule(name="task-lists", gates=(gate(r"<input[^<>]*checkbox"),), change=_tick),
    Rule(
        name="forms",
        gates=(gate(r"<(?:form|fieldset|legend|input|select|textarea|datalist|keygen|button)\b"),),
        change=_drop_controls,
    ),
)
