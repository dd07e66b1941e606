from __future__ import annotations

import pytest

from feeds.validator.parse import Unreadable, read, root_tag


def stopped(data: bytes) -> Unreadable:
    """Return what stops the bytes from being read."""
    found = read(data)
    assert isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize(
    ("data", "code", "place", "words"),
    [
        (b"", "not-well-formed", (1, 1), "is empty"),
        (b" \n ", "not-well-formed", (2, 2), "no XML document"),
        (b'{"version": 1}', "not-well-formed", (1, 1), "no XML document"),
        (b"<a>\0</a>", "not-well-formed", (1, 4), "control character"),
        (b"<a>\x1b</a>", "not-well-formed", (1, 4), "control character"),
        (b"<a>R & B</a>", "not-well-formed", (1, 7), "“&amp;”"),
        (b"<a>&copy;</a>", "not-well-formed", (1, 10), "“&copy;”"),
        (b"<a><b></a>", "not-well-formed", (1, 11), "</b>"),
        (b"<a><b/>", "not-well-formed", (1, 8), "<a> is never closed"),
        (b"<x:a/>", "not-well-formed", (1, 5), "xmlns:x"),
        (b"<a>\xff</a>", "encoding", (1, 4), "save the document as UTF-8"),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            "encoding",
            (1, 39),
            "“klingon” is not known; write UTF-8",
        ),
        (b"<a>&#1;</a>", "not-well-formed", (1, 8), "XML does not allow; leave it out"),
        (b"<a>&#x110000;</a>", "not-well-formed", (1, 14), "XML does not allow; leave it out"),
        (b"<a>&#X26;</a>", "not-well-formed", (1, 6), "“&#38;”"),
        (b'<a xmlns:x="a b"/>', "not-well-formed", (1, 17), "“a b” is no URI"),
        (b'<a b="<"/>', "not-well-formed", (1, 7), "“&lt;”"),
        (b"<a b=c/>", "not-well-formed", (1, 6), "quotation marks"),
        (b"<a>]]></a>", "not-well-formed", (1, 4), "“]]&gt;”"),
        (b"<a><!-- b -- c --></a>", "not-well-formed", (1, 11), "write one hyphen"),
        (b'<?xml version="2.0"?><a/>', "not-well-formed", (1, 20), 'write version="1.0"'),
        (b'<?xml version="1.1"?><a>&#1;</a>', "not-well-formed", (1, 20), 'write version="1.0"'),
        (b'<?xml encoding="utf-8"?><a/>', "not-well-formed", (1, 7), 'write <?xml version="1.0"'),
        (b'<?XML version="1.0"?><a/>', "not-well-formed", (1, 6), 'write <?xml version="1.0"'),
        (
            b'\xef\xbb\xbf<?xml version="1.0" encoding="us-ascii"?><a/>',
            "encoding",
            (1, 31),
            'write encoding="UTF-8"',
        ),
        (b'\n<?xml version="1.0"?><a/>', "not-well-formed", (2, 6), "very first"),
        (b"<a/>b", "not-well-formed", (1, 5), "leave it out"),
        (b'<a b="1" b="2"/>', "not-well-formed", (1, 15), "b stands twice"),
        (b"<a", "not-well-formed", (1, 3), "; mend what stands just before"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str, place: tuple[int, int], words: str) -> None:
    """libxml2's words become ours, at the line and column that it gives."""
    found = stopped(data)
    assert found.fault.code == code
    assert (found.line, found.column) == place
    assert words in found.fault.message


def test_comments_do_not_cut_a_text() -> None:
    """Rules see the text as a reader does: without comments, CDATA marks and instructions."""
    found = read(b"<a>1<!-- 2 -->3<?x 4?>5<![CDATA[6]]></a>")
    assert not isinstance(found, Unreadable)
    assert found.text == "1356"


@pytest.mark.parametrize(
    "inside",
    [
        '<!ENTITY a "b">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;',
    ],
)
def test_entities_are_refused_wherever_they_lead(inside: str) -> None:
    """Nothing outside the bytes is read, and no declaration gets past."""
    found = stopped(f"<!DOCTYPE a [\n  {inside}\n]>\n<a>&a;</a>".encode())
    assert found.fault.code == "entity-declaration"
    assert (found.line, found.column) == (2, 3)


def test_entities_in_another_encoding_are_refused_too() -> None:
    """Where the declaration cannot be seen in the bytes, the problem stands at the start."""
    found = stopped('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))
    assert found.fault.code == "entity-declaration"
    assert (found.line, found.column) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "iso-8859-15"])
def test_encodings_that_are_declared_or_marked_are_read(encoding: str) -> None:
    """The bytes say what they are; the text is the same."""
    letter = "é" if encoding.startswith("iso") else "你"
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>{letter}</a>'
    found = read(text.encode(encoding))
    assert not isinstance(found, Unreadable)
    assert found.text == letter


@pytest.mark.parametrize(
    ("start", "tag"),
    [
        ('<rss version="2.0">', "rss"),
        ('<rss xmlns:a="https://a.example/" version="2.0">', "rss"),
        ('<rss xmlns="https://a.example/">', "{https://a.example/}rss"),
        ('<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">', "{http://www.w3.org/2005/Atom}feed"),
        ("<feed xmlns='https://a.example/'>", "{https://a.example/}feed"),
        ('<!-- <rss> --><feed xmlns="https://a&amp;b/">', "{https://a&b/}feed"),
    ],
)
def test_the_root_is_known_by_how_it_begins(start: str, tag: str) -> None:
    """However it is written, as a parser reads it."""
    for prolog in ("", '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0'?>"):
        assert root_tag(f"{prolog}{start}<a/>".encode()) == tag
