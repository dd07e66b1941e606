"""The includes for layouts: their text, and what the generators make of them, where these are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.discovery import layouts
from feeds.discovery.links import Head, heads
from tests.discovery.test_links import SITE, TYPES, channel

GOLDEN = Path(__file__).parent / "golden"
CHANNELS = [
    channel("site"), channel("category", "News"), channel("category", 'C++ "x"'), channel("category", "读书"),
    channel("category", "a\"b'c"), channel("tag", "go {{ lang"), channel("feed", "pod"),
]  # fmt: skip


def made(name: str) -> tuple[str, tuple[Head, ...]]:
    """Return the include for a generator."""
    return layouts.include(name, heads(CHANNELS, SITE, TYPES), SITE.url)


@pytest.mark.parametrize("name", layouts.names())
def test_golden(name: str, golden: Callable[[Path, bytes], None]) -> None:
    """The include is what it was."""
    golden(GOLDEN / f"{name}.html", f"{made(name)[0]}\n".encode())


def test_what_cannot_be_told() -> None:
    """Liquid has no word for a text with both quotes, or with the end of a tag in it; Go has."""
    assert [head.name for head in made("jekyll")[1]] == ["a\"b'c"]
    assert made("hugo")[1] == ()
    nowhere = heads([channel("site"), channel("author", "Mei")], SITE, TYPES)
    at_home = [
        Head(kind="author", name="Mei", page=f"{SITE.url}/", own=nowhere[1].own, common=nowhere[1].common)
    ]
    assert layouts.include("hugo", at_home, SITE.url)[1] == tuple(at_home)
    for name in ("x %} y", "x }} y", "x\ny"):
        assert layouts.include("jekyll", heads([channel("tag", name)], SITE, TYPES), SITE.url)[1]


@pytest.mark.parametrize("name", layouts.names())
def test_site_alone(name: str) -> None:
    """A site without other feeds has no condition in it."""
    text, left = layouts.include(name, heads(CHANNELS[:1], SITE, TYPES), SITE.url)
    assert left == ()
    assert len(text.splitlines()) == 3
    assert " if " not in text


def found(page: Path) -> list[str]:
    """Return the addresses that a page names, without the site's."""
    text = page.read_text("utf-8")
    return [
        one.removeprefix(f"{SITE.url}/")
        for one in re.findall(r'<link rel="alternate".*?href="([^"]*)"', text)
    ]


SITE_FEEDS = ["rss.xml", "atom.xml"]


def feeds(folder: str) -> list[str]:
    """Return what the page of a folder names."""
    return [f"{folder}/rss.xml", f"{folder}/atom.xml", *SITE_FEEDS]


@pytest.mark.skipif(shutil.which("jekyll") is None, reason="Jekyll is not installed")
def test_jekyll(tmp_path: Path) -> None:
    """Jekyll's pages name their feeds: by category, by tag, by path; its posts those of the site."""
    pages = {
        "index.html": "", "news.html": "category: News", "cpp.html": "category: C++ \"x\"",
        "books.html": "category: 读书", "archive.html": "type: category\ntitle: News",
        "tags.html": 'type: tag\ntitle: "go {{ lang"', "pod.html": "permalink: /feed/pod/",
        "_posts/2026-01-01-a.md": "category: News",
    }  # fmt: skip
    for path, matter in pages.items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\nlayout: default\n{matter}\n---\nx\n", "utf-8")
    for folder, text in (("_includes/feeds.html", made("jekyll")[0]), ("_layouts/default.html", LAYOUT)):
        (tmp_path / folder).parent.mkdir()
        (tmp_path / folder).write_text(text.replace("TAKEN", "{% include feeds.html %}"), "utf-8")
    (tmp_path / "_config.yml").write_text("baseurl: /notes\n")
    subprocess.run(["jekyll", "build"], cwd=tmp_path, check=True, capture_output=True)
    built = tmp_path / "_site"
    assert found(built / "index.html") == SITE_FEEDS
    assert found(built / "news.html") == found(built / "archive.html") == feeds("category/News")
    assert found(built / "cpp.html") == feeds("category/C++%20%22x%22")
    assert found(built / "books.html") == feeds("category/%E8%AF%BB%E4%B9%A6")
    assert found(built / "tags.html") == feeds("tag/go%20%7B%7B%20lang")
    assert found(built / "feed/pod/index.html") == feeds("feed/pod")
    assert found(built / "news/2026/01/01/a.html") == SITE_FEEDS


@pytest.mark.skipif(shutil.which("hugo") is None, reason="Hugo is not installed")
def test_hugo(tmp_path: Path) -> None:
    """Hugo's pages name their feeds: those of a term, of a path, and of the site."""
    texts = {
        "layouts/partials/feeds.html": made("hugo")[0],
        **{f"layouts/{one}.html": LAYOUT for one in ("index", "_default/single", "_default/list")},
        "content/posts/a.md": (
            '---\ntitle: A\ndate: 2026-01-01\ncategories: [News, "C++ \\"x\\"", 读书]\n'
            'tags: ["go {{ lang"]\n---\nx\n'
        ),
        "content/feed/pod.md": "---\ntitle: Pod\n---\nx\n",
        "hugo.toml": 'baseURL = "https://example.org/notes/"\ndisableKinds = ["sitemap", "RSS"]\n',
    }
    for path, text in texts.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("TAKEN", '{{ partial "feeds.html" . }}'), "utf-8")
    subprocess.run(["hugo"], cwd=tmp_path, check=True, capture_output=True)
    built = tmp_path / "public"
    assert found(built / "index.html") == found(built / "posts/a/index.html") == SITE_FEEDS
    assert found(built / "categories/index.html") == SITE_FEEDS
    assert found(built / "categories/news/index.html") == feeds("category/News")
    assert found(built / "categories/读书/index.html") == feeds("category/%E8%AF%BB%E4%B9%A6")
    assert found(built / "categories/c++-x/index.html") == feeds("category/C++%20%22x%22")
    assert found(next((built / "tags").glob("go*/index.html"))) == feeds("tag/go%20%7B%7B%20lang")
    assert found(built / "feed/pod/index.html") == feeds("feed/pod")


LAYOUT = "<!DOCTYPE html>\n<html><head>TAKEN</head><body></body></html>\n"
