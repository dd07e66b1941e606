"""What markdown promises: CommonMark with what posts use, and HTML left to the sanitizer."""

from __future__ import annotations

import time

import pytest

from feeds.content.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**“文字”**后", "<p><strong>“文字”</strong>后</p>\n"),
        ("**「強調」**の", "<p><strong>「強調」</strong>の</p>\n"),
        ("a * b * c", "<p>a * b * c</p>\n"),
        ("snake_case_word", "<p>snake_case_word</p>\n"),
        ("    code\n", "<pre><code>code\n</code></pre>\n"),
        ("~~old~~", "<p><del>old</del></p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("<b>raw</b>", "<p><b>raw</b></p>\n"),
        ("Term\n\n: Meaning\n", "<dl>\n<dt>Term</dt>\n<dd>\n<p>Meaning</p>\n</dd>\n</dl>\n"),
        ("https://example.org/a_b", '<p><a href="https://example.org/a_b">https://example.org/a_b</a></p>\n'),
        ("- [x] a\n", '<ul>\n<li><input type="checkbox" checked="" disabled="" /> a</li>\n</ul>\n'),
        ("", ""),
    ],
)
def test_markdown(text: str, html: str) -> None:
    """Each text becomes exactly this HTML."""
    assert to_html(text) == html


def test_heading_without_anchor() -> None:
    """Headings get no id and no anchor: in a reader they would lead nowhere."""
    assert to_html("# A\n") == "<h1>A</h1>\n"


@pytest.mark.parametrize("text", ["[" * 50_000, "> " * 20_000 + "x", "*a_ " * 20_000, "|a" * 500 + "\n|-"])
def test_hostile_markdown_takes_no_time(text: str) -> None:
    """What is nested or never closed takes about as long as any text of its length."""
    start = time.perf_counter()
    to_html(text)
    assert time.perf_counter() - start < 5
