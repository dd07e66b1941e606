"""What the dialects promise together: each is found by its name, and recognises its own sites only."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import config
from feeds.collector import dialects
from feeds.collector.dialects import LAST, Dialect
from feeds.collector.dialects._jekyll_settings import Jekyll
from feeds.model import Reading, Site
from tests.collector.dialects.site import write

SITES = {
    name: Site(
        url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("America/New_York"),
        dialect=name, folders=(folder,), own=own, drafts=True,
    )
    for name, folder, own in (("plain", "posts", None), ("jekyll", ".", Jekyll()))
}  # fmt: skip
SOURCES = {"plain": "posts/2020-01-02-a.md", "jekyll": "_posts/2020-01-02-a.md"}


def test_names() -> None:
    """The dialects are the modules of the folder, without private ones."""
    assert {"jekyll", "plain"} <= set(dialects.names())
    assert not any(name.startswith("_") for name in dialects.names())


@pytest.mark.parametrize("name", dialects.names())
def test_record(name: str) -> None:
    """A module's one record has its name, and is made once."""
    dialect = dialects.load(name)
    assert isinstance(dialect, Dialect)
    assert dialect.name == name
    assert dialect.rank <= LAST
    assert dialects.load(name) is dialect


def test_ranks() -> None:
    """`plain` comes last, so that it takes only what nobody claims."""
    assert [name for name in dialects.names() if dialects.load(name).rank == LAST] == ["plain"]


@pytest.mark.parametrize(
    ("paths", "jekyll"),
    [
        ([], False),
        (["posts/a.md"], False),
        (["_config.yml"], True),
        (["_config.yaml"], True),
        (["_posts/a.md"], True),
        (["_posts"], False),
        (["_config.yml/x"], False),
        (["source/_posts/a.md"], False),
        (["source/_posts/a.md", "_config.yml"], False),
        (["source/_posts/a.md", "_posts/b.md"], True),
    ],
)
def test_recognise(tmp_path: Path, paths: list[str], jekyll: bool) -> None:
    """Jekyll's site is recognised by what lies in its folder; Hexo's is not taken for one."""
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert (dialects.recognise(tmp_path).name == "jekyll") is jekyll


@pytest.mark.parametrize("paths", [[], ["posts/a.md"], ["README.md", "src/a.txt"]])
def test_recognise_plain(tmp_path: Path, paths: list[str]) -> None:
    """A folder in which no generator has left its settings is `plain`."""
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert dialects.recognise(tmp_path).name == "plain"


@pytest.mark.parametrize(
    ("config", "jekyll"),
    [("source: source\n", True), ("title: x\nsource: source\n", True), ("x: 1\n# source: a\n", False)],
)
def test_jekyll_with_a_source_folder(tmp_path: Path, config: str, jekyll: bool) -> None:
    """source/_posts is Jekyll's where its settings say that the source is there."""
    (tmp_path / "source/_posts").mkdir(parents=True)
    (tmp_path / "_config.yml").write_text(config)
    assert (dialects.recognise(tmp_path).name == "jekyll") is jekyll


# Front matter with something of everything, for the mutations below.
SAMPLE = """---
title: "Hello: world"
date: 2020-03-04 05:06:07 +0800
categories: [a, 'b c', {d: e}]
tags: one two, three
author: &me {name: Ann, email: ann@example.org}
authors: [*me, Bob <bob@example.org>]
slug: Hello World
permalink: /:year/:title/
lang: zh_CN
published: yes
draft: no
expires: 2030-01-01
last_modified_at: 2020-03-05 01:02
id: tag:example.org,2020:a
description: |
  Two
  lines
---
    code

body
"""
TOML = '+++\ntitle = "中"\ndate = 2020-01-02T03:04:05Z\ntags = ["a", 1, 1.5, true]\n[x]\ny = 1\n+++\nbody\n'
JSON = '{\n"title": "中", "date": "2020-01-02",\n"tags": ["a", 1, {"b": 1.10}],\n"draft": false\n}\nbody\n'
SAMPLES = (
    SAMPLE.encode(),
    SAMPLE.replace("\n", "\r\n").encode(),
    SAMPLE.encode("utf-8-sig"),
    SAMPLE.encode("utf-16"),
    SAMPLE.replace("Hello", "中文é").encode("gbk", "replace"),
    TOML.encode(),
    JSON.encode(),
)
LINES = [line for sample in SAMPLES[:1] for line in sample.splitlines(keepends=True)]
TOKENS = [
    b"---\n",
    b"...\n",
    b"+++\n",
    b"{\n",
    b"}\n",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\xff",
    b"\xe4\xb8",
    b"*me",
    b"&me ",
    b"<<: *me\n",
    b"<<: {a: b}\n",
    b"\t",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"'",
    b'"',
    b"!x ",
    b"? ",
    b": ",
    b"# ",
    b"| ",
    b"date: 9999-12-31 10:00:00\n",
    b"date: 2020-02-30\n",
    b"date: 1 Jan 2020 10:00 XYZ\n",
    b"title:\n",
    b"title: [a]\n",
    b"published:\n",
    b"published: maybe\n",
    b"slug: ''\n",
    b"permalink: /:x/\n",
    b"url: /a:b/\n",
    b"permalink: http://[\n",
    b"id: x\n",
    b"lang: \xe4\xb8\xad\n",
    b"\r",
    b"\xe2\x80\xa8",
    b"category: {a: b}\n",
    b"tag: [[x], ~]\n",
    b"1: 2\n",
    b"? [a]\n: b\n",
    b"hidden: maybe\n",
    b"authors: {a: [b]}\n",
    b'title: "\\x08"\n',
    b"date: 2020-01-01 00:00:00 +99:99\n",
    b"\xf0\x9f\x98\x80",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return front matter in which bytes were changed, cut and put in, and lines moved or doubled."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 4)):
            case 0:
                data[at:at] = draw(st.sampled_from(TOKENS))
            case 1:
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case 2:
                del data[at : at + draw(st.integers(1, 30))]
            case 3:
                start = data.rfind(b"\n", 0, at) + 1
                data[start:start] = draw(st.sampled_from(LINES + TOKENS))
            case _:
                other = draw(st.sampled_from(SAMPLES))
                data[at:] = other[draw(st.integers(0, len(other))) :]
    return bytes(data)


def check(reading: Reading, source: str) -> None:
    """Check what is true of every reading."""
    assert reading.source == source
    if reading.state == "published":
        post = reading.post
        assert post is not None
        assert post.title
        assert post.url.startswith("https://example.org/")
        assert post.url.isascii()
        assert post.published.tzinfo is not None
        assert post.updated.tzinfo is not None
    else:
        assert reading.reason
        assert reading.problems or reading.reason in {"draft", "unpublished"}
    for problem in reading.problems:
        assert problem.where.path == source
        assert (problem.where.line or 0) >= 1
        assert (problem.where.column or 0) >= 1
        assert ";" in problem.message or "must be" in problem.message
        str(problem).encode("utf-8", "surrogatepass")


def check_both(source: str, data: bytes, site: Site) -> None:
    """Check a reading, and that it is the same where nobody asks for its origins."""
    read = dialects.load(site.dialect).read
    reading = read(source, data, site)
    check(reading, source)
    assert read(source, data, site, origins=False) == reading._replace(origins=())


# Each generator's least site: its settings, and where a post lies.
GENERATORS = {
    "hugo": ({"hugo.toml": 'baseURL = "https://example.org/"'}, "content/posts/a.md"),
    "hexo": ({"_config.yml": "url: https://example.org\n"}, "source/_posts/a.md"),
    "zola": ({"config.toml": 'base_url = "https://example.org"'}, "content/a.md"),
    "pelican": ({"pelicanconf.py": "SITEURL = 'https://example.org'\n"}, "content/a.md"),
    "nikola": (
        {"conf.py": "SITE_URL = 'https://example.org/'\nPOSTS = (('posts/*.md', 'posts', 'p.tmpl'),)\n"},
        "posts/a.md",
    ),
    "eleventy": ({".eleventy.js": "", "feeds.toml": '[site]\nurl = "https://example.org"\n'}, "posts/a.md"),
    "astro": (
        {"astro.config.mjs": "", "feeds.toml": '[site]\nurl = "https://example.org"\n'},
        "src/content/blog/a.mdx",
    ),
    "docusaurus": (
        {"docusaurus.config.js": "", "feeds.toml": '[site]\nurl = "https://example.org"\n'},
        "blog/2020-01-02-a.mdx",
    ),
}


@pytest.fixture(scope="module", params=sorted(GENERATORS))
def generated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, str]:
    """Return the settings of a generator's least site, and a source in it."""
    files, source = GENERATORS[request.param]
    root = tmp_path_factory.mktemp(request.param)
    write(root, {**files, source: ""})
    site = config.load(root).site
    assert site.dialect == request.param
    return site, source


class TestAnyFile:
    """A worker does not raise for what a user wrote."""

    @given(data=mutated())
    def test_mutated_for_any_generator(self, generated: tuple[Site, str], data: bytes) -> None:
        """Nor does it in any other dialect."""
        site, source = generated
        check_both(source, data, site)

    @pytest.mark.parametrize("name", ["plain", "jekyll"])
    @given(data=mutated())
    def test_mutated(self, name: str, data: bytes) -> None:
        """A file that was broken in any way becomes a post, or is left out with a reason."""
        check_both(SOURCES[name], data, SITES[name])

    @pytest.mark.parametrize("name", ["plain", "jekyll"])
    @given(data=st.binary(max_size=80))
    def test_any_bytes(self, name: str, data: bytes) -> None:
        """So does a file of any bytes."""
        check(dialects.load(name).read(SOURCES[name], data, SITES[name]), SOURCES[name])

    @pytest.mark.parametrize("name", ["plain", "jekyll"])
    @given(
        matter=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        key=st.sampled_from(
            [
                "title",
                "date",
                "slug",
                "permalink",
                "tags",
                "categories",
                "author",
                "lang",
                "id",
                "published",
                "draft",
            ]
        ),
    )
    def test_any_value(self, name: str, matter: str, key: str) -> None:
        """So does a post with any value for a key that we read."""
        data = f"---\ntitle: a\n{key}: {matter}\n---\n".encode()
        check(dialects.load(name).read(SOURCES[name], data, SITES[name]), SOURCES[name])

    @pytest.mark.parametrize("name", ["plain", "jekyll"])
    @given(
        matter=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        key=st.sampled_from(
            ["title", "slug", "permalink", "tags", "categories", "author", "lang", "id", "published", "draft"]
        ),
    )
    def test_any_quoted_value(self, name: str, matter: str, key: str) -> None:
        """So does a post with any text in quotes."""
        escaped = "".join(f"\\U{ord(c):08x}" for c in matter)
        data = f'---\ntitle: a\n{key}: "{escaped}"\n---\n'.encode()
        check(dialects.load(name).read(SOURCES[name], data, SITES[name]), SOURCES[name])


def test_the_dialects_are_asked_in_the_order_of_their_ranks() -> None:
    """The short list that is gone through has every dialect, as its rank wants it."""
    assert sorted(dialects.RANKED, key=lambda name: dialects.load(name).rank) == list(dialects.RANKED)
    assert set(dialects.RANKED) == set(dialects.names())


@pytest.mark.parametrize("name", sorted(dialects.BY_SETTINGS))
def test_settings_know_their_sites(name: str) -> None:
    """A dialect that is recognised by its settings is so by what its record says."""
    module = import_module(f"feeds.collector.dialects._{name}_settings")
    assert dialects.load(name).recognises is module.recognises
