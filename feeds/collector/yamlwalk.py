"""YAML of any kind -> plain values, by libyaml. Pure.

libyaml's events are read here, because PyYAML's types are those of nobody: `no`, `1.10`, `10:00` and
`2026-01-02 03:04:05 +0800` mean other things to Ruby and to Go, and the dialect says which. To import PyYAML
takes a tenth of a run of ten posts, so this is loaded only where a text is more than plain lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # it is there, its stub hides it

from feeds.characters import forbidden
from feeds.collector.yamltext import MAX_DEPTH, MAX_NODES, NULLS, BadMatter, Bare, Spot, Value

_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep; write it flat"


class Walker:
    """Walks libyaml's events into plain values.

    `line` is the line of the file at which the text starts. `spots` tells where each top-level value
    stands, `repeated` which keys stand there twice. With `alone` nothing may follow the first value:
    it would be lost in silence.
    """

    def __init__(self, text: str, line: int, *, alone: bool = True) -> None:
        self.line = line
        self.alone = alone
        self.spots: dict[str, Spot] = {}
        self.repeated: list[str] = []
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.nodes = 0
        self.text = text
        self.parser = self._guarded(lambda: CParser(text))

    def mapping(self) -> dict[str, Value]:
        """Return the one mapping that the text holds; empty where it holds nothing."""
        value = self.value()
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise BadMatter(
                "front-matter-shape",
                "it is no list of keys and values; write lines of `key: value`",
                self.line,
            )
        return value

    def value(self) -> Value:
        """Return whatever the text holds."""

        def walk() -> Value:
            self.parser.get_event()  # StreamStart
            if self.parser.check_event(yaml.StreamEndEvent):
                return None
            self.parser.get_event()  # DocumentStart
            value = self._node(self.parser.get_event(), 0)
            self.parser.get_event()  # DocumentEnd
            if self.alone and not self.parser.check_event(yaml.StreamEndEvent):
                message = "something follows that does not belong to it; keep all keys in one column"
                raise self._fault(self.parser.peek_event(), "yaml", message)
            return value

        return cast("Value", self._guarded(walk))

    def _node(self, event: Any, depth: int) -> Value:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise self._fault(event, "yaml-size", _TOO_DEEP)
        if isinstance(event, yaml.AliasEvent):
            value, size = self.anchors.get(str(event.anchor), (None, 0))
            if size == 0:
                raise self._fault(
                    event,
                    "yaml",
                    f"*{event.anchor} names nothing above it; quote a value that begins with *",
                )
            self.nodes += size
        else:
            before = self.nodes
            value = self._value(event, depth)
            if event.anchor:
                self.anchors[event.anchor] = (value, self.nodes - before + 1)
        if self.nodes > MAX_NODES:
            raise self._fault(event, "yaml-size", f"holds more than {MAX_NODES} values; make it smaller")
        return value

    def _value(self, event: Any, depth: int) -> Value:
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:") and tag != "!":
            raise self._fault(event, "yaml-tag", f"the tag {tag} means nothing here; write the plain value")
        if isinstance(event, yaml.ScalarEvent):
            if event.style or tag in {"!", "tag:yaml.org,2002:str"}:
                return str(event.value)
            return None if event.value in NULLS else Bare(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not self.parser.check_event(yaml.SequenceEndEvent):
                items.append(self._node(self.parser.get_event(), depth + 1))
            self.parser.get_event()
            return items
        return self._pairs(depth)

    def _pairs(self, depth: int) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        while not self.parser.check_event(yaml.MappingEndEvent):
            event = self.parser.get_event()
            key = self._node(event, depth + 1)
            if isinstance(key, list | dict):
                raise self._fault(
                    event, "yaml", "a key must be a word; quote a value that begins with { or ["
                )
            name = str(key or "")  # no Bare: of a key nobody asks whether it had quotes
            following = self.parser.peek_event()
            value = self._node(self.parser.get_event(), depth + 1)
            if name == "<<" and isinstance(value, dict | list):
                for one in value if isinstance(value, list) else [value]:
                    merged = (one if isinstance(one, dict) else {}) | merged
                continue
            if depth == 0:
                if name in pairs:
                    self.repeated.append(name)
                self.spots[name] = self._spot(following)
            pairs[name] = value
        self.parser.get_event()
        return merged | pairs

    def _spot(self, event: Any) -> Spot:
        return self._place(event.start_mark.index)

    def _place(self, index: int) -> Spot:
        """Return line and column of a character. To libyaml U+0085 and others end a line, to editors not."""
        before = self.text[:index]
        return self.line + before.count("\n"), index - before.rfind("\n")

    def _fault(self, event: Any, code: str, message: str) -> BadMatter:
        return BadMatter(code, message, *self._spot(event))

    def _guarded(self, work: Callable[[], object]) -> CParser:
        """Run work on libyaml and turn its errors into ours, counted in lines of the file."""
        try:
            return cast("CParser", work())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = error.problem or error.context or "cannot be read"
            spot = self._place(mark.index) if mark else (self.line, 1)
            if "nesting depth" in said:  # newer versions of libyaml stop before we do
                raise BadMatter("yaml-size", _TOO_DEEP, *spot) from None
            tab = mark is not None and self.text[mark.index : mark.index + 1] == "\t"
            mend = next((mend for words, mend in _MENDS if words in said), "put quotes round the value")
            raise BadMatter("yaml", f"{said}; {_NO_TABS if tab else mend}", *spot) from None
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", "cannot be read")
            # YAML 1.1 (section 5.1) has no place for what XML has none for.
            row, column, _ = next(iter(forbidden(self.text)), (1, 1, ""))
            spot = (self.line + row - 1, column)
            raise BadMatter("yaml", f"{reason}; remove the character", *spot) from None


_NO_TABS = "indent with blanks, not tabs"

# libyaml's words -> what to write. The first that matches counts.
_MENDS = (
    ("mapping values are not allowed", "put quotes round a value that has `: ` in it"),
    ("that cannot start any token", "put quotes round a value that begins with @, %, ` or |"),
    ("alphabetic or numeric character", "put quotes round a value that begins with * or &"),
    ("expected ':'", "write each line as `key: value`"),
    ("unexpected end of stream", "close the quote that is opened"),
    ("expected <block end>", "put quotes round the whole value and keep all keys in one column"),
    (
        "did not find expected key",
        "put quotes round the whole value and keep all keys in one column",
    ),
    ("expected ',' or", "close the bracket, and quote items that have , [ ] { } in them"),
    ("escape", "double the backslash, or use single quotes"),
    ("not allowed", "remove the control character"),
)
