"""What feeds.toml may hold, and what is said of a wrong value: tables -> settings -> the site. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feeds.model import BadSettings
from feeds.settings.keys import Wrong
from feeds.settings.tables import Settings
from feeds.settings.values import absolute_url

__all__ = ["Settings", "Tree", "absolute_url", "parse"]

Tree = dict[str, Any]


def parse(tree: Tree, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]) -> Settings:
    """Check the settings that were merged into one tree.

    `own` is what our own file, called `name`, says of them, `given` the command line; `names` tells
    what a setting is called in the generator's file.

    Raises:
        BadSettings: the first thing that is wrong: where it stands, and what to write.
    """
    try:
        return Settings.read(tree)
    except Wrong as wrong:
        key = ".".join(wrong.path[:2])
        place = None
        if _at(given, wrong.path[:2]) is not None:
            place = _OPTIONS[key]
        elif _at(own, wrong.path[:2]) is None:  # we do not say it, so the generator's settings do
            place = names.get(key)
        place = place or f"{name}: {'.'.join(wrong.path)}"
        raise BadSettings(f"{place}: {wrong}") from None


_OPTIONS = {"site.url": "--base-url", "posts.folders": "--posts"}


def _at(tree: object, path: Sequence[str]) -> object:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
