from __future__ import annotations

import re
from pathlib import Path

from feeds.validator import codes

CODES = codes()

PAGES = Path(__file__).parents[2] / "docs" / "problems"
MARK = "Reported by: feeds validate"
PARTS = ("## What is said", "## Why it matters", "## Wrong", "## Right", "## How to mend it")


def ours() -> dict[str, str]:
    """Return the pages that bear the validator's mark."""
    texts = {page.stem: page.read_text("utf-8") for page in PAGES.glob("*.md")}
    return {name: text for name, text in texts.items() if MARK in text.splitlines()}


def test_each_code_has_a_page_and_each_page_a_code() -> None:
    """A problem's code is the name of the page that explains it."""
    assert ours().keys() == CODES.keys()


def test_pages_have_one_shape() -> None:
    """Whoever has read one finds their way in all."""
    for code, text in ours().items():
        lines = text.splitlines()
        assert lines[0] == f"# {code}"
        assert tuple(line for line in lines if line.startswith("## ")) == PARTS, code
        assert len(re.findall(r"^```", text, re.MULTILINE)) == 4, code


def test_codes_are_words_with_hyphens() -> None:
    """They are file names, and parts of URLs and of workflow commands."""
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in CODES)
    assert list(CODES) == sorted(CODES)
