"""What plaintext promises: text without tags, and cuts where a reader of any script would cut."""

from __future__ import annotations

import html as markup
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content.plaintext import as_it_stands, begin, from_author, from_html, shorten
from feeds.content.sanitize import sanitize


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a<b>b</b>c", "abc"),
        ("a<br>b", "a b"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("&lt;b&gt; &amp;amp; &nbsp; c", "<b> &amp; c"),
        ('<img alt="a > b"> c', "c"),
        ("<img alt='\">' > c", "c"),
        ("a < b and c > d", "a < b and c > d"),
        ("1 <2", "1 <2"),
        ("<!-- no -->yes", "yes"),
        ("a\n\t b\u2028c", "a b c"),
        ("", ""),
    ],
)
def test_from_html(html: str, text: str) -> None:
    """Tags go, blocks are parted by a blank, entities are resolved once."""
    assert from_html(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>a</p><video src="b.mp4"><a href="b.mp4">b.mp4</a></video><p>c</p>', "a c"),
        ("<audio>a</audio>b<audio><b>c</b></audio>", "b"),
        ('<p><a href="https://x.example/"><img src="y.jpg" alt=""><br>▶ A film</a></p><p>a</p>', "a"),
        ('a <a href="https://x.example/">↗ x.example</a> b', "a b"),
        ('<a href="https://x.example/">▶</a>a', "a"),
        ('<a href="https://x.example/">play ▶ it</a>', "play ▶ it"),
    ],
)
def test_players(html: str, text: str) -> None:
    """What is said to those who cannot play something, or see what is embedded, is no beginning of a text."""
    assert from_html(html) == text


MARKUP = [
    "<p>", "</p>", "<b>", "</b>", "<br>", "<a href=\"x>y\">", "</a>", "<!-- z -->", "&amp;", "&am", "p;",
    "&#x4e2d;", "&#20013",
    "&lt", "&notin;", "&", ";", " ", "\n", "a", "word ", "中文", "。", "<", ">", "<video>", "</video>",
    "▶", "↗ ", "<img title='", "'>", '<a href="u">', '<a href="u"><img src="v"><br>▶ film</a>',
    "1234567",
]  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=200), st.integers(1, 30))
def test_begin(parts: list[str], length: int) -> None:
    """The beginning is the same whether all of a body is read or only what is needed."""
    html = "".join(parts)
    assert begin(html, length) == shorten(from_html(html), length)


@given(st.lists(st.sampled_from(MARKUP), min_size=100, max_size=200), st.integers(1, 30))
def test_begin_of_what_is_published(parts: list[str], length: int) -> None:
    """The same is true of what the sanitizer leaves."""
    html = sanitize("".join(parts), base="https://example.org/").html
    assert begin(html, length) == shorten(from_html(html), length)


@given(st.text("a文。 \t\n\r\f\v\x1c\x85\xa0\u2028\u2029\u3000\u200b&;nbsp", max_size=40))
def test_white_space(text: str) -> None:
    """Each run of blanks, line ends and the like is one blank, whatever else there is; wide blanks stay."""
    assert from_html(text) == re.sub("[ \t\n\r\f\v\xa0\u2028\u2029]+", " ", markup.unescape(text)).strip()


def test_begin_in_a_reference() -> None:
    """A reference that goes on behind a tag is read whole."""
    html = f"{'x' * 29}&am<b>p; y</b> z{' word' * 99}"
    assert begin(html, 30) == shorten(from_html(html), 30) == "x" * 29 + "…"
    assert begin(html, 31) == shorten(from_html(html), 31)


def test_begin_takes_no_time() -> None:
    """Of a megabyte no more is read than the summary needs."""
    html = "<p>A word &amp; <b>another</b>.</p>\n" * 30_000
    start = time.perf_counter()
    assert begin(html, 280).endswith("…")
    assert time.perf_counter() - start < 0.05


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<em>A</em> &amp; B", "A & B"),
        ("Vec<T>, <Foo />, a<c and c>d", "Vec<T>, <Foo />, a<c and c>d"),
        ("<script> in HTML", "<script> in HTML"),
        ('<span title="a>b">A</span><BR/>', "A"),
        ("&amp;lt;", "&lt;"),
        ("Use Vec<T> or Map<K, V>", "Use Vec<T> or Map<K, V>"),
        ("<p>One</p><p>Two<br>three</p>", "One Two three"),
    ],
)
def test_from_author(written: str, text: str) -> None:
    """A title or description is as often plain text as HTML: markup goes, and only that."""
    assert from_author(written) == text


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("The <br> element", "The <\u2060br> element"),
        ("<b>bold</b>, <INPUT type=x>", "<\u2060b>bold<\u2060/b>, <\u2060INPUT type=x>"),
        ("Write &nbsp; or &#160;", "Write &\u2060nbsp; or &\u2060#160;"),
        ("Vec<T>, Box<u8>, AT&T; R&D, a<b", "Vec<T>, Box<u8>, AT&\u2060T; R&D, a<b"),
        ("a < b & c > d", "a < b & c > d"),
        ("It rained.", "It rained."),
    ],
)
def test_as_it_stands(text: str, certain: str) -> None:
    """Of what a reader might take for markup nothing is left, and a person sees no difference."""
    assert as_it_stands(text) == certain
    assert as_it_stands(certain) == certain
    assert certain.replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("short", 40, "short"),
        ("x" * 40, 40, "x" * 40),
        ("x" * 41, 40, "x" * 39 + "…"),
        ("one two three four five six seven eight nine", 40, "one two three four five six seven eight…"),
        ("one two three four five six seven, eight nine", 40, "one two three four five six seven…"),
        ("一二三四五六七八九十。一二三", 11, "一二三四五六七八九…"),
        ("一二三四五六七八「九十」一二三", 10, "一二三四五六七八…"),
        ("カタカナ・ひらがなデータ表", 12, "カタカナ・ひらがなデー…"),
        ("한국어 문장을 단어로 자른다", 10, "한국어 문장을…"),
        ("word 中文字 word word", 8, "word 中文…"),
    ],
)
def test_shorten(text: str, length: int, short: str) -> None:
    """Words stay whole, no closing mark begins what is cut off, and what fits is not touched."""
    assert shorten(text, length) == short


# Clusters that are one character to their reader (UAX 29), from one code point to eleven.
CLUSTERS = [
    "a", "b", " ", "é", "e\u0301", "中", "文", "。", "「", "」", "の", "한", "カ", "が", "か\u3099",
    "👍", "👍🏽", "❤️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇳", "1️⃣", "கு", "สวั", "ন্",
    # a flag of a region, and a syllable of single jamo
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\u1112\u1161\u11ab",
]  # fmt: skip


def boundaries(clusters: list[str]) -> set[int]:
    """Return the places where a cut harms no cluster."""
    found, at = {0}, 0
    for cluster in clusters:
        at += len(cluster)
        found.add(at)
    return found


def cut(clusters: list[str], length: int) -> int:
    """Return how many characters are left of the clusters."""
    return len(shorten("".join(clusters), length).removesuffix("…"))


@given(st.lists(st.sampled_from(CLUSTERS), max_size=120), st.integers(40, 100))
def test_no_cluster_is_cut(clusters: list[str], length: int) -> None:
    """The cut is never inside what a reader sees as one character."""
    text = "".join(clusters)
    if len(text) > length:
        assert cut(clusters, length) in boundaries(clusters)


@pytest.mark.parametrize(
    "cluster", [cluster for cluster in CLUSTERS if len(cluster) > 1 and cluster != "สวั"], ids=ascii
)
def test_nothing_but_one_cluster(cluster: str) -> None:
    """Nor where the text is nothing but one of them, wherever the limit falls."""
    clusters = [cluster] * 60
    assert all(cut(clusters, length) in boundaries(clusters) for length in range(40, 60))


@given(st.text(max_size=300), st.integers(40, 100))
def test_never_longer(text: str, length: int) -> None:
    """The result is never longer than asked, is a beginning of the text, and says where it was cut."""
    short = shorten(text, length)
    assert len(short) <= length
    if short != text:
        assert len(text) > length
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=20, max_size=40), st.integers(40, 60))
def test_words_stay_whole(words: list[str], length: int) -> None:
    """In Latin script the cut is between words."""
    short = shorten(" ".join(words), length).removesuffix("…")
    assert short.split(" ") == words[: len(short.split(" "))]


def test_a_hostile_description_takes_no_time() -> None:
    """Tags that are never closed take about as long as any text of their length."""
    start = time.perf_counter()
    from_html("<a " * 4_000)
    assert time.perf_counter() - start < 2
