from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.uris import absolute, host, is_local, link, reference, web

GOOD = [
    "https://example.org",
    "http://example.org:8080/a?b=c#d",
    "https://a:b@example.org/",
    "https://[2001:db8::1]:443/",
    "https://例え.jp/引き割り?納豆#豆",
    "HTTPS://EXAMPLE.ORG/",
    "https://example.org/a;b,c(d)!'*$&+=~@:",
    "https://[v1.a]/",
    "https://münchen.example.org/%E4#?/",
]
OTHERS = [
    "mailto:a@example.org",
    "tag:example.org,2021:a",
    "TAG:a@example-1.org,2021-12-28:?a#b",
    "urn:isbn:0451450523",
    "urn:example:a/b?+c?=d#e",
    "ftp://a.org/",
]
LOCAL = [
    "http://localhost:4000/a",
    "http://127.0.0.1/",
    "https://a@intranet/",
    "https://[::1]:443/",
    "https://[fe80::1]/",
    "http://192.168.0.7",
    "http://172.20.0.1/",
    "https://printer.local/",
    "https://garden.test",
    "https://localhost./",
]
STRAY = [
    ("https://example.org/a[1]", "holds “[” where no URL may; write it as “%5B”"),
    ("https://example.org/?a]", "holds “]” where no URL may; write it as “%5D”"),
    ("https://example.org/#a#b", "holds “#” where no URL may; write it as “%23”"),
]
BAD = [
    "https://example.org/a b",
    "https://example.org/<a>",
    "https://example.org/100%",
    "https://example.org/%zz",
    "https://example.org/\\",
    "https://example.org/\x7f",
    "https://example.org/\ufffe",
    "https://",
    "https:example.org",
    "https:///a",
    "https://example.org:99999/",
    "https://exa[mple.org/",
    "https://[2001:db8::1::2]/",
    "https://example.org/\u202egro.elpmaxe",
    "tag:example..org,2021:a",
    "tag:-example.org,2021:a",
    "urn:urn:a",
    "urn:isbn:0451450523?a",
    "tag:example.org:a",
    "tag:example.org,21:a",
    "tag:example.org,2021-13:a",
    "urn:a+b:c",
    "urn:uuid:1234",
]


@pytest.mark.parametrize("text", GOOD)
def test_web_addresses_pass_everywhere(text: str) -> None:
    """RFC 3987 allows more than ASCII."""
    assert [check("link", text) for check in (web, link, absolute, reference)] == [None] * 4


@pytest.mark.parametrize("text", OTHERS)
def test_other_schemes_are_absolute_and_no_web_address(text: str) -> None:
    """An id may be a tag: URI; a link that is one gets a warning, a web address is wanted else."""
    assert absolute("id", text) is None
    warned = link("link", text)
    assert warned is not None
    assert (warned.code, warned.level) == ("not-http", "warning")
    refused = web("loc", text)
    assert refused is not None
    assert refused.code == "absolute-url"


@pytest.mark.parametrize("text", BAD)
def test_bad_urls_are_bad_everywhere(text: str) -> None:
    """Relative or not, the characters and the host are wrong."""
    for check in (web, link, absolute, reference):
        fault = check("link", text)
        assert fault is not None
        assert fault.code == "bad-url"


@pytest.mark.parametrize("text", ["", "a", "/a", "//example.org/a", "?a", "#a", "1:a"])
def test_relative_references_are_only_references(text: str) -> None:
    """Atom allows them in links."""
    assert reference("href", text) is None
    for check in (web, link, absolute):
        fault = check("link", text)
        assert fault is not None
        assert fault.code == "absolute-url"


@pytest.mark.parametrize("text", LOCAL)
def test_hosts_of_ones_own_network_are_warned_of(text: str) -> None:
    """RFC 1918, 2606 and 6761: nobody else gets there. An id is not followed, so it may be one."""
    for check in (web, link, reference):
        fault = check("link", text)
        assert fault is not None
        assert (fault.code, fault.level) == ("local-host", "warning")
    assert absolute("id", text) is None


@pytest.mark.parametrize("host", ["example.org", "172.32.0.1", "11.0.0.1", "[2001:db8::1]", "a.example.com"])
def test_other_hosts_are_not(host: str) -> None:
    """Nor are those that documentation uses."""
    assert not is_local(host)


@pytest.mark.parametrize(("text", "words"), STRAY)
def test_what_only_browsers_take_is_warned_of(text: str, words: str) -> None:
    """RFC 3986 3.2.2 and 3.5: brackets are for IPv6, and a URL has one fragment."""
    for check in (web, link, reference):
        fault = check("link", text)
        assert fault is not None
        assert (fault.code, fault.level) == ("bad-url", "warning")
        assert fault.message.endswith(words)


@pytest.mark.parametrize("text", ["foo:bar", "htp://example.org/", "c:/garden", "x-rain:1"])
def test_rss_wants_a_scheme_that_is_registered(text: str) -> None:
    """Anything else is a typing error, or a file of one's own. An id of Atom may have any."""
    fault = link("link", text)
    assert fault is not None
    assert (fault.code, fault.level) == ("bad-url", "error")
    assert "is no scheme that there is" in fault.message
    assert absolute("id", text) is None


@pytest.mark.parametrize("text", ["magnet:?xt=a", "MS-word:a", "webcal://example.org/", "view-source:a"])
def test_registered_schemes_are_only_warned_of(text: str) -> None:
    """Some readers open them."""
    fault = link("link", text)
    assert fault is not None
    assert fault.code == "not-http"


def test_a_scheme_alone_is_nothing() -> None:
    """There must be something after the colon."""
    fault = absolute("id", "tea:")
    assert fault is not None
    assert "ends after its scheme" in fault.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.org/a b", "holds a blank, which no URL may; write it as “%20”"),
        ("https://a.org/100%", "holds “%”, which no URL may; write it as “%25”"),
        ("https://a.org/\x01", "holds U+0001, which no URL may; write it as “%01”"),
        (" https://a.org/", "has blanks around it; write it without them"),
    ],
)
def test_messages_say_what_to_write(text: str, words: str) -> None:
    """The very characters to write."""
    fault = reference("icon", text)
    assert fault is not None
    assert fault.message.endswith(words)


def test_blanks_around_a_link_are_not_part_of_it() -> None:
    """RSS is often written with line breaks in its elements, and readers strip them."""
    assert link("link", "\n  https://example.org/\n") is None
    assert web("url", "\n  https://example.org/\n") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Example.ORG/a", "https://example.org"),
        ("HTTP://example.org:80", "http://example.org"),
        ("https://example.org:443?a", "https://example.org"),
        ("https://example.org:/", "https://example.org"),
        ("https://example.org:8080/", "https://example.org:8080"),
        ("https://[::1]/", "https://[::1]"),
        ("mailto:a@example.org", None),
        ("/a", None),
        ("", None),
    ],
)
def test_hosts_are_compared_without_what_does_not_matter(text: str, expected: str | None) -> None:
    """RFC 3986 6.2.2 and 6.2.3: neither case nor a default port makes another host."""
    assert host(text) == expected


@given(st.text())
def test_a_quoted_path_is_always_a_url(path: str) -> None:
    """What the standard library escapes is in order."""
    text = "https://example.org/" + quote(path, errors="replace")
    assert web("loc", text) is None
    assert host(text) == "https://example.org"


@given(st.text())
def test_never_raises(text: str) -> None:
    """Whatever stands there passes or is a fault; an absolute one is a reference as well."""
    assert (absolute("id", text) is None) <= (reference("id", text) is None)
    assert (web("id", text) is None) <= (link("id", text) is None)
