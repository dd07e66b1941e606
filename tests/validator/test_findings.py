from __future__ import annotations

from lxml import etree

from feeds.validator.findings import Findings, name_of, quoted, text_of


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
