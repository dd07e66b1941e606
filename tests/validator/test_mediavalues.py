from __future__ import annotations

import pytest

from feeds.validator.findings import Check
from feeds.validator.mediavalues import country, decimal, exactly, limited, play_time, uuid

CASES: list[tuple[Check, list[str], list[str], str]] = [
    (decimal(), ["0", "44.1", ".5", "7.", " 25 "], ["", "-1", "44,1", "25 fps", "1e3", "٣"], "bad-number"),
    (limited(3), ["a", "abc"], ["abcd"], "too-long"),
    (limited(3), ["abc"], ["", " \n"], "blank-value"),
    (exactly("Yes", "No"), ["Yes", "No"], ["", "yes", " Yes", "true"], "bad-value"),
    (
        play_time,
        ["now", "0", "22.9", "120", "0:00:00", "12:34:56", "100:5:5", "1:22:33.007"],
        ["", "-3", "12:34", "1:60:00", "1:00:60", "1:2:3:4", "soon", " 42"],
        "bad-time",
    ),
    (
        uuid,
        ["917393e3-1b1e-5cef-ace4-edaa54e1f810", "917393E3-1B1E-5CEF-ACE4-EDAA54E1F810"],
        ["", "917393e3", "917393e31b1e5ceface4edaa54e1f810", "{917393e3-1b1e-5cef-ace4-edaa54e1f810}"],
        "bad-uuid",
    ),
    (country, ["de", "US", "gB"], ["", "uk", "zz", "d", "deu", "de us", "bd be"], "bad-value"),
]


@pytest.mark.parametrize(("check", "good", "bad", "code"), CASES)
def test_values(check: Check, good: list[str], bad: list[str], code: str) -> None:
    """What the specifications of audio and pictures allow is taken, and nothing else."""
    for text in good:
        assert check("it", text) is None, text
    for text in bad:
        fault = check("it", text)
        assert fault is not None, text
        assert fault.code == code


def test_another_case_is_a_smaller_fault_than_another_word() -> None:
    """Most apps read “yes” where “Yes” is documented; a blank they do not all read."""
    check = exactly("Yes", "No")
    levels = [fault.level for text in ("yes", "Yes ", "yep") if (fault := check("it", text))]
    assert levels == ["warning", "error", "error"]
