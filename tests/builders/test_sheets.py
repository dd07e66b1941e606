"""What _sheets.py promises: archives that stay as they are, links that lead on, limits that are kept."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from itertools import count
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds import builders, validator
from feeds.builders._sheets import archive_path
from feeds.model import Channel, Document, Entry, Feed, Filter, Manner, Post, Site
from feeds.record import replace
from feeds.select import select
from tests.builders.small import FILES, NEW, OLD, SITE, card, channel, make, render

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
FORMATS = ("rss", "atom", "jsonfeed")


def post(number: int, **more: Any) -> Post:
    """Return the post of a day, one of many."""
    url = f"https://example.org/notes/{number}/"
    when = NEW.published + timedelta(days=number)
    made = NEW._replace(source=f"posts/{number}.md", id=url, url=url, title=str(number), published=when)
    return made._replace(updated=when, **more)


def documents(posts: list[Post], site: Site, fmt: str) -> dict[str, Document]:
    """Return all documents of a site with these posts in one format, by their paths."""
    cards = [card(one) for one in posts]
    channels = select(cards, site, FILES).channels
    entries = {
        one.source: Entry(post=one, title=f"{one.source[6:-3]}", summary="S", html="<p>H</p>")
        for one in posts
    }
    edition = replace(make(site, channels=channels), entries=render(entries.values(), site))
    made = {document.path: document for document in builders.load(fmt).build(edition)}
    for document in made.values():
        problems = validator.check(document.data, path=document.path, url=document.url).problems
        assert [str(problem) for problem in problems if problem.level != "info"] == []
    return made


def links(document: Document) -> dict[str, str]:
    """Return where a document's links lead, by what they are; of several of one kind the last."""
    holders = {"rss": "channel", "atom": "."}
    if document.kind == "jsonfeed":
        feed = json.loads(document.data)
        return {key: feed[key] for key in ("feed_url", "next_url") if key in feed}
    (holder,) = etree.fromstring(document.data).findall(holders[document.kind])
    return {link.get("rel", ""): link.get("href", "") for link in holder.findall(f"{ATOM}link")}


def marks(document: Document) -> list[str]:
    """Return what a document says of itself in the words of RFC 5005."""
    return [
        element.tag.removeprefix(HISTORY) for element in etree.fromstring(document.data).iter(f"{HISTORY}*")
    ]


def titles(document: Document) -> list[str]:
    """Return the titles of a document's entries."""
    if document.kind == "jsonfeed":
        return [item["title"] for item in json.loads(document.data)["items"]]
    return [entry.title for entry in feedparser.parse(document.data).entries]


ARCHIVED = replace(SITE, terms=(), manner=Manner(archive=True, limit=3, archive_size=2))


class TestArchives:
    """RFC 5005, section 4: "publish a set of archive documents that are stable over time"."""

    @pytest.mark.parametrize("fmt", FORMATS)
    @given(old=st.integers(1, 9), new=st.integers(1, 5), limit=st.integers(1, 5), size=st.integers(1, 5))
    def test_a_full_archive_is_never_rewritten(
        self, fmt: str, old: int, new: int, limit: int, size: int
    ) -> None:
        """Whatever comes after it, an archive keeps its path and every byte; and nothing is missing."""
        site = replace(ARCHIVED, manner=Manner(archive=True, limit=limit, archive_size=size), formats=(fmt,))
        posts = [post(number) for number in range(old + new)]
        before, after = documents(posts[:old], site, fmt), documents(posts, site, fmt)
        for path in before.keys() - {FILES[fmt]}:
            assert after[path].data == before[path].data
        listed = {source for document in after.values() for source in document.sources}
        assert listed == {one.source for one in posts}

    @pytest.mark.parametrize("fmt", ["rss", "atom"])
    def test_links(self, fmt: str) -> None:
        """Each document leads to the one before it, and an archive to the one to subscribe to."""
        made = documents([post(number) for number in range(7)], ARCHIVED, fmt)
        assert list(made) == [*(f"archive/{fmt}-{number}.xml" for number in (1, 2, 3)), f"{fmt}.xml"]
        at = "https://example.org/notes"
        urls = [f"{at}/{path}" for path in made]
        found = [links(document) for document in made.values()]
        assert [one["self"] for one in found] == urls
        assert [one.get("current") for one in found] == [*[urls[3]] * 3, None]
        assert [one.get("prev-archive") for one in found] == [None, *urls[:3]]
        assert [marks(document) for document in made.values()] == [*[["archive"]] * 3, []]
        assert [titles(document) for document in made.values()] == [
            ["1", "0"], ["3", "2"], ["5", "4"], ["6", "5", "4"],
        ]  # fmt: skip

    def test_json(self) -> None:
        """A JSON Feed leads from the newest items to the oldest, each document to the next."""
        made = documents([post(number) for number in range(7)], ARCHIVED, "jsonfeed")
        assert list(made) == [
            "archive/feed-1.json", "archive/feed-2.json", "archive/feed-3.json", "feed.json",
        ]  # fmt: skip
        at, seen = "https://example.org/notes/feed.json", list[str]()
        by_url = {document.url: document for document in made.values()}
        while at:
            seen += titles(by_url[at])
            at = links(by_url[at]).get("next_url", "")
        assert seen == ["6", "5", "4", "5", "4", "3", "2", "1", "0"]

    def test_of_an_atom_feed(self) -> None:
        """All documents are one feed, of one id, and no archive names the version that made it."""
        made = documents([post(number) for number in range(7)], ARCHIVED, "atom")
        roots = [etree.fromstring(document.data) for document in made.values()]
        assert {root.findtext(f"{ATOM}id") for root in roots} == {"https://example.org/notes/atom.xml"}
        versions = [root.find(f"{ATOM}generator") for root in roots]
        named = [one is not None and "version" in one.attrib for one in versions]
        assert named == [False, False, False, True]

    def test_all_fits(self) -> None:
        """A feed that has all its posts is complete, and says so, and needs no archives."""
        made = documents([post(number) for number in range(3)], ARCHIVED, "atom")
        assert list(made) == ["atom.xml"]
        assert marks(made["atom.xml"]) == ["complete"]

    def test_an_old_post_comes_late(self) -> None:
        """A post of long ago changes the archives from its place on, and none before."""
        posts = [post(number) for number in range(0, 14, 2)]
        before, after = documents(posts, ARCHIVED, "rss"), documents([*posts, post(5)], ARCHIVED, "rss")
        assert after["archive/rss-1.xml"].data == before["archive/rss-1.xml"].data
        assert after["archive/rss-2.xml"].data != before["archive/rss-2.xml"].data
        assert titles(after["archive/rss-2.xml"]) == ["5", "4"]

    def test_language_of_a_feed_of_ones_own(self) -> None:
        """An archive has the language of its own posts: that of later ones does not change it."""
        feed = Feed(name="F", filter=Filter(), manner=ARCHIVED.manner, formats=("atom",))
        site = replace(ARCHIVED, feeds=(feed,))
        posts = [post(number, lang="fa") for number in range(4)]
        before = documents(posts, site, "atom")
        after = documents([*posts, post(4, lang="de")], site, "atom")
        assert before["f/archive/atom-1.xml"].data == after["f/archive/atom-1.xml"].data
        assert b'xml:lang="fa">\n  <id>' in after["f/archive/atom-1.xml"].data
        assert b'xml:lang="en">\n  <id>' in after["f/atom.xml"].data


@pytest.mark.parametrize(
    ("complete", "limit", "said"), [(True, 2, ["complete"]), (True, 1, []), (False, 2, [])]
)
def test_complete(complete: bool, limit: int, said: list[str]) -> None:
    """A feed says that it is complete where the settings want it to, and it is."""
    site = replace(SITE, terms=(), manner=Manner(complete=complete, limit=limit))
    for fmt in ("rss", "atom"):
        assert marks(documents([NEW, OLD], site, fmt)[f"{fmt}.xml"]) == said


@pytest.mark.parametrize("fmt", FORMATS)
def test_max_bytes(fmt: str) -> None:
    """No document has more bytes than it may, by the same rule in every format: the oldest go first."""
    posts = [post(number) for number in range(9)]
    whole = documents(posts, replace(SITE, terms=()), fmt)[FILES[fmt]]
    for most in (2 * whole.size, whole.size, whole.size - 1, whole.size // 2):
        site = replace(SITE, terms=(), manner=Manner(max_bytes=most, complete=True))
        document = documents(posts, site, fmt)[FILES[fmt]]
        assert document.size <= most
        assert list(document.sources) == [one.source for one in posts[::-1]][: len(document.sources)]
        room = most - document.size
        assert len(document.sources) == 9 or room < 2 * max(piece.size for piece in document.pieces)
        assert b"complete/>" not in document.data or len(document.sources) == 9


def test_max_bytes_leaves_one() -> None:
    """The newest post stays, however long it is; and so does whatever no archive has."""
    posts = [post(number) for number in range(5)]
    small = Manner(max_bytes=1)
    assert titles(documents(posts, replace(SITE, terms=(), manner=small), "rss")["rss.xml"]) == ["4"]
    archived = replace(SITE, terms=(), manner=replace(small, archive=True, archive_size=3))
    assert titles(documents(posts, archived, "rss")["rss.xml"]) == ["4", "3"]
    alone = documents(posts[:2], archived, "rss")
    assert (list(alone), titles(alone["rss.xml"])) == (["rss.xml"], ["1", "0"])


def test_date_of_what_is_left() -> None:
    """A feed's date is that of what it lists, also where a limit took the newest change away."""
    changed = post(0)
    changed = changed._replace(updated=changed.published + timedelta(days=100))
    site = replace(SITE, terms=(), manner=Manner(max_bytes=1))
    root = etree.fromstring(documents([changed, post(1)], site, "atom")["atom.xml"].data)
    assert root.findtext(f"{ATOM}updated") == post(1).updated.isoformat()


@pytest.mark.parametrize("fmt", FORMATS)
def test_aliases(fmt: str) -> None:
    """At its old places a feed has the same bytes, which name the new one."""
    aliases = (("rss", "index.rdf"), ("rss", "old/feed"), ("atom", "old.atom"), ("jsonfeed", "old.json"))
    made = list(builders.load(fmt).build(make(channels=(channel(aliases=aliases),))))
    wanted = [path for kind, path in aliases if kind == fmt]
    assert [document.path for document in made] == [FILES[fmt], *wanted]
    assert {document.data for document in made} == {made[0].data}
    assert {document.url for document in made} == {f"https://example.org/notes/{FILES[fmt]}"}


def test_hubs() -> None:
    """Every feed names the hubs; no archive does, for nothing new comes there."""
    site = replace(ARCHIVED, hubs=("https://hub.example.net/", "https://other.example.net/?a&b"))
    for fmt in ("rss", "atom"):
        made = documents([post(number) for number in range(5)], site, fmt)
        for path, document in made.items():
            root = etree.fromstring(document.data)
            hubs = [link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") == "hub"]
            assert hubs == ([] if "-1." in path or "-2." in path else list(site.hubs))


class TestOthers:
    """A feed leads to the same posts in other formats, and in other languages."""

    LANGUAGES = (
        channel(), channel("language", "fa", lang="fa"),
        channel("language", "de", lang="de", paths=(("rss", "d.xml"),)), channel("category", "C"),
    )  # fmt: skip

    def alternates(self, fmt: str, number: int) -> list[tuple[str, str, str | None]]:
        """Return the name, media type and language of each alternate link but the page."""
        document = list(builders.load(fmt).build(make(channels=self.LANGUAGES)))[number]
        assert validator.check(document.data, path="", url=document.url).problems == () or fmt == "atom"
        found = [
            (link.get("href", "")[26:], link.get("type", ""), link.get("hreflang"))
            for link in etree.fromstring(document.data).iter(f"{ATOM}link")
            if link.get("rel") == "alternate"
            and link.getparent().tag.rpartition("}")[2] in {"feed", "channel"}  # type: ignore[union-attr] # it has one
        ]
        return [one for one in found if one[1] != "text/html"]

    def test_of_the_site(self) -> None:
        """The site's feed leads to those of the languages, in its own format."""
        assert self.alternates("atom", 0) == [
            ("rss.xml", "application/rss+xml", None),
            ("feed.json", "application/feed+json", None),
            ("language/fa/atom.xml", "application/atom+xml", "fa"),
        ]

    def test_of_a_language(self) -> None:
        """A language's feed leads to the others, and to the site's with all of them."""
        assert self.alternates("rss", 1) == [
            ("language/fa/atom.xml", "application/atom+xml", None),
            ("language/fa/feed.json", "application/feed+json", None),
            ("rss.xml", "application/rss+xml", None),
            ("d.xml", "application/rss+xml", "de"),
        ]
        assert self.alternates("rss", 2) == [
            ("rss.xml", "application/rss+xml", None), ("language/fa/rss.xml", "application/rss+xml", "fa"),
        ]  # fmt: skip

    def test_of_any_other(self) -> None:
        """Any other feed leads to its other formats alone."""
        assert [link[0] for link in self.alternates("rss", 3)] == [
            "category/C/atom.xml",
            "category/C/feed.json",
        ]

    def test_link_of_rss_is_the_page(self) -> None:
        """A reader is not led astray: the feed's link is its page."""
        document = next(iter(builders.load("rss").build(make(channels=self.LANGUAGES))))
        assert feedparser.parse(document.data).feed.link == "https://example.org/notes/"


class TestStyle:
    """https://www.w3.org/TR/xml-stylesheet/: an instruction before the root says where the style is."""

    @staticmethod
    def styles(fmt: str, style: str | None, of: Channel) -> list[str | None]:
        """Return where each document says that its style sheet is."""
        made = builders.load(fmt).build(make(replace(SITE, style=style), channels=(of,)))
        found = []
        for document in made:
            assert validator.check(document.data, path="", url=document.url).problems == ()
            before = etree.fromstring(document.data).getprevious()
            found.append(None if before is None else unescape(str(before.get("href"))))
        return found

    @pytest.mark.parametrize(
        ("style", "path", "href"),
        [
            (None, "rss.xml", None),
            ("feeds.css", "rss.xml", "feeds.css"),
            ("feeds.css", "a/b/rss.xml", "../../feeds.css"),
            ("css/样式.css", "a/rss.xml", "../css/%E6%A0%B7%E5%BC%8F.css"),
            ("https://example.org/x.css?a=1&b", "a/rss.xml", "https://example.org/x.css?a=1&b"),
        ],
    )
    def test_where(self, style: str | None, path: str, href: str | None) -> None:
        """It is found from wherever the feed lies, or has an address of its own."""
        assert self.styles("rss", style, channel(paths=(("rss", path),))) == [href]

    def test_of_doubles(self) -> None:
        """The same bytes in another folder find it too."""
        near = channel(paths=(("rss", "a/rss.xml"),), aliases=(("rss", "a/old.xml"),))
        assert self.styles("rss", "feeds.css", near) == ["../feeds.css"] * 2
        far = replace(near, aliases=(("rss", "old.xml"),))
        assert self.styles("rss", "feeds.css", far) == ["https://example.org/notes/feeds.css"] * 2

    def test_atom(self) -> None:
        """Atom has it as RSS does; its first line is still the declaration."""
        document = next(iter(builders.load("atom").build(make(replace(SITE, style="feeds.css")))))
        first, second, *_ = document.data.split(b"\n")
        assert first == b"<?xml version='1.0' encoding='UTF-8'?>"
        assert second == b'<?xml-stylesheet type="text/css" href="feeds.css"?>'
        assert document.size == len(document.data)


def test_only_the_formats_of_a_channel() -> None:
    """A channel that has no path in a format has no document in it."""
    of = channel(paths=(("rss", "rss.xml"),))
    assert [len(list(builders.load(fmt).build(make(channels=(of,))))) for fmt in FORMATS] == [1, 0, 0]


def test_content_of_a_feed_of_ones_own() -> None:
    """A feed has what its own settings say of an entry, beside one that has more."""
    short = Feed(name="Short", filter=Filter(), manner=Manner(content="summary"))
    site = replace(SITE, terms=(), feeds=(short,))
    made = documents([NEW], site, "rss")
    assert b"content:encoded>" in made["rss.xml"].data
    assert b"content:encoded>" not in made["short/rss.xml"].data
    assert made["short/rss.xml"].sources == ("posts/new.md",)


@pytest.mark.parametrize(
    ("path", "archive"),
    [
        ("rss.xml", "archive/rss-3.xml"),
        ("category/a.b/feed.json", "category/a.b/archive/feed-3.json"),
        ("feed/python", "feed/archive/python-3"),
    ],
)
def test_archive_path(path: str, archive: str) -> None:
    """An archive lies in a folder of its own, and is called after its feed."""
    assert archive_path(path, 3) == archive


@given(st.lists(st.sampled_from(["a", "a-1", "a-1-1", "b"]), min_size=2, max_size=2, unique=True))
def test_archives_are_told_apart(names: list[str]) -> None:
    """No two feeds have an archive at one path, whatever they are called."""
    one, other = ({archive_path(f"{name}.xml", n) for n, _ in zip(count(1), range(12))} for name in names)
    assert one.isdisjoint(other)


def test_every_document_is_made_of_shared_pieces() -> None:
    """An archive and its feed share the pieces of a post: its bytes are kept once."""
    made = documents([post(number) for number in range(5)], ARCHIVED, "rss")
    assert made["rss.xml"].pieces[1] is made["archive/rss-2.xml"].pieces[0]
