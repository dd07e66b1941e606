"""What the plainest front matter with certain keys looks like, line for line. Pure."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from feeds.collector.dialects import Alike
from feeds.collector.yamllines import KEY, LIST, TEXT

# Slugs that no dialect takes for a number or a switch, cuts, or writes otherwise in a URL.
SLUG: Final = r"(?=[a-z0-9-]{6})(?![a-z0-9-]{101})(?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*"
_KEY: Final = re.compile(f"{KEY}:")
Shared: TypeAlias = tuple[str, ...]
"""What is written at the keys that tell something, and in which posts are alike."""


class Layout:
    """Keys in their order. `match` knows the lines of a front matter that has them, each with a plain value.

    Of such a match, the groups `own` are title, date, update, slug and tags, in which posts differ, and the
    groups `shared` are those in which they are alike: the values of `shared_keys`, after two empty ones.
    """

    def __init__(self, keys: tuple[str, ...], lists: frozenset[str], alike: Alike) -> None:
        self.keys = keys
        # A line that was read is not read otherwise because a later one does not fit.
        made = re.compile("()" + "".join(f"(?>{key}:{_value(key, lists, alike)}\n)" for key in keys))
        self.match = made.fullmatch
        own = ("title", "date", alike.updated, "slug", "tags")
        self.own = tuple(made.groupindex.get(key, 1) for key in own)
        self.shared_keys = tuple(key for key in made.groupindex if key not in {*own, "quote"})
        # With the empty group in front, a match has a tuple of them, however few there are.
        self.shared = (1, 1, *(made.groupindex[key] for key in self.shared_keys))


def _value(key: str, lists: frozenset[str], alike: Alike) -> str:
    """Return what the value of a key may be. Where it tells nothing, there is no group."""
    if key == "slug":
        return rf" +(?P<quote>[\"']?)(?P<slug>{SLUG})(?P=quote) *"
    if key in {"title", "date", alike.updated}:
        return rf" +(?P<{key}>{TEXT}) *"
    if key in alike.claimed and key not in alike.free:
        return rf"(?P<{key}>[^\n]*(?:\n *- [^\n]*)*)"
    return rf"(?: +{LIST if key in lists else TEXT})? *"


def keys_of(header: str) -> tuple[str, ...]:
    """Return what seem to be the keys of a front matter."""
    return tuple([row.partition(":")[0] for row in header.split("\n")[:-1] if row.lstrip(" ")[:1] != "-"])


def find_layout(header: str, alike: Alike) -> Layout | None:
    """Return the layout of a front matter, None if that cannot be plain.

    Each key must be one, stand there once, and be what the dialect knows it as, in whatever case.
    """
    keys = keys_of(header)
    lowered = {key.lower() for key in keys}
    plain = (
        {"title", "date"} <= {*keys} and len(lowered) == len(keys) and lowered & alike.claimed <= {*keys}
        and all(_KEY.fullmatch(f"{key}:") for key in keys)
    )  # fmt: skip
    lists = frozenset(key for key in keys if re.search(rf"^{re.escape(key)}: *\[", header, re.MULTILINE))
    return Layout(keys, lists, alike) if plain else None
