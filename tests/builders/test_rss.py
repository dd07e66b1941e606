"""What the RSS builder promises: its golden documents, and what a reader gets out of them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from feeds import validator
from feeds.builders.rss import BUILDER
from feeds.model import Edition, Manner, Media
from feeds.record import replace
from tests.builders.small import ENTRIES, SITE, make

DATA = Path(__file__).parent / "data"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


def tree(edition: Edition, number: int = 0) -> etree._Element:
    """Return the parsed document of one channel."""
    return etree.fromstring(list(BUILDER.build(edition))[number].data)


def texts(root: etree._Element, path: str) -> list[str | None]:
    """Return the text of every element at the path."""
    return [element.text for element in root.findall(path, NAMES)]


def test_golden(edition: Edition, golden: Callable[[Path, bytes], None]) -> None:
    """Each channel's document is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    first, second = BUILDER.build(edition)
    golden(DATA / "rss.xml", first.data)
    golden(DATA / "rss-category.xml", second.data)


def test_documents(edition: Edition) -> None:
    """A document knows its path, its URL percent-encoded, and the sources of its items in order."""
    first, second = BUILDER.build(edition)
    assert (first.path, first.url, first.kind) == ("rss.xml", "https://example.org/notes/rss.xml", "rss")
    assert first.media_type == "application/rss+xml"
    assert first.sources == ("posts/new.md", "posts/old.md")
    assert second.path == "category/新闻/rss.xml"
    assert second.url == "https://example.org/notes/category/%E6%96%B0%E9%97%BB/rss.xml"


def test_no_fault(edition: Edition) -> None:
    """The validator finds nothing, told where the document will be."""
    for document in BUILDER.build(edition):
        assert validator.check(document.data, path=document.path, url=document.url).problems == ()


def test_a_reader_gets_everything(edition: Edition) -> None:
    """What a reader gets is what was put in: escaping is undone exactly once."""
    read = feedparser.parse(next(iter(BUILDER.build(edition))).data, sanitize_html=False)
    assert not read.bozo
    assert (read.feed.title, read.feed.subtitle) == ("Notes & <Queries>", "Small notes")
    assert (read.feed.link, read.feed.language) == ("https://example.org/notes/", "en")
    new, old = read.entries
    assert (new.id, old.id) == ("tag:example.org,2026:new", "https://example.org/notes/old/?a=1&b=2")
    assert (new.link, new.title) == ("https://example.org/notes/new/", "Tom & <b> 📡")
    assert new.published == "Sat, 03 Jan 2026 08:30:00 +0800"
    assert new.published_parsed[:6] == (2026, 1, 3, 0, 30, 0)
    assert old.updated_parsed[:6] == (2026, 2, 1, 0, 0, 0)
    assert [tag.term for tag in new.tags] == ["News", "R&D", "阅读"]
    assert new.content[0].value == ENTRIES["posts/new.md"].html
    assert "content" not in old
    assert "summary" not in old


def test_guid_says_whether_it_is_an_address(edition: Edition) -> None:
    """A guid is a permanent link exactly where it is the post's URL."""
    guids = tree(edition).findall("channel/item/guid")
    assert [guid.get("isPermaLink") for guid in guids] == ["false", "true"]


def test_link_is_the_page(edition: Edition) -> None:
    """Although feedgen takes the last link of any rel for <link>, it is the page."""
    assert texts(tree(edition), "channel/link") == ["https://example.org/notes/"]


def test_links(edition: Edition) -> None:
    """The document says at which URL it is, and where the same posts are in other formats."""
    links = tree(edition, 1).findall("channel/atom:link", NAMES)
    folder = "https://example.org/notes/category/%E6%96%B0%E9%97%BB"
    assert [dict(link.attrib) for link in links] == [
        {"href": f"{folder}/rss.xml", "rel": "self", "type": "application/rss+xml"},
        {"href": f"{folder}/atom.xml", "rel": "alternate", "type": "application/atom+xml"},
        {"href": f"{folder}/feed.json", "rel": "alternate", "type": "application/feed+json"},
    ]


def test_dates_are_the_posts(edition: Edition) -> None:
    """The lastBuildDate is the newest update, never now; each item has its own two dates."""
    root = tree(edition)
    assert texts(root, "channel/lastBuildDate") == ["Sun, 01 Feb 2026 00:00:00 +0000"]
    assert texts(root, "channel/pubDate") == []
    assert texts(root, "channel/item/pubDate") == [
        "Sat, 03 Jan 2026 08:30:00 +0800",
        "Wed, 31 Dec 2025 23:59:59 +0000",
    ]
    assert texts(root, "channel/item/atom:updated") == [
        "2026-01-03T08:30:00+08:00",
        "2026-02-01T00:00:00+00:00",
    ]


def test_authors(edition: Edition) -> None:
    """Every author is a dc:creator, the site's where the post names none, and nobody an <author>."""
    new, old = tree(edition).findall("channel/item")
    assert texts(new, "dc:creator") == ["陈思远", "Ann"]
    assert texts(old, "dc:creator") == ["Mei Lin"]
    assert texts(tree(edition), ".//author") == []


def test_no_author_at_all() -> None:
    """Without any author there is no dc:creator, and the document is valid."""
    bare = make(replace(SITE, authors=(), lang=None))
    document = list(BUILDER.build(bare))[1]
    assert b"creator>" not in document.data
    assert b"<language>" not in document.data
    assert validator.check(document.data, path="", url=document.url).problems == ()


def test_order_is_the_channels(edition: Edition) -> None:
    """Although feedgen puts entries in front of one another, the order is the channel's."""
    turned = replace(edition.channels[0], posts=edition.channels[0].posts[::-1])
    root = tree(replace(edition, channels=(turned,)))
    assert texts(root, "channel/item/title") == ["Old", "Tom & <b> 📡"]


def test_shared_entry_is_in_both(edition: Edition) -> None:
    """An entry in two channels stands in both, whole, and once in each."""
    first, second = (tree(edition, number) for number in (0, 1))
    one, two = first.findall("channel/item")[1], second.findall("channel/item")[0]
    assert etree.tostring(one, with_tail=False, method="c14n") == etree.tostring(
        two, with_tail=False, method="c14n"
    )
    assert len(second.findall("channel/item")) == 1


def test_summary_alone() -> None:
    """`content = "summary"` leaves the content out and keeps the summary."""
    short = make(replace(SITE, manner=Manner(content="summary")))
    item = tree(short).findall("channel/item")[0]
    assert texts(item, "description") == ["A &lt; B “中文”"]
    assert texts(item, "content:encoded") == []


def test_body_alone() -> None:
    """`content = "full"` has the body in the description, which every reader looks at."""
    item = tree(make(replace(SITE, manner=Manner(content="full")))).findall("channel/item")[0]
    assert texts(item, "description") == [ENTRIES["posts/new.md"].html]
    assert texts(item, "content:encoded") == []


def test_building_twice(edition: Edition) -> None:
    """The edition is not used up: the same one gives the same bytes again."""
    assert list(BUILDER.build(edition)) == list(BUILDER.build(edition))


@pytest.mark.parametrize(
    "text", ["]]>", "&amp;", "&lt;b&gt;", "<![CDATA[x]]>", "a\tb\nc", "\U0001f3f3\ufe0f\u200d\U0001f308"]
)
def test_escaping(text: str) -> None:
    """Whatever a title, a summary or the content says, it is read back as it was."""
    entry = replace(ENTRIES["posts/new.md"], title=text, summary=text, html=text)
    root = tree(make(entries={**ENTRIES, "posts/new.md": entry}))
    item = root.findall("channel/item")[0]
    for name in ("title", "content:encoded"):
        assert texts(item, name) == [text]
    # A description is HTML, of which the summary is the text.
    assert texts(item, "description") == [escape(text, quote=False)]


@pytest.mark.parametrize(
    ("image", "shown"), [("https://example.org/a/l.PNG?v=2", True), ("https://example.org/l.webp", False)]
)
def test_image(image: str, shown: bool) -> None:
    """The feed's picture is there if RSS has its kind, with the channel's own title and link."""
    (document, *_) = BUILDER.build(make(replace(SITE, manner=Manner(image=image))))
    pictures = etree.fromstring(document.data).findall("channel/image")
    told = [[child.text for child in picture] for picture in pictures]
    assert told == ([[image, "Notes & <Queries>", "https://example.org/notes/"]] if shown else [])
    assert validator.check(document.data, path="", url=document.url).problems == ()


def test_pictures_and_files_of_an_entry() -> None:
    """An entry's picture and files are in it, and nothing is wrong with that."""
    sound = Media(url="https://example.org/a.mp3", type="audio/mpeg", length=1234)
    image = Media(url="https://example.org/a.png", type="image/png")
    entry = replace(ENTRIES["posts/new.md"], image=image, enclosures=(sound,))
    document = next(iter(BUILDER.build(make(entries={**ENTRIES, "posts/new.md": entry}))))
    assert b"https://example.org/a.mp3" in document.data
    assert b"media:thumbnail" in document.data
    problems = validator.check(document.data, path="", url=document.url).problems
    assert [problem.code for problem in problems if problem.level != "info"] == []
