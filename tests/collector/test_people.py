"""What people.py promises: whoever is named is an author once, in whatever form it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.people import authors
from feeds.collector.yamltext import Bare, Value
from feeds.model import Author

ANN, BOB = Author(name="Ann"), Author(name="Bob")

KNOWN: dict[str, Value] = {
    "ann": {"name": "Ann", "email": "ann@example.org", "url": "https://example.org/ann"},
    "nick": {"email": "", "name": None},
    "str": "Bob <bob@example.org>",
    "none": None,
    "list": ["Ann", {"name": "Bob"}],
    "Doe, Jane": {"name": "Jane Doe"},
    "self": "ann",
}
ANN_KNOWN = Author(name="Ann", email="ann@example.org", uri="https://example.org/ann")

NAMED: dict[str, tuple[Value, tuple[Author, ...]]] = {
    "nothing": (None, ()),
    "empty": ("", ()),
    "blank": ("  ", ()),
    "only commas": (" , ,; ", ()),
    "name": ("Ann", (ANN,)),
    "bare": (Bare("Ann"), (ANN,)),
    "blanks around": ("  Ann ", (ANN,)),
    "inner blanks": ("Ann Lee", (Author(name="Ann Lee"),)),
    "comma": ("Ann, Bob", (ANN, BOB)),
    "comma and and": ("Ann, and Bob", (ANN, BOB)),
    "comma and sign": ("Ann, & Bob", (ANN, BOB)),
    "and alone": ("Ann and Bob", (Author(name="Ann and Bob"),)),
    "semicolon": ("Ann;Bob", (ANN, BOB)),
    "full-width": ("Ann，Bob、Cid；Dan", (ANN, BOB, Author(name="Cid"), Author(name="Dan"))),
    "twice": ("Ann, Ann", (ANN,)),
    "comma at the end": ("Ann,", (ANN,)),
    "name and mail": ("Ann <ann@example.org>", (Author(name="Ann", email="ann@example.org"),)),
    "mail alone in brackets": (
        "<ann@example.org>",
        (Author(name="ann@example.org", email="ann@example.org"),),
    ),
    "mail and name": ("ann@example.org (Ann)", (Author(name="Ann", email="ann@example.org"),)),
    "mail alone": ("ann@example.org", (Author(name="ann@example.org"),)),
    "mail without a dot": ("Ann <ann@localhost>", (Author(name="Ann"),)),
    "no mail in brackets": ("Ann <x>", (Author(name="Ann <x>"),)),
    "list": (["Ann", "Bob"], (ANN, BOB)),
    "list in a list": ([["Ann"], [["Bob"]]], (ANN, BOB)),
    "list with gaps": (["Ann", None, "", "Ann"], (ANN,)),
    "list of mappings": ([{"name": "Ann"}, {"name": "Bob"}], (ANN, BOB)),
    "empty list": ([], ()),
    "mapping": (
        {"name": " Ann ", "email": "ann@example.org", "uri": "https://example.org"},
        (Author(name="Ann", email="ann@example.org", uri="https://example.org"),),
    ),
    "other keys": (
        {"display_name": "Ann", "mail": "ann@example.org", "homepage": "http://example.org"},
        (Author(name="Ann", email="ann@example.org", uri="http://example.org"),),
    ),
    "username": ({"username": "ann"}, (Author(name="ann"),)),
    "mail for a name": (
        {"email": "ann@example.org"},
        (Author(name="ann@example.org", email="ann@example.org"),),
    ),
    "first that is there": ({"name": "", "title": "Ann"}, (ANN,)),
    "empty mapping": ({}, ()),
    "mapping without a name": ({"twitter": "ann"}, ()),
    "list for a name": ({"name": ["Ann"]}, ()),
    "name with commas in a mapping": ({"name": "Lee, Ann"}, (Author(name="Lee, Ann"),)),
    "bad mail": ({"name": "Ann", "email": "ann at example.org"}, (ANN,)),
    "mail with angle brackets": ({"name": "Ann", "email": "<a@example.org>"}, (ANN,)),
    "relative address": ({"name": "Ann", "url": "/ann"}, (ANN,)),
    "address without a host": ({"name": "Ann", "url": "https:///ann"}, (ANN,)),
    "script for an address": ({"name": "Ann", "url": "javascript:alert(1)"}, (ANN,)),
    "address to encode": (
        {"name": "Ann", "url": "https://example.org/ü b"},
        (Author(name="Ann", uri="https://example.org/%C3%BC%20b"),),
    ),
    "forbidden character": ("A\x08nn", (ANN,)),
    "only a forbidden character": ("\x08", ()),
    "name broken over lines": ("Ann\n  Lee", (Author(name="Ann Lee"),)),
    "name broken over lines in a mapping": ({"name": "Ann\n Lee"}, (Author(name="Ann Lee"),)),
    "forbidden character in a mapping": ({"name": "A\x08nn"}, (ANN,)),
    "Chinese": ("陈皮", (Author(name="陈皮"),)),
    "known": ("ann", (ANN_KNOWN,)),
    "known, bare": (Bare("ann"), (ANN_KNOWN,)),
    "known in a list": (["ann", "Bob"], (ANN_KNOWN, BOB)),
    "known among names": ("ann, Bob", (ANN_KNOWN, BOB)),
    "known with a comma": ("Doe, Jane", (Author(name="Jane Doe"),)),
    "known without a name": ("nick", (Author(name="nick"),)),
    "known as a string": ("str", (Author(name="Bob", email="bob@example.org"),)),
    "known as nothing": ("none", (Author(name="none"),)),
    "known as a list": ("list", (ANN, BOB)),
    "known by case": ("Ann", (ANN,)),
    "known as another's key": ("self", (Author(name="ann"),)),
}


@pytest.mark.parametrize(("value", "found"), NAMED.values(), ids=NAMED)
def test_authors(value: Value, found: tuple[Author, ...]) -> None:
    """Each author is named once and in order; mail and address are there if they are ones."""
    assert authors(value, KNOWN) == found


def test_nobody_known() -> None:
    """Where the site knows nobody, a key is a name."""
    assert authors("ann", {}) == (Author(name="ann"),)


def test_a_loop_ends() -> None:
    """People who stand for each other are no trap."""
    assert authors("a", {"a": "b", "b": "a"}) == (Author(name="b"),)


@pytest.mark.parametrize("key", ["name", "display_name", "title", "username"])
def test_known_by_another_name(key: str) -> None:
    """The name in the site's list counts before its key there, whatever it is called."""
    assert authors("jane", {"jane": {key: "Jane Doe"}}) == (Author(name="Jane Doe"),)


values = st.recursive(
    st.none() | st.text(max_size=20) | st.builds(Bare, st.text(max_size=5)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["name", "email", "url", "title", "x"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@given(values)
def test_any_value(value: Value) -> None:
    """Whatever is written, each author has a name, and nobody is there twice."""
    found = authors(value, {"a": value})
    assert all(author.name.strip() for author in found)
    assert len(set(found)) == len(found)
