"""Bodies of real sites, beside the repository where they are at hand: nothing of them is lost or harmed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feeds.content import kramdown, markdown, plaintext, readable
from feeds.content.readable import rules
from feeds.content.sanitize import sanitize
from feeds.content.slots import Slots
from tests.content.test_hostile import found_in

SITES = Path(__file__).parents[3] / "shared" / "sites"
NAMES = [
    "18f", "electron", "farseerfc", "finews", "jekyll-docs", "maku77", "mehdix", "nikola-site", "radio-t",
    "rust-blog", "stack-blog", "this-week-in-rust", "web-standards-ru",
]  # fmt: skip
KINDS = frozenset((".md", ".markdown", ".html", ".htm"))
MOST = 60  # bodies of a site
BASE = "https://example.org/post/"
FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?\n\1\n", re.DOTALL)

pytestmark = pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")


def bodies(name: str) -> list[str]:
    """Return the bodies of some posts of a site as HTML, taken evenly from all of them."""
    files = sorted(file for file in (SITES / name).rglob("*") if file.suffix in KINDS and file.is_file())
    found = []
    for file in files[:: len(files) // MOST + 1]:
        text = FRONT_MATTER.sub("", file.read_text("utf-8", "replace"))
        slots = Slots()
        made = text if "htm" in file.suffix else markdown.to_html(kramdown.strip(text, slots))
        found.append(slots.fill(made))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_real_bodies(name: str) -> None:
    """They are safe, their words are there, and rules that are applied again take no more of them."""
    for html in bodies(name):
        made = readable.apply(html)
        published = [sanitize(one, base=BASE).html for one in (html, made, readable.apply(made))]
        assert found_in(published[1]) == []
        assert readable.apply(html, off=rules.NAMES) is html
        before, after, again = map(plaintext.from_html, published)
        assert after == again
        # what goes is a table of contents, a form, the numbers of lines
        assert len(after) > 0.6 * len(before) - 400


@pytest.mark.parametrize("name", NAMES)
def test_summaries_of_real_bodies(name: str) -> None:
    """The beginning of a body is that of all its text."""
    for html in bodies(name):
        made = sanitize(readable.apply(html), base=BASE).html
        assert plaintext.begin(made, 280) == plaintext.shorten(plaintext.from_html(made), 280)
