"""How a page of `feeds serve` behaves in a real browser: it loads itself anew, and shows what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feeds.preview.answers import Shown
from feeds.preview.live import Live
from feeds.preview.server import HOST, Server, open_server

if TYPE_CHECKING:
    from tests.browser.chromium import Browser

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;none&#39;">
</head><body><p>x</p></body></html>
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a server with a page that forbids every script, for what is published."""
    (tmp_path / "feeds.html").write_text(PAGE.format(title="one"))
    one = open_server(0, Shown(output=tmp_path, title="x", prefix="/"), Live("1"))
    one.start()
    yield one
    one.stop()


def test_reload(browser: Browser, server: Server, tmp_path: Path) -> None:
    """After a build the page is the new one; a build that wrote nothing leaves it alone."""
    browser.open(f"http://{HOST}:{server.server_port}/")
    assert browser.run("return document.title") == "one"
    browser.run("window.mark = 1")
    server.live.tell(new=False)
    assert browser.wait("return window.mark !== 1", seconds=0.5) is False
    (tmp_path / "feeds.html").write_text(PAGE.format(title="two"))
    server.live.tell(new=True)
    assert browser.wait("return document.title === 'two'") is True
    assert browser.run("return window.mark") is None


def test_trouble(browser: Browser, server: Server) -> None:
    """What went wrong stands in the page, as text, until it is mended."""
    browser.open(f"http://{HOST}:{server.server_port}/")
    server.live.tell(new=False, trouble="posts/a.md: <img src=x onerror=document.title='bad'>\nmend it")
    shown = "return document.querySelector('[role=alert]')?.innerText ?? ''"
    assert browser.wait(shown).startswith("posts/a.md: <img src=x onerror=")
    assert browser.run("return document.title") == "one"
    server.live.tell(new=False)
    assert browser.wait("return document.querySelector('[role=alert]').hidden") is True


def test_styled_feed(browser: Browser, server: Server, tmp_path: Path) -> None:
    """A feed with a style is sent in a way that lets the browser use it."""
    (tmp_path / "feeds.css").write_text("title { color: rgb(1, 2, 3) }")
    (tmp_path / "rss.xml").write_text(
        '<?xml version="1.0"?>\n<?xml-stylesheet type="text/css" href="feeds.css"?>\n'
        '<rss version="2.0"><channel><title>Notes</title></channel></rss>'
    )
    browser.open(f"http://{HOST}:{server.server_port}/rss.xml")
    color = "return getComputedStyle(document.querySelector('title')).color"
    assert browser.run(color) == "rgb(1, 2, 3)"
