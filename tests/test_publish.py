"""What publish promises: the run as a whole, told by what it returns and what lies in the output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import pytest
from lxml import etree

from feeds import builders, publish
from feeds.config import load
from feeds.model import BadSettings, Document, Edition, Stop
from feeds.publish import Options, Result
from feeds.trace import Traced

if TYPE_CHECKING:
    from tests.conftest import Home

NOW = datetime(2026, 6, 1, tzinfo=UTC)
_Item = TypeVar("_Item")


def build(home: Home, **options: object) -> Result:
    """Build the site."""
    chosen = replace(Options(now=NOW), **options)  # type: ignore[arg-type] # whatever a test gives
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


def test_document_with_a_fault_stops(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that fails its check is not written, and neither is any other."""
    build(home)
    before = home.files()
    home.post("three")
    real = builders.load("atom").build

    def broken(edition: Edition) -> Iterator[Document]:
        for document in real(edition):
            yield replace(document, data=document.data.replace(b"<title>Three</title>", b"", 1))

    monkeypatch.setattr(
        builders, "load",
        lambda name, load=builders.load: replace(load(name), build=broken) if name == "atom" else load(name),
    )  # fmt: skip
    result = build(home)
    assert codes(result) == ["missing-element", "missing-element"]
    faults = [problem for problem in result.blocking if isinstance(problem, Traced)]
    assert [problem.where.path for problem in faults] == ["posts/three.md", "posts/three.md"]
    assert [problem.document.path for problem in faults] == [
        f"{home.output}/atom.xml",
        f"{home.output}/category/news/atom.xml",
    ]
    assert home.files() == before


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
        assert len(publish.published(result.readings)) == (2 if date in {"1000-01-01", "9999-12-31"} else 3)


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

    def watch(title: str, items: Iterable[_Item], total: int, /) -> Iterable[_Item]:
        passed = list(items)
        seen.append((title, total))
        assert len(passed) == total
        return passed

    publish.build(home.root, load(home.root), Options(now=NOW), watch)
    assert seen == [("Reading", 2), ("Rendering", 2), ("Checking", 5)]


def test_collect_and_choose(home: Home) -> None:
    """What only tells of the posts reads them the same way, and renders nothing."""
    home.post("later", date="2027-01-01")
    site = load(home.root).site
    readings = publish.collect(home.root, site, NOW)
    assert [(one.source, one.state) for one in readings] == [
        ("posts/later.md", "scheduled"), ("posts/one.md", "published"), ("posts/two.md", "published"),
    ]  # fmt: skip
    assert [post.source for post in publish.published(readings)] == ["posts/one.md", "posts/two.md"]
    assert [one.name for one in publish.choose(publish.published(readings), site).channels] == ["", "News"]
