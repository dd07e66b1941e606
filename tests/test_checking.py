"""What checking.py promises: what is nearly as it was is checked as such, and all else in full."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from feeds import checking, validator
from tests.conftest import Home
from tests.test_outline import build
from tests.test_standing import post

Likes = list[tuple[str, bytes]]


@pytest.fixture
def likes(monkeypatch: pytest.MonkeyPatch) -> Likes:
    """Return what the validator was given of each document: its path, and what it is like."""
    found: Likes = []
    usual = validator.check

    def check(data: bytes, **told: Any) -> validator.Verdict:
        if told.get("alone"):
            found.append((told["path"].rpartition("/")[2], told.get("like", b"")))
        return usual(data, **told)

    monkeypatch.setattr(checking, "_LONG", 0)
    monkeypatch.setattr(validator, "check", check)
    return found


@pytest.fixture
def site(home: Home) -> Home:
    """Return a site with two posts, that was built once."""
    home.settings('[feeds]\nformats = ["sitemap"]\n')
    post(home, "p1", 1, "News")
    post(home, "p2", 2, "News")
    build(home)
    return home


def test_what_the_last_run_left(site: Home, likes: Likes) -> None:
    """It was found right then."""
    before = (site.root / "output/sitemap.xml").read_bytes()
    post(site, "p3", 3, "News")
    build(site)
    assert likes == [("sitemap.xml", before)]


@pytest.mark.parametrize("how", ["changed", "gone", "no cache"])
def test_what_nobody_knows(site: Home, likes: Likes, how: str) -> None:
    """A file that somebody touched, or of which the cache says nothing, may be anything."""
    file = site.root / "output/sitemap.xml"
    if how == "changed":
        file.write_bytes(file.read_bytes().replace(b"p1", b"q1"))
    elif how == "gone":
        file.unlink()
    else:
        shutil.rmtree(site.root / ".cache")
    post(site, "p3", 3, "News")
    build(site)
    assert likes == [("sitemap.xml", b"")]
