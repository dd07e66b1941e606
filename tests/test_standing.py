"""What standing.py promises: of what nothing has moved nothing is made again, and all else is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest

from feeds import publish, standing
from feeds.builders._sheets import Press
from feeds.cache import Cache, version
from feeds.config import load
from feeds.model import Channel, Document, Edition, Problem, Where
from tests.conftest import Home
from tests.test_outline import build, check

ALL = '[feeds]\nformats = ["rss", "atom", "jsonfeed", "sitemap", "opml", "page"]\n'

Made = list[str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return the names of the channels of which feeds were made."""
    found: Made = []
    usual = Press._of

    def of(press: Press, channel: Channel, path: str, edition: Edition) -> Iterator[Document]:
        found.append(f"{press.format} {channel.name}")
        return usual(press, channel, path, edition)

    monkeypatch.setattr(Press, "_of", of)
    return found


def post(home: Home, name: str, day: int, category: str, body: str = "Hello.", more: str = "") -> None:
    """Write a post of one category."""
    home.write(
        f"posts/{name}.md",
        f"---\ntitle: {name}\ndate: 2026-01-{day:02} 03:04:05 +0800\ncategories: [{category}]\n{more}---\n"
        f"{body}\n",
    )


@pytest.fixture
def site(home: Home) -> Home:
    """Return a site with two categories, that was built once."""
    home.settings(ALL)
    for day in range(1, 5):
        post(home, f"p{day}", day, "News" if day % 2 else "Life")
    build(home)
    return home


class TestStands:
    """A feed that lists nothing else than it did is not made again."""

    def test_nothing_changed(self, site: Home, made: Made) -> None:
        """No feed is, and the sitemap neither."""
        assert build(site).plan.unchanged
        assert made == []

    def test_one_body(self, site: Home, made: Made) -> None:
        """Those are that list a post with another body, in all formats."""
        post(site, "p2", 2, "Life", "Changed.")
        told = build(site)
        assert sorted(made) == sorted(
            f"{fmt} {name}" for fmt in ("atom", "jsonfeed", "rss") for name in ("", "Life")
        )
        assert len(told.plan.write) == 6
        made.clear()
        check(site)

    def test_one_more(self, site: Home, made: Made) -> None:
        """So it is with a post that is new; the others' entries are told of all the same."""
        post(site, "p5", 5, "Life")
        found = build(site)
        assert {name.partition(" ")[2] for name in made} == {"", "Life"}
        assert found.changes.new == ("posts/p5.md",)
        told = next(one for one in found.documents if one.path == "category/news/rss.xml")
        assert told.sources == ("posts/p3.md", "posts/two.md", "posts/one.md", "posts/p1.md")

    def test_a_feed_that_somebody_changed(self, site: Home, made: Made) -> None:
        """What does not lie there as it was left is made again: also what goes with it."""
        site.write("output/category/news/rss.xml", b"x")
        build(site)
        assert {*made} == {"rss News", "atom News", "jsonfeed News"}
        assert b"<rss" in site.files()["category/news/rss.xml"]

    def test_touched(self, site: Home, made: Made) -> None:
        """The same bytes in another file, as in a fresh checkout, are as good."""
        data = (site.output / "rss.xml").read_bytes()
        (site.output / "rss.xml").unlink()
        site.write("output/rss.xml", data)
        build(site)
        assert made == []

    def test_problems_of_its_entries(self, site: Home, made: Made) -> None:
        """They are told as before."""
        post(site, "p1", 1, "News", "a\x0bb")
        build(site)
        post(site, "p2", 2, "Life", "Changed.")
        made.clear()
        told = check(site)
        assert "forbidden-character" in {one.code for one in told.problems}
        assert "rss News" in made  # by the run without the cache
        assert made.count("rss News") == 1


class TestFalls:
    """What may be otherwise without any file of a post being so is made each time."""

    def test_a_recording(self, site: Home) -> None:
        """The size of a file stands in the entries that tell of it."""
        post(site, "p1", 1, "News", more="enclosure: /talk.mp3\n")
        site.write("talk.mp3", b"1234")
        build(site)
        before = site.files()["category/news/rss.xml"]
        site.write("talk.mp3", b"123456")
        check(site)
        assert site.files()["category/news/rss.xml"] != before

    def test_another_language(self, site: Home) -> None:
        """The feed of the site names those in other languages, also where it lists nothing of them."""
        site.settings(f"{ALL}limit = 1\nlanguages = true\n")
        build(site)
        post(site, "p1", 1, "News", more="lang: en\n")
        check(site)
        assert b"language/en/rss.xml" in site.files()["rss.xml"]

    def test_complaint(self, site: Home, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is wrong with a feed as a whole is told each time."""
        where = Where(path="rss.xml", line=1, column=1)
        fault = Problem(where=where, code="x", message="y", level="warning")
        monkeypatch.setattr(
            publish,
            "check",
            lambda document, *_: (fault,) if document.path == "category/news/atom.xml" else (),
        )
        post(site, "p1", 1, "News", "Changed.")
        for _ in range(2):
            made.clear()
            assert fault in build(site).problems
            assert "rss News" in made

    def test_settings(self, site: Home, made: Made) -> None:
        """With other settings nothing stands."""
        site.settings(f"{ALL}limit = 1\n")
        check(site)
        assert made.count("rss News") == 2

    @pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b"\xff", b'{"entries":[],"documents":{}}', None])
    def test_damage(self, site: Home, made: Made, junk: bytes | None) -> None:
        """What is kept of them is lost, or is something else."""
        memory = Cache(site.root / ".cache", version(load(site.root).site))
        rows = memory.scan("")
        gone = {standing.NAME} if junk is None else set[str]()
        memory.save({} if junk is None else {standing.NAME: junk}, rows.keys() - gone)
        post(site, "p2", 2, "Life", "Changed.")
        check(site)
        assert made.count("rss News") == 2

    @pytest.mark.parametrize("number", [-1, 99])
    def test_numbers_of_nothing(self, site: Home, made: Made, number: int) -> None:
        """What is told by a number that none has is not believed."""
        memory = Cache(site.root / ".cache", version(load(site.root).site))
        rows = memory.scan("")
        said = json.loads(rows[standing.NAME])
        for (*_, lists), *_ in filter(None, said["documents"].values()):
            lists[:1] = [number] if lists else []
        memory.save({standing.NAME: json.dumps(said).encode()}, rows.keys())
        post(site, "p2", 2, "Life", "Changed.")
        check(site)
        assert made.count("rss News") == 2


@pytest.mark.parametrize("seed", range(10))
def test_whatever_changes(home: Home, seed: int) -> None:
    """Whatever is done to posts and output between runs, what comes out is as without a cache."""
    random = Random(seed)
    more = random.choice(
        ["", "limit = 2\n", "limit = 2\narchive = true\narchive_size = 2\n", "max_bytes = 3000\n"]
    )
    home.settings(f"{ALL}tags = true\nlanguages = true\n{more}")
    for number in range(6):
        for _ in range(random.choice([1, 1, 2, 3])):
            name = random.randint(1, 9)
            what = random.random()
            files = sorted(home.output.rglob("*.xml")) if home.output.exists() else []
            if what < 0.1 and number:
                (home.root / f"posts/p{name}.md").unlink(missing_ok=True)
            elif what < 0.3 and files:
                random.choice(files).write_bytes(b"x")
            elif what < 0.4 and files:
                random.choice(files).unlink()
            else:
                lang = random.choice(["", "", "lang: en\n", "tags: [a, b]\n", "enclosure: /talk.mp3\n"])
                post(
                    home,
                    f"p{name}",
                    name,
                    random.choice(["News", "Life"]),
                    "x" * random.randint(1, 600),
                    lang,
                )
        home.write("talk.mp3", b"x" * random.randint(1, 3))
        check(home)
