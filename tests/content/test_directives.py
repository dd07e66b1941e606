"""What content/directives promises: boxes of colons are quotations, and no colons are shown."""

from __future__ import annotations

import pytest

from feeds.content import directives, markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (":::note\n*a*\n:::", "<blockquote>\n<p><em>a</em></p>\n</blockquote>"),
        (
            ":::tip Try it\na\n:::\nb",
            "<blockquote>\n<p><strong>Try it</strong></p>\n<p>a</p>\n</blockquote>\n<p>b</p>",
        ),
        (
            ":::note[T & U]\na\n:::",
            "<blockquote>\n<p><strong>T &amp; U</strong></p>\n<p>a</p>\n</blockquote>",
        ),
        ("::: {.box}\na\n:::", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("::::a\n:::b\nc\n:::\n::::", "<blockquote>\n<blockquote>\n<p>c</p>\n</blockquote>\n</blockquote>"),
        (":::note\na", "<p>a</p>"),
        ("a\n\n:::", "<p>a</p>"),
        ("```\n:::note\n```", "<pre><code>:::note\n</code></pre>"),
        ("a ::: b", "<p>a ::: b</p>"),
    ],
)
def test_boxes(text: str, html: str) -> None:
    """Each box is a quotation under its title; half a box goes, and what it holds stays."""
    assert markdown.to_html(directives.render(text)).strip() == html
