"""Lines of colons round a block (:::note … :::) -> a quotation, as Docusaurus and others box it. Pure."""

from __future__ import annotations

import re
from html import escape

from feeds.content.verbatim import holds, regions

_LINE = re.compile(r"^[ ]{0,3}:{3,}[ \t]*(?P<name>[\w-]*)(?P<rest>[^\n]*)$", re.MULTILINE)
_NAMED = re.compile(r"title=[\"']([^\"'\n]*)[\"']|^\[([^\]\n]*)\]")


def render(text: str) -> str:
    """Return the text with its boxes as quotations; a line of colons without its other half goes."""
    if ":::" not in text:
        return text
    code = regions(text, markdown=True)
    lines = [line for line in _LINE.finditer(text) if not holds(code, line.start())]
    made: dict[int, str] = {}
    waiting: list[int] = []
    for index, line in enumerate(lines):
        if line["name"] or line["rest"].strip():
            waiting.append(index)
        elif waiting:
            opener = waiting.pop()
            made[opener] = f"\n<blockquote>\n\n{_title(lines[opener])}"
            made[index] = "\n\n</blockquote>\n"
    parts, last = [], 0
    for index, line in enumerate(lines):
        parts += [text[last : line.start()], made.get(index, "")]
        last = line.end()
    return "".join([*parts, text[last:]])


def _title(line: re.Match[str]) -> str:
    rest = line["rest"].strip()
    named = _NAMED.search(rest)
    title = (named[1] or named[2]) if named else re.sub(r"\{[^}]*\}", "", rest).strip()
    return f"<p><strong>{escape(title, quote=False)}</strong></p>\n" if title else ""
