"""What growing.py promises: where posts only came, all comes out as if it knew every post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from feeds import outline
from feeds.cache import Cache, version
from feeds.config import load
from feeds.model import Edition
from tests.conftest import Home
from tests.test_outline import NOW, Draws, build, check, draws

__all__ = ["draws"]

KINDS = 'categories = ["*", "!Hidden"]\n' + "".join(
    f'{kind}s = ["*"]\n' for kind in ("tag", "author", "language", "collection")
)
OWN = '[[feed]]\nname = "Best"\ntag = "rain"\n[[feed]]\nname = "Other"\nnot_tag = "rain"\nlimit = 2\n'
PAGES = '[sitemap]\ncategory_page = "/c/:slug/"\n'


def write(home: Home, name: str, date: str, *more: str) -> Path:
    """Write a post with more lines of front matter."""
    lines = "\n".join((f"title: {name.capitalize()}", f"date: {date} 12:00:00 +0800", *more))
    return home.write(f"posts/{name}.md", f"---\n{lines}\n---\nHello.\n")


@pytest.fixture
def site(home: Home) -> Home:
    """Return a site that was built once."""
    home.settings()
    for path in (home.root / "posts").glob("*.md"):
        path.unlink()
    write(home, "one", "2026-01-02", "categories: [News]", "tags: [rain]")
    write(home, "two", "2026-01-03", "categories: [News, Old]", "lang: de")
    build(home)
    return home


class TestGrown:
    """A post that is newer than all others is put to what is known of those."""

    @pytest.mark.parametrize(
        "more",
        [
            (), ("categories: [News]",), ("categories: [Old]", "tags: [rain]"), ("lang: de",),
            ("sitemap: false",), ("feed: false",), ("url: /a?b&c",), ("draft: true",),
            ("publishDate: 2026-01-05",),
        ],
    )  # fmt: skip
    def test_newer(self, site: Home, draws: Draws, more: tuple[str, ...]) -> None:
        """Whatever it says of itself, as long as there is a feed for it already."""
        write(site, "three", "2026-01-04", *more)
        check(site)
        assert len(draws) == 1  # the one without the cache

    def test_on_and_on(self, site: Home, draws: Draws) -> None:
        """Also after a run that did so itself, with a body changed between, and with several at once."""
        for day in range(4, 9):
            write(site, f"day{day}", f"2026-01-0{day}", "categories: [News]")
            write(site, f"eve{day}", f"2026-01-0{day}T11:00:00+08:00 #")
            site.write("posts/one.md", f"{(site.root / 'posts/one.md').read_text()}\nmore\n")
            found = build(site)
            assert set(found.changes.new) == {f"posts/day{day}.md", f"posts/eve{day}.md"}
            assert found.changes.updated == ("posts/one.md",)
        assert draws == []
        check(site)

    def test_lists_are_as_long_as_before(self, home: Home, draws: Draws) -> None:
        """What there is no room for any more leaves the feed, and is no loss."""
        home.settings("limit = 2\n")
        build(home)
        draws.clear()
        for day in (5, 6):
            write(home, f"day{day}", f"2026-02-0{day}", "categories: [News]")
            assert check(home).changes.vanished == ()
        assert len(draws) == 2
        assert home.files()["rss.xml"].count(b"<item>") == 2

    def test_scheduled(self, site: Home, draws: Draws) -> None:
        """That a post is due only matters when it is."""
        write(site, "soon", "2026-07-01")
        build(site)
        draws.clear()
        write(site, "three", "2026-01-04")
        check(site)
        assert len(draws) == 1
        write(site, "four", "2026-01-05")
        check(site, NOW + timedelta(60))
        assert len(draws) == 3


class TestNotGrown:
    """Where anything else has changed, or might, everything is looked at."""

    @pytest.mark.parametrize(
        "change",
        [
            lambda home: write(home, "three", "2025-12-31"),
            lambda home: write(home, "three", "2026-01-03"),
            lambda home: write(home, "three", "2026-01-04", "categories: [New]"),
            lambda home: write(home, "three", "2026-01-04", "url: /2026/01/02/one/"),
            lambda home: write(home, "three", "2026-01-04", "id: https://example.org/2026/01/02/one/"),
            lambda home: write(home, "three", "2026-01-04", "expires: 2030-01-01"),
            lambda home: write(home, "three", "2027-01-04"),
            lambda home: (write(home, "three", "2026-01-04"), write(home, "four", "2026-01-04")),
            lambda home: (write(home, "three", "2026-01-04"), write(home, "one", "2026-01-01")),
            lambda home: (write(home, "three", "2026-01-04"), (home.root / "posts/two.md").unlink()),
            lambda home: (write(home, "three", "2026-01-04"), home.settings("[sitemap]\nhome = false\n")),
        ],
        ids=[
            "older", "same-moment", "category", "same-url", "same-id", "expires", "scheduled", "two-at-once",
            "another", "gone", "settings",
        ],
    )  # fmt: skip
    def test_what_else(self, site: Home, draws: Draws, change: Callable[[Home], object]) -> None:
        """All by which others would be read, listed or named otherwise."""
        change(site)
        check(site)
        assert len(draws) == 2

    @pytest.mark.parametrize("data", [b"x", None])
    def test_output(self, site: Home, draws: Draws, data: bytes | None) -> None:
        """Another sitemap in the output, or none."""
        write(site, "three", "2026-01-04")
        (site.output / "sitemap.xml").unlink()
        if data is not None:
            site.write("output/sitemap.xml", data)
        build(site, overwrite=True)
        assert len(draws) == 1
        assert site.files()["sitemap.xml"].count(b"<url>") == 4

    @pytest.mark.parametrize(
        "settings", ["archive = true\nlimit = 2\n", "max_age = 9\n", "min_posts = 2\n"], ids=str.split
    )
    def test_settings(self, home: Home, draws: Draws, settings: str) -> None:
        """Where what a feed lists depends on more than what it lists."""
        home.settings(settings)
        build(home)
        draws.clear()
        write(home, "three", "2026-03-04", "categories: [News]")
        check(home)
        assert len(draws) == 2

    def test_many_posts_in_no_sitemap(
        self, site: Home, draws: Draws, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """More of them than are remembered one by one, also where a run that grew has met them."""
        monkeypatch.setattr(outline, "_FEW", 1)
        for day, drawn in ((4, 0), (5, 0), (6, 1)):
            draws.clear()
            write(site, f"day{day}", f"2026-01-0{day}", "sitemap: false")
            build(site)
            assert len(draws) == drawn
        check(site)

    def test_dates_of_which_not_all_is_kept(self, home: Home, draws: Draws) -> None:
        """Those from when zones had seconds."""
        (home.root / "posts/two.md").unlink()
        write(home, "one", "1960-01-02")
        build(home)
        draws.clear()
        write(home, "three", "1960-01-04")
        check(home)
        assert len(draws) == 2

    def test_a_feed_in_one_language(self, site: Home, draws: Draws) -> None:
        """A feed of one's own that is in one language is in none, with a post in another."""
        site.settings(OWN)
        write(site, "one", "2026-01-02", "tags: [rain]", "lang: de")
        build(site)
        draws.clear()
        write(site, "three", "2026-01-04", "tags: [rain]", "lang: fr")
        check(site)
        assert len(draws) == 2


@pytest.mark.parametrize("kind", ["cards/", "files/", "outline", "outline/listed", "standing", "prints"])
@pytest.mark.parametrize("junk", [None, b"", b"[]"])
def test_damage(site: Home, kind: str, junk: bytes | None) -> None:
    """Whatever the cache has lost, or has something else for, nothing else comes out."""
    memory = Cache(site.root / ".cache", version(load(site.root).site))
    rows = memory.scan("")
    gone = {name for name in rows if name == kind or (kind.endswith("/") and name.startswith(kind))}
    assert gone
    memory.save(
        {} if junk is None else dict.fromkeys(gone, junk), rows.keys() - (gone if junk is None else set())
    )
    write(site, "three", "2026-01-04", "categories: [News]")
    check(site)


def lines(random: Random, number: int) -> list[str]:
    """Return what a post may say of itself; the later, the more there is to choose from."""
    category = random.choice(["News", "news", "Old", "Hidden", "?!", "Ä"][: number or 1])
    seldom = ("lang: de", "sitemap: false", "feed: false", f"slug: p{number - 1}-0")
    often = [f"categories: [{category}]", f"tags: [{random.choice(['rain', 'sun'])}]"]
    return often + [one for one in seldom if random.random() < 0.2]


@pytest.mark.parametrize("seed", range(24))
def test_whatever_comes(home: Home, draws: Draws, seed: int) -> None:
    """Whatever the settings and the posts say, the cache changes nothing of what comes out."""
    random = Random(seed)
    home.settings("".join(part for part in ("limit = 3\n", KINDS, PAGES, OWN) if random.random() < 0.6))
    for number in range(8):
        for extra in range(random.choice([1, 1, 2])):
            day = datetime(2026, 1, 8, tzinfo=UTC) + timedelta(number + random.choice([0, 0, 0, 0, -9]))
            write(home, f"p{number}-{extra}", f"{day:%Y-%m-%d}T0{extra}:00:00Z #", *lines(random, number))
        check(home, NOW + timedelta(hours=number))
    for last in (1, 2):
        draws.clear()
        write(home, f"last{last}", f"2026-03-0{last}")
        check(home, NOW + timedelta(days=1))
    assert len(draws) == 1


def test_the_outline_is_that_which_would_be_drawn(site: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is kept of it for the next run, too."""
    write(site, "three", "2026-01-04", "categories: [News]", "sitemap: false")
    write(site, "four", "2026-01-05", "categories: [Old]", "lang: de")
    kept: list[outline.Outline] = []
    edition = outline.Outline.edition

    def watched(made: outline.Outline, *rest: Any) -> Edition:
        kept.append(made)
        return edition(made, *rest)

    monkeypatch.setattr(outline.Outline, "edition", watched)
    check(site)
    grown, drawn = kept[0], kept[-1]
    assert (grown.end, grown.selection.channels, dict(grown.ids)) == (
        drawn.end, drawn.selection.channels, drawn.ids,
    )  # fmt: skip
