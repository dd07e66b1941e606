"""What the tests in a browser share: the browser, and the sites as a server has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import sites
from tests.browser.chromium import MISSING, Browser, driver, served

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of this folder where there is no browser."""
    for item in items:
        if MISSING and HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium with its chromedriver"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server that has the sites, each in the folder of its name."""
    folder = tmp_path_factory.mktemp("sites")
    for name in sites.ROOTS:
        sites.build(name, folder / name)
    (folder / "many").mkdir()
    sites.build_many(2_000, folder / "many")
    with served(folder) as base:
        yield base


@pytest.fixture(scope="session")
def only_browser() -> Iterator[Browser]:
    """Return the one browser that all tests use."""
    with driver() as window:
        yield window()


@pytest.fixture
def browser(only_browser: Browser) -> Browser:
    """Return the browser as it is at first: a desk, by day."""
    only_browser.open("about:blank")
    only_browser.command("Emulation.setScriptExecutionDisabled", value=False)
    only_browser.look()
    return only_browser
