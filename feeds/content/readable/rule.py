"""The record that every rule is declared as."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from feeds.content.readable.tree import Element
from feeds.record import Record


class Gate(NamedTuple):
    """What is looked for in tags. Whatever the pattern finds holds one of the words, if there are any.

    Words are found many times as quick, and nearly always there is none: then there need be no pattern. So
    is a `sign`: the part of the pattern that is seldom found.
    """

    text: str
    words: tuple[str, ...]
    sign: str | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, which is in lower case, and in which blanks mean nothing."""
        return _pattern(self.text)

    def opens(self, tags: str) -> bool:
        """Tell whether it is found."""
        if self.words and not any(map(tags.__contains__, self.words)):
            return False
        if self.sign is not None and _pattern(self.sign).search(tags) is None:
            return False
        return self.pattern.search(tags) is not None


class Rule(Record, frozen=True, kw_only=True):
    """A change that makes bodies look right in readers, by the name with which a site may turn it off.

    Its gates are looked for in the tags of a body, in lower case, and `inside` in all of it: the rule has
    nothing to do where none of the ones, or not the other is found. What is `late` also cleans up after
    the others.
    """

    name: str
    gates: tuple[Gate, ...]
    change: Callable[[Element], None]
    inside: re.Pattern[str] | None = None
    late: bool = False

    def opens(self, html: str, tags: str) -> bool:
        """Tell whether the rule may have something to do in a body with these tags."""
        for gate in self.gates:
            if gate.opens(tags):
                return self.inside is None or self.inside.search(html) is not None
        return False


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE)


def gate(pattern: str, *words: str, sign: str | None = None) -> Gate:
    """Return a gate."""
    return Gate(pattern, words, sign)
