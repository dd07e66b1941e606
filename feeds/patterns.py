"""Regular expressions that are compiled when they are first used. Pure.

To compile one takes as long as to search a hundred kilobytes. Where a module is loaded by every run, the
expressions that most runs never ask are compiled here; those that every run asks stay `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a pattern, and has whatever that has as soon as it is asked for."""

    def __init__(self, *words: Any) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._words), name)
        setattr(self, name, value)  # the next time it is found at once
        return value


def compile_later(pattern: AnyStr, flags: re.RegexFlag | int = 0) -> re.Pattern[AnyStr]:
    """Return what stands for the pattern; a pattern that is wrong is found out by who uses it."""
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
