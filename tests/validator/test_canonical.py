from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.canonical import canonical


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/", "https://example.org/a?", "https://example.org/a#", "http://example.org:443/",
        "http://a:b@example.org/", "tag:example.org,2021:./a", "urn:uuid:A", "https://例え.jp/é", "https://[::1]/",
        "ftp://example.org", "https://example.org/.well-known/a..b/", "nothing", "",
    ],
)  # fmt: skip
def test_normal_forms_pass(text: str) -> None:
    """RFC 4287 4.2.6.1 keeps empty queries and fragments; what has no host has no path of segments."""
    assert canonical("id", text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HTTPS://example.org/", "write “https:”"),
        ("https://Example.org/", "write “example.org”"),
        ("https://example.org", "write “/” after “example.org”"),
        ("http://example.org:80/", "leave it out"),
        ("https://example.org:443/", "leave it out"),
        ("https://example.org:/", "leave it out"),
        ("https://@example.org/", "leave it out"),
        ("https://:@example.org/", "leave it out"),
        ("https://example.org/a/../b", "write the path that it leads to"),
        ("https://example.org/.", "write the path that it leads to"),
        ("https://example.org/%7Ea", "write “~”"),
        ("https://example.org/%c3%a9", "write “%C3”"),
        ("urn:x:%41", "write “A”"),
        ("https://example.org/e\u0301", "NFC"),
    ],
)
def test_others_are_told_of(text: str, words: str) -> None:
    """Only told, and only for new ids: a change would be worse."""
    fault = canonical("id", text)
    assert fault is not None
    assert (fault.code, fault.level) == ("not-canonical", "info")
    assert words in fault.message
    assert fault.message.endswith("if it is not published yet")


@given(st.text())
def test_never_raises(text: str) -> None:
    """Whatever stands there."""
    fault = canonical("id", text)
    assert fault is None or fault.level == "info"
