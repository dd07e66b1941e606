from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator.findings import Findings
from feeds.validator.letters import check_letters


def warned(inside: str) -> list[tuple[str, str]]:
    """Return the element and the message of each warning."""
    found = Findings()
    check_letters(etree.fromstring(f"<a>{inside}</a>"), found)
    return [(getattr(anchor, "tag", ""), fault.message) for anchor, fault in found.all]


@pytest.mark.parametrize(
    "text", ["Rain", "’“”–…€é", "你好，世界", "SÃO PAULO", "À Â Ã", "Ãé", "naïve", "\x7f", "Ð¡", "ÂÃO"]
)
def test_letters_of_all_languages_pass(text: str) -> None:
    """None of these is a trace of anything."""
    assert warned(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("caf\ufffd", "could not be read"),
        ("锟斤拷", "could not be read"),
        ("it\x92s", "“U+0092” is a control character"),
        ("itâ€™s", "“â€™” is what UTF-8 looks like"),
        ("cafÃ©", "“Ã©” is what UTF-8 looks like"),
        ("Â©", "“Â©” is what UTF-8 looks like"),
        ("ï»¿", "“ï»¿” is what UTF-8 looks like"),
    ],
)
def test_traces_are_warned_of(text: str, words: str) -> None:
    """In a text, behind an element and in an attribute: at the element that has it."""
    for inside, tag in ((f"<b>{text}</b>", "b"), (f"<b/>{text}", "a"), (f'<b c="{text}"/>', "b")):
        ((where, message),) = warned(inside)
        assert where == tag
        assert words in message
        assert message.endswith("; write the letters again, and save and serve them as UTF-8")


def test_twenty_are_enough() -> None:
    """Where everything is wrong, it is one mistake."""
    assert len(warned("<b>\ufffd</b>" * 1000)) == 20


@pytest.mark.parametrize(
    "data",
    [
        "<a>\ufffd</a>".encode(),
        b"<?xml version='1.0' encoding='UTF-8'?><a>&#xFFFD;</a>",
        "<?xml version='1.0' encoding='UTF-8'?><a b='\ufffd'/>".encode(),
        "<?xml version='1.0' encoding='UTF-16'?><a>\ufffd</a>".encode("utf-16"),
        b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\x80</a>",
    ],
)
def test_the_bytes_at_hand_tell_as_much(data: bytes) -> None:
    """In any encoding, and where a letter is written by its number, the same is found with them."""
    root = etree.fromstring(data)
    without, with_them = Findings(), Findings()
    check_letters(root, without)
    check_letters(root, with_them, data)
    assert len(without.all) == 1
    assert with_them.all == without.all
