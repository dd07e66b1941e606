"""What plain.py promises: the usual keys in any case, in YAML, TOML or JSON, and no surprise."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.collector import dialects
from feeds.model import Author, Post, Reading, Site
from feeds.record import replace

PLAIN = dialects.load("plain")
SITE = Site(
    url="https://example.org", id_url="https://old.example.org", title="T", zone=ZoneInfo("Asia/Shanghai"),
    dialect="plain", folders=("posts", "content/notes"), permalink="/:slug/",
)  # fmt: skip


def read(matter: str, *, source: str = "posts/name.md", site: Site = SITE) -> Reading:
    """Read a post with this YAML in its front matter."""
    return PLAIN.read(source, f"---\n{matter}\n---\n    body\n".encode(), site)


def post(matter: str, *, source: str = "posts/name.md", site: Site = SITE) -> Post:
    """Return the post of a file that is published without a problem."""
    reading = read(f"title: T\ndate: 2020-01-02\n{matter}", source=source, site=site)
    assert (reading.state, reading.problems) == ("published", ())
    assert reading.post is not None
    return reading.post


def said(reading: Reading) -> list[str]:
    """Return the problems: line, column, code and level."""
    return [f"{p.where.line}:{p.where.column}: {p.code}: {p.level}" for p in reading.problems]


def test_smallest() -> None:
    """A title and a date are enough; all else has its default."""
    assert post("") == Post(
        source="posts/name.md",
        id="https://old.example.org/name/",
        url="https://example.org/name/",
        title="T",
        published=datetime(2020, 1, 2, tzinfo=SITE.zone),
        updated=datetime(2020, 1, 2, tzinfo=SITE.zone),
        body=35,
        body_line=6,
    )


def test_full() -> None:
    """Whatever is written, is there."""
    reading = read(
        """TITLE: "A  & B"
Date: 2020-01-02 03:04:05 +0100
Updated: 2020-02-03
Description: In
  short
Categories: [News, 'Two words']
Tags: one, two
Author: Ann <ann@example.org>
Lang: zh_CN
Slug: Other Name
Expires: 2030-01-01
Image: a.png
Nested: {k: [1]}"""
    )
    assert said(reading) == []
    assert reading.post == Post(
        source="posts/name.md",
        id="https://old.example.org/other-name/",
        url="https://example.org/other-name/",
        title="A & B",
        published=datetime(2020, 1, 2, 2, 4, 5, tzinfo=UTC),
        updated=datetime(2020, 2, 3, tzinfo=SITE.zone),
        summary="In short",
        categories=("News", "Two words"),
        tags=("one", "two"),
        authors=(Author(name="Ann", email="ann@example.org"),),
        lang="zh-CN",
        body=reading.post.body if reading.post else 0,
        body_line=16,
        expires=datetime(2030, 1, 1, tzinfo=SITE.zone),
        extra=(("image", "a.png"), ("nested", (("k", ("1",)),))),
    )
    assert dict(reading.origins) == {
        "title": "title in line 2",
        "published": "date in line 3, its own zone",
        "updated": "updated in line 4, read in Asia/Shanghai",
        "url": "the site's permalink /:slug/",
        "categories": "categories in line 7",
        "tags": "tags in line 8",
        "authors": "author in line 9",
        "lang": "lang in line 10",
        "summary": "description in line 5",
        "expires": "expires in line 12, read in Asia/Shanghai",
    }


@pytest.mark.parametrize(
    "data",
    [
        b'+++\ntitle = "T"\ndate = 2020-01-02T03:04:05Z\ntags = ["a"]\n+++\n',
        b'{\n"title": "T", "date": "2020-01-02 03:04:05 UTC", "tags": ["a"]\n}\n',
        b"\xef\xbb\xbf\r\n---\r\nTitle: T\r\nDate: 2020-01-02 03:04:05 +0000\r\nTags: a\r\n---\r\n",
    ],
    ids=["TOML", "JSON", "YAML"],
)
def test_formats(data: bytes) -> None:
    """The front matter may be of any kind."""
    reading = PLAIN.read("posts/name.md", data, SITE)
    assert said(reading) == []
    assert reading.post is not None
    assert reading.post.title == "T"
    assert reading.post.published == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert reading.post.tags == ("a",)
    assert reading.post.body == len(data)


LEFT_OUT = {
    "no front matter": (b"# Title\n", "no front matter", ["1:1: no-front-matter: error"]),
    "empty file": (b"", "no front matter", ["1:1: no-front-matter: error"]),
    "not UTF-8": (b"---\ntitle: \xff\n", "not valid UTF-8", ["2:8: not-utf-8: error"]),
    "never closed": (b"---\ntitle: T\n", "front matter cannot be read", ["1:1: front-matter-open: error"]),
    "broken": (b"---\ntitle: @T\n---\n", "front matter cannot be read", ["2:8: yaml: error"]),
    "no title": (b"---\ndate: 2020-01-02\n---\n", "no title", ["1:1: title: error"]),
    "empty title": (b"---\ndate: 2020-01-02\ntitle: '  '\n---\n", "no title", ["3:8: title: error"]),
    "null title": (b"---\ndate: 2020-01-02\ntitle:\n---\n", "no title", ["3:7: title: error"]),
    "list for a title": (b"---\ndate: 2020-01-02\ntitle: [a]\n---\n", "no title", ["3:8: title: error"]),
    "forbidden title": (
        b'---\ndate: 2020-01-02\ntitle: "\\x08"\n---\n',
        "no title",
        ["3:8: forbidden-character: warning", "3:8: title: error"],
    ),
    "no date": (b"---\ntitle: T\n---\n", "no date", ["1:1: no-date: error"]),
    "bad date": (
        b"---\ntitle: T\ndate: 2020-02-30\n---\n",
        "no date",
        ["3:7: date: warning", "3:7: no-date: error"],
    ),
    "ambiguous date": (
        b"---\ntitle: T\ndate: 02/03/2020\n---\n",
        "no date",
        ["3:7: date: warning", "3:7: no-date: error"],
    ),
    "unknown placeholder": (
        b"---\ntitle: T\ndate: 2020-01-02\npermalink: /:x/\n---\n",
        "bad permalink",
        ["4:12: permalink: error"],
    ),
    "id that is no URI": (
        b"---\ntitle: T\ndate: 2020-01-02\nid: 42\n---\n",
        "bad id",
        ["4:5: id: error"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason", "problems"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_left_out(data: bytes, reason: str, problems: list[str]) -> None:
    """What cannot be published is left out, with the reason and the place to mend."""
    reading = PLAIN.read("posts/name.md", data, SITE)
    assert (reading.state, reading.reason, reading.post) == ("left-out", reason, None)
    assert said(reading) == problems


class TestDraft:
    """Drafts are left out in silence."""

    @pytest.mark.parametrize(
        "matter",
        ["draft: true", "Draft: YES", "draft: 'on'", "draft: 1", "published: false", "published: no",
         "status: draft", "status: Private", "status: unpublished"],
    )  # fmt: skip
    @pytest.mark.parametrize("more", ["title: T\ndate: 2020-01-02", "title: T", "x: 1"])
    def test_draft(self, matter: str, more: str) -> None:
        """A draft needs neither title nor date, and is no problem."""
        reading = read(f"{more}\n{matter}")
        assert (reading.state, reading.reason, reading.post) == ("draft", "draft", None)
        assert reading.problems == ()

    @pytest.mark.parametrize("source", ["_drafts/a.md", "posts/_drafts/a.md"])
    def test_folder(self, source: str) -> None:
        """What lies in _drafts is one."""
        assert read("x: 1", source=source).state == "draft"

    @pytest.mark.parametrize(
        "matter", ["draft: false", "draft:", "draft: [true]", "status: published", "draft: off", "status:"]
    )
    def test_no_draft(self, matter: str) -> None:
        """All others are published."""
        post(matter)

    def test_wanted(self) -> None:
        """Drafts are published where the settings say so."""
        assert post("draft: true", site=replace(SITE, drafts=True)).title == "T"

    def test_neither(self) -> None:
        """What is neither true nor false is a warning, and no draft."""
        reading = read("title: T\ndate: 2020-01-02\ndraft: maybe")
        assert (reading.state, said(reading)) == ("published", ["4:8: flag: warning"])


class TestDates:
    """Which date counts."""

    @pytest.mark.parametrize(
        "key",
        ["date", "published", "pubdate", "pubDate", "published_at", "publish_date", "created", "Created_At"],
    )
    def test_keys(self, key: str) -> None:
        """The date has many names."""
        reading = read(f"title: T\n{key}: 2020-01-02")
        assert said(reading) == []
        assert reading.post is not None
        assert reading.post.published == datetime(2020, 1, 2, tzinfo=SITE.zone)

    @pytest.mark.parametrize(
        "key", ["updated", "last_modified_at", "lastmod", "modified", "updated_at", "date_modified"]
    )
    def test_updates(self, key: str) -> None:
        """So has that of the last change."""
        assert post(f"{key}: 2021-01-02 03:04 UTC").updated == datetime(2021, 1, 2, 3, 4, tzinfo=UTC)

    @pytest.mark.parametrize("key", ["expires", "expiryDate", "expiry_date", "expiry"])
    def test_expiry(self, key: str) -> None:
        """So has that of the end."""
        assert post(f"{key}: 2021-01-02").expires == datetime(2021, 1, 2, tzinfo=SITE.zone)

    def test_published_as_a_date(self) -> None:
        """`published` may be a date: it is no draft then."""
        assert read("title: T\npublished: 2020-01-02").state == "published"

    def test_published_as_a_flag(self) -> None:
        """`published: true` is no date, and no fault."""
        reading = read("title: T\npublished: true", source="posts/2020-01-02-a.md")
        assert (reading.state, said(reading)) == ("published", [])

    @pytest.mark.parametrize(
        ("source", "slug"),
        [
            ("posts/2020-01-02-name.md", "name"),
            ("posts/2020-1-2-name.md", "name"),
            ("posts/2020-01-02_name.md", "name"),
            ("posts/2020-01-02 name.md", "name"),
            ("posts/2020-01-02.name.md", "name"),
            ("posts/2020-01-02.md", "2020-01-02"),
            ("posts/2020-01-02-name/index.md", "name"),
            ("posts/2020-01-02-name/_index.md", "name"),
        ],
    )
    def test_file_name(self, source: str, slug: str) -> None:
        """Without a date, that of the file's name counts, at midnight of the site's zone."""
        reading = read("title: T", source=source)
        assert said(reading) == []
        assert reading.post is not None
        assert reading.post.published == datetime(2020, 1, 2, tzinfo=SITE.zone)
        assert reading.post.url == f"https://example.org/{slug}/"
        assert ("published", "the file's name, midnight in the site's zone") in reading.origins

    def test_file_name_after_a_bad_date(self) -> None:
        """A date that cannot be read is a warning, and the file's name is tried."""
        reading = read("title: T\ndate: soon", source="posts/2020-01-02-a.md")
        assert (reading.state, said(reading)) == ("published", ["3:7: date: warning"])

    def test_impossible_file_name(self) -> None:
        """A day that is not is not read from a name either."""
        reading = read("title: T", source="posts/2020-02-30-a.md")
        assert (reading.reason, said(reading)) == ("no date", ["1:1: date: error", "1:1: no-date: error"])

    def test_bad_update_and_expiry(self) -> None:
        """Other dates that cannot be read are warnings: the post's own counts, and it does not expire."""
        reading = read("title: T\ndate: 2020-01-02\nupdated: soon\nexpires: never")
        assert said(reading) == ["4:10: date: warning", "5:10: date: warning"]
        assert reading.post is not None
        assert reading.post.updated == reading.post.published
        assert reading.post.expires is None

    def test_last_day(self) -> None:
        """The last year is none that can be said in every zone: there is no such day."""
        reading = read("title: T\ndate: 9999-12-31 23:00:00Z")
        assert (reading.reason, said(reading)) == ("no date", ["3:7: date: warning", "3:7: no-date: error"])


class TestAddress:
    """URLs and ids."""

    @pytest.mark.parametrize(
        ("matter", "source", "permalink", "path"),
        [
            ("", "posts/A Name.md", "/:slug/", "a-name"),
            ("", "posts/名字.md", "/:slug/", "%E5%90%8D%E5%AD%97"),
            ("", "posts/n\u0303.md", "/:slug/", "%C3%B1"),
            ("", "posts/a/index.md", "/:slug/", "a"),
            ("", "posts/!!.md", "/:slug/", "t"),
            ("slug: Über uns", "posts/a.md", "/:slug/", "%C3%BCber-uns"),
            ("slug: ''", "posts/a.md", "/:slug/", "a"),
            ("slug: [x]", "posts/a.md", "/:slug/", "a"),
            ("slug: ../x", "posts/a.md", "/:slug/", "x"),
            ("", "posts/a.md", "/:year/:month/:day/:title/", "2020/01/02/a"),
            ("categories: [B c, D]", "posts/a.md", "/:categories/:slug/", "b-c/d/a"),
            ("", "posts/a.md", "/:categories/:slug/", "a"),
            ("", "posts/x/Some Name.md", "/:path/", "x/Some%20Name"),
            ("", "content/notes/x/a.md", "/:path/", "x/a"),
            ("", "elsewhere/a.md", "/:path/", "elsewhere/a"),
            ("", "posts/x/index.md", "/:path/", "x"),
            ("", "posts/Some#1 50%.md", "/:filename/", "Some%231%2050%25"),
            ("permalink: /own/", "posts/a.md", "/:slug/", "own"),
            ("url: own", "posts/a.md", "/:slug/", "own"),
            ("path: /o/:slug/", "posts/a.md", "/:slug/", "o/a"),
            ("permalink: ''", "posts/a.md", "/:slug/", "a"),
            ("permalink: //x//y/", "posts/a.md", "/:slug/", "x/y"),
        ],
    )
    def test_path(self, matter: str, source: str, permalink: str, path: str) -> None:
        """The address is made of the post's own pattern, or else of the site's."""
        made = post(matter, source=source, site=replace(SITE, permalink=permalink))
        assert made.url.rstrip("/") == f"https://example.org/{path}"
        assert made.id.rstrip("/") == f"https://old.example.org/{path}"

    def test_day_of_the_site(self) -> None:
        """The day in an address is that of the site's zone."""
        reading = read(
            "title: T\ndate: 2020-01-02 20:00:00Z", site=replace(SITE, permalink="/:year-:month-:day/")
        )
        assert reading.post is not None
        assert reading.post.url == "https://example.org/2020-01-03/"

    @pytest.mark.parametrize("key", ["url", "permalink", "path"])
    def test_address_of_another_site(self, key: str) -> None:
        """A whole URL is not taken for the post's path: a warning, and the site's pattern."""
        reading = read(f"title: T\ndate: 2020-01-02\n{key}: https://elsewhere.example/x/")
        assert [p.code for p in reading.problems] == ["permalink"]
        assert reading.post is not None
        assert reading.post.url == "https://example.org/name/"

    def test_place_of_the_address_of_another_site(self) -> None:
        """The warning is at the value."""
        assert said(read("title: T\ndate: 2020-01-02\npermalink: https://elsewhere.example/")) == [
            "4:12: permalink: warning"
        ]

    @pytest.mark.parametrize(
        "identity",
        [
            "tag:example.org,2020:a",
            "https://example.org/?p=1",
            "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
        ],
    )
    @pytest.mark.parametrize("key", ["id", "guid"])
    def test_pinned_id(self, key: str, identity: str) -> None:
        """An id that is a URI is taken letter by letter."""
        assert post(f"{key}: {identity}").id == identity

    @pytest.mark.parametrize("identity", ["my-post", "42", "'a:b c'", "':x'", "1a:b", "'a:'", "'tag:<x>'"])
    def test_bad_id(self, identity: str) -> None:
        """One that is none leaves the post out: any other id would come to stay."""
        reading = read(f"title: T\ndate: 2020-01-02\nid: {identity}")
        assert (reading.reason, said(reading)) == ("bad id", ["4:5: id: error"])

    @pytest.mark.parametrize("matter", ["id:", "id: ''", "id: []", "id: [a]"])
    def test_no_id(self, matter: str) -> None:
        """An empty id is none."""
        assert post(matter).id == "https://old.example.org/name/"


class TestTerms:
    """Categories and tags."""

    @pytest.mark.parametrize(
        ("value", "terms"),
        [
            ("a", ("a",)),
            ("a b", ("a b",)),
            ("a, b,c", ("a", "b", "c")),
            ("a；b、c，d;e", ("a", "b", "c", "d", "e")),
            ("[a, b]", ("a", "b")),
            ("'[a, b]'", ("a", "b")),
            ("'[\"a\", ''b'']'", ("a", "b")),
            ("[a, [b, [c]], null, '', a]", ("a", "b", "c")),
            ("[1.10, no, 2020-01-02]", ("1.10", "no", "2020-01-02")),
            ("[A, a]", ("A", "a")),
            ("['  a   b ']", ("a b",)),
            ("['a, b']", ("a, b",)),
            ("['a, b', c；d]", ("a, b", "c；d")),
            ("{a: b}", ()),
            ("", ()),
            ("''", ()),
            ("','", ()),
            ("C++", ("C++",)),
            ("标签", ("标签",)),
        ],
    )
    def test_terms(self, value: str, terms: tuple[str, ...]) -> None:
        """A list of names, or a text parted at its commas: each once, in order, none empty."""
        made = post(f"tags: {value}\ncategories: {value}")
        assert made.tags == terms
        assert made.categories == terms

    def test_both_keys(self) -> None:
        """Singular and plural are joined."""
        made = post("tag: a\ntags: [b, a]\ncategory: c\ncategories: d")
        assert made.tags == ("b", "a")
        assert made.categories == ("d", "c")

    @pytest.mark.parametrize("key", ["tags", "categories"])
    def test_forbidden(self, key: str) -> None:
        """A character that XML forbids is in no name."""
        reading = read(f'title: T\ndate: 2020-01-02\n{key}: ["a\\x08b"]')
        assert reading.post is not None
        assert getattr(reading.post, key) == ("ab",)


class TestFlags:
    """Where a post is listed."""

    @pytest.mark.parametrize(
        ("matter", "in_feeds", "in_sitemap"),
        [
            ("", True, True),
            ("feed: false", False, True),
            ("feed: true", True, True),
            ("hidden: true", False, False),
            ("hidden: no", True, True),
            ("unlisted: yes", False, True),
            ("sitemap: false", True, False),
            ("noindex: true", True, False),
            ("sitemap: {changefreq: daily}", True, True),
        ],
    )
    def test_flags(self, matter: str, in_feeds: bool, in_sitemap: bool) -> None:
        """A post may be kept out of feeds, the sitemap or both."""
        made = post(matter)
        assert (made.in_feeds, made.in_sitemap) == (in_feeds, in_sitemap)

    @pytest.mark.parametrize("key", ["feed", "unlisted", "sitemap", "noindex"])
    def test_neither(self, key: str) -> None:
        """A value that is neither true nor false is a warning, and changes nothing."""
        reading = read(f"title: T\ndate: 2020-01-02\n{key}: perhaps")
        assert said(reading) == [f"4:{len(key) + 3}: flag: warning"]
        assert reading.post is not None
        assert reading.post.in_feeds
        assert reading.post.in_sitemap

    def test_neither_once(self) -> None:
        """A fault is told once."""
        assert said(read("title: T\ndate: 2020-01-02\nhidden: perhaps")) == ["4:9: flag: warning"]


@pytest.mark.parametrize(
    ("matter", "names"),
    [
        ("author: Ann", ["Ann"]),
        ("authors: [Ann, Bob]", ["Ann", "Bob"]),
        ("by: Ann", ["Ann"]),
        ("creator: Ann", ["Ann"]),
        ("author: ''\nauthors: Bob", ["Bob"]),
        ("author: Ann\nauthors: Bob", ["Ann"]),
        ("author: {name: Ann, url: x}", ["Ann"]),
        ("author:", []),
    ],
)
def test_authors(matter: str, names: list[str]) -> None:
    """Authors in any of their forms; the first key that has one counts."""
    assert [author.name for author in post(matter).authors] == names


@pytest.mark.parametrize(
    ("matter", "summary"),
    [
        ("description: a", "a"),
        ("summary: a", "a"),
        ("excerpt: |\n  a\n  b", "a b"),
        ("preview: a", "a"),
        ("description: a\nsummary: b", "a"),
        ("description:\nsummary: b", "b"),
        ("description: ''", None),
        ("description: [a]", None),
    ],
)
def test_summary(matter: str, summary: str | None) -> None:
    """The summary is what the author wrote, in one line."""
    assert post(matter).summary == summary


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.txt", "text"),
    ],
)
def test_markup(name: str, markup: str) -> None:
    """The extension tells the markup."""
    assert post("", source=f"posts/{name}").markup == markup


class TestSources:
    """Which files are looked at."""

    def lay(self, root: Path, *paths: str) -> None:
        """Make empty files."""
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).touch()

    def test_sources(self, tmp_path: Path) -> None:
        """Files that can hold a post, in folders that are not private nor excluded."""
        self.lay(
            tmp_path, "posts/a.md", "posts/b.MD", "posts/c.html", "posts/d.txt", "posts/e.png", "posts/f",
            "posts/sub/g.markdown", "posts/.git/h.md", "posts/_private/i.md", "posts/drafts/j.md",
            "posts/k.draft.md", "content/notes/l.md", "elsewhere/m.md",
        )  # fmt: skip
        site = replace(SITE, exclude=("posts/drafts", "*.draft.md"))
        assert sorted(PLAIN.sources(tmp_path, site)) == [
            "content/notes/l.md", "posts/a.md", "posts/b.MD", "posts/c.html", "posts/d.txt",
            "posts/sub/g.markdown",
        ]  # fmt: skip

    @pytest.mark.parametrize("name", [".#a.md", "._a.md", ".a.md"])
    def test_private_files(self, tmp_path: Path, name: str) -> None:
        """The files that editors and systems put beside a post are no posts."""
        self.lay(tmp_path, f"posts/{name}", "content/notes/x.md")
        assert list(PLAIN.sources(tmp_path, SITE)) == ["content/notes/x.md"]

    @pytest.mark.parametrize(
        ("paths", "folder"),
        [
            (["posts/a"], "posts"),
            (["_posts/a"], "_posts"),
            (["content/posts/a", "content/b"], "content/posts"),
            (["source/_posts/a"], "source/_posts"),
            (["src/content/blog/a"], "src/content/blog"),
            (["blog/a", "posts/a"], "posts"),
            (["articles/a"], "articles"),
        ],
    )
    def test_settings(self, tmp_path: Path, paths: list[str], folder: str) -> None:
        """The likeliest folder is found."""
        self.lay(tmp_path, *paths)
        assert PLAIN.settings(tmp_path).settings == {"posts": {"folders": [folder]}}

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder without posts says nothing, a file named posts neither."""
        self.lay(tmp_path, "posts")
        assert PLAIN.settings(tmp_path).settings == {}

    def test_recognises(self, tmp_path: Path) -> None:
        """Any folder will do; a file will not."""
        self.lay(tmp_path, "a")
        assert PLAIN.recognises(tmp_path)
        assert not PLAIN.recognises(tmp_path / "a")
