"""What somebody wrote for a code -> the code. Pure."""

from __future__ import annotations

from difflib import get_close_matches

from feeds.validator.formats import codes


def code(text: str) -> str:
    """Return the code.

    Raises:
        ValueError: it is none; the nearest one is named.
    """
    known = codes()
    if text in known:
        return text
    near = get_close_matches(text.lower(), known, n=1, cutoff=0)
    raise ValueError(f"“{text}” is no code of a problem; write one such as {near[0]}")
