"""What YAML is read as: plain values in which every scalar keeps its text. Pure.

yamllines reads plain lines, yamlblocks plain tables of them, and yamlwalk whatever else there is.
"""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Spot: TypeAlias = tuple[int, int]

MAX_DEPTH = 50
MAX_NODES = 100_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Bare(str):
    """A scalar without quotes: whether `no` is a word or false is for the dialect to say."""

    __slots__ = ()


class BadMatter(ValueError):
    """Front matter that cannot be read: what is wrong and what to write, with line and column."""

    def __init__(self, code: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.line, self.column = code, line, column
