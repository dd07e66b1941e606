"""What intrasite promises: Pelican's links within the site lead where the files are published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds import content
from feeds.collector.dialects._pelican_settings import Pelican
from feeds.model import Post, Site
from feeds.record import replace

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
POST = Post(
    source="content/tech/a.md", id="https://example.org/blog/tech/a.html",
    url="https://example.org/blog/tech/a.html", title="A", published=WHEN, updated=WHEN, body_line=5,
)  # fmt: skip
SITE = Site(
    url="https://example.org/blog", id_url="https://example.org/blog", title="Notes", zone=UTC,
    dialect="pelican", folders=("content",), own=Pelican(),
)  # fmt: skip
POSTS = {
    "tech/b.md": "https://example.org/blog/b.html",
    "life/c.zh.rst": "https://example.org/blog/c-zh.html",
}


def render(body: str, post: Post = POST) -> tuple[str, list[str]]:
    """Return the HTML of a body, and what is said of it."""
    entry, problems = content.render(body, post, SITE, find_url=POSTS.get)
    return entry.html, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("{static}/images/a.png", "/blog/images/a.png"),
        ("{static}b.png", "/blog/tech/b.png"),
        ("{static}../images/a%20b.png", "/blog/images/a%20b.png"),
        ("{static}/a.pdf#page=2", "/blog/a.pdf#page=2"),
        ("{filename}b.md", "/blog/b.html"),
        ("{filename}../life/c.zh.rst#x", "/blog/c-zh.html#x"),
        ("{filename}/tech/b.md", "/blog/b.html"),
        ("{filename}/files/a.zip", "/blog/files/a.zip"),
        ("{attach}b/c.png", "/blog/tech/b/c.png"),
        ("{attach}/tech/c.png", "/blog/tech/c.png"),
        ("{attach}../images/c.png", "/blog/tech/c.png"),
        ("|filename|b.md", "/blog/b.html"),
        ("{index}", "/blog/"),
    ],
)
def test_links(link: str, url: str) -> None:
    """A path counts from the contents, or from the folder of the article; an attached file goes with it."""
    html = f'<a href="https://example.org{url}">x</a>'
    assert render(f"[x]({link})") == (f"<p>{html}</p>", [])
    assert render(f"<a href='{link}'>x</a>", POST._replace(markup="html")) == (html, [])


def test_pictures() -> None:
    """A picture of reStructuredText has its address like any other."""
    html, said = render(".. image:: {static}/a.png\n   :alt: A\n", POST._replace(markup="rest"))
    assert '<img alt="A" src="https://example.org/blog/a.png">' in html
    assert said == []


@pytest.mark.parametrize(
    "link", ["{filename}no.md", "{filename}/pages/about.md", "{tag}news", "{static}../../../a", "{static}"]
)
def test_nothing_there(link: str) -> None:
    """What nobody here knows is no link, its text stays, and it is named with its line."""
    html, (said,) = render(f"a\n\n[x]({link})")
    assert html == "<p>a</p>\n<p><a>x</a></p>"
    assert said.startswith(f"content/tech/a.md:7:1: shortcode: “{link}” is nothing that is known here")


def test_in_code() -> None:
    """Whoever writes about Pelican may show how it is done."""
    body = '`<a href="{static}/a">` and {filename}b.md'
    html = '<p><code>&lt;a href="{static}/a"&gt;</code> and {filename}b.md</p>'
    assert render(body) == (html, [])


def test_elsewhere() -> None:
    """For any other generator they are text."""
    site = replace(SITE, dialect="plain", own=None)
    entry, _ = content.render("[x]({static}/a)", POST, site)
    assert "%7Bstatic%7D" in entry.html
