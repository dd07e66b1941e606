"""Front matter: bytes of a post -> its fields and where its body starts. Pure.

YAML between `---`, TOML between `+++`, or a JSON object. The slice between the fences is cut out of
the bytes here, since python-frontmatter would strip the body and with it an indented code block;
what loads a slice that is more than plain lines are handlers of python-frontmatter.
"""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from feeds.collector.yamllines import read_lines
from feeds.collector.yamltext import MAX_DEPTH, BadMatter, Bare, Spot, Value, Walker
from feeds.patterns import compile_later
from feeds.record import Record


class Matter(NamedTuple):
    """What stands before the body.

    `spots` gives line and column of each top-level value in the file, `repeated` the keys that stand
    there twice (the last one counts), `body` the offset in bytes at which the body starts.
    """

    fields: dict[str, Value]
    spots: dict[str, Spot]
    repeated: tuple[str, ...] = ()
    body: int = 0
    body_line: int = 1
    found: bool = False


def parse(data: bytes, *, strict: bool = False) -> Matter:
    """Split and load the front matter of a post.

    `strict` is Jekyll's reading: YAML only, from the very first byte, and what is not closed is no
    front matter at all. Otherwise blank lines may stand before the fence, and a fence that is never
    closed is an error.

    Raises:
        BadMatter: it opens but cannot be read.
    """
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    if (end := find_bare(data, start)) >= 0:
        return _load(_FENCES[0], data, start + 4, end, end + 4)
    for fence in _FENCES[:1] if strict else _FENCES:
        opening = fence.opening.match(data, start)
        if opening is None or (strict and opening.start("mark") != start):
            continue
        closing = fence.closing.search(data, opening.end() - 1)  # from the line end that it begins with
        if closing is not None:
            return _load(fence, data, opening.end(), closing.start("mark"), closing.end())
        if not strict:
            message = (
                f"the {fence.name} front matter is never closed; write {fence.end} alone on the line after it"
            )
            raise BadMatter("front-matter-open", message, _line(data, opening.start("mark")))
    return (None if strict else _load_json(data, start)) or Matter({}, {}, body=start)


def load_yaml(text: str) -> dict[str, Value]:
    """Load a settings file: YAML with one mapping in it, read like front matter.

    Raises:
        BadMatter: it cannot be read.
    """
    return Walker(text, 1, alone=False).mapping()


def load_settings(text: str, ending: str) -> dict[str, Value]:
    """Load a settings file by the ending of its name: .toml, .json, .yaml or .yml.

    Raises:
        BadMatter: it cannot be read.
    """
    loaders = {".toml": _TOML, ".json": _JSON}
    return loaders[ending](1).load(text) if ending in loaders else load_yaml(text)


def load_any_yaml(text: str) -> Value:
    """Load a data file whose top may be a list as well.

    Raises:
        BadMatter: it cannot be read.
    """
    return Walker(text, 1, alone=False).value()


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


class _Fence(Record, frozen=True, kw_only=True):
    """How one kind of front matter is opened and closed, and what loads it."""

    name: str
    end: str
    opening: re.Pattern[bytes]
    closing: re.Pattern[bytes]
    handler: Callable[[int], _Handler]


_BLANKS = rb"(?:[ \t]*\r?\n)*"
_FENCES = (
    _Fence(
        name="YAML",
        end="---",
        opening=compile_later(_BLANKS + rb"(?P<mark>---)[ \t\r\f\v]*\n"),
        closing=compile_later(rb"\n(?P<mark>---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z)"),
        handler=_YAML,
    ),
    _Fence(
        name="TOML",
        end="+++",
        opening=compile_later(_BLANKS + rb"(?P<mark>\+\+\+)[ \t\r]*\n"),
        closing=compile_later(rb"\n(?P<mark>\+\+\+)[ \t\r]*(?:\n|\Z)"),
        handler=_TOML,
    ),
)


def find_bare(data: bytes, start: int) -> int:
    """Return where the front matter ends if it is between two lines of nothing but ---, as most is; else -1.

    The patterns of the fences would find the same, and take a while.
    """
    end = data.find(b"\n---", start + 3) if data.startswith(b"---\n", start) else -1
    bare = end >= 0 and data.startswith(b"\n", end + 4) and data.find(b"\n...", start + 3, end) < 0
    return end + 1 if bare else -1


def _load(fence: _Fence, data: bytes, start: int, end: int, body: int) -> Matter:
    """Load what stands from `start` to `end`."""
    line = _line(data, start)
    inner = data[start:end].decode("utf-8")
    plain = read_lines(inner, line) if fence.handler is _YAML else None
    if plain is None:
        handler = fence.handler(line)
        fields: Any = frontmatter.parse(f"{_GUARD}{inner}{_GUARD}", handler=handler)[0]
        spots, repeated = handler.spots, handler.repeated
    else:
        fields, spots, twice = plain
        repeated = tuple(twice)
    return Matter(fields, spots, repeated, body, line + data.count(b"\n", start, body), found=True)


def _load_json(data: bytes, start: int) -> Matter | None:
    """Return the front matter if the file begins with a JSON object: it ends where the object ends."""
    opening = _OBJECT.match(data, start)
    if opening is None:
        return None
    text = data[opening.start("mark") :].decode("utf-8")
    handler = _JSON(_line(data, opening.start("mark")))
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):
        end = len(text)  # the handler says what is wrong, and where
    fields: Any = frontmatter.parse(f"{_GUARD}{text[:end]}{_GUARD}", handler=handler)[0]
    rest = re.compile(r"[ \t\r]*\n?").match(text, end)
    body = opening.start("mark") + len(text[: rest.end() if rest else end].encode())
    return Matter(fields, handler.spots, handler.repeated, body, _line(data, body), found=True)


_OBJECT = compile_later(_BLANKS + rb"(?P<mark>\{)(?=[ \t\r]*\n|[ \t]*\")")


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


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


_TOKEN = compile_later(r'"(?P<text>(?:[^"\\]|\\.)*)"|(?P<sign>[][{}:])\s*')


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
