"""What the JSON Feed builder promises: one JSON document, whichever pieces it is put together from."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import validator
from feeds.builders.jsonfeed import BUILDER
from feeds.model import Author, Edition, Entry, Manner, Media
from feeds.record import replace
from tests.builders.small import ENTRIES, NEW, SITE, channel, make, render

DATA = Path(__file__).parent / "data"


def feed(edition: Edition, number: int = 0) -> dict[str, Any]:
    """Return the parsed document of one channel."""
    parsed: dict[str, Any] = json.loads(list(BUILDER.build(edition))[number].data)
    return parsed


def laid_out(data: bytes) -> bytes:
    """Return a document as Python's own writer would lay it out as a whole."""
    return f"{json.dumps(json.loads(data), ensure_ascii=False, indent=2)}\n".encode()


def test_golden(edition: Edition, golden: Callable[[Path, bytes], None]) -> None:
    """Each channel's document is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    first, second = BUILDER.build(edition)
    golden(DATA / "feed.json", first.data)
    golden(DATA / "feed-category.json", second.data)


def test_documents(edition: Edition) -> None:
    """A document knows its path, its URL percent-encoded, and the sources of its items in order."""
    first, second = BUILDER.build(edition)
    assert (first.path, first.url, first.kind) == (
        "feed.json", "https://example.org/notes/feed.json", "jsonfeed",
    )  # fmt: skip
    assert first.sources == ("posts/new.md", "posts/old.md")
    assert second.url == "https://example.org/notes/category/%E6%96%B0%E9%97%BB/feed.json"


def test_no_fault(edition: Edition) -> None:
    """The validator finds nothing, neither in the whole nor in what stands around the items."""
    for document in BUILDER.build(edition):
        assert validator.check(document.data, path="", url=document.url).problems == ()
        known = [piece.known for piece in document.pieces]
        more = sum(piece.size for piece in document.pieces)
        shell = validator.check(
            document.head + document.tail, path="", url=document.url, known=known, more=more
        )
        assert shell.problems == ()
        assert document.size == len(document.data)


def test_a_reader_gets_everything(edition: Edition) -> None:
    """What there is to say of a feed and its items is there, and what is not there is not."""
    whole = feed(edition)
    items = whole.pop("items")
    person = {"name": "Mei Lin", "url": "https://example.org/mei"}
    assert whole == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Notes & <Queries>",
        "home_page_url": "https://example.org/notes/",
        "feed_url": "https://example.org/notes/feed.json",
        "description": "Small notes",
        "authors": [person],
        "language": "en",
    }
    assert items[0] == {
        "id": "tag:example.org,2026:new",
        "url": "https://example.org/notes/new/",
        "title": "Tom & <b> 📡",
        "content_html": ENTRIES["posts/new.md"].html,
        "summary": "A < B “中文”",
        "date_published": "2026-01-03T08:30:00+08:00",
        "authors": [{"name": "陈思远"}, {"name": "Ann", "url": "https://ann.example.org/"}],
        "tags": ["News", "R&D", "阅读"],
        "language": "zh-CN",
    }
    assert items[1] == {
        "id": "https://example.org/notes/old/?a=1&b=2",
        "url": "https://example.org/notes/old/?a=1&b=2",
        "title": "Old",
        "content_text": "Old",
        "date_published": "2025-12-31T23:59:59+00:00",
        "date_modified": "2026-02-01T00:00:00+00:00",
        "authors": [person],
        "tags": ["News"],
    }


def test_version_stands_first(edition: Edition) -> None:
    """Readers look for the version at the very top."""
    assert next(iter(BUILDER.build(edition))).data.startswith(b'{\n  "version": "https://jsonfeed.org/')


def test_letters_of_every_script(edition: Edition) -> None:
    """No letter is written as an escape: people read it, and it is shorter."""
    data = next(iter(BUILDER.build(edition))).data
    assert "“中文”".encode() in data
    assert b"\\u" not in data


def test_pictures_hubs_and_an_end() -> None:
    """The feed's pictures and hubs have their places; a feed that has ended says so."""
    manner = Manner(image="https://example.org/l.webp", expired=True)
    hub = "https://hub.example.net/?a=b"
    whole = feed(make(replace(SITE, icon="https://example.org/i.png", hubs=(hub,), manner=manner)))
    assert (whole["icon"], whole["favicon"]) == (manner.image, "https://example.org/i.png")
    assert whole["hubs"] == [{"type": "WebSub", "url": hub}]
    assert whole["expired"] is True


@pytest.mark.parametrize(
    ("content", "members"),
    [("both", {"content_html", "summary"}), ("full", {"content_html"}), ("summary", {"content_text"})],
)
def test_summary_or_body_or_both(content: Any, members: set[str]) -> None:
    """The body alone, the summary alone as the content, or the one beside the other."""
    item = feed(make(replace(SITE, manner=Manner(content=content))))["items"][0]
    assert {"content_html", "content_text", "summary"} & item.keys() == members
    assert item.get("content_text", "A < B “中文”") == "A < B “中文”"


def test_an_author_with_no_more_than_an_address() -> None:
    """A mailbox stands where there is no page: "The URL could be a mailto: link"."""
    site = replace(SITE, authors=(Author(name="Mei", email="mei@example.org"),))
    assert feed(make(site))["authors"] == [{"name": "Mei", "url": "mailto:mei@example.org"}]


def test_image_and_attachments() -> None:
    """An entry's picture and files are there, with all that is known of them."""
    sound = Media(url="https://example.org/a.mp3", type="audio/mpeg", length=1234, duration=0, title="A & B")
    more = Media(url="https://example.org/b.mp3", type="audio/mpeg")
    entry = replace(
        ENTRIES["posts/new.md"], image=Media(url="https://example.org/a.png"), enclosures=(sound, more)
    )
    document = next(iter(BUILDER.build(make(entries={**ENTRIES, "posts/new.md": entry}))))
    item = json.loads(document.data)["items"][0]
    assert item["image"] == "https://example.org/a.png"
    assert item["attachments"] == [
        {"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg", "title": "A & B",
         "size_in_bytes": 1234, "duration_in_seconds": 0},
        {"url": "https://example.org/b.mp3", "mime_type": "audio/mpeg"},
    ]  # fmt: skip
    assert validator.check(document.data, path="", url=document.url).problems == ()


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    ['"', "\\", "],\n  [", "\n", "\t", "}\n    ,", "</script>", "\u2028", "📡"]
)


class TestSpliced:
    """A document is its shell and the items that were made in a specimen."""

    @given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4), words)
    def test_as_a_whole(self, rows: list[tuple[str, str, str]], title: str) -> None:
        """It is, byte for byte, what Python makes of the whole, whichever batch made its items."""
        days = [datetime(2026, 1, 9 - n, tzinfo=UTC) for n in range(len(rows))]
        posts = [NEW._replace(source=f"{day}", id=f"tag:x,2026:{day.day}", published=day) for day in days]
        found = [
            Entry(post=post, title=heading or "x", summary=summary, html=html)
            for post, (heading, summary, html) in zip(posts, rows, strict=True)
        ]
        made = render(found, SITE)
        for entry in found[1:]:  # as if each came from another specimen
            made |= render([entry], SITE)
        of = channel(posts=[entry.post for entry in found], title=title or "x")
        (document,) = BUILDER.build(Edition(site=SITE, channels=(of,), entries=made, pages=()))
        assert document.data == laid_out(document.data)
        assert document.size == len(document.data)
        items = json.loads(document.data)["items"]
        assert [item["title"] for item in items] == [entry.title for entry in found]
        assert [item.get("content_html", "") for item in items] == [entry.html for entry in found]

    def test_specimen(self) -> None:
        """So is the specimen that the validator reads, and all but its first item stand in it as they are."""
        assert BUILDER.specimen is not None
        document, parts = BUILDER.specimen(list(ENTRIES.values()), SITE)
        assert document == laid_out(document)
        assert len(parts) == 2
        assert parts[1] in document
        assert parts[0][1:] in document

    def test_pieces_are_told_apart(self, edition: Edition) -> None:
        """The first item of a document has other bytes than the same elsewhere, and says so."""
        first, second = BUILDER.build(edition)
        old, again = first.pieces[1], second.pieces[0]
        assert old.fetch() == b"," + again.fetch()
        assert old.digest != again.digest
        assert old.known == again.known
