"""Pictures, enclosures and podcasts in RSS and Atom: our validator has nothing to say of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds import validator
from feeds.builders import _media
from feeds.model import Author, Channel, Entry, Episode, Media, Podcast, Post, Site
from feeds.record import replace
from feeds.records import Transcript, Voice
from tests.builders.small import add

DATA = Path(__file__).parent / "data"
NAMES = {
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
PODCAST = Podcast(
    image="https://example.org/cover.png",
    categories=(("Technology", None), ("News", "Tech News"), ("News", "Daily News")),
)
FULL = replace(
    PODCAST, author="Mei & Ann", owner=Author(name="Mei Lin", email="mei@example.org"), explicit=True,
    type="serial", locked=True, funding=(("https://example.org/pay?a=1&b=2", "Support us"),), feed="Talks",
    guid="917393e3-1b1e-5cef-ace4-edaa54e1f810", medium="podcast",
)  # fmt: skip
SITE = Site(
    url="https://example.org", id_url="https://example.org", title="Rain", zone=UTC, dialect="plain",
    folders=("posts",), lang="en", authors=(Author(name="Mei Lin"), Author(name="Ann")),
)  # fmt: skip
POST = Post(
    source="posts/rain.md", id="https://example.org/rain/", url="https://example.org/rain/", title="Rain",
    published=datetime(2026, 1, 2, tzinfo=UTC), updated=datetime(2026, 1, 2, tzinfo=UTC),
)  # fmt: skip
PLAIN = Entry(post=POST, title="Rain", summary="It rained.", html="<p>It rained.</p>")
IMAGE = Media(
    url="https://example.org/a.png?b&c", type="image/png", length=99, width=120, height=80, title="A & B"
)
MP3 = Media(url="https://example.org/1.mp3", type="audio/mpeg", length=25209836, duration=60, title="Rain")
PDF = Media(url="https://example.org/1.pdf", type="application/pdf")
EPISODE = Episode(
    number=3, season=2, season_name="Wet", kind="full", explicit=False, duration=60,
    image="https://example.org/3.jpg", title="Rain", subtitle="A & B", summary="All of it.",
    chapters="https://example.org/3.json",
    transcripts=(Transcript("https://example.org/3.vtt", "text/vtt", "en"),
                 Transcript("https://example.org/3.html", "text/html")),
    voices=(Voice("Ann", "host"), Voice("陈思远", "guest", "https://ann.org/", "https://ann.org/a.png")),
)  # fmt: skip


def channel(name: str = "") -> Channel:
    """Return a channel."""
    return Channel(
        kind="category" if name else "site", name=name, title="Rain", description="It rains",
        page="https://example.org/", paths=(), posts=(), total=1,
    )  # fmt: skip


def feed(site: Site, name: str, kind: str) -> Any:
    """Return feedgen's feed, as the builders set it up."""
    made = FeedGenerator()
    made.id("https://example.org/rss.xml")
    made.title("Rain")
    made.subtitle("It rains")
    made.author({"name": "Mei Lin"})
    made.link(href=f"https://example.org/{kind}.xml", rel="self", type=f"application/{kind}+xml")
    made.link(href="https://example.org/", rel="alternate", type="text/html")
    made.updated(POST.updated)
    if site.lang:
        made.language(site.lang)
    if kind == "rss":
        _media.declare(made, site, channel(name), "https://example.org/rss.xml")
    else:
        _media.declare(made, site)
    return made


def rss(*entries: Entry, site: Site = SITE, name: str = "") -> bytes:
    """Return an RSS document with the entries."""
    root = etree.fromstring(feed(site, name, "rss").rss_str())
    for entry in entries:
        item = etree.SubElement(root[0], "item")
        etree.SubElement(item, "title").text = entry.title
        etree.SubElement(item, "link").text = entry.post.url
        etree.SubElement(item, "guid").text = entry.post.id
        etree.SubElement(item, "pubDate").text = "Fri, 02 Jan 2026 00:00:00 +0000"
        etree.SubElement(item, "description").text = entry.summary
        add(item, _media.of_item(entry, site))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def atom(*entries: Entry, site: Site = SITE) -> bytes:
    """Return an Atom document with the entries."""
    made = feed(site, "", "atom")
    for entry in entries:
        one = made.add_entry(order="append")
        one.id(entry.post.id)
        one.title(entry.title)
        one.link(href=entry.post.url, rel="alternate")
        one.updated(entry.post.updated)
        one.content(entry.html, type="html")
    root, _ = made._create_atom()  # the tree before feedgen writes it, which is when the builders add to it
    for element, entry in zip(root.findall("entry"), entries, strict=True):
        add(element, _media.of_entry(entry, site))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def faults(document: bytes) -> list[str]:
    """Return what the validator has to say of a document, but for advice."""
    kind = "rss" if b"<rss" in document else "atom"
    found = validator.check(document, path="feed.xml", url=f"https://example.org/{kind}.xml").problems
    return [str(problem) for problem in found if problem.level != "info"]


def attributes(document: bytes, path: str) -> list[dict[str, str]]:
    """Return the attributes of every element at the path."""
    return [
        {str(key): str(value) for key, value in one.attrib.items()}
        for one in etree.fromstring(document).findall(path, NAMES)
    ]


def texts(document: bytes, path: str) -> list[str | None]:
    """Return the text of every element at the path."""
    return [one.text for one in etree.fromstring(document).findall(path, NAMES)]


def test_golden(golden: Callable[[Path, bytes], None]) -> None:
    """An episode with all there is looks, byte for byte, as the one in data/."""
    entry = replace(PLAIN, image=IMAGE, enclosures=(MP3, PDF), episode=EPISODE)
    site = replace(SITE, podcast=FULL)
    golden(DATA / "media-rss.xml", rss(entry, site=site, name="Talks"))
    golden(DATA / "media-atom.xml", atom(entry, site=site))


@pytest.mark.parametrize(
    "entry",
    [
        PLAIN,
        replace(PLAIN, image=IMAGE),
        replace(PLAIN, image=Media(url="https://example.org/photo?id=7")),
        replace(PLAIN, image=Media(url="https://example.org/a.svg", type="image/svg+xml", width=9)),
        replace(PLAIN, enclosures=(MP3,)),
        replace(PLAIN, enclosures=(replace(MP3, length=None), PDF)),
        replace(PLAIN, enclosures=(MP3, Media(url="https://example.org/2.mp4", type="video/mp4"))),
        replace(PLAIN, image=IMAGE, enclosures=(MP3,), episode=Episode()),
        replace(PLAIN, image=IMAGE, enclosures=(MP3,), episode=EPISODE),
        replace(PLAIN, enclosures=(MP3,), episode=Episode(number=0, kind="bonus", explicit=True)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("podcast", [None, PODCAST, replace(PODCAST, type="episodic"), FULL])
def test_no_fault(entry: Entry, podcast: Podcast | None) -> None:
    """Whatever an entry has, and of whichever podcast, the documents have no error and no warning."""
    site, told = replace(SITE, podcast=podcast), entry.episode or Episode()
    if podcast != FULL or told.number or told.kind == "bonus":  # a serial's episodes have to be numbered
        assert faults(rss(entry, site=site)) == []
    assert faults(atom(entry, site=site)) == []


def test_a_plain_entry_has_nothing() -> None:
    """Nothing is added to an entry that has nothing, and no element is empty."""
    assert b"media:" not in rss(PLAIN).replace(b"xmlns:media", b"")
    assert b"media:" not in atom(PLAIN).replace(b"xmlns:media", b"")


def test_image() -> None:
    """The picture is named twice, with what is known of it, and never in a group."""
    entry = replace(PLAIN, image=IMAGE)
    content = {"url": IMAGE.url, "medium": "image", "type": "image/png", "fileSize": "99", "width": "120",
               "height": "80"}  # fmt: skip
    for document, path in ((rss(entry), "channel/item/"), (atom(entry), "atom:entry/")):
        assert attributes(document, f"{path}media:content") == [content]
        assert b"media:description" not in document
        assert attributes(document, f"{path}media:thumbnail") == [
            {"url": IMAGE.url, "width": "120", "height": "80"}
        ]
        assert b"media:group" not in document


def test_enclosures_of_rss() -> None:
    """RSS has the first as its enclosure, of 0 bytes where nobody knows them, and the others as media."""
    document = rss(replace(PLAIN, enclosures=(replace(MP3, length=None), PDF)))
    assert attributes(document, "channel/item/enclosure") == [
        {"url": MP3.url, "length": "0", "type": "audio/mpeg"}
    ]
    assert attributes(document, "channel/item/media:content") == [
        {"url": PDF.url, "medium": "document", "type": "application/pdf"}
    ]


def test_enclosures_of_atom() -> None:
    """Atom has all as links, with all that is known of them; what is not known is not said."""
    document = atom(replace(PLAIN, enclosures=(MP3, PDF)))
    links = [one for one in attributes(document, "atom:entry/atom:link") if one.get("rel") == "enclosure"]
    assert links == [
        {"href": MP3.url, "rel": "enclosure", "type": "audio/mpeg", "length": "25209836", "title": "Rain"},
        {"href": PDF.url, "rel": "enclosure", "type": "application/pdf"},
    ]


def test_a_reader_gets_everything() -> None:
    """A widely used reader finds the file, the picture and the episode."""
    entry = replace(PLAIN, image=IMAGE, enclosures=(MP3,), episode=EPISODE)
    read = feedparser.parse(rss(entry, site=replace(SITE, podcast=FULL)))
    assert not read.bozo
    (one,) = read.entries
    assert one.enclosures[0].href == MP3.url
    assert one.enclosures[0].length == "25209836"
    assert one.media_thumbnail[0]["url"] == IMAGE.url
    assert (one.itunes_duration, one.itunes_episode, one.itunes_season) == ("60", "3", "2")
    assert read.feed.image.href == FULL.image
    (one,) = feedparser.parse(atom(entry)).entries
    assert [one.href for one in one.enclosures] == [MP3.url]


def test_no_podcast_no_tags() -> None:
    """Without a podcast in the settings there are none of its tags, nor their namespaces; in Atom never."""
    entry = replace(PLAIN, enclosures=(MP3,), episode=EPISODE)
    assert b"itunes" not in rss(entry)
    assert b"podcastindex" not in rss(entry)
    assert b"itunes" not in atom(entry, site=replace(SITE, podcast=FULL))


def test_namespaces_stand_at_the_root() -> None:
    """Entries are put into other feeds as they are, so that what they need stands at every feed's root."""
    entry = replace(PLAIN, image=IMAGE, enclosures=(MP3,), episode=EPISODE)
    site = replace(SITE, podcast=PODCAST)
    item = rss(entry, site=site).partition(b"<item>")[2]
    assert b"xmlns" not in item
    assert rss(site=site).partition(b"<channel>")[0] == rss(entry, site=site).partition(b"<channel>")[0]
    assert b"xmlns:media" in rss(PLAIN)
    assert b"xmlns:media" not in rss(PLAIN, site=replace(SITE, lead_image="none"))
    assert b"xmlns" not in atom(entry, site=site).partition(b"<entry>")[2]


def test_what_a_podcast_says_of_itself() -> None:
    """The channel has Apple's tags, each category once with those below it, and those of Podcasting 2.0."""
    document = rss(site=replace(SITE, podcast=FULL), name="Talks")
    assert texts(document, "channel/itunes:author") == ["Mei & Ann"]
    assert texts(document, "channel/itunes:owner/*") == ["Mei Lin", "mei@example.org"]
    assert attributes(document, "channel/itunes:image") == [{"href": "https://example.org/cover.png"}]
    assert attributes(document, "channel/itunes:category") == [{"text": "Technology"}, {"text": "News"}]
    assert attributes(document, "channel/itunes:category/itunes:category") == [
        {"text": "Tech News"}, {"text": "Daily News"}
    ]  # fmt: skip
    assert texts(document, "channel/itunes:explicit") == ["true"]
    assert texts(document, "channel/itunes:type") == ["serial"]
    assert texts(document, "channel/podcast:locked") == ["yes"]
    assert attributes(document, "channel/podcast:locked") == [{"owner": "mei@example.org"}]
    assert attributes(document, "channel/podcast:funding") == [{"url": "https://example.org/pay?a=1&b=2"}]
    assert texts(document, "channel/podcast:medium") == ["podcast"]


def test_little_is_needed() -> None:
    """What the settings do not say is taken from the site, or left out."""
    site = replace(SITE, podcast=replace(PODCAST, owner=Author(name="Mei Lin"), locked=False))
    document = rss(site=site)
    assert texts(document, "channel/itunes:author") == ["Mei Lin, Ann"]
    assert texts(document, "channel/itunes:owner/*") == ["Mei Lin"]
    assert attributes(document, "channel/podcast:locked") == [{}]
    assert texts(document, "channel/podcast:locked") == ["no"]
    for name in ("itunes:type", "podcast:funding", "podcast:medium"):
        assert texts(document, f"channel/{name}") == []
    assert texts(rss(site=replace(site, authors=())), "channel/itunes:author") == ["Rain"]


def test_language() -> None:
    """Apple wants a language: the podcast's stands in where the site has none."""
    podcast = replace(PODCAST, language="fa")
    assert texts(rss(site=replace(SITE, podcast=podcast)), "channel/language") == ["en"]
    assert texts(rss(site=replace(SITE, lang=None, podcast=podcast)), "channel/language") == ["fa"]
    assert texts(rss(site=replace(SITE, lang=None, podcast=PODCAST)), "channel/language") == []


def test_guid() -> None:
    """The guid of the settings is that of the feed that is the podcast; others have that of their address."""
    own, other = rss(site=replace(SITE, podcast=FULL), name="Talks"), rss(site=replace(SITE, podcast=FULL))
    assert texts(own, "channel/podcast:guid") == ["917393e3-1b1e-5cef-ace4-edaa54e1f810"]
    assert texts(other, "channel/podcast:guid") == [_media.feed_guid("https://example.org/rss.xml")]
    site = replace(SITE, podcast=replace(FULL, feed=""))
    assert texts(rss(site=site), "channel/podcast:guid") == ["917393e3-1b1e-5cef-ace4-edaa54e1f810"]


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("http://mp3s.nashownotes.com/pc20rss.xml/", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ],
)
def test_feed_guid(url: str, guid: str) -> None:
    """Two examples of the specification: the scheme and slashes at the end do not count."""
    assert _media.feed_guid(url) == guid
