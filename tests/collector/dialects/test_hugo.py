"""Hugo's rules: which pages are published, when, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import collector, config
from feeds.collector import dialects
from feeds.collector.settle import settle_readings
from feeds.model import BadSettings, Reading

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = 'baseURL = "https://example.org/base/"\ntitle = "T"\ntimeZone = "Asia/Tokyo"\n'


def read(root: Path, files: dict[str, str], settings: str = SETTINGS) -> dict[str, Reading]:
    """Write a site, read it, and return what became of each source below content/."""
    (root / "hugo.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = config.load(root).site
    found = collector.find(root, site)
    read = (collector.read(root, site, one) for one in found)
    readings = settle_readings(read, NOW, future=site.future)
    return {reading.source.removeprefix("content/"): reading for reading in readings}


def page(**fields: str) -> str:
    """Return a page with these fields; a title and a date where none are given."""
    fields = {"title": "T", "date": "2020-03-04"} | fields
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items() if v) + "---\nBody\n"


def url_of(reading: Reading) -> str:
    """Return the path of the URL below the site's."""
    assert reading.post is not None, reading.problems
    return reading.post.url.removeprefix("https://example.org/base")


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("post/Hello World.md", "/post/hello-world/"),
        ("post/UPPER_Under.v1.md", "/post/upper_under.v1/"),
        ("post/A (b)+c & d #1.md", "/post/a-b+c--d-%231/"),
        ("post/网络/路由.md", "/post/%E7%BD%91%E7%BB%9C/%E8%B7%AF%E7%94%B1/"),
        ("post/bundle/index.md", "/post/bundle/"),
        ("top.md", "/top/"),
    ],
)
def test_path_of_a_file(tmp_path: Path, source: str, url: str) -> None:
    """Without a permalink the URL is the file's path: lower case, blanks as hyphens, letters kept."""
    assert url_of(read(tmp_path, {f"content/{source}": page()})[source]) == url


def test_posts_beside_the_contents(tmp_path: Path) -> None:
    """A folder that the owner names, outside Hugo's own, is read from the root of the site."""
    (tmp_path / "feeds.toml").write_text('[posts]\nfolders = ["notes"]\n', encoding="utf-8")
    assert url_of(read(tmp_path, {"notes/a.md": page()})["notes/a.md"]) == "/notes/a/"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("/A b/Ü/x.html", "/A%20b/%C3%9C/x.html"),
        ("a/b/index.html", "/a/b/"),
        ("DMA", "/DMA/"),
        ("/a/c.d", "/a/c.d"),
        ('"/q?x=1#y"', "/q?x=1%23y/"),
        ('""', "/post/x/"),
    ],
)
def test_url_key(tmp_path: Path, given: str, url: str) -> None:
    """`url:` is kept as it is written; it gets slashes, and nothing else changes its case."""
    assert url_of(read(tmp_path, {"content/post/x.md": page(url=given)})["post/x.md"]) == url


@pytest.mark.parametrize(
    ("pattern", "fields", "url"),
    [
        ("/p/:year/:month/:day/:slug/", {"slug": "Ab C_d"}, "/p/2020/03/04/ab-c_d/"),
        ("/p/:slug/", {"slug": "X+Y"}, "/p/x-y/"),
        ("/p/:slug/", {"title": '"Hello, World & Ünï C++ / a.b"'}, "/p/hello-world-%C3%BCn%C3%AF-c-a.b/"),
        ("/p/:title", {"title": "One Two", "slug": "s"}, "/p/one-two/"),
        ("/:sections/:contentbasename", {}, "/post/deep/x/"),
        ("/:section/:slugorcontentbasename/", {}, "/post/x/"),
        ("/:monthname/:weekday/:weekdayname/:yearday/:filename.html", {}, "/march/3/wednesday/64/x.html"),
    ],
)
def test_permalinks(tmp_path: Path, pattern: str, fields: dict[str, str], url: str) -> None:
    """The pattern of the page's top section makes its URL; slugs and titles are one word each."""
    settings = f'{SETTINGS}[permalinks]\npost = "{pattern}"\n'
    readings = read(tmp_path, {"content/post/deep/x.md": page(**fields)}, settings)
    assert url_of(readings["post/deep/x.md"]) == url


def test_unknown_token(tmp_path: Path) -> None:
    """A token that does not exist leaves the page out, and is named."""
    readings = read(tmp_path, {"content/post/x.md": page()}, f'{SETTINGS}[permalinks]\npost = "/:nope/"\n')
    assert [problem.code for problem in readings["post/x.md"].problems] == ["permalink"]
    reading = read(tmp_path, {"content/post/x.md": page(url="/a:b/")})["post/x.md"]
    assert (reading.state, reading.reason) == ("left-out", "bad permalink")
    assert [(problem.code, problem.where.line) for problem in reading.problems] == [("permalink", 4)]


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"date": "2020-03-04T23:30:00"}, "2020-03-04T23:30:00+09:00"),
        ({"date": "2020-03-04 23:30:00 +0800"}, "2020-03-04T23:30:00+08:00"),
        ({"date": "2020-03-04"}, "2020-03-04T00:00:00+09:00"),
        ({"date": "", "publishDate": "2019-01-01"}, "2019-01-01T00:00:00+09:00"),
        ({"date": "", "modified": "2019-01-01", "pubdate": "2018-01-01"}, "2018-01-01T00:00:00+09:00"),
        ({"date": "", "lastmod": "2017-01-01"}, "2017-01-01T00:00:00+09:00"),
    ],
)
def test_dates(tmp_path: Path, fields: dict[str, str], published: str) -> None:
    """A date without a zone is in timeZone; without `date` the other keys are asked in Hugo's order."""
    post = read(tmp_path, {"content/x.md": page(**fields)})["x.md"].post
    assert post is not None
    assert post.published == datetime.fromisoformat(published)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"draft": "true"}, "draft"),
        ({"draft": '"true"'}, "draft"),
        ({"draft": "false"}, "published"),
        ({"date": "2030-01-01"}, "scheduled"),
        ({"publishDate": "2030-01-01"}, "scheduled"),
        ({"date": "2030-01-01", "publishDate": "2020-01-01"}, "published"),
        ({"expiryDate": "2021-01-01"}, "expired"),
        ({"date": ""}, "left-out"),
        ({"build": "{render: never}"}, "left-out"),
        ({"headless": "true"}, "left-out"),
    ],
)
def test_states(tmp_path: Path, fields: dict[str, str], state: str) -> None:
    """Drafts, pages before their publishDate, expired and undated ones are not published."""
    assert read(tmp_path, {"content/x.md": page(**fields)})["x.md"].state == state


def test_page_in_no_list(tmp_path: Path) -> None:
    """A page that is made but listed nowhere is in no feed and in no sitemap."""
    post = read(tmp_path, {"content/x.md": page(build="{list: never}")})["x.md"].post
    assert post is not None
    assert (post.in_feeds, post.in_sitemap) == (False, False)


def test_what_is_no_page(tmp_path: Path) -> None:
    """Sections, resources of a bundle, ignored files and other files are no sources."""
    files = {
        "content/_index.md": page(), "content/b/index.md": page(), "content/b/note.md": page(),
        "content/b/deep/more.md": page(), "content/skip.md": page(), "content/data.txt": "x",
        "content/p.md": page(),
    }  # fmt: skip
    found = read(tmp_path, files, f'ignoreFiles = ["skip\\\\.md$"]\n{SETTINGS}')
    assert sorted(found) == ["b/index.md", "p.md"]


def test_terms(tmp_path: Path) -> None:
    """A string is one term, keys count in any case, numbers are text, and no term is twice."""
    files = {"content/x.md": page(Tags="[A b, a B, C++, 1, A b, '']", Categories="a b, c")}
    post = read(tmp_path, files)["x.md"].post
    assert post is not None
    assert post.tags == ("A b", "a B", "C++", "1")
    assert post.categories == ("a b, c",)


def test_missing_title(tmp_path: Path) -> None:
    """Hugo publishes a page without a title; readers need one, so the file's name stands in."""
    reading = read(tmp_path, {"content/a-good-day.md": page(title="")})["a-good-day.md"]
    assert reading.post is not None
    assert reading.post.title == "a good day"
    assert [(problem.code, problem.level) for problem in reading.problems] == [("title", "warning")]


def test_cascade(tmp_path: Path) -> None:
    """What a section hands down counts where a page says nothing of its own."""
    handed = "---\ncascade:\n  draft: true\n---\n"
    files = {"content/s/_index.md": handed, "content/s/a.md": page(), "content/s/b.md": page(draft="false")}
    found = read(tmp_path, files)
    assert (found["s/a.md"].state, found["s/b.md"].state) == ("draft", "published")


def test_languages(tmp_path: Path) -> None:
    """A language in the file's name, or of its folder, prefixes the URL unless it is the default."""
    settings = SETTINGS + '[languages.en]\n[languages.zh]\n[languages.fr]\ncontentDir = "content-fr"\n'
    files = {"content/a.md": page(), "content/a.zh.md": page(), "content-fr/b.md": page()}
    found = read(tmp_path, files, settings)
    assert url_of(found["a.md"]) == "/a/"
    assert url_of(found["a.zh.md"]) == "/zh/a/"
    assert url_of(found["content-fr/b.md"]) == "/fr/b/"
    assert [found[name].post.lang for name in found if found[name].post] == ["fr", "en", "zh"]  # type: ignore[union-attr] # it is there


def test_languages_by_other_names(tmp_path: Path) -> None:
    """What a language is called in paths is no tag always: its languageCode is, or the post has none."""
    settings = SETTINGS + '[languages.en]\n[languages.cn]\nlanguageCode = "zh-CN"\n[languages.jp]\n'
    files = {name: page() for name in ("content/a.md", "content/a.cn.md", "content/a.jp.md")}
    found = read(tmp_path, files, settings)
    assert [url_of(found[name]) for name in ("a.cn.md", "a.jp.md")] == ["/cn/a/", "/jp/a/"]
    posts = (found[name].post for name in ("a.md", "a.cn.md", "a.jp.md"))
    assert [post and post.lang for post in posts] == ["en", "zh-CN", None]


def test_front_matter_settings(tmp_path: Path) -> None:
    """[frontmatter] names the keys of a date, the file's name among them."""
    settings = f'{SETTINGS}[frontmatter]\ndate = [":filename", "written", ":default"]\n'
    files = {"content/2019-05-06-x.md": page(date=""), "content/y.md": page(date="", written="2018-01-01")}
    found = read(tmp_path, files, settings)
    dates = {
        name: reading.post.published.date().isoformat() for name, reading in found.items() if reading.post
    }
    assert dates == {"2019-05-06-x.md": "2019-05-06", "y.md": "2018-01-01"}
    without = f'{SETTINGS}[frontmatter]\ndate = [":filename", "written"]\n'
    assert read(tmp_path, {"content/y.md": page(written="soon")}, without)["y.md"].reason == "no date"


def test_toml_and_json(tmp_path: Path) -> None:
    """Front matter in TOML and JSON is read as well."""
    files = {
        "content/t.md": '+++\ntitle = "T"\ndate = 2020-03-04T23:30:00\ntags = ["a"]\n+++\nBody\n',
        "content/j.md": '{\n"title": "J",\n"date": "2020-03-04T23:30:00Z"\n}\n\nBody\n',
    }
    found = read(tmp_path, files)
    assert found["t.md"].post is not None
    assert found["t.md"].post.published == datetime.fromisoformat("2020-03-04T23:30:00+09:00")
    assert found["j.md"].post is not None
    assert found["j.md"].post.published == datetime.fromisoformat("2020-03-04T23:30:00Z")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", 'baseURL = "https://a.example/"'),
        ("hugo.yaml", "baseURL: https://a.example/"),
        ("config.json", '{"baseURL": "https://a.example/"}'),
        ("config/_default/hugo.toml", 'baseURL = "https://a.example/"'),
        ("config.toml", "BaseURL = 'https://a.example/'"),
    ],
)
def test_settings_files(tmp_path: Path, name: str, text: str) -> None:
    """Settings may be in any of Hugo's files and forms, keys in any case."""
    (tmp_path / "content").mkdir()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert dialects.recognise(tmp_path).name == "hugo"
    assert config.load(tmp_path).site.url == "https://a.example"


def test_zola_is_not_hugo(tmp_path: Path) -> None:
    """A config.toml with base_url is Zola's."""
    (tmp_path / "config.toml").write_text('base_url = "https://a.example"', encoding="utf-8")
    assert dialects.recognise(tmp_path).name != "hugo"


def test_broken_settings(tmp_path: Path) -> None:
    """A settings file that cannot be read is named with its line."""
    (tmp_path / "hugo.toml").write_text("baseURL = \n", encoding="utf-8")
    with pytest.raises(BadSettings, match=r"^hugo\.toml:1:"):
        config.load(tmp_path)
