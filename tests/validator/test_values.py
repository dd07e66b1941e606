from __future__ import annotations

import pytest

from feeds.validator.findings import Check
from feeds.validator.values import (
    address,
    anything,
    language,
    mailbox,
    media_type,
    number,
    one_of,
    plain,
    some_language,
    written,
)

CASES: list[tuple[Check, list[str], list[str], str]] = [
    (anything, ["", "a"], [], ""),
    (written, ["a", " a "], ["", " \n"], "blank-value"),
    (
        language,
        ["", "en", "zh-CN", "zh-Hans-CN", "sl-rozaj-1994", "x-klingon", "i-navajo", " en "],
        ["English", "e", "en_GB", "en-", "中文", "en GB", "jp", "iw", "en-UK"],
        "language-tag",
    ),
    (some_language, ["en", " zh-CN "], ["", " ", "en_GB"], "language-tag"),
    (plain, ["Rain", "a < b", "The <b> tag"], ["", " "], "blank-value"),
    (plain, [], ["<b>Rain</b>"], "html-in-text"),
    (plain, [], ["Rain &amp; snow"], "double-escaped"),
    (
        media_type,
        [
            "audio/mpeg",
            "text/html; charset=utf-8",
            "application/atom+xml",
            "image/svg+xml",
            'video/ogg;codecs="theora, vorbis" ; a=b',
            "x-garden/rain",
            "chemical/x-pdb",
        ],
        [
            "",
            "mp3",
            "audio/",
            "/mpeg",
            "audio/mp 3",
            "a/b/c",
            "text/html;",
            "text/html; charset",
            "sound/mp3",
        ],
        "media-type",
    ),
    (
        address,
        ["a@example.org", "a+b@example.org", "名@例え.jp"],
        ["", "a", "A <a@example.org>", "a@example.org (A)", "a@", "@a", " a@b"],
        "email",
    ),
    (address, [], ["a@localhost", "a@garden.local"], "local-host"),
    (mailbox, [], ["a@localhost (A)"], "local-host"),
    (mailbox, [], ["a@example.org (Jos&eacute;)"], "double-escaped"),
    (
        mailbox,
        ["a@example.org", "a@example.org (A. Name)", "\na@example.org ( A )\n"],
        ["", "A. Name", "A. Name (mailto:a@example.org)", "A <a@example.org>"],
        "email",
    ),
    (
        number(least=1),
        ["1", "007", " 5 "],
        ["0", "-1", "1.5", "", "a", "٣", "9" * 5000],
        "bad-number",
    ),
    (number(least=0, most=24), ["0", "24"], ["25", "-0"], "bad-number"),
    (one_of("true", "false"), ["true", " false "], ["True", "yes", ""], "bad-value"),
]


@pytest.mark.parametrize(("check", "good", "bad", "code"), CASES)
def test_good_values_pass_and_bad_ones_are_named(
    check: Check, good: list[str], bad: list[str], code: str
) -> None:
    """A fault has the rule's code and begins with the name that it was asked about."""
    for text in good:
        assert check("thing", text) is None, text
    for text in bad:
        fault = check("thing", text)
        assert fault is not None, text
        assert fault.code == code
        assert fault.message.startswith("thing ")


def test_a_number_says_its_limits() -> None:
    """Both, or the lower one."""
    both, one = number(least=0, most=24)("hour", "x"), number(least=1)("ttl", "x")
    assert both is not None
    assert both.message.endswith("write a whole number from 0 to 24")
    assert one is not None
    assert one.message.endswith("write a whole number of 1 or more")


def test_a_name_before_the_address_is_only_warned_of() -> None:
    """Most readers understand it; RSS's own example has the name after."""
    fault = mailbox("author", "A. Name <a@example.org>")
    assert fault is not None
    assert fault.level == "warning"
    assert fault.message.endswith("has the name before the address; write “name@example.org (A Name)”")
