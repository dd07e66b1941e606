from __future__ import annotations

from lxml import etree

from feeds.validator import atom, rss
from feeds.validator.findings import Findings, name_of, quoted, text_of
from feeds.validator.formats import modules
from feeds.validator.walk import walk


def test_a_quoted_value_is_one_short_line() -> None:
    """A message is one line, whatever stands in the document."""
    assert quoted(" a\n  b ") == "“a b”"
    assert quoted("é" * 80) == f"“{'é' * 80}”"
    assert quoted("é" * 81) == f"“{'é' * 80}…”"


def test_names_and_texts_are_what_a_person_sees() -> None:
    """No namespace, no blanks around, nothing for nothing."""
    element = etree.fromstring(b'<x:a xmlns:x="y"> b </x:a>')
    assert (name_of(element), text_of(element)) == ("a", "b")
    assert text_of(etree.fromstring(b"<a/>")) == ""


def test_findings_keep_their_order_and_level() -> None:
    """The order is that of the rules until all are placed."""
    found, element = Findings(), etree.fromstring(b"<a/>")
    found.warning(element, "b", "B")
    found.error(element, "a", "A")
    assert [(fault.code, fault.level) for _, fault in found.all] == [
        ("b", "warning"),
        ("a", "error"),
    ]


def test_a_text_is_kept_until_its_entry_is_done() -> None:
    """It is made once, of nothing an empty one."""
    found, element = Findings(), etree.fromstring(b"<a>b</a>")
    assert found.text_of(element) is found.text_of(element)
    assert (found.text_of(element), found.text_of(etree.fromstring(b"<a/>"))) == ("b", "")
    for data, kind in ((RSS, "item"), (ATOM, "entry")):
        root = etree.fromstring(data)
        found = Findings()
        walk(root, rss.RSS if kind == "item" else atom.FEED, found, modules())
        assert len(found.stamps) == 1
        assert found.texts == {}


RSS = "<rss version='2.0'><channel><item><description>a</description></item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>a</content></entry></feed>"
