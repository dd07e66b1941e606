"""What one rendering of Liquid has at hand, and what it may use up: every body ends soon. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from typing import cast

from liquid import RenderContext
from liquid.exceptions import LiquidError, LiquidTypeError
from liquid.template import BoundTemplate

from feeds.content.liquid.filters import Filter
from feeds.content.slots import Slots

MAX_TAGS = 5_000  # in a body; the longest that we have seen holds 400
MAX_STEPS = 1_000_000  # tags times the turns of the loops round them
MAX_WORK = 20_000_000  # characters and items that filters and variables may touch
MAX_OUTPUT = 8_000_000  # bytes
MAX_INCLUDES = 200
MAX_DEPTH = 10


class TooMuch(LiquidError):
    """A template does more than a body may."""

    def __init__(self, what: str) -> None:
        super().__init__(what, token=None)


@dataclass(kw_only=True)
class Run:
    """What one rendering has at hand and has used up so far."""

    slots: Slots
    note: Callable[[str, int, str], None]  # name, offset in the body, message
    find_url: Callable[[str], str | None]
    include: Callable[[str], str | None]
    filters: dict[str, Filter]
    body: str
    work: int = 0
    tags: int = 0
    steps: int = MAX_STEPS
    includes: int = 0
    depth: int = 0
    place: int = 0
    parsed: dict[str, BoundTemplate] = field(default_factory=dict)

    def spend(self, work: int) -> None:
        """Use up some work.

        Raises:
            TooMuch: nothing of it is left.
        """
        self.work += work
        if self.work > MAX_WORK:
            raise TooMuch("it works on more text than a body may")


def run_of(context: RenderContext) -> Run:
    """Return what is rendered now."""
    return cast("Run", context.env.run)  # type: ignore[attr-defined] # it is our Engine


def weight(value: object, left: int = 200_000) -> int:
    """Return how many characters and items a value has, with all that it holds.

    Raises:
        TooMuch: a list or table holds more than 200,000 values, perhaps the same ones over and over.
    """
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        left -= 1
        if left < 0:
            raise TooMuch("a list is longer than it may be")
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            if len(one) > left:
                raise TooMuch("a list is longer than it may be")
            waiting += one
        total += len(one) if isinstance(one, Sized) else 1
    return total


def metered(name: str, function: Filter, run: Run) -> Filter:
    """Return a filter that spends of what a body may do, and whose errors are Liquid's."""

    def call(left: object, *args: object, **kwargs: object) -> object:
        work = weight(left) + sum(weight(arg) for arg in args) + 10
        if name.startswith("replace") and isinstance(left, str) and len(args) > 1:
            work += (left.count(str(args[0])) + 1) * len(str(args[1]))
        elif name == "join" and isinstance(left, list | tuple) and args:
            work += len(left) * len(str(args[0]))
        run.spend(work)
        try:
            return function(left, *args, **kwargs)
        except LiquidError:
            raise
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise LiquidTypeError(f"the filter {name} cannot read its input ({error})", token=None) from error

    for flag in ("with_context", "with_environment"):
        if hasattr(function, flag):
            setattr(call, flag, True)
    return call
