"""Categories and tags as people write them -> names. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain

from feeds.characters import squeeze
from feeds.collector.yamltext import Value

Split = Callable[[str], Iterable[str]]


def terms(value: Value, split: Split) -> list[str]:
    """Return the names in a value: lists flattened, each string split as the dialect does, none empty."""
    if isinstance(value, str):
        return list(filter(None, map(squeeze, split(value))))
    if isinstance(value, list):
        return [name for item in value for name in terms(item, whole if isinstance(item, str) else split)]
    return []


def each_once(*values: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all values in their order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(values)))


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
