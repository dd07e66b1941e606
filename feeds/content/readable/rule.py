"""The record that every rule is declared as."""

from __future__ import annotations

import re
from collections.abc import Callable

from feeds.content.readable.tree import Element
from feeds.record import Record


class Rule(Record, frozen=True, kw_only=True):
    """A change that makes bodies look right in readers, by the name with which a site may turn it off.

    `gate` is looked for in the tags of a body, in lower case, and `inside` in all of it: the rule has
    nothing to do where either is not found. What is `late` also cleans up after the others.
    """

    name: str
    gate: re.Pattern[str]
    change: Callable[[Element], None]
    inside: re.Pattern[str] | None = None
    late: bool = False

    def opens(self, html: str, tags: str) -> bool:
        """Tell whether the rule may have something to do in a body with these tags."""
        return bool(self.gate.search(tags)) and (self.inside is None or bool(self.inside.search(html)))


def gate(pattern: str) -> re.Pattern[str]:
    """Return a pattern for the tags of a body, which are in lower case; its own blanks mean nothing."""
    return re.compile(pattern, re.VERBOSE)
