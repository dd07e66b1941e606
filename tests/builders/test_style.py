"""What the style sheet of feeds promises. How it looks, and what it hides, is tested in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.builders import style
from feeds.builders._words import languages, words
from feeds.builders.style import BUILDER
from feeds.model import Document
from feeds.record import replace
from tests.builders.offered import SITE, edition

DATA = Path(__file__).parent / "data"


def build(**settings: object) -> Document:
    """Return the document of a site."""
    (document,) = BUILDER.build(edition(site=replace(SITE, **settings)))
    return document


def contents(text: str) -> list[str]:
    """Return what the style sheet says to people: its strings, as a browser reads them."""
    found = re.findall(r'content: "((?:[^"\\\n]|\\.)*)"', text)
    return [re.sub(r"\\(?:(A )|(.))", lambda match: "\n" if match[1] else match[2], one) for one in found]


def test_golden(golden: Callable[[Path, bytes], None]) -> None:
    """The style sheet is, byte for byte, the one in data/ (`pytest --regenerate` writes it)."""
    golden(DATA / "feeds.css", build().data)


def test_document() -> None:
    """It knows its path, its URL and its media type; the settings may say where it lies."""
    document = build()
    assert (document.path, document.url) == ("feeds.css", "https://example.org/notes/feeds.css")
    assert (document.kind, document.media_type) == ("style", "text/css")
    moved = build(paths=(("site", "style", "css/feeds.css"),))
    assert moved.url == "https://example.org/notes/css/feeds.css"


def test_it_is_utf_8_and_asks_nobody() -> None:
    """It names its encoding first of all, and loads nothing: its one picture is in it."""
    text = build().data.decode()
    assert text.startswith('@charset "utf-8";\n')
    assert "@import" not in text
    assert re.findall(r"url\(.{20}", text) == ['url("data:image/svg+xml,']


@pytest.mark.parametrize("lang", languages())
def test_languages(lang: str) -> None:
    """It speaks the language of the site, and runs its way."""
    text, said = build(lang=lang).data.decode(), words(lang)
    notice, about = contents(text)
    assert (notice, about.splitlines()[0]) == (said.say("notice"), said.say("notice_about"))
    assert f"direction: {said.direction};" in text
    assert text.count("{") == text.count("}")
    assert "{{" not in text


def test_the_page_is_named_where_there_is_one() -> None:
    """Whoever came to one feed learns where all are; the address keeps its direction in any language."""
    *_, about = contents(build(formats=("rss", "page")).data.decode())
    assert about.splitlines()[1] == "All feeds of this site: \u2066example.org/notes/feeds.html\u2069"
    *_, alone = contents(build(formats=("rss",)).data.decode())
    assert len(alone.splitlines()) == 1


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
    st.text('\\"A \n', max_size=9),
)
def test_strings(text: str, marks: str) -> None:
    """Whatever a string says, it is said, and it never ends too soon."""
    assert contents(f"content: {style._string(text + marks)};") == [text + marks]
