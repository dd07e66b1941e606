"""JSON, with the place of each of its values: https://www.rfc-editor.org/rfc/rfc8259. Pure."""

from __future__ import annotations

from feeds.validator.findings import Fault, Value
from feeds.validator.parse import Unreadable


def read(data: bytes) -> Value | Unreadable:
    """Read the bytes."""
    return Unreadable(fault=Fault(code="not-well-formed", message="a; b"), line=1, column=1)
