"""The templates of pages: what of Mustache (mustache.github.io/mustache.5.html) a page needs. Pure.

`{{name}}` escaped for HTML, `{{{name}}}` as it is, `{{#name}}…{{/name}}` once for each of a list or if
it is there, `{{^name}}…{{/name}}` if it is not, `{{! a remark }}`; dots lead into what a name holds.
Other than Mustache's, a name that is not known is an error: an empty place would be found too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Final, TypeAlias

from feeds.model import BadSettings
from feeds.record import Record

Value: TypeAlias = "str | bool | int | Mapping[str, Value] | Sequence[Mapping[str, Value]] | None"
Values: TypeAlias = Mapping[str, Value]

# "{{{" first. What opens, closes or remarks takes its line with it if it stands there alone.
_TAG: Final = re.compile(
    r"(?m)^[ \t]*\{\{(?P<alone>[#^/!])(?P<what>(?:(?!\}\}).)*)\}\}[ \t]*(?:\n|\Z)"
    r"|\{\{\{(?P<raw>(?:(?!\}\}\}).)*)\}\}\}"
    r"|\{\{(?P<sign>[#^/!]?)(?P<name>(?:(?!\}\}).)*)\}\}",
)


class _Tag(Record, frozen=True):
    """A place that is filled in: with a value, or for "#" and "^" with what stands inside."""

    sign: str
    name: str
    line: int
    inside: tuple[_Tag | str, ...] = ()


def render(template: str, values: Values, name: str) -> str:
    """Return the template with the values in it; `name` is what it is called where it is wrong.

    Raises:
        BadSettings: it asks for a value that there is not, or its sections do not fit together.
    """
    return "".join(_render(_parse(template, name), (values,), name))


def _render(parts: Sequence[_Tag | str], scopes: tuple[Values, ...], name: str) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
            continue
        value = _find(part, scopes, name)
        if part.sign in {"", "{"}:
            text = "" if value is None else str(value)
            yield text if part.sign == "{" else escape(text)
        elif part.sign == "^":
            if not value:
                yield from _render(part.inside, scopes, name)
        elif isinstance(value, Mapping):
            yield from _render(part.inside, (value, *scopes), name)
        elif isinstance(value, str | int):
            if value:
                yield from _render(part.inside, scopes, name)
        else:
            for one in value or ():
                yield from _render(part.inside, (one, *scopes), name)


def _find(tag: _Tag, scopes: tuple[Values, ...], name: str) -> Value:
    first, *rest = tag.name.split(".")
    found: Value = next((scope for scope in scopes if first in scope), None)
    for key in (first, *rest):
        if not isinstance(found, Mapping) or key not in found:
            known = ", ".join(sorted({key for scope in scopes for key in scope}))
            message = f"there is no {{{{{tag.name}}}}} here; write one of {known}"
            raise BadSettings(f"{name}, line {tag.line}: {message}")
        found = found[key]
    return found


@cache
def _parse(template: str, name: str) -> tuple[_Tag | str, ...]:
    """Return the template as texts and tags, with those of a section inside of it."""
    open_: list[tuple[_Tag, list[_Tag | str]]] = [(_Tag("", "", 0), [])]
    end = 0
    for match in _TAG.finditer(template):
        open_[-1][1].append(template[end : match.start()])
        end = match.end()
        line = template.count("\n", 0, match.end("what" if match["alone"] else 0)) + 1
        sign = match["alone"] or match["sign"] or ("{" if match["raw"] is not None else "")
        tag = _Tag(sign, (match["what"] or match["raw"] or match["name"] or "").strip(), line)
        if sign in {"#", "^"}:
            open_.append((tag, []))
        elif sign == "/":
            opened, inside = open_.pop()
            if opened.name != tag.name or not open_:
                raise _unbalanced(name, line, tag, opened)
            open_[-1][1].append(_Tag(opened.sign, opened.name, opened.line, tuple(inside)))
        elif sign != "!":
            open_[-1][1].append(tag)
    if len(open_) > 1:
        raise _unbalanced(name, open_[-1][0].line, None, open_[-1][0])
    return (*open_[0][1], template[end:])


def _unbalanced(name: str, line: int, closing: _Tag | None, opened: _Tag) -> BadSettings:
    if closing is not None and not opened.name:
        message = f"{{{{/{closing.name}}}}} closes what nothing opened; remove it"
    else:
        message = f"{{{{{opened.sign}{opened.name}}}}} is not closed; write {{{{/{opened.name}}}}} behind it"
    return BadSettings(f"{name}, line {line}: {message}")
