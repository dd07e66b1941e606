"""MDX (mdxjs.com/docs/what-is-mdx) -> Markdown: no imports, components or expressions. Pure.

What a component would show only its code knows: the tags of a pair go and what they hold stays, a
component that holds nothing is cut and named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial

from feeds.content import known
from feeds.content.known import Call
from feeds.content.slots import Cuts, Slots
from feeds.content.verbatim import Region, holds, regions
from feeds.model import Post

_MODULE = re.compile(
    r"(?:(?<=\n\n)|^)(?:import\s+(?:[\w*{][^\n]*?from\s*)?[\"'][^\n]*|"
    r"(?:import\s*\{|export\s+(?:const|let|var|default|function|async|class|\{|\*))[^\n]*)(?:\n[^\n]+)*"
)
_NEXT = re.compile(r"\{|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]*|(?=>))|\\[{<\\]")
_IN_TAG = re.compile(r"[{\"'>]")
_IN_BRACES = re.compile(r"[{}\"'`]|/\*")
_MARKER = re.compile(r"\{/\*\s*(more|truncate|excerpt)\s*\*/\}", re.IGNORECASE)
_LITERAL = re.compile(r"\{\s*(?:\"([^\"\\]*)\"|'([^'\\]*)'|`([^`\\$]*)`)\s*\}")
_ATTRIBUTE = re.compile(r"\s[\w:-]+\s*=\s*(?=\{)")
_INLINE_MATH = re.compile(r"(?<![\\$])\$[^\s$][^$\n]{0,500}\$")
_MAX_UNCLOSED = 500
_LONGEST = 5_000  # characters of one tag or expression
_MEND = "write it in Markdown, or take the bodies from the built site ([content] from)"


def strip(body: str, post: Post, slots: Slots, cuts: Cuts) -> str:
    """Return the body as Markdown; code keeps what it has."""
    code = regions(body, markdown=True, math=True, indented=False)
    modules = [m.span() for m in _MODULE.finditer(body) if not holds(code, m.start())]
    skip = _merge([*code, *modules, *(m.span() for m in _INLINE_MATH.finditer(body))])
    parts: list[str] = []
    last = offset = unclosed = 0
    while unclosed < _MAX_UNCLOSED and (found := _NEXT.search(body, offset)) is not None:
        region = _region(skip, found.start())
        offset = region[1] if region else found.end()
        if region or found[0][0] == "\\":
            continue
        end = _end(body, found)
        unclosed += end is None
        if end is None and found[0] != "{":
            continue
        parts.append(body[last : found.start()])
        last = offset = end or found.end()
        if end is not None:
            note = partial(
                _note,
                " ".join(body[found.start() : end].split()),
                cuts,
                partial(slots.line, body, found.start()),
            )
            parts.append(
                _brace(body[found.start() : end], note)
                if found[0] == "{"
                else _tag(found, body[found.start() : end], post, slots, note)
            )
    parts.append(body[last:])
    return _without_modules("".join(parts)) if modules else "".join(parts)


def _merge(found: list[Region]) -> list[Region]:
    """Return the regions in order, those that touch as one."""
    merged: list[Region] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _region(skip: list[Region], offset: int) -> Region | None:
    place = bisect_right(skip, (offset, 1 << 60)) - 1
    return skip[place] if place >= 0 and skip[place][0] <= offset < skip[place][1] else None


def _without_modules(body: str) -> str:
    code = regions(body, markdown=True, indented=False)
    return _MODULE.sub(lambda m: m[0] if holds(code, m.start()) else "\n" * m[0].count("\n"), body)


def _end(body: str, found: re.Match[str]) -> int | None:
    """Return where the tag or expression ends; None if that is nowhere near."""
    limit = min(len(body), found.start() + _LONGEST)
    if found[0] == "{":
        return _close_brace(body, found.start(), limit)
    offset = found.end()
    while (char := _IN_TAG.search(body, offset, limit)) is not None:
        if char[0] == ">":
            return char.end()
        if char[0] == "{":
            end = _close_brace(body, char.start(), limit)
        else:
            end = body.find(char[0], char.end(), limit) + 1
        if not end:
            return None
        offset = end
    return None


def _close_brace(body: str, start: int, limit: int) -> int | None:
    """Return the end of what a brace opens; braces in strings and comments do not count."""
    depth, offset = 0, start
    while (char := _IN_BRACES.search(body, offset, limit)) is not None:
        offset = char.end()
        if char[0] == "{":
            depth += 1
        elif char[0] == "}":
            depth -= 1
            if depth == 0:
                return offset
        else:
            closer = "*/" if char[0] == "/*" else char[0]
            end = body.find(closer, offset, limit)
            offset = end + len(closer) if end >= 0 else offset
    return None


def _brace(written: str, note: partial[None]) -> str:
    if marker := _MARKER.fullmatch(written):
        return f"<!-- {marker[1].lower()} -->"
    if literal := _LITERAL.fullmatch(written):
        return next(text for text in literal.groups() if text is not None)
    if not written.startswith("{/*"):
        note("{…}", "is an expression, and cut")
    return ""


def _tag(found: re.Match[str], written: str, post: Post, slots: Slots, note: partial[None]) -> str:
    """Return what a tag becomes: HTML stays but for its expressions, a component goes."""
    name = found["name"] or ""
    if name and name[0].islower() and "." not in name:
        return _plain_attributes(written) if "{" in written else written
    if not name or found["end"]:
        return ""
    call = Call.parse(name, _plain_attributes(written[len(name) + 1 : -1]), post)
    if not written.endswith("/>"):
        return known.keep(call)[0] + ("\n\n" if call.get("title", "header", "label", "summary") else "")
    make = known.SINGLE.get(name.lower())
    made = make(call) if make and call.named else None
    if made is None:
        note(name, "is a component, and cut")
        return ""
    return slots.put(made)


def _plain_attributes(written: str) -> str:
    """Return a tag without the attributes whose value is an expression."""
    parts, last = [], 0
    while (attribute := _ATTRIBUTE.search(written, last)) is not None:
        end = _close_brace(written, attribute.end(), len(written))
        parts.append(written[last : attribute.start()])
        last = end or len(written)
    return re.sub(r"\{[^{}]*\}", "", "".join([*parts, written[last:]]))


def _note(shown: str, cuts: Cuts, line: partial[int], name: str, what: str) -> None:
    shown = f"{shown[:50]}…" if len(shown) > 60 else shown
    cuts.add("mdx", name, f"{shown} {what}; {_MEND}", line)
