"""Bodies are only left out where the same is said without them, in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import validator
from feeds.validator import Verdict, bodies, check
from feeds.validator.bodies import shorten

HEAD: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"
RSS: Final = (
    HEAD + b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0"><channel>'
    b"<title>T</title><link>https://example.org/</link><description>About it</description>"
    b"<item><title>T</title>%b</item></channel></rss>"
)
ATOM: Final = (
    HEAD + b'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:example.org,2026:f</id><title>T</title>'
    b"<updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author>"
    b"<entry><id>tag:example.org,2026:e</id><title>T</title><updated>2026-01-01T00:00:00Z</updated>%b"
    b'</entry><link rel="self" href="https://example.org/atom.xml"/></feed>'
)
BODIES: Final = (
    b"<description>%b</description>",
    b"<content:encoded>%b</content:encoded>",
    b'<content type="html">%b</content>',
    b'<summary type="html">%b</summary>',
    b'<summary type="text">%b</summary>',
)
RIGHT: Final = (
    b"Rain",
    b"Rain\x7f",
    "Ça pleut, 下雨了。\n".encode(),
    b"\n\n\tand more&lt;br&gt;",
    b"&lt;p&gt;Rain &amp;amp; wind&lt;/p&gt;",
    b'&lt;a href="https://example.org/?a=1&amp;amp;b"&gt;there&lt;/a&gt;',
)
ODD: Final = (
    b" ",
    b"",
    b">",
    b"]]>",
    b"&quot;&#39;",
    b"&nbsp;",
    b"&#xFFFD;",
    b"& ",
    b"&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;",
    b"&lt;b&gt;",
    b"&lt;script&gt;",
    b'&lt;img src="/a.png"&gt;',
    b"rain\rwind\n",
    b"rain\r\n",
    b"\0",
    b"\x01",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbf\xbe",
    b"\xef\xbf\xbf",
    "\ufffd".encode(),
    "锟斤拷".encode(),
    "\x92".encode(),
    "cafÃ©".encode(),
    "â€™".encode(),
    b"<b>bold</b>",
    b"<br/>",
    b"<![CDATA[&lt;b&gt;]]>",
    b"<!-- -- -->",
)
AROUND: Final = (
    b"<!-- ",
    b" -->",
    b"<?p ?>",
    b"<x:y xmlns:x='x'/>",
    b"<image><url>https://example.org/a.png</url>",
    b"</image>",
    b"<textInput>",
    b"</textInput>",
    b"<image/>",
    b"<item>",
    b"<item/>",
    b"</item>",
    b"<entry>",
    b"</entry>",
    b"</title>",
    b"\n",
)

text = st.lists(st.sampled_from(RIGHT) | st.sampled_from(RIGHT + ODD), max_size=4).map(b"".join)
body = st.builds(lambda form, inside: form % inside, st.sampled_from(BODIES), text)
entry = st.lists(body | body | st.sampled_from(AROUND), max_size=5).map(b"".join)


@pytest.fixture(autouse=True, scope="module")
def _however_short() -> Iterator[None]:
    """Leave out short bodies of short feeds, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "_LEAST", 1)
        patch.setattr(bodies, "_FROM", 0)
        yield


def check_whole(data: bytes) -> Verdict:
    """Check a feed with all that stands in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validator, "shorten", lambda data: data)
        return check(data, path="x")


@given(st.sampled_from((RSS, ATOM)), entry, entry)
def test_the_same_is_said_of_a_feed_without_its_bodies(feed: bytes, before: bytes, inside: bytes) -> None:
    """Each problem, where it stands, what is shown of it, and all that is known of the feed."""
    data = (feed % inside).replace(b"</title><link", b"</title>" + before + b"<link")
    assert check(data, path="x") == check_whole(data)


@given(st.sampled_from((RSS, ATOM)), entry, st.integers(0), st.sampled_from(ODD + AROUND))
def test_a_thing_thrown_in_anywhere_makes_no_difference(
    feed: bytes, inside: bytes, at: int, junk: bytes
) -> None:
    """Nor does what is not well-formed."""
    data = feed % inside
    at %= len(data)
    data = data[:at] + junk + data[at:]
    assert check(data, path="x") == check_whole(data)


@pytest.mark.parametrize(("feed", "forms"), [(RSS, BODIES[:2]), (ATOM, BODIES[2:4])])
@pytest.mark.parametrize("inside", RIGHT)
def test_what_is_right_is_left_out(feed: bytes, forms: tuple[bytes, ...], inside: bytes) -> None:
    """But for the lines, by which all that follows is found."""
    for form in forms:
        lines = b"\n" * inside.count(b"\n")
        assert shorten(feed % (form % inside)) == feed % (form % (b"x" + lines))


@pytest.mark.parametrize("inside", RIGHT)
def test_a_text_that_is_no_html_is_left_out_where_it_is_the_same(inside: bytes) -> None:
    """As it is without a reference: to a text, “&lt;b&gt;” is a fault."""
    data = ATOM % (BODIES[4] % inside)
    assert (shorten(data) == data) == (b"&" in inside)


@pytest.mark.parametrize("inside", ODD)
def test_what_may_be_wrong_stays(inside: bytes) -> None:
    """Whether it is, is for the rules to say."""
    data = RSS % (BODIES[0] % inside)
    if inside not in {b"\0", b"\x01"}:
        assert shorten(data) == data
    else:  # the parser says so
        assert shorten(data) == RSS % (BODIES[0] % (b"x" + inside))


@pytest.mark.parametrize("turning", [b"<!-- -->", b"<?p ?>", b'<x:y xmlns:x="x"/>', b'<x xmlns="x"/>'])
def test_where_tags_may_mean_something_else_all_stays(turning: bytes) -> None:
    """Wherever that stands; what begins before the first entry may end in it."""
    inside = BODIES[0] % b"Rain -- wind"
    for data in (RSS % (turning + inside), RSS.replace(b"<item>", turning + b"<item>") % inside):
        assert shorten(data) == data
    commented = RSS.replace(b"<item>", b"<!-- <item>").replace(b"</item>", b"--></item>") % inside
    assert check(commented, path="x") == check_whole(commented)


@pytest.mark.parametrize("name", [b"image", b"textInput"])
def test_a_description_of_something_else_stays(name: bytes) -> None:
    """That of a picture is no HTML, so that a tag in it is a fault; the picture may stand anywhere."""
    inside = BODIES[0] % b"&lt;p&gt;It&lt;/p&gt;"
    data = RSS.replace(b"<item>", b"<%b><item></item>" % name) % b""
    data = data.replace(b"</channel>", b"%b</%b></channel>" % (inside, name))
    assert shorten(data) == data


@pytest.mark.parametrize("name", ["latin-1", "utf-16"])
def test_other_encodings_stay(name: str) -> None:
    """Their letters are other bytes."""
    data = (RSS % (BODIES[0] % b"Rain")).replace(b"UTF-8", name.encode())
    assert shorten(data) == data


def test_very_long_feeds_stay() -> None:
    """No text of them would pass, or no line would be known."""
    for size, inside in ((10_000_001, b"x"), (65_536, b"\n")):
        data = RSS % (BODIES[0] % (b"Rain" + inside * size))
        assert shorten(data) == data
