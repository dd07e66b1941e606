"""What config promises: whatever is wrong is said in one line with its place, and who overrules whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feeds import collector
from feeds.config import Config, find_root, load, propose
from feeds.model import Author, BadSettings, Manner

if TYPE_CHECKING:
    from tests.conftest import Home

SITE = '[site]\nurl = "https://example.org"\n'


@pytest.fixture
def bare(home: Home) -> Home:
    """Return a folder with posts and no settings."""
    (home.root / "feeds.toml").unlink()
    return home


def loaded(home: Home, text: str) -> Config:
    """Return what a feeds.toml of this text says."""
    home.write("feeds.toml", text)
    return load(home.root)


def fault(home: Home, **given: Any) -> str:
    """Return what is said about the settings that lie there: one line."""
    with pytest.raises(BadSettings) as caught:
        load(home.root, given=given)
    assert "\n" not in str(caught.value)
    return str(caught.value)


WRONG = [
    ("nope = 1", "feeds.toml: nope: there is no such key; write one of dialect, site, posts, feeds, feed, "),
    ('[site]\nurll = "x"', "feeds.toml: site.urll: there is no such key; write one of url, id_url, title,"),
    ("[feeds]\nlimits = 5", "feeds.toml: feeds.limits: there is no such key; write one of formats, limit, m"),
    ("[feeds]\nlimit = true", "feeds.toml: feeds.limit: must be a whole number"),
    ('[feeds]\nlimit = "5"', "feeds.toml: feeds.limit: must be a whole number"),
    ("[feeds]\nlimit = 0", "feeds.toml: feeds.limit: must be 1 or more"),
    ("[feeds]\nlimit = 1001", "feeds.toml: feeds.limit: must be 1000 or less"),
    ("[feeds]\nlimit = 1.5", "feeds.toml: feeds.limit: must be a whole number"),
    ("[feeds]\nsummary_length = 39", "feeds.toml: feeds.summary_length: must be 40 or more"),
    ("[feeds]\ntags = 1", "feeds.toml: feeds.tags: must be true or false, or a list of names such as"),
    ('[feeds]\ncontent = "half"', "feeds.toml: feeds.content: must be 'full', 'summary' or 'both'"),
    ('[feeds]\nformats = "rss"', 'feeds.toml: feeds.formats: must be a list such as ["…"]'),
    ('[feeds]\nformats = ["rss", "json"]', "feeds.toml: feeds.formats.1: “json” is no format; write one of"),
    ("[feeds]\npaths = 1", "feeds.toml: feeds.paths: must be a table"),
    ('[feeds.paths]\nrss = "../x.xml"', "feeds.toml: feeds.paths.rss: “../x.xml” leads out of the folder; w"),
    ('[feeds.paths]\nrss = "/x.xml"', "feeds.toml: feeds.paths.rss: “/x.xml” leads out of the folder; write"),
    ('dialect = "wordpress"', "feeds.toml: dialect: “wordpress” is no dialect; write one of "),
    ("dialect = []", "feeds.toml: dialect: “[]” is no dialect; write one of "),
    ("site = 5", "feeds.toml: site: must be a table: write it in square brackets on its own line"),
    ("[site]\ntitle = 5", "feeds.toml: site.title: must be text in quotes"),
    ('[site]\ntimezone = "Asia/Nowhere"', "feeds.toml: site.timezone: “Asia/Nowhere” is no IANA zone; write"),
    ('[site]\ntimezone = "../etc/passwd"', "feeds.toml: site.timezone: “../etc/passwd” is no IANA zone; wri"),
    ('[site]\ntimezone = ""', "feeds.toml: site.timezone: “” is no IANA zone; write one like"),
    ('[site]\nlanguage = "English (US)"', "feeds.toml: site.language: “English (US)” is no language tag; wr"),
    ("[site]\nauthor = 5", "feeds.toml: site.author: must be a name, {name ="),
    ('[site]\nauthor = ""', "feeds.toml: site.author: must be a name, {name ="),
    ('[site]\nurl = "example.org"', "feeds.toml: site.url: “example.org” is no absolute URL; write it like"),
    ('[site]\nurl = "ftp://example.org"', "feeds.toml: site.url: “ftp://example.org” is no absolute URL; wr"),
    ('[site]\nurl = "https://"', "feeds.toml: site.url: “https://” is no absolute URL; write it like"),
    ('[site]\nurl = "https://example.org/?a"', "feeds.toml: site.url: “https://example.org/?a” is no absolu"),
    ('[site]\nid_url = "x"', "feeds.toml: site.id_url: “x” is no absolute URL; write it like"),
    ('[posts]\nfolders = [".."]', "feeds.toml: posts.folders.0: “..” leads out of the folder; write a pat"),
    ("[posts]\nexclude = [5]", "feeds.toml: posts.exclude.0: must be text in quotes"),
    ("[output]\nfolder = 5", 'feeds.toml: output.folder: must be a path in quotes, such as "posts"'),
    ('[output]\nfolder = ""', 'feeds.toml: output.folder: must be a path in quotes, such as "posts"'),
    ("[site]\nlanguage = true", "feeds.toml: site.language: “True” is no language tag; write one like"),
    ('[site]\nurl = "https://exa mple.org"', "feeds.toml: site.url: “https://exa mple.org” is no absolute U"),
    ('[site]\nurl = "https://example.org:99999"', "feeds.toml: site.url: “https://example.org:99999” is no"),
    ('[site]\nurl = "http://[bad"', "feeds.toml: site.url: “http://[bad” is no absolute URL; write it like"),
    ('[site]\ntitle = "a\\u0001b"', "feeds.toml: site.title: it has U+0001, which XML forbids; remove it"),
    ("[feeds]\nformats = []", "feeds.toml: feeds.formats: must not be empty"),
    ("[feeds.paths]\nrss = 5", 'feeds.toml: feeds.paths.rss: must be a path in quotes, such as "posts"'),
    ('[feeds.paths]\nrss = ""', 'feeds.toml: feeds.paths.rss: must be a path in quotes, such as "posts"'),
    ('[feeds.paths]\njson = "feed.json"', "feeds.toml: feeds.paths.json: “json” is no format; write one of"),
    ('[posts.keys]\nslug = ["name"]', "feeds.toml: posts.keys.slug: must be 'date', 'updated', 'expires', "),
    ('[posts]\nkeys = ["date"]', "feeds.toml: posts.keys: must be a table"),
    ('[posts.keys]\ndate = "created"', 'feeds.toml: posts.keys.date: must be a list such as ["…"]'),
    ("[posts.keys]\ndate = [1]", "feeds.toml: posts.keys.date.0: must be text in quotes"),
    ("[content]\nfrom = 5", 'feeds.toml: content.from: must be a path in quotes, such as "posts"'),
    ('[content]\nfrom = "../_site"', "feeds.toml: content.from: “../_site” leads out of the folder; write a"),
    ("[content]\nselect = 5", "feeds.toml: content.select: must be text in quotes"),
    ('[content]\nbuilt = "_site"', "feeds.toml: content.built: there is no such key; write one of from, sel"),
    ("[site", "feeds.toml: Expected ']' at the end of a table declaration (at end of document); mend the TO"),
    ("a = 1\na = 2", "feeds.toml: Cannot overwrite a value (at "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_wrong_settings(bare: Home, text: str, said: str) -> None:
    """Each wrong setting is one line: the file, the path of the key, and what to write."""
    bare.write("feeds.toml", text)
    assert fault(bare).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tool = 5", "feeds.toml: site.url is not set; "),
        ("[tool]\nfeeds = 5", "pyproject.toml: tool.feeds: must be a table: write [tool.feeds]"),
        ("[tool]\nfeeds = []", "pyproject.toml: tool.feeds: must be a table: write [tool.feeds]"),
    ],
)
def test_pyproject_of_another_shape(bare: Home, text: str, said: str) -> None:
    """A pyproject.toml that is no table where we look is one line, not a traceback."""
    bare.write("pyproject.toml", text)
    assert fault(bare).startswith(said)


def test_missing_url_has_the_line_to_write(bare: Home) -> None:
    """The one setting that must be there is asked for with the lines that give it."""
    said = 'site.url is not set; write [site] and below it url = "https://example.org", or pass --base-url'
    assert fault(bare) == f"feeds.toml: {said}"
    bare.write("pyproject.toml", "[tool.feeds]\ndialect = 'plain'\n")
    assert fault(bare) == f"pyproject.toml [tool.feeds]: {said}"


def test_no_folder_of_posts(tmp_path: Path) -> None:
    """Without a folder that could hold posts, one is asked for."""
    (tmp_path / "feeds.toml").write_text(SITE)
    with pytest.raises(BadSettings, match=r"there is no folder of posts in .*; write \[posts\] and below it"):
        load(tmp_path)


def test_missing_folder_and_files(home: Home) -> None:
    """A root, or a settings file, that is not there or no text, is one line."""
    with pytest.raises(
        BadSettings, match=r"^nowhere: there is no such folder; name the folder of your site$"
    ):
        load(Path("nowhere"))
    with pytest.raises(BadSettings, match=r"mine\.toml: cannot be read: No such file or directory$"):
        load(home.root, file=home.root / "mine.toml")
    home.write("feeds.toml", b"a = '\xff'")
    assert fault(home).endswith("feeds.toml: cannot be read: it is not UTF-8")


def test_all_settings(bare: Home) -> None:
    """What is written arrives, in the types of the model."""
    config = loaded(
        bare,
        """dialect = "plain"
[site]
url = "https://example.org/blog/"
id_url = "http://old.example/"
title = " Notes "
description = "About"
language = "zh_CN"
timezone = "Asia/Shanghai"
author = [{ name = "Mei", email = "mei@example.org" }, "Ann"]
[posts]
folders = ["posts/", "more"]
exclude = ["x/*"]
permalink = "/:slug/"
future = true
drafts = true
[posts.keys]
date = ["created", "day"]
categories = ["topics"]
[feeds]
formats = ["atom", "rss", "atom"]
limit = 5
content = "summary"
summary_length = 100
categories = false
tags = true
[feeds.paths]
atom = "feed.xml"
[feeds.category_paths]
atom = "c/:slug.xml"
[feeds.tag_paths]
rss = "t/:slug.xml"
[content]
from = "_site/"
select = ".post > .body"
[sitemap]
home = false
category_page = "/c/:slug/"
tag_page = "/t/:slug/"
[output]
folder = "public"
""",
    )
    site = config.site
    assert (site.url, site.id_url, site.title) == ("https://example.org/blog", "http://old.example", "Notes")
    assert (site.description, site.lang, str(site.zone)) == ("About", "zh-CN", "Asia/Shanghai")
    assert site.authors == (Author(name="Mei", email="mei@example.org"), Author(name="Ann"))
    assert (site.folders, site.exclude, site.permalink) == (("posts", "more"), ("x/*",), "/:slug/")
    assert (site.future, site.drafts, site.formats) == (True, True, ("atom", "rss"))
    assert site.manner == Manner(limit=5, content="summary")
    assert (site.summary_length, site.terms) == (100, (("tag", ("*",)),))
    assert site.paths == (
        ("site", "atom", "feed.xml"), ("category", "atom", "c/:slug.xml"), ("tag", "rss", "t/:slug.xml"),
    )  # fmt: skip
    assert site.keys == (("date", ("created", "day")), ("categories", ("topics",)))
    assert (site.built, site.select) == ("_site", ".post > .body")
    assert (site.home, site.term_pages) == (False, (("category", "/c/:slug/"), ("tag", "/t/:slug/")))
    assert (config.output, config.problems) == (bare.root / "public", ())


def test_defaults(bare: Home) -> None:
    """With the URL alone the rest is found or usual; the zone is asked for in a warning."""
    config = loaded(bare, SITE)
    assert (config.site.title, config.site.id_url) == ("example.org", "https://example.org")
    assert (config.site.dialect, config.site.folders) == ("plain", ("posts",))
    assert config.site.formats == ("rss", "atom", "jsonfeed", "sitemap", "opml", "page")
    assert (config.site.manner, str(config.site.zone)) == (Manner(), "UTC")
    assert config.site.terms == (("category", ("*",)),)
    assert (config.site.keys, config.site.built, config.site.select) == ((), None, "article, main")
    assert config.output == bare.root / "output"
    (problem,) = config.problems
    assert (problem.code, problem.level, problem.where.path) == ("no-timezone", "warning", "feeds.toml")
    assert '; write [site] and below it timezone = "Asia/Shanghai"' in problem.message


def test_language_that_is_none(home: Home) -> None:
    """A language that there is not stops nobody: it is left out of the feeds, and named."""
    config = loaded(home, f'{SITE}language = "jp"\ntimezone = "UTC"\n')
    assert config.site.lang is None
    (problem,) = config.problems
    assert (
        str(problem) == "feeds.toml: language: site.language: “jp” is no language tag, and left out; write ja"
    )


def test_language_of_the_generator_that_is_none(bare: Home) -> None:
    """What the generator's own file says is named there, and so is each of several languages."""
    text = 'baseURL = "https://a.example"\ntimeZone = "UTC"\nlanguageCode = "gr"\n'
    bare.write("hugo.toml", text + '[languages.cz]\n[languages.cn]\nlanguageCode = "zh-CN"\n')
    bare.write("content/a.md", "---\ntitle: A\n---\n")
    said = [f"{problem.where.path}: {problem.message}" for problem in load(bare.root).problems]
    assert said == [
        "hugo.toml: languageCode: “gr” is no language tag, and left out; write el",
        "hugo.toml: languageCode: “cz” is no language tag, and left out; write cs",
    ]


def test_keys_of(bare: Home) -> None:
    """A field has the keys of the settings, else the usual ones; an empty list leaves it none."""
    site = loaded(bare, f'{SITE}[posts.keys]\ndate = ["created", "day"]\ntags = []\n').site
    assert site.keys_of("date", ("date",)) == ("created", "day")
    assert site.keys_of("tags", ("tags", "tag")) == ()
    assert site.keys_of("author", ("author", "by")) == ("author", "by")


KEYED = {
    "date": ("created: 2020-01-02", "published"),
    "updated": ("changed: 2021-01-02", "updated"),
    "expires": ("until: 2030-01-02", "expires"),
    "summary": ("teaser: Short", "summary"),
    "author": ("writer: Ann", "authors"),
    "permalink": ("address: /x/", "url"),
    "categories": ("topics: [B, C]", "categories"),
    "tags": ("words: [b]", "tags"),
}


@pytest.mark.parametrize("field", KEYED)
def test_keys_of_a_plain_folder(bare: Home, field: str) -> None:
    """Whichever field the settings give other keys is read from them, and from the usual ones no more."""
    line, attribute = KEYED[field]
    key = line.partition(":")[0]
    usual = {"date": "date: 2020-01-02", "author": "by: Ann"}.get(field, line.replace(key, field))
    day = "" if field == "date" else "date: 2020-01-02\n"

    def read(matter: str, keys: str) -> object:
        site = loaded(bare, f"{SITE}[posts.keys]\n{keys}\n").site
        bare.write("posts/one.md", f"---\ntitle: T\n{day}{matter}\n---\n")
        return getattr(collector.read(bare.root, site, "posts/one.md").post, attribute, None)

    assert read(line, f'{field} = ["{key}"]') == read(usual, "") != read("", "")
    assert read(usual, f'{field} = ["{key}"]') == read("", "")
    assert read(line, f'{field} = ["nothing", "{key}"]') == read(usual, "")


def test_byte_order_mark(bare: Home) -> None:
    """A settings file that Windows saved is read all the same."""
    assert loaded(bare, f"\ufeff{SITE}").site.url == "https://example.org"


def test_pyproject(bare: Home) -> None:
    """[tool.feeds] in pyproject.toml is read where there is no feeds.toml, and named in faults."""
    bare.write("pyproject.toml", '[tool.feeds.site]\nurl = "https://tool.example"\n')
    assert load(bare.root).site.url == "https://tool.example"
    bare.write("feeds.toml", SITE)
    assert load(bare.root).site.url == "https://example.org"
    (bare.root / "feeds.toml").unlink()
    bare.write("pyproject.toml", "[tool.feeds.feeds]\nlimit = 0\n")
    assert fault(bare) == "pyproject.toml [tool.feeds]: feeds.limit: must be 1 or more"
    bare.write("pyproject.toml", "[tool.other]\n")
    assert fault(bare).startswith("feeds.toml: site.url is not set")


def test_file_of_another_name(home: Home) -> None:
    """--config is read instead of feeds.toml."""
    mine = home.write("mine.toml", '[site]\nurl = "https://mine.example"\n')
    assert load(home.root, file=mine).site.url == "https://mine.example"


@pytest.fixture
def jekyll(bare: Home) -> Home:
    """Return a Jekyll site without settings of ours."""
    bare.write("_config.yml", "url: https://gen.example\ntitle: Gen\nlang: en\nfeed:\n  posts_limit: 7\n")
    bare.write("_posts/2026-01-02-a.md", "---\ntitle: A\n---\nHello\n")
    return bare


def test_precedence(jekyll: Home) -> None:
    """The generator's settings come first, ours over them, the command line over both, key by key."""
    assert load(jekyll.root).site.url == "https://gen.example"
    ours = loaded(jekyll, '[site]\nurl = "https://ours.example"\n[feeds.paths]\nrss = "mine.xml"\n').site
    assert (ours.url, ours.title, ours.manner.limit, ours.dialect) == (
        "https://ours.example",
        "Gen",
        7,
        "jekyll",
    )
    assert ("site", "rss", "mine.xml") in ours.paths
    assert ("site", "atom", "feed.xml") in ours.paths
    given = load(jekyll.root, given={"site": {"url": "https://line.example"}}).site
    assert (given.url, given.title) == ("https://line.example", "Gen")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("url: example.org", "_config.yml: url: “example.org” is no absolute URL"),
        ("timezone: Mars", "_config.yml: timezone: “Mars” is no IANA zone"),
        ("feed:\n  posts_limit: many", "_config.yml: feed.posts_limit: must be a whole number"),
        ("url: [", "_config.yml:1:7: did not find expected node content; "),
        ("title: A", "feeds.toml: site.url is not set"),
    ],
)
def test_faults_of_the_generators_settings(jekyll: Home, config: str, said: str) -> None:
    """A fault in _config.yml is named with that file and its own key."""
    jekyll.write("_config.yml", config)
    assert fault(jekyll).startswith(said)


def test_faults_of_the_command_line(jekyll: Home) -> None:
    """A fault of an option is named with the option, whatever the files say."""
    assert fault(jekyll, site={"url": "x"}).startswith("--base-url: “x” is no absolute URL; write it like")
    assert fault(jekyll, posts={"folders": ["../x"]}).startswith("--posts: “../x” leads out of the folder")


def test_another_dialect_than_it_looks(jekyll: Home) -> None:
    """`dialect` overrules what lies in the folder."""
    config = loaded(jekyll, f'dialect = "plain"\n{SITE}')
    assert (config.site.dialect, config.site.folders) == ("plain", ("posts",))


def test_find_root(jekyll: Home, tmp_path: Path) -> None:
    """The site of a post is the nearest folder above it with settings of ours or a generator's."""
    post = jekyll.root / "_posts" / "2026-01-02-a.md"
    assert find_root(post) == jekyll.root
    inner = jekyll.write("docs/feeds.toml", SITE).parent
    assert find_root(inner / "posts" / "a.md") == inner
    assert find_root(tmp_path / "elsewhere" / "a.md") == Path()


def test_proposal_of_an_empty_folder(tmp_path: Path) -> None:
    """What is not found stands there as a comment, and what is found is TOML."""
    text, told = propose(tmp_path, None)
    assert told == "plain site; now write its url into it"
    assert '# url = "https://example.org"' in text
    assert '# folders = ["posts"]' in text
    with pytest.raises(BadSettings, match="there is no such folder"):
        propose(tmp_path / "nowhere", None)


@pytest.mark.parametrize("title", ['"Quotes"', "back\\slash", "中文 📡", "a # b", "'x'", "x\x7fy"])
def test_proposal_loads_again(jekyll: Home, title: str) -> None:
    """What is proposed is read back as it was found, whatever letters it has, but for controls."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\x7f")
    jekyll.write("_config.yml", f'url: https://gen.example\ntitle: "{quoted}"\ntimezone: Asia/Tokyo\n')
    text, told = propose(jekyll.root, None)
    site = loaded(jekyll, text).site
    assert (told, site.url, site.dialect) == ("jekyll site", "https://gen.example", "jekyll")
    assert (site.title, str(site.zone)) == (title.replace("\x7f", ""), "Asia/Tokyo")


def test_proposal_with_a_url(jekyll: Home) -> None:
    """--base-url overrules what is found."""
    text, _ = propose(jekyll.root, "https://line.example")
    assert 'url = "https://line.example"' in text
    assert "gen.example" not in text


def test_proposal_with_a_url_that_is_none(jekyll: Home) -> None:
    """--base-url is looked at before it is written: the file has to load again."""
    with pytest.raises(BadSettings, match=r"^--base-url: “nonsense” is no absolute URL; write it like"):
        propose(jekyll.root, "nonsense")
