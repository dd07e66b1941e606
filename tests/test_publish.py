"""What publish promises: the run as a whole, told by what it returns and what lies in the output."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytest
from lxml import etree

from feeds import builders, outline, prints, publish
from feeds.builders import Builder
from feeds.config import load
from feeds.model import BadSettings, Document, Stop
from feeds.publish import Options, Result
from feeds.record import replace
from feeds.trace import Traced

if TYPE_CHECKING:
    from tests.conftest import Home

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = 2**62
"""So late, whatever was written just now is known for sure."""

_Item = TypeVar("_Item")


def build(home: Home, **options: object) -> Result:
    """Build the site."""
    chosen = replace(Options(now=NOW), **options)
    return publish.build(home.root, load(home.root), chosen)


def codes(result: Result) -> list[str]:
    """Return the codes of what stops the run."""
    return [problem.code for problem in result.blocking]


def test_first_build(home: Home) -> None:
    """Everything is built, checked and written, with the manifest."""
    result = build(home)
    assert [document.path for document in result.documents] == [
        "rss.xml", "category/news/rss.xml", "atom.xml", "category/news/atom.xml", "sitemap.xml",
    ]  # fmt: skip
    assert (result.left_out, result.problems, result.blocking) == ((), (), ())
    assert result.changes.new == ("posts/one.md", "posts/two.md")
    written = home.files()
    assert written.keys() == {document.path for document in result.documents} | {".feeds/manifest.json"}
    assert all(written[document.path] == document.data for document in result.documents)


def test_second_build_touches_nothing(home: Home) -> None:
    """What is equal is not written again: its time of change stays."""
    build(home)
    times = home.times()
    result = build(home, now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (result.plan.write, result.plan.remove, len(result.plan.unchanged)) == ((), (), 5)
    assert home.times() == times


def test_deleted_post(home: Home) -> None:
    """A post that was deleted is gone from every document, and nothing else is."""
    home.post("three", date="2026-01-04 03:04:05 +0800")
    before = {path: data for path, data in home.files().items() if path.endswith(".xml")}
    build(home)
    (home.root / "posts/three.md").unlink()
    result = build(home)
    assert result.changes.vanished == ("posts/three.md",)
    assert result.blocking == ()
    text = b"".join(home.files().values())
    assert b"three" not in text
    assert text.count(b"One") >= 4
    assert set(before) <= set(home.files())


def test_no_feed_is_too_long(home: Home) -> None:
    """A feed has room for a million bytes, and its oldest posts make room: none of them vanishes by that."""
    for day in range(1, 6):
        home.post(f"long-{day}", date=f"2026-02-0{day} 03:04:05 +0800", body="<p>word</p>\n" * 12_000)
    home.settings("max_bytes = 9_000_000\n")
    before = build(home)
    home.settings()
    result = build(home)
    assert (result.changes.vanished, result.changes.new, result.changes.reannounced) == ((), (), ())
    assert (result.problems, result.blocking) == ((), ())
    for size, document in ((len(one.sources), one) for one in result.documents if one.kind != "sitemap"):
        assert document.size <= 1_000_000
        assert 1 < size < 7
        assert size == len(set(document.sources))
    names = [document.path for document in result.documents]
    assert names == [document.path for document in before.documents]
    sitemap = next(document for document in result.documents if document.kind == "sitemap")
    assert sitemap.data.count(b"<loc>") == 8


def test_long_feed_without_archives(home: Home) -> None:
    """Where all posts are to stay, and no archive has them yet, the feed has them all."""
    for day in range(1, 6):
        home.post(f"long-{day}", date=f"2026-02-0{day} 03:04:05 +0800", body="<p>word</p>\n" * 12_000)
    home.settings("archive = true\n")
    feeds = [one for one in build(home).documents if one.kind == "atom"]
    assert [len(one.sources) for one in feeds] == [7, 7]
    home.settings("archive = true\narchive_size = 3\nlimit = 6\n")
    archived = {one.path: len(one.sources) for one in build(home).documents if one.kind == "atom"}
    assert archived["archive/atom-1.xml"] == archived["archive/atom-2.xml"] == 3
    assert 1 <= archived["atom.xml"] < 6


def test_deleted_category(home: Home) -> None:
    """The feed of a category that nobody uses any more is removed, with its folder."""
    file = home.post("three")
    file.write_text(file.read_text().replace("[News]", "[Old]"))
    build(home)
    assert (home.output / "category/old/rss.xml").is_file()
    file.unlink()
    build(home)
    assert not (home.output / "category/old").exists()
    assert (home.output / "category/news/rss.xml").is_file()


def test_damaged_post_stops_the_run(home: Home) -> None:
    """A post that was published and cannot be read any more stops all: the output stays as it is."""
    build(home)
    before, times = home.files(), home.times()
    home.write("posts/one.md", "---\ntitle: One: two\n---\n")
    home.post("three")
    result = build(home)
    assert codes(result) == ["lost-post"]
    assert str(result.blocking[0]).startswith("posts/one.md:2:11: lost-post: it was published, and its")
    assert (home.files(), home.times()) == (before, times)


def test_new_bad_post_is_left_out(home: Home) -> None:
    """A new post that cannot be read is left out and named; the good ones are published."""
    home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
    result = build(home)
    assert codes(result) == []
    assert [str(problem).partition(": ")[0] for problem in result.left_out] == ["posts/bad.md:2:9"]
    assert b"One" in home.files()["rss.xml"]


def test_strict(home: Home) -> None:
    """With `strict` any problem, be it a warning, stops the run."""
    home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
    assert codes(build(home, strict=True)) == ["yaml"]
    (home.root / "posts/bad.md").unlink()
    home.post("odd", body="a\x0bb")
    assert codes(build(home, strict=True)) == ["forbidden-character"]
    assert not home.files()


def test_check_writes_nothing(home: Home) -> None:
    """With `check` it is only told what would change: not even the output folder is made."""
    result = build(home, check=True)
    assert len(result.plan.write) == 5
    assert not home.output.exists()
    build(home)
    assert build(home, check=True).plan.write == ()


def test_changed_id_stops(home: Home) -> None:
    """An id that would change is a problem that names both, until it is accepted."""
    build(home)
    file = home.root / "posts/one.md"
    file.write_text(file.read_text().replace("title:", "id: tag:example.org,2026:one\ntitle:"))
    before = home.files()
    result = build(home)
    assert codes(result) == ["changed-id"]
    assert "from https://example.org/2026/01/02/one/ to tag:example.org,2026:one" in str(result.blocking[0])
    assert home.files() == before
    assert codes(build(home, accept_ids=True)) == []
    assert b"tag:example.org,2026:one" in home.files()["atom.xml"]


def test_renamed_file_keeps_its_entry(home: Home) -> None:
    """A file that was renamed and keeps its id is no news to anybody."""
    home.settings('[posts]\npermalink = "/:title/"\n')
    file = home.post("three")
    file.write_text(file.read_text().replace("title:", "id: tag:example.org,2026:three\ntitle:"))
    build(home)
    file.rename(home.root / "posts/drei.md")
    changes = build(home).changes
    assert (changes.new, changes.vanished, changes.reannounced) == ((), (), ())


def test_file_of_somebody_else_stops(home: Home) -> None:
    """A file that is not ours is not replaced until that is allowed."""
    home.write("output/rss.xml", "mine")
    result = build(home)
    assert codes(result) == ["not-ours"]
    assert home.files() == {"rss.xml": b"mine"}
    assert codes(build(home, overwrite=True)) == []
    assert home.files()["rss.xml"] != b"mine"


def test_overwrite_does_not_allow_bad_paths(home: Home) -> None:
    """--overwrite replaces files, never what is a folder."""
    home.write("output/rss.xml/keep.txt", "mine")
    assert codes(build(home, overwrite=True)) == ["bad-path"]
    assert home.files() == {"rss.xml/keep.txt": b"mine"}


def test_other_files_stay(home: Home) -> None:
    """What else lies in the output is not touched."""
    home.write("output/index.html", "page")
    home.write("output/category/news/index.html", "page")
    build(home)
    home.write("posts/one.md", "---\ntitle: One\ndate: 2026-01-02 03:04:05 +0800\n---\n")
    (home.root / "posts/two.md").unlink()
    build(home)
    assert home.files()["category/news/index.html"] == b"page"
    assert "category/news/rss.xml" not in home.files()


def spoil(monkeypatch: pytest.MonkeyPatch, fmt: str, change: Callable[[Document], Document]) -> None:
    """Let the builder of a format make something of its documents."""
    load = builders.load

    def spoilt(name: str) -> Builder:
        builder = load(name)
        made = (lambda edition: map(change, builder.build(edition))) if name == fmt else builder.build
        return replace(builder, build=made)

    monkeypatch.setattr(builders, "load", spoilt)


def test_document_with_a_fault_stops(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that fails its check is not written, and neither is any other."""
    build(home)
    before = home.files()
    home.post("three")
    spoil(monkeypatch, "atom", lambda one: replace(one, head=re.sub(rb"<id>.*?</id>", b"", one.head)))
    result = build(home)
    assert codes(result) == ["missing-element", "missing-element"]
    assert [problem.where.path for problem in result.blocking] == [
        f"{home.output}/atom.xml",
        f"{home.output}/category/news/atom.xml",
    ]
    assert home.files() == before


def test_entry_with_a_fault_stops(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of an entry is told at its post, with each document that it shows in."""
    build(home)
    before = home.files()
    home.post("three")

    def whole(document: Document) -> Document:
        data = document.data.replace(b"<title>Three</title>", b"", 1)
        return replace(document, head=data, pieces=(), tail=b"")

    spoil(monkeypatch, "atom", whole)
    result = build(home)
    assert codes(result) == ["missing-element"] * 2
    faults = [problem for problem in result.blocking if isinstance(problem, Traced)]
    assert [str(fault.where) for fault in faults] == ["posts/three.md:1"] * 2
    assert [(fault.document.path, fault.document.element) for fault in faults] == [
        (f"{home.output}/atom.xml", "/feed/entry[3]"),
        (f"{home.output}/category/news/atom.xml", "/feed/entry[3]"),
    ]
    assert home.files() == before


def test_feed_with_a_warning(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning about a document is told by each run that meets it, and stops only a strict one."""
    old = b"<updated>2000-01-01T00:00:00+00:00</updated>"
    spoil(
        monkeypatch, "atom", lambda one: replace(one, head=re.sub(rb"<updated>.*?</updated>", old, one.head))
    )
    for _ in range(2):
        result = build(home, cache=home.root / ".feeds-cache", begun=LATER)
        assert [problem.code for problem in result.problems] == ["feed-date", "feed-date"]
        assert codes(result) == []
    assert codes(build(home, strict=True)) == ["feed-date", "feed-date"]


def test_no_page_for_the_sitemap(home: Home) -> None:
    """Where no post and no page wants to be in a sitemap there is none, and the feeds are built."""
    home.settings("[sitemap]\nhome = false\n")
    for name in ("one", "two"):
        home.write(f"posts/{name}.md", f"---\ntitle: {name}\ndate: 2026-01-02\nsitemap: false\n---\n")
    assert codes(build(home)) == []
    assert home.files().keys() == {"rss.xml", "atom.xml", ".feeds/manifest.json"}


def test_two_documents_of_one_path(home: Home) -> None:
    """Settings that give two documents one path are refused in one line."""
    home.settings('[feeds.paths]\nrss = "feed.xml"\natom = "feed.xml"\n')
    with pytest.raises(BadSettings, match=r"^feed\.xml: is the path of two documents, rss and atom;"):
        build(home)
    assert not home.files()


@pytest.mark.parametrize(("text", "said"), [
    ("---\ntitle: a: b\n---\n", "can be published; the first: posts/one.md:2:9: yaml: "),
    ("---\ntitle: a\ndraft: true\n---\n", "can be published; the first: posts/one.md: draft"),
])  # fmt: skip
def test_nothing_to_publish(home: Home, text: str, said: str) -> None:
    """Where nothing can be published the run stops, and says why with the first file."""
    (home.root / "posts/two.md").unlink()
    home.write("posts/one.md", text)
    with pytest.raises(Stop) as caught:
        build(home)
    assert said in str(caught.value)


def test_no_posts_at_all(home: Home) -> None:
    """An empty folder stops the run: what was published is not replaced by nothing."""
    build(home)
    before = home.files()
    for name in ("one", "two"):
        (home.root / f"posts/{name}.md").unlink()
    with pytest.raises(Stop, match=r"^posts: there are no posts in it; write one, or name another folder"):
        build(home)
    assert home.files() == before


def test_no_formats(home: Home) -> None:
    """Settings that publish nothing are refused: they would remove all that is published."""
    build(home)
    before = home.files()
    home.settings("[feeds]\nformats = []\n")
    with pytest.raises(BadSettings, match=r"^feeds\.toml: feeds\.formats: must not be empty$"):
        build(home)
    assert home.files() == before


@pytest.mark.parametrize("category", ['"a\\x01b"', '"a\\ufffeb"'])
def test_forbidden_characters_in_categories(home: Home, category: str) -> None:
    """What XML forbids in a category is taken out, and that alone: never a traceback."""
    home.write("posts/odd.md", f"---\ntitle: Odd\ndate: 2026-01-02\ncategories: [{category}, B]\n---\n")
    result = build(home)
    assert codes(result) == []
    rss = etree.fromstring(home.files()["rss.xml"])
    assert {one.text for one in rss.iterfind("channel/item[title='Odd']/category")} == {"ab", "B"}


def test_half_a_pair_in_a_category(home: Home) -> None:
    """Nor half a surrogate pair, which JSON can write."""
    home.write("posts/odd.md", '{\n"title": "Odd", "date": "2026-01-02", "categories": ["a\\ud800b"]\n}\n')
    result = build(home)
    assert codes(result) == []
    assert b"<category>ab</category>" in home.files()["rss.xml"]


@pytest.mark.parametrize("line", ['title = "a\\u0001b"', 'description = "a\\u0001b"'])
def test_forbidden_characters_in_the_settings(home: Home, line: str) -> None:
    """What XML forbids in the settings is refused: never a traceback."""
    home.write("feeds.toml", f'[site]\nurl = "https://example.org"\ntimezone = "UTC"\n{line}\n')
    with pytest.raises(BadSettings, match=r"^feeds\.toml: site\.\w+: it has U\+0001, which XML forbids; r"):
        build(home)


@pytest.mark.parametrize("url", ["https://example.org/中文", "https://例え.jp/ブログ"])
def test_site_of_any_script(home: Home, url: str) -> None:
    """A site's URL may be written in any script, as its posts' may."""
    home.write("feeds.toml", f'[site]\nurl = "{url}"\ntimezone = "UTC"\n')
    assert codes(build(home)) == []


@pytest.mark.parametrize(
    ("matter", "body", "said"),
    [
        ("id: 'urn:x:%zz'", "x", "posts/bad.md:4:5: id"),
        ("id: 'https://example.org:99999/'", "x", "posts/bad.md:4:5: id"),
        ("id: word", "x", "posts/bad.md:4:5: id"),
        (f"permalink: /{'a' * 3_000}/", "x", "posts/bad.md:1:1: long-url"),
    ],
    ids=["id that is no URI", "port that is none", "word for an id", "long permalink"],
)
def test_a_bad_post_never_blocks_the_good_ones(home: Home, matter: str, body: str, said: str) -> None:
    """A new post that no feed can hold is left out and named itself; the good ones are published."""
    home.write("posts/bad.md", f"---\ntitle: Bad\ndate: 2026-01-05\n{matter}\n---\n{body}\n")
    result = build(home)
    assert codes(result) == []
    (problem,) = result.left_out
    assert str(problem).startswith(said)
    assert b"One" in home.files()["rss.xml"]


@pytest.mark.parametrize(
    ("body", "code"),
    [("x" * 11_000_000, "long-body"), ("<div>" * 1_000, "deep-markup")],
    ids=["long", "deep"],
)
def test_a_body_that_no_reader_takes(home: Home, body: str, code: str) -> None:
    """A post whose body is too much for readers is published without it, with a warning."""
    home.write("posts/bad.md", f"---\ntitle: Bad\ndate: 2026-01-05\ndescription: Short\n---\n{body}\n")
    result = build(home)
    assert (codes(result), result.left_out) == ([], ())
    assert [(p.where.path, p.code, p.level) for p in result.problems] == [("posts/bad.md", code, "warning")]
    (item, *_) = etree.fromstring(home.files()["rss.xml"]).iterfind("channel/item")
    assert (item.findtext("title"), item.findtext("description")) == ("Bad", "Short")


@pytest.mark.parametrize("date", ["1000-01-01", "1001-01-01", "9998-12-31 23:59:59", "9999-12-31"])
def test_ends_of_time(home: Home, date: str) -> None:
    """Dates at the ends of what can be said never spoil a feed, whatever the zone had for clocks then."""
    for zone in ("Asia/Shanghai", "America/New_York"):
        home.write(
            "feeds.toml",
            f'[site]\nurl = "https://example.org"\ntimezone = "{zone}"\n[posts]\nfuture = true\n',
        )
        home.write("posts/old.md", f"---\ntitle: Old\ndate: {date}\n---\nx\n")
        result = build(home, check=True)
        assert codes(result) == []
        assert result.posts == (2 if date in {"1000-01-01", "9999-12-31"} else 3)


@pytest.mark.parametrize(("letters", "left"), [(2_047, 0), (2_048, 1)])
def test_length_of_a_url(home: Home, letters: int, left: int) -> None:
    """sitemaps.org: a URL has less than 2,048 characters; a letter more and the post is left out."""
    path = "a" * (letters - len("https://example.org//"))
    home.write("posts/long.md", f"---\ntitle: Long\ndate: 2026-01-05\npermalink: /{path}/\n---\n")
    result = build(home)
    assert codes(result) == []
    assert [problem.code for problem in result.left_out] == ["long-url"] * left
    assert (b"Long" in home.files()["rss.xml"]) is not bool(left)


@pytest.mark.parametrize("jobs", [1, 2])
def test_jobs_change_nothing(home: Home, jobs: int) -> None:
    """As many workers as one likes make the same bytes."""
    result = build(home, jobs=jobs)
    home.output.rename(home.root / "other")
    assert result.documents == build(home).documents


def test_watch_sees_every_stage(home: Home) -> None:
    """Whoever watches is told the stage and how much there is, and passes all of it on."""
    seen: list[tuple[str, int]] = []

    def watch(title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterable[_Item]:
        passed = list(items)
        seen.append((title, total))
        assert title in {"Reading", "Rendering"} or len(passed) == total
        return passed

    publish.build(home.root, load(home.root), Options(now=NOW), watch)
    assert seen == [
        ("Finding", 0), ("Reading", 1), ("Choosing", 0), ("Rendering", 1), ("Building", 0), ("Checking", 5),
        ("Comparing", 0), ("Writing", 0),
    ]  # fmt: skip


def test_collect_and_choose(home: Home) -> None:
    """What only tells of the posts reads them the same way, and renders nothing."""
    home.post("later", date="2027-01-01")
    site = load(home.root).site
    readings = publish.collect(home.root, site, NOW)
    assert [(one.source, one.state) for one in readings] == [
        ("posts/later.md", "scheduled"), ("posts/one.md", "published"), ("posts/two.md", "published"),
    ]  # fmt: skip
    channels = outline.channels(readings, site)
    assert [(one.name, [post.source for post in one.posts]) for one in channels] == [
        ("", ["posts/two.md", "posts/one.md"]), ("News", ["posts/two.md", "posts/one.md"]),
    ]  # fmt: skip


class TestMemory:
    """A cache is only quicker: whatever becomes of it, every byte is what a run without one makes."""

    @pytest.fixture
    def site(self, home: Home) -> Home:
        """Return a site with 20 posts more and something wrong with some, that has been built once."""
        for number in range(3, 23):
            home.post(f"n{number}", date=f"2026-02-{number:02} 03:04:05 +0800", body=f"*{number}*")
        home.post("odd", body="a\x0bb")
        home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        home.post("later", date="2030-01-01")
        self.check(home)
        return home

    def check(self, site: Home, *, begun: int = LATER, **options: object) -> Result:
        """Build with the cache, and find what a build without it makes, in an output of its own."""
        config = load(site.root)
        found = build(site, cache=site.root / ".feeds-cache", begun=begun, **options)
        fresh = site.root / "fresh"
        chosen = replace(Options(now=NOW), **{**options, "jobs": 1})
        anew = publish.build(site.root, replace(config, output=fresh), chosen)
        made = {
            path.relative_to(fresh).as_posix(): path.read_bytes()
            for path in fresh.rglob("*")
            if path.is_file()
        }
        assert site.files() == made
        assert [one.path for one in found.documents] == [one.path for one in anew.documents]
        assert (found.posts, found.left_out, found.problems) == (anew.posts, anew.left_out, anew.problems)
        assert found.changes == anew.changes or found.plan.write == ()
        return found

    def rows(self, site: Home) -> dict[str, bytes]:
        """Return all that the cache has."""
        with closing(sqlite3.connect(site.root / ".feeds-cache/cache.sqlite")) as base:
            return dict(base.execute("SELECT name, data FROM kept ORDER BY name"))

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_changes(self, site: Home, jobs: int) -> None:
        """With one worker or two: nothing changed, then this and that."""
        assert self.check(site, jobs=jobs).plan.write == ()
        site.post("one", body="Changed.")
        assert self.check(site, jobs=jobs).changes.updated == ("posts/one.md",)
        site.post("new")
        assert self.check(site, jobs=jobs).changes.new == ("posts/new.md",)
        (site.root / "posts/new.md").unlink()
        assert self.check(site, jobs=jobs).changes.vanished == ("posts/new.md",)
        (site.root / "posts/two.md").rename(site.root / "posts/zwei.md")
        self.check(site, jobs=jobs, accept_ids=True)
        site.settings("[feeds]\ntags = true\nlimit = 7\n")
        self.check(site, jobs=jobs)
        assert self.check(site, jobs=jobs).plan.write == ()

    def test_time(self, site: Home) -> None:
        """A scheduled post appears when it is due, and an expired one goes, though no file has changed."""
        assert b"Later" not in site.files()["rss.xml"]
        self.check(site, now=datetime(2031, 1, 1, tzinfo=UTC))
        assert b"Later" in site.files()["rss.xml"]
        self.check(site)
        assert b"Later" not in site.files()["rss.xml"]

    @pytest.mark.parametrize("how", ["lost", "none", "short", "no folder"])
    def test_lost(self, site: Home, how: str) -> None:
        """The cache is lost, whole or in part."""
        file = site.root / ".feeds-cache/cache.sqlite"
        if how == "lost":
            file.unlink()
        elif how == "none":
            file.write_bytes(b"")
        elif how == "short":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        else:
            shutil.rmtree(file.parent)
        self.check(site)
        assert self.check(site).plan.write == ()

    def test_each_value_lost(self, home: Home) -> None:
        """Any one of its values is lost, and a post changes at the same time."""
        site = home
        site.post("odd", body="a\x0bb")
        self.check(site)
        for number, name in enumerate(self.rows(site)):
            with closing(sqlite3.connect(site.root / ".feeds-cache/cache.sqlite")) as base, base:
                base.execute("DELETE FROM kept WHERE name = ?", [name])
            site.post("one", body=f"Changed {number}.")
            self.check(site)

    def test_each_value_damaged(self, home: Home) -> None:
        """Any one of its values has a bit that is not what it was, at its begin, its end or between."""
        site, random = home, Random(5)
        site.post("odd", body="a\x0bb")
        self.check(site)
        for number, (name, data) in enumerate(self.rows(site).items()):
            for place in {0, len(data) - 1, random.randrange(len(data))}:
                spoilt = bytearray(data)
                spoilt[place] ^= 1 << random.randrange(8)
                with closing(sqlite3.connect(site.root / ".feeds-cache/cache.sqlite")) as base, base:
                    base.execute("UPDATE kept SET data = ? WHERE name = ?", [bytes(spoilt), name])
                site.post("one", body=f"Changed {number} {place}.")
                self.check(site)

    @pytest.mark.parametrize("seed", range(25))
    def test_file_damaged(self, site: Home, seed: int) -> None:
        """Any bits of its file are not what they were."""
        random, file = Random(seed), site.root / ".feeds-cache/cache.sqlite"
        data = bytearray(file.read_bytes())
        for _ in range(random.choice([1, 2, 50])):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        file.write_bytes(data)
        if seed % 2:
            site.post("one", body="Changed.")
        self.check(site)
        assert self.check(site).plan.write == ()

    def test_of_another_version(self, site: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another version has kept its own under the same names."""
        file = site.root / ".feeds-cache/cache.sqlite"
        with closing(sqlite3.connect(file)) as base, base:
            base.execute("UPDATE kept SET name = 'f' || substr(name, 2), data = x'00'")
        self.check(site)

    def test_of_another_output(self, site: Home) -> None:
        """What is known of one output's files says nothing of another's."""
        shutil.copytree(site.output, site.root / "copy")
        (site.root / "copy/rss.xml").write_bytes(b"x")
        for name in ("copy", "output"):
            result = publish.build(
                site.root, replace(load(site.root), output=site.root / name),
                Options(now=NOW, cache=site.root / ".feeds-cache", begun=LATER),
            )  # fmt: skip
            assert [one.path for one in result.plan.write] == (["rss.xml"] if name == "copy" else [])
        self.check(site)

    def test_pieces_lost_in_between(self, site: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another run throws away what this one was about to use."""
        site.post("one", body="Changed.")
        load_prints = prints.load

        def meddle(data: bytes | None) -> object:
            with closing(sqlite3.connect(site.root / ".feeds-cache/cache.sqlite")) as base, base:
                base.execute("DELETE FROM kept")
            return load_prints(data)

        with monkeypatch.context() as patch:
            patch.setattr(prints, "load", meddle)
            build(site, cache=site.root / ".feeds-cache", begun=LATER)
        self.check(site)

    @pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
    def test_another_run_holds_it(self, site: Home, how: str) -> None:
        """Another run holds its file all the time."""
        site.post("one", body="Changed.")
        with closing(sqlite3.connect(site.root / ".feeds-cache/cache.sqlite", isolation_level=None)) as base:
            base.execute(how)
            found = build(site, cache=site.root / ".feeds-cache", begun=LATER)
        assert {one.path: one.data for one in found.documents}.items() <= site.files().items()
        self.check(site)

    def test_two_runs_at_once(self, site: Home) -> None:
        """Two runs for two outputs share it, as quick as they are."""
        config = load(site.root)

        def run(number: int) -> None:
            options = Options(now=NOW, cache=site.root / ".feeds-cache", begun=time.time_ns())
            with suppress(Stop):  # a post was changed in between
                publish.build(site.root, replace(config, output=site.root / f"out{number}"), options)

        def runs(number: int) -> None:
            for _ in range(3):
                run(number)

        threads = [threading.Thread(target=runs, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for number in range(5):
            site.post("one", body=f"Changed {number}.")
        for thread in threads:
            thread.join()
        for number in range(2):
            run(number)
        self.check(site)
        assert (site.root / "out0/rss.xml").read_bytes() == site.files()["rss.xml"]
        assert (site.root / "out1/rss.xml").read_bytes() == site.files()["rss.xml"]

    def test_a_file_in_its_place(self, site: Home) -> None:
        """There is no folder for it, and none can be made."""
        shutil.rmtree(site.root / ".feeds-cache")
        (site.root / ".feeds-cache").write_bytes(b"mine")
        self.check(site)
        assert (site.root / ".feeds-cache").read_bytes() == b"mine"

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    def test_a_full_disk(self, site: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is no room for it."""
        connect = sqlite3.connect

        def small(*args: object, **options: object) -> sqlite3.Connection:
            base = connect(*args, **options)  # type: ignore[call-overload] # whatever it is called with
            assert isinstance(base, sqlite3.Connection)
            base.execute("PRAGMA max_page_count = 2")
            return base

        shutil.rmtree(site.root / ".feeds-cache")
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", small)
            self.check(site)
        self.check(site)

    @pytest.mark.parametrize("how", ["changed", "removed", "touched", "same size"])
    def test_output_meddled_with(self, site: Home, how: str) -> None:
        """Somebody changes a file of the output, or removes it: the next run puts it right."""
        file = site.output / "category/news/rss.xml"
        data, before = file.read_bytes(), file.stat()
        if how == "changed":
            file.write_bytes(b"x")
        elif how == "removed":
            file.unlink()
        else:
            file.write_bytes(data.replace(b"One", b"Uno") if how == "same size" else data)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert len(self.check(site).plan.write) == (0 if how == "touched" else 1)
        assert file.read_bytes() == data

    def test_output_made_by_somebody_else(self, site: Home) -> None:
        """Where somebody else has made what a new post would be in, the run stops, as without a cache."""
        site.write("output/category/fresh/rss.xml", "mine")
        site.write("posts/fresh.md", "---\ntitle: F\ndate: 2026-03-01\ncategories: [Fresh]\n---\n")
        for _ in range(2):
            result = build(site, cache=site.root / ".feeds-cache", begun=LATER)
            assert codes(result) == ["not-ours"]
            assert result.seen is None
        assert site.files()["category/fresh/rss.xml"] == b"mine"

    def test_check_keeps_nothing(self, home: Home) -> None:
        """A run that only checks writes no cache either."""
        build(home, check=True, cache=home.root / ".feeds-cache", begun=LATER)
        assert not (home.root / ".feeds-cache").exists()

    def test_includes(self, home: Home) -> None:
        """An entry that includes a file is made anew each time, and such a run cannot be answered for."""
        home.write("_config.yml", "timezone: UTC\n")
        home.write("_includes/a.html", "old")
        home.write("_posts/2026-01-01-a.md", "---\ntitle: A\n---\n{% include a.html %}\n")
        for word in ("old", "new"):
            home.write("_includes/a.html", word)
            assert self.check(home).seen is None
            assert word.encode() in home.files()["rss.xml"]

    def test_seen(self, site: Home) -> None:
        """A run says on what it depends, if that is all known."""
        seen = self.check(site).seen
        assert seen is not None
        assert len(seen.sources) == 25
        assert seen.folders >= {str(site.root / "posts")}
        assert {Path(path).relative_to(site.output).as_posix() for path in seen.left} == {*site.files()}
        assert seen.since == NOW.timestamp()
        assert seen.until == datetime(2029, 12, 31, 16, tzinfo=UTC).timestamp()
        assert build(site).seen is None
        assert build(site, cache=site.root / ".new", begun=0).seen is None
        assert build(site, cache=site.root / ".feeds-cache", begun=LATER, strict=True).seen is None

    def test_repeated(self, site: Home) -> None:
        """What the same run would say once more is what it then says."""
        site.post("new")
        site.write("output/category/old/rss.xml", "x")
        site.post("old").write_text("---\ntitle: Old\ndate: 2026-01-01\ncategories: [Gone]\n---\n")
        build(site, cache=site.root / ".feeds-cache", begun=LATER)
        (site.root / "posts/old.md").unlink()
        site.write("output/category/gone/rss.xml", "by hand")
        first = build(site, cache=site.root / ".feeds-cache", begun=LATER)
        assert [problem.code for problem in first.plan.kept] == ["not-ours"]
        again = build(site, cache=site.root / ".feeds-cache", begun=LATER)
        said = publish.repeated(first)
        for name in ("posts", "changes", "left_out", "problems", "blocking"):
            assert getattr(said, name) == getattr(again, name), name
        for one, other in zip(said.documents, again.documents, strict=True):
            assert (one.path, one.kind, one.sources) == (other.path, other.kind, other.sources)
            assert (one.data, one.size) == (other.data, other.size)
        for name in ("write", "unchanged", "remove", "foreign", "kept", "files"):
            assert getattr(said.plan, name) == getattr(again.plan, name), name
