"""What sanitize promises: nothing active is left, every URL is absolute, and it ends."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content.sanitize import Sanitized, _bound, _depth, _Links, sanitize

BASE = "https://example.org/notes/post/"


def clean(html: str) -> str:
    """Return what is left of the HTML."""
    return sanitize(html, base=BASE).html


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/root", "https://example.org/root"),
        ("next", "https://example.org/notes/post/next"),
        ("../up/./x", "https://example.org/notes/up/x"),
        ("//cdn.example.net/x", "https://cdn.example.net/x"),
        ("#part", "https://example.org/notes/post/#part"),
        ("?page=2", "https://example.org/notes/post/?page=2"),
        ("", "https://example.org/notes/post/"),
        ("HTTPS://other.example/X", "https://other.example/X"),
        ("/关于?值=一#二", "https://example.org/%E5%85%B3%E4%BA%8E?%E5%80%BC=%E4%B8%80#%E4%BA%8C"),
        ("https://例え.jp/パ", "https://xn--r8jz45g.jp/%E3%83%91"),
        ("a b", "https://example.org/notes/post/a%20b"),
        ("a%20b", "https://example.org/notes/post/a%20b"),
        ("100%", "https://example.org/notes/post/100%25"),
        ("/a\n b", "https://example.org/a%20b"),
        ("mailto:mei@example.org", "mailto:mei@example.org"),
    ],
)
def test_urls(written: str, read: str) -> None:
    """RFC 3986, section 5: each reference is resolved against the post's URL, and encoded once."""
    assert clean(f'<a href="{written}">x</a>') == f'<a href="{read}">x</a>'


@pytest.mark.parametrize("once", ["/a b", "/关于", "/100%", "?q=a|b", "//例え.jp/"])
def test_encoding_is_done_once(once: str) -> None:
    """What came out comes out the same again."""
    html = clean(f'<img src="{once}">')
    assert clean(html) == html


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/a,b.png 1x, /c.png 2x", "https://example.org/a,b.png 1x, https://example.org/c.png 2x"),
        ("a.png 480w,b.png 800w", f"{BASE}a.png 480w, {BASE}b.png 800w"),
        ("a.png", f"{BASE}a.png"),
        (" a.png  2x ", f"{BASE}a.png 2x"),
        ("a.png 100w 50h, b.png 2x", f"{BASE}a.png 100w 50h, {BASE}b.png 2x"),
        (
            "https://cdn.example.net/w_1,h_2/a.png 2x",
            "https://cdn.example.net/w_1,h_2/a.png 2x",
        ),
    ],
)
def test_srcset(written: str, read: str) -> None:
    """HTML, section 4.8.4.2.1: a comma inside a URL is of the URL, one at its end parts candidates."""
    assert clean(f'<img srcset="{written}">') == f'<img srcset="{read}">'


@pytest.mark.parametrize("written", ["", " , ", "http://[bad 1x"])
def test_srcset_without_a_candidate(written: str) -> None:
    """A srcset with nothing in it goes."""
    assert clean(f'<img srcset="{written}">') == "<img>"


@pytest.mark.parametrize("tag", ["p", "div", "span", "code", "a", "img", "li", "video"])
def test_handlers_and_styles_go(tag: str) -> None:
    """No element keeps an attribute that acts or hides."""
    html = clean(
        f'<{tag} onclick="x" ONLOAD=x style="color: red" class="c" formaction="x" ping="/x" data-x="1">'
    )
    assert not re.search(r"on|style|class|formaction|ping|data", html, re.IGNORECASE)


@pytest.mark.parametrize(
    "html",
    [
        '<code class="language-python">a</code>', '<a class="footnote">1</a>',
        '<a class="reversefootnote">↩</a>', '<div class="footnotes">a</div>',
        '<ol class="footnotes"><li>a</li></ol>',
    ],
)  # fmt: skip
def test_classes_that_mean_something_stay(html: str) -> None:
    """Readers know the language of code, and what is a footnote; no element keeps any other class."""
    assert clean(html) == html
    assert "class" not in clean(re.sub('class="', 'class="big ', html))
    assert "class" not in clean(re.sub("<(a|code|div|ol) ", "<b ", html))


def test_formulas_stay() -> None:
    """MathML is kept with what it needs to be shown, and nothing of it acts or leads anywhere."""
    html = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="x"><mrow><mi>x</mi>'
        '<mo stretchy="false">&lt;</mo><mspace width="1em"></mspace><mtext>a</mtext></mrow></math>'
    )
    assert clean(html) == html
    assert clean('<math xmlns="evil"><mi href="/x" style="x">y</mi><maction>z</maction></math>') == (
        "<math><mi>y</mi>z</math>"
    )


def test_notes_of_formulas_go() -> None:
    """What a formula says in TeX is not shown beside it, whoever drops the tags."""
    assert clean("<math><mi>x</mi><annotation>x^2</annotation></math>") == "<math><mi>x</mi></math>"


def test_centre() -> None:
    """A block may be centred, as a paragraph may."""
    assert clean('<div align="center" style="x">a</div>') == '<div align="center">a</div>'


@pytest.mark.parametrize(
    "html",
    [
        "<script>evil</script>", "<SCRIPT\n>evil</script >", "<style>evil</style>", "<iframe>evil</iframe>",
        "<svg><title>evil</title></svg>", "<object>evil</object>", "<noscript>evil</noscript>",
        "<template>evil</template>", "<!-- evil -->", '<a href="javascript:evil">',
        '<img src=" javascript:evil">',
        '<a href="java\tscript:evil">', '<a href="&#x6A;avascript:evil">', '<a href="javascript&colon;evil">',
        '<a href="data:text/html,evil">', '<a href="vbscript:evil">', '<a href="\x01javascript:evil">',
        '<video poster="javascript:evil">', '<source src="javascript:evil">', '<track src="javascript:evil">',
        "<math><mtext><img src=x onerror=evil></mtext></math>", '<p style="x:expression(evil)">',
        "<svg><style><img src=x onerror=evil></style></svg>", "<meta content=evil>", "<link href=evil>",
        "<input value=evil>", '<base href="evil">', "<noembed>evil</noembed>", "<embed src=evil>",
    ],
)  # fmt: skip
def test_nothing_active(html: str) -> None:
    """Nothing active is left, nor what it says."""
    assert "evil" not in clean(f"<p>a</p>{html}")


@pytest.mark.parametrize(
    "html",
    [
        '<img srcset="javascript:evil 1x">', '<img srcset="a.png 1x, vbscript:evil 2x">',
        '<source srcset="data:text/html,evil">', '<blockquote cite="javascript:evil">',
        '<q cite="vbscript:evil">',
        '<del cite="data:text/html,evil">', '<ins cite="javascript:evil">',
    ],
)  # fmt: skip
def test_schemes_of_every_url(html: str) -> None:
    """Also srcset and cite may hold no other scheme than the rest."""
    assert "evil" not in clean(html)


def nested(depth: int) -> str:
    """Return blocks that are nested so deep."""
    return "<div>" * depth + "deep" + "</div>" * depth


def test_too_deep() -> None:
    """Deeper than 200 nobody writes: such a body is left out, whole, and said to be so."""
    found = sanitize(f"<p>a &amp; b</p>{nested(201)}<img src='http://'>", base=BASE)
    assert found == Sanitized(html="", bad_urls=(), too_deep=True)
    assert not sanitize(nested(200), base=BASE).too_deep


@pytest.mark.parametrize("html", ["<p>x", "<li>x", "<br>", "<tr><td>x", "<img src=x/>", "<br/>"])
def test_what_needs_no_end_is_not_deep(html: str) -> None:
    """Elements that nobody has to close nest nothing, however many there are."""
    assert "<b>bold</b>" in clean(f"{html * 300}<b>bold</b>")


PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "avif"])
def test_picture_in_its_own_address(kind: str) -> None:
    """A picture in its own address stays where it is shown, and is no bad URL."""
    html = f'<img src="{PICTURE.replace("png", kind)}">'
    found = sanitize(html, base=BASE)
    assert (found.html, found.bad_urls) == (html, ())


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/svg+xml;base64,AAAA">', '<img src="data:text/html;base64,AAAA">',
        '<img src="data:image/png,AAAA">', '<img src="data:image/png;base64,AA AA">',
        '<img src="data:image/png;base64,AAAA&quot;onerror=x">', f'<a href="{PICTURE}">x</a>',
        f'<img srcset="{PICTURE} 1x">', f'<video poster="{PICTURE}"></video>',
        f'<source src="{PICTURE}">', f'<q cite="{PICTURE}">x</q>',
    ],
)  # fmt: skip
def test_other_data(html: str) -> None:
    """No other data and in no other place: an SVG has scripts, and a link would open as a page."""
    assert "data:" not in clean(html)


def test_text_between_blocks_stays() -> None:
    """Tables, lists, figures, rubies and media keep their structure."""
    html = (
        '<table><thead><tr><th align="right">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr>'
        "</tbody></table><figure><figcaption>c</figcaption></figure><ruby>漢<rp>(</rp><rt>kan</rt></ruby>"
        '<ol start="3"><li>d</li></ol><details open=""><summary>e</summary></details>'
    )
    kept = clean(html)
    assert kept.replace(' open=""', "") == html.replace(' open=""', "")


def test_links_get_no_rel() -> None:
    """The author's links are not marked as anybody else's."""
    assert clean('<a href="https://x.example/">x</a>') == '<a href="https://x.example/">x</a>'


def test_bad_urls_are_told_once() -> None:
    """Each bad URL is told once, in the order of the body, and never of another body."""
    html = '<q cite="http://[a">x</q><q cite="http://[b">x</q><q cite="http://[a">x</q>'
    assert sanitize(html, base=BASE).bad_urls == ("http://[a", "http://[b")
    assert sanitize("<q>x</q>", base=BASE).bad_urls == ()


def test_web_address_without_host() -> None:
    """`https://` alone, or a scheme with a path, is no web address, and neither is a broken host."""
    assert sanitize('<q cite="http:/x">a</q>', base=BASE).bad_urls == ("http:/x",)
    assert sanitize('<img src="http://">', base=BASE).bad_urls == ("http://",)
    assert sanitize("<a href='https://[::1'>a</a>", base=BASE).bad_urls == ("https://[::1",)
    assert sanitize('<a href="https://[::1]/">a</a>', base=BASE).bad_urls == ()


HOSTILE = {
    "bold": "<b>" * 250_000,
    "links": "<a href=x>" * 40_000,
    "tables": "<table>" * 100_000,
    "lists": "<ul><li>" * 5_000,
    "quotes": '<p title="' * 100_000,
    "open": "<" * 500_000,
    "candidates": f'<img srcset="{"a " * 50_000}">',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_takes_no_time(name: str) -> None:
    """What nests, or never ends, takes about as long as any body of its length."""
    start = time.perf_counter()
    clean(HOSTILE[name])
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("filler", [",", " "])
def test_hostile_srcset_takes_no_time(filler: str) -> None:
    """A srcset of nothing but commas or blanks is read in linear time: ten times as long takes ten times."""
    start = time.perf_counter()
    clean(f'<img srcset="{filler * 800}">')
    assert time.perf_counter() - start < 0.2


def test_hostile_depth_takes_no_time() -> None:
    """Ten times as many nested blocks take about ten times as long, not a hundred times."""

    def spent(depth: int) -> float:
        start = time.perf_counter()
        clean("<div>" * depth)
        return time.perf_counter() - start

    assert spent(30_000) < 30 * max(spent(3_000), 0.01)


@pytest.mark.parametrize(
    "tag",
    [
        "<div title='<'>",
        "<div title='>'>",
        "<div title='<b>'>",
        "<div title='/>'>",
        "<div/>",
        "<svg><g/></svg><div>",
        "<div title='<svg'>",
        "<svg><div></svg>",
    ],
)
def test_depth_of_odd_tags(tag: str) -> None:
    """Neither brackets in their values, a slash at their ends nor drawings make tags less deep."""
    assert sanitize(tag * 201, base=BASE).too_deep


def test_drawings_are_not_deep() -> None:
    """What stands in a drawing goes with it: it is closed there by `/>`, and nests nothing."""
    paths = '<path d="M0"/>' * 300
    assert clean(f"<p>a</p><svg>{paths}</svg><p>b</p>") == "<p>a</p><p>b</p>"


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "//", "", "mailto:", "https:/", "http:///"]),
    st.sampled_from(
        ["a.example", "A.example", "例え.jp", "a.example:80", "u@a.example", "[::1]", "a..b", "-a", "a_b"]
    ),
    st.text(alphabet="ab/.;?#%41&=+ @!:[]中~'\"<>|\\\t", max_size=12),
)
def test_the_short_way_for_urls(scheme: str, host: str, rest: str) -> None:
    """A URL about which little has to be done is what the long way makes of it."""
    links = _Links()
    links.begin(BASE)
    for url in (f"{scheme}{host}/{rest}", f"/{rest}"):
        assert links.join(url) == links.resolve(url)


@pytest.mark.parametrize(
    ("url", "is_short"),
    [
        ("https://a.example/", True), ("http://a.example/b/c.html?d=e&f=%41#g", True),
        ("https://a.example", False), ("https://a.example/b;", False), ("https://a.example/?", False),
        ("https://a.example/#", False),
        ("https://a.example/%4", False), ("a", False), ("/a/../b", False), ("https://a.example/a b", False),
        ("https://a.example:80/", False),
    ],
)  # fmt: skip
def test_which_urls_go_the_short_way(url: str, is_short: bool) -> None:
    """Plain ones do that begin with a scheme or a slash: the long way is not taken for them."""

    class Watched(_Links):
        def resolve(self, url: str) -> str:
            return f"long {url}"

    assert Watched().join(url) == (url if is_short else f"long {url}")


@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<b>", "<p>", "<br/>", "<svg>", "<g/>", "</svg>", "a"]),
        max_size=30,
    )
)
def test_the_short_way_for_depth(parts: list[str]) -> None:
    """No body is deeper than its bound, and one without drawings is as deep."""
    html = "".join(parts)
    assert _depth(html) == _bound(html) or (_depth(html) < _bound(html) and "<svg" in html)


WORDS = st.text(alphabet="<>/=\"'& ;:#\n\tabijmnoprstuvyx0", max_size=60)


PIECES = [
    "<p>", "</p>", "<a href=", "<img src='", '"', "'", ">", "<script>", "</script>", "<svg>", "</svg>",
    "<style>", "javascript:", "onerror=x ", "<!--", "-->", "<table>", "<td>", "<math>", "<mtext>", "&lt;",
    "x", " ", "<b ", "style='display:none'", "<noscript>", "<title>", "<textarea>", "<plaintext>",
    "\x00", "\x1b", "\ufffe",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_html_is_made_safe(parts: list[str]) -> None:
    """Whatever is written, no element or attribute acts, every URL is absolute, and XML can hold it."""
    html = clean("".join(parts))
    tags = re.findall(r"<[^>]*>", html)
    assert not [tag for tag in tags if re.match(r"</?(script|style|svg|iframe|object)\b", tag)]
    assert not [tag for tag in tags if re.search(r"\son\w+=|\sstyle=", re.sub(r'"[^"]*"', '""', tag))]
    for url in re.findall(r'(?:href|src)="([^"]*)"', "".join(tags)):
        assert urlsplit(url).scheme in {"https", "http", "mailto"}
    assert not set(html) & {"\x00", "\x1b", "\ufffe"}


@given(WORDS)
def test_any_reference_becomes_absolute(reference: str) -> None:
    """Any href is absolute and ASCII afterwards, or gone."""
    escaped = reference.replace("&", "&amp;").replace('"', "&quot;")
    found = re.fullmatch(r'<a(?: href="([^"]*)")?>x</a>', clean(f'<a href="{escaped}">x</a>'))
    assert found
    if found[1] is not None:
        assert urlsplit(found[1]).scheme
        assert re.fullmatch(r"[!-~]+", found[1])
