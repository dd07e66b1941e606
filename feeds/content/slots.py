"""What Markdown must not touch waits behind marks: HTML made before it, and braces meant as such. Pure.

The marks are made of control characters, which `characters.clean` has taken out of every body before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = re.compile("\x02(\\d+)\x03")
# What may not stand in a paragraph; Markdown wraps its mark in one, as it would any word.
_BLOCK = re.compile(
    r"\s*(?:<(?:figure|pre|p|blockquote|table|div|section|ul|ol|dl|h[1-6]|details|hr|!--)\b|$)"
)
_MARKUP = re.compile(r"\{(?=[{%#])|<(?=%)|(?<=[}%])\}|(?<=%)>")
_SIGNS = ("{", "}", "<%", "%>")  # of which one stands in either
_LIQUID = re.compile(r"\{(?=[{%])|(?<=[}%])\}")
_LITERALS = {"{": "\x01", "<": "\x04", "}": "\x05", ">": "\x06"}
_TRANSLATED = str.maketrans({"\x01": "{", "\x04": "&lt;", "\x05": "}", "\x06": "&gt;"})
_URL = {"%01": "%7B", "%04": "%3C", "%05": "%7D", "%06": "%3E"}


# What a link gets for a target that nobody could find: the link goes then, and its text stays.
NOWHERE = "\x07"
_DEAD = re.compile(r"(?<!!)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,500})\]\(\x07[^)\n]{0,500}\)")
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]\n]{1,500})\](?:\[(?P<name>[^\[\]\n]{0,200})\])?(?![(:])")
_DEAD_NAME = re.compile(r"^[ ]{0,3}\[(?P<name>[^\]\n]{1,200})\]:[ \t]*\x07[^\n]*$", re.MULTILINE)


def drop_dead_links(text: str) -> str:
    """Return a Markdown text without the links that lead nowhere; their text stays."""
    if NOWHERE not in text:
        return text
    names = {name["name"].casefold() for name in _DEAD_NAME.finditer(text)}
    text = _DEAD.sub(lambda link: link["text"], _DEAD_NAME.sub("", text))
    if names:
        text = _REFERENCE.sub(
            lambda m: m["text"] if (m["name"] or m["text"]).casefold() in names else m[0], text
        )
    return text.replace(NOWHERE, "")


class Slots:
    """The HTML of one body that waits behind marks."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._lines: list[int] = []
        self._blocks: set[int] = set()
        self._kept = False

    def put(self, html: str, lines: int = 0) -> str:
        """Keep HTML and return the mark that stands for it, and for so many line ends of the source."""
        if _BLOCK.match(html):
            self._blocks.add(len(self._html))
        self._html.append(self.fill(html))
        self._lines.append(lines)
        return f"\x02{len(self._html) - 1}\x03"

    def fill(self, html: str) -> str:
        """Return the HTML with what waits put in its places."""
        if "\x02" in html:
            if self._blocks:
                html = self._unwrap(html)
            html = _MARK.sub(lambda mark: self._html[int(mark[1])], html)
        if self._kept:
            html = re.sub("%0[1456]", lambda code: _URL[code[0]], html.translate(_TRANSLATED))
        return html

    def _unwrap(self, html: str) -> str:
        """Return the HTML with each paragraph ended before a block, and begun anew behind it."""
        first, *others = html.split("<p>")
        made = [first]
        for other in others:
            inner, end, rest = other.partition("</p>")
            # text and the numbers of marks by turns
            pieces = _MARK.split(inner) if end else []
            if not any(int(number) in self._blocks for number in pieces[1::2]):
                made.append(f"<p>{other}")
                continue
            text = pieces[0]
            for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
                mark = f"\x02{number}\x03"
                if int(number) in self._blocks:
                    made += [_paragraph(text), mark]
                    text = after
                else:
                    text += mark + after
            made += [_paragraph(text), rest]
        return "".join(made)

    def keep(self, text: str, *, liquid: bool = False) -> str:
        """Return a text whose template markup is only text: no later step may take it for more.

        With `liquid` that of Liquid alone.
        """
        if not any(sign in text for sign in _SIGNS):
            return text
        kept, count = (_LIQUID if liquid else _MARKUP).subn(lambda brace: _LITERALS[brace[0]], text)
        self._kept = self._kept or count > 0
        return kept

    def brace(self) -> str:
        """Return a brace that is only a brace."""
        self._kept = True
        return _LITERALS["{"]

    def line(self, text: str, offset: int) -> int:
        """Return the line, from 1, of an offset of a text in which marks stand for more lines."""
        before = text[:offset]
        swallowed = sum(self._lines[int(mark[1])] for mark in _MARK.finditer(before))
        return before.count("\n") + 1 + swallowed


def _paragraph(text: str) -> str:
    return f"<p>{text.strip()}</p>\n" if text.strip() else ""


class Cuts:
    """What had to be cut out of one body: each name once, at the line where it first stood."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], tuple[int, str]] = {}

    def add(self, code: str, name: str, message: str, line: Callable[[], int]) -> None:
        """Note a cut, unless the name was noted before: only then its line is counted."""
        if (code, name) not in self.found:
            self.found[code, name] = (line(), message)
