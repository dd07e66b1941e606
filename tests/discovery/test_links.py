"""The lines by which a page names its feeds."""

from __future__ import annotations

from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from feeds.discovery.links import Head, Link, answer, heads, markup, page
from feeds.model import Channel, Kind, Site

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
SITE = Site(
    url="https://example.org/notes", id_url="", title="Notes", zone=ZoneInfo("UTC"), dialect="plain",
    folders=(), lang="en",
)  # fmt: skip


def channel(
    kind: Kind, name: str = "", *, lang: str | None = None, formats: tuple[str, ...] = ("rss", "atom")
) -> Channel:
    """Return a channel with nothing in it."""
    folder = f"{kind}/{name}/" if name else ""
    paths = tuple((fmt, f"{folder}{fmt}.xml") for fmt in formats)
    return Channel(
        kind=kind, name=name, title=f"Notes | {name}" if name else "Notes", description="",
        page=f"https://example.org/notes/{folder}", paths=paths, posts=(), total=0, lang=lang,
    )  # fmt: skip


class Reader(HTMLParser):
    """What a program that finds feeds sees."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the links."""
        assert tag == "link"
        self.links.append(dict(attrs))

    def handle_comment(self, data: str) -> None:
        """Keep the comments."""
        self.comments.append(data)


def test_own_first() -> None:
    """The page's own feeds come first, in the order of the formats, then those of the site."""
    of_site, of_news = heads([channel("site"), channel("category", "news")], SITE, TYPES)
    assert [link.href for link in of_news.links] == [
        "https://example.org/notes/category/news/rss.xml",
        "https://example.org/notes/category/news/atom.xml",
        "https://example.org/notes/rss.xml",
        "https://example.org/notes/atom.xml",
    ]
    assert [link.type for link in of_news.own] == ["application/rss+xml", "application/atom+xml"]
    assert of_site.links == of_news.common


def test_titles() -> None:
    """A title says which format it is, where there are several."""
    (one,) = heads([channel("site", formats=("atom",))], SITE, TYPES)
    assert [link.title for link in one.links] == ["Notes"]
    (two,) = heads([channel("site")], SITE, TYPES)
    assert [link.title for link in two.links] == ["Notes (RSS)", "Notes (Atom)"]


def test_languages() -> None:
    """Where languages differ, each line says its own; the other languages come last, with one line each."""
    french, german = channel("language", "fr", lang="fr"), channel("language", "de", lang="de")
    both = heads([channel("site", formats=("rss",)), french, german], SITE, TYPES)
    assert [link.hreflang for link in both[0].links] == ["en", "fr", "de"]
    assert [link.hreflang for link in both[1].links] == ["fr", "fr", "en", "de"]
    (alone,) = heads([channel("site")], SITE, TYPES)
    assert {link.hreflang for link in alone.links} == {None}
    assert "hreflang" not in page([alone])


@given(st.text(), st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_escaping(title: str, href: str) -> None:
    """Whatever is in a title, it is read back from the line, which no template takes for its own."""
    line = markup(Link("application/rss+xml", None, title, href))
    (read,) = Reader(line).links
    expected = title.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert (read["title"] or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd") == expected
    assert "{" not in line
    assert "}" not in line


def test_pages_have_comments() -> None:
    """Of several pages each has a comment before it, which no name ends."""
    names = ["a--><script>", "ok"]
    text = page(heads([channel("site"), *(channel("tag", name) for name in names)], SITE, TYPES))
    read = Reader(text)
    assert len(read.comments) == 3
    assert len(read.links) == 2 + 4 + 4
    assert read.comments[0] == " site: https://example.org/notes/ "


def test_json() -> None:
    """The same for programs."""
    told = answer(heads([channel("site", formats=("rss",))], SITE, TYPES))
    assert told == {
        "pages": [
            {
                "kind": "site", "name": "", "page": "https://example.org/notes/",
                "links": [
                    {
                        "rel": "alternate", "type": "application/rss+xml", "hreflang": None, "title": "Notes",
                        "href": "https://example.org/notes/rss.xml",
                    }
                ],
            }
        ]
    }  # fmt: skip


def test_no_page() -> None:
    """Of no page there is no line."""
    assert page([]) == ""
    assert Head(kind="site", name="", page="", own=(), common=()).links == ()
