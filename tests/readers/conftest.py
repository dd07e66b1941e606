"""What the tests with real readers share: all feeds of all sites."""

from __future__ import annotations

import pytest

from tests import real
from tests.readers import items


@pytest.fixture(scope="session", params=real.NAMES)
def feeds(request: pytest.FixtureRequest) -> list[items.Feed]:
    """Return the feeds of a site."""
    return items.feeds_of(real.build(request.param))
