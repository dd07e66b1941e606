"""What the posts of the corpus are made of: names of categories and tags, and pools of paragraphs. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# words.txt: a name and a colon, then its words, on as many lines as they need
_LISTS = {
    name: tuple(words.split())
    for name, words in re.findall(
        r"(?ms)^(\w+):(.*?)(?=^\w+:|\Z)", Path(__file__).with_suffix(".txt").read_text("utf-8")
    )
}
CATEGORIES = _LISTS["categories"]
_SIZE = 512  # paragraphs, titles and subjects each


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Pieces to put posts together from; a paragraph is one line of HTML of some 650 bytes."""

    paragraphs: tuple[bytes, ...]
    titles: tuple[str, ...]
    subjects: tuple[str, ...]


def tag(number: int) -> str:
    """Return the name of a tag: the first 200 are topic and kind, up to 2,000 have a place before them."""
    name = _LISTS["topics"][number % 20] + _LISTS["kinds"][number // 20 % 10]
    return name if number < 200 else f"{_LISTS['places'][number // 200]}{name}"


@cache
def pool(seed: int) -> Pool:
    """Return the pieces that belong to a seed: the same ones always."""
    chance = random.Random(seed)
    shapes = (_plain, _plain, _quoted, _linked, _plain, _pictured)
    return Pool(
        paragraphs=tuple(shapes[index % len(shapes)](chance).encode() for index in range(_SIZE)),
        titles=_several(lambda: _text(chance, 4)),
        subjects=_several(lambda: f"{_text(chance, 3)}{chance.choice(('5G', 'A&B', '“双碳”', 'IPO', ''))}"),
    )


def _several(make: Callable[[], str]) -> tuple[str, ...]:
    return tuple(make() for _ in range(_SIZE))


def _text(chance: random.Random, words: int) -> str:
    return "".join(chance.choices(_LISTS["words"], k=words))


def _sentences(chance: random.Random, count: int) -> str:
    return "".join(f"{_text(chance, chance.randint(6, 11))}，{_text(chance, 9)}。" for _ in range(count))


def _plain(chance: random.Random) -> str:
    rise = f"{chance.randint(0, 9)}.{chance.randint(10, 99)}%"
    return f"<p>{_sentences(chance, 4)}{_text(chance, 4)}{rise}，{_sentences(chance, 2)}</p>"


def _quoted(chance: random.Random) -> str:
    return f"<p>{_sentences(chance, 2)}“{_text(chance, 8)}”，{_text(chance, 3)}：{_sentences(chance, 3)}</p>"


def _linked(chance: random.Random) -> str:
    share = chance.randint(600_000, 603_999)
    link = (
        f'<a href="//quotes.example/stock/{share}.html" target="_blank">{_text(chance, 2)}</a>（{share}.SH）'
    )
    return f"<p><strong>{_text(chance, 5)}</strong>{_sentences(chance, 2)}{link}{_sentences(chance, 2)}</p>"


def _pictured(chance: random.Random) -> str:
    source = f"https://img.example/{chance.randint(10**8, 10**9)}.jpg?w=800&amp;h=450"
    picture = f'<img src="{source}" alt="{_text(chance, 3)}" width="800" height="450">'
    return f'<p style="text-align:center">{picture}</p><p>{_sentences(chance, 4)}</p>'
