"""What the rules promise together: plain bodies are not touched and cost next to nothing; how rules meet."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content import markdown, readable
from feeds.content.readable.rules import NAMES
from feeds.content.sanitize import sanitize

PLAIN = """\
# A <i>title</i>

Some *text* with [a link](https://example.org/x "y"), `code`, and a [relative one](../b).

![A picture](c.png)

* one
* two

1. three

| a | b |
|:--|--:|
| 1 | 2 |

```python
print("<p hidden>")
```

> 引用：<kbd>Ctrl</kbd>
"""
BIDI = (
    '<p dir="rtl">سلام <bdi>Ann</bdi> <bdo dir="ltr">abc</bdo>\u200f</p><p lang="zh">\u2067中文\u2069</p>'
    "<p>👩‍👩‍👧‍👦 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f &#x1F469;</p>"
)
KEPT = (
    "<dl><dt>a</dt><dd>b</dd></dl><table><caption>c</caption><thead><tr><th>d</th></tr></thead>"
    '<tbody><tr><td colspan="2">e</td></tr></tbody></table><details><summary>f</summary><p>g</p></details>'
    "<ruby>漢<rp>(</rp><rt>kan</rt></ruby>"
    "<figure><img src='h.png' alt='h'><figcaption>i</figcaption></figure>"
)


def test_plain_bodies_stay() -> None:
    """What Markdown makes of usual texts is handed on as the same object."""
    html = markdown.to_html(PLAIN)
    assert readable.apply(html) is html


@pytest.mark.parametrize("html", [BIDI, KEPT, "", "a < b", "<", "<a ", "<p>a<p>b", "&lt;p hidden&gt;"])
def test_what_no_rule_is_about_stays(html: str) -> None:
    """Directions, emoji, tables, lists of terms, details and odd text keep their every byte."""
    assert readable.apply(html) == html


def test_plain_bodies_cost_nothing() -> None:
    """A body of a hundred tags in which there is nothing to do takes some millionths of a second."""
    html = markdown.to_html(PLAIN) * 4
    times = []
    for _ in range(200):
        start = time.perf_counter()
        readable.apply(html)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.000_1


def test_too_deep_bodies_stay() -> None:
    """What nests too deep is left to the sanitizer, which leaves it out."""
    html = "<div hidden>" * 301
    assert readable.apply(html) is html


PIECES = [
    "<p>", "</p>", "a ", "<div>", "</div>", "<img data-src=a.jpg>", "<noscript>", "</noscript>",
    "<h2 id=a>", "</h2>", "<a href='#a'>#</a>", "<pre class=highlight>", "</pre>", "<span class=k>",
    "</span>", "<center>", "<font>", "<ul>", "<li>", "<iframe src='//youtu.be/dQw4w9WgXcQ'></iframe>",
    "<section class=footnotes>", "</section>", "<video src=a>", "</video>", "<input type=checkbox>",
    "<table>", "<tr>", "<td>", "</table>", "<math>", "<mi>", "</math>", "<p hidden>", "<!--more-->",
    "<picture>", "<source srcset=a>", "<b>", "</b>", "<nav class=toc>", "</nav>", "&nbsp;", "<br>",
    "<button>", "<object data=a>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sets(st.sampled_from(NAMES)))
def test_any_rules_on_any_html(parts: list[str], off: set[str]) -> None:
    """However rules meet, none fails, and the sanitizer takes what they leave."""
    html = readable.apply("".join(parts), off=off)
    assert not sanitize(html, base="https://example.org/").bad_urls


def test_marks_of_summaries_stay() -> None:
    """A comment that marks where the summary ends stays, also in a paragraph that holds nothing else."""
    assert (
        readable.apply("<p>a</p><p><!--more--></p><p hidden>b</p><p>c</p>") == "<p>a</p><!--more--><p>c</p>"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # an id that only a table of contents named goes with it
        ('<nav class="toc"><a href="#a">A</a></nav><h2 id="a">A<a href="#a">¶</a></h2>', "<h2>A</h2>"),
        # a paragraph that held only a counter
        ('<p>a</p><p><img src="x.gif" width="1" height="1"></p>', "<p>a</p>"),
        # a formula that is only for those who cannot see the picture
        (
            '<p><span style="display:none"><math><mi>x</mi></math></span><img src="x.svg" alt="x"></p>',
            '<p><span></span><img src="x.svg" alt="x"></p>',
        ),
        # a picture that only those without scripts see, in a box that waits for one
        (
            '<div class="box"><noscript><img src="a.png" alt="A"></noscript></div>',
            '<div class="box"><img src="a.png" alt="A"></div>',
        ),
        # the button goes before the code is looked at
        (
            '<pre class="x"><button class="copy">Copy</button><code>a</code></pre>',
            "<pre><code>a</code></pre>",
        ),
    ],
)
def test_rules_meet(before: str, after: str) -> None:
    """One rule leaves nothing for which another would have been needed."""
    assert readable.apply(before).replace("<span></span>", "") == after.replace("<span></span>", "")


@pytest.mark.parametrize(
    "body",
    [
        '<p style="text-align: center; font-size:2em">a <a href="//example.org/x" target="_blank">b</a></p>',
        '<p><a href="https://example.org/" rel="noopener nofollow" target="_blank" title="c">b</a></p>',
        '<p><img src="https://example.org/a.png" alt="b" width="80" height="60"></p>',
    ],
)
def test_usual_attributes_are_plain(body: str) -> None:
    """What opens a link elsewhere, sets a paragraph or sizes a picture is nothing for a rule."""
    assert readable.apply(body) is body


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ('<p><img src="https://hm.baidu.com/a" alt="b" width="80" height="60">c</p>', "<p>c</p>"),
        ('<p><img src="https://example.org/a" alt="b" width="1" height="1">c</p>', "<p>c</p>"),
        ('<p style="text-align:center"> &nbsp;</p>c', "c"),
        ('<p style="display:none">b</p>c', "c"),
        ('<p>a <a href="//localhost/x" target="_blank">b</a></p>', "<p>a b</p>"),
        ('<p>a<a href="//example.org/x" target="_blank"> </a></p>', "<p>a </p>"),
    ],
)
def test_usual_attributes_hide_nothing(body: str, made: str) -> None:
    """What a rule is for is found beside them as it is without."""
    assert readable.apply(body) == made
