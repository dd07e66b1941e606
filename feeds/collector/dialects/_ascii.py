"""Letters of other alphabets -> ASCII, as Unidecode spells them for Pelican and Nikola. Pure.

Unidecode itself, whose tables for Chinese and the like are too big to have here, is asked if it is
installed; with it or without it, what comes out is the same or nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import cast

# Sign and spelling in turn; of the letters only the small ones.
_SIGNS = """
ẞ SS © (c) ® (r) ° deg ¢ C/ £ PS ¥ Y= € EUR § SS ¶ P µ u × x ÷ / ± +- – - — -- ― -- ‐ - ‑ - ‒ - − -
‘ ' ’ ' ‚ , “ " ” " „ ,, « << » >> ‹ < › > … ... → - ← - ↔ - • * · * ¿ ? ¡ ! † + ‡ ++ № No ″ '' ′ ' ⁄ /
Æ AE Œ OE Ŋ NG Ξ Ks ĸ k ə @ Ə @ ı i ς s
"""
_LETTERS = """
æ ae œ oe ø o ß ss ð d đ d þ th ł l ħ h ŧ t ŋ ng
α a β b γ g δ d ε e ζ z η e θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ u φ ph χ kh ψ ps ω o
а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh
щ shch ъ ' ы y ь ' э e ю iu я ia ё io є ie і i ї yi ґ g ј j љ lj њ nj ћ tsh ђ dj џ dzh ў u ѕ dz ѓ gj ќ kj
"""


def _table() -> dict[str, str]:
    signs, letters = _SIGNS.split(), _LETTERS.split()
    small = dict(zip(letters[::2], letters[1::2], strict=True))
    capital = {char.upper(): spelling.capitalize() for char, spelling in small.items() if char != "ß"}
    return capital | small | dict(zip(signs[::2], signs[1::2], strict=True))


_TABLE = _table()
# Marks, joiners and pictures, of which nothing is left.
_UNSEEN = (
    ("\u0300", "\u0362"), ("\u200c", "\u200f"), ("\u2060", "\u2064"), ("\u2600", "\u2653"),
    ("\u2668", "\u27bf"), ("\ufe00", "\ufe0f"), ("\U0001f300", "\U0001f64f"), ("\U0001f680", "\U0001faff"),
)  # fmt: skip


def to_ascii(text: str) -> str | None:
    """Return the text in ASCII, or None if it has letters that nobody here can spell."""
    if text.isascii():
        return text
    parts = [_spell(char) for char in text]
    if None not in parts:
        return "".join(cast("list[str]", parts))
    spell = _unidecode()
    return spell(text) if spell else None


def _spell(char: str) -> str | None:
    if char.isascii():
        return char
    if char in _TABLE:
        return _TABLE[char]
    if any(first <= char <= last for first, last in _UNSEEN):
        return ""
    base = "".join(c for c in unicodedata.normalize("NFKD", char) if not "\u0300" <= c <= "\u0362")
    return base if base.isascii() else _TABLE.get(base) if base < "\u0400" else None


@cache
def _unidecode() -> Callable[[str], str] | None:
    try:
        return cast("Callable[[str], str]", import_module("unidecode").unidecode)
    except ImportError:
        return None
