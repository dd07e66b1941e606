"""What _jekyll_settings.py promises: a site's own settings become ours, and their faults have a place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feeds import config
from feeds.collector.dialects import Found
from feeds.collector.dialects._jekyll_settings import Default, Jekyll, find_config, read_settings
from feeds.model import Author, BadSettings

DATE = "/:categories/:year/:month/:day/:title:output_ext"


def read(root: Path, text: str, name: str = "_config.yml") -> Found:
    """Read these settings."""
    (root / name).write_bytes(text.encode())
    return read_settings(root)


def own(root: Path, text: str) -> Jekyll:
    """Return what is kept of these settings for the reading."""
    kept = read(root, text).own
    assert isinstance(kept, Jekyll)
    return kept


def test_find_config(tmp_path: Path) -> None:
    """The settings are in one of two files, the first counts; a folder is none."""
    assert find_config(tmp_path) is None
    (tmp_path / "_config.yaml").touch()
    assert find_config(tmp_path) == tmp_path / "_config.yaml"
    (tmp_path / "_config.yml").mkdir()
    assert find_config(tmp_path) == tmp_path / "_config.yaml"
    (tmp_path / "_config.yml").rmdir()
    (tmp_path / "_config.yml").touch()
    assert find_config(tmp_path) == tmp_path / "_config.yml"


def test_no_settings(tmp_path: Path) -> None:
    """Without settings there are Jekyll's defaults."""
    found = read_settings(tmp_path)
    assert found.settings == {
        "site": {},
        "posts": {"folders": ["."], "exclude": [
            "/.sass-cache", "/.jekyll-cache", "/gemfiles", "/Gemfile", "/Gemfile.lock", "/node_modules",
            "/vendor/bundle", "/vendor/cache", "/vendor/gems", "/vendor/ruby",
        ]},
        "feeds": {
            "paths": {"atom": "feed.xml", "rss": "rss.xml"},
            "category_paths": {
                "atom": "feed/:name.xml", "rss": "rss/:name.xml", "jsonfeed": "feed/:name.json",
            },
            "tag_paths": {
                "atom": "feed/by_tag/:name.xml", "rss": "rss/by_tag/:name.xml",
                "jsonfeed": "feed/by_tag/:name.json",
            },
        },
    }  # fmt: skip
    assert found.own == Jekyll(permalink=DATE)
    assert found.names["site.url"] == "_config.yml: url"


# text -> table, key, value
SETTINGS: dict[str, tuple[str, str, str, Any]] = {
    "url": ("url: https://example.org", "site", "url", "https://example.org"),
    "url with a slash": ("url: https://example.org/", "site", "url", "https://example.org"),
    "baseurl": ("url: https://example.org\nbaseurl: /base", "site", "url", "https://example.org/base"),
    "baseurl, slashes": (
        "url: https://example.org/\nbaseurl: base/",
        "site",
        "url",
        "https://example.org/base",
    ),
    "empty baseurl": ("url: https://example.org\nbaseurl: ''", "site", "url", "https://example.org"),
    "empty url": ("url: ''", "site", "url", None),
    "no url": ("baseurl: /x", "site", "url", None),
    "title": ("title: A\nname: B", "site", "title", "A"),
    "name": ("name: B", "site", "title", "B"),
    "folded description": ("description: >\n  a\n  b\n", "site", "description", "a b"),
    "lang": ("lang: zh_CN\nlocale: en", "site", "language", "zh_CN"),
    "locale": ("locale: en", "site", "language", "en"),
    "timezone": ("timezone: Asia/Shanghai", "site", "timezone", "Asia/Shanghai"),
    "author": ("author: Ann", "site", "author", [{"name": "Ann"}]),
    "author as a mapping": ("author: {name: Ann}", "site", "author", [{"name": "Ann"}]),
    "author with all": (
        "author: {name: Ann, email: a@example.org, url: 'https://a.example'}",
        "site",
        "author",
        [{"name": "Ann", "email": "a@example.org", "uri": "https://a.example"}],
    ),
    "authors in a list": ("author: [Ann, Bob]", "site", "author", [{"name": "Ann"}, {"name": "Bob"}]),
    "author without a name": ("author: {twitter: ann}", "site", "author", None),
    "future": ("future: yes", "posts", "future", True),
    "no future": ("future: false", "posts", "future", False),
    "odd future": ("future: 'true'", "posts", "future", "true"),
    "drafts": ("show_drafts: true", "posts", "drafts", True),
    "limit": ("feed: {posts_limit: 20}", "feeds", "limit", "20"),
    "summary": ("feed: {excerpt_only: true}", "feeds", "content", "summary"),
    "no summary": ("feed: {excerpt_only: false}", "feeds", "content", None),
    "no feed": ("feed: x", "feeds", "limit", None),
    "tags": ("feed: {tags: true}", "feeds", "tags", True),
    "no tags": ("feed: {tags: false}", "feeds", "tags", None),
    "tags at a path": ("feed: {tags: {path: t/}}", "feeds", "tags", True),
    "path of tags": (
        "feed: {tags: {path: t/}}",
        "feeds",
        "tag_paths",
        {"atom": "t/:name.xml", "rss": "rss/by_tag/:name.xml", "jsonfeed": "t/:name.json"},
    ),
    "path": ("feed: {path: /blog/atom.xml}", "feeds", "paths", {"atom": "blog/atom.xml", "rss": "rss.xml"}),
    "source": ("source: src", "posts", "folders", ["src"]),
    "source with a dot": ("source: ./src/", "posts", "folders", ["src"]),
    "source is here": ("source: .", "posts", "folders", ["."]),
    "source whose name begins with a dot": ("source: .site", "posts", "folders", [".site"]),
    "source whose name begins with two dots": ("source: ..site", "posts", "folders", ["..site"]),
    "collections_dir": ("collections_dir: coll", "posts", "folders", ["coll"]),
    "both": ("source: src\ncollections_dir: coll", "posts", "folders", ["src/coll"]),
}


@pytest.mark.parametrize(("text", "table", "key", "value"), SETTINGS.values(), ids=SETTINGS)
def test_settings(tmp_path: Path, text: str, table: str, key: str, value: object) -> None:
    """A setting of Jekyll's stands where ours of the same meaning does."""
    assert read(tmp_path, text).settings[table].get(key) == value


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("exclude: [a, b/c]", ["/a", "/b/c"]),
        ("exclude: [/a]", ["/a"]),
        ("exclude: [a, [b], null]", ["/a"]),
        ("exclude: a", []),
        ("exclude:", []),
        ("source: src\nexclude: [a]", ["/src/a"]),
    ],
)
def test_exclude(tmp_path: Path, text: str, patterns: list[str]) -> None:
    """What is excluded counts from the source folder, below what Jekyll excludes itself."""
    excluded = read(tmp_path, text).settings["posts"]["exclude"]
    assert isinstance(excluded, list)
    assert [f"/{pattern.strip('/')}" for pattern in excluded[10:]] == patterns
    assert excluded[9].endswith("/vendor/ruby")


@pytest.mark.parametrize(
    ("text", "permalink"),
    [
        ("x: 1", DATE),
        ("permalink: date", DATE),
        ("permalink: pretty", "/:categories/:year/:month/:day/:title/"),
        ("permalink: ordinal", "/:categories/:year/:y_day/:title:output_ext"),
        ("permalink: weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"),
        ("permalink: none", "/:categories/:title:output_ext"),
        ("permalink: /:title/", "/:title/"),
        ("permalink: ''", DATE),
        ("permalink: pretty\ncollections: {posts: {permalink: '/x/:title'}}", "/x/:title"),
        ("permalink: pretty\ncollections: {posts: {output: true}}", "/:categories/:year/:month/:day/:title/"),
        ("permalink: none\ncollections: [posts]", "/:categories/:title:output_ext"),
    ],
)
def test_permalink(tmp_path: Path, text: str, permalink: str) -> None:
    """The posts' pattern is that of their collection, else the site's; styles have names."""
    assert own(tmp_path, text).permalink == permalink


def test_defaults(tmp_path: Path) -> None:
    """Defaults have a scope and values; what is no such thing has neither."""
    text = """
defaults:
- scope: {path: "", type: posts}
  values: {layout: post}
- scope: {path: ./a/, type: }
  values: {x: 1}
- values: {y: 2}
- scope: {path: b}
- word
"""
    assert own(tmp_path, text).defaults == (
        Default(path="", type="posts", values={"layout": "post"}),
        Default(path="a", type=None, values={"x": "1"}),
        Default(path="", type=None, values={"y": "2"}),
        Default(path="b", type=None, values={}),
        Default(path="", type=None, values={}),
    )
    assert own(tmp_path, "defaults: x").defaults == ()


def test_source_and_markdown(tmp_path: Path) -> None:
    """The source folder and the extensions of Markdown are kept."""
    assert own(tmp_path, "source: ./src").source == "src"
    assert own(tmp_path, "x: 1").source == ""
    assert own(tmp_path, "markdown_ext: md,txt").markdown == {"md", "txt"}
    assert own(tmp_path, "x: 1").markdown == {"markdown", "mkdown", "mkdn", "mkd", "md"}


@pytest.mark.parametrize(
    ("source", "folder", "name"),
    [
        ("", "_data", "authors.yml"),
        ("", "_data", "authors.yaml"),
        ("src", "src/_data", "authors.yml"),
        ("", "data", "authors.yml"),
    ],
)
def test_authors(tmp_path: Path, source: str, folder: str, name: str) -> None:
    """The site's people are in its data folder."""
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / name).write_text("ann: {name: Ann}\n")
    text = f"source: {source or '.'}\ndata_dir: {folder.removeprefix(f'{source}/')}\n"
    assert own(tmp_path, text).authors == {"ann": {"name": "Ann"}}


@pytest.mark.parametrize("text", ["", "- name: Ann\n", "word"])
def test_authors_of_another_shape(tmp_path: Path, text: str) -> None:
    """A list of people has no keys to look them up by."""
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/authors.yml").write_text(text)
    assert own(tmp_path, "x: 1").authors == {}


class TestFaults:
    """Settings that cannot be read stop the run, with their file and line."""

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"title: a\nurl: @x\n", "_config.yml:2:6: found character"),
            (b"title: a: b\n", "_config.yml:1:9: mapping values"),
            (b"a:\n\tb: 1\n", "_config.yml:2:1: .* not tabs"),
            (b"\xef\xbb\xbftitle: a\nurl: [\n", "_config.yml:3:1: "),
            (b"title: a\nurl: [", "_config.yml:2:7: "),
            (b"- a\n", "_config.yml:1:1: .*`key: value`"),
            (b"title: \xff\n", "_config.yml: cannot be read"),
            (b"a: *x\n", r"_config.yml:1:4: \*x names nothing"),
            (b"a: !ruby/regexp /x/\n", "_config.yml:1:4: the tag"),
        ],
    )
    def test_config(self, tmp_path: Path, data: bytes, said: str) -> None:
        """What is wrong in _config.yml."""
        (tmp_path / "_config.yml").write_bytes(data)
        with pytest.raises(BadSettings, match=f"^{said}"):
            read_settings(tmp_path)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"ann:\n  name: @x\n", "_data/authors.yml:2: found character"),
            (b"ann: \xff\n", "_data/authors.yml:1: .*utf-8"),
        ],
    )
    def test_people(self, tmp_path: Path, data: bytes, said: str) -> None:
        """What is wrong in authors.yml."""
        (tmp_path / "_data").mkdir()
        (tmp_path / "_data/authors.yml").write_bytes(data)
        with pytest.raises(BadSettings, match=f"^{said}"):
            read_settings(tmp_path)


class TestWithConfig:
    """As the whole tool reads them."""

    def test_site(self, tmp_path: Path) -> None:
        """A Jekyll site needs no settings of ours."""
        (tmp_path / "_posts").mkdir()
        text = "url: https://example.org\nbaseurl: /b\ntitle: T\nauthor: Ann\ntimezone: Asia/Shanghai\n"
        read(tmp_path, text + "feed: {posts_limit: 7}\nfuture: true\n")
        site = config.load(tmp_path).site
        assert (site.dialect, site.url, site.title, site.manner.limit) == (
            "jekyll",
            "https://example.org/b",
            "T",
            7,
        )
        assert (site.authors, str(site.zone), site.future) == ((Author(name="Ann"),), "Asia/Shanghai", True)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("url: example.org", "_config.yml: url: "),
            ("url: https://example.org\ntimezone: Nowhere/Else", "_config.yml: timezone: "),
            ("url: https://example.org\nlang: '中'", "_config.yml: lang: "),
            ("url: https://example.org\nfeed: {posts_limit: many}", "_config.yml: feed.posts_limit: "),
        ],
    )
    def test_faults(self, tmp_path: Path, text: str, said: str) -> None:
        """A value that is wrong is told under Jekyll's own name for it."""
        read(tmp_path, text)
        with pytest.raises(BadSettings, match=f"^{said}"):
            config.load(tmp_path)

    @pytest.mark.parametrize("author", ["''", "{twitter: ann}", "{name: ''}"])
    def test_author_without_a_name(self, tmp_path: Path, author: str) -> None:
        """Many themes leave the author empty or give an account only: that is no author, and no fault."""
        read(tmp_path, f"url: https://example.org\nauthor: {author}\n")
        assert config.load(tmp_path).site.authors == ()

    def test_author_by_key(self, tmp_path: Path) -> None:
        """jekyll-feed looks the site's author up in the data file, like a post's."""
        (tmp_path / "_data").mkdir()
        (tmp_path / "_data/authors.yml").write_text("ann: {name: Ann Lee}\n")
        read(tmp_path, "url: https://example.org\nauthor: ann\n")
        assert config.load(tmp_path).site.authors == (Author(name="Ann Lee"),)

    @pytest.mark.parametrize("key", ["future", "show_drafts"])
    def test_fault_of_a_flag(self, tmp_path: Path, key: str) -> None:
        """A flag that is none is told under its file and name, too."""
        read(tmp_path, f"url: https://example.org\n{key}: perhaps\n")
        with pytest.raises(BadSettings, match=f"^_config.yml: {key}: "):
            config.load(tmp_path)
