from __future__ import annotations

import pytest

from feeds.languages import language_tag, meant_by


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"), ("zh_CN", "zh-CN"), ("ja-jp", "ja-jp"), ("yue", "yue"), ("zh-Hant-TW", "zh-Hant-TW"),
        ("es-419", "es-419"), ("de-Latn-DE-1996", "de-Latn-DE-1996"), ("sr-XK", "sr-XK"), ("de-DD", "de-DD"),
        ("en-x-mine", "en-x-mine"), ("ar-u-nu-latn", "ar-u-nu-latn"),
        ("jp", None), ("JP", None), ("xx", None), ("en-UK", None), ("zh-CC-x", None), ("english", None),
        ("e", None), ("", None), ("en-", None), ("en--US", None), ("\u4e2d\u6587", None),
    ],
)  # fmt: skip
def test_language_tag(text: str, tag: str | None) -> None:
    """A tag has the shape of RFC 5646, section 2.1, and names a language and a country that there are."""
    assert language_tag(text) == tag


def test_meant_by() -> None:
    """Countries are often written where a language must stand; for anything else there is an example."""
    assert meant_by("JP") == "write ja"
    assert meant_by("klingon") == "write one like zh-CN"
