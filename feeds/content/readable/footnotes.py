"""Footnotes: readers that know them find their marks, and all others a rule before the notes. Pure.

A link to a note is one to the note on the post's page: readers that drop ids, or resolve “#fn1” against
the feed, still arrive at it. Those that show notes where they are called (NetNewsWire and its kin) take
the part behind the # of any link of class “footnote”, and look for it among the ids of the entry: these stay.
"""

from __future__ import annotations

import re

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, make

_NOTE = re.compile(
    r"(?:user-content-)?(?:fn|footnote|foot|note|endnote|sn|sidenote|_?ftn|_edn|sdfootnote|sdendnote|cite_note|easy-footnote"
    r"|fnt)(?:[-:_.]|\d).*",
    re.IGNORECASE,
)
_CALL = frozenset(
    ("footnote", "footnote-ref", "footnote-reference", "footnoteref", "noteref", "fnref", "footnote-link")
)
_BACK = frozenset(
    ("reversefootnote", "footnote-backref", "footnote-back", "footnote-backlink", "footnote-return",
     "data-footnote-backref")
)  # fmt: skip
_BACK_NAME = re.compile(
    r"(?:user-content-)?(?:fnref|footnote-?ref|ref-?fn|_?ftnref|_ednref|fnr|backref)(?:[-:_.]|\d).*",
    re.IGNORECASE,
)
_ARROWS = re.compile("[\\s↩↵⏎↑↥⤴⬆^\ufe0e\ufe0f]+")
_BOXES = ("div", "section", "ol", "aside", "footer")
_BOX = frozenset(("footnotes", "footnote-list", "footnotelist", "footnotes-list", "endnotes"))


def _change(tree: Element) -> None:
    named = {
        one.get("id") or one.get("name"): one
        for one in tree.walk()
        if "id" in one.attributes or "name" in one.attributes
    }
    for link in tree.walk("a"):
        name = link.get("href").removeprefix("#")
        if name and name != link.get("href") and name in named:
            kind = _kind(link, name)
            if kind:
                link.put("class", kind)
    last = False
    for box in tree.walk(*_BOXES):
        if _is_box(box):
            if not last:
                _rule_off(box)
            last = True


def _kind(link: Element, name: str) -> str:
    """Return the class by which readers know a link: to a note, or back from one; empty if it is neither."""
    classes = {*link.classes, *link.attributes}
    role = link.get("role")
    if (
        role == "doc-backlink"
        or not _BACK.isdisjoint(classes)
        or _BACK_NAME.fullmatch(name)
        or _ARROWS.fullmatch(link.text())
    ):
        return "reversefootnote"
    raised = link.inside("sup") or next(link.walk("sup"), None) is not None
    marked = role == "doc-noteref" or not _CALL.isdisjoint(classes) or "data-footnote-ref" in classes
    return (
        "footnote"
        if marked or (raised and len(link.text()) <= 6) or (raised and _NOTE.fullmatch(name))
        else ""
    )


def _is_box(box: Element) -> bool:
    return box.get("role") == "doc-endnotes" or not _BOX.isdisjoint((*box.classes, box.get("id").lower()))


def _rule_off(box: Element) -> None:
    """Mark the notes as such, with a line before them if there is none."""
    if box.tag in {"section", "aside", "footer"}:
        box.rename("div")
    box.put("class", "footnotes")
    before = box.before()
    ruled = isinstance(before, Element) and before.tag == "hr"
    if not ruled and box.tag != "ol" and next(box.walk("hr"), None) is None and box.text():
        box.fill(make("hr", {}), *box.children)


RULES = (
    Rule(
        name="footnotes",
        gates=(gate(r"""(?:footnote|endnote|noteref)|\shref\s*=\s*["']?\#""", "note", "#"),),
        change=_change,
    ),
)
