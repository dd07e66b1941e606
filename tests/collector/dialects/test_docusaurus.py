"""Docusaurus: which posts of the blog are published, when, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds import config
from feeds.collector import dialects
from feeds.model import Author, BadSettings, Reading
from tests.collector.dialects.site import codes, path_of, post_of, read_site, write

SITE = {"docusaurus.config.js": "", "feeds.toml": '[site]\nurl = "https://example.org"\n', "blog/_x.md": ""}


def read(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    return read_site(root, SITE | files)


def page(body: str = "Body\n", **fields: str) -> str:
    """Return a post with these fields; a title and a date where none are given."""
    fields = {"title": "T", "date": "2020-03-04"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + f"---\n{body}"


@pytest.mark.parametrize(
    ("source", "fields", "path"),
    [
        ("x.md", {}, "/blog/x"),
        ("Some Name.mdx", {}, "/blog/Some%20Name"),
        ("2019-05-30-x.md", {}, "/blog/2019/05/30/x"),
        ("2019-5-3-x/index.md", {}, "/blog/2019/5/3/x"),
        ("2019/05/30/x.md", {}, "/blog/2019/05/30/x"),
        ("2019/05-30-x.md", {}, "/blog/2019/05/30/x"),
        ("en/2019-05-30-x.md", {}, "/blog/2019/05/30/en/x"),
        ("a/index.md", {}, "/blog/a"),
        ("x.md", {"slug": "y"}, "/blog/y"),
        ("x.md", {"slug": "/y/z/"}, "/blog/y/z/"),
        ("x.md", {"slug": "/"}, "/blog/"),
    ],
)
def test_path(tmp_path: Path, source: str, fields: dict[str, str], path: str) -> None:
    """The URL is below /blog: `slug`, else the date of the file's name and the rest; no slash at the end."""
    assert path_of(read(tmp_path, {f"blog/{source}": page(**fields)})[f"blog/{source}"]) == path


@pytest.mark.parametrize(
    ("permalink", "path"),
    [("/blog/:path/", "/blog/2019/05/30/x/"), ("/:path", "/2019/05/30/x"), ("/n/:year/:slug", "/n/2020/x")],
)
def test_permalink(tmp_path: Path, permalink: str, path: str) -> None:
    """`[posts] permalink` says what trailingSlash and routeBasePath say in the settings that are code."""
    settings = f'{SITE["feeds.toml"]}[posts]\npermalink = "{permalink}"\n'
    files = {"feeds.toml": settings, "blog/2019-05-30-x.md": page()}
    assert path_of(read(tmp_path, files)["blog/2019-05-30-x.md"]) == path


def test_bad_permalink(tmp_path: Path) -> None:
    """A placeholder that does not exist is named."""
    settings = f'{SITE["feeds.toml"]}[posts]\npermalink = "/:nope/"\n'
    reading = read(tmp_path, {"feeds.toml": settings, "blog/x.md": page()})["blog/x.md"]
    assert (reading.reason, codes(reading)) == ("bad permalink", ["permalink"])


@pytest.mark.parametrize(
    ("source", "date", "published"),
    [
        ("x.md", "2020-03-04", "2020-03-04T00:00:00+00:00"),
        ("x.md", "2020-03-04T05:06", "2020-03-04T05:06:00+00:00"),
        ("x.md", '"2020-03-04 05:06:07 +0800"', "2020-03-04T05:06:07+08:00"),
        ("2019-05-30-x.md", "", "2019-05-30T00:00:00+00:00"),
        ("2019/5/3/x.md", "", "2019-05-03T00:00:00+00:00"),
    ],
)
def test_date(tmp_path: Path, source: str, date: str, published: str) -> None:
    """The date is the front matter's or the name's, in UTC where it names no zone."""
    reading = read(tmp_path, {f"blog/{source}": page(date=date)})[f"blog/{source}"]
    assert post_of(reading).published.isoformat() == published


def test_no_date(tmp_path: Path) -> None:
    """The time of a file or a commit is no date: the post is left out and named, once."""
    reading = read(tmp_path, {"blog/x.md": page(date="", title="")})["blog/x.md"]
    assert (reading.state, codes(reading)) == ("left-out", ["no-date"])


@pytest.mark.parametrize(
    ("value", "day"),
    [("{date: 2021-02-03}", "2021-02-03"), ("{author: Ann}", "2020-03-04"), ("", "2020-03-04")],
)
def test_updated(tmp_path: Path, value: str, day: str) -> None:
    """last_update.date is when the post was changed."""
    reading = read(tmp_path, {"blog/x.md": page(last_update=value)})["blog/x.md"]
    assert post_of(reading).updated.date().isoformat() == day
    assert "last_update" not in dict(post_of(reading).extra)


def test_bad_update(tmp_path: Path) -> None:
    """A last_update that is no date is named at its line."""
    reading = read(tmp_path, {"blog/x.md": page(last_update="{date: soon}")})["blog/x.md"]
    assert [str(problem.where) for problem in reading.problems] == ["blog/x.md:4:14"]


@pytest.mark.parametrize(
    ("title", "body", "seen", "rest"),
    [
        ("T", "# Other\n\nText\n", "T", "\nText\n"),
        ("", "\nimport X from 'x';\n\n# A `B` {#id}\nText\n", "A B", "Text\n"),
        ("", "A title\n===\nText", "A title", "Text"),
        ("T", "Text\n# Other\n", "T", "Text\n# Other\n"),
        ("T", "", "T", ""),
    ],
)
def test_heading(tmp_path: Path, title: str, body: str, seen: str, rest: str) -> None:
    """A heading above all else is the title if there is none, and never part of the body."""
    reading = read(tmp_path, {"blog/x.md": page(body, title=title)})["blog/x.md"]
    post, data = post_of(reading), (tmp_path / "blog/x.md").read_bytes()
    assert (post.title, data[post.body :].decode(), codes(reading)) == (seen, rest, [])
    assert post.body_line == data[: post.body].count(b"\n") + 1


@pytest.mark.parametrize(("source", "title"), [("2019-05-30-a-b.md", "a b"), ("c_d/index.md", "c d")])
def test_no_title(tmp_path: Path, source: str, title: str) -> None:
    """Without title and heading the file's name is the title, with a warning."""
    reading = read(tmp_path, {f"blog/{source}": page(title="")})[f"blog/{source}"]
    assert (post_of(reading).title, codes(reading)) == (title, ["title"])


def test_no_front_matter(tmp_path: Path) -> None:
    """A post needs no front matter: its heading is the title, its name has the date."""
    post = post_of(read(tmp_path, {"blog/2019-05-30-x.md": "# Hi\nText\n"})["blog/2019-05-30-x.md"])
    assert (post.title, post.published.date().isoformat()) == ("Hi", "2019-05-30")


@pytest.mark.parametrize(
    ("fields", "state", "listed"),
    [
        ({"draft": "true"}, "draft", None),
        ({"unlisted": "true"}, "published", False),
        ({"unlisted": "false"}, "published", True),
        ({"date": "2030-01-01"}, "published", True),
    ],
)
def test_states(tmp_path: Path, fields: dict[str, str], state: str, *, listed: bool | None) -> None:
    """Drafts are left out, what is unlisted is in no feed and no sitemap, the future is published."""
    reading = read(tmp_path, {"blog/x.md": page(**fields)})["blog/x.md"]
    assert reading.state == state
    seen = reading.post and (reading.post.in_feeds, reading.post.in_sitemap)
    assert seen == (None if listed is None else (listed, listed))


def test_sources(tmp_path: Path) -> None:
    """Parts, tests and other files are no posts."""
    names = ("a.md", "b.mdx", "_c.md", "_d/x.md", "__tests__/x.md", "x.test.md", "e.txt", "out.md")
    files = {f"blog/{name}": page() for name in names}
    settings = f'{SITE["feeds.toml"]}[posts]\nexclude = ["out.md"]\n'
    readings = read(tmp_path, {**files, "feeds.toml": settings})
    assert list(readings) == ["blog/a.md", "blog/b.mdx"]
    assert post_of(readings["blog/b.mdx"]).markup == "mdx"


AUTHORS = """ann:
  name: Ann Lee
  url: https://ann.example
  title: Engineer
bob:
  name: Bob
"""


@pytest.mark.parametrize(
    ("fields", "authors", "problems"),
    [
        ({"authors": "ann"}, (Author(name="Ann Lee", uri="https://ann.example"),), []),
        (
            {"authors": "[bob, ann]"},
            (Author(name="Bob"), Author(name="Ann Lee", uri="https://ann.example")),
            [],
        ),
        ({"authors": "{name: Cy, title: Guest}"}, (Author(name="Cy"),), []),
        ({"authors": "[{key: ann, name: A.}]"}, (Author(name="A.", uri="https://ann.example"),), []),
        ({"authors": "zed"}, (Author(name="zed"),), ["unknown-author"]),
        (
            {"author": "Cy", "author_url": "https://cy.example"},
            (Author(name="Cy", uri="https://cy.example"),),
            [],
        ),
        ({}, (), []),
    ],
)
def test_authors(
    tmp_path: Path, fields: dict[str, str], authors: tuple[Author, ...], problems: list[str]
) -> None:
    """Authors are keys into authors.yml, mappings with a key or without, or the older author keys."""
    reading = read(tmp_path, {"blog/authors.yml": AUTHORS, "blog/x.md": page(**fields)})["blog/x.md"]
    assert (post_of(reading).authors, codes(reading)) == (authors, problems)


def test_authors_in_another_folder(tmp_path: Path) -> None:
    """A blog in another folder has its authors there."""
    settings = f'{SITE["feeds.toml"]}[posts]\nfolders = ["news"]\n'
    files = {"feeds.toml": settings, "news/authors.yml": AUTHORS, "news/x.md": page(authors="bob")}
    assert post_of(read(tmp_path, files)["news/x.md"]).authors == (Author(name="Bob"),)


def test_authors_without_a_list(tmp_path: Path) -> None:
    """Where there is no authors.yml, a text is a name, and nothing is amiss."""
    reading = read(tmp_path, {"blog/x.md": page(authors="zed")})["blog/x.md"]
    assert (post_of(reading).authors, codes(reading)) == ((Author(name="zed"),), [])


def test_tags(tmp_path: Path) -> None:
    """Tags are their labels: their own, those of tags.yml, else the words themselves."""
    tags = "[news, {label: Big, permalink: /big}, news, other, [x]]"
    files = {"blog/tags.yml": "news:\n  label: All the News\n", "blog/x.md": page(tags=tags)}
    assert post_of(read(tmp_path, files)["blog/x.md"]).tags == ("All the News", "Big", "other")
    files = {"blog/x.md": page(tags="")}
    assert post_of(read(tmp_path, files)["blog/x.md"]).tags == ()


def test_translations(tmp_path: Path) -> None:
    """A translated post has its language, which prefixes the URL unless it is the site's own."""
    folder = "i18n/{}/docusaurus-plugin-content-blog/{}"
    files = {folder.format("fr", "x.md"): page(), folder.format("en", "y.md"): page(), "blog/x.md": page()}
    readings = read(tmp_path, files)
    found = {source.split("/")[1]: (path_of(one), post_of(one).lang) for source, one in readings.items()}
    assert found == {"x.md": ("/blog/x", None), "en": ("/blog/y", "en"), "fr": ("/fr/blog/x", "fr")}


def test_settings(tmp_path: Path) -> None:
    """The feeds lie where Docusaurus has them, and dates without a zone are no reason for a warning."""
    write(tmp_path, SITE)
    loaded = config.load(tmp_path)
    assert {(kind, fmt): path for kind, fmt, path in loaded.site.paths} == {
        ("site", "rss"): "blog/rss.xml",
        ("site", "atom"): "blog/atom.xml",
    }
    assert loaded.problems == ()


def test_broken_authors(tmp_path: Path) -> None:
    """A list of authors that cannot be read stops the run, with its place."""
    write(tmp_path, SITE | {"blog/authors.yml": "a: b: c\n"})
    with pytest.raises(BadSettings, match=r"^blog/authors\.yml:1:\d+: "):
        config.load(tmp_path)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"docusaurus.config.ts": ""}, "docusaurus"),
        ({"blog/authors.yml": ""}, "docusaurus"),
        ({"i18n/fr/docusaurus-plugin-content-blog/x.md": ""}, "docusaurus"),
        ({"blog/x.md": ""}, "plain"),
    ],
)
def test_recognition(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """A Docusaurus site is known by its settings, its authors or a translated blog."""
    write(tmp_path, files)
    assert dialects.recognise(tmp_path).name == name
