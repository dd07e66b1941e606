"""What outline.py promises: where bodies alone have changed, all comes out as if it knew every post."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from feeds import outline, publish
from feeds.cache import Cache, version
from feeds.config import load
from feeds.publish import Options, Result
from feeds.record import replace
from tests.conftest import Home

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = 2**62
"""So late, whatever was written just now is known for sure."""

Draws = list[datetime]


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> Draws:
    """Return when outlines were drawn anew."""
    drawn: Draws = []
    draw = outline.draw

    def watched(*words: object) -> outline.Outline:
        made = draw(*words)  # type: ignore[arg-type] # it passes on what it gets
        drawn.append(made.since)
        return made

    monkeypatch.setattr(outline, "draw", watched)
    return drawn


@pytest.fixture
def site(home: Home) -> Home:
    """Return a site with a draft, a post to come, and a bad one, that was built once."""
    home.write("posts/draft.md", "---\ntitle: Draft\ndate: 2026-01-05\ndraft: true\n---\n")
    home.write("posts/bad.md", "---\ntitle: Bad\ndate: once\n---\n")
    home.post("soon", date="2026-06-02 00:00:00 +0000")
    home.post("uno").write_text("---\ntitle: One\ndate: 2026-01-02\nslug: one\n---\nx\n")
    build(home)
    return home


def build(home: Home, now: datetime = NOW, **options: object) -> Result:
    """Build the site with its cache."""
    chosen = replace(Options(now=now, cache=home.root / ".cache", begun=LATER), **options)
    return publish.build(home.root, load(home.root), chosen)


def check(home: Home, now: datetime = NOW) -> Result:
    """With the cache, the output and what is said are those of a run without one."""
    before = {path: home.output / path for path in home.files()}
    held = {path: file.read_bytes() for path, file in before.items()}
    told = build(home, now)
    files = home.files()
    for path in files.keys() - held.keys():
        (home.output / path).unlink()
    for path, data in held.items():
        home.write(f"output/{path}", data)
    fresh = build(home, now, cache=None)
    assert home.files() == files
    assert (told.posts, told.changes, told.due) == (fresh.posts, fresh.changes, fresh.due)
    for name in ("left_out", "problems", "blocking"):
        assert sorted(map(str, getattr(told, name))) == sorted(map(str, getattr(fresh, name)))
    assert [(one.path, one.sources) for one in told.documents] == [
        (one.path, one.sources) for one in fresh.documents
    ]
    return told


class TestRecalled:
    """Where nothing but bodies has changed since then, nothing is chosen anew."""

    def test_body(self, site: Home, draws: Draws) -> None:
        """One post has another body: it is in the feeds, and told of."""
        site.post("one", body="Changed.")
        told = build(site)
        assert (draws, told.changes.updated) == ([], ("posts/one.md",))
        assert b"Changed." in site.files()["rss.xml"]
        site.post("two", date="2026-01-03 03:04:05 +0800", body="Changed too.")
        assert check(site).changes.updated == ("posts/two.md",)

    def test_title(self, site: Home, draws: Draws) -> None:
        """So it is with all that no channel is chosen by."""
        site.write(
            "posts/one.md", "---\ntitle: Uno\ndate: 2026-01-02 03:04:05 +0800\ncategories: [News]\n---\n"
        )
        check(site)
        assert b"Uno" in site.files()["atom.xml"]
        assert len(draws) == 1  # the one without the cache

    def test_another_problem(self, site: Home, draws: Draws) -> None:
        """What is wrong with the body is told, and what was wrong before is told again."""
        site.post("one", body="a\x0bb")
        told = check(site)
        assert {one.code for one in told.problems} == {"forbidden-character"}
        assert {one.code for one in told.left_out} >= {"same-url"}
        assert len(draws) == 1

    def test_on_and_on(self, site: Home, draws: Draws) -> None:
        """Also by a run that had itself taken one from the cache."""
        for number in range(3):
            site.post("one", body=f"Changed {number}.")
            build(site)
        assert draws == []

    def test_another_checkout(self, site: Home, draws: Draws) -> None:
        """The files of the output need not be the very same, only have the same bytes."""
        for path, data in site.files().items():
            (site.output / path).unlink()
            site.write(f"output/{path}", data)
        site.post("one", body="Changed.")
        assert len(build(site).plan.write) == 4
        assert draws == []


class TestNotRecalled:
    """Whatever else has changed, it is."""

    @pytest.mark.parametrize(
        "change",
        [
            lambda home: home.post("new"),
            lambda home: (home.root / "posts/two.md").unlink(),
            lambda home: home.post("two", date="2026-01-07 03:04:05 +0800"),
            lambda home: home.write("posts/two.md", "---\ntitle: Two\ndate: 2026-01-03\ntags: [x]\n---\n"),
            lambda home: home.write("posts/draft.md", "---\ntitle: Draft\ndate: 2026-01-05\n---\n"),
            lambda home: (home.root / "posts/two.md").rename(home.root / "posts/zwei.md"),
            lambda home: home.settings("limit = 1\n"),
        ],
        ids=["new", "gone", "date", "tags", "draft", "name", "settings"],
    )
    def test_what_is_chosen_by(self, site: Home, draws: Draws, change: Callable[[Home], object]) -> None:
        """All that channels are made by."""
        change(site)
        check(site)
        assert len(draws) == 2

    @pytest.mark.parametrize("days", [-1, 1, 2])
    def test_time(self, site: Home, draws: Draws, days: int) -> None:
        """Another time counts from when a post is due on, and before the run that it is from."""
        site.post("one", body="Changed.")
        check(site, NOW + timedelta(days))
        assert len(draws) == 2

    def test_time_goes_by(self, site: Home, draws: Draws) -> None:
        """Until then it does not."""
        site.post("one", body="Changed.")
        check(site, NOW + timedelta(hours=23))
        assert len(draws) == 1

    @pytest.mark.parametrize("path", [".feeds/manifest.json", "sitemap.xml", ""])
    def test_output(self, site: Home, draws: Draws, path: str) -> None:
        """Another manifest, or another sitemap, in the output, or none."""
        file = site.output / (path or "sitemap.xml")
        if not path:
            file.unlink()
        elif path == "sitemap.xml":
            file.write_bytes(file.read_bytes()[:-1] + b" ")
        else:
            manifest = json.loads(file.read_bytes())
            manifest["ids"].pop("posts/one.md")
            file.write_text(json.dumps(manifest))
        site.post("one", body="Changed.")
        build(site)
        assert len(draws) == 1
        assert b"/one/" in site.files()["sitemap.xml"]
        assert "posts/one.md" in json.loads(site.files()[".feeds/manifest.json"])["ids"]

    def test_run_that_published_nothing(self, site: Home, draws: Draws) -> None:
        """A run that was stopped leaves none."""
        site.write("posts/one.md", "---\ntitle: One: two\n---\n")
        assert build(site).blocking
        site.post("one", body="Changed.")
        draws.clear()
        check(site)
        assert len(draws) == 2


class TestDamage:
    """What is in the cache is believed only if it is what was kept."""

    @pytest.mark.parametrize("name", sorted(outline.NAMES))
    @pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b"\xff", None])
    def test_rows(self, site: Home, draws: Draws, name: str, junk: bytes | None) -> None:
        """Either of its parts is another, or there no more."""
        memory = Cache(site.root / ".cache", version(load(site.root).site))
        rows = memory.scan("")
        memory.save({} if junk is None else {name: junk}, rows.keys() - ({name} if junk is None else set()))
        site.post("one", body="Changed.")
        check(site)
        assert len(draws) == 2


@pytest.mark.parametrize("seed", range(12))
def test_whatever_changes(site: Home, seed: int) -> None:
    """Whatever is done to the posts between runs, the cache changes nothing of what comes out."""
    random = Random(seed)
    names = ["one", "two", "soon", "uno", "draft", "three", "four"]
    for number in range(4):
        for name in random.sample(names, random.choice([1, 1, 2])):
            file = site.root / f"posts/{name}.md"
            if file.exists() and random.random() < 0.2:
                file.unlink()
            elif file.exists() and random.random() < 0.6:
                file.write_text(f"{file.read_text()}\nmore {number}\n")
            else:
                site.post(name, date=f"2026-0{random.choice([1, 5, 6])}-02 03:04:05 +0800", body=f"{number}")
        check(site, NOW + timedelta(hours=random.choice([0, 0, 30]) + number))
