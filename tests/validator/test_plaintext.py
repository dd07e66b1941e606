from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.plaintext import begun, first_reference, hidden


@pytest.mark.parametrize(
    "text",
    [
        "", "Rain", "a < b > c", "List<T>", "The <details> element", "I <3 you", "R&B", "“&nothing;”",
        "AT&T;", "int *p = &sum;",
        "</b>", "<b", "<rain>wet</rain>", "x &amp",
    ],
)  # fmt: skip
def test_texts_that_speak_of_tags_pass(text: str) -> None:
    """A tag that stands alone is not taken for markup."""
    assert hidden("title", text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<b>Rain</b>", "html-in-text"),
        ("A <EM class='x'>wet</Em> day", "html-in-text"),
        ("<p>a\nb</p>", "html-in-text"),
        ("Rain<br>snow", "html-in-text"),
        ("Rain<BR />snow", "html-in-text"),
        ('<img src="a.png">', "html-in-text"),
        ("<a href=x>", "html-in-text"),
        ("Rain &amp; snow", "double-escaped"),
        ("it&#8217;s", "double-escaped"),
        ("it&#x2019;s", "double-escaped"),
        ("&nbsp;", "double-escaped"),
        ("caf&eacute;", "double-escaped"),
    ],
)
def test_html_is_warned_of(text: str, code: str) -> None:
    """A reader shows it as it stands, or takes it out: either way it was not meant."""
    fault = hidden("title", text)
    assert fault is not None
    assert (fault.code, fault.level) == (code, "warning")


def test_a_reference_is_named_with_what_it_means() -> None:
    """What to write is the character, if one can see it."""
    fault = hidden("title", "Rain &amp; snow")
    assert fault is not None
    assert fault.message == (
        "title holds “&amp;” where the character itself is meant; write “&”, escaped once"
    )
    blank = hidden("title", "Rain&nbsp;and snow")
    assert blank is not None
    assert "write the character" in blank.message


def test_only_what_is_a_line_is_looked_at() -> None:
    """Nobody's title makes us wait."""
    assert hidden("title", "<b>" * 500_000) is None
    assert hidden("title", "x" * 5_000 + "<b>Rain</b>") is None


def test_a_longer_text_may_speak_of_code() -> None:
    """An excerpt of one that does holds tags; what begins with one is markup, escaped once too often."""
    assert begun("summary", "Write <li>a</li> and &nbsp; for it") is None
    assert begun("summary", "It rained.") is None
    for text, code in ((" <p>It rained.</p>", "html-in-text"), ("Rain &amp; snow", "double-escaped")):
        fault = begun("summary", text)
        assert fault is not None
        assert fault.code == code


@given(st.text(alphabet="<>&;/abp #x1=\"'"))
def test_never_raises(text: str) -> None:
    """Whatever stands there, a reference that is found stands in it."""
    hidden("title", text)
    found = first_reference(text)
    assert found is None or found in text
