"""What the pages say, in every language that there is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from feeds.builders import _words
from feeds.builders._words import direction, languages, words

DAY = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize("lang", languages())
def test_every_language_says_everything(lang: str) -> None:
    """Each table has all texts of the English one, with the same places to fill in."""
    english, texts = words("en").texts, words(lang).texts
    assert texts.keys() == english.keys()
    for key, text in texts.items():
        assert text.strip()
        if key != "date":
            assert sorted(re.findall(r"\{.*?\}", text)) == sorted(re.findall(r"\{.*?\}", english[key])), key


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_its_dates(lang: str) -> None:
    """A date has its year and day in it, and where a month is named there are twelve different names."""
    said = words(lang)
    days = {said.day(DAY.replace(month=month)) for month in range(1, 13)}
    assert len(days) == 12
    assert all("2026" in day and "9" in day and "  " not in day for day in days)


@pytest.mark.parametrize(
    ("tag", "lang", "eyebrow"),
    [
        ("en", "en", "Subscribe"),
        ("EN-us", "EN-us", "Subscribe"),
        ("de-AT", "de-AT", "Abonnieren"),
        ("zh", "zh", "订阅"),
        ("zh-Hans-SG", "zh-Hans-SG", "订阅"),
        ("zh-CN", "zh-CN", "订阅"),
        ("zh-TW", "zh-TW", "訂閱"),
        ("zh-hant-hk", "zh-hant-hk", "訂閱"),
        ("zh-hant", "zh-hant", "訂閱"),
        ("tlh", "en", "Subscribe"),
        (None, "en", "Subscribe"),
    ],
)
def test_the_nearest_language(tag: str | None, lang: str, eyebrow: str) -> None:
    """The site's tag leads to the nearest table; where there is none, the page is in English and says so."""
    said = words(tag)
    assert (said.lang, said.say("eyebrow")) == (lang, eyebrow)


@pytest.mark.parametrize("tag", ["ar", "fa-IR", "he", "ur", "az-Arab", "ku-Arab-IQ", "pa-arab", "dv"])
def test_from_the_right(tag: str) -> None:
    """What is written from the right is known by its script, or by the language alone."""
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "zh-CN", "ar-Latn", "uz", "arz-Latn-EG", "tr"])
def test_from_the_left(tag: str) -> None:
    """All else is from the left, also Arabic in Latin letters."""
    assert direction(tag) == "ltr"


def test_english_among_what_runs_from_the_right() -> None:
    """English words on a page that runs the other way keep their order, the full stop at their end too."""
    said = words("ur")
    assert (said.lang, said.direction) == ("en", "rtl")
    assert said.say("none") == f"\u2066{words('en').say('none')}\u2069"
    assert words("fa").say("none")[0] != "\u2066"


def test_counts_and_dates() -> None:
    """One post is one post; a date is the one that its own zone has."""
    said = words("en")
    assert (said.posts(1), said.posts(2), said.posts(1203)) == ("1 post", "2 posts", "1203 posts")
    assert said.day(DAY) == "9 March 2026"
    assert words("zh-CN").day(DAY) == "2026年3月9日"
    assert words("fa").day(DAY) == "2026-03-09"
    assert words("de").day(DAY) == "9. März 2026"


def test_values_are_not_templates() -> None:
    """A title with braces in it is a title."""
    assert words("en").say("subscribe", title="{count} {0.real}") == "Subscribe to {count} {0.real}"


def test_read_once() -> None:
    """The file is read once."""
    assert _words._tables() is _words._tables()
