"""A document that is about to be written -> what is wrong with it, and in which post.

It reads what the last run left in its place, where that is nearly the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from feeds import validator
from feeds.model import Document, Problem
from feeds.standing import Left
from feeds.trace import trace

_UNCHECKED: Final = frozenset(("text/css", "text/html"))
"""What no reader takes; the builders' tests hold it."""
_LONG: Final = 100_000  # bytes


def check(document: Document, root: Path, left: Left) -> tuple[Problem, ...]:
    """Return what is wrong with a document: with its own parts, as the entries were checked when made.

    Only where that finds something, the whole is read, to say where.
    """
    if document.media_type in _UNCHECKED:
        return ()
    path = f"{left.output.as_posix()}/{document.path}"
    more, known = sum(piece.size for piece in document.pieces), [piece.known for piece in document.pieces]
    own = document.head + document.tail
    # If what it replaces is known, nothing was found in it.
    like = left.data(document.path) if len(own) > _LONG else b""
    verdict = validator.check(
        own, path=path, url=document.url, more=more, known=known, alone=True, like=like
    )  # fmt: skip
    if document.pieces and any(problem.level != "info" for problem in verdict.problems):
        verdict = validator.check(document.data, path=path, url=document.url)
    told = (problem for problem in verdict.problems if problem.level != "info")
    return tuple(trace(problem, document.sources, root) for problem in told)
