"""The files of assets/, as they were installed with us."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """Return a file of assets/."""
    return files(__package__).joinpath("assets", name).read_text("utf-8")
