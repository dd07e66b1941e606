"""Names -> segments of a path, as the slug libraries of several generators make them. Pure."""

from __future__ import annotations

import re
import unicodedata

from feeds.characters import is_letter
from feeds.collector.dialects._ascii import to_ascii

# Latin letters that are no ASCII letter with a mark.
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
          "ħ": "h", "ŋ": "ng", "ŧ": "t", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D",
          "Ð": "D", "Þ": "Th", "Ħ": "H"}  # fmt: skip
# Letters that @sindresorhus/transliterate spells as Germans do.
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "’": "'"})


def latin(text: str) -> str:
    """Return the text with the marks taken from Latin letters; other scripts stay as they are."""
    if text.isascii():
        return text
    found = []
    for char in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFKD", char)[:1]
        found.append(_LATIN.get(char, base if base.isascii() and base.isalnum() else char))
    return "".join(found)


def ascii_slug(text: str) -> str | None:
    """Return lower-case ASCII letters and digits with `-` between them (Rust's slug crate).

    None if there is a letter that nobody here can spell, or a picture, which that crate calls by name.
    """
    composed = unicodedata.normalize("NFC", text)
    if not composed.isascii() and any(unicodedata.category(char) == "So" for char in composed):
        return None
    spelt = to_ascii(composed)
    return None if spelt is None else _dashed(spelt)


def word_slug(text: str) -> str | None:
    """Return the same as @sindresorhus/slugify makes it, or None if there are letters of other scripts."""
    composed = unicodedata.normalize("NFC", text).translate(_GERMAN).replace("&", " and ")
    spelt = latin(re.sub(r"([A-Za-z\d]+)'([ts])(?=\s|$)", r"\1\2", composed))
    if any(not char.isascii() and is_letter(char) for char in spelt):
        return None
    return _dashed(spelt)


def github_slug(text: str) -> str:
    """Return the text in lower case without punctuation, each blank a `-` (github-slugger)."""
    kept = (c for c in text.lower() if is_letter(c) or c in " -" or unicodedata.category(c) in {"Pc", "Nl"})
    return "".join(kept).replace(" ", "-")


def _dashed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
