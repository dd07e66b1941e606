"""What the collector promises of many files: each becomes a reading, and no two posts are one."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.collector import find, find_url, read, read_lightly, settle
from feeds.collector.dialects._jekyll_settings import Jekyll
from feeds.model import BadSettings, Post, Reading, Site, State

NOW = datetime(2020, 6, 1, 12, tzinfo=UTC)
SITE = Site(
    url="https://example.org", id_url="https://example.org", title="T", zone=ZoneInfo("UTC"),
    dialect="plain", folders=("posts",), permalink="/:slug/",
)  # fmt: skip
POST = b"---\ntitle: a\ndate: 2020-01-02\n---\nbody\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def lay(root: Path, name: str, data: bytes = POST) -> str:
    """Write a post and return its source."""
    path = root / "posts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return f"posts/{name}"


class TestFind:
    """The sources of a site."""

    def test_find(self, tmp_path: Path) -> None:
        """They are found once each, in the order of their paths, whatever the folders' order is."""
        lay(tmp_path, "b.md")
        lay(tmp_path, "a/c.md")
        site = replace(SITE, folders=("posts", "posts/a"))
        assert find(tmp_path, site) == ("posts/a/c.md", "posts/b.md")

    @pytest.mark.parametrize("made", [False, True])
    def test_no_folder(self, tmp_path: Path, made: bool) -> None:
        """A folder that is not there, or is a file, is a fault of the settings."""
        if made:
            (tmp_path / "posts").touch()
        with pytest.raises(
            BadSettings, match=r"posts: there is no such folder in .*; write \[posts\] folders"
        ):
            find(tmp_path, SITE)


class TestFindUrl:
    """What `{% post_url %}`, `ref` and their like name: a post by its file."""

    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("posts/2020/first.md", "first"),
            ("posts/2020/first", "first"),
            ("2020/first", "first"),
            ("first", "first"),
            (" /2020/first/ ", "first"),
            ("名字", "%E5%90%8D%E5%AD%97"),
            ("v1.2", "v1.2"),
            # of several the first in the order of the sources
            ("same", "a-same"),
            ("b/same", "b-same"),
            ("2020/first.md", "first"),
            ("first.md", "first"),
            # a part of a name is none, and neither is what is not read, or not published
            ("irst", None),
            ("020/first", None),
            ("first.html", None),
            ("broken", None),
            ("draft", None),
            ("nowhere", None),
        ],
    )
    def test_names(self, tmp_path: Path, name: str, path: str | None) -> None:
        """With or without its folder and its ending; a name of two posts is that of the first."""
        for source in ("2020/first.md", "first-aid.md", "名字.md", "v1.2.md"):
            lay(tmp_path, source)
        lay(tmp_path, "a/same.md", POST.replace(b"title: a", b"title: a\nslug: a-same"))
        lay(tmp_path, "b/same.md", POST.replace(b"title: a", b"title: b\nslug: b-same"))
        lay(tmp_path, "broken.md", b"---\ntitle: a: b\n---\n")
        lay(tmp_path, "draft.md", POST.replace(b"title: a", b"title: a\ndraft: true"))
        assert find_url(tmp_path, SITE, name) == (f"https://example.org/{path}/" if path else None)

    @pytest.mark.parametrize("name", ["", " ", "/", "posts", "../secret", "posts/../../secret.md", "a\x00b"])
    def test_no_name(self, tmp_path: Path, name: str) -> None:
        """Nothing, a folder, and what leads out of the site name no post."""
        (tmp_path / "secret.md").write_bytes(POST)
        tmp_path = tmp_path / "site"
        lay(tmp_path, "first.md")
        assert find_url(tmp_path, SITE, name) is None


class TestMoreTerms:
    """[posts.keys]: what else is taken for categories and tags."""

    def read(self, root: Path, matter: str, dialect: str = "jekyll", **keys: tuple[str, ...]) -> Post:
        """Return the post of this front matter, where the settings name these keys."""
        site = replace(SITE, dialect=dialect, folders=("_posts",), keys=tuple(keys.items()))
        if dialect == "jekyll":
            site = replace(site, own=Jekyll(permalink="/:title/"))
        (root / "_posts").mkdir()
        (root / "_posts/2020-01-02-a.md").write_bytes(f"---\ntitle: A\n{matter}\n---\n".encode())
        post = read(root, site, "_posts/2020-01-02-a.md").post
        assert post is not None
        return post

    def test_on_top(self, tmp_path: Path) -> None:
        """They come behind the dialect's own, each once; a text is parted at its commas."""
        made = self.read(
            tmp_path,
            "categories: [B]\ntopics: [C, B]\nseries: One, Two\ntags: t\nwords: [u, [v], {w: x}, '']",
            categories=("topics", "series", "nothing"),
            tags=("words",),
        )
        assert made.categories == ("B", "C", "One", "Two")
        assert made.tags == ("t", "u")

    def test_nothing_else(self, tmp_path: Path) -> None:
        """Where the settings name no key, none is looked at; a date's key is not one of terms."""
        made = self.read(tmp_path, "topics: [C]\nday: x", date=("day",), tags=("words",))
        assert (made.categories, made.tags) == ((), ())

    def test_instead(self, tmp_path: Path) -> None:
        """In a plain folder they stand for the usual ones."""
        made = self.read(
            tmp_path,
            "categories: [B]\ntopics: [C, 'd, e']\nseries: One",
            "plain",
            categories=("topics", "series"),
        )
        assert made.categories == ("C", "d, e", "One")

    @pytest.mark.parametrize("dialect", ["jekyll", "plain"])
    @pytest.mark.parametrize("value", ['["a\\x08 b"]', "['a   b']", '"a\\u0001  b"'])
    def test_cleaned(self, tmp_path: Path, dialect: str, value: str) -> None:
        """No name has a character that XML forbids, or white space that is no single blank."""
        assert self.read(tmp_path, f"topics: {value}", dialect, categories=("topics",)).categories == ("a b",)


class TestRead:
    """One source."""

    def test_read(self, tmp_path: Path) -> None:
        """A post is read, with the origins of its values; lightly read, without them."""
        source = lay(tmp_path, "a.md")
        reading = read(tmp_path, SITE, source)
        assert (reading.state, reading.problems) == ("published", ())
        assert reading.post is not None
        assert reading.post.url == "https://example.org/a/"
        assert ("title", "title in line 2") in reading.origins
        light = read_lightly(tmp_path, SITE, source)
        assert light.origins == ()
        assert light.post == reading.post

    def test_folder(self, tmp_path: Path) -> None:
        """A folder named like a post is named."""
        (tmp_path / "posts/a.md").mkdir(parents=True)
        self.check(
            read(tmp_path, SITE, "posts/a.md"),
            "unreadable",
            "it is a folder or a pipe, though it is named like a post; rename it",
        )

    @posix
    def test_dangling_link(self, tmp_path: Path) -> None:
        """A link that leads nowhere is named."""
        (tmp_path / "posts").mkdir()
        (tmp_path / "posts/a.md").symlink_to("gone.md")
        self.check(read(tmp_path, SITE, "posts/a.md"), "unreadable", "leads nowhere")

    @posix
    def test_loop(self, tmp_path: Path) -> None:
        """A link to itself is named."""
        (tmp_path / "posts").mkdir()
        (tmp_path / "posts/a.md").symlink_to("a.md")
        self.check(read(tmp_path, SITE, "posts/a.md"), "unreadable", "; make it readable")

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may read everything")
    def test_forbidden(self, tmp_path: Path) -> None:
        """A file that may not be read is named."""
        source = lay(tmp_path, "a.md")
        (tmp_path / source).chmod(0)
        self.check(read(tmp_path, SITE, source), "unreadable", "Permission denied; make it readable")

    @pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
    def test_name_that_is_not_utf_8(self, tmp_path: Path) -> None:
        """A file whose name is no text is left out, under a name that can be printed."""
        source = lay(tmp_path, os.fsdecode(b"\xff.md"))
        reading = read(tmp_path, SITE, source)
        assert (reading.state, reading.reason) == ("left-out", "bad file name")
        assert reading.source == "posts/\\udcff.md"
        assert [p.code for p in reading.problems] == ["file-name"]
        str(reading.problems[0]).encode("utf-8")

    @posix
    @pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31m.md", "a\x7f.md"])
    def test_name_with_controls(self, tmp_path: Path, name: str) -> None:
        """A name with control characters is left out."""
        assert read(tmp_path, SITE, lay(tmp_path, name)).reason == "bad file name"

    @pytest.mark.parametrize("name", ["می\u200cشود.md", "你\u3000好.md", "a\xa0b.md"], ids=ascii)
    def test_name_with_joiners_and_blanks(self, tmp_path: Path, name: str) -> None:
        """Persian's joiner and the blanks of other scripts are text: such a post is published."""
        assert read(tmp_path, SITE, lay(tmp_path, name)).state == "published"

    @staticmethod
    def check(reading: Reading, code: str, word: str) -> None:
        """A source that cannot be read is left out with one problem."""
        assert (reading.state, reading.post) == ("left-out", None)
        assert [p.code for p in reading.problems] == [code]
        assert word in reading.problems[0].message
        assert str(reading.problems[0].where).startswith("posts/a.md")


def post(name: str, **changes: object) -> Reading:
    """Return the reading of a published post."""
    values: dict[str, object] = {
        "source": f"posts/{name}.md", "id": f"https://example.org/{name}/", "title": name,
        "url": f"https://example.org/{name}/", "published": NOW, "updated": NOW,
    }  # fmt: skip
    made = Post(**(values | changes))  # type: ignore[arg-type] # a test says what it likes
    return Reading(source=made.source, state="published", post=made)


HOUR = timedelta(hours=1)


class TestHoldBack:
    """What is due depends on the time of the build alone."""

    @pytest.mark.parametrize(
        ("published", "expires", "future", "state", "reason"),
        [
            (NOW, None, False, "published", None),
            (NOW - HOUR, None, False, "published", None),
            (NOW + timedelta(seconds=1), None, False, "scheduled", "future"),
            (NOW + HOUR, None, True, "published", None),
            (NOW.astimezone(ZoneInfo("Asia/Shanghai")), None, False, "published", None),
            (NOW - HOUR, NOW + timedelta(seconds=1), False, "published", None),
            (NOW - HOUR, NOW, False, "expired", "expired"),
            (NOW - HOUR, NOW - HOUR, True, "expired", "expired"),
            (NOW + HOUR, NOW - HOUR, False, "scheduled", "future"),
        ],
    )
    def test_due(
        self, published: datetime, expires: datetime | None, future: bool, state: State, reason: str | None
    ) -> None:
        """A post is published from its date on, up to but not at its expiry."""
        site = replace(SITE, future=future)
        (reading,) = settle([post("a", published=published, expires=expires)], site, NOW)
        assert (reading.state, reading.reason) == (state, reason)
        assert reading.post is not None
        assert reading.problems == ()

    @pytest.mark.parametrize(
        ("published", "due", "state"),
        [
            (NOW - HOUR, NOW + HOUR, "scheduled"),
            (NOW + HOUR, NOW - HOUR, "published"),
            (NOW + HOUR, NOW, "published"),
            (NOW - HOUR, NOW + timedelta(seconds=1), "scheduled"),
        ],
    )
    def test_due_on_another_day(self, published: datetime, due: datetime, state: State) -> None:
        """A post that says when it is due appears then, whatever day it bears; with `future` at once."""
        held = post("a", published=published, due=due)
        (reading,) = settle([held], SITE, NOW)
        assert reading.state == state
        assert reading.post == held.post
        (reading,) = settle([held], replace(SITE, future=True), NOW)
        assert reading.state == "published"

    @pytest.mark.parametrize("state", ["draft", "left-out"])
    def test_others(self, state: State) -> None:
        """What is not published anyway keeps its reason."""
        reading = Reading(source="a", state=state, reason="why", post=post("a", published=NOW + HOUR).post)
        assert settle([reading], SITE, NOW) == (reading,)


class TestDoubles:
    """Two posts with one URL or one id are one for a reader."""

    def test_same_url(self) -> None:
        """The second of two with one URL is left out; its problem names both, and the URL."""
        one, two, three = post("a"), post("b", url="https://example.org/a/"), post("c")
        first, second, third = settle([one, two, three], SITE, NOW)
        assert (first, third) == (one, three)
        assert (second.state, second.reason) == ("left-out", "same-url")
        (problem,) = second.problems
        assert str(problem.where) == "posts/b.md:1:1"
        assert problem.code == "same-url"
        assert "https://example.org/a/ is that of posts/a.md too; give" in problem.message

    def test_same_id(self) -> None:
        """So is the second of two with one id."""
        _, second = settle([post("a", id="tag:x"), post("b", id="tag:x")], SITE, NOW)
        assert (second.state, second.reason) == ("left-out", "same-id")
        assert [p.code for p in second.problems] == ["same-id"]
        assert "tag:x is that of posts/a.md too" in second.problems[0].message

    def test_both(self) -> None:
        """One with both is told once."""
        _, second = settle([post("a", id="x"), post("b", id="x", url="https://example.org/a/")], SITE, NOW)
        assert [p.code for p in second.problems] == ["same-url"]

    def test_what_is_not_published_takes_no_place(self) -> None:
        """A scheduled, expired or doubled post leaves its URL and id to others."""
        later = post("a", published=NOW + HOUR, url="u")
        gone = post("b", expires=NOW, url="u")
        here, double = post("c", url="u"), post("d", url="u", id="tag:d")
        last = post("e", id="tag:d")
        found = settle([later, gone, here, double, last], SITE, NOW)
        assert [r.state for r in found] == ["scheduled", "expired", "published", "left-out", "published"]

    def test_earlier_problems_stay(self) -> None:
        """A double keeps the problems that it had."""
        had = Reading(source="x", state="left-out", reason="r")
        assert settle([had, post("a"), post("b", url="https://example.org/a/")], SITE, NOW)[0] == had

    def test_files(self, tmp_path: Path) -> None:
        """Two files whose names differ in composition only have one URL: the first stays."""
        for name in ("n\u0303.md", "ñ.md"):
            lay(tmp_path, name)
        sources = find(tmp_path, SITE)
        if len(sources) < 2:
            pytest.skip("the file system composes names")
        found = settle((read_lightly(tmp_path, SITE, source) for source in sources), SITE, NOW)
        assert [(r.state, r.reason) for r in found] == [("published", None), ("left-out", "same-url")]
