"""Hexo: which posts are published, when, and where."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from feeds.collector import dialects
from feeds.config import load
from feeds.model import Author, BadSettings, Reading
from tests.collector.dialects.site import codes, path_of, post_of, read_site, write

CONFIG = "title: T\nurl: https://example.org\ntimezone: Asia/Shanghai\n"
SITE = {"_config.yml": CONFIG, "source/_posts/_x": ""}


def read(root: Path, files: dict[str, str]) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source."""
    return read_site(root, SITE | files)


def one(root: Path, text: str, *, config: str = "", name: str = "x.md") -> Reading:
    """Return what became of one post in source/_posts, with more settings."""
    files = {"_config.yml": CONFIG + config, f"source/_posts/{name}": text}
    return read(root, files)[f"source/_posts/{name}"]


def page(**fields: str) -> str:
    """Return a post with these fields; a title and a date where none are given."""
    fields = {"title": "T", "date": "2020-03-04 05:06:07"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items() if value) + "---\nBody\n"


@pytest.mark.parametrize(
    ("name", "fields", "config", "path"),
    [
        ("x.md", {}, "", "/2020/03/04/x/"),
        ("Some Name_1.md", {}, "", "/2020/03/04/Some%20Name_1/"),
        ("a/b.md", {}, "", "/2020/03/04/a/b/"),
        ("a/你好.md", {}, "permalink: :name/", "/%E4%BD%A0%E5%A5%BD/"),
        ("x.md", {"title": "Ünï A & b"}, "permalink: :post_title.html", "/uni-a-b.html"),
        ("x.md", {}, "permalink: p/:i_month-:i_day/:hour:minute:second", "/p/3-4/050607"),
        ("x.md", {}, "permalink: :year_:month/", "/2020_03/"),
        ("x.md", {}, "permalink: :hash/", "/HASH/"),
        ("x.md", {"abbrlink": "1f2e"}, "permalink: posts/:abbrlink.html", "/posts/1f2e.html"),
        ("x.md", {}, "permalink: :lang/:title/\npermalink_defaults:\n  lang: en", "/en/x/"),
        ("x.md", {"lang": "fr"}, "permalink: :lang/:title/\npermalink_defaults:\n  lang: en", "/fr/x/"),
        ("x.md", {"id": "7"}, "permalink: :id/", "/7/"),
        ("x.md", {"permalink": "my/Own page"}, "", "/my/Own%20page"),
        ("x.md", {"permalink": "/a/index.html"}, "pretty_urls:\n  trailing_index: false", "/a/"),
        ("x.md", {}, "permalink: :title.html\npretty_urls:\n  trailing_html: false", "/x"),
        ("x.md", {}, "permalink: :category/:title/", "/uncategorized/x/"),
        ("x.md", {}, "permalink: :category/\ndefault_category: none", "/none/"),
        ("x.md", {"categories": "[A b, C]"}, "permalink: :category/", "/A-b/C/"),
        ("x.md", {"categories": "[A b]"}, "permalink: :category/\nfilename_case: 1", "/a-b/"),
        ("x.md", {"category": "技术"}, "permalink: :category/\ncategory_map:\n  技术: tech", "/tech/"),
        ("x.md", {"categories": "[[A, B], [C, D]]"}, "permalink: :category/", "/C/D/"),
        ("2019-01-02-x.md", {}, "new_post_name: :year-:month-:day-:title.md", "/2020/03/04/x/"),
        ("Odd one.md", {}, "new_post_name: :year-:month-:day-:title.md", "/2020/03/04/Odd-one/"),
        ("fr/x.md", {}, "new_post_name: :lang/:title.md\npermalink: :lang/:title/", "/fr/x/"),
    ],
)
def test_path(tmp_path: Path, name: str, fields: dict[str, str], config: str, path: str) -> None:
    """The URL is `permalink`, else the site's pattern filled with what the post and its name tell."""
    # sha1("x1583269567"), its first twelve digits
    path = path.replace("HASH", hashlib.sha1(b"x1583269567").hexdigest()[:12])
    assert path_of(one(tmp_path, page(**fields), config=config, name=name)) == path


@pytest.mark.parametrize("name", ["id", "nope"])
def test_bad_permalink(tmp_path: Path, name: str) -> None:
    """What nothing tells is named: Hexo makes an id that only its own database knows."""
    reading = one(tmp_path, page(), config=f"permalink: :{name}/")
    assert (reading.reason, codes(reading)) == ("bad permalink", ["permalink"])


@pytest.mark.parametrize(
    ("date", "published", "path"),
    [
        ("2020-03-04 05:06:07", "2020-03-04T05:06:07+08:00", "/2020/03/04/"),
        ("2020-03-04", "2020-03-04T00:00:00+08:00", "/2020/03/04/"),
        ("2020/03/04 05:06", "2020-03-04T05:06:00+08:00", "/2020/03/04/"),
        ("2020-03-04T23:00:00Z", "2020-03-04T23:00:00+00:00", "/2020/03/04/"),
        ("2020-03-04T01:00:00+08:00", "2020-03-04T01:00:00+08:00", "/2020/03/03/"),
        ("2020-03-04 23:00:00 +0000", "2020-03-04T23:00:00+00:00", "/2020/03/05/"),
    ],
)
def test_date(tmp_path: Path, date: str, published: str, path: str) -> None:
    """Dates are in `timezone`; of a time that YAML knows with its zone, Hexo's URL has the day in UTC."""
    reading = one(tmp_path, page(date=date), config="permalink: :year/:month/:day/")
    assert (post_of(reading).published.isoformat(), path_of(reading)) == (published, path)


@pytest.mark.parametrize(
    ("rule", "name", "day"),
    [
        (":year-:month-:day-:title.md", "2019-01-02-x.md", "2019-01-02"),
        (":year/:i_month/:i_day/:title.md", "2019/1/2/x.md", "2019-01-02"),
        (":title.md", "2019-01-02-x.md", None),
        (":year-:title.md", "2019-x.md", None),
    ],
)
def test_date_of_the_name(tmp_path: Path, rule: str, name: str, day: str | None) -> None:
    """Without a date the name's counts if new_post_name says where; the time of a file is no date."""
    reading = one(tmp_path, page(date=""), config=f"new_post_name: {rule}", name=name)
    if day is None:
        assert (reading.reason, codes(reading)) == ("no date", ["no-date"])
    else:
        assert post_of(reading).published.isoformat() == f"{day}T00:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "title", "line", "problems"),
    [
        ("---\ntitle: A\ndate: 2020-03-04\n---\nB", "A", 5, []),
        ("title: A\ndate: 2020-03-04\n---\nB", "A", 4, []),
        ("\ufeff---\r\ntitle: A\r\ndate: 2020-03-04\r\n---\r\nB", "A", 5, []),
        ("-----\ntitle: A\ndate: 2020-03-04\n-----\nB", "A", 5, []),
        (';;;\n"title": "A",\n"date": "2020-03-04"\n;;;\nB', "A", 5, []),
        ('"title": "A",\n"date": "2020-03-04"\n;;;\nB', "A", 4, []),
        ("---\ntitle: A\ndate: 2020-03-04\ntags:\n\t- a\n\t- b\n---\nB", "A", 8, ["yaml-tabs"]),
    ],
)
def test_front_matter(tmp_path: Path, text: str, title: str, line: int, problems: list[str]) -> None:
    """The opening line may be missing, the marks be longer, JSON stand between ;;;, tabs indent."""
    reading = one(tmp_path, text)
    post, data = post_of(reading), (tmp_path / "source/_posts/x.md").read_bytes()
    assert (post.title, post.body_line, data[post.body :], codes(reading)) == (title, line, b"B", problems)


def test_spots(tmp_path: Path) -> None:
    """A problem is named at its line in the file, with the opening line or without it."""
    for text, line in (("title: A\ndate: soon\n---\n", 2), ("---\ntitle: A\ndate: soon\n---\n", 3)):
        assert [problem.where.line for problem in one(tmp_path, text).problems] == [line, line]


def test_not_utf_8(tmp_path: Path) -> None:
    """A body that is not UTF-8 is named, too."""
    write(tmp_path, SITE)
    reading = dialects.load("hexo").read("source/_posts/x.md", b"---\na: b\n---\n\xff", load(tmp_path).site)
    assert codes(reading) == ["not-utf-8"]


@pytest.mark.parametrize("text", ["", "Text\n---\nmore", "---\ntitle: A\n"])
def test_no_front_matter(tmp_path: Path, text: str) -> None:
    """A line of dashes in the text closes nothing; without a date the post is left out."""
    assert one(tmp_path, text).state == "left-out"


def test_broken_front_matter(tmp_path: Path) -> None:
    """YAML that cannot be read is named."""
    assert codes(one(tmp_path, "---\ntitle: a: b\n---\n")) == ["yaml"]


@pytest.mark.parametrize(
    ("name", "fields", "config", "state"),
    [
        ("_posts/x.md", {"published": "false"}, "", "draft"),
        ("_posts/x.md", {"published": "true"}, "", "published"),
        ("_posts/x.md", {"published": "false"}, "render_drafts: true", "published"),
        ("_drafts/x.md", {}, "", "draft"),
        ("_drafts/x.md", {}, "render_drafts: true", "published"),
        ("_posts/x.md", {"date": "2030-01-01"}, "", "published"),
        ("_posts/x.md", {"date": "2030-01-01"}, "future: false", "scheduled"),
    ],
)
def test_states(tmp_path: Path, name: str, fields: dict[str, str], config: str, state: str) -> None:
    """Drafts are left out unless render_drafts says otherwise; the future is seen unless `future` does."""
    files = {"_config.yml": CONFIG + config, f"source/{name}": page(**fields)}
    assert read(tmp_path, files)[f"source/{name}"].state == state


def test_sources(tmp_path: Path) -> None:
    """Hidden files and what skip_render, exclude and ignore name are no posts."""
    names = ("a.md", "b/c.markdown", ".d.md", "_e/x.md", "f.txt", "g.md", "h.md")
    files = {f"source/_posts/{name}": page(title=name) for name in names}
    files["_config.yml"] = f"{CONFIG}skip_render: _posts/g.md\nexclude: ['_posts/h.*']\n"
    assert list(read(tmp_path, files)) == ["source/_posts/a.md", "source/_posts/b/c.markdown"]


@pytest.mark.parametrize(
    ("value", "categories"),
    [
        ("A", ("A",)),
        ("[A, B]", ("A", "B")),
        ("[[A, B], [A, C], D]", ("A", "B", "C", "D")),
        ("[A, null, '']", ("A",)),
        ("", ()),
    ],
)
def test_categories(tmp_path: Path, value: str, categories: tuple[str, ...]) -> None:
    """A list is a category with those above it, a list of lists is several."""
    assert post_of(one(tmp_path, page(categories=value))).categories == categories


def test_other_fields(tmp_path: Path) -> None:
    """Tags are names as they are written; the rest is where a feed wants it, or at hand."""
    text = page(tag="[a b, c]", updated="2021-01-01", author="Ann", description="D", link="https://a.example")
    post = post_of(one(tmp_path, text))
    assert (post.tags, post.summary, post.authors) == (("a b", "c"), "D", (Author(name="Ann"),))
    assert post.updated.isoformat() == "2021-01-01T00:00:00+08:00"
    assert post.extra == (("link", "https://a.example"),)


def test_no_title(tmp_path: Path) -> None:
    """Without a title the file's name is one, with a warning."""
    reading = one(tmp_path, page(title=""), name="a-b.md")
    assert (post_of(reading).title, codes(reading)) == ("a b", ["title"])


@pytest.mark.parametrize(
    ("config", "paths"),
    [
        ("", {"atom": "atom.xml"}),
        ("feed:\n  type: rss2\n  path: rss2.xml\n", {"rss": "rss2.xml"}),
        ("feed:\n  type: [atom, rss2]\n", {"atom": "atom.xml", "rss": "rss2.xml"}),
        ("feed:\n  type: [atom, rss2]\n  path: [a/one, two.xml]\n", {"atom": "a/one.xml", "rss": "two.xml"}),
    ],
)
def test_feed_files(tmp_path: Path, config: str, paths: dict[str, str]) -> None:
    """The feeds lie where hexo-generator-feed has them."""
    write(tmp_path, SITE | {"_config.yml": CONFIG + config})
    assert {fmt: path for _, fmt, path in load(tmp_path).site.paths} == paths


def test_settings(tmp_path: Path) -> None:
    """The settings of the site and of its feed plug-in are read."""
    more = "subtitle: S\nlanguage:\n- zh-CN\n- en\nauthor: Ann\nfeed:\n  limit: 0\n  content: false\n"
    write(tmp_path, SITE | {"_config.yml": CONFIG + more})
    site = load(tmp_path).site
    assert (site.description, site.lang, site.authors) == ("S", "zh-CN", (Author(name="Ann"),))
    assert (site.manner.limit, site.manner.content, str(site.zone)) == (50, "summary", "Asia/Shanghai")


def test_broken_settings(tmp_path: Path) -> None:
    """Settings that cannot be read stop the run, with their place."""
    write(tmp_path, {"_config.yml": "a: b: c\n", "source/_posts/x.md": ""})
    with pytest.raises(BadSettings, match=r"^_config\.yml:1:\d+: "):
        load(tmp_path)
    (tmp_path / "_config.yml").write_bytes(b"title: \xff\n")
    with pytest.raises(BadSettings, match=r"^_config\.yml: cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"_config.yml": "title: T\n", "source/_posts/x.md": ""}, "hexo"),
        ({"_config.yml": "source_dir: src\n", "src/_posts/x.md": ""}, "hexo"),
        ({"_config.yml": "source: source\n", "source/_posts/x.md": ""}, "jekyll"),
        (
            {"_config.yml": "source: source\n", "source/_posts/x.md": "", "package.json": '{"hexo": {}}'},
            "hexo",
        ),
        ({"_config.yml": "title: T\n", "_posts/x.md": ""}, "jekyll"),
        ({"source/_posts/x.md": ""}, "plain"),
    ],
)
def test_recognition(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """A Hexo site has its settings and a _posts in its source folder; Jekyll's can lie there too."""
    write(tmp_path, files)
    assert dialects.recognise(tmp_path).name == name
