"""What jekyll.py promises: the posts, addresses, ids and dates that Jekyll itself makes of a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.collector import dialects
from feeds.collector.dialects._jekyll_settings import Default, Jekyll
from feeds.collector.dialects._ruby import ruby, ruby_text
from feeds.collector.yamltext import Bare, Value
from feeds.model import Author, Post, Reading, Site
from feeds.record import replace

JEKYLL = dialects.load("jekyll")
SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("America/New_York"),
    dialect="jekyll", folders=(".",), own=Jekyll(),
)  # fmt: skip
NAME = "_posts/2020-01-02-name.md"


def own(**settings: object) -> Site:
    """Return the site with these settings of Jekyll's own."""
    return replace(SITE, own=Jekyll(**settings))  # type: ignore[arg-type] # a test says what it likes


def read(matter: str = "", source: str = NAME, site: Site = SITE) -> Reading:
    """Read a post with this front matter."""
    return JEKYLL.read(source, f"---\n{matter}\n---\nbody\n".encode(), site)


def post(matter: str = "", source: str = NAME, site: Site = SITE) -> Post:
    """Return the post of a file that is published without a problem."""
    reading = read(matter, source, site)
    assert (reading.state, reading.problems) == ("published", ())
    assert reading.post is not None
    return reading.post


def said(reading: Reading) -> list[str]:
    """Return the problems: line, column, code and level."""
    return [f"{p.where.line}:{p.where.column}: {p.code}: {p.level}" for p in reading.problems]


def path(made: Post) -> str:
    """Return the path of a post's URL."""
    return made.url.removeprefix("https://example.org")


class TestNames:
    """The names of files (PostReader, EntryFilter)."""

    @pytest.mark.parametrize(
        ("source", "url", "title"),
        [
            ("_posts/2020-01-02-name.md", "/2020/01/02/name.html", "Name"),
            ("_posts/2020-1-2-name.md", "/2020/01/02/name.html", "Name"),
            ("_posts/99-1-2-name.md", "/1999/01/02/name.html", "Name"),
            ("_posts/69-1-2-name.md", "/1969/01/02/name.html", "Name"),
            ("_posts/68-1-2-name.md", "/2068/01/02/name.html", "Name"),
            ("_posts/sub/dir/2020-01-02-name.md", "/2020/01/02/name.html", "Name"),
            ("_posts/sub/_x/2020-01-02-name.md", "/2020/01/02/name.html", "Name"),
            ("_posts/2020-01-02-two-words.md", "/2020/01/02/two-words.html", "Two Words"),
            ("_posts/2020-01-02-UPPER_case.x.md", "/2020/01/02/UPPER_case.x.html", "Upper_case.x"),
            ("_posts/2020-01-02-a--b.md", "/2020/01/02/a-b.html", "A B"),
            ("_posts/2020-01-02-dots...md", "/2020/01/02/dots.html", "Dots"),
            ("_posts/2020-01-02-end-.md", "/2020/01/02/end.html", "End"),
            ("_posts/2020-01-02-中 文.md", "/2020/01/02/%E4%B8%AD-%E6%96%87.html", "中 文"),
            ("_posts/2020-01-02-n\u0303.md", "/2020/01/02/%C3%B1.html", "N\u0303"),
            ("_posts/2020-01-02-a+b (c)&d#e.md", "/2020/01/02/a+b-(c)&d-e.html", "A+b (c)&d#e"),
            ("_posts/2020-01-02-name.markdown", "/2020/01/02/name.html", "Name"),
            ("_posts/2020-01-02-name.html", "/2020/01/02/name.html", "Name"),
            ("_posts/2020-01-02-name.txt", "/2020/01/02/name.txt", "Name"),
            ("_posts/2020-01-02-name.textile", "/2020/01/02/name.textile", "Name"),
            ("_posts/2020-01-02-2020-03-04.md", "/2020/01/02/2020-03-04.html", "2020 03 04"),
        ],
    )  # fmt: skip
    def test_name(self, source: str, url: str, title: str) -> None:
        """Date, address and title come from the file's name where the front matter is silent."""
        made = post(source=source)
        assert (path(made), made.title) == (url, title)

    @pytest.mark.parametrize(
        ("source", "reason", "problems"),
        [
            ("_posts/.2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/_2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/#2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/~2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/2020-01-02-a.md~", "filtered by name or exclude", []),
            ("_posts/_sub/2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/sub/_2020-01-02-a.md", "filtered by name or exclude", []),
            ("_posts/2020-01-02-out.md", "filtered by name or exclude", []),
            ("_posts/2020-01-02.md", "invalid name", ["1:1: file-name: warning"]),
            ("_posts/name.md", "invalid name", ["1:1: file-name: warning"]),
            ("_posts/-2020-01-02-a.md", "invalid name", ["1:1: file-name: warning"]),
            ("_posts/20200102-a.md", "invalid name", ["1:1: file-name: warning"]),
            ("_posts/2020-01-02-a", "invalid name", []),
            ("_posts/2020-01-02-a/b.md", "invalid name", ["1:1: file-name: warning"]),
            ("_posts/photo.jpg", "invalid name", []),
            ("posts/2020-01-02-a.md", "not below _posts", []),
            ("2020-01-02-a.md", "not below _posts", []),
        ],
    )
    def test_left_out(self, source: str, reason: str, problems: list[str]) -> None:
        """What Jekyll skips is left out; where the author meant a post, with a warning."""
        reading = read("title: T", source, replace(SITE, exclude=("/_posts/*-out.md",)))
        assert (reading.state, reading.reason, reading.post) == ("left-out", reason, None)
        assert said(reading) == problems

    def test_day_that_is_not(self) -> None:
        """A name with an impossible day is a problem, unless the front matter has a date."""
        reading = read(source="_posts/2020-02-30-a.md")
        assert (reading.reason, said(reading)) == ("no date", ["1:1: date: error", "1:1: no-date: error"])
        post("date: 2020-01-02", "_posts/2020-02-30-a.md")

    def test_drafts(self) -> None:
        """Drafts are left out without a word; where they are wanted, they need a date."""
        assert read("title: T", "_drafts/a.md").state == "draft"
        assert read("title: T", "_drafts/a.md").problems == ()
        drafts = replace(SITE, drafts=True)
        assert path(post("date: 2020-01-02", "_drafts/a-b.md", drafts)) == "/2020/01/02/a-b.html"
        reading = read("title: T", "x/_drafts/a.md", drafts)
        assert (reading.reason, said(reading)) == ("no date", ["1:1: no-date: error"])

    @pytest.mark.parametrize("name", ["2020-01-02-.md", "2020-01-02--.md", "2020-01-02-...md"])
    def test_name_without_a_slug(self, name: str) -> None:
        """A post without any title is left out."""
        reading = read(source=f"_posts/{name}")
        assert (reading.state, reading.reason) == ("left-out", "no title")


class TestFrontMatter:
    """What counts as front matter (Document#read)."""

    @pytest.mark.parametrize(
        "data",
        [
            b"text",
            b"\n---\ntitle: T\n---\n",
            b"---\ntitle: T\n",
            b"+++\ntitle = 'T'\n+++\n",
            b'{\n"title": "T"\n}\n',
            b"",
        ],
        ids=["none", "blank line first", "never closed", "TOML", "JSON", "empty"],
    )
    def test_none(self, data: bytes) -> None:
        """Without front matter the file's name says all; there is a warning, and all is body."""
        reading = JEKYLL.read(NAME, data, SITE)
        assert (reading.state, said(reading)) == ("published", ["1:1: no-front-matter: warning"])
        assert reading.post is not None
        assert (reading.post.title, reading.post.body) == ("Name", 0)

    @pytest.mark.parametrize(
        "data",
        [b"\xef\xbb\xbf---\ntitle: T\n---\n", b"---\r\ntitle: T\r\n---\r\n", b"--- \ntitle: T\n... \n"],
        ids=["BOM", "CRLF", "blanks and dots"],
    )
    def test_read(self, data: bytes) -> None:
        """A BOM, CRLF and blanks behind a fence do no harm."""
        reading = JEKYLL.read(NAME, data, SITE)
        assert (reading.state, said(reading)) == ("published", [])
        assert reading.post is not None
        assert (reading.post.title, reading.post.body) == ("T", len(data))

    @pytest.mark.parametrize(
        ("data", "reason", "problem"),
        [
            (b"---\ntitle: \xe9\n---\n", "not valid UTF-8", "2:8: not-utf-8: error"),
            (b"---\ntitle: a: b\n---\n", "front matter cannot be read", "2:9: yaml: error"),
            (b"---\n- a\n---\n", "front matter cannot be read", "2:1: front-matter-shape: error"),
        ],
    )
    def test_unreadable(self, data: bytes, reason: str, problem: str) -> None:
        """What cannot be read is named and left out."""
        reading = JEKYLL.read(NAME, data, SITE)
        assert (reading.state, reading.reason, said(reading)) == ("left-out", reason, [problem])

    def test_case_of_keys(self) -> None:
        """Keys in another case are other keys."""
        assert post("Title: T").title == "Name"

    def test_repeated(self) -> None:
        """Of a key that stands there twice the last counts."""
        reading = read("title: a\ntitle: b")
        assert reading.post is not None
        assert (reading.post.title, said(reading)) == ("b", ["3:8: repeated-key: warning"])


class TestPublished:
    """Publisher#published?"""

    @pytest.mark.parametrize("value", ["false", "False", "no", "NO", "off", "", "~", "null"])
    def test_unpublished(self, value: str) -> None:
        """YAML's false and null leave a post out."""
        reading = read(f"published: {value}")
        assert (reading.state, reading.reason, reading.problems) == ("left-out", "unpublished", ())

    @pytest.mark.parametrize("value", ["true", "yes", "on"])
    def test_published(self, value: str) -> None:
        """YAML's true does not."""
        post(f"published: {value}")

    @pytest.mark.parametrize("value", ["flase", "'false'", "0", "''", "[]", "2020-01-02"])
    def test_neither(self, value: str) -> None:
        """Anything else does not either, but is a warning."""
        reading = read(f"published: {value}")
        assert (reading.state, said(reading)) == ("published", ["2:12: flag: warning"])

    @pytest.mark.parametrize(
        ("value", "state"),
        [
            ("true", "draft"),
            ("yes", "draft"),
            ("false", "published"),
            ("'true'", "published"),
            ("", "published"),
        ],
    )
    def test_draft_key(self, value: str, state: str) -> None:
        """jekyll-feed leaves out what says draft: true."""
        assert read(f"draft: {value}").state == state

    def test_by_default(self) -> None:
        """The site's defaults count, and the post's own over them."""
        site = own(defaults=(Default(path="", type=None, values={"published": Bare("false")}),))
        assert read("", site=site).reason == "unpublished"
        assert read("published: true", site=site).state == "published"

    @pytest.mark.parametrize(
        ("matter", "in_feeds", "in_sitemap"),
        [
            ("feed: false", False, True),
            ("sitemap: no", True, False),
            ("feed: {a: b}\nsitemap: x", True, True),
        ],
    )
    def test_listed(self, matter: str, in_feeds: bool, in_sitemap: bool) -> None:
        """A post may be kept out of feeds and sitemap."""
        made = post(matter)
        assert (made.in_feeds, made.in_sitemap) == (in_feeds, in_sitemap)


# What stands after `date:` -> the instant, in a site whose zone is New York's.
DATES = {
    "2020-03-04": "2020-03-04T00:00:00-05:00",
    "'2020-03-04'": "2020-03-04T00:00:00-05:00",
    "2020-03-04 23:30:05": "2020-03-04T23:30:05+00:00",
    "2020-03-04T23:30:05": "2020-03-04T23:30:05+00:00",
    "2020-3-4 9:30:05": "2020-03-04T09:30:05+00:00",
    "2020-03-04 23:30:05.5": "2020-03-04T23:30:05+00:00",
    "'2020-03-04 23:30:05'": "2020-03-04T23:30:05-05:00",
    '"2020-03-04 23:30:05"': "2020-03-04T23:30:05-05:00",
    "2020-03-04 23:30": "2020-03-04T23:30:00-05:00",
    "2020-03-04 23:30:05 +0800": "2020-03-04T23:30:05+08:00",
    "'2020-03-04 23:30:05 +0800'": "2020-03-04T23:30:05+08:00",
    "2020-03-04 23:30:05 +08:00": "2020-03-04T23:30:05+08:00",
    "2020-03-04 23:30:05 +8": "2020-03-04T23:30:05+08:00",
    "2020-03-04 23:30:05Z": "2020-03-04T23:30:05+00:00",
    "2020-03-04 23:30:05 UTC": "2020-03-04T23:30:05+00:00",
    "2020-03-04 23:30:05 PST": "2020-03-04T23:30:05-08:00",
    "2020-03-04 23:30 +0800": "2020-03-04T23:30:00+08:00",
    "2020-03-04 +0800": "2020-03-04T00:00:00-05:00",
    "18 Dec 2014": "2014-12-18T00:00:00-05:00",
    "18 Dec 2014 10:00:00": "2014-12-18T10:00:00-05:00",
    "2020/03/04 23:30:05": "2020-03-04T23:30:05-05:00",
    "2020-07-04 23:30": "2020-07-04T23:30:00-04:00",
    "": "2020-01-02T00:00:00-05:00",
    "[]": "2020-01-02T00:00:00-05:00",
}


class TestDates:
    """Utils.parse_date: what YAML makes a time of is UTC, all other text is in the site's zone."""

    @pytest.mark.parametrize(("written", "instant"), DATES.items(), ids=DATES)
    def test_date(self, written: str, instant: str) -> None:
        """The date of the front matter, or that of the file's name."""
        made = post(f"date: {written}")
        assert made.published == datetime.fromisoformat(instant)
        assert made.published.tzinfo == SITE.zone

    def test_key_is_not_there(self) -> None:
        """Without a date that of the file's name counts, at midnight of the site's zone."""
        reading = read()
        assert reading.post is not None
        assert reading.post.published.isoformat() == "2020-01-02T00:00:00-05:00"
        assert ("published", "the file's name, midnight in the site's zone") in reading.origins

    def test_bad_date(self) -> None:
        """A date that cannot be read is a warning, and that of the file's name counts."""
        reading = read("date: soon")
        assert said(reading) == ["2:7: date: warning"]
        assert reading.post is not None
        assert reading.post.published.isoformat() == "2020-01-02T00:00:00-05:00"

    def test_gap(self) -> None:
        """A time that the clocks skipped moves forward, with a warning; in UTC there is no gap."""
        reading = read("date: '2020-03-08 02:30:00'")
        assert said(reading) == ["2:7: skipped-time: warning"]
        assert reading.post is not None
        assert reading.post.published.isoformat() == "2020-03-08T03:30:00-04:00"
        assert post("date: 2020-03-08 02:30:00").published == datetime(2020, 3, 8, 2, 30, tzinfo=UTC)

    def test_updated(self) -> None:
        """last_modified_at is read by the same rules; without it the date counts."""
        made = post("last_modified_at: 2021-01-02 03:04:05")
        assert made.updated == datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert made.updated.tzinfo == SITE.zone
        assert post("updated: 2021-01-02").updated == post().published

    def test_bad_update(self) -> None:
        """One that cannot be read is a warning, and the date counts."""
        reading = read("last_modified_at: soon")
        assert said(reading) == ["2:19: date: warning"]
        assert reading.post is not None
        assert reading.post.updated == reading.post.published

    @pytest.mark.parametrize("key", ["date", "last_modified_at"])
    def test_last_day(self, key: str) -> None:
        """The last year is none that every zone can say: a warning, and the day of the name counts."""
        site = replace(SITE, zone=ZoneInfo("Asia/Shanghai"))
        reading = read(f"{key}: 9999-12-31 23:00:00", site=site)
        assert said(reading) == [f"2:{len(key) + 3}: date: warning"]
        assert reading.post is not None
        assert reading.post.updated == reading.post.published == post(site=site).published

    def test_day_of_the_address(self) -> None:
        """The day in the address is that of the date in the site's zone, not that of the name."""
        assert path(post("date: 2020-03-04 01:00:00")) == "/2020/03/03/name.html"


# front matter -> title
TITLES = {
    "title: A b": "A b",
    "title: ' A   b '": "A b",
    "title: 2020": "2020",
    "title: 1.10": "1.1",
    "title: '1.10'": "1.10",
    "title: yes": "true",
    "title: 2020-05-05": "2020-05-05",
    "title:": "Name",
    "title: no": "Name",
    "title: 'no'": "no",
    "x: 1": "Name",
}


@pytest.mark.parametrize(("matter", "title"), TITLES.items(), ids=TITLES)
def test_title(matter: str, title: str) -> None:
    """The title is what Ruby writes for it; nil and false are none."""
    assert post(matter).title == title


@pytest.mark.parametrize("value", ["''", "' '", "[a]", "{a: b}", "[]"])
def test_no_title(value: str) -> None:
    """An empty title, or one that is no text, leaves the post out."""
    reading = read(f"title: {value}")
    assert (reading.reason, said(reading)) == ("no title", ["2:8: title: error"])


# source, front matter -> categories, path of the address
CATEGORIES: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "none": (NAME, "", (), ""),
    "words": (NAME, "categories: a B  c", ("a", "B", "c"), "/a/b/c"),
    "commas stay": (NAME, "categories: a, b", ("a,", "b"), "/a,/b"),
    "list": (NAME, "categories: [a b, C]", ("a b", "C"), "/a%20b/c"),
    "nested": (NAME, "categories: [a, [b, [c]]]", ("a", "b", "c"), "/a/b/c"),
    "one": (NAME, "category: Two words", ("Two words",), "/two%20words"),
    "one as a list": (NAME, "category: [a, b]", ("a", "b"), "/a/b"),
    "both": (NAME, "categories: [a, b]\ncategory: c", ("a", "b", "c"), "/a/b/c"),
    "twice": (NAME, "categories: [a, a]\ncategory: a", ("a",), "/a"),
    "case": (NAME, "categories: [a, A]", ("a", "A"), "/a"),
    "typed": (NAME, "categories: [1.10, yes, null, 7]", ("1.1", "true", "7"), "/1.1/true/7"),
    "null": (NAME, "categories:\ncategory:", (), ""),
    "mapping": (NAME, "categories: {a: b}", (), ""),
    "signs": (
        NAME,
        "categories: [a/b, 'x#y', '50%', a&b]",
        ("a/b", "x#y", "50%", "a&b"),
        "/a/b/x%23y/50%25/a&b",
    ),
    "folders": ("Foo/Bar baz/_posts/x/2020-01-02-name.md", "", ("Foo", "Bar baz"), "/foo/bar%20baz"),
    "folders first": ("Foo/_posts/2020-01-02-name.md", "categories: [b, foo]", ("Foo", "b", "foo"), "/foo/b"),
}


@pytest.mark.parametrize(("source", "matter", "names", "above"), CATEGORIES.values(), ids=CATEGORIES)
def test_categories(source: str, matter: str, names: tuple[str, ...], above: str) -> None:
    """Those of the folders, then `categories`, then `category`, each once; in the address in lower case."""
    made = post(matter, source)
    assert made.categories == names
    assert path(made) == f"{above}/2020/01/02/name.html"


@pytest.mark.parametrize(
    ("matter", "tags"),
    [
        ("tags: a b, c", ("a", "b,", "c")),
        ("tags: [a b, C]", ("a b", "C")),
        ("tags: [a, [b, null], 1, 2.0, yes]", ("a", "b", "1", "2.0", "true")),
        ("tags: [a, a]", ("a", "a")),
        ("tag: a b", ("a b",)),
        ("tag: [a, b]", ("a", "b")),
        ("tag: x\ntags: [a]", ("x",)),
        ("tag: ''", ()),
        ("tag: [a, null, '']", ("a",)),
        ("tag:\ntags: [a]", ("a",)),
        ("tag: false\ntags: a", ("a",)),
        ("tags:", ()),
        ("tags: ''", ()),
        ("tags: {a: b}", ()),
        ("x: 1", ()),
    ],
)
def test_tags(matter: str, tags: tuple[str, ...]) -> None:
    """`tag` is one tag and stands alone; `tags` are words or a list; an empty one is none."""
    assert post(matter).tags == tags


@pytest.mark.parametrize("key", ["tags", "tag", "categories", "category"])
def test_forbidden_in_terms(key: str) -> None:
    """A character that XML forbids is in no name."""
    reading = read(f'{key}: ["a\\x08b"]')
    assert reading.post is not None
    assert (*reading.post.tags, *reading.post.categories) == ("ab",)


# permalink, front matter -> path, id
PERMALINKS: dict[str, tuple[str, str, str, str]] = {
    "title": ("/:title/", "", "/two-Words.x/", "/two%20Words.x"),
    "slug": ("/:slug", "", "/two-words-x", "/two%20Words.x"),
    "extension": ("/:title:output_ext", "", "/two-Words.x.html", "/two%20Words.x"),
    "categories": (
        "/:categories/:title",
        "categories: [A b, C]",
        "/a%20b/c/two-Words.x",
        "/a%20b/c/two%20Words.x",
    ),
    "no categories": ("/:categories/:title", "", "/two-Words.x", "/two%20Words.x"),
    "slugified": (
        "/:slugified_categories/x",
        "categories: [A b, C&D]",
        "/a-b/c-d/x",
        "/a-b/c-d/two%20Words.x",
    ),
    "collection": ("/:collection/:title/", "", "/posts/two-Words.x/", "/posts/two%20Words.x"),
    "name": ("/:name", "", "/2020-01-02-two-words-x-md", "/two%20Words.x"),
    "path": ("/:path", "", "/2020-01-02-two%20Words.x", "/two%20Words.x"),
    "day": ("/:year/:i_month/:i_day/:y_day", "", "/2020/1/2/002", "/2020/1/2/two%20Words.x"),
    "without a slash": ("x/:title", "", "/x/two-Words.x", "/x/two%20Words.x"),
    "dots": ("/../x/./y//z..", "", "/x/y/z/", "/x/y/two%20Words.x"),
    "own": ("/:title/", "permalink: /own/page.html", "/own/page.html", "/own/two%20Words.x"),
    "own pattern": ("/x", "permalink: /own/:title/", "/own/two-Words.x/", "/own/two%20Words.x"),
    "own letters": ("/x", "permalink: /ü a/b?c/", "/%C3%BC%20a/b?c/", "/%C3%BC%20a/two%20Words.x"),
    "own, empty": ("/:title/", "permalink: ''", "/two-Words.x/", "/two%20Words.x"),
    "own slug": ("/:title/", "slug: Üni & Co", "/%C3%9Cni-&-Co/", "/%C3%9Cni%20&%20Co"),
    "own slug with a slash": ("/:title/", "slug: a/b", "/a-b/", "/a/b"),
    "number for a slug": ("/:title/", "slug: 1.10", "/1.1/", "/1.1"),
    "list for a slug": ("/:title/", "slug: [a]", "/two-Words.x/", "/two%20Words.x"),
}


@pytest.mark.parametrize(("pattern", "matter", "url", "identity"), PERMALINKS.values(), ids=PERMALINKS)
def test_permalink(pattern: str, matter: str, url: str, identity: str) -> None:
    """The address is the pattern filled; the id its folder and the slug as it is."""
    made = post(matter, "_posts/2020-01-02-two Words.x.md", own(permalink=pattern))
    assert path(made) == url
    assert made.id == f"https://example.org{identity}"


def test_part_of_a_page() -> None:
    """Of a # Jekyll makes no letter: the post is published there, in feeds alone, and its author is told."""
    reading = read("permalink: /a#b/")
    assert said(reading) == ["2:12: fragment: warning"]
    assert reading.post is not None
    assert (reading.post.url, reading.post.in_sitemap) == ("https://example.org/a#b/", False)


def test_unknown_placeholder() -> None:
    """A placeholder that Jekyll does not know leaves the post out."""
    reading = read("permalink: /:nope/")
    assert (reading.reason, said(reading)) == ("bad permalink", ["2:12: permalink: error"])


def test_markdown_ext() -> None:
    """What the site calls Markdown becomes .html, all else keeps its extension."""
    site = own(markdown=frozenset({"txt"}))
    assert path(post(source="_posts/2020-01-02-a.txt", site=site)) == "/2020/01/02/a.html"
    assert path(post(source="_posts/2020-01-02-a.md", site=site)) == "/2020/01/02/a.md"


def test_id_url() -> None:
    """After a move ids stay what they were."""
    made = post(site=replace(SITE, id_url="https://old.example.org/base"))
    assert made.id == "https://old.example.org/base/2020/01/02/name"
    assert made.url == "https://example.org/2020/01/02/name.html"


class TestDefaults:
    """`defaults:` in the settings (frontmatter_defaults.rb)."""

    def test_values(self) -> None:
        """A default is there where the post is silent."""
        values: dict[str, Value] = {
            "author": "ann",
            "tags": ["x"],
            "permalink": "/d/:title/",
            "lang": "fa_IR",
        }
        site = own(
            defaults=(Default(path="", type="posts", values=values),),
            authors={"ann": {"name": "Ann", "uri": "https://example.org/ann"}},
        )
        made = post("", site=site)
        assert made.authors == (Author(name="Ann", uri="https://example.org/ann"),)
        assert (made.tags, made.lang, path(made)) == (("x",), "fa-IR", "/d/name/")
        made = post("author: Bob\ntags: [y]\npermalink: /own/", site=site)
        assert made.authors == (Author(name="Bob"),)
        assert (made.tags, path(made)) == (("y",), "/own/")

    def test_categories(self) -> None:
        """Categories are added to, below the folders' and above the post's own."""
        site = own(defaults=(Default(path="", type=None, values={"categories": "d e"}),))
        assert post("categories: [c, d]", "a/_posts/2020-01-02-x.md", site).categories == ("a", "d", "e", "c")

    @pytest.mark.parametrize(
        ("scope", "kind", "source", "applies"),
        [
            ("", None, NAME, True),
            ("", "", NAME, True),
            ("", "posts", NAME, True),
            ("", "pages", NAME, False),
            ("_posts", "posts", NAME, True),
            ("_posts/sub", None, "_posts/sub/2020-01-02-a.md", True),
            ("_posts/sub", None, NAME, False),
            ("_posts/2020-01-02-name.md", None, NAME, True),
            ("blog", None, "blog/_posts/2020-01-02-a.md", True),
            ("blo", None, "blog/_posts/2020-01-02-a.md", False),
            ("*/_posts", None, "blog/_posts/2020-01-02-a.md", True),
            ("_posts/2020*", None, NAME, True),
            ("_posts/2021*", None, NAME, False),
        ],
    )
    def test_scope(self, scope: str, kind: str | None, source: str, applies: bool) -> None:
        """A default holds for what lies below its path, and for its type."""
        site = own(defaults=(Default(path=scope, type=kind, values={"title": "D"}),))
        assert (post("", source, site).title == "D") is applies

    @pytest.mark.parametrize(
        ("defaults", "title"),
        [
            ([("", None, "one"), ("", None, "two")], "two"),
            ([("_posts", None, "one"), ("", None, "two")], "one"),
            ([("", None, "one"), ("_posts", None, "two")], "two"),
            ([("", "posts", "one"), ("", None, "two")], "one"),
            ([("", None, "one"), ("", "posts", "two")], "two"),
            ([("_posts", None, "one"), ("", "posts", "two")], "one"),
        ],
    )
    def test_precedence(self, defaults: list[tuple[str, str | None, str]], title: str) -> None:
        """The longer path wins, then the one with a type, then the later."""
        rows = tuple(Default(path=p, type=t, values={"title": v}) for p, t, v in defaults)
        assert post("", site=own(defaults=rows)).title == title

    def test_below_the_source(self) -> None:
        """Paths count from the source folder, which is no category either."""
        site = own(source="src", defaults=(Default(path="_posts", type=None, values={"title": "D"}),))
        made = post("", "src/_posts/2020-01-02-a.md", site)
        assert (made.title, made.categories) == ("D", ())

    def test_nested(self) -> None:
        """Mappings are merged key by key."""
        low = Default(path="", type=None, values={"author": {"name": "Ann", "email": "a@example.org"}})
        high = Default(path="_posts", type=None, values={"author": {"name": "Bob"}})
        for rows in ((low, high), (high, low)):
            (author,) = post("", site=own(defaults=rows)).authors
            assert author == Author(name="Bob", email="a@example.org")


@pytest.mark.parametrize(
    ("matter", "names"),
    [
        ("author: Ann", ["Ann"]),
        ("authors: [Ann, Bob]", ["Ann", "Bob"]),
        ("author: Ann\nauthors: [Bob]", ["Ann"]),
        ("author: ''\nauthors: [Bob]", ["Bob"]),
        ("x: 1", []),
    ],
)
def test_authors(matter: str, names: list[str]) -> None:
    """`author` counts before `authors`."""
    assert [author.name for author in post(matter).authors] == names


def test_the_rest() -> None:
    """Summary, language, markup, body and what nobody claims."""
    made = post("description: ' a\n\n  b'\nlang: zh_CN\nimage: [a.png]", "_posts/2020-01-02-a.HTML")
    assert (made.summary, made.lang, made.markup) == ("a b", "zh-CN", "html")
    assert made.extra == (("image", ("a.png",)),)
    assert post("excerpt: e").summary == "e"
    assert post("", "_posts/2020-01-02-a.textile").markup == "text"


@pytest.mark.parametrize(
    ("value", "seen", "text"),
    [
        (Bare("yes"), True, "true"),
        (Bare("True"), True, "true"),
        (Bare("off"), False, "false"),
        ("yes", "yes", "yes"),
        (None, None, ""),
        (Bare("1.10"), "1.10", "1.1"),
        (Bare("-1_000.50"), "-1_000.50", "-1000.5"),
        ("1.10", "1.10", "1.10"),
        (Bare("007"), "007", "007"),
        (Bare("1."), "1.", "1.0"),
    ],
)
def test_ruby(value: Value, seen: str | bool | None, text: str) -> None:
    """Scalars are what Ruby sees in them, and text as Ruby writes it."""
    assert ruby(value) == seen
    assert ruby_text(value) == text


class TestSources:
    """Where Jekyll finds posts."""

    def lay(self, root: Path, *paths: str) -> None:
        """Make empty files."""
        for one in paths:
            (root / one).parent.mkdir(parents=True, exist_ok=True)
            (root / one).touch()

    def test_sources(self, tmp_path: Path) -> None:
        """Everything below a _posts or _drafts, in folders that Jekyll looks into."""
        self.lay(
            tmp_path,
            "_posts/a.md",
            "_posts/.b.md",
            "_posts/sub/_c/d",
            "_drafts/e.md",
            "blog/_posts/f.md",
            "blog/x/_drafts/g.md",
            "index.md",
            "blog/h.md",
            "_site/_posts/i.md",
            ".git/_posts/j.md",
            "vendor/_posts/k.md",
            "back~/_posts/l.md",
            "_layouts/m.html",
            "#x/_posts/n.md",
            "~x/_posts/o.md",
        )
        assert sorted(JEKYLL.sources(tmp_path, replace(SITE, exclude=("/vendor",)))) == [
            "_drafts/e.md", "_posts/.b.md", "_posts/a.md", "_posts/sub/_c/d", "blog/_posts/f.md",
            "blog/x/_drafts/g.md",
        ]  # fmt: skip

    def test_source_folder(self, tmp_path: Path) -> None:
        """A source folder is walked alone."""
        self.lay(tmp_path, "_posts/a.md", "src/_posts/b.md")
        assert list(JEKYLL.sources(tmp_path, replace(SITE, folders=("src",)))) == ["src/_posts/b.md"]
