"""Nikola's rules: which posts are published, when, and where."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import collector, config
from feeds.collector import dialects
from feeds.collector.dialects import _ascii
from feeds.collector.settle import settle_readings
from feeds.model import BadSettings, Post, Reading, Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = (
    "BLOG_AUTHOR = 'Mei Lin'\nBLOG_TITLE = 'T'\nSITE_URL = 'https://example.org/base/'\n"
    "TIMEZONE = 'Europe/Berlin'\n"
    "DEFAULT_LANG = 'en'\nTRANSLATIONS = {DEFAULT_LANG: '', 'de': './de', 'zh_cn': './zh'}\n"
    "POSTS = tuple_of = (('posts/*.rst', 'blog', 'post.tmpl'), ('posts/*.md', 'blog', 'post.tmpl'))\n"
    "POSTS += (('posts/*.html', {'en': 'pages', 'de': 'seiten'}, 'post.tmpl'), ('posts/*.ipynb', 'nb'))\n"
    "PAGES = (('pages/*.rst', '', 'page.tmpl'),)\nUSE_TAG_METADATA = True\n"
)
HEAD = ".. title: T\n.. date: 2020-01-02 10:00\n"


CATEGORIES = '[posts]\nkeys = { categories = ["category"] }\n'


def site_of(root: Path, settings: str = SETTINGS) -> Site:
    """Write the settings of a site and read them."""
    (root / "conf.py").write_text(settings, encoding="utf-8")
    (root / "posts").mkdir(exist_ok=True)
    return config.load(root).site


def read(root: Path, files: dict[str, str], settings: str = "") -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source below posts/."""
    for name, text in files.items():
        path = root / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    site = site_of(root, SETTINGS + settings)
    found = collector.find(root, site)
    read = (collector.read(root, site, one) for one in found)
    readings = settle_readings(read, NOW, future=site.future)
    return {reading.source.removeprefix("posts/"): reading for reading in readings}


def post_of(root: Path, text: str, settings: str = "", name: str = "a.rst") -> Post:
    """Return the post that a file becomes."""
    reading = read(root, {name: text}, settings)[name]
    assert reading.post is not None, reading.problems
    return reading.post


def codes(reading: Reading) -> list[str]:
    """Return the codes of what is wrong."""
    return [problem.code for problem in reading.problems]


def test_comments(tmp_path: Path) -> None:
    """Metadata is lines `.. key: value` up to a blank one; the last of a key counts, an empty one never."""
    text = (
        "\ufeff\n.. title: Ä: b\n.. slug: Ä x\n.. date: 2020-01-02 10:00:00 UTC-03:00\n"
        ".. updated: 2020-01-03\n"
        ".. tags: \n.. tags: Two, one,,Two\n.. category: C d\n.. author: X, Y\n"
        ".. description: D\n.. mood: good\n\nBody\n"
    )
    assert post_of(tmp_path, text).categories == ()
    (tmp_path / "feeds.toml").write_text(CATEGORIES, encoding="utf-8")
    post = post_of(tmp_path, text)
    assert (post.title, post.tags, post.categories) == ("Ä: b", ("Two", "one"), ("C d",))
    assert [author.name for author in post.authors] == ["X", "Y"]
    assert post.published.isoformat() == "2020-01-02T10:00:00-03:00"
    assert post.updated.isoformat() == "2020-01-03T00:00:00+01:00"
    assert post.url == post.id == "https://example.org/base/blog/%C3%84%20x/"
    assert (post.summary, post.extra, post.markup) == ("D", (("mood", "good"),), "rest")
    assert (text.encode()[post.body :], post.body_line) == (b"Body\n", 13)


@pytest.mark.parametrize(
    ("name", "text", "body"),
    [
        ("a.md", f"<!--\n{HEAD}-->\n\nBody", "Body"),
        ("a.rst", HEAD.replace("\n", "\r\n") + "\r\nBody\r\n", "Body\r\n"),
        ("a.md", "---\ntitle: T\ndate: 2020-01-02 10:00\n---\nBody", "Body"),
        ("a.md", '+++\ntitle = "T"\ndate = 2020-01-02T10:00:00\n+++\nBody', "Body"),
        ("a.rst", HEAD, HEAD),
    ],
)
def test_forms_of_metadata(tmp_path: Path, name: str, text: str, body: str) -> None:
    """Comments, YAML and TOML say the same; the body is what follows."""
    post = post_of(tmp_path, text, name=name)
    assert (post.title, post.published.isoformat()) == ("T", "2020-01-02T10:00:00+01:00")
    assert text.encode()[post.body :].decode() == body


def test_meta_file(tmp_path: Path) -> None:
    """A .meta file counts before the post's own metadata, and then the whole post is its body."""
    found = read(tmp_path, {"a.rst": HEAD + "\nBody", "a.meta": ".. title: M\n.. date: 2020-02-03\n"})
    post = found["a.rst"].post
    assert post is not None
    assert (post.title, post.published.month, post.body) == ("M", 2, 0)
    assert dict(found["a.rst"].origins)["title"] == "the file a.meta"
    assert list(found) == ["a.rst"]


def test_notebook(tmp_path: Path) -> None:
    """A notebook says it in its own metadata; its body cannot be shown."""
    text = '{"metadata": {"nikola": {"title": "N", "date": "2020-01-02", "n": 1}}}'
    post = post_of(tmp_path, text, name="a.ipynb")
    assert (post.title, post.markup) == ("N", "other")
    assert codes(read(tmp_path, {"a.ipynb": "[]"})["a.ipynb"]) == ["no-date"]
    assert codes(read(tmp_path, {"a.ipynb": '{"metadata": {"nikola": 1}}'})["a.ipynb"]) == ["no-date"]


@pytest.mark.parametrize(
    ("name", "lines", "settings", "url"),
    [
        ("a.rst", "", "", "blog/a/"),
        ("sub/Ä b_c+.rst", "", "", "blog/sub/a-b_c+/"),
        ("sub/Ä b_c+.rst", "", "USE_SLUGIFY = False", "blog/sub/%C3%84%20b_c+/"),
        ("a.html", "", "", "pages/a/"),
        ("a.rst", ".. pretty_url: no\n", "", "blog/a.html"),
        ("a.rst", ".. pretty_url: yes\n", "PRETTY_URLS = False", "blog/a/"),
        ("a.rst", "", "PRETTY_URLS = False", "blog/a.html"),
        ("a.rst", "", "STRIP_INDEXES = False", "blog/a/index.html"),
        ("sub/index.rst", "", "", "blog/sub/"),
        ("a.rst", "", "TRANSLATIONS = {'en': './en'}", "en/blog/a/"),
        ("a.rst", "", "POSTS = [('posts/*.rst', '')]", "a/"),
        ("a.rst", "", "POSTS = [('./posts/*.rst', '.')]", "a/"),
        ("2020-a.rst", "", r"FILE_METADATA_REGEXP = '.*/\\d+-(?P<slug>.*)\\.rst'", "blog/a/"),
    ],
)
def test_url(tmp_path: Path, name: str, lines: str, settings: str, url: str) -> None:
    """The URL is the destination, the folders below the source, and the slug."""
    text = f"{HEAD}{lines}\nB"
    text = f"<!--\n{text}" if name.endswith("html") else text
    assert post_of(tmp_path, text, settings, name).url == f"https://example.org/base/{url}"


def test_title_of_a_name(tmp_path: Path) -> None:
    """Without a title it is the file's name; one out of the path becomes words."""
    assert post_of(tmp_path, ".. date: 2020-01-02\n\nB", name="my-post.rst").title == "my-post"
    settings = r"FILE_METADATA_REGEXP = '.*/(?P<title>.*)\\.rst'"
    assert post_of(tmp_path, ".. date: 2020-01-02\n\nB", settings, "my-post.rst").title == "My post"


def test_name_without_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese name makes no URL without Unidecode, and none is guessed."""
    monkeypatch.setattr(_ascii, "_unidecode", lambda: None)
    assert codes(read(tmp_path, {"日記.rst": f"{HEAD}\nB"})["日記.rst"]) == ["slug"]


@pytest.mark.parametrize(
    ("lines", "settings", "state", "reason"),
    [
        (".. status: draft\n", "", "draft", "draft"),
        (".. status: private\n", "", "left-out", "private"),
        (".. status: featured\n", "", "published", None),
        (".. tags: x, Draft\n", "", "draft", "draft"),
        (".. tags: private, x\n", "", "left-out", "private"),
        (".. tags: private, x\n", "USE_TAG_METADATA = False", "published", None),
    ],
)
def test_status(tmp_path: Path, lines: str, settings: str, state: str, reason: str | None) -> None:
    """Drafts and private posts are left out, by status or by tag."""
    reading = read(tmp_path, {"a.rst": f"{HEAD}{lines}\nB"}, settings)["a.rst"]
    assert (reading.state, reading.reason) == (state, reason)


def test_drafts_when_they_are_wanted(tmp_path: Path) -> None:
    """A draft is shown if the settings say so, without its tag."""
    (tmp_path / "feeds.toml").write_text("[posts]\ndrafts = true\n")
    assert post_of(tmp_path, f"{HEAD}.. tags: draft, x\n\nB").tags == ("x",)


def test_what_is_wrong(tmp_path: Path) -> None:
    """Each fault has its code; only what cannot be published is left out."""
    found = read(
        tmp_path,
        {
            "a.rst": f"{HEAD}.. status: x\n.. pretty_url: perhaps\n.. guid: no uri\n\nB",
            "b.rst": ".. title: T\n\nB",
            "c.md": "---\ntitle: [\n---\nB",
        },
    )
    assert {name: (reading.state, sorted(codes(reading))) for name, reading in found.items()} == {
        "a.rst": ("published", ["flag", "id", "status"]),
        "b.rst": ("left-out", ["no-date"]),
        "c.md": ("left-out", ["yaml"]),
    }


def test_guid(tmp_path: Path) -> None:
    """A guid that is a URI is the id."""
    assert post_of(tmp_path, f"{HEAD}.. guid: urn:x:1\n\nB").id == "urn:x:1"


def test_future(tmp_path: Path) -> None:
    """A post of the future is held back unless the future is now."""
    text = ".. title: T\n.. date: 2030-01-01\n\nB"
    assert read(tmp_path, {"a.rst": text})["a.rst"].state == "scheduled"
    assert read(tmp_path, {"a.rst": text}, "FUTURE_IS_NOW = True")["a.rst"].state == "published"


def test_translations(tmp_path: Path) -> None:
    """A translation is left out unless it is the only text of its post; hidden files are not looked at."""
    files = dict.fromkeys(
        ("a.rst", "a.de.rst", "b.zh_cn.rst", "c.fr.rst", ".d.rst", ".x/e.rst"), f"{HEAD}\nB"
    )
    found = read(tmp_path, {name: text + name for name, text in files.items()})
    assert {name: reading.reason for name, reading in found.items()} == {
        "a.de.rst": "translation", "a.rst": None, "b.zh_cn.rst": None, "c.fr.rst": None,
    }  # fmt: skip
    other = read(tmp_path, {"a.rst.de": "x"}, "TRANSLATIONS_PATTERN = '{path}.{ext}.{lang}'")
    assert other["a.rst.de"].reason == "translation"


@pytest.mark.parametrize(
    ("settings", "category"),
    [
        ("", ()),
        ("CATEGORY_DESTPATH_AS_DEFAULT = True", ("blog",)),
        (
            "CATEGORY_DESTPATH_AS_DEFAULT = True\nCATEGORY_DESTPATH_FIRST_DIRECTORY_ONLY = False",
            ("blog/one/two",),
        ),
        ("CATEGORY_DESTPATH_AS_DEFAULT = True\nCATEGORY_DESTPATH_TRIM_PREFIX = True", ("one",)),
    ],
)
def test_category_of_the_destination(tmp_path: Path, settings: str, category: tuple[str, ...]) -> None:
    """If the settings want it, where a post goes is its category."""
    (tmp_path / "feeds.toml").write_text(CATEGORIES, encoding="utf-8")
    assert post_of(tmp_path, f"{HEAD}\nB", settings, "one/two/a.rst").categories == category
    own = post_of(tmp_path, f"{HEAD}.. section: S\n\nB", settings, "one/two/a.rst")
    assert own.categories == ("S",)


def test_metadata_of_other_generators(tmp_path: Path) -> None:
    """docinfo, Markdown's own header and foreign names count where the settings turn them on."""
    rest = "T\n=\n\n:date: 2020-01-02\n:tags: a\n\nB"
    assert post_of(tmp_path, rest, "USE_REST_DOCINFO_METADATA = True").tags == ("a",)
    header = "Title: M\nDate: 2020-01-02\nSummary: S\n\nB"
    settings = (
        "MARKDOWN_EXTENSIONS = ['markdown.extensions.meta']\n"
        "METADATA_MAPPING = {'markdown_metadata': {'summary': 'description'}, 'yaml': None}"
    )
    post = post_of(tmp_path, header, settings, "a.md")
    assert (post.title, post.summary, header[post.body :]) == ("M", "S", "B")


def test_settings(tmp_path: Path) -> None:
    """Of a setting for each language that of the site's own counts; paths are those of Nikola's feeds."""
    settings = (
        "BLOG_TITLE = {'de': 'D', 'en': 'E'}\nBLOG_EMAIL = 'x@example.org'\n"
        "RSS_PATH = {'en': 'r'}\nINDEX_PATH = 'blog'\n"
        "TAG_PATH = 'tags'\nATOM_FILENAME_BASE = 'feed'\nFEED_LENGTH = 7\nGENERATE_RSS = False\n"
    )
    site = site_of(tmp_path, SETTINGS + settings)
    assert (site.title, site.url, site.manner.limit, "tag" in dict(site.terms)) == (
        "E",
        "https://example.org/base",
        7,
        False,
    )
    assert (site.authors[0].name, site.authors[0].email) == ("Mei Lin", "x@example.org")
    assert {(kind, fmt): path for kind, fmt, path in site.paths} == {
        ("site", "rss"): "r/rss.xml", ("site", "atom"): "blog/feed.atom",
        ("category", "rss"): "tags/cat_:slug.xml", ("category", "atom"): "tags/cat_:slug.atom",
        ("category", "jsonfeed"): "tags/cat_:slug.json", ("tag", "jsonfeed"): "tags/:slug.json",
        ("tag", "rss"): "tags/:slug.xml", ("tag", "atom"): "tags/:slug.atom",
    }  # fmt: skip


def test_posts_that_are_code(tmp_path: Path) -> None:
    """Where POSTS is code the usual folder is read, or the one that feeds.toml names."""
    (tmp_path / "feeds.toml").write_text("[posts]\nfolders = ['notes']\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.rst").write_text(f"{HEAD}\nB")
    (tmp_path / "notes" / "a.png").touch()
    site = site_of(tmp_path, SETTINGS + "POSTS = make_posts()")
    assert collector.find(tmp_path, site) == ("notes/a.rst",)
    post = collector.read(tmp_path, site, "notes/a.rst").post
    assert post is not None
    assert post.url == "https://example.org/base/posts/a/"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("POSTS = (", "conf.py:"),
        ("PRETTY_URLS = bool(1)", "PRETTY_URLS decides the URLs"),
        ("FILE_METADATA_REGEXP = '('", "conf.py: FILE_METADATA_REGEXP"),
    ],
)
def test_bad_settings(tmp_path: Path, settings: str, said: str) -> None:
    """What cannot be read, or is code where a value is needed, stops the run and is named."""
    with pytest.raises(BadSettings, match=re.escape(said)):
        site_of(tmp_path, SETTINGS + settings)


@pytest.mark.parametrize("text", [b"---\ntitle: [\n---\n", b".. title: \xff"])
def test_bad_meta_file(tmp_path: Path, text: bytes) -> None:
    """A .meta file that cannot be read is named."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.meta").write_bytes(text)
    with pytest.raises(BadSettings, match=r"posts/a\.meta"):
        site_of(tmp_path)


def test_recognised(tmp_path: Path) -> None:
    """Sphinx has a conf.py too: Nikola's names its posts and its site."""
    (tmp_path / "conf.py").write_text("project = 'x'\n")
    assert dialects.recognise(tmp_path).name != "nikola"
    (tmp_path / "conf.py").write_text("POSTS = ()\nBLOG_TITLE = 'x'\n")
    assert dialects.recognise(tmp_path).name == "nikola"
