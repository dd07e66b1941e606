from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator.xhtml import faults

HEAD = (
    '<div xmlns="http://www.w3.org/1999/xhtml" xmlns:svg="http://www.w3.org/2000/svg" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="https://example.org/x">'
)


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ("<p>It <b>rained</b>.</p><svg:svg><svg:path/></svg:svg><x:script/>", []),
        ("<SCRIPT/>", ["unsafe-markup"]),
        ("<p><a href='a'>b</a></p>", ["relative-reference"]),
        ("<svg:svg><svg:use xlink:href='a.svg'/></svg:svg>", ["relative-reference"]),
        ("<p ONCLICK='a()'>b</p>", ["unsafe-markup"]),
        ("<rain/>", ["broken-html"]),
        ("<br/><img alt='' src='https://example.org/a.png'/>", []),
        ("&lt;p&gt;Rain&lt;/p&gt;", ["html-in-text"]),
        ("<p>&lt;p&gt;Rain&lt;/p&gt;</p>", []),
        ("Rain &amp;amp; snow", ["double-escaped"]),
    ],
)
def test_xhtml_is_held_to_what_html_is(inside: str, codes: list[str]) -> None:
    """As a tree, in which everything has an end."""
    assert [fault.code for fault in faults(etree.fromstring(f"{HEAD}{inside}</div>"))] == codes
