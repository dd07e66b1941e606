"""What kramdown reads and CommonMark would show: attribute lists, {:toc}, extensions. Pure.

kramdown.gettalong.org/syntax.html, "Inline Attribute Lists" and "Extensions".
"""

from __future__ import annotations

import re
from html import escape

from feeds.content.slots import Slots
from feeds.content.verbatim import Region, holds, outside, regions

# An attribute list: at most a line long here, though kramdown has no limit.
_LIST = r"\{:(?!:)(?:(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^}\"'\n]){0,200}|[^}\n]{0,200})\}"
_EDGE = r"(?:(?<=\n)|^)"
_TOC = re.compile(
    rf"{_EDGE}[ \t>]*(?:[*+-]|\d+\.)[ \t][^\n]*\n"
    r"[ \t>]*\{:(?:[^}\n]{0,200}[ \t])?toc(?:[ \t][^}\n]{0,200})?\}[ \t]*(?=\n|$)"
)
_BLOCK = re.compile(rf"{_EDGE}[ \t>]*(?:{_LIST}[ \t]*)+(?=\n|$)")
_SPAN = re.compile(_LIST)
_COMMENT = re.compile(r"\{::comment(?:[ \t][^}\n]{0,200})?\}(?s:.)*?\{:/(?:comment)?\}")
_EXTENSION = re.compile(r"\{::[a-z]+(?:[ \t][^}\n]{0,500})?/?\}|\{:/(?:[a-z]+)?\}")
_ESCAPED = re.compile(r"\\\{(?=:)")
_HEADING = re.compile(
    r"^(?P<text>[ ]{0,3}#{1,6}[ \t][^\n]{0,500}?)[ \t]{0,50}(?P<list>\{[#.][^{}\n]{0,200}\})[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_UNDERLINED = re.compile(
    r"^(?P<text>[^\n]{1,500}?)[ \t]{0,50}(?P<list>\{[#.][^{}\n]{0,200}\})[ \t]*(?=\n(?:=+|-+)[ \t]*$)",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(rf"{_EDGE}\*\[[^\]\n]{{1,200}}\]:[^\n]*")
_INSIDE = re.compile(
    r"(<(?:div|section|article|aside|details|figure|blockquote)\b[^>\n]{0,500}?)\s+markdown=[\"']?(?:1|block|span)[\"']?"
    r"([^>\n]{0,500}>)[ \t]*\n"
)
# Mathematics, a block or in a line ("Math Blocks"): of what is in it nothing is Markdown.
_MATH = re.compile(r"\$\$(?:[^$\n]|\n(?![ \t]*\n)|\$(?!\$)){1,5000}\$\$")


def strip(text: str, slots: Slots) -> str:
    """Return the text without what is meant for kramdown alone; code keeps it."""
    if "$$" in text:
        text = _keep_mathematics(text, slots)
    if "{" not in text and "*[" not in text and "markdown=" not in text:
        return text
    if "{::comment" in text and "{:/" in text:
        text = _drop_comments(text)

    if "{#" in text or "{." in text:
        text = _strip_headings(text)

    def change(part: str) -> str:
        if "{" in part and "}" in part:
            part = _ESCAPED.sub(lambda _: slots.brace(), part)
            part = _SPAN.sub("", _BLOCK.sub("", _TOC.sub("\n", _EXTENSION.sub("", part))))
        if "*[" in part:
            part = _ABBREVIATION.sub("", part)
        return _INSIDE.sub(lambda m: f"{m[1]}{m[2]}\n\n", part) if "markdown=" in part else part

    return outside(text, regions(text, markdown=True), change)


def _keep_mathematics(text: str, slots: Slots) -> str:
    """Return the text with marks for its formulas, which are shown as they are written."""

    def keep(math: re.Match[str]) -> str:
        return slots.put(escape(math[0], quote=False), math[0].count("\n"))

    return outside(text, regions(text, markdown=True), lambda part: _MATH.sub(keep, part))


def _strip_headings(text: str) -> str:
    """Return the text without the ids and classes of its headings, which may hold code as well."""
    for pattern in (_HEADING, _UNDERLINED):
        code = regions(text, markdown=True)

        def strip_one(heading: re.Match[str], code: list[Region] = code) -> str:
            return heading[0] if holds(code, heading.start("list")) else heading["text"]

        text = pattern.sub(strip_one, text)
    return text


def _drop_comments(text: str) -> str:
    """Return the text without {::comment}: ends are looked for only up to the last that there is."""
    code = regions(text, markdown=True)
    end = text.rfind("{:/") + len("{:/comment}")
    head = _COMMENT.sub(lambda one: one[0] if holds(code, one.start()) else "", text[:end])
    return head + text[end:]
