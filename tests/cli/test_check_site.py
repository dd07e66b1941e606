"""What `feeds check-site` promises: exit codes, and answers as of `feeds validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import NOW, answer, one_line

if TYPE_CHECKING:
    from tests.conftest import Home, Run

LINE = '<link rel="alternate" type="application/{}+xml" href="/{}">'


@pytest.fixture
def built(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a site whose pages are built and its feeds too; we are in its folder."""
    monkeypatch.chdir(home.root)
    assert run("build", home.root, *NOW).code == 0
    page(home, "index.html", LINE.format("rss", "rss.xml"))
    return home


def page(home: Home, path: str, head: str) -> None:
    """Write a page of the built site."""
    home.write(f"_site/{path}", f"<!DOCTYPE html>\n<html lang=en><head>{head}</head><body></body>")


def test_nothing_wrong(built: Home, run: Run) -> None:
    """Exit 0, and a line on stdout."""
    ran = run("check-site", "_site")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "1 page and 4 feeds checked: 0 errors, 0 warnings\n"
    assert run("check-site", "_site", "--jobs", "2").out == ran.out


def test_problems(built: Home, run: Run) -> None:
    """Each problem is a line on stderr, with its path as seen from here; exit 1."""
    page(built, "a/index.html", LINE.format("atom", "feed.xml"))
    ran = run("check-site", "_site")
    assert ran.code == 1
    assert ran.err.startswith(
        "_site/a/index.html:2:21: feed-not-there: “/feed.xml” leads to nothing; write https://"
    )
    assert ran.out == "2 pages and 4 feeds checked: 1 error, 0 warnings\n"
    assert run("check-site", "_site", "--exclude", "a/*").code == 0
    assert run("check-site", "_site", "--exclude", "b/*", "--exclude", "a").code == 0


def test_warnings(built: Home, run: Run) -> None:
    """A warning is told, and counts only with --strict."""
    page(built, "index.html", LINE.format("rss", "other.xml"))
    built.write("_site/other.xml", '<rss version="2.0"><channel></channel></rss>')
    ran = run("check-site", "_site")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "unnamed-feed" in ran.err
    assert run("check-site", "_site", "--strict").code == 1


def test_json(built: Home, run: Run) -> None:
    """--format json is one object on stdout, and nothing else."""
    page(built, "a.html", "")
    ran = run("check-site", "_site", "--format", "json")
    told = answer(ran)
    assert (ran.code, ran.err) == (1, "")
    assert {name: told[name] for name in ("pages", "feeds", "errors", "warnings")} == {
        "pages": 2, "feeds": 4, "errors": 1, "warnings": 0,
    }  # fmt: skip
    (file,) = told["files"]
    assert file["path"] == "_site/a.html"
    assert file["problems"][0]["see"] == "docs/problems/no-feed-link.md"


def test_github(built: Home, run: Run) -> None:
    """--format github prints workflow commands to stdout."""
    page(built, "a.html", "")
    ran = run("check-site", "_site", "--format", "github")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("::error file=_site/a.html,line=1,title=no-feed-link::the page names no feed")


def test_settings(built: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are found above the folder, or named; with --base-url there need be none."""
    monkeypatch.chdir(tmp_path)
    site = built.root / "_site"
    assert run("check-site", site).code == 0
    assert run("check-site", site, "--root", built.root).code == 0
    assert run("check-site", site, "--config", built.root / "feeds.toml", "--root", built.root).code == 0
    (built.root / "feeds.toml").rename(tmp_path / "elsewhere")
    (built.root / "posts").rename(tmp_path / "gone")
    assert "site.url is not set" in one_line(run("check-site", site), 2)
    ran = run("check-site", site, "--base-url", "https://example.org", "--output", built.output)
    assert (ran.code, ran.err) == (0, "")


def test_no_folder(built: Home, run: Run) -> None:
    """A folder that is not there, or has no page in it, is one line and exit 1."""
    assert "name a folder that can be read" in one_line(run("check-site", "nope"), 1)
    assert "there is no page in it" in one_line(run("check-site", "posts"), 1)
