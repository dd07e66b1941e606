"""Zola: which pages are published, when, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import config
from feeds.collector import dialects
from feeds.model import Author, BadSettings, Reading
from tests.collector.dialects.site import codes, path_of, post_of, read_site, write

SITE = {"config.toml": 'base_url = "https://example.org/"\ntitle = "T"\n'}


def read(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    return read_site(root, SITE | files)


def page(**fields: str) -> str:
    """Return a page with these fields; a title and a date where none are given."""
    fields = {"title": '"T"', "date": "2020-03-04"} | fields
    return "+++\n" + "".join(f"{key} = {value}\n" for key, value in fields.items() if value) + "+++\nBody\n"


@pytest.mark.parametrize(
    ("source", "fields", "path"),
    [
        ("about.md", {}, "/about/"),
        ("blog/Hello World.md", {}, "/blog/hello-world/"),
        ("Some Section/x.md", {}, "/Some%20Section/x/"),
        ("blog/2018-10-10-hello.md", {}, "/blog/hello/"),
        ("blog/2018-10-10_hello.md", {}, "/blog/hello/"),
        ("blog/2018-10-10.md", {}, "/blog/2018-10-10/"),
        ("blog/2018-13-10-hello.md", {}, "/blog/2018-13-10-hello/"),
        ("blog/bundle/index.md", {}, "/blog/bundle/"),
        ("blog/2018-10-10-bundle/index.md", {}, "/blog/bundle/"),
        ("blog/x.md", {"slug": '"A Slug"'}, "/blog/a-slug/"),
        ("blog/x.md", {"path": '"2020/01/A b"'}, "/2020/01/A%20b/"),
        ("blog/x.md", {"path": '"/p/"', "slug": '"s"'}, "/p/"),
        ("blog/Über_Größe’s — x.md", {}, "/blog/uber-grosse-s-x/"),
    ],
)
def test_path(tmp_path: Path, source: str, fields: dict[str, str], path: str) -> None:
    """The URL is `path`, else the folders as they are and the slug of `slug` or the file's name."""
    assert path_of(read(tmp_path, {f"content/{source}": page(**fields)})[f"content/{source}"]) == path


@pytest.mark.parametrize(
    ("rule", "source", "path"),
    [
        ('paths = "safe"', "A: b?.md", "/A%20b/"),
        ('paths = "off"', "A b.md", "/A%20b/"),
        ('paths = "safe"', "日本.md", "/%E6%97%A5%E6%9C%AC/"),
        ("paths_keep_dates = true", "2018-10-10-x.md", "/2018-10-10-x/"),
    ],
)
def test_slugify(tmp_path: Path, rule: str, source: str, path: str) -> None:
    """[slugify] says what becomes of letters that are not plain, and of the date in the name."""
    files = {"config.toml": SITE["config.toml"] + f"[slugify]\n{rule}\n", f"content/{source}": page()}
    assert path_of(read(tmp_path, files)[f"content/{source}"]) == path


def test_letters_that_only_zola_can_spell(tmp_path: Path) -> None:
    """A name whose Latin spelling is not known here is left out: its URL would be wrong."""
    reading = read(tmp_path, {"content/🚀.md": page()})["content/🚀.md"]
    assert (reading.state, reading.reason, codes(reading)) == (
        "left-out",
        "slug in Latin letters",
        ["latin-slug"],
    )


@pytest.mark.parametrize(
    ("source", "fields", "published"),
    [
        ("x.md", {"date": "2020-03-04"}, "2020-03-04T00:00:00+00:00"),
        ("x.md", {"date": "2020-03-04T05:06:07"}, "2020-03-04T05:06:07+00:00"),
        ("x.md", {"date": '"2020-03-04 05:06:07+02:00"'}, "2020-03-04T05:06:07+02:00"),
        ("2018-10-10-x.md", {"date": ""}, "2018-10-10T00:00:00+00:00"),
        ("2018-10-10T05:06:07Z-x.md", {"date": ""}, "2018-10-10T05:06:07+00:00"),
        ("2018-10-10-x.md", {}, "2020-03-04T00:00:00+00:00"),
        ("2018-10-10-b/index.md", {"date": ""}, "2018-10-10T00:00:00+00:00"),
        ("x.md", {"date": "", "path": '"2024/08/15/x"'}, "2024-08-15T00:00:00+00:00"),
        ("x.md", {"date": "", "path": '"inside/2024/8/5/x"'}, "2024-08-05T00:00:00+00:00"),
        ("2024/08/15/x.md", {"date": ""}, "2024-08-15T00:00:00+00:00"),
    ],
)
def test_date(tmp_path: Path, source: str, fields: dict[str, str], published: str) -> None:
    """The date is the front matter's, in UTC where it names no zone, else the name's, else the path's."""
    reading = read(tmp_path, {f"content/{source}": page(**fields)})[f"content/{source}"]
    assert post_of(reading).published.isoformat() == published


def test_origin_of_a_date_in_the_path(tmp_path: Path) -> None:
    """`feeds explain` says that the date was taken from the path."""
    reading = read(tmp_path, {"content/x.md": page(date="", path='"2024/08/15/x"')})["content/x.md"]
    assert ("published", "the path /2024/08/15/x/, midnight in UTC") in reading.origins


@pytest.mark.parametrize("path", ["2024/13/15/x", "12024/08/15/x", "2024/08/x"])
def test_no_date(tmp_path: Path, path: str) -> None:
    """A page without any date is named and left out; an impossible day in its path is none."""
    reading = read(tmp_path, {"content/x.md": page(date="", path=f'"{path}"')})["content/x.md"]
    assert (reading.state, reading.reason) == ("left-out", "no date")
    assert codes(reading)[-1] == "no-date"


@pytest.mark.parametrize(
    ("text", "state", "reason"),
    [
        (page(draft="true"), "draft", "draft"),
        (page(render="false"), "left-out", "not rendered"),
        ("Body\n", "left-out", "no front matter"),
        (page(draft="false"), "published", None),
        (page(date="2030-01-01"), "published", None),
    ],
)
def test_states(tmp_path: Path, text: str, state: str, reason: str | None) -> None:
    """Drafts and what is not rendered are left out; Zola publishes the future."""
    reading = read(tmp_path, {"content/x.md": text})["content/x.md"]
    assert (reading.state, reading.reason) == (state, reason)


def test_sections(tmp_path: Path) -> None:
    """Sections are no pages, and all pages below a draft one are drafts."""
    readings = read(
        tmp_path,
        {
            "content/_index.md": "+++\n+++\n",
            "content/a/_index.md": "+++\ndraft = true\n+++\n",
            "content/a/_index.fr.md": "+++\ndraft = \n+++\n",
            "content/a/deep/x.md": page(),
            "content/b/x.md": page(),
            "content/.x.md": page(),
            "content/b/x.txt": "",
        },
    )
    states = {source: reading.state for source, reading in readings.items()}
    assert states == {"content/a/deep/x.md": "draft", "content/b/x.md": "published"}


def test_drafts_shown(tmp_path: Path) -> None:
    """With `drafts = true` drafts and those of draft sections are published."""
    files = {
        "feeds.toml": "[posts]\ndrafts = true\n",
        "content/a/_index.md": "+++\ndraft = true\n+++\n",
        "content/a/x.md": page(draft="true"),
    }
    assert read(tmp_path, files)["content/a/x.md"].state == "published"


def test_ignored(tmp_path: Path) -> None:
    """ignored_content leaves files out, `{a,b}` too."""
    files = {
        "config.toml": f'{SITE["config.toml"]}ignored_content = ["*.{{no,nope}}.md", "b/x.md", "c.md"]\n',
        **{f"content/{name}.md": page() for name in ("a.no", "a.nope", "b/x", "c", "d")},
    }
    assert list(read(tmp_path, files)) == ["content/d.md"]


def test_languages(tmp_path: Path) -> None:
    """A language at the end of the name prefixes the URL; what is no language of the site is a name."""
    settings = SITE["config.toml"] + '[languages.fr]\ntitle = "F"\n'
    readings = read(
        tmp_path,
        {
            "config.toml": settings,
            "content/b/x.md": page(),
            "content/b/x.fr.md": page(),
            "content/b/y/index.fr.md": page(),
            "content/b/z.de.md": page(),
        },
    )
    found = {source: (path_of(one), post_of(one).lang) for source, one in readings.items()}
    assert found == {
        "content/b/x.md": ("/b/x/", "en"),
        "content/b/x.fr.md": ("/fr/b/x/", "fr"),
        "content/b/y/index.fr.md": ("/fr/b/y/", "fr"),
        "content/b/z.de.md": ("/b/z-de/", "en"),
    }


@pytest.mark.parametrize(
    ("more", "authors"),
    [
        ('authors = ["Jane Lusby, Project Director", "Ann"]', ("Jane Lusby, Project Director", "Ann")),
        ('authors = ["a@example.org (A. Person)"]', ("A. Person",)),
        ('[taxonomies]\nauthors = ["Ann"]', ("Ann",)),
        ('[extra]\nauthor = "Ann"', ("Ann",)),
        ("authors = []", ()),
    ],
)
def test_authors(tmp_path: Path, more: str, authors: tuple[str, ...]) -> None:
    """Each text among the authors is one author, whatever commas it has."""
    text = f'+++\ntitle = "T"\ndate = 2020-03-04\n{more}\n+++\n'
    post = post_of(read(tmp_path, {"content/x.md": text})["content/x.md"])
    assert tuple(author.name for author in post.authors) == authors


def test_other_fields(tmp_path: Path) -> None:
    """Taxonomies are categories and tags, `updated` is kept, other keys stay at hand."""
    text = """---
title: T
date: 2020-03-04
updated: 2021-01-01
description: D
aliases: [old]
taxonomies:
  tags: [a, b, a]
  categories: [C]
  series: [S]
---
"""
    post = post_of(read(tmp_path, {"content/x.md": text})["content/x.md"])
    assert (post.tags, post.categories, post.summary) == (("a", "b"), ("C",), "D")
    assert post.updated == datetime(2021, 1, 1, tzinfo=UTC)
    assert post.extra == (("aliases", ("old",)), ("taxonomies", (("series", ("S",)),)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("+++\ndate = 2020-03-04\n+++\n```\n# no\n```\n# A *B* `c` [d](e) #\n", "A *B* c d"),
        ("+++\ndate = 2020-03-04\n+++\nA title\n=====\n", "A title"),
        ("+++\ndate = 2020-03-04\n+++\n~~~\n# no\n", "some name"),
        ("+++\ndate = 2020-03-04\n+++\n", "some name"),
    ],
)
def test_no_title(tmp_path: Path, text: str, title: str) -> None:
    """Without a title the first heading is taken, else the file's name; both with a warning."""
    reading = read(tmp_path, {"content/2018-10-10-some_name.md": text})["content/2018-10-10-some_name.md"]
    assert (post_of(reading).title, codes(reading)) == (title, ["title"])


def test_settings(tmp_path: Path) -> None:
    """What zola.toml says is the site's; its feed files tell where the feeds go."""
    settings = """base_url = "https://example.org/b/"
title = "T"
description = "D"
default_language = "fr"
author = "Ann"
feed_filenames = ["rss.xml", "feed.xml", "posts.json"]
feed_limit = 7
"""
    write(tmp_path, {"zola.toml": settings, "content/x.md": page()})
    site = config.load(tmp_path).site
    assert (site.url, site.title, site.description, site.lang) == ("https://example.org/b", "T", "D", "fr")
    assert (site.authors, site.manner.limit, str(site.zone)) == ((Author(name="Ann"),), 7, "UTC")
    paths = {(kind, fmt): path for kind, fmt, path in site.paths}
    assert paths["site", "rss"] == "rss.xml"
    assert paths["site", "atom"] == "feed.xml"
    assert paths["tag", "atom"] == "tags/:slug/feed.xml"


def test_broken_settings(tmp_path: Path) -> None:
    """Settings that cannot be read are said with file and line."""
    write(tmp_path, {"config.toml": 'base_url = "x"\ntitle = \n', "content/x.md": page()})
    with pytest.raises(BadSettings, match=r"^config\.toml:2:\d+: "):
        config.load(tmp_path)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (SITE, "zola"),
        ({"zola.toml": 'base_url="https://example.org"'}, "zola"),
        ({"config.toml": 'baseURL = "https://example.org"'}, "hugo"),
        ({"config.toml": 'title = "x"'}, "plain"),
    ],
)
def test_recognition(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """A Zola site is known by base_url in its settings; Hugo's is called baseURL."""
    write(tmp_path, files)
    assert dialects.recognise(tmp_path).name == name
