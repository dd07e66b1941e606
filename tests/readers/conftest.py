"""What the tests with real readers share: the feeds of several sites, built once."""

from __future__ import annotations

import pytest

from tests.readers import items


@pytest.fixture(scope="session", params=items.NAMES)
def feeds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[items.Feed]:
    """Return the feeds of a site."""
    if not items.root_of(request.param).is_dir():
        pytest.skip("the site is not at hand")
    return items.build(request.param, tmp_path_factory.mktemp(request.param))
