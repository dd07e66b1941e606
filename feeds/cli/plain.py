"""Plain words of the command line -> what they ask for, without typer: of `feeds build`, and --version.

To load typer, and to let it make a command of what build.py declares, takes a tenth of a run of ten posts.
Words that leave no doubt need none of it. All else is typer's as ever: every other command, help, wrong words
and odd ones, and what is said of them. A test holds what is read here against what typer reads.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from feeds import __version__

# The options that take a word, and those that take none, each with what it says in Asked.
_OPTIONS: Final[dict[str, tuple[str, Any]]] = {
    "--output": ("output", Path), "--posts": ("posts", str), "--config": ("config", Path),
    "--base-url": ("base_url", str), "--jobs": ("jobs", int), "--cache": ("cache", Path),
    "--now": ("now", str), "--format": ("style", Literal["text", "json", "github"]),
}  # fmt: skip
_SWITCHES: Final = {
    "--strict": "strict", "--check": "check", "--overwrite": "overwrite", "--accept-ids": "accept_ids",
    "--no-cache": "no_cache", "--timings": "timings", "--watch": "watch",
}  # fmt: skip


def version(words: Sequence[str]) -> str | None:
    """Return the line that tells the version, if the words ask for nothing else."""
    return VERSION if words == ["--version"] and _are_all() else None


VERSION: Final = f"feeds {__version__}\n"


def _are_all() -> bool:
    """Return whether nothing but the words counts: a shell asks for completions by the environment.

    And Windows leaves it to the program what * stands for.
    """
    return sys.platform != "win32" and not any(name.endswith("_COMPLETE") for name in os.environ)


def read(words: Sequence[str]) -> dict[str, Any] | None:
    """Return what the words ask a build for, by the fields of Asked; None if they are not plain."""
    if words[:1] != ["build"] or not _are_all():
        return None
    found: dict[str, Any] = {}
    rest = iter(words[1:])
    for one in rest:
        option, equals, value = one.partition("=")
        if one in _SWITCHES:
            found[_SWITCHES[one]] = True
        elif option in _OPTIONS:
            value = value if equals else next(rest, "")
            name, kind = _OPTIONS[option]
            found[name] = ... if value[:1] in {"", "-"} else word(value, kind)
        elif one[:1] in {"", "-"} or "root" in found:
            return None
        else:
            found["root"] = word(one, Path)
    found.setdefault("root", word(".", Path))
    return None if ... in found.values() else found


def word(text: str, kind: Any, least: int = 0, most: int | None = None) -> object:
    """Return what a word is as a value of the kind, or `...` if that takes a closer look."""
    if not text.isprintable():
        return ...
    if kind is str or (get_origin(kind) is Literal and text in get_args(kind)):
        return text
    if kind is Path and (os.access(text, os.R_OK) or not os.access(text, os.F_OK)):
        return Path(text)
    if kind is int and re.fullmatch("0|[1-9][0-9]{0,8}", text):
        return int(text) if least <= int(text) and (most is None or int(text) <= most) else ...
    return ...
