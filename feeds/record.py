"""What all records are made of: values that do not change, with names and types.

They are msgspec's. Python's own dataclasses say the same, but take as long to make the hundred classes of a
run as to read a thousand posts, and ten times as long to make a record.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import asdict, astuple, replace

__all__ = ["Record", "asdict", "astuple", "field", "replace"]


class Record(Struct, frozen=True):
    """A record. Its class says once more that it is frozen, and `kw_only` where it is built by name."""
