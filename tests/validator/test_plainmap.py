"""The fast way is right where it says anything: what it takes, the slow way finds nothing in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.validator import sitemap
from feeds.validator.findings import Anchor, Fact, Fault, Findings, Node, Spot
from feeds.validator.formats import Document
from feeds.validator.parse import root_tag
from feeds.validator.plainmap import Plain, read_plain
from feeds.validator.stream import Pieces

SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
TAG: Final = f"{{{SPACE}}}urlset"
MORE: Final = ' xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NOW: Final = datetime(2022, 1, 1, tzinfo=UTC)
PAGE: Final = "<url><loc>https://example.org/{}</loc></url>"


@pytest.fixture(autouse=True, scope="module")
def _however_few() -> Iterator[None]:
    """Let the fast way read also what is short: it would be left to the slow way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemap, "_FEW", 0)
        yield


def plain(text: str) -> Plain | None:
    """Read a sitemap the fast way."""
    return read_plain(text.encode(), TAG, 50_000, 2_047)


def of(urls: str, head: str = "", tail: str = "") -> str:
    """Write a sitemap."""
    return f'{head}<urlset xmlns="{SPACE}"{MORE}>{urls}</urlset>{tail}'


def ways(data: bytes, url: str | None, now: datetime | None) -> Iterator[object]:
    """Yield what is found of a document both ways."""
    for fast in (True, False):
        tag = root_tag(data)
        assert tag is not None
        pieces, found = Pieces(data, tag), Findings()

        def read(found: Findings, pieces: Pieces = pieces) -> Iterator[Node]:
            return pieces(found)

        document = Document(
            root=pieces.root, size=len(data), url=url, now=now, pieces=pieces if fast else read
        )
        try:
            sitemap.check(document, found)
        except etree.XMLSyntaxError:
            yield "broken"
        else:
            yield told(found.all), found.facts


def told(found: list[tuple[Anchor, Fault]]) -> list[tuple[Spot | None, Fault]]:
    """Return what was found; roots are two elements of two trees."""
    return [(anchor if isinstance(anchor, Spot) else None, fault) for anchor, fault in found]


BLANK = st.sampled_from(("", "", "", "\n", " ", "\r\n", "\t", "\r"))
ORIGIN = st.sampled_from(
    ("https://example.org",) * 12
    + (
        "http://example.org",
        "https://example.org:443",
        "https://EXAMPLE.org",
        "https://example.com",
        "https://a",
    )
)
PATH = st.sampled_from(
    ("/", "/a", "/b/", "/blog/x", "/%41", "/x-%E4%BD%A0", "/?a=1&amp;b=2", "/~a!$'()*+,=:@;b") * 3
    + (
        "",
        "?a",
        "/a%zz",
        "/ü",
        "/#x",
        "/[",
        "/?a&amp;amp;b",
        "/?sid=1",
        "/;jsessionid=1",
        "/?a&b",
        "/ a",
        "/x" * 1200,
    )
)
LOC = st.builds("{}{}{}".format, ORIGIN, PATH, st.integers(0, 30))
DATE = st.sampled_from(
    ("2021-12-28", "2020-02-29", "2021-12-28T15:54:15+08:00", "2021-12-28T15:54Z", "2022-01-01T23:00:00Z") * 3
    + (
        "2021-02-30",
        "2021",
        "2021-12",
        "2021-12-28T24:00:00Z",
        "2021-12-28T15:54",
        "2022-01-04",
        "0000-01-01",
        "x",
    )
)
LANGUAGE = st.sampled_from(("en", "de", "fr", "x-default", "de-AT", "EN", "jp", "en_US", ""))
LINK = st.builds('<xhtml:link{0} rel="alternate" hreflang="{1}" href="{2}"{0}/>'.format, BLANK, LANGUAGE, LOC)
IMAGE = st.builds("<image:image>{0}<image:loc>{1}</image:loc>{0}</image:image>".format, BLANK, LOC)
EXTRA = st.lists(st.one_of(LINK, IMAGE, BLANK), max_size=4).map("".join)


@st.composite
def url(draw: st.DrawFn) -> str:
    """Write a URL as programs do, but for a slip here and there."""
    loc, blank = draw(LOC), draw(BLANK)
    links = f'<xhtml:link rel="alternate" hreflang="en" href="{loc}"/>' if draw(st.booleans()) else ""
    extra = draw(st.sampled_from((links, links, ""))) or draw(EXTRA)
    date = draw(st.one_of(st.just(""), st.builds("<lastmod>{}</lastmod>".format, DATE)))
    rest = draw(
        st.sampled_from(
            (
                "",
                "",
                "<priority>0.5</priority>",
                "<changefreq>daily</changefreq>",
                "<priority>2</priority>",
                "<x/>",
            )
        )
    )
    before, after = draw(st.permutations((extra, "")))
    return f"<url>{blank}<loc>{blank}{loc}</loc>{before}{date}{blank}{rest}{after}</url>{blank}"


@st.composite
def document(draw: st.DrawFn) -> bytes:
    """Write a sitemap, and perhaps throw a byte into it."""
    head = draw(
        st.sampled_from(
            ("",) * 8
            + ('<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0" encoding="ISO-8859-1"?>')
            + ("<!-- <url> -->", "<?a b?>", "<!DOCTYPE urlset>", "\ufeff")
        )
    )
    tail = draw(st.sampled_from(("",) * 8 + ("\n", "<!-- a-b -->", "<!-- a --->", "<?a b?>", "x", "<url/>")))
    more = draw(st.sampled_from((MORE,) * 8 + ("", ' xmlns:xhtml="x" xmlns:image="y"', MORE + ' x="1"')))
    first = draw(st.sampled_from(("",) * 8 + ("x", "<url/>", "<a/>", '<b xmlns="c"/>')))
    urls = "".join(draw(st.lists(url(), min_size=1, max_size=8)))
    data = f'{head}<urlset xmlns="{SPACE}"{more}>{first}{urls}</urlset>{tail}'.encode()
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + draw(st.sampled_from((b"", b"x", b"<", b"&", b"\xff", b"\0"))) + data[at + 1 :]
    return data


@settings(max_examples=400, deadline=None)
@given(
    document(),
    st.sampled_from(
        (None, "https://example.org/sitemap.xml", "https://example.org/blog/s.xml", "http://a.org/")
    ),
    st.sampled_from((None, NOW)),
)
def test_both_ways_find_the_same(data: bytes, url: str | None, now: datetime | None) -> None:
    """Faults, their places, and the facts for the rules over a set."""
    if root_tag(data) == TAG:
        fast, slow = ways(data, url, now)
        assert fast == slow


def test_what_most_programs_write_is_read_fast() -> None:
    """Else the fast way would be right and of no use."""
    link = '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/4"/>'
    image = "<image:image><image:loc>https://img.example.com/5.png</image:loc></image:image>"
    urls = f"""{PAGE.format(1)}
<url>
  <loc>https://example.org/2</loc>
  <lastmod>2021-12-28T15:54:15+08:00</lastmod>
</url>
<url><loc>https://example.org/?p=3&amp;q=%C3%BC</loc><changefreq>daily</changefreq><priority>0.5</priority></url>
<url><loc>https://example.org/4</loc>{link}</url>
<url><loc>https://example.org/5</loc><lastmod>2021-12-28</lastmod>{image}</url>"""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet href="a.xsl"?>\n<!-- by a program -->\n'
    read = plain(of(urls, head, "\n<!-- in 0.1 seconds -->\n"))
    assert read is not None
    assert read.locs[2] == b"https://example.org/?p=3&q=%C3%BC"
    assert read.lastmods == [b"2021-12-28T15:54:15+08:00", b"2021-12-28"]
    assert (read.origin, read.uses) == ("https://example.org", {"xhtml", "image"})
    assert [(type(fact), fact.line, fact.element) for fact in read.facts] == [(Fact, 10, "/urlset/url[4]")]


def test_what_is_beyond_its_reach_is_left_to_the_other() -> None:
    """It says nothing rather than something that is not so."""
    for text in (
        of(""),
        of(PAGE.format(1) * 2),
        of(PAGE.format(1) + PAGE.format(1).replace("https", "http")),
        of(PAGE.format("a" * 2_040)),
        of(PAGE.format(1).replace("</url>", "<lastmod>2021-02-29</lastmod></url>")),
        of(
            PAGE.format(1).replace(
                "</url>", "<image:image><image:loc>http://a/</image:loc></image:image></url>"
            )
        ),
        of(PAGE.format(1)).replace(MORE, "").replace("</url>", "<x:a/></url>"),
        of(PAGE.format("x").replace("example.org", "localhost")),
        of(PAGE.format(1), "<!DOCTYPE urlset>"),
        of(PAGE.format(1), "<a>"),
        of(PAGE.format(1), tail="<a/>"),
        of("x" + PAGE.format(1)),
        of("<x/>" + PAGE.format(1)),
        of(PAGE.format(1) + "\r"),
        of(PAGE.format(1) + "x" + PAGE.format(2)),
    ):
        assert plain(text) is None, text
    many = of("".join(map(PAGE.format, range(11)))).encode()
    assert read_plain(many, TAG, 10, 2_047) is None
    assert read_plain(many, TAG, 11, 2_047) is not None


def test_an_image_too_many_is_left_to_the_other() -> None:
    """As is a prefix that stands for something else."""
    image = "<image:image><image:loc>https://example.org/a.png</image:loc></image:image>"
    url = "<url><loc>https://example.org/</loc>{}</url>"
    assert plain(of(url.format(image * 1_000))) is not None
    assert plain(of(url.format(image * 1_001))) is None
    assert plain(of(url.format(image)).replace("sitemap-image/1.1", "sitemap-image/1.0")) is None
