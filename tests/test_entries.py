"""What entries.py promises: each listed post once in every format, the same from the cache as made anew."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from feeds import builders, collector, entries, pool
from feeds.builders import Builder
from feeds.cache import Cache, Lost, version
from feeds.entries import Entries, Made, Making
from feeds.model import Entry, Site, Stop, Where
from feeds.record import replace

SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("Asia/Shanghai"),
    dialect="jekyll", folders=("_posts",), permalink="/:title/",
)  # fmt: skip


def text(day: int, body: str, more: str = "") -> str:
    """Return a post."""
    return f"---\ntitle: Post {day}\ndate: 2020-01-{day:02} 10:00:00\n{more}---\n{body}\n"


class Folder:
    """A site whose posts are rendered again and again, with a cache beside them."""

    def __init__(self, root: Path) -> None:
        """Begin with two posts."""
        self.root = root
        self.site = replace(SITE, own=collector.dialects.load("jekyll").settings(root).own)
        self.made: list[str] = []
        self.write(1, "*One*")
        self.write(2, "Two\x0b")

    def write(self, day: int, body: str, more: str = "") -> None:
        """Write the post of a day."""
        (self.root / "_posts").mkdir(exist_ok=True)
        (self.root / f"_posts/2020-01-{day:02}-p{day}.md").write_text(text(day, body, more))

    def memory(self) -> Cache:
        """Return the cache, as a run of these settings finds it."""
        return Cache(self.root / "cache", version(self.site))

    def listed(self) -> dict[str, str]:
        """Return all posts, and what tells the bytes of each from others."""
        sources = collector.find(self.root, self.site)
        return {one: collector.take(self.root, self.site, one).content for one in sources}

    def mapper(
        self, work: Callable[[tuple[tuple[str, str], ...]], tuple[Made, ...]],
        items: Sequence[tuple[tuple[str, str], ...]], seconds: float, /,
    ) -> Iterable[tuple[Made, ...]]:  # fmt: skip
        """Do the work in here, and note what is made."""
        self.made = [source for batch in items for source, _ in batch]
        return map(work, items)

    def render(self, *, fresh: bool = False) -> Entries:
        """Render all posts, and keep what is to be kept."""
        memory = Cache(None, "") if fresh else self.memory()
        found = Making(self.root, self.site, self.listed(), memory, self.mapper).finish()
        memory.save(found.keep, found.used)
        return found

    def check(self, *days: int) -> Entries:
        """With the cache the posts of these days are made, and all comes out as if each were made anew."""
        found = self.render()
        assert self.made == [f"_posts/2020-01-{day:02}-p{day}.md" for day in days]
        assert told(found) == told(self.render(fresh=True))
        return found


def told(found: Entries) -> object:
    """Return what comes out of it, with all bytes."""
    pieces = {
        source: {
            fmt: (piece, piece.fetch(), len(piece.fetch()) == piece.size) for fmt, piece in one.pieces.items()
        }
        for source, one in found.rendered.items()
    }
    said = {source: (one.source, one.digest, one.problems) for source, one in found.rendered.items()}
    return [*found.rendered], pieces, said, found.faults, found.stand_alone


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a site that has been rendered once."""
    made = Folder(tmp_path)
    made.check(1, 2)
    return made


class TestKept:
    """What is known of an entry is not made again."""

    def test_nothing_changed(self, folder: Folder) -> None:
        """Not one is; what had to be cut from a body is told all the same."""
        found = folder.check()
        assert [problem.code for one in found.rendered.values() for problem in one.problems] == [
            "forbidden-character"
        ]
        assert found.keep == {}

    def test_one_changed(self, folder: Folder) -> None:
        """A post with other bytes is made anew, and no other; going back finds nothing of before."""
        folder.write(1, "*Uno*")
        folder.check(1)
        folder.write(1, "*One*")
        folder.check(1)
        folder.write(3, "*Three*")
        folder.check(3)

    def test_same_bytes_in_another_file(self, folder: Folder) -> None:
        """A post that is another's copy is another post."""
        file = folder.root / "_posts/2020-01-01-p1.md"
        (folder.root / "_posts/2020-01-01-p9.md").write_bytes(file.read_bytes())
        folder.render()
        assert folder.made == ["_posts/2020-01-01-p9.md"]

    def test_nothing_listed(self, folder: Folder) -> None:
        """Where no post is listed, nothing is made."""
        memory = folder.memory()
        found = Making(folder.root, folder.site, {}, memory, folder.mapper).finish()
        assert (found.rendered, found.faults, found.keep, found.stand_alone) == ({}, (), {}, True)

    def test_formats(self, folder: Folder) -> None:
        """A post has a piece in each format that has entries, and in no other."""
        folder.site = replace(folder.site, formats=("atom", "sitemap"))
        assert [one.pieces.keys() for one in folder.render(fresh=True).rendered.values()] == [{"atom"}] * 2

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_workers(self, tmp_path: Path, jobs: int) -> None:
        """Several workers make what one makes, in batches of any size."""
        folder = Folder(tmp_path)
        for day in range(3, 30):
            folder.write(day, "word " * day)
        listed = folder.listed()
        with pool.mapper(jobs) as mapper:
            found = Making(tmp_path, folder.site, listed, Cache(None, "v"), mapper).finish()
        alone = [
            Making(tmp_path, folder.site, {source: content}, Cache(None, "v"), folder.mapper).finish()
            for source, content in listed.items()
        ]
        assert found.keep == {name: data for one in alone for name, data in one.keep.items()}
        assert [*found.rendered] == [source for one in alone for source in one.rendered]

    @pytest.mark.parametrize(("posts", "size"), [(3, 3), (40, 16), (960, 20), (9_000, 64)])
    def test_sizes_of_batches(self, folder: Folder, posts: int, size: int) -> None:
        """Each worker has its share of a small run, and a large one has long batches."""
        listed = {f"_posts/{number}.md": "c" for number in range(posts)}
        sizes: list[int] = []

        def mapper(
            _work: object, items: Sequence[tuple[tuple[str, str], ...]], _seconds: float, /
        ) -> NoReturn:
            sizes.extend(map(len, items))
            raise Stop("enough")

        with pytest.raises(Stop, match="enough"):
            Making(folder.root, folder.site, listed, Cache(None, "v"), mapper).finish()
        assert sizes[0] == max(sizes) == size
        assert sum(sizes) == posts


class TestStandAlone:
    """An entry that depends on other files is made each time, for they may change."""

    @pytest.mark.parametrize("body", ["{% include a.html %}", "{% post_url 2020-01-02-p2 %}"])
    def test_other_files(self, folder: Folder, body: str) -> None:
        """What includes a file, or names the URL of a post, is never kept."""
        (folder.root / "_includes").mkdir()
        (folder.root / "_includes/a.html").write_text("old")
        folder.write(1, body)
        for _ in range(2):
            assert not folder.check(1).stand_alone
        (folder.root / "_includes/a.html").write_text("new")
        folder.write(2, "Two", "permalink: /moved/\n")
        found = folder.check(1, 2)
        data = found.rendered["_posts/2020-01-01-p1.md"].pieces["rss"].fetch()
        assert (b"new" in data) or (b"/moved/" in data)

    def test_built_pages(self, folder: Folder) -> None:
        """Nor is what is taken from the site as its generator built it."""
        page = folder.root / "_site/2020/01/01/p1.html"
        page.parent.mkdir(parents=True)
        folder.site = replace(folder.site, built="_site")
        for word in ("old", "new"):
            page.write_text(f"<article>{word}</article>")
            found = folder.check(1, 2)
            assert not found.stand_alone
            assert word.encode() in found.rendered["_posts/2020-01-01-p1.md"].pieces["rss"].fetch()


class TestDamage:
    """What the cache has of an entry is believed only if all of it is there."""

    @pytest.mark.parametrize(
        "said",
        [b"", b"\xff", b"[]", b"null", b"{}", b'{"digest": "d", "pieces": {}}',
         b'{"digest": "d", "pieces": []}',
         b'{"digest": "d", "pieces": {"rss": []}, "problems": []}',
         b'{"digest": "d", "pieces": {"rss": ["d", 1, null, "x", null]}, "problems": []}',
         b'{"digest": "d", "pieces": {"rss": ["d", 1, null, 5, null]}, "problems": []}',
         b'{"digest": "d", "pieces": {}, "problems": [5]}', b'{"pieces": {}, "problems": []}'],
    )  # fmt: skip
    def test_said(self, folder: Folder, said: bytes) -> None:
        """An entry that is said in no words of ours is made anew."""
        memory = folder.memory()
        rows = memory.scan("entry/")
        memory.save(dict.fromkeys(rows, said), memory.scan(""))
        folder.check(1, 2)

    @pytest.mark.parametrize("spoil", ["lose", "change", "swap"])
    def test_pieces(self, folder: Folder, spoil: str) -> None:
        """Bytes that are not there any more, or are not what they were, are said to be lost, never used."""
        memory = folder.memory()
        rows = memory.scan("")
        pieces = {name: data for name, data in rows.items() if name.startswith("piece/")}
        put = {
            "lose": {}, "change": {name: data[:-1] + b" " for name, data in pieces.items()},
            "swap": dict(zip(pieces, [*pieces.values()][::-1], strict=True)),
        }[spoil]  # fmt: skip
        memory.save(put, {name for name in rows if not name.startswith("piece/")})
        found = folder.render()
        assert folder.made == []
        for one in found.rendered.values():
            for piece in one.pieces.values():
                with pytest.raises(Lost):
                    piece.fetch()

    def test_other_version_of_the_settings(self, folder: Folder) -> None:
        """With other settings, nothing of before is there."""
        memory = Cache(folder.root / "cache", "w")
        Making(folder.root, folder.site, folder.listed(), memory, folder.mapper).finish()
        assert len(folder.made) == 2


def specimen(change: Callable[[bytes], bytes]) -> Callable[[str], Builder]:
    """Return what finds builders, whose specimens were changed."""
    load = builders.load

    def loaded(name: str) -> Builder:
        builder = load(name)
        if builder.specimen is None:
            return builder
        made = builder.specimen

        def changed(entries: Sequence[Entry], site: Site) -> builders.Specimen:
            data, parts = made(entries, site)
            return change(data), tuple(map(change, parts))

        return replace(builder, specimen=changed)

    return loaded


class TestFaults:
    """What the validator finds in an entry is told at the post."""

    def test_fault(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is, in each format; such an entry is not kept, so that every run tells it again."""
        link = b"https://example.org/2020/01/02/p2.html"
        with monkeypatch.context() as patch:
            patch.setattr(builders, "load", specimen(lambda data: data.replace(link, b"p2.html")))
            (folder.root / "cache/cache.sqlite").unlink()
            for days in ((1, 2), (2,)):
                found = folder.render()
                assert folder.made == [f"_posts/2020-01-{day:02}-p{day}.md" for day in days]
                where = Where(path="_posts/2020-01-02-p2.md", line=1, element="link")
                assert ("absolute-url", where) in [(one.code, one.where) for one in found.faults]
                assert {one.where.path for one in found.faults} == {where.path}
        assert folder.check(2).faults == ()

    def test_fault_of_the_specimen(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is wrong with a specimen as a feed is no entry's: the feeds are checked themselves."""
        old = b"<lastBuildDate>Sat, 01 Jan 2000 00:00:00 +0000<"
        change = specimen(lambda data: re.sub(b"<lastBuildDate>.*?<", old, data))
        monkeypatch.setattr(builders, "load", change)
        assert folder.render(fresh=True).faults == ()

    def test_entries_that_cannot_be_told_apart(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        """A specimen that is no document is our bug, and said to be one."""
        folder.write(1, "*Uno*")
        monkeypatch.setattr(builders, "load", specimen(lambda data: data[: len(data) // 2]))
        with pytest.raises(AssertionError, match=r"^the entries of a rss specimen cannot be told apart: "):
            folder.render()


class TestChangedMeanwhile:
    """A file that changes while the run is at work stops it: what is listed would not be what was chosen."""

    @pytest.mark.parametrize(
        "now", ["---\ntitle: Other\ndate: 2020-01-01\n---\n", None, "---\ntitle: a: b\n---\n"]
    )
    def test_stop(self, folder: Folder, now: str | None) -> None:
        """One that has other bytes, is gone, or is no post any more."""
        folder.write(1, "*Uno*")
        listed = folder.listed()
        file = folder.root / "_posts/2020-01-01-p1.md"
        file.unlink()
        if now is not None:
            file.write_text(now)
        with pytest.raises(
            Stop, match=r"^_posts/2020-01-01-p1\.md: it was changed while it was read; run again$"
        ):
            Making(folder.root, folder.site, listed, folder.memory(), folder.mapper).finish()


def test_what_renders_leaves_nothing_behind(tmp_path: Path) -> None:
    """A run looks for no cycles, so what docutils leaves behind is looked for here: memory does not grow."""
    (tmp_path / "content").mkdir()
    site = replace(SITE, dialect="pelican", folders=("content",))
    site = replace(site, own=collector.dialects.load("pelican").settings(tmp_path).own)
    for number in range(40):
        post = f"Post {number}\n======\n\n:date: 2020-01-01\n:slug: p{number}\n\n*Text* `a`_\n\n.. _a: https://x.org\n"
        (tmp_path / f"content/{number}.rst").write_text(post)
    taken = [collector.take(tmp_path, site, one) for one in collector.find(tmp_path, site)]
    batch = tuple((took.reading.source, took.content) for took in taken)
    entries.make(tmp_path, site, batch)
    gc.collect()
    was = gc.isenabled()
    gc.disable()
    try:
        entries.make(tmp_path, site, batch)
        assert gc.collect() < 100
    finally:
        (gc.enable if was else gc.disable)()


def test_kept_as_data(folder: Folder) -> None:
    """What is kept is JSON and the entries' bytes: data, never code."""
    for name, data in folder.memory().scan("").items():
        if name.startswith("entry/"):
            assert json.loads(data).keys() == {"digest", "files", "pieces", "problems", "title"}
        else:
            assert data.strip().startswith((b"<item>", b"<entry>", b",\n    {"))
