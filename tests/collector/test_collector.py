"""What the collector promises of many files: each becomes a reading, and no two posts are one."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds import stamps
from feeds.collector import cards, find, find_url, read, read_lightly, take, take_cards
from feeds.collector.dialects._jekyll_settings import Jekyll
from feeds.model import BadSettings, Post, Reading, Site
from feeds.record import replace
from feeds.stamps import GONE

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


class TestTake:
    """One source, with the file that it was read from."""

    @pytest.mark.parametrize("size", [0, 1, 65_536, 1_200_000])
    def test_the_file(self, tmp_path: Path, size: int) -> None:
        """All its bytes come with the reading, however many, with git's name for them and how they lay."""
        data = POST + b"x" * size
        source = lay(tmp_path, "a.md", data)
        took = take(tmp_path, SITE, source)
        assert took.reading == read(tmp_path, SITE, source)
        assert took.data == data
        assert took.content == hashlib.sha1(b"blob %d\0%b" % (len(data), data)).hexdigest()
        assert took.stamp == stamps.look(str(tmp_path / source))

    def test_a_file_that_grows(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is written to it while it is read is read too; how it lay is from before that."""
        source = lay(tmp_path, "a.md")
        before = stamps.look(str(tmp_path / source))
        original, grown = os.read, iter([b"more\n"])

        def read_on(descriptor: int, size: int) -> bytes:
            (tmp_path / source).write_bytes(POST + next(grown, b"more\n"))
            return original(descriptor, size)

        monkeypatch.setattr(os, "read", read_on)
        took = take(tmp_path, SITE, source)
        assert (took.data, took.stamp) == (POST + b"more\n", before)

    def test_no_file(self, tmp_path: Path) -> None:
        """What cannot be read has no bytes, and nothing is known of how it lies."""
        took = take(tmp_path, SITE, "posts/a.md")
        assert (took.data, took.content, took.stamp) == (b"", "", GONE)

    @posix
    def test_a_pipe(self, tmp_path: Path) -> None:
        """A pipe that nobody writes into holds nobody up."""
        (tmp_path / "posts").mkdir()
        os.mkfifo(tmp_path / "posts/a.md")
        assert "it is a folder or a pipe" in str(read(tmp_path, SITE, "posts/a.md").problems[0])


class TestTakeCards:
    """Many posts at once, as far as their cards tell."""

    def test_all_kinds(self, tmp_path: Path) -> None:
        """Each has the card, the stamp and the problems that it has alone, however alike the others are."""
        for number in range(100):
            lay(tmp_path, f"a/some-post-{number}.md", POST + b"x" * number)
        lay(tmp_path, "a/some-post-x.md", POST + b"\xff")
        lay(tmp_path, "a/some-post-y.md", POST.replace(b"2020", b"x"))
        (tmp_path / "posts/a/some-post-z.md").mkdir()
        sources = find(tmp_path, SITE)
        found = [*take_cards(tmp_path, SITE, sources)]
        assert len(found) == 103
        for source, one in zip(sources, found, strict=True):
            alone = take(tmp_path, SITE, source)
            assert one == (
                cards.of(alone.reading, source), alone.content, alone.stamp, alone.reading.problems,
            )  # fmt: skip
        assert [len(one.problems) for one in found] == [0] * 100 + [1, 2, 1]
