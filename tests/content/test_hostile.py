"""A hostile post: script in every place that HTML, SVG and MathML allow, and bodies made to be slow.

Whatever is written, what is published holds none of it active, and takes no time to tell. What is tried
stands in hostile/, a thing a line, with Python's escapes for letters that are none.
"""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from feeds import content
from feeds.content import readable
from feeds.content.sanitize import sanitize
from feeds.model import Markup
from tests.content.test_bodies import POST, SITE

BASE = "https://example.org/notes/post/"
TRIED = Path(__file__).parent / "hostile"
MEGABYTE = 1_000_000

# Written from the specifications, not from the sanitizer: what may be in an entry, with which attributes.
HTML = """
    a abbr acronym area article aside audio b bdi bdo blockquote br caption center cite code col colgroup data
    dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd
    li map mark nav ol p picture pre q rp rt rtc ruby s samp small source span strike strong sub summary sup
    table tbody td tfoot th thead time tr track tt u ul var video wbr
"""
MATHML = """
    math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none menclose
"""
ATTRIBUTES = """
    accent accentunder align alt alttext char charoff cite class colspan columnalign columnlines columnspacing
    columnspan controls datetime depth dir display displaystyle fence form headers height href hreflang id
    kind label lang largeop linethickness lspace mathvariant maxsize media minsize movablelimits notation
    poster reversed rowalign rowlines rowspacing rowspan rspace scope scriptlevel separator size sizes span
    src srclang srcset start stretchy summary symmetric title type voffset width xmlns
"""
ALLOWED = frozenset((HTML + MATHML).split())
ALLOWED_ATTRIBUTES = frozenset(ATTRIBUTES.split())
SCHEMES = re.compile(r"(?:https?|mailto|tel|sms|xmpp|ircs?|geo|magnet):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+")
URLS = frozenset(("href", "src", "poster", "cite"))
ACTIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|base|meta|link|form|input|button|template|noscript)\b",
    re.IGNORECASE,
)


def tried(name: str) -> list[str]:
    """Return the things that a file of hostile/ holds."""
    lines = (TRIED / f"{name}.txt").read_text("utf-8").split("\n")[:-1]
    return [line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in lines]


def faults(tag: str, attributes: list[tuple[str, str | None]]) -> list[str]:
    """Return what of an element may not be in an entry."""
    found = [] if tag in ALLOWED else [tag]
    for name, value in attributes:
        url = (value or "").strip()
        if name not in ALLOWED_ATTRIBUTES or (name in URLS and not is_safe(tag, name, url)):
            found.append(f"{tag} {name}={url}")
        elif name == "srcset":
            found += [one for one in url.split(", ") if not SCHEMES.match(one)]
    return found


def is_safe(tag: str, name: str, url: str) -> bool:
    """Tell whether a URL may stand where it stands."""
    shown = (tag, name) == ("img", "src") and PICTURE.fullmatch(url) is not None
    return shown or SCHEMES.match(url) is not None


class Reader(HTMLParser):
    """A reader that takes HTML as it comes: no tree, and nothing mended."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        self.faults += faults(tag, attrs)

    def handle_comment(self, data: str) -> None:
        """Take every comment for a fault: none is left."""
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        """Take a declaration for one, too."""
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        """And an instruction."""
        self.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        """And what is neither."""
        self.faults.append(f"declaration {data}")


def found_in(html: str) -> list[str]:
    """Return what of HTML may not be in an entry: read as it comes, and as a tree."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    found = reader.faults + ACTIVE.findall(html)
    if html.strip():
        tree = lxml_html.fragment_fromstring(html, create_parent="div")
        for element in tree.iterdescendants():
            attributes = [(str(name), str(value)) for name, value in element.attrib.items()]
            found += faults(str(element.tag), list(attributes))
        # what a reader writes anew must not come to life either
        again = lxml_html.tostring(tree, encoding="unicode")
        found += ACTIVE.findall(again) + ACTIVE.findall(sanitize(again, base=BASE).html)
    return found


def publish(html: str) -> str:
    """Return what becomes of HTML by all rules; made anew of that, it is the same."""
    made = sanitize(readable.apply(html), base=BASE).html
    assert sanitize(made, base=BASE).html == made
    return made


@pytest.mark.parametrize(
    "html",
    [
        "<script>", "<p onclick=x>", "<a href=' javascript:x'>", "<a href=/x>", "<img srcset='x 1x'>",
        "<!-- x -->", "<?x?>", "<p style=x>", "<img src='data:text/html,x'>", "<math><style>",
        "<a href='data:image/png;base64,AA'>",
    ],
)  # fmt: skip
def test_the_tests_see_it(html: str) -> None:
    """What may not be in an entry is found there: these tests are not blind."""
    assert found_in(html)


@pytest.mark.parametrize(
    "tag", ["p", "a", "img", "video", "math", "mi", "svg", "iframe", "table", "details", "custom-x"]
)
def test_handlers(tag: str) -> None:
    """No element has a handler, wherever in the tag it stands."""
    for name in tried("handlers"):
        for html in (
            f"a<{tag} {name}=evil()>b</{tag}><{tag} src=x {name} = 'evil()' />",
            f"a<{tag}/{name}=evil()//>b</{tag}><{tag} id=x\n{name}\n=\nevil()>",
        ):
            assert found_in(publish(html)) == []


@pytest.mark.parametrize("place", tried("places"))
def test_addresses(place: str) -> None:
    """No URL is of a scheme that acts, wherever HTML takes one; nor what a rule makes of it."""
    for address in tried("addresses"):
        html = publish(f"<p>a</p>{place.replace('{}', address)}")
        assert found_in(html) == []
        assert not re.search(r"=\"?\s*(?:java|vb|live)script", html, re.IGNORECASE)


@pytest.mark.parametrize("markup", tried("markup"))
def test_markup(markup: str) -> None:
    """No markup gets out of where it is only text, and none comes to life when it is read again."""
    for html in (
        markup,
        f"<div>{markup}</div>",
        f"<p>a{markup}<b>b",
        f"<table><tr><td>{markup}",
        f"<noscript>{markup}<img src=a>",
        f"<pre class=highlight>{markup}",
        f"<svg>{markup}</svg>",
        f"<math><mtext>{markup}",
    ):
        assert found_in(publish(html)) == []


@pytest.mark.parametrize("markup", tried("markup"))
@pytest.mark.parametrize("kind", [kind for kind in get_args(Markup) if kind not in {"rest", "other"}])
def test_whole_way(markup: str, kind: Markup) -> None:
    """The same is true of an entry, in whatever it was written; and no such post is an error."""
    post = POST._replace(markup=kind, title=markup)
    entry, *_ = content.render(f"First.\n\n{markup}\n\n<!--more-->\n\n{markup}", post, SITE)
    assert found_in(entry.html) == []


@given(st.lists(st.sampled_from(tried("pieces")), max_size=30))
def test_any_pieces(parts: list[str]) -> None:
    """However pieces of markup are put together, nothing of it acts, nor after another reading.

    What is no HTML at all, as a table in a link, may be nested anew by that; the other tests want it equal.
    """
    made = sanitize(readable.apply("".join(parts)), base=BASE).html
    assert found_in(made) == []
    assert found_in(sanitize(made, base=BASE).html) == []


@pytest.mark.parametrize("piece", tried("slow"))
def test_length_takes_no_time(piece: str) -> None:
    """A body of nothing but one piece takes a time that grows with its length alone, and is safe."""
    times = []
    for length in (MEGABYTE // 64, MEGABYTE // 8):
        start = time.perf_counter()
        html = sanitize(readable.apply(piece * (length // len(piece))), base=BASE).html
        times.append(time.perf_counter() - start)
        assert ACTIVE.search(html) is None
    # eight times as long takes eight times as long; a busy machine is allowed three times that, and a start
    assert times[1] < 24 * times[0] + 1


@pytest.mark.parametrize("piece", ["<b>", "<div>", "<ul><li>", "<table><tr><td>", "<svg>", "<math><mrow>"])
def test_a_megabyte_of_nested_tags(piece: str) -> None:
    """A megabyte that nests without end is told at once, through the whole way."""
    start = time.perf_counter()
    entry, *_ = content.render(piece * (MEGABYTE // len(piece)), POST._replace(markup="html"), SITE)
    assert time.perf_counter() - start < 10
    assert found_in(entry.html) == []


@pytest.mark.parametrize(
    ("begin", "piece", "end"),
    [
        ("<img src='", "/", "'>"), ("<img style='", "width:", "'>"), ("<p class='", "copy ", "'>x"),
        ("<p class='", "anchor-", "!'>x"), ("<a href='//", "a.", "/embed/'>x</a>"),
        ("<iframe src='//", "a.", "'>"), ("<img data-src='", "/", "'>"), ("<p ", "a ", ">"),
        ("<img srcset='", "a 1x, ", "'>"), ("<code class='", "language-", "'>x"),
        ("<x a='", "<img ", "'>"), ("<p ", "=", ">"), ("<nav id='", "toc-", "'>"),
        ("<a href='", "#", "'>x</a>"), ("<a b='", "href=", "'>x</a>"),
        ("<a class='anchor' href='#'>", "link ", "</a>"), ("<pre class='brush:", " ", "'>x"),
        ("<input value='", "copy", "'>"), ("<p title='", "&amp", "'>x"),
        ("<iframe src='https://www.youtube.com/embed/videoseries?", "&list", "'>"), ("<!--", "--", "x"),
        ("<p id='", "fn-", "'><a href='#a'>x</a>"), ("<img src='/blank", "blank.", "'>"),
        ("<p>", "&nbsp;", "</p>"),
    ],
)  # fmt: skip
def test_a_long_tag_takes_no_time(begin: str, piece: str, end: str) -> None:
    """Nor does a single tag, one attribute or one text of a megabyte."""
    start = time.perf_counter()
    readable.apply(f"{begin}{piece * (MEGABYTE // len(piece))}{end}")
    assert time.perf_counter() - start < 10
