"""A problem of a document that we made is said of the post that it came from, and the line there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feeds import trace
from feeds.manifest import Manifest
from feeds.model import Problem, Where
from feeds.record import replace
from feeds.trace import Traced
from feeds.validator import Verdict, check

if TYPE_CHECKING:
    from tests.conftest import Home, Run

POST = """\
---
title: Snow
date: 2026-01-02
categories: [News]
last_modified_at: 2026-01-03
---

The first line.
"""


def problem(element: str) -> Problem:
    """Return a problem of an element."""
    where = Where(path="out/rss.xml", line=9, column=3, element=element)
    return Problem(where=where, code="x", message="a; b", level="warning")


def line_of(root: Path, element: str, text: str | bytes = POST) -> int | None:
    """Return the line that an element of the second entry is traced to."""
    file = root / "posts/b.md"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = trace.trace(problem(f"/rss/channel/item[2]{element}"), ("posts/a.md", "posts/b.md"), root)
    assert isinstance(found, Traced)
    assert found.where.path == "posts/b.md"
    return found.where.line


class TestTrace:
    """One problem, where the sources of the document's entries are known."""

    def test_all_else_stays(self, tmp_path: Path) -> None:
        """Code, message and level are kept, and so is the place in the document."""
        there = problem("/feed/entry[1]/title")
        found = trace.trace(there, ("posts/a.md",), tmp_path)
        assert isinstance(found, Traced)
        assert (found.code, found.message, found.level) == ("x", "a; b", "warning")
        assert found.document == there.where

    @pytest.mark.parametrize(
        "element", ["", "/rss/channel", "/rss/channel/item[3]/title", "/rss/channel/item[0]", "/feed/entry"]
    )
    def test_what_is_in_no_entry(self, tmp_path: Path, element: str) -> None:
        """It is the document's, and stays as it is."""
        assert trace.trace(problem(element), ("a.md", "b.md"), tmp_path) == problem(element)

    def test_entry_of_nobody(self, tmp_path: Path) -> None:
        """An entry whose source is not known is the document's too."""
        assert trace.trace(problem("/feed/entry[1]"), (None,), tmp_path) == problem("/feed/entry[1]")

    @pytest.mark.parametrize(
        ("element", "line"),
        [
            ("", 1),
            ("/title", 2),
            ("/pubDate", 3),
            ("/published", 3),
            ("/updated", 5),
            ("/category[1]", 4),
            ("/description", 8),
            ("/content/div/p", 8),
            ("/encoded", 8),
            ("/guid", 1),
            ("/author/name", 1),
            ("/enclosure", 1),
        ],
    )
    def test_line(self, tmp_path: Path, element: str, line: int) -> None:
        """That of the key, if there is one; of what stands in the body, the body's; else the first."""
        assert line_of(tmp_path, element) == line

    def test_json_feed(self, tmp_path: Path) -> None:
        """The items of a JSON Feed are entries like any."""
        (tmp_path / "a.md").write_text(POST)
        found = trace.trace(problem("/items[1]/date_published"), ("a.md",), tmp_path)
        assert str(found.where) == "a.md:3"

    @pytest.mark.parametrize(
        ("text", "element", "line"),
        [
            ('+++\ntags = ["a"]\ntitle = "x"\n+++\nText', "/title", 3),
            ('+++\ntitle = "x"\n+++\nText', "/content", 4),
            ('{\n"date": "x",\n"title": "y"\n}\n\nText', "/title", 3),
            ("Title: x\nDate: y\nTags: z\n\nText", "/pubDate", 2),
            ("Title: x\n\n\nText", "/content", 4),
            (".. title: x\n.. date: y\n\nText", "/pubDate", 2),
            (":title: x\n:tags: y\n\nText", "/category", 2),
            ("Title: x", "/content", 1),
            ("", "/title", 1),
            ("Only text", "/content", 1),
            ("\ufeff---\ntitle: x\n---\nText", "/content", 4),
            ("---\ntitle: x", "/title", 1),
            (b"---\r\na: b\r\ntitle: x\r\n---\r\nText", "/title", 3),
            (b"\xff\xfe", "/title", 1),
        ],
    )
    def test_other_posts(self, tmp_path: Path, text: str | bytes, element: str, line: int) -> None:
        """Front matter of any kind, headers without fences, and posts that are broken by now."""
        assert line_of(tmp_path, element, text) == line

    def test_post_that_is_gone(self, tmp_path: Path) -> None:
        """It is named all the same, without a line."""
        found = trace.trace(problem("/feed/entry[1]"), ("gone.md",), tmp_path)
        assert str(found.where) == "gone.md"


class TestTraced:
    """A whole verdict, where the manifest beside the document says what we made."""

    @pytest.fixture
    def built(self, home: Home, run: Run) -> Home:
        """Return the small site, published."""
        assert run("build", home.root, "--now", "2026-06-01T00:00:00Z").code == 0
        return home

    def spoil(self, home: Home, path: str = "rss.xml") -> Verdict:
        """Return a verdict that finds the date of the second entry wrong: that of posts/one.md."""
        file = home.output / path
        verdict = check(file.read_bytes(), path=str(file))
        where = Where(path=str(file), line=5, column=3, element="/rss/channel/item[2]/pubDate")
        return Verdict(
            path=verdict.path, kind="rss", problems=(Problem(where=where, code="x", message="a; b"),)
        )

    def places(self, verdict: Verdict) -> list[str]:
        """Return where the problems are said to be."""
        return [str(one.where) for one in trace.traced(verdict, trace.manifest).problems]

    @pytest.mark.parametrize("path", ["rss.xml", "category/news/rss.xml"])
    def test_our_own_document(self, built: Home, path: str) -> None:
        """The post is found by the id of its entry, from folders below the output too."""
        assert self.places(self.spoil(built, path)) == [f"{built.root}/posts/one.md:3"]

    def test_what_is_in_no_entry(self, built: Home) -> None:
        """Beside what came from a post, all else is said of the document."""
        verdict = self.spoil(built)
        where = Where(path=verdict.path, line=2, column=1, element="/rss/channel/title")
        both = replace(verdict, problems=(Problem(where=where, code="x", message="a; b"), *verdict.problems))
        assert self.places(both) == [f"{verdict.path}:2:1", f"{built.root}/posts/one.md:3"]

    def test_paths_as_seen_from_here(self, built: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """The post is named as the document is: from this folder."""
        monkeypatch.chdir(built.root)
        verdict = self.spoil(built)
        relative = Verdict(path="output/rss.xml", kind="rss", problems=verdict.problems)
        assert self.places(relative) == ["posts/one.md:3"]
        monkeypatch.chdir(built.output)
        inside = Verdict(path="rss.xml", kind="rss", problems=verdict.problems)
        assert self.places(inside) == ["../posts/one.md:3"]

    def test_changed_since(self, built: Home) -> None:
        """A document that is not as we made it is anybody's."""
        verdict = self.spoil(built)
        file = built.output / "rss.xml"
        file.write_bytes(file.read_bytes() + b"\n")
        assert self.places(verdict) == [f"{file}:5:3"]

    def test_not_ours(self, built: Home) -> None:
        """Nor is one that the manifest does not know, or that is gone."""
        verdict = self.spoil(built)
        copy = built.output / "copy.xml"
        copy.write_bytes((built.output / "rss.xml").read_bytes())
        other = Verdict(path=str(copy), kind="rss", problems=verdict.problems)
        assert trace.traced(other, trace.manifest) == other
        (built.output / "rss.xml").unlink()
        assert trace.traced(verdict, trace.manifest) == verdict

    def test_gone_meanwhile(self, built: Home) -> None:
        """A document that cannot be read again is anybody's."""
        verdict = self.spoil(built)
        known = trace.manifest(built.output)
        (built.output / "rss.xml").unlink()
        (built.output / "rss.xml").mkdir()
        assert trace.traced(verdict, lambda _output: known) == verdict

    def test_no_manifest(self, built: Home) -> None:
        """Without one, or with one that cannot be read, nothing is known."""
        verdict = self.spoil(built)
        (built.output / ".feeds/manifest.json").write_text("{")
        assert trace.traced(verdict, trace.manifest) == verdict
        (built.output / ".feeds/manifest.json").unlink()
        assert trace.traced(verdict, trace.manifest) == verdict

    def test_posts_that_are_elsewhere(self, built: Home) -> None:
        """Where no folder above the output holds the posts, the document's place must do."""
        verdict = self.spoil(built)
        (built.root / "posts").rename(built.root / "moved")
        assert trace.traced(verdict, trace.manifest) == verdict

    def test_nothing_to_trace(self, built: Home) -> None:
        """Where no problem stands in an entry no manifest is looked for."""

        def manifest(_output: Path) -> Manifest | None:
            raise AssertionError("it was looked for")

        verdict = check((built.output / "rss.xml").read_bytes(), path="rss.xml")
        assert trace.traced(verdict, manifest) is verdict
