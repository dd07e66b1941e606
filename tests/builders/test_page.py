"""What the subscribe page promises: everything is on it, in the site's language, and it asks nobody."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from feeds.builders import page as page_module
from feeds.builders._offers import offers
from feeds.builders.page import BUILDER, MANY
from feeds.model import BadSettings, Document, Edition
from feeds.record import replace
from tests.builders.offered import NEW, SITE, channel, dressed, edition, many

DATA = Path(__file__).parent / "data"
DOCS = Path(__file__).parents[2] / "docs" / "pages.md"
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\xad"), min_size=1
)
ANYWHERE = ("src", "srcset", "poster", "data", "action", "formaction", "background", "cite", "ping", "style")


def build(of: Edition) -> Document:
    """Return the one document."""
    (document,) = BUILDER.build(of)
    return document


def page(of: Edition) -> html.HtmlElement:
    """Return the page, parsed."""
    return html.document_fromstring(build(of).data.decode())


def texts(root: html.HtmlElement, path: str) -> list[str]:
    """Return the text of each element at the path, its white space squeezed."""
    return [" ".join(one.text_content().split()) for one in root.findall(path)]


def test_golden(golden: Callable[[Path, bytes], None]) -> None:
    """The page is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    golden(DATA / "feeds.html", build(edition()).data)


def test_document() -> None:
    """It knows its path, its URL and its media type; the settings may say where it lies."""
    document = build(edition())
    assert (document.path, document.url) == ("feeds.html", "https://example.org/notes/feeds.html")
    assert (document.kind, document.media_type, document.sources) == ("page", "text/html", ())
    moved = replace(SITE, paths=(("site", "page", "subscribe/index.html"),))
    assert build(edition(site=moved)).url == "https://example.org/notes/subscribe/index.html"


def test_no_feed() -> None:
    """Where there is nothing to subscribe to there is no page."""
    assert list(BUILDER.build(replace(edition(), channels=()))) == []


def test_every_feed_is_on_it() -> None:
    """The site's feed first, then each kind under its heading; names, counts, newest posts and dates."""
    root = page(edition())
    assert texts(root, ".//h1") == ["Notes & <Queries>"]
    assert texts(root, ".//h2") == ["All posts", "Categories 3", "Tags 1"]
    assert texts(root, ".//h3") == ["news", "Zebra", "阅读", "R&D"]
    assert texts(root, ".//p[@class='about']") == [
        "2 posts · newest: 3 January 2026 · Tom & <b> 📡",
        "1 post · newest: 31 December 2025 · Old",
        "1203 posts · newest: 3 January 2026 · Tom & <b> 📡",
        "1 post · newest: 3 January 2026 · Tom & <b> 📡",
        "2 posts · newest: 3 January 2026 · Tom & <b> 📡",
    ]
    addresses = root.findall(".//a[@class='address']")
    assert [one.get("href") for one in addresses] == [
        "https://example.org/notes/rss.xml",
        "https://example.org/notes/category/news/rss.xml",
        "https://example.org/notes/category/zebra/rss.xml",
        "https://example.org/notes/category/%E9%98%85%E8%AF%BB/rss.xml",
        "https://example.org/notes/tag/r-d/atom.xml",
    ]
    assert addresses[3].text_content() == "https://example.org/notes/category/阅读/rss.xml"
    assert [one.get("type") for one in addresses[::4]] == ["application/rss+xml", "application/atom+xml"]


def test_other_formats() -> None:
    """The other addresses of a feed are beside the first; where there is none, nothing is said of it."""
    root = page(edition())
    others = root.findall(".//p[@class='also']/a")
    assert [(one.text, one.get("href")) for one in others] == [
        ("Atom", "https://example.org/notes/atom.xml"),
        ("Atom", "https://example.org/notes/category/news/atom.xml"),
        ("Atom", "https://example.org/notes/category/zebra/atom.xml"),
        ("Atom", "https://example.org/notes/category/%E9%98%85%E8%AF%BB/atom.xml"),
    ]
    found = root.findall(".//link[@rel='alternate']")
    assert [(one.get("type"), one.get("href"), one.get("title")) for one in found] == [
        ("application/rss+xml", "https://example.org/notes/rss.xml", "Notes & <Queries> (RSS)"),
        ("application/atom+xml", "https://example.org/notes/atom.xml", "Notes & <Queries> (Atom)"),
    ]


def test_readers() -> None:
    """Each reader gets the address as its own form wants it, encoded once."""
    root = page(edition(channel("category", "阅读")))
    links = {one.text: one.get("href") for one in root.findall(".//ul[@class='readers']/li/a")}
    encoded = "https%3A%2F%2Fexample.org%2Fnotes%2Fcategory%2F%25E9%2598%2585%25E8%25AF%25BB%2Frss.xml"
    assert links == {
        "Feedly": f"https://feedly.com/i/subscription/feed%2F{encoded}",
        "Inoreader": f"https://www.inoreader.com/?add_feed={encoded}",
        "NewsBlur": f"https://www.newsblur.com/?url={encoded}",
        "Feedbin": f"https://feedbin.com/?subscribe={encoded}",
        "The Old Reader": f"https://theoldreader.com/feeds/subscribe?url={encoded}",
        "App on this device": "feed:https://example.org/notes/category/%E9%98%85%E8%AF%BB/rss.xml",
    }


def test_own_pages() -> None:
    """A feed's name leads to its page where it has one of its own."""
    names = {one.text_content(): one.find("a") for one in page(edition()).findall(".//h3")}
    assert names["Zebra"].get("href") == "https://example.org/notes/zebra/"
    assert names["news"] is None


def test_newest_without_a_title() -> None:
    """Where the title of the newest post is not known its date is enough."""
    root = page(edition(channel(), new=""))
    assert texts(root, ".//p[@class='about']") == ["2 posts · newest: 3 January 2026"]


def test_without_the_sites_feed() -> None:
    """If only named feeds have a format there is no first one: all stand under their heading."""
    root = page(edition(channel("feed", "x", title="Long reads"), site=replace(SITE, formats=("page",))))
    assert texts(root, ".//h2") == ["More feeds 1"]
    assert texts(root, ".//h3") == ["Long reads"]
    assert root.findall(".//section[@class='main']") == []


@pytest.mark.parametrize(
    ("formats", "paths", "href"),
    [
        (("page",), (), None),
        (("page", "opml"), (), "feeds.opml"),
        (("page", "opml"), (("site", "page", "a/b/feeds.html"),), "../../feeds.opml"),
        (
            ("page", "opml"),
            (("site", "page", "a/feeds.html"), ("site", "opml", "a/all 1.opml")),
            "all%201.opml",
        ),
    ],
)
def test_opml(formats: tuple[str, ...], paths: tuple[tuple[str, str, str], ...], href: str | None) -> None:
    """The list is offered if there is one, by a path from the page, so that a preview finds it."""
    root = page(edition(site=replace(SITE, formats=formats, paths=paths)))
    found = root.find(".//p[@class='opml']/a")
    assert (None if found is None else found.get("href")) == href


def test_search_where_there_are_many() -> None:
    """There is a box to find a feed once there are more than a dozen, with its label."""
    few, enough = (page(edition(*many(count))) for count in (MANY - 1, MANY))
    assert few.findall(".//input") == []
    assert [one.get("for") for one in enough.findall(".//label")] == ["find"]
    assert [one.get("id") for one in enough.findall(".//input")] == ["find"]


def test_it_asks_nobody() -> None:
    """Nothing is loaded from anywhere, and the policy that says so has the digests of style and script."""
    root = page(edition())
    for element in root.iter():
        assert not set(element.attrib) & set(ANYWHERE)
        assert not [name for name in element.attrib if name.startswith("on")]
    assert {one.get("rel") for one in root.findall(".//link")} == {"canonical", "alternate"}
    text = build(edition()).data.decode()
    assert not re.search(r"url\(|@import|import\(|fetch|XMLHttpRequest|sendBeacon|WebSocket|eval", text)
    (policy,) = (one.get("content") for one in root.findall(".//meta[@http-equiv='Content-Security-Policy']"))
    style, script = (root.find(f".//{name}").text for name in ("style", "script"))
    assert policy == (
        f"default-src 'none'; img-src 'self'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """Return what a policy calls a script or a style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_from_the_right() -> None:
    """A Persian page runs from the right; an address never does, and a title as its own letters do."""
    root = page(edition(site=replace(SITE, lang="fa-IR")))
    assert (root.get("lang"), root.get("dir")) == ("fa-IR", "rtl")
    assert {one.get("dir") for one in root.findall(".//a[@class='address']")} == {"ltr"}
    assert {one.get("dir") for one in root.findall(".//h3")} == {"auto"}
    assert {one.get("dir") for one in root.findall(".//time")} == {"auto"}
    assert all(one.find("bdi") is not None for one in root.findall(".//p[@class='about']/a"))


def test_languages() -> None:
    """Whatever is in another language than the page says in which."""
    root = page(edition(site=replace(SITE, lang="zh-CN")))
    assert root.get("lang") == "zh-CN"
    assert [one.get("lang") for one in root.findall(".//p[@class='about']/a")][:2] == [None, None]
    other = page(edition(channel(), channel("tag", "x", lang="fr"), site=replace(SITE, lang="tlh")))
    assert (other.get("lang"), other.find(".//h1").get("lang")) == ("en", "tlh")
    assert other.find(".//h3").get("lang") == "fr"
    assert other.find(".//p[@class='about']/a").get("lang") == "zh-CN"


def test_the_date_is_that_of_the_posts_own_zone() -> None:
    """23:30 in China is still that day, and the machine reads the moment."""
    (when,) = page(edition(channel(posts=(NEW,)))).findall(".//time")
    assert (when.text, when.get("datetime")) == ("3 January 2026", "2026-01-03T23:30:00+08:00")


@given(TEXT)
def test_escaping(text: str) -> None:
    """Whatever is called whatever, it is text, in an element as in an attribute."""
    of = edition(channel(), channel("tag", text, title=text), site=replace(SITE, title=text), new=text)
    root = page(of)
    assert root.find(".//h1").text_content() == text
    assert root.find(".//h3").text_content() == text
    assert root.find(".//p[@class='about']/a").text_content() == text
    assert root.find(".//link[@rel='alternate']").get("title") == "Notes & <Queries> (RSS)"
    assert len(root.findall(".//script")) == 1


def test_a_template_of_ones_own() -> None:
    """A template may ask for all that ours does, for every feed in one list too, and need say no more."""
    template = (
        "{{#feeds}}{{kind}} {{name}}: {{href}}{{#page}} ({{page}}){{/page}}\n{{/feeds}}{{count}} {{lang}}"
    )
    assert build(edition(site=dressed(template=template))).data.decode().splitlines() == [
        "category news: https://example.org/notes/category/news/rss.xml",
        "category Zebra: https://example.org/notes/category/zebra/rss.xml (https://example.org/notes/zebra/)",
        "category 阅读: https://example.org/notes/category/%E9%98%85%E8%AF%BB/rss.xml",
        "tag R&amp;D: https://example.org/notes/tag/r-d/atom.xml",
        "5 en",
    ]


def test_the_documentation() -> None:
    """Its example is a template, and its tables have every value that there is, and no other."""
    text = DOCS.read_text("utf-8")
    (example,) = re.findall(r"```html\n(.*?)```", text, re.DOTALL)
    own = build(edition(site=dressed(template=example))).data.decode()
    assert (
        '<li><a href="https://example.org/notes/tag/r-d/atom.xml">R&amp;D</a>: 2 posts, 3 January 2026</li>'
        in own
    )
    values: Any = page_module._values(edition(), offers(edition()))
    of_page, of_feed = re.findall(r"^\| value \| \|\n((?:^\|.*\n)+)", text, re.MULTILINE)
    assert named(of_page) == values.keys()
    assert named(of_feed) == values["feeds"][0].keys()
    (said,) = re.findall(r"^\| `words` \| (.*) \|$", text, re.MULTILINE)
    assert set(re.findall("`(.*?)`", said)) == values["words"].keys()


def named(table: str) -> set[str]:
    """Return the values in the first column of a table of Markdown."""
    return {name for row in table.splitlines() for name in re.findall("`(.*?)`", row.split("|")[1])}


def test_a_wrong_template() -> None:
    """What is wrong with it is said with its line, and the run stops."""
    with pytest.raises(
        BadSettings, match=r"^page\.template, line 2: there is no {{nam}} here; write one of "
    ):
        build(edition(site=dressed(template="<p>\n{{nam}}")))


def test_a_style_of_ones_own() -> None:
    """It comes behind ours, and the policy allows both; one that would end the element is refused."""
    own = ":root { --accent: #06c; } /* “>” */"
    root = page(edition(site=dressed(css=own)))
    style = root.find(".//style").text
    assert style.endswith(own)
    assert digest(style) in root.find(".//meta[@http-equiv]").get("content")
    with pytest.raises(BadSettings, match=r"^page\.css: it has “</style” in it"):
        build(edition(site=dressed(css="</STYLE ><script>")))


def test_stable() -> None:
    """The same edition makes the same bytes, whatever order the entries come in."""
    of = edition()
    turned = replace(of, entries=dict(reversed(list(of.entries.items()))))
    assert build(of).data == build(turned).data == build(of).data


def test_thousands() -> None:
    """Two thousand feeds are all there, in at most three kilobytes each."""
    document = build(edition(*many(2_000)))
    assert document.data.count(b'<li class="feed">') == 2_000
    assert document.size < 2_000 * 3_000
