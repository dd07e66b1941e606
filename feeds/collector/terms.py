"""Categories and tags as people write them -> names. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from feeds.characters import squeeze
from feeds.collector.yamltext import Value

Split = Callable[[str], Iterable[str]]


def terms(value: Value, split: Split) -> Iterator[str]:
    """Yield the names in a value: lists flattened, each string split as the dialect does, none empty."""
    if isinstance(value, list):
        for item in value:
            yield from terms(item, whole if isinstance(item, str) else split)
    elif isinstance(value, str):
        for name in split(value):
            if name := squeeze(name):
                yield name


def each_once(*values: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all values in their order, each once."""
    return tuple(dict.fromkeys(name for names in values for name in names))


def whole(text: str) -> list[str]:
    """Take the string as one name."""
    return [text]


@lru_cache(maxsize=1024)
def by_commas(text: str) -> tuple[str, ...]:
    """Split at commas of any script; `"[a, b]"` is what somebody wrote as a list and quoted."""
    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    return tuple(name.strip().strip("\"'") for name in re.split(r"[,，、;；]", inner))
