from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator import schema
from feeds.validator.findings import Node
from feeds.validator.formats import Schema, validators
from feeds.validator.places import paths

ATOM = "http://www.w3.org/2005/Atom"
HEAD = "<title>T</title><link>https://example.org/</link><description>D</description>"


def complaints(root: Node, spoken: set[Node] | None = None) -> list[tuple[str, str]]:
    """Return path and message of all that the schema complains of."""
    found = list(schema.check(root, validators()[root.tag].schema, spoken or set()))
    names = paths([element for element, _ in found])
    assert all(fault.code == "schema" for _, fault in found)
    return [(names[element], fault.message) for element, fault in found]


def rss(inside: str) -> Node:
    """Make a feed with something in its channel."""
    text = f'<rss version="2.0" xmlns:x="x"><channel>{HEAD}{inside}</channel></rss>'
    return etree.fromstring(text)


def test_a_good_document_gets_none() -> None:
    """The net holds nothing back that is in order."""
    assert complaints(rss("<item><title>T</title></item><x:y z='1'>text<x:z/></x:y>")) == []


def test_the_innermost_element_is_named() -> None:
    """libxml2 complains of every element around it as well."""
    found = complaints(rss("<item/><item><title>T</title><guid x='1'/></item>"))
    assert found == [
        (
            "/rss/channel/item[2]/guid",
            "<guid> may not have the attribute “x” as it stands; leave it out",
        )
    ]


def test_a_missing_element_is_named() -> None:
    """What is missing, in what."""
    root = etree.fromstring(b'<rss version="2.0"/>')
    assert complaints(root) == [("/rss", "<rss> lacks <channel>; write <channel>…</channel>")]


def test_anything_else_is_told_in_libxml2s_words() -> None:
    """The element is right at least."""
    ((path, message),) = complaints(rss("<item><title>T</title><title>T</title></item>"))
    assert path == "/rss/channel/item[1]/title"
    assert message.endswith("compare it with the specification")


@pytest.mark.parametrize("prefix", ["", "a:"])
def test_elements_with_a_prefix_are_found_too(prefix: str) -> None:
    """libxml2 writes `*[2]` or `a:entry[2]` for the way to an element."""
    declared = f'xmlns:{prefix[:-1]}="{ATOM}"' if prefix else f'xmlns="{ATOM}"'
    entry = "<_entry><_id>a:b</_id><_title>T</_title><_updated/></_entry>"
    bad = entry.replace("<_title>", "<_title y='1'>")
    text = f"<_feed {declared}>{entry}<_id>a:b</_id><_title>T</_title><_updated/>{bad}</_feed>"
    root = etree.fromstring(text.replace("<_", f"<{prefix}").replace("</_", f"</{prefix}"))
    assert [path for path, _ in complaints(root)] == ["/feed/entry[2]/title"]


def test_where_a_rule_has_spoken_the_net_is_silent() -> None:
    """At the element, in it, and around it."""
    root = rss("<item><title>T</title><guid x='1'/></item>")
    item = root[0][3]
    for spoken in (item, item[1], root[0], item[0]):
        expected = [] if spoken is not item[0] else ["/rss/channel/item[1]/guid"]
        assert [path for path, _ in complaints(root, {spoken})] == expected


@pytest.mark.parametrize(("tag", "name"), [("channel/item", "item"), ("nothing", "")])
def test_long_documents_are_checked_entry_by_entry(tag: str, name: str) -> None:
    """libxml2's time grows with the square of the children; an entry is short."""
    root = rss("<item><title>T</title></item>" * 1100 + "<item><wrong/></item>" * 50)
    found = list(schema.check(root, Schema(file="rss.rng", entries=tag), set()))
    assert [element.tag for element, _ in found] == ["wrong"] * (20 if name else 0)


def test_an_entry_that_is_long_itself_is_left_to_the_rules() -> None:
    """Nobody's feed makes us wait."""
    root = rss(f"<item><wrong/>{'<x:y/>' * 1001}</item>")
    assert complaints(root) == []


def test_a_path_that_leads_nowhere_ends_where_it_does() -> None:
    """Should libxml2 name what is not there, the element around it is near enough."""
    root = rss("")
    assert schema.at(root, "/rss/channel/item[2]/title") is root[0]


def test_references_to_entities_leave_all_to_the_rules() -> None:
    """RSS 0.91 has names for letters in a DTD that we do not fetch."""
    parser = etree.XMLParser(resolve_entities=False)
    text = '<!DOCTYPE rss SYSTEM "rss.dtd"><rss version="0.91"><channel>&eacute;</channel></rss>'
    assert complaints(etree.fromstring(text, parser)) == []


@pytest.mark.parametrize("name", ["atom.rng", "rss.rng"])
def test_the_schemas_are_in_use(name: str) -> None:
    """Every format has one of these."""
    assert name in {one.schema.file for one in validators().values() if one.schema is not None}
