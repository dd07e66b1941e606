from __future__ import annotations

import pytest

from feeds.validator.atomlink import relation
from feeds.validator.relations import REGISTERED, nearest


@pytest.mark.parametrize(
    "text",
    [
        "alternate",
        "Self",
        "hub",
        "prev-archive",
        "http://www.iana.org/assignments/relation/via",
        "urn:isbn:1",
    ],
)
def test_registered_names_and_iris_pass(text: str) -> None:
    """RFC 4287 4.2.7.2: a name is short for an IRI of IANA's, and any other IRI is one's own."""
    assert relation("rel", text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("alternative", "write “alternate”"),
        ("sefl", "write “self”"),
        ("http://www.iana.org/assignments/relation/enclosures", "write “enclosure”"),
        ("xyzzy", "write one of IANA’s list"),
        ("größer", "write one of IANA’s list"),
    ],
)
def test_other_names_are_warned_of(text: str, words: str) -> None:
    """With the one that is meant, if there is one like it."""
    fault = relation("rel", text)
    assert fault is not None
    assert (fault.code, fault.level) == ("unregistered-relation", "warning")
    assert words in fault.message


@pytest.mark.parametrize("text", ["", "a b", "a/b", "http://a b"])
def test_what_is_neither_is_an_error(text: str) -> None:
    """No name has a blank or a slash in it."""
    fault = relation("rel", text)
    assert fault is not None
    assert (fault.code, fault.level) == ("bad-value", "error")


def test_the_registry_is_whole() -> None:
    """Atom's own five are in it, and no name was glued to another."""
    assert {"alternate", "related", "self", "enclosure", "via"} <= REGISTERED
    assert max(map(len, REGISTERED)) == len("apple-touch-startup-image")
    assert nearest("nothing of the kind") is None
