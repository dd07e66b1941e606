"""Astro: which posts are published, when, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import config
from feeds.collector import dialects
from feeds.model import Author, BadSettings, Reading
from tests.collector.dialects.site import codes, path_of, post_of, read_site, write

SITE = {
    "astro.config.mjs": "",
    "feeds.toml": '[site]\nurl = "https://example.org"\ntimezone = "America/New_York"\n',
}


def read(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    return read_site(root, SITE | files)


def page(**fields: str) -> str:
    """Return a post with these fields; a title and a date where none are given."""
    fields = {"title": "T", "pubDate": "2020-03-04"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + "---\nBody\n"


def one(root: Path, source: str = "src/content/blog/x.md", **fields: str) -> Reading:
    """Return what became of one post."""
    return read(root, {source: page(**fields)})[source]


@pytest.mark.parametrize(
    ("source", "fields", "path"),
    [
        ("src/content/blog/First Post!.md", {}, "/blog/first-post/"),
        ("src/content/blog/2020/A_b.C.mdx", {}, "/blog/2020/a_bc/"),
        ("src/content/blog/x/index.md", {}, "/blog/x/"),
        (
            "src/content/posts/Привет мир.md",
            {},
            "/posts/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82-%D0%BC%D0%B8%D1%80/",
        ),
        ("src/content/blog/x.md", {"slug": "A/b"}, "/blog/A/b/"),
        ("src/data/blog/x.md", {}, "/blog/x/"),
        ("src/pages/posts/Some_Name.md", {"slug": "no"}, "/posts/Some_Name/"),
        ("src/pages/blog/x/index.md", {}, "/blog/x/"),
        ("src/pages/blog/index.md", {}, "/blog/"),
    ],
)
def test_path(tmp_path: Path, source: str, fields: dict[str, str], path: str) -> None:
    """The URL is the collection and the entry's id: `slug`, else its path in GitHub's slugs; a page's own."""
    assert path_of(one(tmp_path, source, **fields)) == path


@pytest.mark.parametrize(
    ("folder", "permalink", "path"),
    [
        ("src/content/blog", "/:path", "/blog/a/x"),
        ("src/content/blog", "/posts/:id/", "/posts/a/x/"),
        ("src/content/blog", "/:year/:slug/", "/2020/a/x/"),
        ("src/pages/en/blog", "/:path/", "/en/blog/a/x/"),
    ],
)
def test_permalink(tmp_path: Path, folder: str, permalink: str, path: str) -> None:
    """`[posts] permalink` says how the site's own routes make URLs of ids."""
    settings = f'{SITE["feeds.toml"]}[posts]\nfolders = ["{folder}"]\npermalink = "{permalink}"\n'
    files = {"feeds.toml": settings, f"{folder}/a/x.md": page()}
    assert path_of(read(tmp_path, files)[f"{folder}/a/x.md"]) == path


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2020-03-04", "2020-03-04T00:00:00+00:00"),
        ("'2020-03-04'", "2020-03-04T00:00:00+00:00"),
        ("2020-03-04 05:06:07", "2020-03-04T05:06:07+00:00"),
        ("'2020-03-04 05:06:07'", "2020-03-04T05:06:07-05:00"),
        ("2020-03-04 05:06", "2020-03-04T05:06:00-05:00"),
        ("'Jul 08 2022'", "2022-07-08T00:00:00-04:00"),
        ("2020-03-04T05:06:07+08:00", "2020-03-04T05:06:07+08:00"),
    ],
)
def test_date(tmp_path: Path, date: str, published: str) -> None:
    """A date is what YAML and JavaScript make of it: UTC for their own forms, else the site's zone."""
    assert post_of(one(tmp_path, pubDate=date)).published.isoformat() == published


@pytest.mark.parametrize("key", ["pubDatetime", "publishDate", "date", "publishedAt"])
def test_date_keys(tmp_path: Path, key: str) -> None:
    """The date has many names, since each site's schema makes its own."""
    assert post_of(one(tmp_path, **{"pubDate": "", key: "2020-03-04"})).published.year == 2020


def test_date_of_the_name(tmp_path: Path) -> None:
    """Without a date the name's day counts; without that the post is left out and named."""
    source = "src/content/blog/2019-01-02-x.md"
    assert post_of(one(tmp_path, source, pubDate="")).published.date().isoformat() == "2019-01-02"
    reading = one(tmp_path, pubDate="")
    assert (reading.reason, codes(reading)) == ("no date", ["no-date"])


@pytest.mark.parametrize(
    ("fields", "state", "listed"),
    [
        ({"draft": "true"}, "draft", None),
        ({"isDraft": "true"}, "draft", None),
        ({"unlisted": "true"}, "published", False),
        ({"pubDate": "2030-01-01"}, "scheduled", True),
    ],
)
def test_states(tmp_path: Path, fields: dict[str, str], state: str, *, listed: bool | None) -> None:
    """Drafts are left out, what is unlisted is in no feed, the future waits."""
    reading = one(tmp_path, **fields)
    assert (reading.state, reading.post and reading.post.in_feeds) == (state, listed)


def test_sources(tmp_path: Path) -> None:
    """Parts, hidden files, excluded ones and pages in code are no posts."""
    names = ("a.md", "b.mdx", "_c.md", "_d/x.md", ".e.md", "f.astro", "out.md")
    settings = f'{SITE["feeds.toml"]}[posts]\nexclude = ["out.md"]\n'
    readings = read(tmp_path, {f"src/content/blog/{n}": page() for n in names} | {"feeds.toml": settings})
    assert list(readings) == ["src/content/blog/a.md", "src/content/blog/b.mdx"]
    assert post_of(readings["src/content/blog/b.mdx"]).markup == "mdx"


def test_other_fields(tmp_path: Path) -> None:
    """The usual keys are where a feed wants them, others at hand; a title is found if there is none."""
    fields = {"tags": "[a, b c]", "category": "C", "author": "Ann", "lang": "fr", "description": "D"}
    reading = one(tmp_path, updatedDate="2021-01-01", heroImage="h.png", title="", **fields)
    post = post_of(reading)
    assert (post.tags, post.categories, post.lang, post.summary) == (("a", "b c"), ("C",), "fr", "D")
    assert (post.authors, post.extra) == ((Author(name="Ann"),), (("heroImage", "h.png"),))
    assert post.updated == datetime(2021, 1, 1, tzinfo=UTC)
    assert (post.title, codes(reading)) == ("x", ["title"])


def test_no_folder(tmp_path: Path) -> None:
    """Where no folder looks like a collection of posts, it is said what to write."""
    write(tmp_path, SITE)
    with pytest.raises(BadSettings, match="there is no folder of posts"):
        config.load(tmp_path)


@pytest.mark.parametrize(
    ("files", "name"), [({"astro.config.ts": ""}, "astro"), ({"src/content/blog/x.md": ""}, "plain")]
)
def test_recognition(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """An Astro site is known by its settings."""
    write(tmp_path, files)
    assert dialects.recognise(tmp_path).name == name
