"""Real sites, beside the repository where they are at hand: we read them as their own generators do."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import pytest

from feeds import collector, config, validate
from feeds.collector import dialects
from feeds.collector.settle import settle_readings
from feeds.model import Post, Reading, Site
from feeds.trace import Traced
from tests import real

SITES, NOW = real.SITES, real.NOW

# The dialects that are compared: when a new one can be read, it is named here. A site is compared
# when its dialect is one of these and there is a NAME.expected.jsonl beside it.
DIALECTS = frozenset({"hugo", "jekyll", "nikola", "pelican"})
# The sites that must be among them, so that a slip in the recognition does not empty the test.
NAMED = {
    "hugo": {"hugo-edge", "maku77", "radio-t"},
    "jekyll": {"finews", "jekyll-docs", "jekyll-edge", "mehdix", "stack-blog"},
    "nikola": {"nikola-site"},
    "pelican": {"farseerfc", "this-week-in-rust"},
}

# What its own generator sees otherwise, and why we do not follow: site -> source -> reason, with the
# code of our problem at its end.
KNOWN: dict[str, dict[str, str]] = {
    "maku77": {
        "content/gradle/settings/install-gradle.md": (
            "its URL is that of another page: Hugo writes one over the other, we publish the first: same-url"
        ),
    },
    "stack-blog": {
        "_posts/2015-08-21-Welcome-Juan-Garza-and-Stack-Overflow-En-Espa\u00f1ol!.md": (
            "the same name with a decomposed ñ lies beside it, and the two have one URL: same-url"
        ),
    },
}
ENOUGH = 0.999

pytestmark = pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")


def rows(name: str) -> list[dict[str, Any]]:
    """Return what a site's own generator made of each of its sources."""
    text = (SITES / f"{name}.expected.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def read(name: str) -> tuple[Site, dict[str, Reading]]:
    """Return the settings of a site, and what we make of each of its sources."""
    root = SITES / name
    site = config.load(root).site
    found = (collector.read_lightly(root, site, source) for source in collector.find(root, site))
    return site, {reading.source: reading for reading in settle_readings(found, NOW, future=site.future)}


def compared() -> Iterator[tuple[str, str]]:
    """Yield the dialect and the name of each site that is compared."""
    for expected in sorted(SITES.glob("*.expected.jsonl")):
        name = expected.name.removesuffix(".expected.jsonl")
        if (dialect := dialects.recognise(SITES / name).name) in DIALECTS:
            yield dialect, name


def same_url(one: str, other: str) -> bool:
    """Return whether two URLs differ in nothing but percent-encoding and composition."""

    def bare(url: str) -> str:
        return unicodedata.normalize("NFC", unquote(url))

    return bare(one) == bare(other)


def texts(values: list[object]) -> set[str]:
    """Return the values of a row as text, as YAML wrote them: true is "true", nothing is dropped."""
    words = ("true" if value is True else "false" if value is False else value for value in values)
    return {str(word) for word in words if word not in {None, ""}}


def differences(row: dict[str, Any], reading: Reading | None) -> Iterator[str]:
    """Yield in words what we see otherwise than the generator."""
    if reading is None:
        if row["state"] != "left-out":
            yield "we do not find the file"
        return
    if row["state"] == "unsure":
        return
    if (reading.state == "published") != (row["state"] == "published"):
        yield f"{row['state']}, but here {reading.state}: {reading.reason}"
    elif reading.state == "published":
        assert reading.post is not None
        yield from _differences(row, reading.post)


def _differences(row: dict[str, Any], post: Post) -> Iterator[str]:
    for name, ours in (("url", post.url), ("id", post.id)):
        if not same_url(row[name], ours):
            yield f"{name} {row[name]}, but here {ours}"
    if datetime.fromisoformat(row["published"]) != post.published:
        yield f"published {row['published']}, but here {post.published.isoformat()}"
    for name, terms in (("categories", post.categories), ("tags", post.tags)):
        if texts(row[name]) != set(terms):
            yield f"{name} {sorted(texts(row[name]))}, but here {sorted(terms)}"


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_every_named_site_is_compared(dialect: str) -> None:
    """Each site that a dialect of ours claims is recognised as one of its kind."""
    assert {name for of, name in compared() if of == dialect} >= NAMED[dialect]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], list[str]]:
    """Return the differences of every row of every site, by site and source."""
    result = {}
    for _, name in compared():
        _, readings = read(name)
        for row in rows(name):
            result[name, row["source"]] = list(differences(row, readings.get(row["source"])))
    return result


def test_agreement(found: dict[tuple[str, str], list[str]]) -> None:
    """Out of a thousand sources at most one is read otherwise than by the site's own generator."""
    differing = {key: said for key, said in found.items() if said}
    assert len(found) > 6000
    assert 1 - len(differing) / len(found) >= ENOUGH, differing


def test_each_difference_is_known(found: dict[tuple[str, str], list[str]]) -> None:
    """Whatever we see otherwise is named above with its reason, and nothing named has gone."""
    differing = {key: said for key, said in found.items() if said}
    known = {(name, source) for name, sources in KNOWN.items() for source in sources}
    assert set(differing) == known, differing


@pytest.mark.parametrize("name", KNOWN)
def test_known_differences_are_named(name: str) -> None:
    """Whoever has such a source is told of it, by the very problem that is the reason above."""
    _, readings = read(name)
    for source, reason in KNOWN[name].items():
        reading = readings[source]
        assert (reading.state, reading.reason) == ("left-out", reason.rpartition(": ")[2])
        assert [problem.code for problem in reading.problems] == [reading.reason]


def announced(reading: Reading) -> bool:
    """Return whether a feed or the sitemap tells of a source: not so of Hugo's `build: {list: false}`."""
    post = reading.post
    return reading.state == "published" and post is not None and (post.in_feeds or post.in_sitemap)


def test_no_source_is_invented(found: dict[tuple[str, str], list[str]]) -> None:
    """What no list of the generator's has is in no feed and in no sitemap."""
    for name in sorted({name for name, _ in found}):
        _, readings = read(name)
        strange = {s for s, reading in readings.items() if announced(reading) and (name, s) not in found}
        assert strange == set()


def test_each_source_left_out_has_its_reason(found: dict[tuple[str, str], list[str]]) -> None:
    """A source that is not published says why; one that has an error names its place in the file."""
    for name in sorted({name for name, _ in found}):
        for reading in read(name)[1].values():
            assert (reading.state == "published") or reading.reason
            for problem in reading.problems:
                assert problem.where.path == reading.source
                assert problem.message


@pytest.mark.parametrize("name", real.NAMES)
def test_what_is_published_is_clean(name: str) -> None:
    """Of no document of any site our validator has anything to say but hints: no error and no warning."""
    built = real.build(name)
    verdicts = validate.validate([str(built.output)], validate.Options(now=NOW)).verdicts
    said = [str(one) for verdict in verdicts for one in verdict.problems if one.level != "info"]
    assert said == []
    assert len(verdicts) > len(built.channels)


@pytest.mark.parametrize("name", real.NAMES)
def test_what_is_wrong_is_named_at_its_source(name: str) -> None:
    """Whatever had to be mended is told of as a fault of the site, not of what we made of it."""
    for problem in real.build(name).problems:
        assert not isinstance(problem, Traced)
        assert (real.build(name).root / problem.where.path).is_file() or problem.where.path == config.FILE
