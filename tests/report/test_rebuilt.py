"""A build in a line."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from feeds.report.rebuilt import line, some


def result(write: int = 0, remove: int = 0, blocking: int = 0) -> Any:
    """Return what such a build came to, as far as the line tells of it."""
    documents = [SimpleNamespace(path=f"{number}.xml") for number in range(write)]
    plan = SimpleNamespace(write=documents, remove=tuple(f"old{number}.xml" for number in range(remove)))
    return SimpleNamespace(plan=plan, blocking=("x",) * blocking)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (result(), "nothing to write"),
        (result(write=1), "1 file written: 0.xml"),
        (result(write=4), "4 files written: 0.xml, 1.xml, 2.xml, 3.xml"),
        (result(write=1_006), "1,006 files written: 0.xml, 1.xml, 2.xml, 3.xml and 1,002 more"),
        (result(write=1, remove=1), "1 file written: 0.xml; 1 file removed: old0.xml"),
        (result(write=1, blocking=1), "not published, 1 problem to mend first; all is as it was"),
    ],
)
def test_line(made: Any, told: str) -> None:
    """What was written, or why nothing was."""
    assert line(made) == told


def test_some() -> None:
    """Few names are told in full."""
    assert some([]) == ""
    assert some(["a"]) == "a"
