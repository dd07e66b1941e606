"""JSON Feed beyond the corpus: what depends on the URL and the time, names that are meant, and harm."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Problem
from feeds.validator import check

VERSION = "https://jsonfeed.org/version/1.1"
URL = "https://example.org/feed.json"
ITEM = {"id": "1", "url": "https://example.org/1", "content_text": "It snowed."}
FEED = {"version": VERSION, "title": "T", "home_page_url": "https://example.org/", "feed_url": URL}


def problems(
    changes: dict[str, Any], *, url: str | None = None, now: datetime | None = None
) -> list[Problem]:
    """Check a feed of one item with these changes; None takes a member out."""
    feed = {**FEED, "items": [ITEM], **changes}
    data = json.dumps({name: value for name, value in feed.items() if value is not None}).encode()
    return list(check(data, path="x", url=url, now=now).problems)


def test_a_problem_says_all_that_there_is_to_say() -> None:
    """Kind, place, path, code, level, and what to write."""
    data = b'{\n"version": "https://jsonfeed.org/version/1.1",\n"title": 1,\n"items": []}'
    verdict = check(data, path="a/feed.json")
    assert verdict.kind == "jsonfeed"
    problem = next(one for one in verdict.problems if one.level == "error")
    assert str(problem.where) == "a/feed.json:3:10"
    assert problem.where.element == "/title"
    assert problem.code == "wrong-type"
    assert problem.message == "title is a number, not a text; write a text in double quotes"
    assert verdict.excerpts[3, 10].text == '"title": 1,'


@pytest.mark.parametrize("own", [None, "https://example.org/", URL + "/", "feed.json"])
def test_a_feed_names_the_url_that_it_is_published_at(own: str | None) -> None:
    """Exactly this one, where it is known: it is the feed's "unique identifier"."""
    errors = [one for one in problems({"feed_url": own}, url=URL) if one.code == "self-link"]
    assert [one.level for one in errors] == ["error"]
    assert URL in errors[0].message


def test_the_right_url_is_in_order() -> None:
    """Nothing is said then, whether the URL is known or not."""
    assert problems({}, url=URL) == problems({}) == []


def test_dates_that_are_still_to_come_are_told() -> None:
    """Where it is known what time it is, and not of what is due within the day."""
    items = [
        {**ITEM, "date_published": "2021-12-30T00:00:01Z"},
        {
            **ITEM,
            "id": "2",
            "date_published": "2021-12-29T12:00:00Z",
            "date_modified": "2022-01-01T00:00:00+01:00",
        },
    ]
    now = datetime(2021, 12, 29, tzinfo=UTC)
    found = problems({"items": items}, now=now)
    assert [(one.where.element, one.code, one.level) for one in found] == [
        ("/items[1]/date_published", "implausible-date", "warning"),
        ("/items[2]/date_modified", "implausible-date", "warning"),
    ]
    assert problems({"items": items}) == []


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ([], None),
        ({}, None),
        ({"version": "1.1", "title": "T", "items": []}, None),
        ({"version": VERSION}, "jsonfeed"),
        ({"version": "HTTP://jsonfeed.org/version/3"}, "jsonfeed"),
        ({"items": [], "feed_url": URL}, "jsonfeed"),
        ({"items": [], "home_page_url": "https://example.org/"}, "jsonfeed"),
        ({"feed_url": URL}, None),
    ],
)
def test_the_version_says_what_a_document_is(document: Any, kind: str | None) -> None:
    """Or members that nothing else has together; a document of another kind gets one problem."""
    verdict = check(json.dumps(document).encode(), path="x")
    assert verdict.kind == kind
    if kind is None:
        assert [problem.code for problem in verdict.problems] == ["unknown-format"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("datePublished", "date_published"),
        ("Date-Published", "date_published"),
        ("date_publised", "date_published"),
        ("date_pulbished", "date_published"),
        ("pubDate", "date_published"),
        ("URI", "leave it out, as there is “url”"),
        ("Tags", "tags"),
        ("tag", "tags"),
        ("category", "tags"),
        ("contentHtml", "content_html"),
        ("body", "content_html"),
        ("excerpt", "summary"),
        ("enclosure", "attachments"),
        ("soil", 'extension, “"_soil": {…}”'),
        ("", "leave it out"),
        ("1", "leave it out"),
        ("x" * 100, "leave it out"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_one_that_is_meant(name: str, meant: str) -> None:
    """Another case, other hyphens, a letter wrong, or a word of another format."""
    (problem,) = problems({"items": [{**ITEM, name: "x"}]})
    assert (problem.code, problem.level) == ("unknown-member", "warning")
    assert meant in problem.message.partition("; ")[2]
    assert len(problem.message) < 200


def test_an_old_feed_is_told_once_of_its_author() -> None:
    """However many items have one."""
    items = [{**ITEM, "id": str(n), "author": {"name": "A"}} for n in range(3)]
    found = problems({"version": "https://jsonfeed.org/version/1", "items": items})
    assert [(one.where.element, one.code) for one in found] == [
        ("/version", "deprecated"),
        ("/items[1]/author", "deprecated"),
    ]


def test_a_long_value_makes_no_long_message() -> None:
    """A message is one line."""
    found = problems({"language": "x" * 100_000, "icon": "a b" * 100_000, "items": [{**ITEM, "id": 10**900}]})
    assert len(found) == 3
    assert all(len(one.message) < 200 and "\n" not in one.message for one in found)


def test_a_document_that_is_wrong_throughout_is_not_told_to_its_end() -> None:
    """Five thousand problems are enough, and it is said that there are more."""
    found = problems({"items": [{**ITEM, "id": 1, "tags": [2] * 3}] * 5_000})
    assert [one.where.element for one in found if one.code == "more-problems"] == ["/items"]
    assert [one.code for one in found].count("wrong-type") == 5_000


HOSTILE: dict[str, dict[str, Any]] = {
    "numbers-for-items": {"items": [1] * 40_000},
    "empty-items": {"items": [{}] * 50_000},
    "same-ids": {"items": [ITEM] * 10_000},
    "unknown-members": {f"titel{n}": 1 for n in range(100_000)},
    "unknown-members-of-items": {"items": [{**ITEM, f"urn{n}": 1} for n in range(20_000)]},
    "extensions": {"_a": {f"_{n}.{n}": 1 for n in range(100_000)}},
    "long-date": {"items": [{**ITEM, "date_published": "2021-" * 200_000}]},
    "long-url": {"icon": "http://" + "a@" * 500_000},
    "long-language": {"language": "aa-" * 300_000},
    "long-type": {"items": [{**ITEM, "attachments": [{"url": URL, "mime_type": "a/b;" * 200_000}]}]},
    "tags-in-a-title": {"title": "<b>" * 300_000, "icon": ""},
    "references-in-a-title": {"title": "&a" * 500_000, "icon": ""},
    "tags-in-content": {"items": [{**ITEM, "content_html": "<a " * 300_000}]},
    "deep-extension": {"_a": json.loads("[" * 98 + "]" * 98)},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_takes_no_time(name: str) -> None:
    """Some seconds for megabytes at most, on a busy machine."""
    started = time.perf_counter()
    assert problems(HOSTILE[name])
    assert time.perf_counter() - started < 10


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = (
    "title", "home_page_url", "feed_url", "next_url", "icon", "author", "authors", "name", "language",
    "expired", "hubs", "type", "items", "id", "url", "content_html", "content_text", "date_published",
    "date_modified", "tags", "attachments", "mime_type", "size_in_bytes", "_a",
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=4),
    st.sampled_from(["feed", "item", "attachment"]),
)
def test_no_value_raises(members: dict[str, Any], holder: str) -> None:
    """Whatever stands wherever: a validator is for what is wrong."""
    item = members if holder == "item" else {"attachments": [members]}
    feed = {"version": VERSION, **(members if holder == "feed" else {"items": [item]})}
    verdict = check(json.dumps(feed).encode(), path="x")
    assert verdict.problems
    assert all(problem.where.line == 1 and problem.where.column for problem in verdict.problems)
