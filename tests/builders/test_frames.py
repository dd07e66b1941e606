"""What _frames.py promises: what is put into a frame is what feedgen writes of each entry by itself."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.builders import atom, rss
from feeds.builders._feedgen import Told, write_one
from feeds.builders._frames import _entry, _frame
from feeds.characters import clean
from tests.builders.test_feedgen import ODD, dates

# Also what looks like a mark or like a place, and what XML forbids.
_MORE_ODD = (
    *ODD,
    "&<>\"'\r\n\t0.",
    "&amp;&lt;",
    "%b",
    "%%",
    "\r",
    "\x85",
    "\0",
    "\x0b",
    "\x7f",
    "\ud800",
    "\uffff",
)
texts = st.lists(st.sampled_from(_MORE_ODD) | st.text(max_size=9), max_size=3).map("".join)
likely = st.sampled_from(["", "x", "a & <b>", "https://example.org/?a&b", "中文"]) | texts
iso = dates.map(lambda date: date.isoformat())
people = st.lists(st.tuples(likely.map(lambda name: name or "x"), likely, likely), max_size=3)
told_in_atom = st.builds(
    Told, id=likely, url=likely, title=likely, summary=likely, updated=iso, published=iso, lang=likely,
    people=people.map(lambda some: tuple(text for one in some for text in one)),
    terms=st.lists(likely, max_size=4).map(tuple), html=likely.map(clean), permalink=st.booleans(),
)  # fmt: skip
told_in_rss = told_in_atom.map(lambda told: as_told(told, rss))
lines = st.lists(st.sampled_from(["<a/>", "<b>%b</b>", "<c>中文</c>"]), max_size=2)


def as_told(told: Told, module: ModuleType) -> Told:
    """Return what feedgen is told of the same entry in the format: of no dates in RSS, and so on."""
    return told if module is atom else told._replace(updated="", published="", lang="", people=())


def alone(told: Told, module: ModuleType, more: list[str]) -> bytes | None:
    """Return an entry as feedgen writes it if it is told of no other; None if lxml or feedgen would not."""
    layout = module._LAYOUT
    try:
        bare = write_one(told, layout)
    except ValueError:
        return None
    return b"".join((bare, *(f"{layout.indent}{one}\n".encode() for one in more), layout.closing))


def framed(told: Told, module: ModuleType, more: list[str]) -> bytes | None:
    """Return an entry as it stands in its frame; None if there is none for it."""
    try:
        return _entry(told, module._LAYOUT, iter(more))
    except ValueError:
        return None


@given(told_in_atom, lines)
def test_in_atom(told: Told, more: list[str]) -> None:
    """Whatever there is of an entry, and whatever it says, in Atom it is byte for byte feedgen's own."""
    assert framed(told, atom, more) == alone(told, atom, more)


@given(told_in_rss, lines)
def test_in_rss(told: Told, more: list[str]) -> None:
    """So it is in RSS."""
    assert framed(told, rss, more) == alone(told, rss, more)


PLAIN = Told(
    id="1", url="https://example.org/", title="x", summary="", updated="2026-01-01T00:00:00+00:00",
    published="2026-01-01T00:00:00+00:00", lang="", people=(), terms=("a",), html="<p>", permalink=False,
)  # fmt: skip


@pytest.mark.parametrize("module", [atom, rss])
@pytest.mark.parametrize("odd", _MORE_ODD)
@pytest.mark.parametrize("name", ["id", "url", "title", "summary", "terms"])
def test_each_odd_text(module: ModuleType, odd: str, name: str) -> None:
    """No text is so odd that it would not stand as feedgen and lxml write it, or be refused as by them."""
    told = PLAIN._replace(**{name: (odd, "b") if name == "terms" else odd})  # type: ignore[arg-type] # it is what it is named
    told = as_told(told, module)
    assert framed(told, module, []) == alone(told, module, [])


def test_one_frame_for_many() -> None:
    """Entries that differ in their texts and in how many terms they have share what feedgen wrote once."""
    _frame.cache_clear()
    for terms in (("a",), ("b", "c"), ("d", "", "e")):
        framed(PLAIN._replace(title=f"of {terms}", terms=terms), atom, [])
    assert _frame.cache_info().misses == 1
