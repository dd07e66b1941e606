"""Eleventy: which posts are published, when, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import config
from feeds.collector import dialects
from feeds.model import Author, BadSettings, Reading
from tests.collector.dialects.site import codes, path_of, post_of, read_site, write

SITE = {".eleventy.js": "", "feeds.toml": '[site]\nurl = "https://example.org"\n'}


def read(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    return read_site(root, SITE | files)


def page(**fields: str) -> str:
    """Return a post with these fields; a title and a date where none are given."""
    fields = {"title": "T", "date": "2020-03-04"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + "---\nBody\n"


def one(root: Path, source: str = "src/posts/x.md", **fields: str) -> Reading:
    """Return what became of one post."""
    return read(root, {source: page(**fields)})[source]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("src/posts/x.md", "/posts/x/"),
        ("src/posts/Some Name.md", "/posts/Some%20Name/"),
        ("src/posts/2018-01-01-x.md", "/posts/2018-01-01-x/"),
        ("src/posts/x/index.md", "/posts/x/"),
        ("src/posts/x/x.md", "/posts/x/"),
        ("src/posts/index.md", "/posts/"),
        ("content/blog/x.html", "/blog/x/"),
        ("posts/x.md", "/posts/x/"),
        ("content/x.md", "/x/"),
    ],
)
def test_path(tmp_path: Path, source: str, path: str) -> None:
    """The URL is the path below the input folder; Eleventy keeps the date of a name in it."""
    assert path_of(one(tmp_path, source)) == path


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/a/b/", "/a/b/"),
        ("a/b/index.html", "/a/b/"),
        ("/a/b.html", "/a/b.html"),
        ("/{{ page.fileSlug }}/", "/x/"),
        ('"{{ page.fileSlug }}/"', "/x/"),
        ("/n{{page.filePathStem}}.{{ page.outputFileExtension }}", "/n/posts/x.html"),
        ("/{{- title | slugify -}}/", "/don-t-stop-aether-and-uebung/"),
        ("/{{ section | downcase }}/{{ section | trim }}/", "/news/News/"),
        ("\"/{{ page.date | date: '%Y/%m/%d' }}/\"", "/2020/03/04/"),
        ('/{{ page.date | date("%-m-%-d-%b") }}/', "/3-4-Mar/"),
        ("{build: /z/}", "/z/"),
        ("''", "/posts/2018-01-01-x/"),
    ],
)
def test_permalink(tmp_path: Path, permalink: str, path: str) -> None:
    """`permalink` is the path, with the simple templates in it filled."""
    source = "src/posts/2018-01-01-x.md"
    reading = one(tmp_path, source, permalink=permalink, title='"Don t stop: Æther & Übung"', section="News")
    assert (path_of(reading), codes(reading)) == (path, [])


@pytest.mark.parametrize(
    "permalink",
    [
        "/{{ nothing }}/",
        "/{{ title | mine }}/",
        "\"/{{ title | date: '%Y' }}/\"",
        "/{{ page.date }}/",
        "/{{ page.date | slugify }}/",
        "\"/{{ page.date | date: '%Q' }}/\"",
        '"{% if a %}x{% endif %}"',
        "/{{ other | slugify }}/",
    ],
)
def test_permalink_that_only_eleventy_can_read(tmp_path: Path, permalink: str) -> None:
    """A template that is more than that is named, and the usual URL is taken."""
    reading = one(tmp_path, permalink=permalink, other="日本")
    assert (path_of(reading), codes(reading)) == ("/posts/x/", ["permalink"])
    assert reading.problems[0].level == "warning"


@pytest.mark.parametrize("permalink", ["false", "{serverless: /x/}"])
def test_not_written(tmp_path: Path, permalink: str) -> None:
    """What Eleventy does not write is no post."""
    reading = one(tmp_path, permalink=permalink)
    assert (reading.state, reading.reason) == ("left-out", "permalink: false")


def test_permalink_of_the_settings(tmp_path: Path) -> None:
    """`[posts] permalink` says what a permalink in code would."""
    settings = f'{SITE["feeds.toml"]}[posts]\npermalink = "/:year/:month/:day/:slug/"\n'
    files = {"feeds.toml": settings, "src/posts/2018-01-01-x.md": page()}
    assert path_of(read(tmp_path, files)["src/posts/2018-01-01-x.md"]) == "/2020/03/04/x/"


@pytest.mark.parametrize(
    ("source", "date", "published"),
    [
        ("src/posts/x.md", "2020-03-04", "2020-03-04T00:00:00+00:00"),
        ("src/posts/x.md", "2020-03-04 05:06:07", "2020-03-04T05:06:07+00:00"),
        ("src/posts/x.md", "2020-03-04T05:06:07-04:00", "2020-03-04T05:06:07-04:00"),
        ("src/posts/2018-01-02-x.md", "", "2018-01-02T00:00:00+00:00"),
        ("src/posts/2018-01-02-x/index.md", "Last Modified", "2018-01-02T00:00:00+00:00"),
        ("src/posts/2018-01-02-x.md", "git Created", "2018-01-02T00:00:00+00:00"),
    ],
)
def test_date(tmp_path: Path, source: str, date: str, published: str) -> None:
    """The date is the front matter's or the path's, in UTC where it names no zone."""
    assert post_of(one(tmp_path, source, date=date)).published.isoformat() == published


@pytest.mark.parametrize(
    ("source", "date"),
    [("src/posts/x.md", ""), ("src/posts/x.md", "Created"), ("src/posts/2018-13-01-x.md", "")],
)
def test_no_date(tmp_path: Path, source: str, date: str) -> None:
    """The time of a file or a commit is no date: the post is left out and named."""
    reading = one(tmp_path, source, date=date)
    assert (reading.reason, codes(reading)[-1]) == ("no date", "no-date")


@pytest.mark.parametrize(
    ("fields", "state", "listed"),
    [
        ({"draft": "true"}, "draft", None),
        ({"eleventyExcludeFromCollections": "true"}, "published", False),
        ({"eleventyExcludeFromCollections": "maybe"}, "published", True),
        ({"date": "2030-01-01"}, "scheduled", True),
    ],
)
def test_states(tmp_path: Path, fields: dict[str, str], state: str, *, listed: bool | None) -> None:
    """Drafts are left out; what is in no collection is in no feed and no sitemap."""
    reading = one(tmp_path, **fields)
    assert reading.state == state
    seen = reading.post and (reading.post.in_feeds, reading.post.in_sitemap)
    assert seen == (None if listed is None else (listed, listed))


def test_sources(tmp_path: Path) -> None:
    """Layouts, data, packages and what .eleventyignore names are no posts."""
    names = (
        "a.md",
        "b.html",
        "c.njk",
        "d.11ty.html",
        ".e.md",
        "_includes/x.md",
        "node_modules/x.md",
        "no.md",
    )
    files = {f"src/posts/{name}": page() for name in names}
    files[".eleventyignore"] = "# a comment\n\nsrc/posts/no.md\n"
    assert list(read(tmp_path, files)) == ["src/posts/a.md", "src/posts/b.html"]


def test_data_files(tmp_path: Path) -> None:
    """Data files hand down to the posts below them: tables merged, lists joined, the nearest first."""
    readings = read(
        tmp_path,
        {
            "src/src.json": '{"lang": "en", "a": {"x": "1", "y": "1"}}',
            "src/posts/posts.json": '{"tags": "posts", "author": "Ann", "a": {"y": "2"}}',
            "src/posts/posts.11tydata.json": '{"author": "Bob"}',
            "src/posts/x.json": '{"draft": true}',
            "src/posts/z.11tydata.json": '{"lang": "fr"}',
            "src/posts/other.json": "{nothing",
            "src/posts/x.md": page(),
            "src/posts/y.md": page(tags="[b, all]", lang="de"),
            "src/posts/deep/z.md": page(a="{z: 3}"),
            "src/posts/deep/deep.json": '{"permalink": "/d/{{ page.fileSlug }}/"}',
        },
    )
    assert readings["src/posts/x.md"].state == "draft"
    post = post_of(readings["src/posts/y.md"])
    assert (post.tags, post.lang, post.authors) == (("b",), "de", (Author(name="Bob"),))
    assert post.extra == (("a", (("x", "1"), ("y", "2"))),)
    assert path_of(readings["src/posts/deep/z.md"]) == "/d/z/"


def test_broken_data(tmp_path: Path) -> None:
    """A data file that cannot be read stops the run, with its place."""
    write(tmp_path, SITE | {"src/posts/posts.json": "{\n  nope\n}"})
    with pytest.raises(BadSettings, match=r"^src/posts/posts\.json:2:\d+: "):
        config.load(tmp_path)


def test_other_fields(tmp_path: Path) -> None:
    """A string of tags is one tag, names of collections are none, the rest is kept."""
    fields = {"tags": "a b", "category": "C", "updated": "2021-01-01", "excerpt": "E", "title": ""}
    reading = one(tmp_path, "src/posts/x/index.md", layout="l.njk", hero="h.png", **fields)
    post = post_of(reading)
    assert (post.title, codes(reading)) == ("x", ["title"])
    assert (post.tags, post.categories, post.summary, post.extra) == (
        ("a b",),
        ("C",),
        "E",
        (("hero", "h.png"),),
    )
    assert post.updated == datetime(2021, 1, 1, tzinfo=UTC)


def test_settings(tmp_path: Path) -> None:
    """Global data in JSON tells of the site; other settings are code, and not read."""
    about = '{"url": "https://a.example/", "title": "A", "language": "fr", "author": {"name": "Ann"}}'
    write(tmp_path, {".eleventy.js": "", "_data/metadata.json": about, "blog/x.md": "", "posts/x.md": ""})
    site = config.load(tmp_path).site
    assert (site.url, site.title, site.lang, site.authors) == (
        "https://a.example",
        "A",
        "fr",
        (Author(name="Ann"),),
    )
    assert (site.folders, str(site.zone)) == (("posts", "blog"), "UTC")


def test_no_folder(tmp_path: Path) -> None:
    """Where no folder looks like one of posts, it is said what to write."""
    write(tmp_path, SITE)
    with pytest.raises(BadSettings, match="there is no folder of posts"):
        config.load(tmp_path)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"eleventy.config.mjs": ""}, "eleventy"),
        ({"package.json": '{"devDependencies": {"@11ty/eleventy": "^3"}}'}, "eleventy"),
        ({"package.json": '{"dependencies": {}}'}, "plain"),
    ],
)
def test_recognition(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """An Eleventy site is known by its settings or its package."""
    write(tmp_path, files)
    assert dialects.recognise(tmp_path).name == name
