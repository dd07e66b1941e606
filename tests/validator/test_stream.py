from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator import check
from feeds.validator.findings import Findings, Node, Spot, name_of
from feeds.validator.parse import root_tag
from feeds.validator.stream import MOST_ELEMENTS, MOST_FAULTS, Pieces, line_of, place_root

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = f'<urlset xmlns="{SPACE}">'.encode()
TAIL = b"</urlset>"


def pieces(data: bytes) -> Pieces:
    """Open a document that has a root."""
    tag = root_tag(data)
    assert tag is not None
    return Pieces(data, tag)


def names(data: bytes) -> list[str]:
    """Return the names of the children, in order."""
    return [name_of(child) for child in pieces(data)(Findings())]


def test_all_children_come_in_order_whatever_they_are() -> None:
    """Each once, with all that is in it, however many there are in a piece of the bytes."""
    data = HEAD + b"<url><a/><b/></url>\n<x:y xmlns:x='x'/>" * 20_000 + TAIL
    counted = [(name_of(child), len(child)) for child in pieces(data)(Findings())]
    assert counted == [("url", 2), ("y", 0)] * 20_000


def test_a_document_without_children_has_none() -> None:
    """Nor do comments and instructions count."""
    assert names(HEAD + b"<!-- <url/> --><?url?>" + TAIL) == []
    assert names(f'<urlset xmlns="{SPACE}"/>'.encode()) == []


def test_what_was_found_of_a_piece_stays_when_it_is_gone() -> None:
    """A place by numbers and a path takes the element's place."""
    found = Findings()
    for child in pieces(HEAD + b"<url><a><b/></a></url><x/>" * 3 + TAIL)(found):
        if name_of(child) == "url":
            found.error(child[0][0], "x", "x; y")
    assert [anchor for anchor, _ in found.all] == [
        Spot(1, 2, "/urlset/url[1]/a/b"),
        Spot(3, 2, "/urlset/url[2]/a/b"),
        Spot(5, 2, "/urlset/url[3]/a/b"),
    ]


def test_places_are_right_beyond_the_first_bytes() -> None:
    """Line, column and number, where lxml stops counting lines."""
    good = b"<url><loc>https://example.org/%d</loc></url>\n"
    data = HEAD + b"\n" + b"".join(good % number for number in range(49_000)) + b"\n" * 40_000
    data += b"  <url>\n    <loc>/x</loc></url>\n" + TAIL
    (problem,) = check(data, path="x").problems
    assert problem.where.line == 1 + 49_000 + 40_000 + 2
    assert problem.where.column == 5
    assert problem.where.element == "/urlset/url[49001]/loc"


def test_text_between_is_seen_wherever_it_stands() -> None:
    """Before the first child, behind one, and behind the last."""
    found = Findings()
    for _ in pieces(HEAD + b"a<url/>b<url/><url/>c" + TAIL)(found):
        pass
    assert [(fault.code, fault.message[:14]) for _, fault in found.all] == [
        ("unexpected-text", "The text “b” s"),
        ("unexpected-text", "The text “c” s"),
        ("unexpected-text", "The text “a” s"),
    ]


@pytest.mark.parametrize("rest", [b"<url>", b"<url></loc>", b"<url/>\0", b"</urlset><a/>", b"&a;"])
def test_what_is_broken_is_only_told_when_the_pieces_are_asked_for(rest: bytes) -> None:
    """The root is known until then, and afterwards why the rest could not be read."""
    broken = pieces(HEAD + rest)
    assert name_of(broken.root) == "urlset"
    with pytest.raises(etree.XMLSyntaxError):
        list(broken(Findings()))
    assert broken.unreadable().fault.code == "not-well-formed"


def test_what_is_broken_far_behind_is_told_too() -> None:
    """Line and column are those of the fault."""
    verdict = check(HEAD + b"<url/>\n" * 100_000 + b" </url>", path="x")
    (problem,) = verdict.problems
    assert (verdict.kind, problem.code, problem.where.line) == (None, "not-well-formed", 100_001)


def test_one_piece_cannot_fill_the_memory() -> None:
    """It is refused before it is whole."""
    for deep in (b"<url>" + b"<a/>" * 1_000_000 + b"</url>", b"<url><a>" + b"<b/>" * 1_000_000):
        (problem,) = check(HEAD + b"\n" + deep + TAIL, path="x").problems
        assert (problem.code, problem.where.line) == ("too-large", 2)
    enough = b"<url>" + b"<x:a xmlns:x='x'/>" * (MOST_ELEMENTS - 2) + b"</url>"
    assert names(HEAD + enough + TAIL) == ["url"]


def test_of_very_many_faults_the_first_are_told() -> None:
    """And that there are more: for each level by itself, so that no warning hides an error."""
    found = Findings()
    for number, child in enumerate(pieces(HEAD + b"<url/>" * (MOST_FAULTS + 10) + TAIL)(found)):
        found.warning(child, "x", f"{number}; x")
        if number > MOST_FAULTS:
            found.error(child, "y", "y; y")
    told = [fault.code for _, fault in found.all]
    assert (told.count("x"), told.count("y"), told.count("more-problems")) == (MOST_FAULTS, 9, 1)
    assert found.all[0][1].message == "0; x"


def test_entities_are_refused_in_every_encoding() -> None:
    """A reader that looks for their letters among the bytes does not find them in UTF-16."""
    text = f'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset xmlns="{SPACE}"><url>&a;</url></urlset>'
    for data in (text.encode(), text.encode("utf-16")):
        assert [problem.code for problem in check(data, path="x").problems] == ["entity-declaration"]


def test_entities_that_are_declared_elsewhere_are_no_text() -> None:
    """Nobody looks where they are said to be."""
    text = f'<!DOCTYPE urlset SYSTEM "x"><urlset xmlns="{SPACE}">&a;<url><loc>https://example.org/&b;</loc></url></urlset>'
    (problem,) = check(text.encode(), path="x").problems
    assert (problem.code, problem.where.element) == ("not-well-formed", "/urlset/url[1]")
    plain = f'<!DOCTYPE urlset SYSTEM "x"><urlset xmlns="{SPACE}"><url><loc>https://example.org/</loc></url></urlset>'
    assert check(plain.encode(), path="x").problems == ()


def rooted(data: bytes) -> tuple[Node, Findings]:
    """Return a root of which something was found."""
    found = Findings()
    read = pieces(data)
    list(read(found))
    root = read.root
    found.error(root, "x", "x; y")
    return root, found


def test_the_root_is_a_place_where_expat_can_find_it() -> None:
    """Else it stays an element, of which lxml knows the line."""
    root, found = rooted(HEAD + TAIL)
    place_root(root, found)
    assert found.all[0][0] == Spot(0, 0, "/urlset")
    root, found = rooted(b'<?xml version="1.0" encoding="gbk"?>\n' + HEAD + TAIL)
    place_root(root, found)
    assert found.all[0][0] is root
    assert line_of(root) == 2


def test_lines_that_lxml_cannot_count_are_none() -> None:
    """A wrong line is worse than none."""
    root = etree.fromstring(b"<a>" + b"\n" * 70_000 + b"<b/></a>")
    assert line_of(root[0]) is None
