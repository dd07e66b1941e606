"""What _feedgen.py promises: entries that are put into a shell make what feedgen alone would write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds import builders, validator
from feeds.builders import atom, rss
from feeds.builders._feedgen import Made
from feeds.builders._frames import Dated
from feeds.builders._sheets import Sheet, newest
from feeds.characters import clean
from feeds.model import Author, Channel, Document, Edition, Entry, Manner, Media, Post, Site
from feeds.record import replace
from tests.builders.small import ENTRIES, SITE, add, card, channel, make, render

# What has once broken a feed, or looks as if it could: ends and beginnings of other things, and odd scripts.
ODD = (
    "]]>", "<![CDATA[", "<", ">", "&", "&amp;", "&lt;b&gt;", "<b>x</b>", "</item>", "\n    </item>\n",
    "\n    <item>\n", "\n  <entry>", "\n  </entry>\n", "</feed>", "  </channel>", "<!--", "-->", "<?xml?>",
    "\n", "\r\n", "\t", " ", "", "中文", "שלום עולם", "\u202eabc", "🏳️‍🌈", "e\u0301", "\xa0", "\u2028", "'",
    '"', "%", "{{",
)  # fmt: skip
words = st.lists(st.sampled_from(ODD) | st.text(max_size=9), max_size=6).map(
    lambda some: clean("".join(some))
)
names = words.map(lambda text: text.strip() or "x")
zones = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
dates = st.datetimes(timezones=zones).filter(lambda date: 1000 <= date.year < 9999)
authors = st.lists(
    st.builds(Author, name=names, email=st.sampled_from([None, "a@example.org"]),
              uri=st.sampled_from([None, "https://example.org/a?b&c"])),
    max_size=2,
).map(tuple)  # fmt: skip


media = st.builds(
    Media, url=names.map(lambda text: f"https://example.org/?{text}"),
    type=st.sampled_from([None, "audio/mpeg", "image/png", "application/pdf"]),
    length=st.sampled_from([None, 0, 7]), width=st.sampled_from([None, 7]), title=st.none() | names,
)  # fmt: skip


@st.composite
def posts(draw: st.DrawFn) -> Entry:
    """Return an entry with odd texts in every place; its number is given to it later."""
    post = Post(
        source="", id="", url="", title="", published=draw(dates), updated=draw(dates),
        categories=tuple(draw(st.lists(names, max_size=2))), tags=tuple(draw(st.lists(names, max_size=2))),
        authors=draw(authors), lang=draw(st.sampled_from([None, "zh-CN", "fa"])),
    )  # fmt: skip
    return Entry(
        post=post, title=draw(names), summary=draw(words), html=draw(words), image=draw(st.none() | media),
        enclosures=tuple(draw(st.lists(media, max_size=2))),
    )  # fmt: skip


def numbered(found: list[Entry]) -> list[Entry]:
    """Give each entry a source, an id and a URL of its own."""
    return [
        replace(
            entry,
            post=entry.post._replace(source=f"posts/{n:02}.md", url=f"https://example.org/{n}/?a&b",
                id=f"tag:x,2026:{n}" if n % 2 else f"https://example.org/{n}/?a&b",
            ),
        )
        for n, entry in enumerate(found)
    ]  # fmt: skip


many = st.lists(posts(), min_size=1, max_size=4).map(numbered)


sites = st.builds(
    partial(replace, SITE), lang=st.sampled_from([None, "en"]), authors=authors, title=names,
    lead_image=st.sampled_from(["body", "none"]),
)  # fmt: skip


def sheet(fmt: str, site: Site, of: Channel) -> Sheet:
    """Return the sheet of a feed in this format, without links to others."""
    url = site.address(of.path(fmt))
    return Sheet(
        channel=of, path=of.path(fmt), url=url, current=url, updated=newest(of.posts), lang=site.lang
    )


def whole(fmt: str, entries: list[Entry], site: Site, of: Channel) -> bytes:
    """Return what feedgen and lxml write of a whole feed, each text of it and each element in a tree."""
    module, tag = (rss, "item") if fmt == "rss" else (atom, "entry")
    feed = module._feed(site, sheet(fmt, site, of))
    made = [
        Dated(entry, entry.post.published.isoformat(), entry.post.updated.isoformat()) for entry in entries
    ]
    for one in made:
        feed.add_entry(Made(module._told(one, site)), order="append")
    root, _ = feed._create_rss() if fmt == "rss" else feed._create_atom()
    for element, one in zip(root.iter(tag), made, strict=True):
        add(element, module._more(one, site))
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


class TestSpliced:
    """A document is its shell and the entries that were made in a specimen."""

    @pytest.mark.parametrize("fmt", ["rss", "atom"])
    @given(many, sites, st.sampled_from(["both", "full", "summary"]))
    def test_as_feedgen_would(self, fmt: str, entries: list[Entry], site: Site, content: Any) -> None:
        """It is, byte for byte, what feedgen writes with all the entries in it, whichever batch made them."""
        manner, title = Manner(content=content), site.title
        site = replace(site, manner=manner)
        # No other format that a link would lead to.
        of = channel(
            posts=[entry.post for entry in entries], title=title, description=title, manner=manner,
            paths=((fmt, "feed.xml"),),
        )  # fmt: skip
        made = render(entries, site)
        for entry in entries[1:]:  # as if each came from another specimen
            made |= render([entry], site)
        edition = Edition(site=site, channels=(of,), entries=made, pages=())
        (document,) = builders.load(fmt).build(edition)
        assert document.data == whole(fmt, entries, site, of)
        assert document.size == len(document.data)

    @pytest.mark.parametrize("fmt", ["rss", "atom"])
    @pytest.mark.parametrize("odd", ODD)
    def test_each_odd_text(self, fmt: str, odd: str) -> None:
        """So it is with each text that looks as if it could part an entry in two."""
        post = ENTRIES["posts/new.md"].post._replace(categories=(odd.strip() or "x",))
        entries = [Entry(post=post, title=odd.strip() or "x", summary=odd, html=odd), ENTRIES["posts/old.md"]]
        alone = channel(paths=((fmt, "feed.xml"),))
        made = make(entries={entry.post.source: entry for entry in entries}, channels=(alone,))
        (document,) = builders.load(fmt).build(made)
        assert document.data == whole(fmt, entries, SITE, made.channels[0])
        assert len(document.pieces) == 2


OF_AN_ENTRY = ("date-order",)
"""What is said of one entry alone, when its specimen is checked."""


class Case:
    """A feed that may have something wrong with its entries together, whole and as it is checked."""

    def __init__(self, document: Document) -> None:
        """Check it both ways."""
        known = [piece.known for piece in document.pieces]
        more = sum(piece.size for piece in document.pieces)
        shell = document.head + document.tail
        self.shell = validator.check(shell, path="x", url=document.url, more=more, known=known)
        self.whole = validator.check(document.data, path="x", url=document.url)

    def codes(self, *, whole: bool) -> list[str]:
        """Return the codes of what is worth telling."""
        verdict = self.whole if whole else self.shell
        told = (problem.code for problem in verdict.problems if problem.level != "info")
        return sorted(code for code in told if code not in OF_AN_ENTRY)


moments = st.integers(0, 3).map(lambda hours: datetime(2026, 1, 1, hours, tzinfo=UTC))


class TestChecked:
    """A shell is checked with what was read in its entries: nothing that the whole has is missed by that."""

    @pytest.mark.parametrize("fmt", ["rss", "atom", "jsonfeed"])
    @given(
        st.lists(st.tuples(st.sampled_from("ab"), moments, moments), min_size=1, max_size=3),
        moments, st.booleans(), st.sampled_from(["Notes", "N\u0301", "<b>x</b>"]),
    )  # fmt: skip
    def test_shell_and_whole(
        self, fmt: str, rows: list[tuple[str, datetime, datetime]], date: datetime, right: bool, title: str
    ) -> None:
        """Ids that stand twice, a wrong order, an old date of the feed, another feed's URL: both see it."""
        found = [
            Entry(
                post=Post(source=f"{n}", id=f"tag:x,2026:{id_}", url="https://example.org/a/", title="x",
                          published=published, updated=updated),
                title="x", summary="s", html="<p>h</p>",
            )
            for n, (id_, published, updated) in enumerate(rows)
        ]  # fmt: skip
        cards = [card(entry.post) for entry in found]
        cards[0] = replace(cards[0], updated=date)
        of = replace(channel(), title=title, posts=tuple(cards))
        # Each alone, for a specimen of two with one id would be wrong itself.
        made = {source: one for entry in found for source, one in render([entry], SITE).items()}
        edition = Edition(site=SITE, channels=(of,), entries=made, pages=())
        (document,) = builders.load(fmt).build(edition)
        case = Case(document if right else replace(document, url="https://example.org/other.xml"))
        assert case.codes(whole=True) == case.codes(whole=False)
        assert case.whole.known == case.shell.known == tuple(piece.known for piece in document.pieces)
