"""Problems -> lines for a person or for GitHub, their paths as seen from where one is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from feeds.model import Problem
from feeds.report import github, text


def lines(problems: Iterable[Problem], style: str, root: Path, output: Path) -> Iterator[str]:
    """Return the lines of some problems, whose paths are told from the root or begin with the output.

    A person hears of many alike only the first.
    """
    prefix = f"{root.as_posix().rstrip('/')}/" if root != Path() else ""
    seen = (text.moved(problem, prefix, output.as_posix()) if prefix else problem for problem in problems)
    return map(github.annotation, seen) if style == "github" else text.few(seen)
