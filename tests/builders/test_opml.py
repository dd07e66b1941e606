"""What the OPML builder promises: a list of subscriptions that any reader imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from feeds import validator
from feeds.builders.opml import BUILDER
from feeds.model import Document, Edition
from feeds.record import replace
from tests.builders.offered import CHANNELS, OLD, SITE, channel, edition, many

DATA = Path(__file__).parent / "data"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)


def build(of: Edition) -> Document:
    """Return the one document."""
    (document,) = BUILDER.build(of)
    return document


def outlines(of: Edition) -> list[dict[str, str]]:
    """Return the attributes of each feed that is listed."""
    return [dict(one.attrib) for one in ElementTree.fromstring(build(of).data).iter("outline")]


def test_golden(golden: Callable[[Path, bytes], None]) -> None:
    """The list is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    golden(DATA / "feeds.opml", build(edition()).data)


def test_document() -> None:
    """It knows its path, its URL and its media type; the settings may say where it lies."""
    document = build(edition())
    assert (document.path, document.url) == ("feeds.opml", "https://example.org/notes/feeds.opml")
    assert (document.kind, document.media_type, document.sources) == ("opml", "text/x-opml", ())
    moved = replace(SITE, paths=(("site", "opml", "lists/all.opml"), ("category", "opml", "no")))
    assert build(edition(site=moved)).url == "https://example.org/notes/lists/all.opml"


def test_no_fault() -> None:
    """The validator finds nothing, not of thousands, and not where the site has no author and no language."""
    bare = replace(SITE, authors=(), lang=None, description="")
    for of in (edition(), edition(site=bare), edition(channel()), edition(*many(2_000))):
        document = build(of)
        verdict = validator.check(document.data, path=document.path, url=document.url)
        assert (verdict.kind, verdict.problems) == ("opml", ())


def test_each_channel_once() -> None:
    """A channel is named by the first of its formats: whoever imports the list gets no post twice."""
    listed = outlines(edition())
    assert [one["xmlUrl"] for one in listed] == [
        "https://example.org/notes/rss.xml",
        "https://example.org/notes/category/news/rss.xml",
        "https://example.org/notes/category/zebra/rss.xml",
        "https://example.org/notes/category/%E9%98%85%E8%AF%BB/rss.xml",
        "https://example.org/notes/tag/r-d/atom.xml",
    ]
    assert {one["type"] for one in listed} == {"rss"}
    assert [one["text"] for one in listed] == [one["title"] for one in listed]


def test_what_is_said_of_a_feed() -> None:
    """Its page, its language, and its description where that is not its title over again."""
    site, _, zebra, *_ = outlines(edition(site=replace(SITE, title="Notes")))
    assert (site["htmlUrl"], site["language"], site["description"]) == (
        "https://example.org/notes/",
        "en",
        "Small notes",
    )
    assert zebra["htmlUrl"] == "https://example.org/notes/zebra/"
    assert "description" not in zebra
    assert "language" not in outlines(edition(site=replace(SITE, lang=None)))[0]


def test_the_date_is_the_newest_posts() -> None:
    """Never the clock's: when the newest of all listed posts was changed."""
    later = replace(OLD, updated=OLD.updated.replace(year=2030))
    assert b"<dateModified>Sun, 01 Feb 2026 00:00:00 +0000</dateModified>" in build(edition()).data
    assert b"01 Feb 2030" in build(edition(*CHANNELS, channel("tag", "x", (later,)))).data


def test_no_feed() -> None:
    """Without a feed there is no list: an empty one would be invalid."""
    assert list(BUILDER.build(replace(edition(), channels=()))) == []
    assert list(BUILDER.build(edition(channel(paths=()), channel("tag", "x", (), total=0)))) == []


@given(TEXT)
def test_escaping(text: str) -> None:
    """Whatever a feed is called, that is what is read; white space in attributes is all one to XML."""
    of = edition(channel(title=text, description=f"{text}!"), site=replace(SITE, title=text))
    (found,) = outlines(of)
    assert found["title"] == text
    assert found["description"] == f"{text}!"
    assert ElementTree.fromstring(build(of).data).findtext("head/title") == text
