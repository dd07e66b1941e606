"""What the builders promise together: they are found by their names, and nothing around changes a byte."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from feeds import builders
from feeds.model import Feed, Filter, Manner
from feeds.record import replace
from tests.builders.small import SITE, make

ROOT = Path(__file__).parents[2]
SCRIPT = """
import hashlib, locale
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from feeds import builders
from tests.builders.small import make
edition = make()
for name in builders.names():
    for document in builders.load(name).build(edition):
        print(name, hashlib.sha256(document.data).hexdigest())
"""


def test_names() -> None:
    """Every public module of the package is a format, and no other is."""
    assert builders.names() == ("atom", "jsonfeed", "opml", "page", "rss", "sitemap", "style")


@pytest.mark.parametrize("name", builders.names())
def test_load(name: str) -> None:
    """Each has its record, with a plain file name and a media type, and is loaded once."""
    builder = builders.load(name)
    assert re.fullmatch(r"[a-z]+\.[a-z]+", builder.file)
    assert re.fullmatch(r"(application|text)/[a-z+-]+", builder.media_type)
    assert (builder.specimen is not None) is (name in {"rss", "atom", "jsonfeed"})
    assert builders.load(name) is builder


@pytest.mark.parametrize("name", ["rss", "atom", "jsonfeed"])
def test_media_types_are_their_own(name: str) -> None:
    """Every document says the media type of its format."""
    for document in builders.load(name).build(make()):
        assert (document.kind, document.media_type) == (name, builders.load(name).media_type)


def test_pieces() -> None:
    """An entry has a piece for each format of feeds and each content that a feed wants, and no other."""
    short = Feed(name="Short", filter=Filter(), manner=Manner(content="summary"))
    site = replace(SITE, formats=("atom", "sitemap", "rss"), feeds=(short, replace(short, name="Brief")))
    assert site.contents == ("both", "summary")
    names = [name for name, _ in builders.specimens(site)]
    assert names == ["atom", "atom:summary", "rss", "rss:summary"]
    assert [builders.piece("rss", content, site) for content in site.contents] == ["rss", "rss:summary"]


def digests(**env: str) -> str:
    """Return the digests of all documents as a process with this environment makes them."""
    command = [sys.executable, "-c", SCRIPT]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout


def test_nothing_around_changes_a_byte() -> None:
    """Neither zone, locale, hash seed nor the time shows in any document."""
    expected = digests(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert expected.count("\n") == 10
    assert digests(PYTHONHASHSEED="1", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8") == expected
    assert digests(PYTHONHASHSEED="77", TZ="America/St_Johns", LC_ALL="zh_CN.UTF-8", LANG="de_DE") == expected
