"""What the parser promises: nothing of what was written is lost, and elements end where HTML ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content.readable.parser import parse
from feeds.content.readable.tree import Element
from tests.content.readable.test_tree import tree_of

PIECES = [
    "<p>", "</p>", "<P CLASS=x>", "<a href=", "<img src='", '"', "'", ">", "<script>", "</script>",
    "<svg>", "</svg>", "<style>", "<!--", "-->", "--!>", "<table>", "<tr>", "<td>", "</td>", "</table>",
    "</div>", "<div a='>'>", "<li>", "<ul>", "</ul>", "<math>", "<mi/>", "</math>", "&lt;", "x", " ",
    "\n", "<b ", "</b>", "<b>", "<i>", "</i>", "<br/>", "<noscript>", "<title>", "<textarea>",
    "</textarea>", "</3", "</", "<?php ?>", "<![CDATA[x]]>", "=", "<", "/", "中", "<plaintext>", "<xmp>",
    "<option>", "<select>", "<rt>", "<dt>", "<dd>", "<tbody>", "<h1>", "<button>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_nothing_is_lost(parts: list[str]) -> None:
    """Written anew, any HTML is what it was, to the letter."""
    html = "".join(parts)
    assert tree_of(html).html() == html


def shape(element: Element) -> str:
    """Return the elements in an element, as brackets."""
    inner = [shape(node) for node in element.children if isinstance(node, Element)]
    return f"{element.tag}({' '.join(inner)})" if inner else element.tag


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b<div>c</div></p>", "(p p div)"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>d", "(ul(li(ul(li)) li))"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "(dl(dt dd dt))"),
        ("<table><tr><td>a<td>b<tr><th>c</table>", "(table(tr(td td) tr(th)))"),
        ("<table><thead><tr><td>a<tbody><tr><td>b</table>", "(table(thead(tr(td)) tbody(tr(td))))"),
        ("<table><tr><td><table><tr><td>a</table>b<td>c</table>", "(table(tr(td(table(tr(td))) td)))"),
        ("<select><option>a<option>b</select>c", "(select(option option))"),
        ("<ruby>a<rt>b<rp>c</ruby>", "(ruby(rt rp))"),
        ("<p><button><p>a</button>", "(p(button(p)))"),
        ("<a href=x>a<a href=y>b</a>", "(a a)"),
        ("<b><i>a</b>c</i>", "(b(i))"),
        ("<span><div>a</span>b</div><p>", "(span(div p))"),
        ("<div><table><tr><td></div>a", "(div(table(tr(td))))"),
        ("<br>a</br><img/><hr>", "(br img hr)"),
        ("<div/>a<p>b", "(div(p))"),
        ("<math><mi/><mo>x</mo></math><p/>a", "(math(mi mo) p)"),
        ("<svg><p></svg><p>a", "(svg p)"),
        ("<svg><p>a", "(svg p)"),
        ("<script><p></SCRIPT ><p>", "(script p)"),
        ("<script><p>", "(script)"),
        ("<textarea><p></textarea><p>", "(textarea p)"),
        ("<plaintext><p></plaintext><p>", "(plaintext)"),
        ("<!-- <p> --><p><!--> <p>", "(p p)"),
        ("<p title='<b>' x=\"<i>\"><? <b> ?>", "(p)"),
        ("<p><a href='x", "(p)"),
        ("<p a=b=c='d' e= >x", "(p)"),
        ("</p></x>a</3 b>", ""),
        ("<h1>a<h2>b", "(h1(h2))"),
    ],
)
def test_shape(html: str, expected: str) -> None:
    """Elements stand in one another as in HTML, as far as rules need to know (sections 13.1.2 and 13.2.6)."""
    assert shape(tree_of(html)).removesuffix("()").replace("()", "") == expected


def test_too_deep() -> None:
    """What nests deeper than anybody writes has no tree."""
    assert parse("<div>" * 300) is not None
    assert parse("<div>" * 301) is None
