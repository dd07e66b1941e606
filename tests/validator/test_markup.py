from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator import attributes
from feeds.validator.markup import faults


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with a text of HTML."""
    return [fault.code for fault in faults(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rain",
        "Rain &amp; snow, 1 &lt; 2, &copy; 2021, R&B",
        "<p>one<p>two<br><hr/><img src='https://example.org/a.png' alt=''>",
        "<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl><table><tr><td>e<td>f</table>",
        '<P CLASS="a>b">Rain</p>',
        "<a href=https://example.org/>a</a> <a href='#b'>b</a> <a href=mailto:a@example.org>c</a>",
        "<!-- <script> <b> &amp;amp; --><b>Rain</b>",
        "<!-- never closed <script>",
        "<code>&lt;br&gt; &amp;amp;</code> <pre>&amp;lt;<b>&amp;nbsp;</b></pre>",
        "<svg><feGaussianBlur/><path d='M0'/></svg><math><mi>x</mi></math>",
        "<my-element>a</my-element>",
        '<img srcset="https://example.org/a,b.png 1x, https://example.org/c.png 2x" alt="">',
        '<p style="color: #123456; margin: 0 auto; position: relative; --a: b">Rain</p>',
        '<img src="data:image/svg+xml;base64,AAAA" alt="">',
        "&lt;details&gt; is a tag",
        "a < b, a <3 b",
    ],
)
def test_what_a_reader_can_show_passes(text: str) -> None:
    """Optional end tags, comments, code and drawings are in order."""
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=//example.org/a.js></SCRIPT>",
        "<iframe src='https://example.org/'></iframe>",
        "<style>p { color: red }</style>",
        "<form><input></form>",
        '<meta http-equiv="refresh" content="0">',
        "<base href='https://example.org/'>",
        '<p onclick="a()">b</p>',
        "<p onmouseover=a()>b</p>",
        "<a href='javascript:a()'>b</a>",
        "<a href='JaVa&#09;Script:a()'>b</a>",
        "<a href='vbscript:a'>b</a>",
        "<a href='data:text/html,a'>b</a>",
        "<iframe srcdoc='a'>",
        "<p style='position:absolute'>a</p>",
        "<p style='background: url(javascript:a)'>a</p>",
        "<p style='width: expression(a)'>a</p>",
        "<p style='-moz-binding: url(https://example.org/a)'>a</p>",
        "<p style='\\70 osition: fixed'>a</p>",
        "<p style='margin: 0 -100000px'>a</p>",
    ],
)
def test_what_acts_is_unsafe(text: str) -> None:
    """RFC 4287 8.1: readers take it out, or refuse the entry."""
    assert "unsafe-markup" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "<a href='/a'>b</a>",
        "<a href=a.html>b</a>",
        "<a href=''>b</a>",
        "<img src='../a.png' alt=''>",
        "<img src='//example.org/a.png' alt=''>",
        '<img srcset="a.png 2x" alt="">',
        '<img srcset="https://example.org/a.png 1x, b.png 2x" alt="">',
        "<video poster=a.png></video>",
        "<td background='a.png'>",
        '<svg><use xlink:href="a.svg#b"/></svg>',
        "<a href='www.example.org/a'>b</a>",
    ],
)
def test_relative_references_lead_nowhere(text: str) -> None:
    """There is no page that they could be relative to."""
    assert codes(text) == ["relative-reference"]


@pytest.mark.parametrize(
    "text", ["<b>a", "a</b>", "<div><div>a</div>", "<a href='#x'/>a", "<p>a<", "<p class='a", "<p>a <b c",
             "<html><body>a</body></html>", "List<Drop> of", "<p>a</p><unknown>", "<p style='bogus'>a</p>",
             "<p style='mso-list: l0'>a</p>"]
)  # fmt: skip
def test_broken_html_is_told_of(text: str) -> None:
    """It spills over, vanishes, or is cut off. A lone “<” at the end is only a sign."""
    assert codes(text) == ([] if text == "<p>a<" else ["broken-html"] * len(codes(text)))
    assert codes(text) or text == "<p>a<"


@pytest.mark.parametrize(
    "text",
    [
        "&lt;p&gt;Rain&lt;/p&gt;",
        'It &lt;b class="x"&gt;rained&lt;/b&gt;',
        "<p>Rain &amp;amp; snow</p>",
        "Rain &amp;nbsp; snow",
        "<p>it&amp;#8217;s</p>",
        '<a href="https://example.org/?a=1&amp;amp;b=2">b</a>',
        "<code>&amp;lt;</code> &amp;lt;",
    ],
)
def test_what_was_escaped_twice_is_told_of(text: str) -> None:
    """Outside of code, where it is meant as it stands."""
    assert codes(text) == ["double-escaped"]


@pytest.mark.parametrize(
    "text",
    ["<a href='http://localhost:4000/a'>b</a>", "<img src='file:///a.png' alt=''>", "<a href='C:\\a'>b</a>",
     "<a href='https://192.168.0.1/'>b</a>"],
)  # fmt: skip
def test_places_of_ones_own_machine_are_told_of(text: str) -> None:
    """A preview has made its way into the feed."""
    assert codes(text) == ["local-host"]


def test_one_fault_of_a_kind_is_said_with_the_first_that_shows_it() -> None:
    """Ten pictures are one mistake."""
    (fault,) = faults('<img src="a.png" alt=""><img src="b.png" alt=""><img src="c.png" alt="">')
    assert fault.message.startswith("The text links to “a.png” and 2 more, which readers resolve")
    (fault,) = faults("<script></script><form></form><iframe></iframe><object></object><style></style>")
    assert fault.message.startswith("The text holds <form>, <iframe>, <object> and 2 more, which")


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a '",
        '<a "',
        "<a 'b\"",
        "<!--",
        "<code>&amp;lt;",
        "&lt;b&gt;",
        "<b>",
        "&amp;",
        "<a href=a ",
        "<",
    ],
)
def test_harm_takes_no_time(piece: str) -> None:
    """Text that goes on and on is read once."""
    started = time.perf_counter()
    faults(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - started < 5


@given(st.text(alphabet="<>/abp='\"& ;!-\n", max_size=60))
def test_never_raises(text: str) -> None:
    """Whatever stands there, a message has two halves."""
    for fault in faults(text):
        assert "; " in fault.message


def test_the_same_text_is_looked_at_once() -> None:
    """It stands in several feeds. A very long one is not kept."""
    text = "<script>" + "a" * 100
    assert faults(text) is faults("<script>" + "a" * 100)
    long = "<script>" + "a" * 70_000
    assert faults(long) == faults(long)
    assert faults(long) is not faults(long)


_NAMES = st.sampled_from(["href", "src", "alt", "title", "class", "onclick", "style", "srcset", "HREF"])
_VALUES = st.sampled_from(
    ["https://a.b/c", "http://localhost/", "https://[::1]/x", "http://u@localhost:8/", "javascript:x", "x/y",
     "#a", "", "text-align:center", "http://LOCALHOST", "https://10.0.0.1", "https:///x", "//a"]
)  # fmt: skip
_QUOTES = st.sampled_from(['"', "'", ""])


@given(st.lists(st.tuples(_NAMES, _QUOTES, _VALUES), max_size=4), st.sampled_from([" ", "\n", ""]))
def test_usual_attributes_are_judged_as_all_others(found: list[tuple[str, str, str]], gap: str) -> None:
    """To look at all of them at once says the same as to look at one after the other."""
    inside = "".join(f"{gap}{name}={quote}{value}{quote}" for name, quote, value in found)
    assert [*attributes.look(inside)] == [*attributes.faults(attributes.pairs(inside))]
