"""Judgements that are remembered: a feed says the same thing often, and so do the feeds of one site.

Long texts are judged anew each time: few of them would fill the memory. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import AnyStr, TypeVar

Judgement = TypeVar("Judgement")


def kept(
    most: int, longest: int = 4_096
) -> Callable[[Callable[[AnyStr], Judgement]], Callable[[AnyStr], Judgement]]:
    """Make a function of a text remember what it said of the last texts of no more than that length."""

    def keep(judge: Callable[[AnyStr], Judgement]) -> Callable[[AnyStr], Judgement]:
        known = lru_cache(maxsize=most)(judge)

        def judged(text: AnyStr) -> Judgement:
            return known(text) if len(text) <= longest else judge(text)

        judged.__doc__ = judge.__doc__
        return judged

    return keep
