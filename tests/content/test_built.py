"""What content/built promises: the body out of the built site, found by URL and selector."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import content
from feeds.content import built
from feeds.model import Post, Site
from feeds.record import replace

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="https://example.org/blog/a/",
    url="https://example.org/blog/a/",
    title="A &amp; B",
    published=WHEN,
    updated=WHEN,
)
SITE = Site(
    url="https://example.org/blog",
    id_url="https://example.org/blog",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
    built="_site",
)
PAGE = (
    b"<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body><h1>Site</h1>"
    b"<main><nav>n</nav><article class=post><h1>A &amp; B</h1>\n"
    b"<p>Text \xc3\xbc <img src=b.png></p><h1>C</h1></article></main></body></html>"
)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.org/blog/a/", ["a/index.html"]),
        ("https://example.org/blog/", ["index.html"]),
        ("https://example.org/blog/a.html", ["a.html"]),
        ("https://example.org/blog/a", ["a.html", "a/index.html"]),
        ("https://example.org/blog/v1.2", ["v1.2.html", "v1.2/index.html"]),
        ("https://example.org/blog/a/?q#f", ["a/index.html"]),
        ("https://example.org/blog/%E4%B8%AD%20b/", ["中 b/index.html"]),
        ("https://example.org/blog/%C3%BC/", ["ü/index.html", "u\u0308/index.html"]),
        ("https://example.org/other/", []),
        ("https://example.org/blog/../x", []),
        ("https://example.org/blog/%2e%2e/x", []),
        ("https://example.org/blog/..%2Fx", []),
        ("https://example.org/blog//etc/passwd", []),
        ("https://example.org/blog/a%5Cb", []),
        ("https://example.org/blog/C:/b", []),
        ("https://example.org/blog/a%00", []),
    ],
)
def test_paths(url: str, found: list[str]) -> None:
    """A URL is a file below the site's path, or none: never one outside the folder."""
    assert list(dict.fromkeys(built.paths("https://example.org/blog", url))) == found


@pytest.mark.parametrize(
    ("select", "html"),
    [
        ("article, main", '\n<p>Text ü <img src="b.png"></p><h1>C</h1>'),
        ("aside, .post > p", 'Text ü <img src="b.png">'),
        ("main > nav", "n"),
        ("[class~=post] p", 'Text ü <img src="b.png">'),
    ],
)
def test_find(select: str, html: str) -> None:
    """The parts of a selector are tried in their order; a heading that repeats the title goes."""
    assert built.find(PAGE, select, "A &amp; B") == html


def test_another_heading_stays() -> None:
    """A first heading that says something else is the author's."""
    assert built.find(PAGE, "article", "Other").startswith("<h1>A &amp; B</h1>")


@pytest.mark.parametrize("select", ["p:", "[", "", "a,,b"])
def test_no_selector(select: str) -> None:
    """What is no selector is said to be none."""
    with pytest.raises(built.NotThere, match="select"):
        built.find(PAGE, select, "A")


@pytest.mark.parametrize(
    "page", [b"", b"\x00", b"<!-- -->", b"\xff\xfe", b'<?xml version="1.0" encoding="x"?><p>y']
)
def test_pages_without_it(page: bytes) -> None:
    """An empty or broken page has nothing to find."""
    with pytest.raises(built.NotThere, match="has no “article”"):
        built.find(page, "article", "A")


def test_page_in_another_encoding() -> None:
    """A page that is not UTF-8 is read in the encoding that it declares."""
    page = "<meta charset=iso-8859-1><article>ü</article>".encode("latin-1")
    assert built.find(page, "article", "A") == "ü"


class TestRead:
    """A post's body out of the built site, and its source where that fails."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """Return the folder of a site with a page for one post."""
        (tmp_path / "_site" / "a").mkdir(parents=True)
        return tmp_path

    def test_built(self, root: Path) -> None:
        """It is sanitized, its links are absolute against the post's URL, and nothing is said."""
        (root / "_site" / "a" / "index.html").write_bytes(PAGE.replace(b"</p>", b"<script>x</script></p>"))
        entry, problems, alone, _ = content.read(root, SITE, POST, b"*source*")
        assert entry.html == '<p>Text ü <img src="https://example.org/blog/a/b.png"></p><h1>C</h1>'
        assert (entry.summary, problems, alone) == ("Text ü C", (), False)

    def test_no_page(self, root: Path) -> None:
        """Without a page the source is rendered, and one warning names file and selector: it may yet come."""
        entry, (problem,), alone, _ = content.read(root, SITE, POST, b"*source*")
        assert (entry.html, problem.code, problem.level, alone) == (
            "<p><em>source</em></p>",
            "built-page",
            "warning",
            False,
        )
        assert "_site/a/index.html" in problem.message
        assert "article, main" in problem.message

    def test_no_match(self, root: Path) -> None:
        """So it is where the selector finds nothing."""
        (root / "_site" / "a" / "index.html").write_bytes(PAGE)
        entry, (problem,), _, _ = content.read(root, replace(SITE, select=".e-content"), POST, b"*source*")
        assert entry.html == "<p><em>source</em></p>"
        assert "a/index.html has no “.e-content”" in problem.message

    def test_a_link_out_of_the_folder(self, root: Path) -> None:
        """A page that is a link to a file elsewhere is none."""
        (root / "secret.html").write_bytes(PAGE)
        (root / "_site" / "a" / "index.html").symlink_to(root / "secret.html")
        _, (problem,), _, _ = content.read(root, SITE, POST, b"*source*")
        assert problem.code == "built-page"
