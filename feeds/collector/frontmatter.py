"""Front matter: bytes of a post -> its fields and where its body starts. Pure.

YAML between `---`, TOML between `+++`, or a JSON object. The slice between the fences is cut out of
the bytes here, since python-frontmatter would strip the body and with it an indented code block;
what loads a slice that is more than plain lines are its handlers, in handlers.py.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from feeds.collector.yamlblocks import read_blocks
from feeds.collector.yamllines import read_lines
from feeds.collector.yamltext import BadMatter, Spot, Value
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
    plain = read_blocks(text)
    if plain is not None:
        return plain
    from feeds.collector.yamlwalk import Walker  # noqa: PLC0415 - PyYAML takes long to load

    return Walker(text, 1, alone=False).mapping()


def load_settings(text: str, ending: str) -> dict[str, Value]:
    """Load a settings file by the ending of its name: .toml, .json, .yaml or .yml.

    Raises:
        BadMatter: it cannot be read.
    """
    if ending not in {".toml", ".json"}:
        return load_yaml(text)
    from feeds.collector import handlers  # noqa: PLC0415 - python-frontmatter and PyYAML take long to load

    return handlers.load_file(ending[1:].upper(), text)


def load_any_yaml(text: str) -> Value:
    """Load a data file whose top may be a list as well.

    Raises:
        BadMatter: it cannot be read.
    """
    plain = read_blocks(text)
    if plain:  # a text without any value is None
        return plain
    from feeds.collector.yamlwalk import Walker  # noqa: PLC0415

    return Walker(text, 1, alone=False).value()


class _Fence(Record, frozen=True, kw_only=True):
    """How one kind of front matter is opened and closed."""

    name: str
    end: str
    opening: re.Pattern[bytes]
    closing: re.Pattern[bytes]


_BLANKS = rb"(?:[ \t]*\r?\n)*"
_FENCES = (
    _Fence(
        name="YAML",
        end="---",
        opening=compile_later(_BLANKS + rb"(?P<mark>---)[ \t\r\f\v]*\n"),
        closing=compile_later(rb"\n(?P<mark>---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z)"),
    ),
    _Fence(
        name="TOML",
        end="+++",
        opening=compile_later(_BLANKS + rb"(?P<mark>\+\+\+)[ \t\r]*\n"),
        closing=compile_later(rb"\n(?P<mark>\+\+\+)[ \t\r]*(?:\n|\Z)"),
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
    plain = read_lines(inner, line) if fence.name == "YAML" else None
    if plain is None:
        from feeds.collector import handlers  # noqa: PLC0415

        plain = handlers.load(fence.name, inner, line)
    fields, spots, repeated = plain
    return Matter(fields, spots, tuple(repeated), body, line + data.count(b"\n", start, body), found=True)


def _load_json(data: bytes, start: int) -> Matter | None:
    """Return the front matter if the file begins with a JSON object: it ends where the object ends."""
    opening = _OBJECT.match(data, start)
    if opening is None:
        return None
    text = data[opening.start("mark") :].decode("utf-8")
    line = _line(data, opening.start("mark"))
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):
        end = len(text)  # the handler says what is wrong, and where
    from feeds.collector import handlers  # noqa: PLC0415

    fields, spots, repeated = handlers.load("JSON", text[:end], line)
    rest = re.compile(r"[ \t\r]*\n?").match(text, end)
    body = opening.start("mark") + len(text[: rest.end() if rest else end].encode())
    return Matter(fields, spots, tuple(repeated), body, _line(data, body), found=True)


_OBJECT = compile_later(_BLANKS + rb"(?P<mark>\{)(?=[ \t\r]*\n|[ \t]*\")")


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
