"""A site with pictures and a podcast, from its folder to its feeds."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from feeds import config, publish, validator
from feeds.model import BadSettings

SITES = Path(__file__).parents[2] / "shared" / "sites"
DATA = Path(__file__).parent / "content" / "media" / "data"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = {"media": "http://search.yahoo.com/mrss/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}
SETTINGS = """\
[site]
url = "https://example.org/notes"
title = "Rain"
language = "en"
timezone = "UTC"
author = "Mei Lin"

[podcast]
image = "cover.png"
categories = ["Technology", "News > Tech News"]
owner = { name = "Mei Lin", email = "mei@example.org" }
"""
EPISODE = """\
---
title: Rain {number}
date: 2026-01-0{number}
image: /img/plain.png
enclosure: /audio/{number}.mp3
duration: 1:02:0{number}
episode: {number}
categories: [Talks]
---
It rained.
"""
RADIO = """\
[site]
url = "https://radio-t.com"
language = "ru"
timezone = "Europe/Moscow"

[podcast]
image = "/images/cover.jpg"
categories = ["Technology"]
author = "Umputun, Bobuk, Gray, Ksenks, Alek.sys"
owner = { name = "Umputun", email = "podcast@radio-t.com" }
explicit = true
feed = "podcast"
file = "https://cdn.radio-t.com/:filename.mp3"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a site with three episodes and a post, whose files are at hand."""
    root = tmp_path / "site"
    for name in ("posts", "static/img", "static/audio"):
        (root / name).mkdir(parents=True)
    (root / "feeds.toml").write_text(SETTINGS, "utf-8")
    for number in (1, 2, 3):
        (root / f"posts/{number}.md").write_text(EPISODE.format(number=number), "utf-8")
        (root / f"static/audio/{number}.mp3").write_bytes(b"x" * (20_000 + number))
    (root / "posts/plain.md").write_text("---\ntitle: Plain\ndate: 2026-01-09\n---\nNothing.\n", "utf-8")
    shutil.copy(DATA / "plain.png", root / "static/img/plain.png")
    return root


def build(root: Path, jobs: int = 1) -> publish.Result:
    """Publish the site."""
    settings = config.load(root)
    options = publish.Options(now=NOW, jobs=jobs, cache=root / ".feeds-cache")
    return publish.build(root, settings, options)


def bytes_of(result: publish.Result) -> dict[str, bytes]:
    """Return the documents."""
    return {document.path: document.data for document in result.documents}


def lengths(result: publish.Result) -> list[str | None]:
    """Return the lengths of the files that the site's RSS carries."""
    root = etree.fromstring(bytes_of(result)["rss.xml"])
    return [one.get("length") for one in root.iter("enclosure")]


def faults(result: publish.Result) -> list[str]:
    """Return what the validator has to say of the documents, but for advice."""
    found = (
        problem
        for document in result.documents
        if document.media_type != "text/html"
        for problem in validator.check(document.data, path=document.path, url=document.url).problems
    )
    return [str(problem) for problem in found if problem.level != "info"]


def test_everything_is_there(folder: Path) -> None:
    """Every feed is valid; pictures and recordings have their types, sizes and lengths from the files."""
    result = build(folder)
    assert (result.problems, faults(result)) == ((), [])
    root = etree.fromstring(bytes_of(result)["rss.xml"])
    assert lengths(result) == ["20003", "20002", "20001"]
    assert [one.text for one in root.iterfind(".//itunes:duration", NAMES)] == ["3723", "3722", "3721"]
    thumbnails = [dict(one.attrib) for one in root.iterfind(".//media:thumbnail", NAMES)]
    assert (
        thumbnails == [{"url": "https://example.org/notes/img/plain.png", "width": "120", "height": "80"}] * 3
    )
    item = json.loads(bytes_of(result)["feed.json"])["items"][1]
    assert item["image"] == "https://example.org/notes/img/plain.png"
    assert item["attachments"] == [
        {"url": "https://example.org/notes/audio/3.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 20003,
         "duration_in_seconds": 3723}
    ]  # fmt: skip


def test_a_file_that_changes(folder: Path) -> None:
    """An entry is made again when its file is another or gone, and from the cache while it is not."""
    first = build(folder)
    (folder / "static/audio/2.mp3").write_bytes(b"x" * 30_000)
    second = build(folder)
    assert lengths(second) == ["20003", "30000", "20001"]
    assert second.changes.updated == ("posts/2.md",)
    (folder / "static/audio/2.mp3").unlink()
    third = build(folder)
    assert lengths(third) == ["20003", "0", "20001"]
    assert [(one.code, one.where.path, one.where.line) for one in third.problems] == [
        ("enclosure-length", "posts/2.md", 5)
    ]
    assert build(folder).problems == third.problems
    (folder / "static/audio/2.mp3").write_bytes(b"x" * 20_002)
    assert bytes_of(build(folder)) == bytes_of(first)


def test_workers_make_no_difference(folder: Path) -> None:
    """One worker and two make the same bytes."""
    alone = bytes_of(build(folder))
    shutil.rmtree(folder / ".feeds-cache")
    assert bytes_of(build(folder, jobs=2)) == alone


def test_settings_are_needed(folder: Path) -> None:
    """A podcast without a cover or a category is told what it lacks, before anything is published."""
    for key in ("image", "categories"):
        lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{key} =")]
        (folder / "feeds.toml").write_text("\n".join(lines), "utf-8")
        with pytest.raises(BadSettings, match=rf"feeds.toml: podcast.{key}: is missing"):
            config.load(folder)


@pytest.mark.skipif(not (SITES / "radio-t").is_dir(), reason="the site is not at hand")
def test_a_real_podcast(tmp_path: Path) -> None:
    """A podcast of a thousand episodes is valid in every format, each episode with its file."""
    file = tmp_path / "feeds.toml"

    def check(more: str) -> publish.Result:
        file.write_text(RADIO + more, "utf-8")
        site = config.load(SITES / "radio-t", file=file).site
        settings = config.Config(site=site, output=tmp_path / "output", problems=())
        return publish.build(SITES / "radio-t", settings, publish.Options(now=NOW, check=True))

    asked, result = check(""), check("lengths = false\n")
    assert "enclosure-length" in {one.code for one in asked.problems}
    assert "enclosure-length" not in {one.code for one in result.problems}
    assert bytes_of(result) == bytes_of(asked)
    assert faults(result) == []
    path = next(path for path in bytes_of(result) if path.endswith("podcast/index.xml"))
    feed = etree.fromstring(bytes_of(result)[path])
    files = [one.get("url", "") for one in feed.iter("enclosure")]
    assert len(files) == len(feed.findall("channel/item")) == 50
    assert all(url.startswith("https://cdn.radio-t.com/rt_podcast") for url in files)
