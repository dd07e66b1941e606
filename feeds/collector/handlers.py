"""Front matter that is more than plain lines -> its fields, by handlers of python-frontmatter. Pure.

Few posts have any, so frontmatter.py loads this where one does.
"""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from feeds.collector.yamltext import MAX_DEPTH, BadMatter, Bare, Spot, Value
from feeds.collector.yamlwalk import Walker


def load(kind: str, text: str, line: int) -> tuple[dict[str, Value], dict[str, Spot], list[str]]:
    """Return the fields, the spots and the repeated keys of what stands between fences from the line on.

    Raises:
        BadMatter: it cannot be read.
    """
    handler = _HANDLERS[kind](line)
    fields: Any = frontmatter.parse(f"{_GUARD}{text}{_GUARD}", handler=handler)[0]
    return fields, handler.spots, list(handler.repeated)


def load_file(kind: str, text: str) -> dict[str, Value]:
    """Load a file that is nothing else.

    Raises:
        BadMatter: it cannot be read.
    """
    return _HANDLERS[kind](1).load(text)


class _Handler(BaseHandler):
    """Loads one slice; `line` is the line of the file that it starts in."""

    def __init__(self, line: int) -> None:
        """Skip the base class's check for fences of its own: there are none left in the slice."""
        self.line = line
        self.spots: dict[str, Spot] = {}
        self.repeated: tuple[str, ...] = ()

    def split(self, text: str) -> tuple[str, str]:
        return text[len(_GUARD) : -len(_GUARD)], ""


# Keeps python-frontmatter, which strips what it is given, from the blanks at either end.
_GUARD = "---"


class _YAML(_Handler):
    def load(self, fm: str) -> dict[str, Any]:
        walker = Walker(fm, self.line)
        fields, self.spots, self.repeated = walker.mapping(), walker.spots, tuple(walker.repeated)
        return fields


class _TOML(_Handler):
    def load(self, fm: str) -> dict[str, Any]:
        try:
            tree = tomllib.loads(fm.replace("\r\n", "\n"))
            fields = _untyped(tree)
        except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers without end
            at = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
            row, column = (int(at[1]), int(at[2])) if at else (1, 1)
            said = str(error)[: at.start()] if at else str(error)
            message = f'{said}; write TOML as in `title = "…"`'
            raise BadMatter("toml", message, self.line + row - 1, column) from None
        self.spots = _find_keys(fm, self.line, tree)
        return cast("dict[str, Any]", fields)


class _JSON(_Handler):
    def load(self, fm: str) -> dict[str, Any]:
        try:
            tree = json.loads(fm, parse_float=Bare, parse_int=Bare, object_pairs_hook=self._pairs)
            fields = _untyped(tree)
        except (ValueError, RecursionError) as error:
            row, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
            said = getattr(error, "msg", "nested too deep")
            message = f'{said}; write a JSON object as in {{"title": "…"}}'
            raise BadMatter("json", message, self.line + row - 1, column) from None
        self.spots = _find_json_keys(fm, self.line)
        return cast("dict[str, Any]", fields)

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        times = Counter(key for key, _ in pairs)
        self.repeated = tuple(key for key, count in times.items() if count > 1)
        return dict(pairs)


_HANDLERS = {"YAML": _YAML, "TOML": _TOML, "JSON": _JSON}


def _untyped(node: object, depth: int = 0) -> Value:
    """Return a tree with every typed scalar as the text that it was written as.

    Raises:
        RecursionError: it is nested deeper than YAML may be.
    """
    if depth > MAX_DEPTH:
        raise RecursionError(f"nested more than {MAX_DEPTH} levels deep")
    match node:
        case None | str():
            return node
        case bool():
            return Bare("true" if node else "false")
        case list():
            return [_untyped(item, depth + 1) for item in node]
        case dict():
            return {str(key): _untyped(item, depth + 1) for key, item in node.items()}
        case _:
            return Bare(node)


def _find_keys(text: str, line: int, tree: Mapping[str, object]) -> dict[str, Spot]:
    """Return where each top-level value of TOML stands: in the first line that names its key."""
    spots: dict[str, Spot] = {}
    for number, row in enumerate(text.split("\n")):
        key, found, value = row.partition("=")
        name = key.strip().strip("\"'")
        if found and name in tree and name not in spots:
            spots[name] = (line + number, len(row) - len(value.lstrip()) + 1)
    return spots


_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"|(?P<sign>[][{}:])\s*')


def _find_json_keys(text: str, line: int) -> dict[str, Spot]:
    """Return where each top-level value of a JSON object stands."""
    spots: dict[str, Spot] = {}
    ends = [match.start() for match in re.finditer("\n", text)]
    depth, key = 0, ""
    for token in _TOKEN.finditer(text):
        if token["sign"] in {"{", "["}:
            depth += 1
        elif token["sign"] in {"}", "]"}:
            depth -= 1
        elif token["sign"] == ":" and depth == 1:
            row = bisect_left(ends, token.end())
            start = ends[row - 1] + 1 if row else 0
            spots[key] = (line + row, token.end() - start + 1)
        elif token["text"] is not None:
            key = token["text"]
    return spots
