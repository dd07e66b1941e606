"""OPML beyond the corpus: what is told once, and outlines that mean harm."""

from __future__ import annotations

import time

import pytest

from feeds.model import Problem
from feeds.validator import check

FEED = '<outline text="{0}" title="{0}" type="rss" xmlUrl="https://example.org/{0}.xml"/>'


def problems(body: str, *, version: str = "2.0") -> list[Problem]:
    """Check a document with these outlines."""
    data = f'<opml version="{version}"><head/><body>{body}</body></opml>'
    return list(check(data.encode(), path="x").problems)


@pytest.mark.parametrize("root", ["<opml/>", '<opml xmlns="http://opml.org/spec2"/>'])
def test_the_root_says_what_a_document_is(root: str) -> None:
    """Also where it stands in the namespace that is for other formats."""
    assert check(root.encode(), path="x").kind == "opml"


def test_of_a_name_that_is_none_it_is_told_once() -> None:
    """A list of a thousand feeds would say it a thousand times."""
    outline = '<outline text="a" title="a" type="rss" xmlUrl="https://example.org/{0}" htmlurl="b" icon="c"/>'
    found = problems("".join(outline.format(n) for n in range(3)))
    assert [problem.code for problem in found] == ["unknown-attribute"] * 2
    assert "“htmlUrl”" in found[0].message
    assert [problem.code for problem in problems(outline.format(1), version="1.0")] == ["unknown-attribute"]


def test_folders_and_feeds_without_a_title_are_told_of_once() -> None:
    """They are in order; it is good to know."""
    deep = (
        '<outline text="a"><outline text="b"><outline text="c" type="rss" xmlUrl="https://example.org/{}"/>'
    )
    found = problems("".join(deep.format(n) + "</outline>" * 2 for n in range(3)))
    assert [(problem.code, problem.level) for problem in found] == [
        ("nested-outline", "info"),
        ("missing-attribute", "info"),
    ]


def test_outlines_may_stand_as_deep_as_the_parser_goes() -> None:
    """No recursion ends before it."""
    assert problems('<outline text="a">' * 240 + "</outline>" * 240) == []
    assert [one.code for one in problems('<outline text="a">' * 100_000)] == ["too-large"]


HOSTILE = {
    "feeds": "".join(map(FEED.format, range(20_000))) + FEED.format(1),
    "empty": "<outline/>" * 50_000,
    "unknown": "<a/>" * 50_000,
    "many-names": "".join(f'<outline text="" a{n}="" />' for n in range(20_000)),
    "many-attributes": "<outline " + " ".join(f'a{n}=""' for n in range(50_000)) + "/>",
    "long-category": '<outline text="a" category="' + "a," * 500_000 + '"/>',
    "long-date": '<outline text="a" created="' + "Mon, " * 500_000 + '"/>',
    "numbers": "<outline/></body><head><expansionState>" + "1," * 500_000 + "</expansionState></head><body>",
    "chains": ('<outline text="a">' * 200 + FEED.format(1) + "</outline>" * 200) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_takes_no_time(name: str) -> None:
    """Some seconds for megabytes at most, on a busy machine."""
    started = time.perf_counter()
    assert problems(HOSTILE[name])
    assert time.perf_counter() - started < 10
