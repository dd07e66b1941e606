"""What is measured: what has happened to the site when a tool builds it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.changes import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What has happened to a site when it is built.

    Attributes:
        title: how it is called in the table.
        state: return how the site differs from the corpus in a round; rounds count from 1.
        warm: whether the tool has built the site before, and its output and cache are there.
        fresh: whether the site is a fresh checkout, with the output and the cache put back.
        tags: whether it is about the feeds of 2,000 tags.
    """

    title: str
    state: Callable[[int], State] = lambda _: State()
    warm: bool = True
    fresh: bool = False
    tags: bool = False


SCENARIOS = {
    "cold": Scenario(title="cold", warm=False),
    "again": Scenario(title="nothing changed"),
    "body": Scenario(title="one body changed", state=lambda number: State(revision=number)),
    "added": Scenario(title="one post added", state=lambda number: State(added=number)),
    "checkout": Scenario(
        title="fresh checkout, one body changed", state=lambda number: State(revision=number), fresh=True
    ),
    "tags": Scenario(title="cold, 2,000 tag feeds", warm=False, tags=True),
}  # fmt: skip
