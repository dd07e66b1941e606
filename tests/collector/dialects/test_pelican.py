"""Pelican's rules: which articles are published, when, and where."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from feeds import collector, config
from feeds.collector import dialects
from feeds.collector.dialects import _ascii
from feeds.collector.settle import settle_readings
from feeds.model import BadSettings, Post, Reading, Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = "SITEURL = 'https://example.org/base'\nSITENAME = 'T'\nTIMEZONE = 'Asia/Tokyo'\n"


def site_of(root: Path, settings: str = SETTINGS) -> Site:
    """Write the settings of a site and read them."""
    (root / "pelicanconf.py").write_text(settings, encoding="utf-8")
    (root / "content").mkdir(exist_ok=True)
    return config.load(root).site


def read(root: Path, files: dict[str, str], settings: str = SETTINGS) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source below content/."""
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    site = site_of(root, settings)
    found = collector.find(root, site)
    read = (collector.read(root, site, one) for one in found)
    readings = settle_readings(read, NOW, future=site.future)
    return {reading.source.removeprefix("content/"): reading for reading in readings}


def post_of(root: Path, text: str, settings: str = "", name: str = "a.md") -> Post:
    """Return the article that a file becomes."""
    reading = read(root, {name: text}, SETTINGS + settings)[name]
    assert reading.post is not None, reading.problems
    return reading.post


def codes(reading: Reading) -> list[str]:
    """Return the codes of what is wrong."""
    return [problem.code for problem in reading.problems]


def test_markdown_header(tmp_path: Path) -> None:
    """Keys are lines in any case; the body starts after the blank line, at its byte."""
    text = (
        "TITLE: Ä: b\nDate: 2020-03-04 10:00\ntags: x, y ,x,,\nAuthor: A, B\nSummary: one\n    two\n\nBody\n"
    )
    post = post_of(tmp_path, text)
    assert (post.title, post.tags, post.summary) == ("Ä: b", ("x", "y"), "one two")
    assert [author.name for author in post.authors] == ["A, B"]
    assert post.published.isoformat() == "2020-03-04T10:00:00+09:00"
    assert (text.encode()[post.body :], post.body_line, post.markup) == (b"Body\n", 8, "markdown")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\nTitle: T\nDate: 2020-01-01\n---\nBody", "Body"),
        ("\ufeffTitle: T\r\nDate: 2020-01-01\r\n\r\nBody", "Body"),
        ("Title: T\nDate: 2020-01-01\nNo key here", "No key here"),
        ("Title: T\nDate: 2020-01-01", ""),
    ],
)
def test_end_of_the_header(tmp_path: Path, text: str, body: str) -> None:
    """It ends at a blank line, a fence, or a line that is no `Key: value`; a BOM is no letter."""
    assert text.encode()[post_of(tmp_path, text).body :].decode() == body


def test_yaml_is_no_header(tmp_path: Path) -> None:
    """A list between fences ends the metadata there, and that is said with its line."""
    text = "---\ntitle: T\ndate: 2020-01-01\ntags:\n- a\n---\n\nB"
    reading = read(tmp_path, {"a.md": text})["a.md"]
    assert reading.post is not None
    assert reading.post.tags == ()
    assert [str(problem.where) for problem in reading.problems if problem.code == "header"] == [
        "content/a.md:5:1"
    ]


def test_yaml_of_a_plugin(tmp_path: Path) -> None:
    """With a YAML plug-in it is YAML."""
    text = "---\nTitle: T\ndate: 2020-01-01\ntags: [a, b]\n---\n\nB"
    assert post_of(tmp_path, text, "PLUGINS = ['yaml_metadata']").tags == ("a", "b")


def test_rest_header(tmp_path: Path) -> None:
    """The title is HTML, the fields are text; the body starts below them."""
    text = (
        ".. a comment\n\n=========\n A *b* & \n=========\nSub\n---\n\n:Date: 2020-03-04\n:tags: *x*, y\n"
        ":summary: one ``two``\n   three\n\nBody"
    )
    post = post_of(tmp_path, text, name="a.rst")
    assert (post.title, post.tags, post.summary) == ("A <em>b</em> &amp;", ("x", "y"), "one two three")
    assert (text.encode()[post.body :], post.markup) == (b"Body", "rest")
    assert post.url.endswith("/a-b.html")


def test_definitions_before_the_title(tmp_path: Path) -> None:
    """What is defined before the title is kept for the body."""
    text = ".. role:: del\n\nT\n=\n\n:date: 2020-03-04\n\nBody"
    assert post_of(tmp_path, text, name="a.rst").body == 0


def test_wide_title(tmp_path: Path) -> None:
    """A Chinese letter is two columns wide; a line shorter than four and the title underlines nothing."""
    assert post_of(tmp_path, "日記\n====\n:date: 2020-01-01\n:slug: x\n\nB", name="a.rst").title == "日記"
    assert codes(read(tmp_path, {"b.rst": "Title\n---\n\n:date: 2020-01-01\n"})["b.rst"]) == [
        "no-front-matter"
    ]


def test_html_header(tmp_path: Path) -> None:
    """A page's title and meta tags; the body is what is in <body>."""
    text = (
        "<html><head><title>A &amp; b</title><meta name='date' content='2020-01-01'>\n"
        "<meta name=keywords content='x, y'/><meta charset=utf-8></head>\n"
        "<body\n class=a><p>ü</p></body></html>"
    )
    post = post_of(tmp_path, text, name="a.html")
    assert (post.title, post.tags, post.markup) == ("A &amp; b", ("x", "y"), "html")
    assert text.encode()[post.body :].decode() == "<p>ü</p></body></html>"


def test_page_without_body(tmp_path: Path) -> None:
    """HTML without <body> has none in Pelican either."""
    text = "<head><title>A</title><meta name='date' content='2020-01-01'></head><p>x"
    assert post_of(tmp_path, text, name="a.htm").body == len(text)


@pytest.mark.parametrize(
    ("settings", "lines", "url"),
    [
        ("", "Slug: h: ello", "/base/h:%20ello.html"),
        ("", "Slug: Größe x", "/base/Gr%C3%B6%C3%9Fe%20x.html"),
        ("", "Lang: de", "/base/a-title-de.html"),
        ("DEFAULT_LANG = 'de'", "Lang: de", "/base/a-title.html"),
        ("ARTICLE_URL = 'blog/{date:%Y}/{date:%-m}/{slug}/'", "", "/base/blog/2020/3/a-title/"),
        ("ARTICLE_URL = '{date.year}/{date.month:02d}/{slug}'", "", "/base/2020/03/a-title"),
        (
            "ARTICLE_URL = '{category}/{author}/{lang}/{slug}'",
            "Author: Mei Lin",
            "/base/sub-x/mei-lin/en/a-title",
        ),
        ("ARTICLE_URL = '{path}/{series}/{date:%b%%}'", "Series: S", "/base/Sub X/a.md/S/Mar%"),
        ("SLUGIFY_SOURCE = 'basename'", "", "/base/a.html"),
        ("SLUGIFY_PRESERVE_CASE = True", "", "/base/A-Title.html"),
        ("SLUG_REGEX_SUBSTITUTIONS = [('[^a-z ]', ''), (' ', '_')]", "", "/base/a_title.html"),
        ("", "Url: x/y/", "/base/x/y/"),
        ("", "Url: /x/", "/x/"),
        ("", "Slug: q?a#b", "/base/q?a#b.html"),
    ],
)
def test_url(tmp_path: Path, settings: str, lines: str, url: str) -> None:
    """The URL is `url`, else the pattern for the language with the slug in it, joined with SITEURL."""
    text = f"Title: A “Title”\nDate: 2020-03-04\n{lines}\n\nB"
    post = post_of(tmp_path, text, settings, name="Sub X/a.md")
    assert post.url == f"https://example.org{url}".replace(" ", "%20").replace("Mar%", "Mar%25")


@pytest.mark.parametrize("pattern", ["{nothing}/{slug}", "{date:%x}/{slug}"])
def test_unknown_placeholder(tmp_path: Path, pattern: str) -> None:
    """A placeholder that this article has no value for leaves it out."""
    text = "Title: T\nDate: 2020-01-01\n\nB"
    reading = read(tmp_path, {"a.md": text}, SETTINGS + f"ARTICLE_URL = '{pattern}'")["a.md"]
    assert (reading.state, codes(reading)) == ("left-out", ["permalink"])


def test_id(tmp_path: Path) -> None:
    """The id is the tag URI of Pelican's own feed: the day is the written one, letters stay."""
    post = post_of(tmp_path, "Title: T\nDate: 2020-03-04 00:30 +1200\nSlug: Größe x\n\nB")
    assert post.id == "tag:example.org,2020-03-04:/base/Größe%20x.html"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("C++ & “Ärger” – x", "c-arger-x"),
        ("Привет, мир", "privet-mir"),
        ("ξένος ½", "xenos-12"),
        ("<em>A</em> &amp; b 🎉", "a-b"),
        ("x_y ／ z", "x_y-z"),
    ],
)
def test_slug_of_a_title(tmp_path: Path, title: str, slug: str) -> None:
    """Letters are spelled in ASCII as Unidecode does, tags and signs left out."""
    assert post_of(tmp_path, f"Title: {title}\nDate: 2020-01-01\n\nB").url.endswith(f"/{slug}.html")


def test_slug_without_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese letters need Unidecode: without it no URL is guessed, with it that is asked."""
    text = "Title: 日記\nDate: 2020-01-01\n\nB"
    monkeypatch.setattr(_ascii, "_unidecode", lambda: None)
    reading = read(tmp_path, {"a.md": text})["a.md"]
    assert (reading.state, codes(reading)) == ("left-out", ["slug"])
    monkeypatch.setattr(_ascii, "_unidecode", lambda: lambda _: "Ri Ji ")
    assert post_of(tmp_path, text).url.endswith("/ri-ji.html")
    assert codes(read(tmp_path, {"a.md": "Title: ?!\nDate: 2020-01-01\n\nB"})["a.md"]) == ["slug"]
    kept = read(tmp_path, {"a.md": text}, SETTINGS + "SLUGIFY_USE_UNICODE = True")["a.md"]
    assert kept.post is not None
    assert kept.post.id.endswith("/日記.html")


@pytest.mark.parametrize(
    ("settings", "name", "expected"),
    [
        ("", "a.md", ("misc",)),
        ("", "Life/sub/a.md", ("sub",)),
        ("USE_FOLDER_AS_CATEGORY = False\nDEFAULT_CATEGORY = 'x'", "Life/a.md", ("x",)),
        ("CATEGORY_SAVE_AS = ''", "Life/a.md", ()),
        ("PATH_METADATA = '(?P<Category>[^/]*)/.*'", "Life/sub/a.md", ("Life",)),
        (
            "EXTRA_PATH_METADATA = {'Life': {'category': 'y'}}\nUSE_FOLDER_AS_CATEGORY = 0",
            "Life/a.md",
            ("y",),
        ),
    ],
)
def test_category(tmp_path: Path, settings: str, name: str, expected: tuple[str, ...]) -> None:
    """An article has one category: of its header, its path, its folder, or the settings."""
    text = "Title: T\nDate: 2020-01-01\n\nB"
    assert post_of(tmp_path, text, settings, name).categories == expected
    assert post_of(tmp_path, f"Category: Own one\n{text}", settings, name).categories == ("Own one",)


@pytest.mark.parametrize(
    ("settings", "name", "text", "date"),
    [
        ("", "2019-02-03-x.md", "Title: T\n\nB", "2019-02-03T00:00:00+09:00"),
        ("", "2019-02-03-x.md", "Title: T\nDate: 2020-12-2\n\nB", "2020-12-02T00:00:00+09:00"),
        ("", "a.md", "Title: T\nDate: 2020-01-02_10:30\n\nB", "2020-01-02T10:30:00+09:00"),
        ("", "a.md", "Title: T\nDate: 2020-01-02\nTimezone: UTC\n\nB", "2020-01-02T00:00:00+00:00"),
        ("DEFAULT_DATE = (2012, 3, 2, 14)", "a.md", "Title: T\n\nB", "2012-03-02T14:00:00+09:00"),
        ("DEFAULT_DATE = '2012-03-02'", "a.md", "Title: T\n\nB", "2012-03-02T00:00:00+09:00"),
        ("DEFAULT_METADATA = {'date': '2011-01-01'}", "a.md", "Title: T\n\nB", "2011-01-01T00:00:00+09:00"),
    ],
)
def test_date(tmp_path: Path, settings: str, name: str, text: str, date: str) -> None:
    """The date is that of the header, the name, or the settings; without a zone in TIMEZONE."""
    assert post_of(tmp_path, text, settings, name).published.isoformat() == date


def test_no_date(tmp_path: Path) -> None:
    """The time of a file is no date, and one without a meaning is named."""
    found = read(tmp_path, {"a.md": "Title: T\n\nB"}, SETTINGS + "DEFAULT_DATE = 'fs'")
    assert codes(found["a.md"]) == ["no-date"]
    assert codes(read(tmp_path, {"a.md": "Title: T\nDate: 02/03/2020\n\nB"})["a.md"]) == ["date", "no-date"]


def test_dates_of_changes_and_of_the_future(tmp_path: Path) -> None:
    """`Modified` is the update; an article of the future is published unless the settings say no."""
    text = "Title: T\nDate: 2030-01-01\nModified: 2030-02-03\n\nB"
    assert post_of(tmp_path, text).updated.isoformat() == "2030-02-03T00:00:00+09:00"
    held = read(tmp_path, {"a.md": text}, SETTINGS + "WITH_FUTURE_DATES = False")["a.md"]
    assert held.state == "scheduled"


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("Published", "published", None),
        ("draft", "draft", "draft"),
        ("hidden", "left-out", "hidden"),
        ("skip", "left-out", "skip"),
        ("publised", "left-out", "unknown status"),
    ],
)
def test_status(tmp_path: Path, status: str, state: str, reason: str | None) -> None:
    """Only what is published is in the feeds."""
    reading = read(tmp_path, {"a.md": f"Title: T\nDate: 2020-01-01\nStatus: {status}\n\nB"})["a.md"]
    assert (reading.state, reading.reason) == (state, reason)


def test_drafts_when_they_are_wanted(tmp_path: Path) -> None:
    """A draft has a URL of its own."""
    (tmp_path / "feeds.toml").write_text("[posts]\ndrafts = true\n")
    post = post_of(tmp_path, "Title: T\nDate: 2020-01-01\nStatus: draft\n\nB")
    assert post.url.endswith("/base/drafts/t.html")


def test_several_authors_and_tags(tmp_path: Path) -> None:
    """A semicolon parts names that have commas in them."""
    post = post_of(tmp_path, "Title: T\nDate: 2020-01-01\nAuthors: Doe, J; Roe, R\nTags: a; b, c\n\nB")
    assert [author.name for author in post.authors] == ["Doe, J", "Roe, R"]
    assert post.tags == ("a", "b, c")


def test_first_of_a_repeated_key_counts(tmp_path: Path) -> None:
    """Of two dates the first counts, and somebody hears of it."""
    reading = read(tmp_path, {"a.md": "Title: T\nDate: 2020-01-01\nDate: 2020-01-02\n\nB"})["a.md"]
    assert reading.post is not None
    assert reading.post.published.day == 1
    assert codes(reading) == ["repeated-key"]


def test_what_is_no_article(tmp_path: Path) -> None:
    """Pages, excluded and other files are no articles; a file without metadata is named."""
    good = "Title: T\nDate: 2020-01-01\nSlug: {}\n\nB"
    files = {
        name: good.format(number)
        for number, name in enumerate(("a.md", "pages/p.md", "old/o.md", "x.txt", "c.MD", "d.htm", "~e.md"))
    }
    settings = SETTINGS + (
        "ARTICLE_EXCLUDES = ['old']\nIGNORE_FILES = ['~*']\nREADERS = {'htm': None}\n"
        "ARTICLE_PATHS = ['', 'b']"
    )
    found = read(tmp_path, files | {"b.md": "no header", "t.md": "Date: 2020-01-01\n\nB"}, settings)
    assert {name: reading.reason for name, reading in found.items()} == {
        "a.md": None, "b.md": "no front matter", "pages/p.md": "page", "t.md": "no title",
    }  # fmt: skip


def test_language_and_zone_that_are_none(tmp_path: Path) -> None:
    """They are named and left out; the article is published."""
    text = "Title: T\nDate: 2020-01-01\nLang: x\nTimezone: Mars\n\nB"
    reading = read(tmp_path, {"a.md": text})["a.md"]
    assert (reading.state, sorted(codes(reading))) == ("published", ["date", "language"])


def test_settings(tmp_path: Path) -> None:
    """What is a literal counts, publishconf.py over pelicanconf.py; code is never run."""
    (tmp_path / "publishconf.py").write_text(
        "import os\nfrom pelicanconf import *\nSITEURL = BASE + '/x'\nFEED_MAX_ITEMS = 2000\n"
        "os.remove('pelicanconf.py')\nSITENAME: str = 'Two'\n"
    )
    settings = (
        "BASE = 'https://example.org'\nSITEURL = ''\nSITENAME = 'One'\nAUTHOR = 'Lin, Mei'\n"
        "DEFAULT_LANG = 'zh-CN'\n"
        "SITESUBTITLE = 'a' + 'b'\nPATH = 'content'\nFEED_ALL_RSS = 'rss/all.xml'\n"
        "TAG_FEED_ATOM = '/t/%s.xml'\n"
        "CATEGORY_FEED_ATOM = 'c/{slug}.xml'\nX, Y = 1, -2\nif X:\n    SITESUBTITLE = 'c'\n"
        "TIMEZONE = os.environ\n"
    )
    site = site_of(tmp_path, settings)
    assert (site.url, site.title, site.lang, site.manner.limit) == (
        "https://example.org/x",
        "Two",
        "zh-CN",
        1000,
    )
    assert (site.description, str(site.zone), site.authors[0].name) == ("", "UTC", "Lin, Mei")
    paths = {(kind, fmt): path for kind, fmt, path in site.paths}
    assert paths["site", "atom"] == "feeds/all.atom.xml"
    assert paths["site", "rss"] == "rss/all.xml"
    assert paths["category", "atom"] == "c/:slug.xml"
    assert paths["tag", "atom"] == "t/:slug.xml"
    assert ("tag" in dict(site.terms), site.future, site.dialect) == (True, True, "pelican")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("SITEURL = (", "pelicanconf.py:1:"),
        ("SITEURL = 'x\0y'", "pelicanconf.py"),
        ("import os\nARTICLE_URL = os.environ['U']", "pelicanconf.py:2: ARTICLE_URL"),
        ("if 1:\n    SLUGIFY_SOURCE = 'title'", "pelicanconf.py:2: SLUGIFY_SOURCE"),
        ("PATH_METADATA = '('", "pelicanconf.py: PATH_METADATA"),
        ("SITEURL = f'{x}'", "site.url is not set"),
        ("SITEURL = 'https://example.org'\nPATH = 'nowhere'", "there is no folder of posts"),
    ],
)
def test_bad_settings(tmp_path: Path, settings: str, said: str) -> None:
    """What cannot be read, or is code where a value is needed, stops the run and is named."""
    with pytest.raises(BadSettings, match=re.escape(said)):
        site_of(tmp_path, settings)


def test_unidecode_is_asked_if_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed is used; what is not is not missed."""

    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(_ascii, "import_module", lambda _: SimpleNamespace(unidecode=str.upper))
    assert _ascii._unidecode.__wrapped__() is str.upper
    monkeypatch.setattr(_ascii, "import_module", missing)
    assert _ascii._unidecode.__wrapped__() is None


@pytest.mark.parametrize(
    ("text", "title", "tags"),
    [
        (
            "T & ``x_`` *a\n=========\n:date: 2020-01-01\n:tags: a_, \\*b\\*, |c|, `d <e>`_",
            None,
            ("a", "*b*", "c", "d"),
        ),
        (":title: F\n:date: 2020-01-01\n\n:tags: a\n   b\n\nB", "F", ("a b",)),
        ("Title\n=====\nSub\n---\n\nno fields", "", ()),
        ("T", "", ()),
        ("====\nTitle", "", ()),
    ],
)
def test_docinfo(tmp_path: Path, text: str, title: str | None, tags: tuple[str, ...]) -> None:
    """Fields may have blank lines between them and markup in them; a title alone is no article."""
    reading = read(tmp_path, {"a.rst": text})["a.rst"]
    if title == "":
        assert reading.state == "left-out"
        return
    assert reading.post is not None
    assert reading.post.tags == tags
    assert reading.post.title == (title or 'T &amp; <tt class="docutils literal">x_</tt> *a')


def test_feeds_toml_names_the_dialect(tmp_path: Path) -> None:
    """Without a settings file of Pelican's its defaults count."""
    (tmp_path / "content").mkdir()
    (tmp_path / "feeds.toml").write_text('dialect = "pelican"\n[site]\nurl = "https://example.org"\n')
    site = config.load(tmp_path).site
    assert (site.dialect, site.folders) == ("pelican", ("content",))


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    """A settings file that is a broken link or unreadable is named."""
    (tmp_path / "pelicanconf.py").write_text("SITEURL = 'https://example.org'")
    (tmp_path / "pelicanconf.py").chmod(0)
    if os.access(tmp_path / "pelicanconf.py", os.R_OK):
        pytest.skip("nothing is unreadable here")
    with pytest.raises(BadSettings, match=r"pelicanconf\.py: cannot be read"):
        config.load(tmp_path)


def test_recognised(tmp_path: Path) -> None:
    """A folder with either settings file is a Pelican site."""
    assert dialects.recognise(tmp_path).name != "pelican"
    (tmp_path / "publishconf.py").touch()
    assert dialects.recognise(tmp_path).name == "pelican"
