"""What content/kramdown promises: nothing that is meant for kramdown alone is shown; code keeps it."""

from __future__ import annotations

import pytest

from feeds.content import kramdown, markdown
from feeds.content.slots import Slots


def render(text: str) -> str:
    """Return the HTML of a Markdown text with kramdown's additions."""
    slots = Slots()
    return slots.fill(markdown.to_html(kramdown.strip(text, slots))).strip()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n{: .b}", "<p>a</p>"),
        ('{: .b #c key="v"}\na', "<p>a</p>"),
        ("*a*{: .b} c", "<p><em>a</em> c</p>"),
        ('![a](b){:.c title="x}y"}', '<p><img src="b" alt="a" /></p>'),
        ("> a\n{: .b}", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("* TOC\n{:toc}\n\na", "<p>a</p>"),
        ("1. x\n{: .a toc #b}\n\na", "<p>a</p>"),
        ("## A\n{: .no_toc}\na", "<h2>A</h2>\n<p>a</p>"),
        ("## A {#b}\n\n## `c` {} {#d .e} ##", "<h2>A</h2>\n<h2><code>c</code> {}</h2>"),
        ("A {#b}\n---", "<h2>A</h2>"),
        ("{:ref: .a .b}\na\n{:ref}", "<p>a</p>"),
        ("a {::comment}hidden\n\nand `so` {:/comment}b", "<p>a b</p>"),
        ("a{::comment}hidden{:/}b", "<p>ab</p>"),
        ("{::nomarkdown}<b>x</b>{:/}", "<p><b>x</b></p>"),
        ('{::options parse_block_html="true" /}\na', "<p>a</p>"),
        ("a \\{: .b}", "<p>a {: .b}</p>"),
        ('<div class="a" markdown="1">\n*b*\n</div>', '<div class="a">\n<p><em>b</em></p>\n</div>'),
        ("HTML\n\n*[HTML]: Hyper Text", "<p>HTML</p>"),
        ("a {: open", "<p>a {: open</p>"),
        ("a { : .b }", "<p>a { : .b }</p>"),
    ],
)
def test_gone(text: str, html: str) -> None:
    """It is gone, and what stands round it stays."""
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"a $$x_1 * y_2 * z \\ \{1\}$$ *b*", r"<p>a $$x_1 * y_2 * z \\ \{1\}$$ <em>b</em></p>"),
        ("$$\na < b\n{: .c}\n$$\n\n*d*", "<p>$$\na &lt; b\n{: .c}\n$$</p>\n<p><em>d</em></p>"),
        ("$$*a*\n\n*b*$$", "<p>$$<em>a</em></p>\n<p><em>b</em>$$</p>"),
        ("`$$` *a* `$$`", "<p><code>$$</code> <em>a</em> <code>$$</code></p>"),
        ("costs $$ *a*", "<p>costs $$ <em>a</em></p>"),
    ],
)
def test_mathematics(text: str, html: str) -> None:
    """A formula between two dollars each is shown as it is written; what only looks like one is text."""
    assert render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "`{: .a}` {#b}",
        "```\n{: .a}\n{::comment}\n{:/}\n# A {#b}\n```",
        "a\n\n    {: .a}",
        "~~~ ruby\n{:a => 1}\n~~~",
        "<pre>{: .a}</pre>",
        "- a\n\n  ```\n  {: .b}\n  ```",
        "``a ` {: .b}``",
    ],
)
def test_code_keeps_it(text: str) -> None:
    """Code shows what it shows in the author's page."""
    assert render(text) == markdown.to_html(text).strip()
