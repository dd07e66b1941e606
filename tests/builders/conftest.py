"""The small edition, for the tests that only look at it."""

from __future__ import annotations

import pytest

from feeds.model import Edition
from tests.builders.small import make


@pytest.fixture
def edition() -> Edition:
    """Return two channels that share an entry, and three pages."""
    return make()
