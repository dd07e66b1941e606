"""What share.py promises: a share of a real build, whose documents are checked as ever."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks import share
from feeds import validator


def test_share(tmp_path: Path) -> None:
    """A part of the time, and not all of it; afterwards the validator is as it was."""
    check = validator.check
    said = share.measure(tmp_path, 12, 2)
    low, high = (float(number) for number in re.findall(r"from ([\d.]+)% to ([\d.]+)%", said)[0])
    assert 0 < low <= high < 100
    assert "12 posts" in said
    assert validator.check is check
