from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator.findings import Findings
from feeds.validator.formats import modules
from feeds.validator.prolog import NETSCAPE, check_doctype, check_prefixes, check_prolog


def told(text: str) -> list[tuple[str, str]]:
    """Return level and code of what is wrong before and around the elements."""
    root = etree.fromstring(text.encode())
    found = Findings()
    check_prolog(root, found)
    check_doctype(root, found)
    check_prefixes(root, modules(), found)
    return [(fault.level, fault.code) for _, fault in found.all]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss/>", []),
        ('<?xml version="1.0" encoding="Windows-1252"?><rss/>', []),
        ('<?xml version="1.0" encoding="GB18030"?><rss/>', []),
        ('<?xml version="1.1"?><rss/>', [("warning", "xml-version")]),
        ('<?xml version="1.0" encoding="tis-620"?><rss/>', [("warning", "encoding")]),
        ("<!DOCTYPE rss><rss/>", [("warning", "document-type")]),
        (f'<!DOCTYPE rss PUBLIC "{NETSCAPE}" "a"><rss version="0.91"/>', [("warning", "document-type")]),
        (f'<!DOCTYPE rss PUBLIC "{NETSCAPE}" "a"><rss version="2.0"/>', [("error", "document-type")]),
        (f'<!DOCTYPE rss PUBLIC "{NETSCAPE}" "a"><rss/>', [("warning", "document-type")]),
        ('<rss xmlns:dc="http://purl.org/dc/elements/1.1/"/>', []),
        ('<rss xmlns="http://purl.org/dc/elements/1.1/" xmlns:x="https://example.org/x"/>', []),
        ('<rss xmlns:x="http://purl.org/dc/elements/1.1/"/>', [("info", "prefix")]),
        ('<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://purl.org/dc/elements/1.1/"/>', []),
        ('<rss xmlns:dc="https://example.org/moods"/>', [("warning", "prefix")]),
        # Nearly the right one: that is said of its elements.
        ('<rss xmlns:dc="http://purl.org/dc/elements/1.1"/>', []),
    ],
)
def test_what_is_unusual_is_told_of(text: str, expected: list[tuple[str, str]]) -> None:
    """XML itself does not mind most of it; readers do."""
    assert told(text) == expected
