"""What characters.py promises: text that XML can hold, URLs encoded once, names that files can have."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds.characters import (
    clean,
    encode_url,
    file_name,
    forbidden,
    is_letter,
    is_plain_url,
    keep_letters,
    slug,
    squeeze,
)

ANY = st.text(st.characters(exclude_categories=["Cs"]))


class TestClean:
    """XML 1.0, section 2.2: "Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | …"."""

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("a\x00b", "ab"),
            ("\x08\x0b\x0c\x0e\x1b\x1f", ""),
            ("a\x7fb", "ab"),
            ("a\x80\x84\x86\x9fb", "ab"),
            ("\ud800\udfff", ""),
            ("\ufffe\uffff", ""),
            ("\U0001fffe", "\U0001fffe"),
        ],
    )
    def test_gone(self, text: str, kept: str) -> None:
        """What XML forbids, and the controls that it discourages, go."""
        assert clean(text) == kept

    @pytest.mark.parametrize(
        "text",
        ["", "a", "\t\r\n ", "\x85", "\xa0", "\u200c\u200f\u202e", "\ufeff\ufffd", "\ue000", "😀", "]]>"],
    )
    def test_same(self, text: str) -> None:
        """Everything else stays, as the very same object."""
        assert clean(text) is text
        assert forbidden(text) == []

    def test_nothing_forbidden_is_printable(self) -> None:
        """What Python calls printable needs no look at its letters; all the rest is looked at."""
        found = {char for char in map(chr, range(0x110000)) if forbidden(f"\n{char}")}
        assert not any(char.isprintable() for char in found)
        assert len(found) == 29 + 1 + 31 + 2048 + 2  # C0, DEL, C1 but NEL, surrogates, U+FFFE and U+FFFF
        assert all(clean(char) == "" for char in found)

    @given(st.text())
    def test_xml_holds_it(self, text: str) -> None:
        """Whatever is left, lxml can hold and read again."""
        element = etree.Element("a")
        element.text = kept = clean(text)
        again = etree.fromstring(etree.tostring(element, encoding="utf-8"))
        assert (again.text or "") == kept
        assert clean(kept) is kept
        assert len(kept) == len(text) - len(forbidden(text))

    def test_places(self) -> None:
        """Each has its line and column, counted from 1, and its name."""
        text = "\x00a\x01\nb\r\n中\x1b\n\n\ufffe"
        assert forbidden(text) == [
            (1, 1, "U+0000"), (1, 3, "U+0001"), (3, 2, "U+001B"), (5, 1, "U+FFFE"),
        ]  # fmt: skip
        assert forbidden("\ud800") == [(1, 1, "U+D800")]


@given(st.text() | st.text(st.sampled_from("ab \t\n\r\x1c\x85\xa0\u3000\u2028\x00")))
def test_squeeze(text: str) -> None:
    """Each run of white space becomes one blank, and none is left at the ends, in what is cleaned."""
    assert squeeze(text) == re.sub(r"\s+", " ", clean(text)).strip()


URLS = {
    "https://example.org/a-b_c.~d/?q=1&r=2#f": None,
    "https://example.org/a%20b%2Fc": None,
    "https://example.org/!$&'()*+,;=:@": None,
    "https://[::1]:8080/": None,
    "mailto:a@example.org": None,
    "": None,
    "https://example.org/a b": "https://example.org/a%20b",
    "  https://example.org/a\n": "https://example.org/a",
    "https://example.org/100%": "https://example.org/100%25",
    "https://example.org/%zz%4": "https://example.org/%25zz%254",
    "https://example.org/%C3%BC": None,
    "https://example.org/ü%20": "https://example.org/%C3%BC%20",
    "https://example.org/中文/?q=文#文": ("https://example.org/%E4%B8%AD%E6%96%87/?q=%E6%96%87#%E6%96%87"),
    'https://example.org/"<>\\^`{|}': "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D",
    "https://example.org/\x00\x7f": "https://example.org/%00%7F",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://bücher.example:8080/ü": "https://xn--bcher-kva.example:8080/%C3%BC",
    "https://例え.テスト/": "https://xn--r8jz45g.xn--zckzah/",
    "/ü/": "/%C3%BC/",
    "ü": "%C3%BC",
    # a host that IDNA cannot hold
    "https://a..ü/": "https://a..%C3%BC/",
    f"https://{'ü' * 70}/": f"https://{'%C3%BC' * 70}/",
    "https://[ü/": "https://[%C3%BC/",
}


@pytest.mark.parametrize(("url", "encoded"), URLS.items(), ids=range(len(URLS)))
def test_encode_url(url: str, encoded: str | None) -> None:
    """What may not stand in a URL is encoded; what is encoded already stays as it is."""
    assert encode_url(url) == (url if encoded is None else encoded)


@pytest.mark.parametrize("value", ["Teil:ü", "A:中?", "C:/ü", "1:2"])
def test_no_scheme(value: str) -> None:
    """What is no whole URL keeps its letters, in their case, and its signs."""
    assert unquote(encode_url(value)) == value


def test_brackets_in_a_path() -> None:
    """A bracket in a path is encoded."""
    assert encode_url("https://example.org/a[1]/") == "https://example.org/a%5B1%5D/"


class TestEncodeUrl:
    """RFC 3986, section 2.4: "must not percent-encode or decode the same string more than once"."""

    @given(ANY)
    def test_once(self, text: str) -> None:
        """To encode again changes nothing, and only what a URL may hold is left."""
        once = encode_url(f"https://example.org/{text}")
        assert encode_url(once) == once
        assert re.fullmatch(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*", once)

    @given(st.text(st.sampled_from("aZ9.-:/?#@!$&'()*+,;=%_~ é\n[]"), max_size=12))
    def test_plain(self, text: str) -> None:
        """What is plain, and so left as it is, would be left so by a look at each of its letters."""
        url = f"https://h{text}"
        if is_plain_url(url):
            assert encode_url(f"{url}é") == f"{url}%C3%A9"
            assert encode_url(url) == url

    @given(ANY)
    def test_no_exception(self, text: str) -> None:
        """Any text gives a text."""
        assert encode_url(text).isascii()


@pytest.mark.parametrize(
    ("text", "others", "kept"),
    [
        ("a b", "", "a-b"),
        ("a -- b", "", "a-b"),
        (" a ", "", "a"),
        ("Ünï 中文 ٣", "", "Ünï-中文-٣"),
        ("a_b.c", "", "a-b-c"),
        ("a_b.c", "_.", "a_b.c"),
        ("n\u0303", "", "n\u0303"),
        ("½²", "", ""),
        ("😀", "", ""),
        ("می\u200cشود", "", "می-شود"),
        ("--a--", "", "a"),
        ("a-", "-", "a"),
        ("", "", ""),
    ],
)
def test_keep_letters(text: str, others: str, kept: str) -> None:
    """Letters, marks and digits of every script stay; each run of anything else is one dash."""
    assert keep_letters(text, others) == kept


@given(st.text(st.sampled_from("aZ9-_.é \n"), max_size=8), st.sampled_from(["", "-", "_.", "-_"]))
def test_keep_letters_of_any_text(text: str, others: str) -> None:
    """It is so letter by letter, however plain the text is."""
    kept = "".join(char if is_letter(char) or char in others else "-" for char in text)
    assert keep_letters(text, others) == re.sub("--+", "-", kept).removeprefix("-").removesuffix("-")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, World!", "hello-world"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("C", "c"),
        (".NET", "net"),
        ("v1.2", "v1.2"),
        ("a_b", "a_b"),
        ("中文 标签", "中文-标签"),
        ("n\u0303", "ñ"),
        ("ÜBER", "über"),
        ("a/b", "a-b"),
        ("..", ""),
        ("../x", "x"),
        ("?!", ""),
        ("-a-", "a"),
        ("a.", "a"),
        ("CI/CD & more", "ci-cd-more"),
    ],
)
def test_slug(text: str, name: str) -> None:
    """A name is one segment of a path, in lower case, with what tells C++ from C#."""
    assert slug(text) == name


class TestSlug:
    """A slug is a segment of a path and the name of a file."""

    def test_long(self) -> None:
        """What is too long is cut at a letter, and two long names stay two."""
        one, other = slug("中" * 100), slug("中" * 101)
        assert one != other
        assert len(one.encode()) <= 220
        assert one.startswith("中" * 66 + "-")
        assert slug("a" * 200) == "a" * 200
        assert slug("a" * 201).startswith("a" * 200 + "-")

    @given(ANY)
    def test_segment(self, text: str) -> None:
        """It never leaves its folder, is composed, and is its own slug unless it was cut."""
        name = slug(text)
        assert "/" not in name
        assert "\\" not in name
        assert name not in {".", ".."}
        assert not name.startswith((".", "-"))
        assert unicodedata.is_normalized("NFC", name)
        assert len(name.encode()) <= 220
        if len(name.encode()) <= 200:
            assert slug(name) == name

    @given(ANY)
    def test_composition_is_one(self, text: str) -> None:
        """However its letters are composed, a name has one slug."""
        assert slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("News", "News"),
        ("a b", "a b"),
        ("a/b", "a/b"),
        ("a\\b", "a/b"),
        ("/a/", "a"),
        ("a//b", "a/b"),
        ("../a", "a"),
        ("a/../b", "a/b"),
        ("./a", "a"),
        (".hidden", "hidden"),
        (" a ", "a"),
        ("C++ & C#", "C++ & C#"),
        ("中文", "中文"),
        ("a\x00b", "ab"),
        ("a\nb", "ab"),
        ("..", ""),
        ("", ""),
        # a control character or a blank hides no dots
        ("\t../x", "x"),
        ("a/\n/b", "a/b"),
        (" .. x", "x"),
        ("\t.a", "a"),
    ],
)
def test_file_name(text: str, name: str) -> None:
    """A name stays as it is, but for what would lead out of the folder or hide the file."""
    assert file_name(text) == name


@given(ANY)
def test_file_name_of_any_text(text: str) -> None:
    """Whatever is written, no control character is left, and none but `/` parts it."""
    assert not re.search(r"[\x00-\x1f\x7f\\]", file_name(text))
