"""What the Atom builder promises: its golden documents, and what a reader gets out of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from feeds import __version__, validator
from feeds.builders.atom import BUILDER
from feeds.model import Edition, Manner, Media
from feeds.record import replace
from tests.builders.small import ENTRIES, SITE, make

DATA = Path(__file__).parent / "data"
NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(edition: Edition, number: int = 0) -> etree._Element:
    """Return the parsed document of one channel."""
    return etree.fromstring(list(BUILDER.build(edition))[number].data)


def texts(root: etree._Element, path: str) -> list[str | None]:
    """Return the text of every element at the path."""
    return [element.text for element in root.findall(path, NAMES)]


def links(root: etree._Element) -> list[dict[str, str]]:
    """Return the attributes of every link."""
    return [{str(k): str(v) for k, v in link.attrib.items()} for link in root.findall("a:link", NAMES)]


def test_golden(edition: Edition, golden: Callable[[Path, bytes], None]) -> None:
    """Each channel's document is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    first, second = BUILDER.build(edition)
    version = f'version="{__version__}"'.encode()
    golden(DATA / "atom.xml", first.data.replace(version, b'version="0"'))
    golden(DATA / "atom-category.xml", second.data.replace(version, b'version="0"'))


def test_documents(edition: Edition) -> None:
    """A document knows its path, its URL percent-encoded, and the sources of its entries in order."""
    first, second = BUILDER.build(edition)
    assert (first.path, first.url, first.kind) == ("atom.xml", "https://example.org/notes/atom.xml", "atom")
    assert first.media_type == "application/atom+xml"
    assert first.sources == ("posts/new.md", "posts/old.md")
    assert second.url == "https://example.org/notes/category/%E6%96%B0%E9%97%BB/atom.xml"


def test_no_fault(edition: Edition) -> None:
    """The validator finds nothing, told where the document will be."""
    for document in BUILDER.build(edition):
        problems = validator.check(document.data, path=document.path, url=document.url).problems
        # An entry of which there is a title alone: that is what the post has.
        assert [problem.code for problem in problems] == ["no-text"]


def test_a_reader_gets_everything(edition: Edition) -> None:
    """What a reader gets is what was put in: escaping is undone exactly once."""
    read = feedparser.parse(next(iter(BUILDER.build(edition))).data, sanitize_html=False)
    assert not read.bozo
    assert (read.feed.id, read.feed.title) == ("https://example.org/notes/atom.xml", "Notes & <Queries>")
    assert (read.feed.subtitle, read.feed.language) == ("Small notes", "en")
    assert (read.feed.author_detail.name, read.feed.author_detail.email) == ("Mei Lin", "mei@example.org")
    assert read.feed.author_detail.href == "https://example.org/mei"
    assert read.feed.generator_detail.name == "feeds"
    new, old = read.entries
    assert (new.id, new.title) == ("tag:example.org,2026:new", "Tom & <b> 📡")
    assert (new.link, old.link) == (
        "https://example.org/notes/new/",
        "https://example.org/notes/old/?a=1&b=2",
    )
    assert (new.published, new.updated) == ("2026-01-03T08:30:00+08:00", "2026-01-03T08:30:00+08:00")
    assert (old.published, old.updated) == ("2025-12-31T23:59:59+00:00", "2026-02-01T00:00:00+00:00")
    assert [author.name for author in new.authors] == ["陈思远", "Ann"]
    assert [tag.term for tag in new.tags] == ["News", "R&D", "阅读"]
    assert (new.content[0].value, new.content[0].type) == (ENTRIES["posts/new.md"].html, "text/html")
    assert (new.summary, new.summary_detail.type) == ("A < B “中文”", "text/plain")


def test_links_keep_their_attributes(edition: Edition) -> None:
    """Of an entry's link feedgen drops all but its address: rel and type are there."""
    root = tree(edition)
    assert links(root.findall("a:entry", NAMES)[0]) == [
        {"href": "https://example.org/notes/new/", "rel": "alternate", "type": "text/html"}
    ]
    assert links(root) == [
        {"href": "https://example.org/notes/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://example.org/notes/rss.xml", "rel": "alternate", "type": "application/rss+xml"},
        {"href": "https://example.org/notes/feed.json", "rel": "alternate", "type": "application/feed+json"},
        {"href": "https://example.org/notes/", "rel": "alternate", "type": "text/html"},
    ]


def test_updated_is_the_newest(edition: Edition) -> None:
    """The feed's date is that of its newest update, never now."""
    assert texts(tree(edition), "a:updated") == ["2026-02-01T00:00:00+00:00"]
    new_alone = replace(edition.channels[0], posts=edition.channels[0].posts[:1])
    assert texts(tree(replace(edition, channels=(new_alone,))), "a:updated") == ["2026-01-03T08:30:00+08:00"]


def test_every_entry_names_its_author(edition: Edition) -> None:
    """The site's author stands in entries without one: readers of a planet see no feed's author."""
    new, old = tree(edition).findall("a:entry", NAMES)
    assert texts(new, "a:author/a:name") == ["陈思远", "Ann"]
    assert texts(old, "a:author/a:name") == ["Mei Lin"]


def test_no_author_at_all() -> None:
    """RFC 4287, section 4.1.1: a feed must have an author, so the site's name stands for one."""
    bare = make(replace(SITE, authors=(), lang=None))
    document = list(BUILDER.build(bare))[1]
    root = etree.fromstring(document.data)
    assert texts(root, "a:author/a:name") == ["Notes & <Queries>"]
    assert root.get(LANG) is None
    problems = validator.check(document.data, path="", url=document.url).problems
    assert [problem.code for problem in problems] == ["no-text"]


def test_language(edition: Edition) -> None:
    """The feed's language is the site's, an entry's its own."""
    root = tree(edition)
    assert root.get(LANG) == "en"
    assert [entry.get(LANG) for entry in root.findall("a:entry", NAMES)] == ["zh-CN", None]


def test_order_is_the_channels(edition: Edition) -> None:
    """The order of the entries is the channel's."""
    turned = replace(edition.channels[0], posts=edition.channels[0].posts[::-1])
    assert texts(tree(replace(edition, channels=(turned,))), "a:entry/a:title") == ["Old", "Tom & <b> 📡"]


def test_shared_entry_is_in_both(edition: Edition) -> None:
    """An entry in two channels stands in both, whole, and once in each."""
    first, second = (tree(edition, number) for number in (0, 1))
    assert texts(first, "a:entry/a:title") == ["Tom & <b> 📡", "Old"]
    assert texts(second, "a:entry/a:title") == ["Old"]
    assert texts(second, "a:entry/a:id") == [edition.channels[1].posts[0].id]


def test_summary_alone() -> None:
    """`content = "summary"` leaves the content out and keeps the summary."""
    short = make(replace(SITE, manner=Manner(content="summary")))
    assert texts(tree(short), "a:entry/a:content") == []
    assert texts(tree(short), "a:entry/a:summary") == ["A < B “中文”"]


@pytest.mark.parametrize("text", ["]]>", "&amp;", "&lt;b&gt;", "<![CDATA[x]]>", "a\tb\nc", "<p>中文</p>"])
def test_escaping(text: str) -> None:
    """Whatever a title, a summary or the content says, it is read back as it was, and never CDATA."""
    entry = replace(ENTRIES["posts/new.md"], title=text, summary=text, html=text)
    root = tree(make(entries={**ENTRIES, "posts/new.md": entry}))
    for name in ("title", "summary", "content"):
        assert texts(root, f"a:entry/a:{name}")[0] == text
    assert [one.get("type") for one in root.findall("a:entry/a:content", NAMES)] == ["html"]


def test_summary_or_body_or_both() -> None:
    """The body alone, the summary alone, or the one beside the other, as the settings say."""
    for content, has in (("both", (1, 1)), ("full", (0, 1)), ("summary", (1, 0))):
        new = tree(make(replace(SITE, manner=Manner(content=content)))).findall("a:entry", NAMES)[0]  # type: ignore[arg-type] # it is one
        assert (len(texts(new, "a:summary")), len(texts(new, "a:content"))) == has


def test_pictures() -> None:
    """The feed's picture is its logo, the site's small one its icon."""
    site = replace(SITE, icon="https://example.org/i.png", manner=Manner(image="https://example.org/l.webp"))
    root = tree(make(site))
    assert texts(root, "a:icon") + texts(root, "a:logo") == [site.icon, "https://example.org/l.webp"]


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
