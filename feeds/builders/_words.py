"""What the pages for people say, in their language, and which way it is written. Pure but for our own file.

assets/words.toml has a table a language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Final, Literal

from feeds.builders._assets import asset
from feeds.record import Record

FALLBACK: Final = "en"
# The scripts that run from the right, and the languages that are written in one of them by themselves.
_SCRIPTS: Final = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
_LANGUAGES: Final = frozenset(
    {"ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn", "nqo", "pnb", "ps"}
    | {"sd", "syr", "ug", "ur", "yi"}
)
_TRADITIONAL: Final = frozenset({"tw", "hk", "mo"})
_MONTHS: Final = ("",) * 12
# What keeps words of one direction together in a text of the other (Unicode Annex 9, section 2.4).
_FROM_LEFT, _END = "\u2066", "\u2069"


class Words(Record, frozen=True, kw_only=True):
    """The words of one language; `lang` is its tag, as exact as the site gives it."""

    lang: str
    direction: Literal["ltr", "rtl"]
    texts: Mapping[str, str]
    months: tuple[str, ...] = _MONTHS

    def say(self, key: str, **values: object) -> str:
        """Return a text with the values in it."""
        text = self.texts[key].format(**values)
        return f"{_FROM_LEFT}{text}{_END}" if self.direction != direction(self.lang) else text

    def posts(self, count: int) -> str:
        """Return how many posts there are."""
        return self.say("post" if count == 1 else "posts", count=count)

    def day(self, when: datetime) -> str:
        """Return a date as people write it, in its own zone."""
        name = self.months[when.month - 1]
        return self.texts["date"].format(year=when.year, month=when.month, day=when.day, name=name)


def words(tag: str | None) -> Words:
    """Return the words for a site's language: of the nearest language that there is, or English."""
    tables = _tables()
    found = next((name for name in _nearest(tag or FALLBACK) if name in tables), None)
    table = dict(tables[found or FALLBACK])
    months = table.pop("months", _MONTHS)
    return Words(
        lang=tag if found and tag else FALLBACK, direction=direction(tag or FALLBACK),
        texts={key: str(text) for key, text in table.items()}, months=tuple(months),
    )  # fmt: skip


def languages() -> tuple[str, ...]:
    """Return the tags of all languages that there are words in."""
    return tuple(_tables())


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return which way a language is written: by its script where the tag names one (RFC 5646)."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    from_right = script in _SCRIPTS if script else language in _LANGUAGES
    return "rtl" if from_right else "ltr"


def _nearest(tag: str) -> Iterator[str]:
    """Yield the tag and what it is a kind of: "progressively truncated from the end" (RFC 4647, 3.4)."""
    parts = tag.split("-")
    if parts[0].lower() == "zh" and _TRADITIONAL & {part.lower() for part in parts}:
        yield "zh-Hant"
    for end in range(len(parts), 0, -1):
        name = "-".join([parts[0].lower(), *parts[1:end]])
        yield re.sub("-([a-z]{4})$", lambda match: f"-{match[1].title()}", name, flags=re.IGNORECASE)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(asset("words.toml"))
