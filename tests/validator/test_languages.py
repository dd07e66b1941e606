from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validator.languages import wrong

GOOD = [
    "en", "EN", "zh-CN", "zh-Hant-TW", "es-419", "sl-rozaj-1994", "de-DE-u-co-phonebk", "en-a-bbb-x-a-b",
    "x-klingon", "i-navajo", "ast", "zh-yue-HK", "art-lojban", "en-GB-oed", "en-XY", "sr-Latn-RS",
    "de-CH-1901",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_tags_of_the_registry_pass(text: str) -> None:
    """RFC 5646 2.1, and the irregular ones."""
    assert wrong(text) is None


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("English", "error", "write “en”"),
        ("zh_CN", "error", "write “zh-CN”"),
        ("xx_CN", "error", "write one like"),
        ("en-", "error", "is no language tag"),
        ("en-a", "error", "is no language tag"),
        ("e", "error", "is no language tag"),
        ("中文", "error", "is no language tag"),
        ("xx", "error", "“xx”, which is no language"),
        ("jp", "warning", "write “ja”"),
        ("cn", "warning", "write “zh-CN”"),
        ("en-UK", "warning", "write “en-GB”"),
        ("ja-JA", "warning", "write “ja-JP”"),
        ("fr-FF", "warning", "no country; write the country’s two letters, or none"),
        ("iw-IL", "info", "write “he-IL”"),
    ],
)
def test_what_is_meant_is_named(text: str, level: str, words: str) -> None:
    """Where somebody can tell what is meant, readers can: a warning. Otherwise it is an error."""
    found = wrong(text)
    assert found is not None
    assert found[1] == level
    assert words in found[0]


@given(st.text())
def test_never_raises(text: str) -> None:
    """Whatever stands there is a tag, or something is wrong with it, in two halves."""
    found = wrong(text)
    assert found is None or "; write" in found[0]
