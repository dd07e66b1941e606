"""Language tags: their shape, and which languages and countries there are. Pure.

https://www.rfc-editor.org/rfc/rfc5646, which is BCP 47, and of its registry,
https://www.iana.org/assignments/language-subtag-registry, the subtags of two letters: those of
three are so many that hardly a typing error is none of them.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.languages import LANGUAGES, MEANT, REGIONS
from feeds.model import Level
from feeds.patterns import compile_later
from feeds.validator.kept import kept

# Section 2.1. A language of more than three letters is allowed, but none was ever registered.
_TAG: Final = compile_later(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|[ix](?:-[a-z0-9]{1,8})+"
    # "Irregular" ones, from before there was this grammar.
    r"|en-gb-oed|sgn-be-fr|sgn-be-nl|sgn-ch-de",
    re.IGNORECASE | re.ASCII,
)

_PRIVATE: Final = compile_later(r"AA|Q[M-Z]|X[A-Z]|ZZ")
_OLD: Final = {"bh": "bho", "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr-Latn"}
_NAMES: Final = {
    "arabic": "ar", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "italian": "it", "japanese": "ja", "korean": "ko", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
_COUNTRIES: Final = {"EN": "GB", "JA": "JP", "KO": "KR", "SP": "ES", "UK": "GB", "ZH": "CN"}

_MODEL: Final = "write one like “en”, “zh-CN” or “fr-CA”"


@kept(1_024)
def wrong(text: str) -> tuple[str, Level] | None:
    """Return what is wrong with a language tag and what to write, and how much it matters."""
    language, dash, region = text.partition("-")
    usual = language in LANGUAGES and language not in _OLD and (region in REGIONS or not dash)
    return None if usual else _wrong(text)


def _wrong(text: str) -> tuple[str, Level] | None:
    if not (found := _TAG.fullmatch(text)):
        return f"is no language tag; {_hint(text)}", "error"
    language, region = (found["language"] or "").lower(), (found["region"] or "").upper()
    if language in _OLD:
        right = _OLD[language] + text[len(language) :]
        return f"has an old name of the language; write “{right}”", "info"
    if len(language) == 2 and language not in LANGUAGES:
        if (meant := MEANT.get(language)) is None:
            return f"begins with “{language}”, which is no language; {_MODEL}", "error"
        return f"begins with “{language}”, which is no language; write “{meant}”", "warning"
    if len(region) == 2 and region not in REGIONS and not _PRIVATE.fullmatch(region):
        country = _COUNTRIES.get(region)
        words = f"write “{language}-{country}”" if country else "write the country’s two letters, or none"
        return f"names “{region}”, which is no country; {words}", "warning"
    return None


def _hint(text: str) -> str:
    """Say what is probably meant."""
    right = text.replace("_", "-")
    if right != text and (found := _TAG.fullmatch(right)) and (found["language"] or "").lower() in LANGUAGES:
        return f"write “{right}”"
    named = _NAMES.get(text.lower())
    return f"write “{named}”" if named else _MODEL
